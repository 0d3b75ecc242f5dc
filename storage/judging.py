"""Writing verdicts: which are new, which say something else now, and which are none any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from claims.verdicts import Edge, Outcome
from storage import buckets, queries, rows
from storage.schema import claims, edges

_IDS = select(claims.c.id).distinct()
_NEW = insert(edges)

_VERDICT = ("outcome", "kind", "reasons", "gap", "grade")
"""What a verdict says; its trace and the version of the rules are how it got there."""


def judge(
    connection: Connection, found: Sequence[Edge], of: Collection[str], now: datetime
) -> tuple[list[Edge], set[str]]:
    """Store verdicts; gives those of pairs that had none or another one, and the claims whose cases may change.

    of -- claims of which these are all verdicts: what is stored of them and claims that stand, beside these, goes.
    Raises ValueError on an unknown claim.
    """
    by_id = {edge.id: edge for edge in found}
    _check_claims(connection, {claim for edge in by_id.values() for claim in (edge.a, edge.b)})
    held = {row["id"]: row for row in queries.by_values(connection, queries.EDGES, edges.c.id, by_id)}
    gone = _gone(connection, by_id, of) if of else []
    for chunk in queries.chunks([row["id"] for row in gone]):
        connection.execute(delete(edges).where(edges.c.id.in_(chunk)))
    new = [edge for edge in by_id.values() if edge.id not in held]
    if new:
        fresh = [{**rows.edge_row(edge), "recorded_at": now, "checked_at": now} for edge in new]
        connection.execute(_NEW, fresh)
    for chunk in queries.chunks(held):
        connection.execute(update(edges).where(edges.c.id.in_(chunk)).values(checked_at=now))
    changed = []
    for edge_id, old in held.items():
        row: dict[str, Any] = rows.edge_row(by_id[edge_id])
        if all(old[name] == value for name, value in row.items()):
            continue
        if any(old[name] != row[name] for name in _VERDICT):
            row["recorded_at"] = now
            changed.append(edge_id)
        connection.execute(update(edges).where(edges.c.id == edge_id).values(row))
    flagged = [edge for edge in by_id.values() if edge.verdict.flagged]
    touched = _sides((edge.a, edge.b) for edge in flagged)
    touched |= _sides(
        (row["a"], row["b"]) for row in (*held.values(), *gone) if row["outcome"] == Outcome.contradiction
    )
    return [edge for edge in by_id.values() if edge.id not in held or edge.id in changed], touched


def _gone(connection: Connection, by_id: Collection[str], of: Collection[str]) -> list[rows.Row]:
    """The stored verdicts of these claims that are none any more; those on claims that do not stand are history."""
    rest = [row for edge_id, row in buckets.edges_of(connection, of).items() if edge_id not in by_id]
    sides = _sides((row["a"], row["b"]) for row in rest)
    standing = buckets.compared(connection, sides) if sides else set()
    return [row for row in rest if {row["a"], row["b"]} <= standing]


def _sides(pairs: Iterable[tuple[str, str]]) -> set[str]:
    return {side for pair in pairs for side in pair}


def _check_claims(connection: Connection, ids: set[str]) -> None:
    found = {row["id"] for row in queries.by_values(connection, _IDS, claims.c.id, ids)}
    if ids - found:
        raise ValueError(f"claim {min(ids - found)} is not stored; put its article before its edges")
