"""What ingesting one source did: a line for people, a row for tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Outcome:
    """What ingesting one source did, for people and for the run's table.

    state -- new, changed, unchanged, twin, or refused with `reason` (a key of claims.errors.REASONS) and `detail`.
    conflicts -- ids of the cases that this article opened or reopened.
    """

    source: str
    state: Literal["new", "changed", "unchanged", "twin", "refused"]
    article_id: str | None = None
    doc: str | None = None
    title: str | None = None
    added: int = 0
    kept: int = 0
    retired: int = 0
    conflicts: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    reason: str | None = None
    detail: str | None = None

    @property
    def line(self) -> str:
        """One line on what was new, changed or refused, and why."""
        if self.state == "refused":
            return f"refused    {self.source}: {self.detail or self.reason}"
        counts = f"{self.added} claim{'' if self.added == 1 else 's'} added" + (
            f", {self.kept} kept" if self.kept else ""
        )
        counts += f", {self.retired} retired" if self.retired else ""
        new = len(self.conflicts)
        found = f", {new} new conflict{'s' if new > 1 else ''}" if new else ""
        if self.state in ("unchanged", "twin"):
            counts, found = (
                f"{self.kept} claims kept" if self.state == "unchanged" else "a copy of a stored article",
                "",
            )
        note = f" [{', '.join(self.flags)}]" if self.flags else ""
        return f"{self.state:<10} {self.source}: {counts}{found}{note}"

    @property
    def row(self) -> dict[str, Any]:
        """The same as plain values, conflicts as ids of cases: a row of the run's table and of `--format jsonl`."""
        return {
            "source": self.source, "state": self.state, "article_id": self.article_id, "doc": self.doc,
            "title": self.title, "added": self.added, "kept": self.kept, "retired": self.retired,
            "conflicts": list(self.conflicts), "flags": list(self.flags), "reason": self.reason,
            "detail": self.detail, "line": self.line,
        }  # fmt: skip
