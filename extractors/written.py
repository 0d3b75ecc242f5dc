"""Finds the numbers of a text that may be amounts, in figures and in words, with the currency or unit beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from claims.model import Signal
from claims.units import WATT
from extractors import amounts, numbers
from extractors.numbers import SPACE
from extractors.patterns import any_of, lowered
from extractors.spans import Taken
from extractors.unit_forms import UNIT_STARTS

_UNIT_WORD = re.compile(
    rf"[{SPACE}-](?=\n?(?:{any_of(UNIT_STARTS)})(?![a-z]))"
    rf"(?<=[{''.join(sorted({word[-1] for word in numbers.LAST_WORDS}))}].)\n?"
)
"""In lower case: where a scale or a unit follows a letter that can end a number in words."""
_LAST_WORD = re.compile(r"[a-z]*\Z")
_LONGEST_LAST = max(map(len, numbers.LAST_WORDS))
_WORD_LINK = re.compile(rf"(?<![\w-])(?P<words>{numbers.WORDS_ALONE})[{SPACE}](?:to|or|and)[{SPACE}]$", re.IGNORECASE)
_PLUS = re.compile(r"\+|-plus\b")
_MANY = re.compile(rf"(?<!\w)(?:several|few|many)[{SPACE}\n](?:hundred|thousand|dozen)(?!\w)", re.IGNORECASE)
_OF = re.compile(rf"[{SPACE}\n]of[{SPACE}\n]")
_LETTERS_BEFORE = re.compile(r"[A-Za-z_]-?$|[A-Za-z]\d*[-./]$")
_TIMES_BEFORE = re.compile(r"\d[x×]$")
_PRICES_OF = re.compile(rf"\b(?:in|constant|real|nominal)[{SPACE}]$", re.IGNORECASE)
_PENCE = re.compile(r"p(?![\w-])")
_BRITISH = re.compile(r"£|\bpence\b|GBP|\b(?:plc|PLC)\b")
"""A text that writes one of these writes "285p" for pence."""
_LINES = frozenset(map(Decimal, (360, 480, 720, 1080, 1440, 2160)))
"""Numbers before a "p" that are a picture's lines."""
_A_DOLLAR = re.compile(r"dollar|euro|buck", re.IGNORECASE)
_NOT_A_SUM = re.compile(r"[-\w]|[ ](?:figure|store|amount|value|bond|index|rate|sign|term)")


@dataclass(slots=True)
class Number:
    """A number on its way to becoming a quantity."""

    start: int  # of the whole amount, sign included
    end: int
    value: Decimal
    places: int
    unit: str | None = None
    factor: float = 1.0  # scale word and unit together
    scaled: bool = False
    plus: tuple[int, int] | None = None  # offsets of "+" or "-plus" behind it
    form: str = "figures"
    signed: bool = False  # the currency stood before the number
    core: int = 0  # where the figures start


def find_numbers(text: str, dollar: str, signals: list[Signal]) -> list[Number]:
    """The numbers of a text, in order; a unit of energy and a foreign scale go to `signals` instead."""
    found: list[Number] = []
    floor = 0
    for match in numbers.FIGURES.finditer(text):
        number = _figure(text, match, floor, dollar, signals)
        if number is not None and number.start >= floor:
            found.append(number)
            floor = number.end
    low = lowered(text)
    places = [match.end() for match in _UNIT_WORD.finditer(low) if _ends_a_number(low, match.start())]
    if not places:
        return found
    taken = Taken((n.start, n.end) for n in found if n.unit)
    spelled: list[Number] = []
    floor = 0
    for at in places:
        if at < floor:
            continue
        number = _spelled(text, at, floor, dollar, signals)
        if number is not None and taken.free(number.start, number.end):
            left = _spelled_left(text, number, floor)
            spelled.extend([number] if left is None else [left, number])
            floor = number.end
    return sorted((*found, *spelled), key=lambda n: n.start)


