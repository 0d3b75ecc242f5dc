"""Sums of money and electrical power in raw text: numbers first, then what they share and how they are bound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from claims.model import Signal
from claims.units import WATT
from claims.values import Qualifier, Quantity
from extractors import numbers, qualifiers
from extractors.elided import share_currency
from extractors.found import Found
from extractors.numbers import SPACE
from extractors.unread import readable
from extractors.vague import find_vague
from extractors.written import Number, find_numbers

__all__ = ["Found", "combined", "find_quantities"]

_AND_CENTS = re.compile(rf"[{SPACE}]{{0,2}}(?:and[{SPACE}])?")
_LETTER_C = re.compile(r"c(?![A-Za-z\d])")
_COUNTS = r"a pair of|a couple of|two|three|four|five|six|seven|eight|nine|ten|twin|\d{1,2}"
_PAIR = re.compile(
    rf"(?<![\w.,])(?:(?P<n>\d{{1,3}})[{SPACE}]?[x×][{SPACE}]?|(?<!phase )(?<!stage )(?<!unit )(?P<word>{_COUNTS})"
    rf"[{SPACE}](?:(?:of|new|more|additional|further|extra|separate|identical|similar|planned|proposed|existing|initial"
    rf"|large|huge|giant|modular|dedicated)[{SPACE}-])?)$",
    re.IGNORECASE,
)
_MANY_OF = re.compile(
    rf"(?<![\w.,])(?<!phase )(?<!stage )(?P<word>{_COUNTS})[{SPACE}]"
    rf"(?:(?!and\b|or\b|to\b)[a-z-]+[{SPACE}]){{1,4}}(?:of|with|at)[{SPACE}]$",
    re.IGNORECASE,
)
_EACH = re.compile(rf",?[{SPACE}](?:each|apiece)\b", re.IGNORECASE)
_PAIR_WORDS = {"a pair of": 2, "a couple of": 2, "twin": 2}
_CHANGE = (
    r"rose|rise[sn]?|rising|gr[eo]w(?:n|s|ing)?|jump(?:ed|s|ing)?|climb(?:ed|s|ing)?"
    r"|increas(?:e|ed|es|ing)|fell|fall(?:en|s|ing)?"
    r"|dropp?(?:ed|s|ing)?|declin(?:e|ed|es|ing)|surg(?:e|ed|es|ing)|shrank|shrunk|slid"
    r"|went|go(?:es|ne)?|soar(?:ed|s|ing)?|gain(?:ed|s)?|mov(?:e|ed|es|ing)"
    r"|rais(?:ed|es|ing)|expand(?:ed|s|ing)?|lift(?:ed|s|ing)?|cut|up|down|doubl(?:ed"
    r"|es|ing)|tripl(?:ed|es|ing)|le?ap(?:ed|t)?|chang(?:e|ed)"
    r"|revis(?:e|ed|es|ing)|boost(?:ed|s|ing)?|widen(?:ed|s)?|narrow(?:ed|s)?|swung"
    r"|improv(?:e|ed|es)|enlarg(?:e|ed)|upgrad(?:e|ed)|trim(?:med)?|lower(?:ed)?"
)
_HEDGES = (
    r"(?:(?:about|around|roughly|nearly|some|almost|over|more than|its?|their|just|an? (?:initial"
    r"|estimated))\s){0,2}"
)
_MOVE = re.compile(rf"\b(?:{_CHANGE})\s{_HEDGES}$", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom\s{_HEDGES}$", re.IGNORECASE)
_MOVED = re.compile(rf"\b(?:{_CHANGE})\b(?:[^.,;]|[.,](?=\d)){{0,90}}$", re.IGNORECASE)
_MOVE_BY = re.compile(rf"\b(?:{_CHANGE})\sby\s{_HEDGES}$", re.IGNORECASE)
_RANGE_LEAD = re.compile(
    r"\b(?:between|ranging from|rang(?:es?|ed) from|range of|anywhere from|of from)\s(?:\w+\s){0,2}$", re.IGNORECASE
)
_TO = re.compile(
        rf"(?P<to>[{SPACE}\n]{{1,2}}to[{SPACE}\n]{{1,2}}|[{SPACE}]?(?:-|–|—|‑|−|~)[{SPACE}]?"
        rf"|[{SPACE}\n]to as (?:much|high) as[{SPACE}\n])"
                 rf"|(?P<and>[{SPACE}\n]{{1,2}}(?:and|or|&)[{SPACE}\n]{{1,2}})"
                 rf"|(?P<of>[{SPACE}\n]of[{SPACE}\n](?:the|its|their|that|this)[{SPACE}\n])"
                 rf"|(?P<comma>,[{SPACE}\n](?:and[{SPACE}\n]|or[{SPACE}\n])?)")  # fmt: skip
_IN_BRACKET = re.compile(
    rf"[;,/]?[{SPACE}]?(?:(?:or|and|about|around|roughly|approximately|some|nearly)[{SPACE}]){{0,2}}", re.IGNORECASE
)
_CLOSING = re.compile(r"[^()]{0,40}[)\]]")
_OPEN_BRACKET = re.compile(
    rf"[{SPACE}]?[(\[](?:(?:about|around|roughly|approximately|some|nearly|or|i\.e\."
    rf"|equivalent to|~)[{SPACE}]){{0,2}}",
    re.IGNORECASE,
)


def find_quantities(text: str, *, dollar: str = "USD") -> tuple[list[Found], list[Signal]]:
    """All sums and power figures of a text, in order, and what was seen and not read.

    dollar -- the ISO code that a bare `$` stands for here.  Spans never overlap; time is linear in the length.
    """
    signals: list[Signal] = []
    found = find_numbers(text, dollar, signals)
    _share_units(text, found)
    share_currency(text, found)
    out = list(_combine(text, found))
    for loose in find_vague(text, dollar, out):
        if loose.form == "multi":
            reason = "an order of magnitude without a number"
            signals.append(Signal(reason, loose.start, loose.end, text[loose.start : loose.end]))
        else:
            out.append(loose)
    out.sort(key=lambda f: f.start)
    out = readable(text, out, signals)
    return _conversions(text, out), sorted(signals, key=lambda s: s.start)


def combined(text: str, numbers: list[Number]) -> list[Found]:
    """Quantities out of numbers whose unit is known: scales shared along ranges, ranges, movements, bounds."""
    _share_units(text, numbers)
    return list(_combine(text, numbers))


def _share_units(text: str, found: list[Number]) -> None:
    """Hand units and scales back along ranges and lists: "$15, $20 and $35 billion", "8, 10 and 12 GW", "$1.5-2bn"."""
    for i in range(len(found) - 2, -1, -1):
        left, right = found[i], found[i + 1]
        if right.unit is None and not (left.signed and right.scaled):
            continue
        link = _TO.fullmatch(text, left.end, right.start)
        if link is None or _is_year(text, left):
            continue
        if link["of"]:  # "280 million of the 1.5 billion shekels"
            if left.unit is None and left.scaled and right.scaled and right.unit != WATT:
                left.unit = right.unit
        elif (
            left.unit is None and right.unit is not None and not left.scaled and not right.signed and left.value < 10**6
        ):
            if right.form == "figures" or right.unit == WATT or link["to"] or link["and"]:
                left.unit, left.factor, left.scaled = right.unit, right.factor, right.scaled
        elif left.unit is None and left.scaled and right.unit is not None and not right.signed and right.unit != WATT:
            left.unit = right.unit
        elif (
            left.signed
            and not left.scaled
            and right.scaled
            and _elided(left, right)
            and left.unit == (right.unit or left.unit)
        ):
            left.factor, left.scaled = right.factor, True
    for left, right in pairwise(found):
        if left.signed and right.unit is None and right.end > right.core:
            link = _TO.fullmatch(text, left.end, right.start)
            lead = _RANGE_LEAD.search(text, max(0, left.start - 30), left.start)
            plain = link is not None and link["to"] and not left.scaled and _price_range(text, left, right)
            if link is not None and ((right.scaled and (link["to"] or lead)) or plain):
                right.unit = left.unit
                if not left.scaled and _elided(left, right):
                    left.factor, left.scaled = right.factor, True


def _is_year(text: str, number: Number) -> bool:
    """Whether the number is a year, and no part of a list: "1.9 gigawatts by 2030 and 6.6 gigawatts later"."""
    plain = number.unit is None and not number.scaled and number.places == 0 and 1900 <= number.value <= 2100
    return plain and _BEFORE_YEAR.search(text, max(0, number.start - 12), number.start) is not None


_BEFORE_YEAR = re.compile(
    r"\b(?:by|in|of|since|until|till|during|after|before|through|early|late|mid|end|year|fiscal|FY|Q[1-4]|H[12]"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)[ -]$"
)


def _elided(left: Number, right: Number) -> bool:
    """Whether the right number's scale is the left one's too: "$1.5 to $2 billion", not "$200 to $4 million"."""
    return left.value < 1000 and left.value <= 2 * right.value


def _price_range(text: str, left: Number, right: Number) -> bool:
    """Whether two plain numbers are a range of prices: "Rs 275-280 per share", "$20-30", not "$5 - 1987"."""
    close = left.end == right.start - 1 and left.value < right.value <= 4 * left.value
    return close and not text[right.end : right.end + 1].isalnum() and text[right.end : right.end + 1] != "%"


def _combine(text: str, found: list[Number]) -> Iterator[Found]:
    """Ranges and movements out of neighbours, single amounts out of the rest."""
    arrived: str | None = None  # "to": the number is where a movement ends
    i = 0
    while i < len(found):
        left, moved, arrived = found[i], arrived, None
        i += 1
        if left.unit is None:
            continue
        right = found[i] if i < len(found) else None
        if right is not None and (cents_end := _small_change(text, left, right)):
            yield _single(text, replace(left, end=cents_end, value=left.value + right.value / 100, places=2))
            i += 1
            continue
        link = _TO.fullmatch(text, left.end, right.start) if right is not None and right.unit == left.unit else None
        if right is not None and link is not None and (link["to"] or link["and"]):
            lead = bool(_RANGE_LEAD.search(text, max(0, left.start - 40), left.start))
            if not lead and link["to"] and "t" in link["to"]:
                if moved == "to":
                    arrived = "to"  # "from $160 to $180 to $200"
                elif _moves_from(text, left.start):
                    moved, arrived = "from", "to"
                elif left.scaled == right.scaled and _MOVE_BY.search(text, max(0, left.start - 48), left.start):
                    arrived = "to"
            if arrived is None and (link["to"] or lead) and _value(left) < _value(right):
                span = _range(left, right)
                yield span if moved is None else replace(span, moved=moved)
                i += 1
                continue
        one = _single(text, left)
        yield one if moved is None else replace(one, moved=moved)


def _moves_from(text: str, start: int) -> bool:
    """Whether the amount at `start` is where a movement begins: "rose from", "raised its target from about"."""
    window = max(0, start - 48)
    if _MOVE.search(text, window, start):
        return True
    leave = _FROM.search(text, window, start)
    return leave is not None and _MOVED.search(text, max(0, leave.start() - 120), leave.start()) is not None


def _small_change(text: str, whole: Number, cents: Number) -> int | None:
    """The end of "3 dollars 50 cents", "a dollar and 42 cents" or "$20 and 43c"; None where they are two sums."""
    if whole.scaled or whole.places or whole.factor != 1.0 or cents.places or cents.value >= 100:
        return None
    if _AND_CENTS.fullmatch(text, whole.end, cents.start) is None:
        return None
    if cents.unit is None and not cents.scaled:
        letter = _LETTER_C.match(text, cents.end)
        return letter.end() if letter else None
    return cents.end if cents.factor == 0.01 and cents.unit == whole.unit else None


def _value(number: Number) -> float:
    return float(number.value * Decimal(str(number.factor)))


def _precision(number: Number) -> float:
    return float(Decimal(str(number.factor)).scaleb(-number.places))


def _single(text: str, number: Number) -> Found:
    value, start, end = _value(number), number.start, number.end
    count = None
    if number.unit == WATT:
        count = _count(text, start, end)
    bound = qualifiers.after(text, end)
    if number.plus:
        bound = (Qualifier.at_least, *number.plus)
    elif bound is None or bound[0] is Qualifier.about:
        bound = qualifiers.before(text, start, end) or bound
    qualifier = bound[0] if bound else Qualifier.exact
    quantity = Quantity(
        low=None if qualifier is Qualifier.at_most else value, high=None if qualifier is Qualifier.at_least else value,
        unit=number.unit or "", qualifier=qualifier, precision=_precision(number),
    )  # fmt: skip
    return Found(start, end, quantity, number.form, bound=(bound[1], bound[2]) if bound else None, count=count)


def _range(left: Number, right: Number) -> Found:
    quantity = Quantity(
        low=_value(left),
        high=_value(right),
        unit=right.unit or "",
        qualifier=Qualifier.range,
        precision=min(_precision(left), _precision(right)),
    )
    return Found(left.start, right.end, quantity, "range")


def _count(text: str, start: int, end: int) -> int | None:
    match = _PAIR.search(text, max(0, start - 24), start)
    if match is None and _EACH.match(text, end):
        match = _MANY_OF.search(text, max(0, start - 60), start)
    if match is None:
        return None
    if match.groupdict().get("n"):
        return int(match["n"])
    word = match["word"].lower()
    if word.isdigit():
        return int(word)
    read = numbers.words(word)
    return _PAIR_WORDS.get(word) or (int(read[0]) if read else None)


def _conversions(text: str, found: list[Found]) -> list[Found]:
    """Link "€3 billion ($3.5 billion)": the bracket converts what stands before it and shares its bound."""
    out: list[Found] = []
    for i, this in enumerate(found):
        source = _converted(text, out, this) if i else None
        if source is None:
            out.append(this)
            continue
        bound, quantity = out[source].quantity.qualifier, this.quantity
        if quantity.qualifier is Qualifier.exact and bound in _SHARED:
            quantity = replace(
                quantity,
                qualifier=bound,
                low=None if bound is Qualifier.at_most else quantity.written,
                high=None if bound is Qualifier.at_least else quantity.written,
            )
        out.append(replace(this, converts=source, quantity=quantity))
    return out


_SHARED = (Qualifier.at_least, Qualifier.at_most, Qualifier.about)


def _converted(text: str, before: list[Found], this: Found) -> int | None:
    """The index of the sum that `this` converts: the one before the bracket that `this` stands in."""
    last = before[-1]
    if WATT in (this.quantity.unit, last.quantity.unit) or not _CLOSING.match(text, this.end):
        return None
    if last.converts is not None and _IN_BRACKET.fullmatch(text, last.end, this.start):
        source = last.converts
    elif _OPEN_BRACKET.fullmatch(text, last.end, this.start):
        source = len(before) - 1
    else:
        return None
    return source if this.quantity.unit not in (before[source].quantity.unit, last.quantity.unit) else None
