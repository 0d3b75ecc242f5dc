"""The `reextract` command: what today's rules change in the stored articles, a line or row for each, and a summary."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING

from flows import stages
from flows.rereading import Reread, reextract
from review import words
from review.formats import Format, Printer, clean, people_stdout, say
from review.options import open_store
from review.progress import bar
from review.tables import REREAD

if TYPE_CHECKING:
    from claims.pairs import Context
    from extractors.pipeline import Reader
    from storage.store import Store


class Tally:
    """Counts what came of each article."""

    def __init__(self, dry_run: bool) -> None:
        self._dry_run = dry_run
        self.states: Counter[str] = Counter()
        self._claims: Counter[str] = Counter()
        self._conflicts = 0

    def add(self, found: Reread) -> None:
        """Count one article."""
        self.states[found.state] += 1
        self._claims.update(added=found.added, kept=found.kept, retired=found.retired)
        self._conflicts += len(found.conflicts)

    @property
    def summary(self) -> str:
        """`2 of 16 articles changed: 3 claims added, 180 kept, 4 retired, 1 new conflict`."""
        read = words.plural(sum(self.states.values()), "article")
        counts = ", ".join(f"{self._claims[name]:,} {name}" for name in ("kept", "retired"))
        if not self.states["changed"]:
            line = f"nothing {'would change' if self._dry_run else 'changed'} in {read}: {self._claims['kept']:,} kept"
        else:
            found = "" if self._dry_run else f", {words.plural(self._conflicts, 'new conflict')}"
            does = "would change" if self._dry_run else "changed"
            added = words.plural(self._claims["added"], "claim")
            line = f"{self.states['changed']:,} of {read} {does}: {added} added, {counts}{found}"
        damaged = self.states["damaged"]
        return line + (f"; {words.plural(damaged, 'damaged text')} left as it was" if damaged else "")


def run(db: str | None, source: str | None, form: Format, *, dry_run: bool) -> bool:
    """Read stored articles again, print what changed and sum up; whether every text could be read.

    People see a line for each article with news; programs get a row for every article.
    Raises TableError, UsageError or StoreError.
    """
    parties = stages.party_table()
    with open_store(db) as store:
        tally = _run(store, stages.build_reader(parties), stages.comparing(parties), source, form, dry_run)
    say(tally.summary)
    return not tally.states["damaged"]


def _run(store: Store, reader: Reader, context: Context, source: str | None, form: Format, dry_run: bool) -> Tally:
    articles, tally = store.article_ids(source), Tally(dry_run)
    with ExitStack() as stack:
        printer = None if form is Format.table else stack.enter_context(Printer(REREAD, form))
        step = stack.enter_context(bar("reading again", len(articles), len(articles)))
        for found in reextract(store, reader, context, articles, dry_run=dry_run):
            tally.add(found)
            if printer is not None:
                printer.add(found)
                printer.flush()
            elif found.state != "unchanged":
                people_stdout().write(f"{found.state:<10} {clean(found.line.removeprefix(found.state))}\n")
            step(1)
    people_stdout().flush()
    return tally
