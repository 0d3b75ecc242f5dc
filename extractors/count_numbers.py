"""The numbers of a text that may be counts, in figures and words, and how one leans on its neighbour's noun."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.units import SCALES
from extractors import numbers
from extractors.count_words import FOLLOWS, HEDGES
from extractors.numbers import SPACE
from extractors.spans import Taken
from extractors.written import Number, find_numbers

_S = rf"[{SPACE}\n]"
_SCALE = re.compile(r"(?<![A-Za-z])(?:thousand|million|billion|trillion)(?![A-Za-z])", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE_BEFORE = re.compile(
    rf"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?\.?{_S}$",
    re.IGNORECASE,
)
_LISTED = re.compile(rf"{_S}{{1,2}}(?:to|and|or){_S}{{1,2}}|{_S}?[-–—‑]{_S}?")
_TO = re.compile(rf"(?:{_S}(?:in|at|during|by){_S}[^.;:,$€£]{{0,40}}?)?{_S}{{1,2}}to{_S}{{1,2}}{HEDGES}", re.IGNORECASE)
_FROM = re.compile(
    rf"(?:[^.;:\d$€£]|[,.](?=\d)){{0,40}}?\b(?:from|compared{_S}(?:with|to)|versus|against){_S}{HEDGES}$", re.IGNORECASE
)


def find(text: str, taken: Taken) -> list[Number]:
    """The numbers that are no sums, power figures or years, in figures ("5,200", "900M") and in words ("a billion")."""
    figures = [
        number
        for number in find_numbers(text, "USD", [])
        if number.unit is None
        and not (_YEAR.fullmatch(text, number.start, number.end))
        and taken.free(number.start, number.end)
    ]
    written = Taken((number.start, number.end) for number in figures)
    out = list(figures)
    floor = 0
    for scale in _SCALE.finditer(text):
        match = numbers.WORDS_BEFORE.search(text, max(floor, scale.start() - 60), scale.start())
        read = numbers.words(match["words"]) if match is not None else None
        if match is None or read is None or not read[0]:
            continue
        start, floor = match.start("words"), scale.end()
        if written.free(start, floor) and taken.free(start, floor):
            factor = SCALES[scale[0].lower()]
            out.append(Number(start, floor, read[0], read[1], None, factor, scaled=True, form="words", core=start))
    return sorted(out, key=lambda number: number.start)


def moved(text: str, begin: int, number: Number) -> bool:
    """Whether the number is where the count that ends at `begin` came from or went: "up from 15 million"."""
    if not begin <= number.start <= begin + 80 or FOLLOWS.match(text, number.end) is None:
        return False
    between = text[begin : number.start]
    return _TO.fullmatch(between) is not None or _FROM.match(between) is not None


def listed(text: str, number: Number, following: Sequence[Number]) -> bool:
    """Whether the number shares scale and noun with the next: "between 15 and 20 million users"."""
    if not following or _LISTED.fullmatch(text, number.end, following[0].start) is None:
        return False
    return _DATE_BEFORE.search(text, max(0, number.start - 12), number.start) is None
