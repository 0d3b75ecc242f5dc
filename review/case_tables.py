"""What is shown of cases in rows: the object for programs, and the table for people with an excerpt for each side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from claims.cases import Evidence, Side, value_words
from claims.errors import SnapshotDamaged
from claims.suggestions import Suggestion
from review import words
from review.formats import Column, Shape, say

if TYPE_CHECKING:
    from storage.case_records import StoredCase, StoredDecision
    from storage.store import Store

CASE_KEYS = (
    "id", "status", "version", "party", "metric", "round", "site", "instrument", "kind", "grade", "gap", "claims",
    "articles", "origins", "sides", "pairs", "decision_id", "decision_judgement", "decision_side", "decision_differs",
    "decision_claim", "decision_corrected", "decision_changes", "decision_words", "decision_by", "decision_note",
    "decision_at", "decision_version", "changes", "other_ids", "opened_at", "changed_at",
)  # fmt: skip
SUGGESTION_KEYS = ("suggestion_side", "suggestion_reasons")


@dataclass(frozen=True, slots=True)
class QuotedCase:
    """A case with, for each side, the words of its most precise claim in their sentence."""

    found: StoredCase
    excerpts: tuple[str, ...]


def quoted(store: Store, found: Iterable[StoredCase]) -> Iterator[QuotedCase]:
    """The cases with their excerpts; of a damaged text only the quote, and a line on stderr."""

    @lru_cache(maxsize=64)
    def text(sha: str) -> str | None:
        try:
            return store.text(sha)
        except SnapshotDamaged as error:
            say(str(error))
            return None

    def excerpt(side: Side) -> str:
        claim = side.claim
        whole, sentence = text(claim.text_sha), (claim.sentence_start, claim.sentence_end)
        return claim.quote if whole is None else words.excerpt(whole, claim.start, claim.end, sentence)

    for one in found:
        yield QuotedCase(one, tuple(excerpt(side) for side in one.case.sides))


def evidence_row(one: Evidence) -> dict[str, Any]:
    """One telling as an object."""
    telling, claim = one.telling, one.telling.claim
    return {
        "claim": claim.id, "article_id": telling.article, "doc": claim.doc, "start": claim.start, "end": claim.end,
        "quote": claim.quote, "value": value_words(claim), "modality": str(claim.modality), "rule": claim.rule,
        "as_of": claim.as_of, "published": telling.published, "publisher": telling.publisher, "title": telling.title,
        "url": telling.url, "origin": one.origin.name,
    }  # fmt: skip


def side_row(side: Side) -> dict[str, Any]:
    """One side as an object, with all its evidence."""
    claim = side.claim
    return {
        "side": side.letter, "value": value_words(claim), "low": claim.low, "high": claim.high, "unit": claim.unit,
        "claims": len(side.claims), "articles": len(side.articles), "origins": len(side.origin_ids),
        "origin_names": list(side.origins), "evidence": [evidence_row(one) for one in side.evidence],
    }  # fmt: skip


def decision_row(made: StoredDecision | None) -> dict[str, Any]:
    """A decision as an object; all fields are null where there is none."""
    if made is None:
        return dict.fromkeys(key.removeprefix("decision_") for key in CASE_KEYS if key.startswith("decision_"))
    return {
        "id": made.id, "judgement": str(made.judgement), "side": made.side,
        "differs": None if made.differs is None else str(made.differs), "claim": made.claim,
        "corrected": made.corrected, "changes": [f"{name}={text}" for name, text in made.changes.items()],
        "words": made.words, "by": made.by, "note": made.note, "at": made.recorded_at.isoformat(),
        "version": made.version,
    }  # fmt: skip


def case_row(found: StoredCase) -> dict[str, Any]:
    """A case as an object: what it is about, its sides with all evidence, and its decision."""
    case, claim = found.case, found.case.claim
    return {
        "id": found.id, "status": str(found.status), "version": found.version, "party": claim.subject,
        "metric": claim.metric,
        "event": {"round": claim.event.round, "site": claim.event.site, "instrument": claim.event.instrument},
        "kind": None if case.kind is None else str(case.kind), "grade": None if case.grade is None else str(case.grade),
        "gap": case.gap, "claims": len(case.claims), "articles": len(case.articles), "origins": len(case.origin_ids),
        "sides": [side_row(side) for side in case.sides], "pairs": [edge.id for edge in case.edges],
        "decision": decision_row(found.decision), "changes": [change.words for change in found.changes],
        "other_ids": list(found.other_ids), "opened_at": found.opened_at.isoformat(),
        "changed_at": found.changed_at.isoformat(),
    }  # fmt: skip


def suggestion_row(made: Suggestion) -> dict[str, Any]:
    """A suggestion as an object."""
    return {"side": made.side, "reasons": [f"{side}: {why}" for side, why in made.reasons]}


def about(found: StoredCase) -> tuple[str, str]:
    """The party or parties, and what is measured."""
    return words.parties(side.claim for side in found.case.sides), words.what(found.case.claim)


def support(side: Side) -> str:
    """`3 articles, 2 origins`."""
    return words.support(len(side.articles), len(side.origin_ids))


def _sides(shown: QuotedCase) -> tuple[str, ...]:
    lines = []
    for side, excerpt in zip(shown.found.case.sides, shown.excerpts, strict=True):
        first = side.evidence[0].telling
        lines += [
            f"{side.letter}: {value_words(side.claim)}, {support(side)}", f"“{excerpt}”",
            words.source(first.claim.doc, first.publisher, first.published),
        ]  # fmt: skip
    return tuple(lines)


def _id(shown: QuotedCase) -> tuple[str, ...]:
    status = str(shown.found.status)
    return (words.short(shown.found.id), *(() if status == "open" else (status,)))


CASES: Shape[QuotedCase] = Shape(
    row=lambda shown: case_row(shown.found),
    header=CASE_KEYS,
    columns=(
        Column("about", lambda shown: about(shown.found)),
        Column("kind", lambda shown: str(shown.found.case.kind or "")),
        Column("grade", lambda shown: str(shown.found.case.grade or "")),
        Column("gap", lambda shown: words.gap(shown.found.case.gap), right=True),
        Column("sides", _sides),
        Column("id", _id, whole=True),
    ),
)
"""Cases as `conflicts` prints them."""
