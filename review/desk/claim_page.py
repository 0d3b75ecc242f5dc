"""The page of one claim: its quote in its sentences, what decided each field, and its verdicts with other claims."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from review import comparing, words
from review.charts.marks import FATES
from review.desk.context import Reader, desk, render
from review.desk.links import live_link, stored_link
from review.desk.sentences import decided, pieces
from storage.records import StoredClaim, StoredEdge

router = APIRouter(include_in_schema=False)

VERDICTS = 40
"""Verdicts with other claims that are listed; all are counted."""


@router.get("/claims/{claim_id}")
def claim(request: Request, claim_id: str, _: Reader) -> Response:
    """A claim by its id, or the start of it."""
    here = desk(request)
    stored = here.store.claim(claim_id)
    text = here.store.text(stored.claim.text_sha)
    edges, total = here.store.shelves.verdicts(stored.claim.id, VERDICTS)
    standing = here.store.shelves.standings([stored])[stored.claim.id, stored.article_id]
    return render(
        request, "claim.html", stored=stored, claim=stored.claim, pieces=pieces(text, stored.claim),
        deciding=decided(text, stored.claim), fields=fields(stored), standing=standing, fates=FATES, total=total,
        there=stored_link(stored.article_id, stored.claim), live=live_link(stored.url, text, stored.claim),
        verdicts=[(edge, other(edge, stored.claim.id)) for edge in edges],
    )  # fmt: skip


@router.get("/claims/{one}/why/{another}")
def why(request: Request, one: str, another: str, _: Reader) -> Response:
    """The verdict on two claims, made now, with every question that was asked."""
    here = desk(request)
    made = comparing.made_now(here.store, one, another)
    sides = [(side, pieces(side.text, side.stored.claim)) for side in (made.a, made.b)]
    return render(request, "why.html", made=made, sides=sides)


def other(edge: StoredEdge, claim_id: str) -> StoredClaim:
    """The other claim of a verdict."""
    return edge.b if edge.a.claim.id == claim_id else edge.a


def fields(stored: StoredClaim) -> list[tuple[str, str]]:
    """All that the claim says, field by field, in words; what it does not say is left out."""
    claim, q = stored.claim, stored.claim.quantity
    event = claim.event
    found = {
        "value": words.amount(claim), "written": claim.quote, "low": _number(q.low, q.unit),
        "high": _number(q.high, q.unit), "bound": str(q.qualifier).replace("_", " "), "scope": str(claim.scope),
        "basis": _text(claim.basis), "includes": _text(claim.includes), "round": event.round, "site": event.site,
        "instrument": event.instrument, "counterparties": ", ".join(claim.counterparties), "role in the story's time":
        str(claim.temporal_role), "how sure": words.sure(claim), "date": claim.as_of and words.date(claim.as_of),
        "period": claim.period and words.date(claim.period), "by": claim.horizon and words.when(claim),
        "converts": claim.converts, "part of": claim.part_of, "rule": claim.rule,
        "rules of version": claim.extractor_version,
    }  # fmt: skip
    return [(name, value) for name, value in found.items() if value]


def _number(value: float | None, unit: str) -> str | None:
    return None if value is None else f"{value:,.12g} {unit}"


def _text(value: object) -> str | None:
    return None if value is None else str(value).replace("_", " ")
