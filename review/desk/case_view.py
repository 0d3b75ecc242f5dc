"""What the page of a case shows: its sides with their evidence by origin, the reasoning, what changed, its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from claims.cases import WAITING, Evidence, Side
from claims.judgements import Differs, Judgement
from claims.model import Claim
from claims.suggestions import Suggestion, suggest
from review import words
from review.desk.links import live_link, stored_link

if TYPE_CHECKING:
    from storage.case_records import CaseEvent, StoredCase, StoredDecision
    from storage.records import StoredClaim
    from storage.store import Store

ORIGINS = 8
"""Origins of one side that a page shows; the rest is on the next ones."""

COPIES = 12
"""Copies of one origin that a page shows."""

AROUND = 600
"""Characters of a sentence on each side of the quote that a page shows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One telling: its words (left, quote, right), its record, and where they can be read."""

    evidence: Evidence
    stored: StoredClaim
    left: str
    right: str
    fetched: str | None
    stored_link: str
    live_link: str | None

    @property
    def claim(self) -> Claim:
        """What it tells."""
        return self.evidence.telling.claim


@dataclass(frozen=True, slots=True)
class OriginShown:
    """What one origin tells on a side: the first telling, its copies, and how many copies more there are."""

    first: Shown
    copies: tuple[Shown, ...]
    more: int


@dataclass(frozen=True, slots=True)
class SideShown:
    """One column: some of its origins, and how many more there are behind these."""

    side: Side
    origins: tuple[OriginShown, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history: when, what, by whom (None: by the evidence), from what, to what, and why."""

    at: datetime
    what: str
    by: str | None
    before: str | None
    after: str | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseView:
    """All of a page; start -- from which origin of each side on.  suggestion -- None before somebody has decided."""

    found: StoredCase
    sides: tuple[SideShown, ...]
    start: int
    headline: str
    history: tuple[Line, ...]
    suggestion: Suggestion | None
    waits: bool
    bulk: str | None
    differs: Differs
    older: str

    @property
    def more(self) -> bool:
        """Whether a side has evidence behind this page."""
        return any(side.more for side in self.sides)


def view(store: Store, found: StoredCase, start: int = 0) -> CaseView:
    """Fetch what the page of a case shows, from so many origins of each side on."""
    parts = [_part(side, start) for side in found.case.sides]
    tellings = [one for groups, _ in parts for group in groups for one in group[: COPIES + 1]]
    texts = store.queue.texts({one.telling.claim.text_sha for one in tellings})
    fetched = store.queue.fetched({one.telling.article for one in tellings})

    def shown(one: Evidence) -> Shown:
        return _shown(one, found, texts, fetched)

    sides = []
    for side, (groups, more) in zip(found.case.sides, parts, strict=True):
        origins = tuple(
            OriginShown(shown(first), tuple(map(shown, copies[:COPIES])), max(0, len(copies) - COPIES))
            for first, *copies in groups
        )
        sides.append(SideShown(side, origins, more))
    history, decisions = store.case_history(found)
    held = found.decision
    return CaseView(
        found=found, sides=tuple(sides), start=start, headline=headline(found),
        history=tuple(_lines(history, decisions)), suggestion=None if held is None else suggest(found.case),
        waits=found.status in WAITING, bulk=store.queue.bulks_of([held.id]).get(held.id) if held else None,
        differs=likely_difference(found.case.sides), older=older(found.case.sides),
    )  # fmt: skip


def headline(found: StoredCase) -> str:
    """The gravest verdict in a sentence: what decided, and what makes the two the same thing."""
    if not found.case.edges:
        return "Nothing contradicts any more."
    verdict = found.case.edges[0].verdict
    told = [verdict.trace[-1].answer] if verdict.trace else []
    told += [words.reason(code) for code in verdict.reasons]
    return "; ".join(dict.fromkeys(told)) or words.verdict(verdict)


def likely_difference(sides: Sequence[Side]) -> Differs:
    """In what the sides differ, should all be valid: what their labels say; the choice is the analyst's."""
    told = [side.claim for side in sides]
    if len({(claim.basis, claim.includes) for claim in told}) > 1:
        return Differs.basis
    if len({claim.scope for claim in told}) > 1:
        return Differs.scope
    if len({claim.horizon or claim.period or claim.as_of for claim in told}) > 1:
        return Differs.time
    return Differs.event


def older(sides: Sequence[Side]) -> str:
    """The letter of the side whose last telling is the oldest: the one that may have been replaced."""
    last = {side.letter: max((one.telling.published or "" for one in side.evidence), default="") for side in sides}
    return min(last, key=lambda letter: (last[letter], letter), default="A")


def _part(side: Side, start: int) -> tuple[list[list[Evidence]], int]:
    """The tellings of a side by origin, those of this page, and how many origins more there are."""
    groups: dict[str, list[Evidence]] = {}
    for one in side.evidence:
        groups.setdefault(one.origin.id, []).append(one)
    listed = list(groups.values())
    return listed[start : start + ORIGINS], max(0, len(listed) - start - ORIGINS)


def _shown(one: Evidence, found: StoredCase, texts: Mapping[str, str], fetched: Mapping[str, str]) -> Shown:
    telling, claim = one.telling, one.telling.claim
    text = texts.get(claim.text_sha)
    left, right = ("", "") if text is None else around(text, claim)
    return Shown(
        evidence=one, stored=found.claims[telling.place], left=left, right=right,
        fetched=fetched.get(telling.article), stored_link=stored_link(telling.article, claim),
        live_link=live_link(telling.url, text, claim),
    )  # fmt: skip


def around(text: str, claim: Claim, most: int = AROUND) -> tuple[str, str]:
    """The words of the sentence before and behind the quote, cut at a space where there are too many."""
    left, right = text[claim.sentence_start : claim.start], text[claim.end : claim.sentence_end]
    if len(left) > most:
        left = "… " + (left[-most:].partition(" ")[2] or left[-most:])
    if len(right) > most:
        right = (right[:most].rpartition(" ")[0] or right[:most]) + " …"
    return left, right


def _lines(history: Sequence[CaseEvent], decisions: Sequence[StoredDecision]) -> Iterator[Line]:
    """The history in order; each decision with what was in effect before and after it."""
    made = {one.id: one for one in decisions}
    waiting = iter(decisions)
    held: list[StoredDecision] = []
    for event in history:
        if event.what not in ("decided", "undone"):
            yield Line(event.recorded_at, event.what, None, None, None, event.detail)
            continue
        one = next(waiting, None)
        if one is None:
            yield Line(event.recorded_at, event.what, None, None, None, event.detail)
            continue
        before = held[-1].words if held else "no decision"
        if one.judgement is Judgement.undo:
            gone = made.get(one.undoes or "")
            held = [other for other in held if other is not gone]
        else:
            held.append(one)
        after = held[-1].words if held else "no decision"
        yield Line(event.recorded_at, event.what, one.by, before, after, (one.note,) if one.note else ())
