"""Sums of money and electrical power in raw text, with offsets: the numbers first, then what they share and how they are bound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.model import Signal
from claims.units import SCALES, WATT
from claims.values import Qualifier, Quantity
from extractors import amounts, numbers, qualifiers
from extractors.numbers import SPACE

__all__ = ["Found", "find_quantities"]


@dataclass(frozen=True, slots=True)
class Found:
    """One quantity in a text: `text[start:end]` is the value expression without the words that bound it.

    bound -- offsets of the bounding words, or None.  count -- "two of 400 MW".  converts -- index, in the list that
    `find_quantities` gives, of the quantity that this bracket converts.  moved -- "from" or "to" of a movement.
    form -- which rule read it.
    """

    start: int
    end: int
    quantity: Quantity
    form: str
    bound: tuple[int, int] | None = None
    count: int | None = None
    converts: int | None = None
    moved: str | None = None


@dataclass(slots=True)
class _Number:
    """A number on its way to becoming a quantity."""

    start: int  # of the whole amount, sign included
    end: int
    value: Decimal
    places: int
    unit: str | None = None
    factor: float = 1.0  # scale word and unit together
    scaled: bool = False
    plus: bool = False
    form: str = "figures"
    signed: bool = False  # the currency stood before the number
    core: int = 0  # where the figures start


_ANCHOR = re.compile(
    r"\d|illion|watt|dollar|crore|lakh|[0-9 ][GMk]W\b|\b(?:yen|euros?|yuan|won|rupees?|pounds?|francs?|cents?|ringgits?"
    r"|riyals?|dinars?|shekels?|bucks|yens?)\b", re.IGNORECASE,
)  # fmt: skip
_SCALE_OR_UNIT = re.compile(
    r"(?<![A-Za-z])(?:thousand|million|billion|trillion|crore|lakh|(?:giga|mega|kilo|tera)?watts?"
    r"|(?:us |u\.s\. |hong kong |australian |canadian |singapore )?dollars?|yen|euros?|yuan|won|rupees?|pounds?|francs?"
    r"|ringgits?|riyals?|dinars?|shekels?|bucks|tugriks?|cents?|pennies|penny|GW|MW)(?![A-Za-z])",
    re.IGNORECASE,
)
_VAGUE_MANY = re.compile(
    rf"(?<![\w-])(?P<many>tens|dozens|scores|hundreds|several hundred|several|a few hundred|a few|few)[{SPACE}\n](?:of[{SPACE}\n])?"
    rf"(?P<scale>thousand|million|billion|trillion|megawatt|gigawatt)s?(?![A-Za-z])",
    re.IGNORECASE,
)
_VAGUE_PLAIN = re.compile(
    r"(?<![\w-])(?P<scale>millions|billions|trillions|megawatts|gigawatts)(?![A-Za-z])", re.IGNORECASE
)
_VAGUE_MULTI = re.compile(r"(?<!\w)multi-?[ ]?(?P<scale>million|billion|trillion|gigawatt|megawatt)(?![A-Za-z])", re.IGNORECASE)
_BARE_ADJECTIVE = re.compile(r"(?<![\w])(?:near-)?(?P<scale>million|billion|trillion)(?=-(?!plus))", re.IGNORECASE)
_WORD_LINK = re.compile(rf"(?<![\w-])(?P<words>{numbers.WORDS_ALONE})[{SPACE}](?:to|or|and)[{SPACE}]$", re.IGNORECASE)
_PLUS = re.compile(r"\+|-plus\b")
_AND_CENTS = re.compile(rf"[{SPACE}]{{0,2}}(?:and[{SPACE}])?")
_OF = re.compile(rf"[{SPACE}\n]of[{SPACE}\n]")
_PAIR = re.compile(rf"(?<![\w.])(?:(?P<n>\d{{1,3}})[{SPACE}]?[x×][{SPACE}]?|(?P<word>a pair of|a couple of|two|three|four|five|six|seven|eight|nine"
                   rf"|ten|twin|\d{{1,2}})[{SPACE}](?:[a-z]+[{SPACE}-])?)$", re.IGNORECASE)  # fmt: skip
_PAIR_WORDS = {"a pair of": 2, "a couple of": 2, "twin": 2}
_CHANGE = (
    r"rose|rise[sn]?|rising|gr[eo]w(?:n|s|ing)?|jump(?:ed|s|ing)?|climb(?:ed|s|ing)?|increas(?:e|ed|es|ing)|fell|fall(?:en|s|ing)?"
    r"|dropp?(?:ed|s|ing)?|declin(?:e|ed|es|ing)|surg(?:e|ed|es|ing)|shrank|shrunk|slid|went|go(?:es)?|soar(?:ed|s|ing)?|gain(?:ed|s)?|mov(?:e|ed|es|ing)"
    r"|rais(?:ed|es|ing)|expand(?:ed|s|ing)?|lift(?:ed|s|ing)?|cut|up|down|doubl(?:ed|es|ing)|tripl(?:ed|es|ing)|le?ap(?:ed|t)?|chang(?:e|ed)"
    r"|revis(?:e|ed|es|ing)|boost(?:ed|s|ing)?|widen(?:ed|s)?|narrow(?:ed|s)?|swung|improv(?:e|ed|es)|enlarg(?:e|ed)|upgrad(?:e|ed)|trim(?:med)?|lower(?:ed)?"
)
_HEDGES = r"(?:(?:about|around|roughly|nearly|some|almost|over|more than|its?|their|just|an? (?:initial|estimated))\s){0,2}"
_MOVE_FROM = re.compile(rf"\b(?:{_CHANGE})\s{_HEDGES}$|\b(?:{_CHANGE})\b[^.;]{{0,90}}\bfrom\s{_HEDGES}$", re.IGNORECASE)
_RANGE_LEAD = re.compile(r"\b(?:between|ranging from|rang(?:es?|ed) from|range of|anywhere from|of from)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_TO = re.compile(rf"(?P<to>[{SPACE}\n]{{1,2}}to[{SPACE}\n]{{1,2}}|[{SPACE}]?(?:-|–|—|‑|−|~)[{SPACE}]?|[{SPACE}\n]to as (?:much|high) as[{SPACE}\n])"
                 rf"|(?P<and>[{SPACE}\n]{{1,2}}(?:and|or|&)[{SPACE}\n]{{1,2}})"
                 rf"|(?P<comma>,[{SPACE}\n](?:and[{SPACE}\n]|or[{SPACE}\n])?)")  # fmt: skip
_LOOKS_MONEY = re.compile(r"valu|worth|rais|fund|invest|spen[dt]|cost|dollar|\$|€|£|bond|debt|loan|capital|deal|pay|paid|burn", re.IGNORECASE)
_LETTERS_BEFORE = re.compile(r"[A-Za-z_]-?$|[A-Za-z]\d*[-./]$")
_MANY = {"tens": (10, 100), "dozens": (24, 100), "scores": (20, 100), "hundreds": (100, 1000), "several": (2, 10),
         "several hundred": (200, 1000), "a few hundred": (200, 1000), "a few": (2, 10), "few": (2, 10)}  # fmt: skip


def find_quantities(
    text: str, *, dollar: str = "USD", start: int = 0, end: int | None = None
) -> tuple[list[Found], list[Signal]]:
    """All sums and power figures in `text[start:end]`, in order, and what was seen and not read.

    dollar -- the ISO code that a bare `$` stands for here.  Offsets are into the whole text; spans never overlap.
    """
    stop = len(text) if end is None else end
    if not _ANCHOR.search(text, start, stop):
        return [], []
    signals: list[Signal] = []
    found = _numbers(text, start, stop, dollar, signals)
    _share_units(text, found)
    out = list(_combine(text, found))
    out.extend(_vague(text, start, stop, dollar, out))
    out.sort(key=lambda f: f.start)
    return _conversions(text, out), signals


def _numbers(text: str, start: int, stop: int, dollar: str, signals: list[Signal]) -> list[_Number]:
    found: list[_Number] = []
    for match in numbers.FIGURES.finditer(text, start, stop):
        number = _figure(text, match, dollar, signals)
        if number is not None and not (found and number.start < found[-1].end):
            found.append(number)
    if not _SCALE_OR_UNIT.search(text, start, stop):
        return found
    taken = [(n.start, n.end) for n in found if n.unit]
    for hit in _SCALE_OR_UNIT.finditer(text, start, stop):
        if any(s <= hit.start() < e for s, e in taken):
            continue
        spelled = _spelled(text, hit.start(), start, dollar)
        if spelled is not None and not any(s < spelled.end and spelled.start < e for s, e in taken):
            left = _spelled_left(text, spelled, start)
            taken.append((spelled.start, spelled.end))
            found.extend([spelled] if left is None else [left, spelled])
    found.sort(key=lambda n: n.start)
    return found


def _figure(text: str, match: re.Match[str], dollar: str, signals: list[Signal]) -> _Number | None:
    first, last = match.span()
    sign = amounts.prefix(text, first)
    if sign is None and first and _LETTERS_BEFORE.search(text, max(0, first - 4), first):
        multiplier = re.search(r"\d[x×]$", text[max(0, first - 3) : first])
        if multiplier is None:
            return None
    value, places = numbers.figures(match[0])
    number = _Number(first, last, value, places, core=first)
    plus = _PLUS.match(text, last)
    at = plus.end() if plus else last
    by = amounts.scale(text, at, money=sign is not None)
    if by is not None:
        at, number.factor, number.scaled = by[0], by[1], True
        if not plus:
            plus = _PLUS.match(text, at)
            at = plus.end() if plus else at
    number.plus = plus is not None
    if sign is not None and not (sign.word and not number.scaled):
        number.start, number.signed = sign.start, True
        number.unit = dollar if sign.plain_dollar else sign.code
        number.factor *= sign.scale
        number.end = amounts.currency_again(text, at) if at > last or not plus else at
        if not number.scaled:
            number.end = amounts.currency_again(text, last)
            if not plus:
                late = _PLUS.match(text, number.end)
                number.plus = late is not None
        else:
            number.end = amounts.currency_again(text, at - (plus.end() - plus.start()) if plus and plus.end() == at else at)
        return number
    unit = amounts.suffix(text, at, value, scaled=number.scaled)
    if unit is None:
        if number.scaled and not plus:
            number.end = at
        return number
    if unit.energy:
        signals.append(Signal("energy, not power", first, unit.end, text[first : unit.end]))
        return None
    if unit.unit == WATT and number.scaled and text[at - 1 : at] in "kKmMbBtT" and text[at - 2 : at - 1].isdigit():
        return None
    number.unit, number.end = unit.unit, unit.end
    number.factor *= unit.factor
    if not number.scaled:
        late_scale = amounts.scale(text, unit.end, money=True) if unit.unit != WATT else None
        if late_scale is not None and text[unit.end : unit.end + 1] in SPACE:
            number.end, number.factor, number.scaled = late_scale[0], number.factor * late_scale[1], True
    if _PLUS.match(text, number.end):
        number.plus = True
    return number


def _spelled_left(text: str, right: _Number, floor: int) -> _Number | None:
    """The first number of "two to three gigawatts", which shares the unit of the second."""
    link = _WORD_LINK.search(text, max(floor, right.start - 40), right.start)
    read = numbers.words(link["words"]) if link else None
    if link is None or read is None or read[0] >= right.value:
        return None
    start, end = link.span("words")
    return _Number(start, end, read[0], read[1], right.unit, right.factor, right.scaled, form="words", core=start)


def _spelled(text: str, at: int, floor: int, dollar: str) -> _Number | None:
    """A number in words before the scale or unit word that starts at `at`."""
    begin = max(floor, at - 60)
    match = numbers.WORDS_BEFORE.search(text, begin, at)
    if match is None:
        return None
    read = numbers.words(match["words"])
    if read is None or not read[0]:
        return None
    first = begin + 0 if match.start("words") < begin else match.start("words")
    number = _Number(first, at, read[0], read[1], form="words", core=first)
    by = amounts.scale(text, at - 1, money=False)
    place = at - 1
    if by is not None:
        place, number.factor, number.scaled = by[0], by[1], True
    unit = amounts.suffix(text, place, read[0] * Decimal(number.factor), scaled=number.scaled)
    if unit is None and number.scaled:
        of = _OF.match(text, place)
        if of:
            unit = amounts.suffix(text, of.end() - 1, read[0], scaled=True)
    if unit is None or unit.energy:
        return None
    if match["words"].lower() in ("a", "an") and not number.scaled and unit.unit != WATT and unit.factor == 1.0:
        # "a dollar" is a sum, "a pound of", "a won" are not
        if not re.match(r"dollar|euro|buck", text[at : at + 8], re.IGNORECASE):
            return None
        if re.match(r"[-\w]|[ ](?:figure|store|amount|value|bond|index|rate|sign|term)", text[unit.end : unit.end + 8]):
            return None
    number.unit, number.end = unit.unit, unit.end
    number.factor *= unit.factor
    return number


def _share_units(text: str, found: list[_Number]) -> None:
    """Hand units and scales back along ranges and lists: "$15, $20 and $35 billion", "8, 10 and 12 GW", "$1.5-2 billion"."""
    for i in range(len(found) - 2, -1, -1):
        left, right = found[i], found[i + 1]
        if right.unit is None and not (left.signed and right.scaled):
            continue
        link = _TO.fullmatch(text, left.end, right.start)
        if link is None:
            continue
        if left.unit is None and right.unit is not None and not left.scaled and not right.signed and left.value < 10**6:
            if right.form == "figures" or right.unit == WATT or link["to"] or link["and"]:
                left.unit, left.factor, left.scaled = right.unit, right.factor, right.scaled
        elif left.unit is None and left.scaled and right.unit is not None and not right.signed and right.unit != WATT:
            left.unit = right.unit
        elif left.signed and not left.scaled and right.scaled and _elided(left, right) and left.unit == (right.unit or left.unit):
            left.factor, left.scaled = right.factor, True
    for left, right in zip(found, found[1:], strict=False):
        if left.signed and right.unit is None and right.end > right.core:
            link = _TO.fullmatch(text, left.end, right.start)
            lead = _RANGE_LEAD.search(text, max(0, left.start - 30), left.start)
            if link is not None and (right.scaled and (link["to"] or lead)):
                right.unit = left.unit
                if not left.scaled and _elided(left, right):
                    left.factor, left.scaled = right.factor, True


def _elided(left: _Number, right: _Number) -> bool:
    """Whether the scale of the right number is meant for the left one too: "$1.5 to $2 billion", not "$200 to $4 million"."""
    return left.value < 1000 and left.value <= 2 * right.value


def _combine(text: str, found: list[_Number]) -> Iterator[Found]:
    """Ranges and movements out of neighbours, single amounts out of the rest."""
    i = 0
    while i < len(found):
        left = found[i]
        if left.unit is None:
            i += 1
            continue
        right = found[i + 1] if i + 1 < len(found) else None
        link = _TO.fullmatch(text, left.end, right.start) if right is not None else None
        if right is not None and _is_small_change(text, left, right):
            yield _single(text, replace(left, end=right.end, value=left.value + right.value / 100, places=2))
            i += 2
            continue
        if right is not None and link is not None and right.unit == left.unit and not link["comma"]:
            lead = bool(_RANGE_LEAD.search(text, max(0, left.start - 40), left.start))
            moved = not lead and link["to"] is not None and "t" in link["to"] and bool(
                _MOVE_FROM.search(text, max(0, left.start - 120), left.start)
            )  # fmt: skip
            low, high = _value(left), _value(right)
            if moved:
                yield replace(_single(text, left), moved="from")
                yield replace(_single(text, right), moved="to")
                i += 2
                continue
            if (link["to"] or lead) and low < high:
                yield _range(text, left, right)
                i += 2
                continue
        yield _single(text, left)
        i += 1


def _is_small_change(text: str, whole: _Number, cents: _Number) -> bool:
    """Whether "3 dollars 50 cents" or "a dollar and 42 cents" is one sum."""
    if whole.scaled or whole.places or cents.factor != 0.01 or cents.value >= 100 or cents.unit != whole.unit:
        return False
    return whole.factor == 1.0 and _AND_CENTS.fullmatch(text, whole.end, cents.start) is not None


def _value(number: _Number) -> float:
    return float(number.value * Decimal(str(number.factor)))


def _precision(number: _Number) -> float:
    return float(Decimal(str(number.factor)).scaleb(-number.places))


def _single(text: str, number: _Number) -> Found:
    value, start, end = _value(number), number.start, number.end
    count = None
    if number.unit == WATT:
        count = _count(text, start)
    bound = qualifiers.after(text, end)
    if number.plus:
        bound = (Qualifier.at_least, end - 1, end)
    elif bound is None or bound[0] is Qualifier.about:
        bound = qualifiers.before(text, start) or bound
    qualifier = bound[0] if bound else Qualifier.exact
    quantity = Quantity(
        low=None if qualifier is Qualifier.at_most else value, high=None if qualifier is Qualifier.at_least else value,
        unit=number.unit or "", qualifier=qualifier, precision=_precision(number),
    )  # fmt: skip
    return Found(start, end, quantity, number.form, bound=(bound[1], bound[2]) if bound else None, count=count)


def _range(text: str, left: _Number, right: _Number) -> Found:
    quantity = Quantity(
        low=_value(left), high=_value(right), unit=right.unit or "", qualifier=Qualifier.range, precision=_precision(right)
    )
    return Found(left.start, right.end, quantity, "range")


def _count(text: str, start: int) -> int | None:
    match = _PAIR.search(text, max(0, start - 24), start)
    if match is None:
        return None
    if match["n"]:
        return int(match["n"])
    word = match["word"].lower()
    if word.isdigit():
        return int(word)
    read = numbers.words(word)
    return _PAIR_WORDS.get(word) or (int(read[0]) if read else None)


def _vague(text: str, start: int, stop: int, dollar: str, known: list[Found]) -> Iterator[Found]:
    """Orders of magnitude: "tens of billions", "multi-billion-dollar", "billion-dollar", "billions of dollars"."""

    def free(first: int, last: int) -> bool:
        return not any(f.start < last and first < f.end for f in known)

    spans: list[tuple[int, int]] = []
    for match in _VAGUE_MANY.finditer(text, start, stop):
        many, word = _MANY[match["many"].lower()], match["scale"].lower()
        spans.append(match.span())
        if not free(*match.span()):
            continue
        if word.endswith("watt"):
            factor = 1e9 if word == "gigawatt" else 1e6
            yield _vague_found(*match.span(), WATT, many[0] * factor, many[1] * factor)
            continue
        money = amounts.currency_word(text, match.end())
        if money is None and (_OF.match(text, match.end()) or not _money_near(text, match.start(), match.end())):
            continue
        if money is None and many[0] < 10:
            continue
        unit, end = money if money else (dollar, match.end())
        yield _vague_found(match.start(), end, unit, many[0] * SCALES[word], many[1] * SCALES[word])
    for match in _VAGUE_MULTI.finditer(text, start, stop):
        word = match["scale"].lower()
        if word.endswith("watt"):
            yield _vague_found(*match.span(), WATT, 2 * (1e9 if word == "gigawatt" else 1e6), None)
            continue
        money = amounts.currency_word(text, match.end())
        if money is not None:
            yield _vague_found(match.start(), money[1], money[0], 2 * SCALES[word], None)
    for match in _VAGUE_PLAIN.finditer(text, start, stop):
        word = match["scale"].lower()
        if any(s <= match.start() < e for s, e in spans) or not free(*match.span()) or word.endswith("watts"):
            continue
        money = amounts.currency_word(text, match.end())
        if money is not None:
            yield _vague_found(match.start(), money[1], money[0], SCALES[word], None)
    for match in _BARE_ADJECTIVE.finditer(text, start, stop):
        money = amounts.currency_word(text, match.end())
        if money is None or not free(match.start(), money[1]) or text[match.start("scale") - 6 : match.start("scale")].lower() == "multi-":
            continue
        first, value = match.start("scale"), SCALES[match["scale"].lower()]
        before = qualifiers.before(text, match.start())
        near = match[0].lower().startswith("near")
        qualifier = before[0] if before else Qualifier.about if near else Qualifier.exact
        if qualifier in (Qualifier.exact, Qualifier.about):
            yield Found(first, money[1], Quantity(low=value, high=value, unit=money[0], qualifier=qualifier, precision=value), "adjective")


def _vague_found(start: int, end: int, unit: str, low: float, high: float | None) -> Found:
    return Found(start, end, Quantity(low=low, high=high, unit=unit, qualifier=Qualifier.vague), "vague")


def _money_near(text: str, start: int, end: int) -> bool:
    return _LOOKS_MONEY.search(text, max(0, start - 80), min(len(text), end + 60)) is not None


_OPEN_BRACKET = re.compile(rf"[{SPACE}]?[(\[](?:(?:about|around|roughly|approximately|some|nearly|or|i\.e\.|equivalent to|~)[{SPACE}]){{0,2}}", re.IGNORECASE)


def _conversions(text: str, found: list[Found]) -> list[Found]:
    """Link "€3 billion ($3.5 billion)": the bracket converts what stands before it and shares its bound."""
    out: list[Found] = []
    for i, this in enumerate(found):
        previous = out[i - 1] if i else None
        if previous is not None and this.quantity.unit not in (previous.quantity.unit, WATT) and previous.quantity.unit != WATT:
            opened = _OPEN_BRACKET.fullmatch(text, previous.end, this.start)
            if opened is not None and re.match(r"[^()]{0,40}[)\]]", text[this.end : this.end + 42]):
                bound = previous.quantity.qualifier
                quantity = this.quantity
                if quantity.qualifier is Qualifier.exact and bound in (Qualifier.at_least, Qualifier.at_most, Qualifier.about):
                    value = quantity.written
                    quantity = replace(
                        quantity, qualifier=bound,
                        low=None if bound is Qualifier.at_most else value, high=None if bound is Qualifier.at_least else value,
                    )  # fmt: skip
                this = replace(this, converts=i - 1, quantity=quantity)
        out.append(this)
    return out