def _figure(text: str, match: re.Match[str], floor: int, dollar: str, signals: list[Signal]) -> Number | None:
    first, last = match.span()
    sign = amounts.prefix(text, first, floor)
    name = sign is None and first and text[first - 1] != " " and _LETTERS_BEFORE.search(text, max(0, first - 4), first)
    follows = 0 < floor == first - 1  # "1GW-2GW"
    if name and not follows and not _TIMES_BEFORE.search(text, max(0, first - 3), first):
        return None
    value, places = numbers.figures(match[0])
    number = Number(first, last, value, places, core=first)
    if sign is None and _PENCE.match(text, last) and value not in _LINES and _BRITISH.search(text):
        number.end, number.unit, number.factor = last + 1, "GBP", 0.01
        return number
    at = _skip_plus(text, number, last)
    if sign is None and not amounts.ahead(text, at):
        return number
    foreign = amounts.foreign_scale(text, last)
    if foreign is not None:
        signals.append(Signal("a scale word of another language", first, foreign, text[first:foreign]))
        return None
    by = amounts.scale(text, at, money=sign is not None)
    if by is not None:
        number.end, number.factor, number.scaled = by[0], by[1], True
        at = _skip_plus(text, number, number.end)
    if sign is not None and not (sign.word and not number.scaled):
        number.start, number.signed, number.factor = sign.start, True, number.factor * sign.scale
        number.unit = dollar if sign.plain_dollar else sign.code
        if at == number.end:
            number.end, code = amounts.currency_again(text, at)
            number.unit = code if code and sign.plain_dollar else number.unit
            _skip_plus(text, number, number.end)
        return number
    unit = amounts.suffix(text, at, value, scaled=number.scaled)
    if unit is None or (unit.unit != WATT and _is_year_of_prices(text, match, value)):
        return number
    if unit.energy:
        signals.append(Signal("energy, not power", first, unit.end, text[first : unit.end]))
        return None
    if unit.unit == WATT and number.scaled and text[at - 1 : at] in "kKmMbBtT" and text[at - 2 : at - 1].isdigit():
        return None
    number.unit, number.end = unit.unit, unit.end
    number.factor *= unit.factor
    apart = text[unit.end : unit.end + 1] in SPACE or not text[unit.end - 1].isalnum()  # "75 USD million", "3€m"
    if not number.scaled and unit.unit != WATT and apart:
        late = amounts.scale(text, unit.end, money=True)
        if late is not None:
            number.end, number.factor, number.scaled = late[0], number.factor * late[1], True
    _skip_plus(text, number, number.end)
    return number


def _ends_a_number(low: str, end: int) -> bool:
    """Whether the word that ends at `end`, in lower case, can end a number in words."""
    match = _LAST_WORD.search(low, max(0, end - _LONGEST_LAST - 1), end)
    return match is not None and match[0] in numbers.LAST_WORDS


def _skip_plus(text: str, number: Number, at: int) -> int:
    """Note a plus that stands at `at`; the place behind it, or `at` again."""
    match = _PLUS.match(text, at) if text.startswith(("+", "-"), at) else None
    if match is None:
        return at
    number.plus = number.plus or match.span()
    return match.end()


def _is_year_of_prices(text: str, match: re.Match[str], value: Decimal) -> bool:
    """Whether "2024 dollars" names the prices of a year."""
    first = match.start()
    return len(match[0]) == 4 and 1900 <= value < 2100 and bool(_PRICES_OF.search(text, max(0, first - 12), first))


def _spelled_left(text: str, right: Number, floor: int) -> Number | None:
    """The first number of "two to three gigawatts", which shares the unit of the second."""
    link = _WORD_LINK.search(text, max(floor, right.start - 40), right.start)
    read = numbers.words(link["words"]) if link else None
    if link is None or read is None or read[0] >= right.value:
        return None
    start, end = link.span("words")
    return Number(start, end, read[0], read[1], right.unit, right.factor, right.scaled, form="words", core=start)


def _spelled(text: str, at: int, floor: int, dollar: str, signals: list[Signal]) -> Number | None:
    """A number in words before the scale or unit word that starts at `at`."""
    match = numbers.WORDS_BEFORE.search(text, max(floor, at - 60), at)
    read = numbers.words(match["words"]) if match is not None else None
    if match is None or read is None or not read[0]:
        return None
    first = match.start("words")
    if _MANY.search(text, max(0, first - 8), at):
        return None  # "several hundred million": an order of magnitude
    number = Number(first, at, read[0], read[1], form="words", core=first)
    by = amounts.scale(text, at - 1, money=False)
    place = at - 1
    if by is not None:
        place, number.factor, number.scaled = by[0], by[1], True
    unit = amounts.suffix(text, place, read[0] * Decimal(number.factor), scaled=number.scaled)
    if unit is None and number.scaled:
        of = _OF.match(text, place)
        if of:
            unit = amounts.suffix(text, of.end() - 1, read[0], scaled=True)
    if unit is None:
        return None
    if unit.energy:
        signals.append(Signal("energy, not power", first, unit.end, text[first : unit.end]))
        return None
    article = match["words"].lower() in ("a", "an") and not number.scaled and unit.unit != WATT and unit.factor == 1.0
    if article and (not _A_DOLLAR.match(text, at) or _NOT_A_SUM.match(text, unit.end)):
        return None  # "a dollar" is a sum, "a pound of", "a won" are not
    number.unit, number.end = unit.unit, unit.end
    number.factor *= unit.factor
    return number
