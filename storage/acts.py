"""What an analyst does to a case: decide it, take a decision back, and set a claim beside one that was read wrongly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from claims.errors import NotDecidable, NotStored
from claims.model import Claim
from storage import cases, decisions, queries, rows
from storage.case_records import Draft, StoredCase, StoredDecision
from storage.schema import claim_parties, claims


@dataclass(frozen=True, slots=True)
class Act:
    """What was done: the decision's row, the case and the line of its history, and what follows from it.

    touched -- claims whose cases may change.  texts -- hashes of the texts whose claims are to be compared again.
    compare -- the claims that stand again, or anew.
    """

    made: StoredDecision
    case: str
    line: tuple[str, list[str]]
    touched: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    compare: tuple[Claim, ...] = ()


def decide(connection: Connection, name: str, draft: Draft, now: datetime) -> Act:
    """Decide the case whose id starts so.  Raises NotStored, NotDecidable or UsageError."""
    of = cases.find_case(connection, name)
    made, corrected = decisions.put(connection, of, draft, now)
    line = "decided", [f"{made.by}: {made.words}", *([made.note] if made.note else [])]
    if corrected is None or made.claim is None:
        return Act(made, of.id, line)
    _put_beside(connection, corrected, made.claim, now)
    return Act(made, of.id, line, frozenset({corrected.id, made.claim}), frozenset({corrected.text_sha}), (corrected,))


def undo(connection: Connection, name: str, by: str, note: str | None, now: datetime, expect: int | None = None) -> Act:
    """Take back the decision in effect on a case, or a decision, by id.  Raises NotStored or NotDecidable."""
    of, held = _decided(connection, name)
    decisions.check_version(of, expect)
    made = decisions.put_undo(connection, of, held, by, note, now)
    line = "undone", [f"{by} took back: {held.words}", *([note] if note else [])]
    if held.corrected is None or held.claim is None:
        return Act(made, of.id, line)
    gone = claims.c.id == held.corrected, queries.LIVE
    connection.execute(update(claims).where(*gone).values(retired_at=now))
    stored = queries.claims_by_id(connection, [held.claim, held.corrected])
    again = tuple(one.claim for name, one in stored.items() if name == held.claim and one.retired_at is None)
    texts = frozenset(one.claim.text_sha for one in stored.values())
    return Act(made, of.id, line, frozenset({held.corrected, held.claim}), texts, again)


_NEW_CLAIMS = insert(claims).returning(claims.c.key, claims.c.id)
_NEW_PARTIES = insert(claim_parties)


def insert_claims(connection: Connection, fresh: Sequence[Mapping[str, Any]], wanted: Mapping[str, Claim]) -> None:
    """Insert rows of claims, and what finds them by party; `wanted` holds the claims by id."""
    if not fresh:
        return
    made = connection.execute(_NEW_CLAIMS, list(fresh))
    parties = [
        {"party": party, "claim": key}
        for key, claim_id in made
        for party in {name.casefold() for name in (wanted[claim_id].subject, *wanted[claim_id].counterparties) if name}
    ]
    if parties:
        connection.execute(_NEW_PARTIES, parties)


def _decided(connection: Connection, name: str) -> tuple[StoredCase, StoredDecision]:
    """The case, and the decision that is to be taken back."""
    try:
        of = cases.find_case(connection, name)
    except NotStored as error:
        try:
            held = decisions.find(connection, name)
        except NotStored:
            raise error from None
        return cases.find_case(connection, held.case), held
    if of.decision is None:
        line = f"case {of.id} has no decision to take back; it is {of.status}"
        raise NotDecidable(f"{line}; see it: counterclaim conflict {of.id}")
    return of, of.decision


def _put_beside(connection: Connection, corrected: Claim, wrong: str, now: datetime) -> None:
    """Store an analyst's claim for each article that states the machine's."""
    query = select(claims.c.article, claims.c.revision).where(claims.c.id == wrong, queries.LIVE)
    for row in connection.execute(query).mappings().all():
        held = claims.c.article == row["article"], claims.c.id == corrected.id, queries.LIVE
        if connection.execute(select(claims.c.key).where(*held)).first() is None:
            times = {"recorded_at": now, "last_seen": now}
            insert_claims(connection, [{**rows.claim_row(corrected), **row, **times}], {corrected.id: corrected})
