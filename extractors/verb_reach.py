"""How far a verb's colour reaches: the clause of a quantity, and the part of it that the same verbs govern.

"It is in talks at $50 billion, four months after it raised $2 billion": the talks do not reach the second sum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_EDGE = re.compile(
    r"[;—]|, (?:while|whereas|but|which|after|although|when|though|even as|at a time)\b"
    r"|\b(?:while|whereas|but)\b|, and (?=[A-Z])"
)
_MODAL = (
    r"is|are|was|were|will|has|have|had|plans?|expects?|aims?|intends?|hopes?|could|may|might|would|wants?|targets?"
)
_PAST = (
    r"had|was|were|has been|have been|has \w+ed|have \w+ed|held|raised|secured|took|paid|won|signed|bought|closed|got"
    r"|received|earned|posted|reported|spent|invested|sold|made|acquired|borrowed|issued|lent|fetched|valued|priced|put"
    r"|gave|stood|brought|came|hit|reached|passed|led|completed|announced|unveiled|disclosed|lifted|swallowed|cost"
)
_JOINED = re.compile(
    rf",? (?:and|or|but) (?:(?:it|they|the company|the group) )?(?:now |also |then |later )?"
    rf"(?=(?:{_MODAL}|{_PAST}|agreed|said|pledged|promised|committed)\b)"
)
"""Another verb of the same subject: what the first one says does not reach what the second one governs."""
_OPENER = re.compile(r"\b(?:after|since|when|which|who|that|where|once|having|because|as|than|what)\b")
_SETTLED = re.compile(rf"\b(?:{_PAST})\b")
_UNSETTLED = re.compile(
    r"\b(?:would|could|will|may|might|if|is|are|to be|expects?|plans?|expected|planned|proposed|said|asked)\b"
)
_ITS_OWN = re.compile(
    r"\b(?:was|were|stood at|totall?ed|came (?:in )?(?:at|to)|has been|rose to|fell to|grew to"
    r"|(?:had|has|have) (?:already |since )?(?:passed|hit|reached|raised|topped))\s(?:\w+\s){0,2}$"
)
"""A verb of what is, right before the quantity."""
_BEFORE_IT = re.compile(
    r"(?:\b(?:up|down|jump\w*|leap\w*|climb\w*|increas\w+|rises?|rising|rose|grow\w*|grew|more|higher|lower|cut"
    r"|raised|lifted|soar\w*|tripl\w+|doubl\w+)\b[^.;]{0,40}?[, ]from"
    r"|\b(?:compared|in comparison) (?:with|to)|\bversus|\bvs\.?"
    r"|\b(?:double|doubl(?:es|ing)|twice|triple|tripl(?:es|ing)|three times|four times|quadruple|half|top|tops|topping"
    r"|exceeding|surpass\w*|eclips\w*|above|below|beyond|than|after|beat|beating) (?:the|its|an?)"
    r"(?: (?:previous|prior|earlier|last))?)"
    r"\s(?:(?:the|its|an?|about|around|roughly|some|nearly|over|more|than|just|only|estimated|previous|range|of)\s){0,4}$"
)
"""What leads to a figure that something else is measured by: it was so before."""
_DONE_TO_IT = re.compile(rf" (?:that |which )?(?:it|they|he|she|the \w+|[A-Z]\w+) (?:has |had |have )?(?:{_PAST})\b")
_ASIDE = re.compile(r", (?:which|who|whose|where|such as)\b[^,;]{3,90},|\([^()]{3,90}\)| [–—] [^–—;]{3,90} [–—] ")


@dataclass(frozen=True, slots=True)
class Reach:
    """Offsets: the clause, the part whose verbs govern the quantity, the asides in it that are another matter.

    settled -- where the words begin that tell the quantity as a fact, whatever other verbs say; None where none do.
    """

    clause: tuple[int, int]
    verbs: tuple[int, int]
    asides: tuple[tuple[int, int], ...]
    settled: int | None


def reach_of(text: str, start: int, end: int, sentence: tuple[int, int]) -> Reach:
    """Which words of a sentence colour the quantity at `text[start:end]`."""
    left, right = sentence
    for match in _EDGE.finditer(text, sentence[0], start):
        left = match.start()
    after = _EDGE.search(text, end, sentence[1])
    if after:
        right = after.start()
    first, last = left, right
    for match in _JOINED.finditer(text, left, start):
        first = match.start()
    joined = _JOINED.search(text, end, right)
    if joined:
        last = joined.start()
    asides = tuple(m.span() for m in _ASIDE.finditer(text, sentence[0], sentence[1]) if not m.start() < start < m.end())
    before, own = _BEFORE_IT.search(text, sentence[0], start), _ITS_OWN.search(text, first, start)
    settled = before.start() if before else first if own else _told(text, first, start)
    if settled is None and _DONE_TO_IT.match(text, end, sentence[1]):
        settled = start
    return Reach((left, right), (first, last), asides, settled)


def _told(text: str, first: int, start: int) -> int | None:
    """Where a clause of its own, with a verb of what was done, opens between here and the quantity."""
    opener = next(reversed(list(_OPENER.finditer(text, first, start))), None)
    if opener is None or _SETTLED.search(text, opener.end(), start) is None:
        return None
    return None if _UNSETTLED.search(text, opener.end(), start) else opener.start()
