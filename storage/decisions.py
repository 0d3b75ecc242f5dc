"""Decisions: rows that are added and never changed; what is in effect is what no later row took back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, insert, or_, select

from claims.cases import Case, CaseStatus, value_words
from claims.corrections import correct
from claims.errors import NotDecidable, UsageError
from claims.judgements import Differs, Ground, Judgement
from claims.model import Claim, content_id
from storage import queries, rows
from storage.case_records import Draft, StoredCase, StoredDecision
from storage.schema import cases, decisions

_later = decisions.alias("later")


def effective() -> ColumnElement[bool]:
    """Whether a row of `decisions` holds: it is no undoing, and nothing undid it."""
    undone = exists().where(_later.c.undoes == decisions.c.id)
    return (decisions.c.judgement != Judgement.undo.value) & ~undone


_EVERY = select(decisions)
_HOLDING = _EVERY.where(effective())


def in_effect(connection: Connection, names: Mapping[str, Collection[str]]) -> dict[str, StoredDecision]:
    """For each case, given with all its names, the last decision that holds."""
    of = {name: case_id for case_id, known in names.items() for name in known}
    found: dict[str, rows.Row] = {}
    for row in sorted(queries.by_values(connection, _HOLDING, decisions.c.case, of), key=lambda row: int(row["key"])):
        found[of[row["case"]]] = row
    return {case_id: _read(row, None) for case_id, row in found.items()}


def all_of(connection: Connection, names: Collection[str]) -> tuple[StoredDecision, ...]:
    """All rows of a case, given with all its names, in order."""
    found = sorted(queries.by_values(connection, _EVERY, decisions.c.case, names), key=lambda row: int(row["key"]))
    undone = {row["undoes"]: row["id"] for row in found if row["undoes"]}
    return tuple(_read(row, undone.get(row["id"])) for row in found)


def names_of(case_id: str) -> Select[tuple[str]]:
    """The ids under which a case was ever decided: its own, and those of cases that became part of it."""
    return select(cases.c.id).where(or_(cases.c.id == case_id, cases.c.successor == case_id))


def read_all(connection: Connection, found: Sequence[rows.Row]) -> Iterator[StoredDecision]:
    """The records of rows of `decisions`, in their order, with what took each back."""
    later = queries.by_values(connection, _EVERY, decisions.c.undoes, [row["id"] for row in found])
    undone = {row["undoes"]: row["id"] for row in later}
    for row in found:
        yield _read(row, undone.get(row["id"]))


def find(connection: Connection, prefix: str) -> StoredDecision:
    """The decision whose id starts so.  Raises NotStored."""
    whole = queries.whole_id(connection, decisions.c.id, prefix, "decision", "counterclaim conflict ID")
    row = connection.execute(select(decisions).where(decisions.c.id == whole)).mappings().one()
    later = connection.execute(select(decisions.c.id).where(decisions.c.undoes == whole)).scalar()
    return _read(row, later)


def put(connection: Connection, case: StoredCase, draft: Draft, now: datetime) -> tuple[StoredDecision, Claim | None]:
    """Add a decision; gives it, and the analyst's claim where one was read wrongly.

    Raises NotDecidable where somebody was first or the evidence is gone, UsageError where the draft names no side,
    claim or field of the case.
    """
    _check(case, draft)
    side = _side(case.case, draft) if draft.judgement.names_side else None
    wrong = _claim(case.case, draft) if draft.judgement.names_claim else None
    made = None if wrong is None else correct(wrong, draft.changes)
    grounds = tuple(one.ground for one in case.case.seen())
    row = _row(connection, case, draft.judgement, draft.by, draft.note, grounds, now) | {
        "side": side, "differs": draft.differs.value if draft.differs else None, "claim": wrong.id if wrong else None,
        "corrected": made.id if made else None, "changes": rows.dump(dict(draft.changes)) if made else None,
    }  # fmt: skip
    connection.execute(insert(decisions), row)
    return find(connection, row["id"]), made


def put_undo(
    connection: Connection, case: StoredCase, of: StoredDecision, by: str, note: str | None, now: datetime
) -> StoredDecision:
    """Add the row that takes a decision back.  Raises NotDecidable where it does not hold any more."""
    if of.judgement is Judgement.undo:
        raise NotDecidable(
            f"decision {of.id} is itself an undoing; decide the case again: counterclaim decide {case.id}"
        )
    if of.undone_by is not None:
        later = find(connection, of.undone_by)
        raise NotDecidable(f"decision {of.id} was already undone by {later.by} on {moment(later.recorded_at)}")
    row = _row(connection, case, Judgement.undo, by, note, (), now) | {
        "side": None, "differs": None, "claim": None, "corrected": None, "changes": None, "undoes": of.id,
    }  # fmt: skip
    connection.execute(insert(decisions), row)
    return find(connection, row["id"])


def moment(at: datetime) -> str:
    """`2025-10-03 14:05 UTC`: a moment in a message."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _check(case: StoredCase, draft: Draft) -> None:
    needs = {
        "a side": (draft.side, draft.judgement.names_side),
        "a claim": (draft.claim, draft.judgement.names_claim),
        "--differs": (draft.differs, draft.judgement is Judgement.both_valid),
        "--set": (draft.changes or None, draft.judgement.names_claim),
    }
    for what, (given, wanted) in needs.items():
        if wanted and given is None:
            raise UsageError(f"{draft.judgement} needs {what}")
        if given is not None and not wanted:
            raise UsageError(f"{draft.judgement} takes no {what.removeprefix('a ')}; leave it away")
    held = case.decision
    if case.status is CaseStatus.retired:
        line = (
            f"case {case.id} is retired since {moment(case.changed_at)}: its articles no longer contradict each other"
        )
        raise NotDecidable(f"{line}; see what happened: counterclaim conflict {case.id}")
    if case.status is CaseStatus.decided and held is not None:
        note = f" ({held.note})" if held.note else ""
        line = f"case {case.id} was decided by {held.by} on {moment(held.recorded_at)}: {held.words}{note}"
        raise NotDecidable(f"{line}; to decide it anew, first: counterclaim undo {case.id}")
    check_version(case, draft.expect)


