"""What became of an article's claims over time: one change for each revision, and for each reading by other rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from storage import rows
from storage.difference import carried
from storage.records import Change, Revision
from storage.schema import claims, revisions


def changes(connection: Connection, article: int, doc: str, history: Sequence[Revision]) -> tuple[Change, ...]:
    """The changes of the article with this key and doc, oldest first.

    They are read from when rows of claims were recorded and retired, so what happened within one second is one change.
    """
    query = (
        select(claims, revisions.c.number, revisions.c.text_sha)
        .join_from(claims, revisions, claims.c.revision == revisions.c.key)
        .where(claims.c.article == article)
        .order_by(claims.c.start, claims.c.key)
    )
    every = list(connection.execute(query).mappings())
    texts = {revision.recorded_at: revision for revision in history}
    moments = {row["recorded_at"] for row in every} | {row["retired_at"] for row in every if row["retired_at"]}
    found, number = [], 0
    for moment in sorted(moments | set(texts)):
        new_text = texts.get(moment)
        number = new_text.number if new_text else number
        found.append(_change(moment, number, new_text is not None, every, doc))
    return tuple(found)


def _change(moment: datetime, number: int, new_text: bool, every: Iterable[rows.Row], doc: str) -> Change:
    added, dropped, kept = [], [], 0
    for row in every:
        came, went = row["recorded_at"], row["retired_at"]
        if came == moment and went != moment:
            added.append(row)
        elif went == moment and came != moment:
            dropped.append(row)
        elif came < moment and (went is None or went > moment):
            kept += 1
    same = carried(added, dropped)
    stayed = {id(row) for pair in same for row in pair}
    return Change(
        at=moment, revision=number, new_text=new_text, kept=kept + len(same),
        added=tuple(rows.read_claim(row, doc, row["text_sha"]) for row in added if id(row) not in stayed),
        dropped=tuple(rows.read_claim(row, doc, row["text_sha"]) for row in dropped if id(row) not in stayed),
    )  # fmt: skip
