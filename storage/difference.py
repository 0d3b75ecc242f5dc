"""What another reading changes in the live claims of an article: which are added, kept and retired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from claims.model import ANALYST, Claim
from storage import rows
from storage.schema import claims

_PLACE = ("id", "start", "end", "sentence_start", "sentence_end", "converts", "part_of", *rows.PROVENANCE)
"""Columns that move when the text around a claim changes, or hold ids that do; the others are what it says."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What is to be done to the rows of an article's live claims.

    added -- claims that have no row yet, in the order of the reading.  retired -- keys of rows that are no longer
    stated.  gone -- the ids of those.  moved -- keys of kept rows with the provenance that is new.  kept -- how many
    rows stay.  carried -- how many of the added claims say, at another place of a changed text, what a retired one
    said.
    """

    added: tuple[Claim, ...]
    retired: tuple[int, ...] = ()
    gone: tuple[str, ...] = ()
    moved: tuple[tuple[int, Mapping[str, Any]], ...] = ()
    kept: int = 0
    carried: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.retired or self.moved)


def difference(connection: Connection, article: int, revision: int, wanted: Mapping[str, Claim]) -> Difference:
    """Compare the live claims of the article with this key and the ones it is to have, by their ids.

    An analyst's claim stands as long as the revision that it corrects.
    """
    live = select(claims).where(claims.c.article == article, claims.c.retired_at.is_(None)).order_by(claims.c.key)
    stated = connection.execute(live).mappings()
    old = {row["id"]: row for row in stated if (row["rule"], row["revision"]) != (ANALYST, revision)}
    added, moved = [], []
    retired = [row for claim_id, row in old.items() if claim_id not in wanted]
    for claim_id, claim in wanted.items():
        row, before = rows.claim_row(claim), old.get(claim_id)
        if before is None:
            added.append(claim)
        elif any(before[name] != value for name, value in row.items() if name not in rows.PROVENANCE):
            retired.append(before)
            added.append(claim)
        elif any(before[name] != row[name] for name in rows.PROVENANCE):
            moved.append((before["key"], {name: row[name] for name in rows.PROVENANCE}))
    return Difference(
        added=tuple(added), retired=tuple(row["key"] for row in retired),
        gone=tuple(row["id"] for row in retired), moved=tuple(moved),
        kept=len(wanted) - len(added), carried=len(carried([rows.claim_row(claim) for claim in added], retired)),
    )  # fmt: skip


def carried(
    added: Sequence[Mapping[Any, Any]], retired: Iterable[Mapping[Any, Any]]
) -> list[tuple[Mapping[Any, Any], Mapping[Any, Any]]]:
    """The pairs of an added and a retired row that say the same, each row in one pair at most.

    Ids hash the text, so after any change of a page all its claims have new ones: that is not news to a person.
    """
    waiting: dict[tuple[Any, ...], list[Mapping[Any, Any]]] = {}
    for row in reversed(added):
        waiting.setdefault(_says(row), []).append(row)
    return [(same.pop(), old) for old in retired if (same := waiting.get(_says(old)))]


def _says(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in _SAID)


_SAID = tuple(
    column.name
    for column in claims.columns
    if column.name not in {*_PLACE, "key", "article", "revision", "recorded_at", "retired_at", "last_seen"}
)
"""The columns of what a claim says; a column that is added to the table is one of them."""
