"""Asides of a sentence: the relative clauses and appositions that stand between two commas."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from extractors.word_classes import FINITE, OPENS_ASIDE, RELATIVE

LONGEST = 24
"""Units from the comma that opens an aside within which it must close."""


def find_asides(lows: Sequence[str]) -> list[tuple[int, int]]:
    """The asides of a sentence, as the places of both commas: ", which rents Nvidia processors,".

    lows -- its units in lower case; a party is "⟨p⟩", a quantity "⟨q⟩".
    """
    out: list[tuple[int, int]] = []
    for k, word in enumerate(lows[:-1]):
        if word != "," or lows[k + 1] not in OPENS_ASIDE or k == 0 or lows[k - 1] == "⟨q⟩":
            continue
        close = _closing(lows, k)
        if close is None or any(first < k < last for first, last in out):
            continue
        if lows[k + 1] in RELATIVE or FINITE.isdisjoint(lows[k + 1 : close]):
            out.append((k, close))
    return out


def _closing(lows: Sequence[str], k: int) -> int | None:
    """The comma that ends the aside opened at `k`: behind a list in it, "of Reliance, Ares and Nvidia,"."""
    commas = [m for m in range(k + 2, min(k + LONGEST, len(lows))) if lows[m] == ","]
    for close, after in zip_longest(commas, commas[1:]):
        if after is None or lows[close - 1 : close + 2] != ["⟨p⟩", ",", "⟨p⟩"]:
            return close
        if "and" not in lows[close + 2 : after]:
            return close
    return None
