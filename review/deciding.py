"""The `decide` and `undo` commands: what was typed as a draft, and what came of it in one line or one object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claims.errors import UsageError
from claims.judgements import Differs, Judgement
from flows import deciding, stages
from review import words
from review.case_tables import CASE_KEYS, case_row
from review.formats import Format, print_one, show, styled
from review.options import open_store, who

if TYPE_CHECKING:
    from storage.case_records import StoredCase, StoredDecision


def decide(
    case: str,
    judgement: Judgement,
    what: str | None,
    db: str | None,
    form: Format,
    *,
    differs: Differs | None,
    changes: Sequence[str],
    note: str | None,
    by: str | None,
    expect: int | None,
) -> None:
    """Decide a case and print it.  Raises UsageError, TableError or StoreError, and then nothing has changed."""
    from storage.case_records import Draft

    if what is not None and not (judgement.names_side or judgement.names_claim):
        raise UsageError(f"{judgement} takes no side or claim, and {what!r} was given; leave it away")
    draft = Draft(
        judgement=judgement, by=who(by), side=what if judgement.names_side else None, differs=differs,
        claim=what if judgement.names_claim else None, changes=_fields(changes), note=note, expect=expect,
    )  # fmt: skip
    context = stages.comparing(stages.party_table())
    with open_store(db) as store:
        made, found = deciding.decide(store, context, case, draft)
    _print(made, found, form)


def undo(name: str, db: str | None, form: Format, *, note: str | None, by: str | None) -> None:
    """Take a decision back and print its case.  Raises TableError or StoreError, and then nothing has changed."""
    context = stages.comparing(stages.party_table())
    with open_store(db) as store:
        made, found = deciding.undo(store, context, name, who(by), note)
    _print(made, found, form)


def _fields(changes: Sequence[str]) -> dict[str, str]:
    """`low=4.2e9` and the like by field.  Raises UsageError on what is not of that form, and on a field set twice."""
    found: dict[str, str] = {}
    for change in changes:
        name, equals, text = change.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"--set {change!r} is no FIELD=VALUE; write, for example, --set low=4.2e9")
        if name.strip() in found:
            raise UsageError(f"--set {name.strip()}= is given twice; give it once")
        found[name.strip()] = text
    return found


def _print(made: StoredDecision, found: StoredCase, form: Format) -> None:
    if form is not Format.table:
        print_one(case_row(found), CASE_KEYS, form)
        return
    did = made.words if made.judgement is not Judgement.undo else f"took back decision {words.short(made.undoes or '')}"
    back = "" if made.judgement is Judgement.undo else f"; to take it back: counterclaim undo {words.short(made.id)}"
    show(styled(f"case {words.short(found.id)}: {made.by} {_third(made, did)}{back}"))
    show(styled(f"the case is {found.status}, version {found.version}"))
    if made.corrected is not None:
        show(styled(f"the corrected claim is {made.corrected}, beside {made.claim}"))
    for change in found.changes:
        if change.reopens:
            show(styled(f"  {change.words}: this reopens it"))


def _third(made: StoredDecision, did: str) -> str:
    """The decision after the name of who made it: `ann prefers A`, `ann decided: both are valid, ...`."""
    return did if made.judgement in (Judgement.prefer, Judgement.undo) else f"decided: {did}"
