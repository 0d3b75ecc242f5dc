"""Fetches from the store what a comparison shows: both claims with their texts, and the verdict, stored or made now."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.errors import NotStored
from claims.model import Claim
from claims.verdicts import Edge
from review.sheets import Comparison, Side

if TYPE_CHECKING:
    from storage.records import StoredClaim
    from storage.store import Store


def stored(store: Store, conflict: str) -> Comparison:
    """The stored verdict whose id starts so.  Raises NotStored."""
    edge = store.edge(conflict)
    return Comparison(
        _side(store, edge.a), _side(store, edge.b), edge.verdict, edge.status, edge.recorded_at, edge.case
    )


def made_now(store: Store, one: str, other: str) -> Comparison:
    """The verdict of today's rules on two stored claims, with the place of the stored one where it says the same.

    Raises NotStored, TableError.
    """
    from claims.conflicts import compare
    from flows.stages import comparing, party_table

    a, b = sorted((store.claim(one), store.claim(other)), key=lambda side: side.claim.id)
    beside = {side.claim.text_sha: side.article_id for side in (a, b)}

    @lru_cache
    def stated(article: str) -> tuple[Claim, ...]:
        return tuple(side.claim for side in store.article(article).claims)

    def article(claim: Claim) -> tuple[Claim, ...]:
        return stated(beside[claim.text_sha]) if claim.text_sha in beside else ()

    copies = store.copies(a.claim.text_sha)
    context = replace(
        comparing(party_table()), article=article, origin=lambda c: "copies" if c.text_sha in copies else None
    )
    verdict = compare(a.claim, b.claim, context)
    made = Comparison(_side(store, a), _side(store, b), verdict)
    try:
        known = store.edge(Edge.between(a.claim, b.claim, verdict).id)
    except NotStored:
        return made
    same = known.verdict.outcome is verdict.outcome and known.verdict.kind is verdict.kind
    return replace(made, status=known.status, recorded_at=known.recorded_at, case=known.case) if same else made


def _side(store: Store, claim: StoredClaim) -> Side:
    return Side(claim, store.text(claim.claim.text_sha))
