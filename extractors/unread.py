"""Sums that were seen and would be read wrongly: too large, grouped in no known way, or with an unseen mark inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claims.model import Signal
from claims.units import POWER_UNITS
from extractors import amounts, numbers
from extractors import unit_forms as forms
from extractors.found import Found
from extractors.numbers import SPACE
from extractors.patterns import any_of
from extractors.spans import Taken

LARGEST = 1e18
"""In base units: all money of the world is some 1e14 dollars, or 1e18 of the smallest currencies."""

TOO_LARGE = "a number beyond 1e18"
TOO_LONG = "a number of more digits than any sum has"
GROUPING = "digits grouped in no known way"
EXPONENT = "a number with an exponent"
MARK = "a control character or an unseen mark inside a sum"

_MARK = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd"
    r"\ud800-\udfff]"
)
_EXPONENT = re.compile(r"[eE][+-]?\d")
_MARKED = re.compile(_MARK)
_GAP = rf"[{SPACE}]{{0,2}}(?:{_MARK}{{1,8}}[{SPACE}]{{0,2}})?"
_DIGITS = rf"\d[\d.,]{{0,40}}(?:{_MARK}{{1,8}}\d[\d.,]{{0,40}}){{0,3}}"
_SIGN = rf"(?:{any_of(forms.PLAIN_SIGNS)}|(?<![A-Za-z])(?:{any_of(forms.CODES)}))"
_SCALE = rf"(?:(?i:{any_of((*forms.SCALE_WORDS, *forms.SCALE_SHORT))})|[kKmMbBtT])(?![A-Za-z])"
_WORDS = any_of((*forms.WORDS, *forms.QUALIFIED, *(word for row in POWER_UNITS for word in row.words)))
_SYMBOLS = any_of((*forms.CODES, *(row.symbol for row in POWER_UNITS)))
_UNIT = (
    rf"(?=[^\W\d_]|[{''.join(sorted({sign[0] for sign in forms.PLAIN_SIGNS}))}])"  # most numbers have none: tried first
    rf"(?:(?:(?i:{_WORDS})|{_SYMBOLS})(?![A-Za-z])|{any_of(forms.PLAIN_SIGNS)})"
)
_SUM = re.compile(
    rf"{_SIGN}{_GAP}{_DIGITS}(?:{_GAP}{_SCALE})?|(?<!\d){_DIGITS}(?:{_GAP}{_SCALE})?{_GAP}{_UNIT}"
)  # fmt: skip
_TOKEN = re.compile(
    r"\d(?<![\d.,].)(?!\d{0,39}\.\d{1,15}(?![.,]?\d)|\d{0,2},\d{3}(?![.,]?\d))\d{0,39}(?:[.,]\d{1,40}){1,20}(?!\d)"
)
"""Digits in groups, but for the commonest forms, which need no second look: "2.5", "1,250".  The first digit stands
before the checks, so that `re` skips all that is none."""


def readable(text: str, found: Sequence[Found], signals: list[Signal]) -> list[Found]:
    """The quantities without those that would be read wrongly; these, and sums that nothing read, become signals."""
    unread, torn = Taken(), (*_marked(text), *_grouped(text, found))
    for signal in torn:
        if unread.free(signal.start, signal.end):
            unread.add(signal.start, signal.end)
            signals.append(signal)
    out: list[Found] = []
    for one in found:
        if torn and not unread.free(one.start, one.end):
            continue
        reason = _too_much(text, one)
        if reason is None:
            out.append(one)
        else:
            signals.append(Signal(reason, one.start, one.end, text[one.start : one.end]))
    return out


def _too_much(text: str, one: Found) -> str | None:
    low, high = one.quantity.low, one.quantity.high
    if (high or low or 0.0) > LARGEST:
        return TOO_LARGE
    if text[one.end : one.end + 1] in ("e", "E") and _EXPONENT.match(text, one.end):
        return EXPONENT
    cut = one.start > 0 and text[one.start].isdecimal() and text[one.start - 1].isdecimal()
    return TOO_LONG if cut else None


def _marked(text: str) -> Iterator[Signal]:
    """Sums that a mark tears apart: "$2.4⟨zero-width space⟩billion" would be read as $2.4."""
    if _MARKED.search(text) is None:
        return
    for match in _SUM.finditer(text):
        if _MARKED.search(match[0]):
            yield Signal(MARK, *match.span(), match[0])


def _grouped(text: str, found: Sequence[Found]) -> Iterator[Signal]:
    """Sums like "$1,0,000", of which only the first digits would be read."""
    odd = [match.span() for match in _TOKEN.finditer(text) if not numbers.FIGURES.fullmatch(match[0])]
    read = Taken((one.start, one.end) for one in found) if odd else Taken()
    for start, end in odd:
        sign = amounts.prefix(text, start)
        if sign is not None or not read.free(start, end):
            start = sign.start if sign else start
            yield Signal(GROUPING, start, end, text[start:end])
