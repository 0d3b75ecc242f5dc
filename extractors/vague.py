"""Orders of magnitude and numbers left out: "tens of billions", "multi-billion-dollar", "billion-dollar"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from claims.units import SCALES, WATT
from claims.values import Qualifier, Quantity
from extractors import amounts, qualifiers
from extractors.found import Found
from extractors.numbers import SPACE
from extractors.patterns import any_of, lowered
from extractors.spans import Taken

_MANY = {
    "tens": (10, 100), "dozens": (24, 100), "scores": (20, 100), "hundreds": (100, 1000), "several": (2, 10),
    "several hundred": (200, 1000), "a few hundred": (200, 1000), "few hundred": (200, 1000), "a few": (2, 10),
    "few": (2, 10),
}  # fmt: skip
_WATTS = {"gigawatt": 1e9, "megawatt": 1e6}
_BEGINS = r"(?<![\w-].)"
_VAGUE_MANY = re.compile(  # in lower case
    rf"(?P<many>{any_of(_MANY, _BEGINS)})[{SPACE}\n](?:of[{SPACE}\n])?"
    rf"(?P<scale>thousand|million|billion|trillion|megawatt|gigawatt)s?(?![A-Za-z])"
)
_VAGUE_PLAIN = re.compile(r"(?<![\w-])(?P<scale>millions|billions|trillions)(?![A-Za-z])", re.IGNORECASE)
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


def find_vague(text: str, dollar: str, known: Iterable[Found]) -> list[Found]:
    """Orders of magnitude: "tens of billions", "multi-billion-dollar", "billion-dollar", "billions of dollars".

    known -- what was found already, in order: nothing is read twice.
    """
    low = text.lower()
    rules = [rule for rule, words in _RULES if any(map(low.__contains__, words))]
    if not rules:
        return []
    taken = Taken((f.start, f.end) for f in known)
    out: list[Found] = []
    for rule in rules:
        for found in rule(text, dollar):
            if taken.free(found.start, found.end):
                taken.add(found.start, found.end)
                out.append(found)
    return out


def orders_of_magnitude(text: str) -> Iterator[tuple[int, int, float, float | None]]:
    """Orders of magnitude, whatever is counted: start, end and bounds of "tens of millions", "millions"."""
    for match in _VAGUE_MANY.finditer(lowered(text)):
        word = match["scale"].lower()
        if word in SCALES:
            few, many = _MANY[match["many"].lower()]
            yield *match.span(), few * SCALES[word], many * SCALES[word]
    for match in _VAGUE_PLAIN.finditer(text):
        yield *match.span(), SCALES[match["scale"].lower()], None


def _many(text: str, dollar: str) -> Iterator[Found]:
    for match in _VAGUE_MANY.finditer(lowered(text)):
        many, word = _MANY[match["many"]], match["scale"]
        if word.endswith("watt"):
            yield _vague_found(*match.span(), WATT, many[0] * _WATTS[word], many[1] * _WATTS[word])
            continue
        money = amounts.currency_word(text, match.end())
        if money is None and (
            many[0] < 10
            or _OF.match(text, match.end())
            or not _LOOKS_MONEY.search(text, max(0, match.start() - 80), match.end() + 60)
        ):
            continue
        unit, end = money or (dollar, match.end())
        yield _vague_found(match.start(), end, unit, many[0] * SCALES[word], many[1] * SCALES[word])


def _multi(text: str, dollar: str) -> Iterator[Found]:
    for match in _VAGUE_MULTI.finditer(text):
        word = lowered(match["scale"])
        money = amounts.currency_word(text, match.end())
        if word in _WATTS:
            yield replace(_vague_found(*match.span(), WATT, 2 * _WATTS[word], None), form="multi")
        elif money is not None:
            yield replace(_vague_found(match.start(), money[1], money[0], 2 * SCALES[word], None), form="multi")


def _plain(text: str, dollar: str) -> Iterator[Found]:
    for match in _VAGUE_PLAIN.finditer(text):
        money = amounts.currency_word(text, match.end())
        if money is not None:
            yield _vague_found(match.start(), money[1], money[0], SCALES[lowered(match["scale"])], None)


def _adjective(text: str, dollar: str) -> Iterator[Found]:
    for match in _BARE_ADJECTIVE.finditer(text):
        money = amounts.currency_word(text, match.end())
        if money is None:
            continue
        first, value = match.start("scale"), SCALES[lowered(match["scale"])]
        before = qualifiers.before(text, match.start())
        near = match[0].lower().startswith("near")
        qualifier = before[0] if before else Qualifier.about if near else Qualifier.exact
        if qualifier in (Qualifier.exact, Qualifier.about):
            quantity = Quantity(low=value, high=value, unit=money[0], qualifier=qualifier, precision=value)
            yield Found(first, money[1], quantity, "adjective")


_RULES = (
    (_many, ("tens", "dozens", "scores", "hundred", "several", "few")),
    (_multi, ("multi",)),
    (_plain, ("illions",)),
    (_adjective, ("illion-",)),
)
"""The rules, each with what a text must hold, in lower case, for it to find anything."""


def _vague_found(start: int, end: int, unit: str, low: float, high: float | None) -> Found:
    return Found(start, end, Quantity(low=low, high=high, unit=unit, qualifier=Qualifier.vague), "vague")
