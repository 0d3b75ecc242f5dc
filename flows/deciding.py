"""Deciding a case and taking a decision back, each in one transaction, with what follows from it compared at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.pairs import Context
from flows.stages import compare_new

if TYPE_CHECKING:
    from storage.case_records import Draft, StoredCase, StoredDecision
    from storage.store import Store


def decide(store: Store, context: Context, case: str, draft: Draft) -> tuple[StoredDecision, StoredCase]:
    """Decide the case whose id starts so; gives the decision, and the case as it is then.

    The claim that an analyst makes of a misread one is compared with its bucket.  Raises NotStored, NotDecidable or
    UsageError, and then nothing has changed.
    """
    with store.writing(context.parties) as writer:
        made, corrected = writer.decide(case, draft)
        compare_new(writer, context, corrected)
    return made, store.case(made.case)


def undo(store: Store, context: Context, name: str, by: str, note: str | None) -> tuple[StoredDecision, StoredCase]:
    """Take back the decision in effect on a case, or a decision, whose id starts so; gives that act, and the case.

    A claim that was held to be misread is compared with what came meanwhile.  Raises NotStored or NotDecidable.
    """
    with store.writing(context.parties) as writer:
        made, again = writer.undo(name, by, note)
        compare_new(writer, context, again)
    return made, store.case(made.case)
