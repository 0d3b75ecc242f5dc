"""Decisions on many cases at once: counted, guarded against a change in between, resumable, and taken back as one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from claims.cases import LETTERS, WAITING
from claims.errors import NotDecidable, UsageError
from claims.judgements import Differs, Judgement
from claims.model import content_id
from storage import queries, queue, rows
from storage.bulk_records import Bulk, BulkState, Expected
from storage.case_records import CaseQuery, Draft
from storage.schema import bulk_cases, bulks

JUDGEMENTS = (
    Judgement.prefer, Judgement.both_valid, Judgement.superseded, Judgement.same_source, Judgement.unsure,
)  # fmt: skip
"""What can be decided of many: an extraction error is of one claim."""


def expected(connection: Connection, query: CaseQuery) -> Expected:
    """How many cases that wait for a decision fit, and a hash of which, at which version."""
    return _expected(_fitting(connection, query))


def begin(
    connection: Connection, query: CaseQuery, asked: str, draft: Draft, wanted: Expected, now: datetime
) -> str:  # fmt: skip
    """Note what is to be decided of all cases that fit; gives its id.  `step` does it.

    asked -- the query in words.  Raises UsageError where this cannot be decided of many, NotDecidable where not the
    same cases fit, at the same versions, as were counted.
    """
    _check(draft)
    found = _fitting(connection, query)
    there = _expected(found)
    if there.count != wanted.count:
        line = f"{there.count:,} cases fit now, not {wanted.count:,}"
        raise NotDecidable(f"{line}; nothing was decided: look at them again")
    if there != wanted:
        raise NotDecidable(f"some of the {there.count:,} cases changed since they were counted; look at them again")
    if not found:
        raise NotDecidable("no case fits; nothing was decided")
    made = content_id("bulk", draft.judgement, draft.by, there.digest, now.isoformat())
    row = {
        "id": made, "judgement": draft.judgement.value, "side": draft.side and draft.side.strip().upper(),
        "differs": draft.differs.value if draft.differs else None, "note": draft.note, "query": asked,
        "made_by": draft.by, "recorded_at": now, "undone_by": None, "undone_at": None,
    }  # fmt: skip
    if connection.execute(select(bulks.c.id).where(bulks.c.id == made)).first() is None:
        connection.execute(insert(bulks), row)
        members = [
            {"bulk": made, "case": case_id, "version": version, "state": BulkState.waiting.value}
            for case_id, version in found.items()
        ]
        connection.execute(insert(bulk_cases), members)
    return made


def begin_undo(connection: Connection, bulk_id: str, by: str, now: datetime) -> None:
    """Note that a decision on many is taken back; `step` does it.  What it has not come to yet it never will.

    Raises NotStored, or NotDecidable where that was done already.
    """
    known = find(connection, bulk_id)
    if known.undone_at is not None:
        raise NotDecidable(f"decision {known.id} on {known.count:,} cases was already undone by {known.undone_by}")
    connection.execute(update(bulks).where(bulks.c.id == bulk_id).values(undone_by=by, undone_at=now))
    waiting = (bulk_cases.c.bulk == bulk_id, bulk_cases.c.state == BulkState.waiting.value)
    connection.execute(update(bulk_cases).where(*waiting).values(state=BulkState.kept.value))


def pending(connection: Connection, bulk: Bulk, most: int) -> list[tuple[str, int, str | None]]:
    """The cases that are to come next: id, version and, where it is taken back, the decision."""
    state = BulkState.waiting if bulk.undone_at is None else BulkState.decided
    query = (
        select(bulk_cases.c.case, bulk_cases.c.version, bulk_cases.c.decision)
        .where(bulk_cases.c.bulk == bulk.id, bulk_cases.c.state == state.value)
        .order_by(bulk_cases.c.case)
        .limit(most)
    )
    return [tuple(row) for row in connection.execute(query)]


def note(connection: Connection, bulk_id: str, case_id: str, state: BulkState, decision: str | None) -> None:
    """Note what became of a case."""
    own = (bulk_cases.c.bulk == bulk_id, bulk_cases.c.case == case_id)
    connection.execute(update(bulk_cases).where(*own).values(state=state.value, decision=decision))


def find(connection: Connection, bulk_id: str) -> Bulk:
    """The decision on many whose id starts so.  Raises NotStored."""
    whole = queries.whole_id(connection, bulks.c.id, bulk_id, "decision on many cases", "counterclaim review")
    return _all(connection, select(bulks).where(bulks.c.id == whole))[0]


def last(connection: Connection, most: int) -> list[Bulk]:
    """The last decisions on many, the newest first."""
    return _all(connection, select(bulks).order_by(bulks.c.recorded_at.desc(), bulks.c.id).limit(most))


def of_decisions(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Of these decisions, those that were made of many cases at once, with the id of that."""
    query = select(bulk_cases.c.decision, bulk_cases.c.bulk)
    return {row["decision"]: row["bulk"] for row in queries.by_values(connection, query, bulk_cases.c.decision, ids)}


def draft_of(bulk: Bulk, version: int) -> Draft:
    """The decision of one of its cases."""
    return Draft(
        judgement=bulk.judgement, by=bulk.by, side=bulk.side, differs=bulk.differs, note=bulk.note, expect=version
    )


def _all(connection: Connection, query: Select[Any]) -> list[Bulk]:
    """The records of a select of `bulks`."""
    found = connection.execute(query).mappings().all()
    counts: dict[str, dict[BulkState, int]] = {row["id"]: {} for row in found}
    counted = (
        select(bulk_cases.c.bulk, bulk_cases.c.state, func.count())
        .where(bulk_cases.c.bulk.in_(counts))
        .group_by(bulk_cases.c.bulk, bulk_cases.c.state)
    )
    for bulk_id, state, number in connection.execute(counted):
        counts[bulk_id][BulkState(state)] = number
    return [_read(row, counts[row["id"]]) for row in found]


def _read(row: rows.Row, counts: dict[BulkState, int]) -> Bulk:
    return Bulk(
        id=row["id"], judgement=Judgement(row["judgement"]), side=row["side"],
        differs=Differs(row["differs"]) if row["differs"] else None, note=row["note"], query=row["query"],
        by=row["made_by"], recorded_at=row["recorded_at"], undone_by=row["undone_by"], undone_at=row["undone_at"],
        counts=counts,
    )  # fmt: skip


def _fitting(connection: Connection, query: CaseQuery) -> dict[str, int]:
    return queue.versions(connection, replace(query, statuses=query.statuses & WAITING))


def _expected(found: dict[str, int]) -> Expected:
    parts: Iterable[str] = (f"{case_id} {version}" for case_id, version in sorted(found.items()))
    return Expected(len(found), content_id("expected", *parts))


def _check(draft: Draft) -> None:
    if draft.judgement not in JUDGEMENTS:
        raise UsageError(f"{draft.judgement} is of one case; use one of {', '.join(JUDGEMENTS)}")
    if draft.judgement.names_side and (draft.side or "").strip().upper() not in set(LETTERS):
        raise UsageError(f"{draft.judgement} of many cases needs a side, A to Z; {draft.side!r} is none")
    if (draft.differs is None) is (draft.judgement is Judgement.both_valid):
        raise UsageError("both-valid needs what separates the values, and nothing else takes it")
