"""Finds the numbers of a text that may be amounts, in figures and in words, with the currency or unit beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from claims.model import Signal
from claims.units import WATT
from extractors import amounts, numbers
from extractors.numbers import SPACE

_SCALE_OR_UNIT = re.compile(
    r"(?<![A-Za-z])(?:thousand|million|billion|trillion|crore|lakh|(?:giga|mega|kilo|tera)?watts?"
    r"|(?:us |u\.s\. |hong kong |australian |canadian |singapore )?dollars?|yen|euros?"
    r"|yuan|won|rupees?|pounds?|francs?"
    r"|ringgits?|riyals?|dinars?|shekels?|bucks|tugriks?|cents?|pennies|penny|GW|MW)(?![A-Za-z])",
    re.IGNORECASE,
)
_WORD_LINK = re.compile(rf"(?<![\w-])(?P<words>{numbers.WORDS_ALONE})[{SPACE}](?:to|or|and)[{SPACE}]$", re.IGNORECASE)
_PLUS = re.compile(r"\+|-plus\b")
_OF = re.compile(rf"[{SPACE}\n]of[{SPACE}\n]")
_LETTERS_BEFORE = re.compile(r"[A-Za-z_]-?$|[A-Za-z]\d*[-./]$")


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
    plus: bool = False
    form: str = "figures"
    signed: bool = False  # the currency stood before the number
    core: int = 0  # where the figures start


def find_numbers(text: str, start: int, stop: int, dollar: str, signals: list[Signal]) -> list[Number]:
    """The numbers of `text[start:stop]`, in order; a unit of energy goes to `signals` instead."""
    found: list[Number] = []
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


def _figure(text: str, match: re.Match[str], dollar: str, signals: list[Signal]) -> Number | None:
    first, last = match.span()
    sign = amounts.prefix(text, first)
    if sign is None and first and _LETTERS_BEFORE.search(text, max(0, first - 4), first):
        multiplier = re.search(r"\d[x×]$", text[max(0, first - 3) : first])
        if multiplier is None:
            return None
    value, places = numbers.figures(match[0])
    number = Number(first, last, value, places, core=first)
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
            number.end = amounts.currency_again(
                text, at - (plus.end() - plus.start()) if plus and plus.end() == at else at
            )
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


def _spelled_left(text: str, right: Number, floor: int) -> Number | None:
    """The first number of "two to three gigawatts", which shares the unit of the second."""
    link = _WORD_LINK.search(text, max(floor, right.start - 40), right.start)
    read = numbers.words(link["words"]) if link else None
    if link is None or read is None or read[0] >= right.value:
        return None
    start, end = link.span("words")
    return Number(start, end, read[0], read[1], right.unit, right.factor, right.scaled, form="words", core=start)


def _spelled(text: str, at: int, floor: int, dollar: str) -> Number | None:
    """A number in words before the scale or unit word that starts at `at`."""
    begin = max(floor, at - 60)
    match = numbers.WORDS_BEFORE.search(text, begin, at)
    if match is None:
        return None
    read = numbers.words(match["words"])
    if read is None or not read[0]:
        return None
    first = begin + 0 if match.start("words") < begin else match.start("words")
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
