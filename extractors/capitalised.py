"""The capitalised names of a text, whoever they name."""

from __future__ import annotations

import re

from extractors.party_patterns import NAMES

_CAPITAL = re.compile(r"[A-Z]")


def names(text: str) -> list[re.Match[str]]:
    """Each begins with a capital letter, or with at most two small ones before it; in order, without overlaps."""
    found: list[re.Match[str]] = []
    at = behind = 0
    while (capital := _CAPITAL.search(text, at)) is not None:
        start = at = capital.start()
        least = max(behind, start - 2)
        while start > least and "a" <= text[start - 1] <= "z":
            start -= 1
        match = NAMES.match(text, start)
        if match is None:
            at += 1
        else:
            at = behind = match.end()
            found.append(match)
    return found
