"""The capitalised names of a text, whoever they name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.party_patterns import NAMES

_CAPITAL = re.compile(r"[A-Z]")


def names(text: str) -> Iterator[re.Match[str]]:
    """Each begins with a capital letter, or with at most two small ones before it; in order, without overlaps."""
    at = 0
    for capital in _CAPITAL.finditer(text):
        start = capital.start()
        if start < at:
            continue
        least = max(at, start - 2)
        while start > least and "a" <= text[start - 1] <= "z":
            start -= 1
        match = NAMES.match(text, start)
        if match is not None:
            at = match.end()
            yield match
