"""Writing about the queue, in the transaction of a `Writer`: who looks after a case, views, decisions on many."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, delete, insert, select, update

from claims.errors import NotDecidable, NotStored, UsageError
from claims.model import Claim
from storage import bulks, cases, queue, settling
from storage.bulk_records import BulkState, Expected
from storage.case_records import CaseQuery, Draft, StoredCase, StoredDecision
from storage.queue_records import NOBODY
from storage.schema import saved_views

LONGEST = 100
"""Characters of the name of a view or of an analyst."""


class Decider(Protocol):
    """What decides one case: a `Writer`."""

    def decide(self, case: str, draft: Draft) -> tuple[StoredDecision, tuple[Claim, ...]]:
        """Decide a case."""

    def undo(self, name: str, by: str) -> tuple[StoredDecision, tuple[Claim, ...]]:
        """Take a decision back."""


class QueueWriter:
    """What a writer does with the queue; decider -- that writer."""

    def __init__(self, connection: Connection, now: datetime, decider: Decider) -> None:
        self._connection = connection
        self._now = now
        self._decider = decider

    def assign(self, case: str, analyst: str | None, by: str) -> StoredCase:
        """Have an analyst look after the case whose id starts so; None -- nobody any more.  Gives the case as it was.

        It is a line of the case's history; what is so already stays.  Raises NotStored or UsageError.
        """
        analyst = None if analyst is None else _name(analyst, "analyst")
        if analyst == NOBODY:
            raise UsageError(f"{NOBODY!r} stands for no analyst; give another name")
        found = cases.find_case(self._connection, case)
        if analyst != (found.assignment.analyst if found.assignment else None):
            queue.put_assignment(self._connection, found.id, analyst, by, self._now)
            line = f"{by} gave it to {analyst}" if analyst else f"{by} gave it to nobody"
            settling.log(self._connection, found.id, found.version, "assigned", [line], self._now)
        return found

    def save_view(self, name: str, query: str, by: str) -> None:
        """Keep filters under a name.  Raises UsageError where the name is none, or is of somebody else's view."""
        name = _name(name, "view")
        own = saved_views.c.name == name
        known = self._connection.execute(select(saved_views.c.made_by).where(own)).scalar()
        row: dict[str, Any] = {"query": query, "made_by": by, "made_at": self._now}
        if known is None:
            self._connection.execute(insert(saved_views), {"name": name, **row})
        elif known == by:
            self._connection.execute(update(saved_views).where(own).values(row))
        else:
            raise UsageError(f"the view {name!r} is of {known}; choose another name")

    def drop_view(self, name: str) -> None:
        """Forget a view.  Raises NotStored."""
        done = self._connection.execute(delete(saved_views).where(saved_views.c.name == name))
        if not done.rowcount:
            raise NotStored(f"no view is called {name!r}")

    def begin_bulk(self, query: CaseQuery, asked: str, draft: Draft, wanted: Expected) -> str:
        """Note what is to be decided of all cases that fit; gives its id.  `carry_on` does it.

        asked -- the query in words.  wanted -- what was counted.  Raises UsageError or NotDecidable.
        """
        return bulks.begin(self._connection, query, asked, draft, wanted, self._now)

    def begin_undo(self, bulk: str, by: str) -> None:
        """Note that a decision on many is taken back; `carry_on` does it.  Raises NotStored or NotDecidable."""
        bulks.begin_undo(self._connection, bulk, by, self._now)

    def carry_on(self, bulk: str, most: int) -> int:
        """Decide, or take back, at most so many cases of a decision on many; gives how many are left.

        A case that changed since it was counted, or that somebody else has decided or undone, is left alone.
        Raises NotStored.
        """
        known = bulks.find(self._connection, bulk)
        for case_id, version, decision in bulks.pending(self._connection, known, most):
            undoing = known.undone_at is not None
            state, made = BulkState.undone if undoing else BulkState.decided, decision
            try:
                if undoing:
                    self._decider.undo(decision or "", known.undone_by or known.by)
                else:
                    made = self._decider.decide(case_id, bulks.draft_of(known, version))[0].id
            except (NotDecidable, UsageError):
                state = BulkState.kept if undoing else BulkState.changed
            bulks.note(self._connection, known.id, case_id, state, made)
        return bulks.find(self._connection, bulk).left


def _name(text: str, what: str) -> str:
    found = " ".join(text.split())
    if not found or len(found) > LONGEST or "\0" in found:
        raise UsageError(f"{text[:LONGEST]!r} names no {what}; write 1 to {LONGEST} characters")
    return found
