"""Deciding a case and taking a decision back, each in one transaction, with what follows from it compared at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.pairs import Context
from flows.comparing import compare_changed

if TYPE_CHECKING:
    from storage.case_records import Draft, StoredCase, StoredDecision
    from storage.store import Store


def decide(store: Store, context: Context, case: str, draft: Draft) -> tuple[StoredDecision, StoredCase]:
    """Decide the case whose id starts so; gives the decision, and the case as it is then.

    The text of a claim that was misread is compared again, with the analyst's claim in its place.  Raises NotStored,
    NotDecidable or UsageError, and then nothing has changed.
    """
    with store.writing(context.parties) as writer:
        made, _ = writer.decide(case, draft)
        compare_changed(writer, context)
    return made, store.case(made.case)


def undo(store: Store, context: Context, name: str, by: str, note: str | None) -> tuple[StoredDecision, StoredCase]:
    """Take back the decision in effect on a case, or a decision, whose id starts so; gives that act, and the case.

    The text of a claim that was held to be misread is compared again.  Raises NotStored or NotDecidable.
    """
    with store.writing(context.parties) as writer:
        made, _ = writer.undo(name, by, note)
        compare_changed(writer, context)
    return made, store.case(made.case)
