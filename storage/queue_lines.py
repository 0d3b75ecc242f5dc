"""Cases as a list shows them: a few statements for a page, however much evidence its cases have."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, select

from claims.cases import CaseStatus
from claims.verdicts import Grade, Kind
from storage import queries, queue, rows
from storage.queue_records import CaseLine, SideLine
from storage.schema import case_sides, claims

SIDES = 4
"""Sides of a case that its line shows."""

_SHOWN = select(case_sides).where(case_sides.c.n < SIDES).order_by(case_sides.c.n)


def read_lines(connection: Connection, found: Sequence[rows.Row]) -> tuple[CaseLine, ...]:
    """The lines of rows of `cases`, in their order."""
    ids = [row["id"] for row in found]
    sides: dict[str, list[rows.Row]] = {case_id: [] for case_id in ids}
    for row in queries.by_values(connection, _SHOWN, case_sides.c.case, ids):
        sides[row["case"]].append(row)
    keys = {row["claim"] for row in found} | {row["claim"] for listed in sides.values() for row in listed}
    told = {
        row["key"]: queries.read_stored_claim(row).claim
        for row in queries.by_values(connection, queries.stored_claims(), claims.c.key, keys - {None})
    }
    looking = queue.assigned(connection, ids)
    return tuple(
        CaseLine(
            id=row["id"], status=CaseStatus(row["status"]), version=row["version"],
            kind=Kind(row["kind"]) if row["kind"] else None, grade=Grade(row["grade"]) if row["grade"] else None,
            gap=row["gap"], articles=row["articles"], origins=row["origins"], opened_at=row["opened_at"],
            changed_at=row["changed_at"], claim=told[row["claim"]], side_count=row["sides"],
            sides=tuple(
                SideLine(
                    side["letter"], told[side["claim"]], side["articles"], side["origins"],
                    tuple(json.loads(side["names"])),
                )
                for side in sides[row["id"]]
            ),
            assignment=looking.get(row["id"]),
        )
        for row in found
        if row["claim"] is not None
    )  # fmt: skip
