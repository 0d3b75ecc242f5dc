"""A claim's sentences as pieces: the quote, and the words that decided its fields, marked where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from claims.article import Article
from claims.model import Claim
from review.explain import Explained, cue_rows

AROUND = 300
"""Characters before and after a claim's sentence that are shown, up to the ends of lines."""

LONGEST = 4_000
"""Characters of a sentence that are shown: a text without stops has one sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text.

    quote -- whether they are the claim's own.  decided -- what they decided, if anything.  within -- whether they stand
    in the claim's sentence and not around it.
    """

    text: str
    quote: bool = False
    decided: tuple[str, ...] = ()
    within: bool = True


def pieces(text: str, claim: Claim) -> list[Piece]:
    """The claim's sentence and some words around it, cut where something begins or ends."""
    first, last = _window(text, claim)
    spans = [(cue.start, cue.end, cue.decided) for cue in claim.cues if first <= cue.start < cue.end <= last]
    edges = {first, last, claim.start, claim.end, *(edge for start, end, _ in spans for edge in (start, end))}
    edges |= {edge for edge in (claim.sentence_start, claim.sentence_end) if first <= edge <= last}
    cuts = sorted(edges)
    found = []
    for start, end in pairwise(cuts):
        names = dict.fromkeys(name for left, right, name in spans if left <= start and end <= right)
        own = claim.start <= start and end <= claim.end
        within = claim.sentence_start <= start and end <= claim.sentence_end
        found.append(Piece(text[start:end], own, tuple(names), within))
    return found


def decided(text: str, claim: Claim) -> list[tuple[str, str, bool]]:
    """What decided each field: its name, the words, and whether they stand in the pieces; as `extract --explain`."""
    first, last = _window(text, claim)
    article = Article(doc=claim.doc, identity=claim.doc, text=text)
    return [
        (cue["decided"], cue["text"], first <= cue["start"] < cue["end"] <= last)
        for cue in cue_rows(Explained(claim, article))
    ]


def _window(text: str, claim: Claim) -> tuple[int, int]:
    first = max(claim.sentence_start, claim.start - LONGEST)
    last = min(max(claim.sentence_end, claim.end), claim.end + LONGEST)
    before = text.rfind("\n", max(0, first - AROUND), first) + 1 or max(0, first - AROUND)
    after = text.find("\n", last, last + AROUND)
    return before, after if after >= 0 else min(len(text), last + AROUND)
