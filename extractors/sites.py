"""Where things are built: the projects and places that a text names as a campus, a site or a plant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.mentions import Mention

_TAIL = r"[\w’'&]*(?:-[A-Z]\w*)?"
_NAME = rf"(?P<name>[A-Z](?<!\w.){_TAIL}(?: [A-Z]{_TAIL}){{0,2}})"
"""The capital letter stands before the check, so that `re` skips all others."""
_THING = (
    r"(?:campus|site|data cent(?:er|re)s?|complex|facility|plant|supercomputer|cluster|data-cent(?:er|re) campus"
    r"|gigafactory|fab|hall|park|project)"
)
_THINGS = (
    "campus", "site", "data cent", "data-cent", "complex", "facility", "plant", "supercomputer", "cluster",
    "gigafactory", "fab", "hall", "park", "project",
)  # fmt: skip
_PATTERNS = (
    (
        _THINGS,
        re.compile(rf"{_NAME}(?: (?:AI|AI data-center|data-center|data center|gas|solar|nuclear))? {_THING}\b"),
    ),
    (
        _THINGS,
        re.compile(rf"\b{_THING},? (?:called|dubbed|named|known as|at|in|near|outside) {_NAME}"),
    ),
    (
        _THINGS,
        re.compile(rf"{_NAME}, an? (?:[\w.-]+ ){{0,6}}?{_THING}\b"),
    ),
    (
        ("broke ground", "construction", "work"),
        re.compile(rf"\b(?:broke ground|construction|building work|work) (?:\w+ ){{0,3}}?(?:at|on) {_NAME}"),
    ),
)
"""The patterns, each with what a text must hold for it to find anything."""
_GENERAL = frozenset(
    "The A An Its Their This That AI Data New First Second Each One Two Three Four Five Six Its' North South East West "
    "U.S US UK EU European American Chinese German French British Japanese Indian Texas Europe America".split()
)


def find_sites(text: str, mentions: Sequence[Mention]) -> tuple[tuple[int, int, str], ...]:
    """The named sites of a text, with offsets, in order; companies and products are none.

    A project of the party table is a site wherever it is named.  A name that one place of the text calls a campus is a
    site at its other places too.
    """
    taken = [m for m in mentions if m.kind not in ("place", "project")]
    names: dict[str, str] = {}
    for hints, pattern in _PATTERNS:
        if not any(map(text.__contains__, hints)):
            continue
        for match in pattern.finditer(text):
            start, end = match.span("name")
            name = match["name"].removesuffix("’s").removesuffix("'s")
            if name.split()[0] in _GENERAL or any(m.start < end and start < m.end for m in taken):
                continue
            names[name] = name
    for mention in mentions:
        if mention.kind == "project":
            names[text[mention.start : mention.end]] = mention.canonical
    if not names:
        return ()
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return tuple((m.start(), m.end(), names[m[0]]) for m in re.finditer(rf"\b(?:{either})\b", text))


def site_of(sites: Sequence[tuple[int, int, str]], start: int, end: int, at: int) -> str | None:
    """The site named nearest to `at` between `start` and `end`; None where none is."""
    inside = [site for site in sites if start <= site[0] < end]
    return min(inside, key=lambda site: abs(site[0] - at))[2] if inside else None
