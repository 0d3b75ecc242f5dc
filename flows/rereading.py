"""Reads stored articles again by today's rules, without network: plain functions, as in `flows.stages`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from claims.errors import NotStored, SnapshotDamaged
from claims.pairs import Context
from flows.comparing import compare_changed

if TYPE_CHECKING:
    from extractors.pipeline import Reader
    from storage.store import Saved, Store


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading one stored article again changed, or would change.

    state -- `changed`, `unchanged`, or `damaged` with the `detail`: its text cannot be read, and nothing was touched.
    conflicts -- ids of the cases that this opened or reopened; none are looked for in a dry run.
    """

    article_id: str
    state: Literal["changed", "unchanged", "damaged"]
    doc: str | None = None
    title: str | None = None
    added: int = 0
    kept: int = 0
    retired: int = 0
    conflicts: tuple[str, ...] = ()
    detail: str | None = None

    @property
    def line(self) -> str:
        """One line on what changed, or why nothing could be read."""
        name = self.doc or self.article_id
        if self.state == "damaged":
            return f"damaged    {name}: {self.detail}"
        new = len(self.conflicts)
        found = f", {new} new conflict{'' if new == 1 else 's'}" if new else ""
        return f"{self.state:<10} {name}: {self.added} added, {self.kept} kept, {self.retired} retired{found}"

    @property
    def row(self) -> dict[str, Any]:
        """The same as plain values: a row of `--format jsonl`."""
        return {
            "article_id": self.article_id, "state": self.state, "doc": self.doc, "title": self.title,
            "added": self.added, "kept": self.kept, "retired": self.retired,
            "conflicts": list(self.conflicts), "detail": self.detail, "line": self.line,
        }  # fmt: skip


def reextract(
    store: Store, reader: Reader, context: Context, articles: list[str], *, dry_run: bool = False
) -> Iterator[Reread]:
    """Read the articles with these ids again, each in its own transaction, in their order.

    What the rules no longer read is retired, never deleted; what they newly read is added and compared.  It can be
    broken off and repeated: what is as it should be is left alone.  dry_run -- say what would change, and change
    nothing.  Raises StoreUnavailable; an article whose text is damaged is an answer, and the others go on.
    """
    for article_id in articles:
        yield _one(store, reader, context, article_id, dry_run)


def _one(store: Store, reader: Reader, context: Context, article_id: str, dry_run: bool) -> Reread:
    while True:
        try:
            article = store.article_as_given(article_id)
        except (SnapshotDamaged, NotStored) as error:
            return Reread(article_id, "damaged", detail=str(error))
        reading = reader.read(article)
        conflicts: tuple[str, ...] = ()
        saved: Saved | None
        if dry_run:
            saved = store.would_change(article, reading)
        else:
            with store.writing(context.parties) as writer:
                saved = writer.put_reading(article, reading)
                if saved is not None:
                    compare_changed(writer, context)
            conflicts = writer.news
        if saved is not None:  # else another process stored a newer text meanwhile: that one is to be read
            state: Literal["changed", "unchanged"] = "changed" if saved.state == "changed" else "unchanged"
            return Reread(article_id, state, article.doc, article.title, *saved.counts, conflicts)
