"""Fetches from the store what a comparison shows: both claims with their texts, and the verdict, stored or made now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.errors import NotStored, SnapshotDamaged
from claims.model import Claim
from claims.verdicts import Edge
from review import words
from review.formats import say
from review.sheets import Comparison, Side
from review.tables import Quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage.records import StoredClaim, StoredEdge
    from storage.store import Store


def stored(store: Store, conflict: str) -> Comparison:
    """The stored verdict whose id starts so.  Raises NotStored."""
    edge = store.edge(conflict)
    return Comparison(_side(store, edge.a), _side(store, edge.b), edge.verdict, edge.status, edge.recorded_at)


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

    verdict = compare(a.claim, b.claim, replace(comparing(party_table()), article=article))
    made = Comparison(_side(store, a), _side(store, b), verdict)
    try:
        known = store.edge(Edge.between(a.claim, b.claim, verdict).id)
    except NotStored:
        return made
    same = known.verdict.outcome is verdict.outcome and known.verdict.kind is verdict.kind
    return replace(made, status=known.status, recorded_at=known.recorded_at) if same else made


def quoted(store: Store, edges: Iterable[StoredEdge]) -> Iterator[Quoted]:
    """The verdicts with each claim's words in its sentence; of a damaged text only the quote, and a line on stderr."""

    @lru_cache(maxsize=64)
    def text(sha: str) -> str | None:
        try:
            return store.text(sha)
        except SnapshotDamaged as error:
            say(str(error))
            return None

    def excerpt(side: StoredClaim) -> str:
        claim = side.claim
        whole, sentence = text(claim.text_sha), (claim.sentence_start, claim.sentence_end)
        return claim.quote if whole is None else words.excerpt(whole, claim.start, claim.end, sentence)

    for edge in edges:
        yield Quoted(edge, excerpt(edge.a), excerpt(edge.b))


def _side(store: Store, claim: StoredClaim) -> Side:
    return Side(claim, store.text(claim.claim.text_sha))
