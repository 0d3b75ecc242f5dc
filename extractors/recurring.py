"""Names that no table knows and no wording introduces, but that a text keeps coming back to: "Wilko", "Anysphere"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from extractors.party_patterns import GIVEN_NAMES, NOT_NAMES
from extractors.word_classes import FINITE

FEWEST = 3
"""How often a name must stand in a text."""
LONGEST = 200
"""Different first words that are looked at: a page of capitals stays linear."""
_PLACED = re.compile(r"\b(?:in|at|near|outside|around|through|across|inside|north|south|east|west|of) $")
_CAPITAL = re.compile(r"[A-Z][\w’'-]* $")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep|Judge|President|Minister|Chancellor|Mayor|King|Prince|Sir)\.? $")
_ENDS = re.compile(r"(?:^|[.!?:;]\s{1,3}|\n|[“\"'‘(]|[•*–—-] )$")
_NEXT = re.compile(r"(?:['’]s\b)|[ ](?P<verb>[a-z]+)\b")
_SAYS = frozenset("said says told wrote tweeted argued quipped joked recalled laughed".split())
_PERSON = re.compile(r"[^.;\n]{0,120}?\b(?:he|she|his|her|him|himself|herself|who)\b")


def recurring(
    text: str, capitalised: Sequence[re.Match[str]], free: Callable[[int, int], bool]
) -> Iterator[tuple[int, int, str]]:
    """Where names stand that the text keeps coming back to as ones that act: start, end and the full name.

    capitalised -- the capitalised names of the text, in order.  free -- whether a stretch names nobody known.
    """
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in capitalised:
        first = match[0].split()[0]
        if len(first) < 4 or first in NOT_NAMES or first in GIVEN_NAMES or not first[1:].islower():
            continue
        if free(*match.span()) and (first in places or len(places) < LONGEST):
            places[first].append(match.span())
    for first, spans in places.items():
        if len(spans) < FEWEST or not _acts(text, first, spans):
            continue
        if re.search(rf"\b{re.escape(first.lower())}\b", text):
            continue  # a word that opens sentences
        full = max((text[start:end] for start, end in spans), key=lambda name: (len(name.split()) <= 3, len(name)))
        for start, end in spans:
            yield start, min(end, start + len(full)), full


def _acts(text: str, first: str, spans: list[tuple[int, int]]) -> bool:
    acting = placed = inside = people = 0
    for start, end in spans:
        before = text[max(0, start - 24) : start]
        if _TITLE.search(before) or (_CAPITAL.search(before) and not _ENDS.search(before)):
            return False  # the last name of a person, or the end of another name
        placed += _PLACED.search(before) is not None
        inside += _ENDS.search(before) is None and start > 0
        if _PERSON.match(text, end):
            return False
        following = _NEXT.match(text, end)
        if following is not None:
            verb = following["verb"]
            people += verb in _SAYS
            acting += verb is None or verb in FINITE or verb in _SAYS
    return inside > 0 and acting >= 2 and placed * 3 < len(spans) and people * 2 < len(spans)