def check_version(case: StoredCase, expect: int | None) -> None:
    """Raise NotDecidable where the case is not at the version that somebody looked at; None asks nothing."""
    if expect is not None and expect != case.version:
        line = f"case {case.id} is at version {case.version}, not {expect}: it changed on {moment(case.changed_at)}"
        raise NotDecidable(f"{line}; look at it again: counterclaim conflict {case.id}")


def _side(case: Case, draft: Draft) -> str:
    """The letter of the side that the draft names by letter, value or claim."""
    asked = (draft.side or "").strip()
    for side in case.sides:
        ids = [claim for claim in side.claims if len(asked) >= 6 and claim.startswith(asked.lower())]
        if asked.upper() == side.letter or asked.casefold() == value_words(side.claim).casefold() or ids:
            return side.letter
    known = ", ".join(f"{side.letter} ({value_words(side.claim)})" for side in case.sides)
    raise UsageError(f"case {case.id} has no side {asked!r}; its sides are {known}")


def _claim(case: Case, draft: Draft) -> Claim:
    asked = (draft.claim or "").strip().lower()
    found = {
        one.telling.claim.id: one.telling.claim
        for side in case.sides
        for one in side.evidence
        if asked and one.telling.claim.id.startswith(asked)
    }
    if len(found) != 1:
        known = ", ".join(f"{claim[:10]} ({side.letter})" for side in case.sides for claim in sorted(side.claims))
        trouble = "has no claim" if not found else f"has {len(found)} claims that begin with"
        raise UsageError(f"case {case.id} {trouble} {draft.claim!r}; its claims are {known}")
    return next(iter(found.values()))


def _row(
    connection: Connection,
    case: StoredCase,
    judgement: Judgement,
    by: str,
    note: str | None,
    grounds: Iterable[Ground],
    now: datetime,
) -> dict[str, Any]:
    before = len(all_of(connection, [case.id, *case.other_ids]))
    return {
        "id": content_id("decision", case.id, before, judgement, by, now.isoformat()), "case": case.id,
        "version": case.version, "judgement": judgement.value, "made_by": by, "note": note, "undoes": None,
        "grounds": rows.dump([asdict(ground) for ground in grounds]), "recorded_at": now,
    }  # fmt: skip


def _read(row: rows.Row, undone_by: str | None) -> StoredDecision:
    return StoredDecision(
        id=row["id"], case=row["case"], version=row["version"], judgement=Judgement(row["judgement"]), side=row["side"],
        differs=Differs(row["differs"]) if row["differs"] else None, claim=row["claim"], corrected=row["corrected"],
        changes=json.loads(row["changes"]) if row["changes"] else {}, undoes=row["undoes"],
        grounds=tuple(Ground(**ground) for ground in json.loads(row["grounds"])), by=row["made_by"], note=row["note"],
        recorded_at=row["recorded_at"], undone_by=undone_by,
    )  # fmt: skip
