"""Deciding cases and taking decisions back, one at once or many in parts, with what follows from it compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.pairs import Context
from flows.comparing import compare_changed

if TYPE_CHECKING:
    from storage.bulk_records import Bulk, Expected
    from storage.case_records import CaseQuery, Draft, StoredCase, StoredDecision
    from storage.store import Store

AT_ONCE = 100
"""Cases of a decision on many that are decided in one transaction: others wait for less than a second."""


def decide(store: Store, context: Context, case: str, draft: Draft) -> tuple[StoredDecision, StoredCase]:
    """Decide the case whose id starts so; gives the decision, and the case as it is then.

    The text of a claim that was misread is compared again, with the analyst's claim in its place.  Raises NotStored,
    NotDecidable or UsageError, and then nothing has changed.
    """
    with store.writing(context.parties) as writer:
        made, _ = writer.decide(case, draft)
        compare_changed(writer, context)
    return made, store.case(made.case)


def undo(
    store: Store, context: Context, name: str, by: str, note: str | None, expect: int | None = None
) -> tuple[StoredDecision, StoredCase]:
    """Take back the decision in effect on a case, or a decision, whose id starts so; gives that act, and the case.

    expect -- the version of the case that was looked at; None asks nothing.
    The text of a claim that was held to be misread is compared again.  Raises NotStored or NotDecidable.
    """
    with store.writing(context.parties) as writer:
        made, _ = writer.undo(name, by, note, expect)
        compare_changed(writer, context)
    return made, store.case(made.case)


def decide_many(
    store: Store, context: Context, query: CaseQuery, asked: str, draft: Draft, wanted: Expected, most: int
) -> Bulk:
    """Decide all cases that fit and wait for a decision, at most so many of them now; gives what came of it.

    asked -- the query in words.  wanted -- which cases were counted before: where others fit now, or one of them has
    changed, nothing is decided.  Raises UsageError or NotDecidable.
    """
    with store.writing(context.parties) as writer:
        made = writer.queue.begin_bulk(query, asked, draft, wanted)
    return carry_on(store, context, made, most)


def undo_many(store: Store, context: Context, bulk: str, by: str, most: int) -> Bulk:
    """Take a decision on many back as a whole, of at most so many cases now; gives what came of it.

    A case that was decided or undone since is left as it is.  Raises NotStored or NotDecidable.
    """
    with store.writing(context.parties) as writer:
        writer.queue.begin_undo(bulk, by)
    return carry_on(store, context, bulk, most)


def carry_on(store: Store, context: Context, bulk: str, most: int) -> Bulk:
    """Do what is left of a decision on many, of at most so many cases: also after it was interrupted.

    It is done in parts, each in one transaction, so that others can write in between.  Raises NotStored.
    """
    for start in range(0, most, AT_ONCE):
        with store.writing(context.parties) as writer:
            left = writer.queue.carry_on(bulk, min(AT_ONCE, most - start))
            compare_changed(writer, context)
        if not left:
            break
    return store.queue.bulk(bulk)
