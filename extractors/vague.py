"""Orders of magnitude and numbers left out: "tens of billions", "multi-billion-dollar", "billion-dollar"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claims.units import SCALES, WATT
from claims.values import Qualifier, Quantity
from extractors import amounts, qualifiers
from extractors.found import Found
from extractors.numbers import SPACE

_VAGUE_MANY = re.compile(
    rf"(?<![\w-])(?P<many>tens|dozens|scores|hundreds|several hundred|several|a few hundred"
    rf"|a few|few)[{SPACE}\n](?:of[{SPACE}\n])?"
    rf"(?P<scale>thousand|million|billion|trillion|megawatt|gigawatt)s?(?![A-Za-z])",
    re.IGNORECASE,
)
_VAGUE_PLAIN = re.compile(
    r"(?<![\w-])(?P<scale>millions|billions|trillions|megawatts|gigawatts)(?![A-Za-z])", re.IGNORECASE
)
_VAGUE_MULTI = re.compile(
    r"(?<!\w)multi-?[ ]?(?P<scale>million|billion|trillion|gigawatt|megawatt)(?![A-Za-z])", re.IGNORECASE
)
_BARE_ADJECTIVE = re.compile(r"(?<![\w])(?:near-)?(?P<scale>million|billion|trillion)(?=-(?!plus))", re.IGNORECASE)
_OF = re.compile(rf"[{SPACE}\n]of[{SPACE}\n]")
_LOOKS_MONEY = re.compile(
    r"valu|worth|rais|fund|invest|spen[dt]|cost|dollar|\$|€|£|bond|debt|loan|capital"
    r"|deal|pay|paid|burn",
    re.IGNORECASE,
)
_MANY = {"tens": (10, 100), "dozens": (24, 100), "scores": (20, 100), "hundreds": (100, 1000), "several": (2, 10),
         "several hundred": (200, 1000), "a few hundred": (200, 1000), "a few": (2, 10), "few": (2, 10)}  # fmt: skip


def find_vague(text: str, start: int, stop: int, dollar: str, known: Sequence[Found]) -> Iterator[Found]:
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
        if (
            money is None
            or not free(match.start(), money[1])
            or text[match.start("scale") - 6 : match.start("scale")].lower() == "multi-"
        ):
            continue
        first, value = match.start("scale"), SCALES[match["scale"].lower()]
        before = qualifiers.before(text, match.start())
        near = match[0].lower().startswith("near")
        qualifier = before[0] if before else Qualifier.about if near else Qualifier.exact
        if qualifier in (Qualifier.exact, Qualifier.about):
            yield Found(
                first,
                money[1],
                Quantity(low=value, high=value, unit=money[0], qualifier=qualifier, precision=value),
                "adjective",
            )


def _vague_found(start: int, end: int, unit: str, low: float, high: float | None) -> Found:
    return Found(start, end, Quantity(low=low, high=high, unit=unit, qualifier=Qualifier.vague), "vague")


def _money_near(text: str, start: int, end: int) -> bool:
    return _LOOKS_MONEY.search(text, max(0, start - 80), min(len(text), end + 60)) is not None
