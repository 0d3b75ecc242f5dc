"""The `ingest` command: sources into the store, a line or row for each, new conflicts announced, a summary."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from claims.cases import value_words
from claims.errors import CounterclaimError
from claims.parties import PartyTable
from flows import stages
from flows.discovery import Refused, Source, expand
from flows.fetch_settings import FetchSettings
from review import words
from review.case_tables import about
from review.formats import Format, Printer, clean, people_stdout, say
from review.options import open_store, utc_now
from review.progress import bar
from review.tables import OUTCOMES

if TYPE_CHECKING:
    from storage.store import Store

PREFECT = "PREFECT_API_URL"
"""Where this is set, `ingest` is a run that Prefect sees."""

_UNREACHED = "Failed to reach API"  # how Prefect's plain RuntimeError begins

ANNOUNCED = 10  # conflicts of a run that are announced one by one

Row = Mapping[str, Any]


class Lines:
    """Prints outcomes as a line for people; in the other formats `Printer` prints the rows."""

    def __init__(self) -> None:
        people_stdout()

    def add(self, row: Row) -> None:
        """Print one line."""
        print(clean_line(row["line"]))  # noqa: T201  # data of the table format

    def flush(self) -> None:
        """Hand on what was printed."""
        sys.stdout.flush()


def clean_line(line: str) -> str:
    """A line of an outcome with its state's column kept, and all else in it made harmless."""
    state, _, rest = line.partition(" ")
    return f"{clean(state):<10} {clean(rest)}"


def run(arguments: Sequence[str], db: str | None, form: Format, clock: Callable[[], datetime] = utc_now) -> bool:
    """Ingest the sources, print what came of each, announce new conflicts and sum up; whether all went well.

    Where PREFECT_API_URL is set it is a flow run of Prefect's, whose rows come at the end.
    Raises UsageError, TableError or StoreError, and CounterclaimError where that server does not answer.
    """
    sources = expand(arguments)
    parties = stages.party_table()
    with open_store(db, create=True) as store:
        settings = FetchSettings.from_environment()
        if os.environ.get(PREFECT):
            tally = _with_prefect(arguments, db, form)
        else:
            tally = _ingest_here(sources, store, parties, settings, form, clock)
        tally.announce(store)
    say(tally.summary)
    return not tally.refused


class Tally:
    """Counts the rows of a run."""

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.added = 0
        self.conflicts: dict[str, None] = {}

    def add(self, row: Row) -> None:
        """Count one row."""
        self.states[row["state"]] += 1
        self.added += row["added"]
        self.conflicts.update(dict.fromkeys(row["conflicts"]))
        if row["state"] == "refused":
            self.refused[row["reason"]] += 1

    @property
    def summary(self) -> str:
        """`2 new, 1 refused (missing 1); 7 claims added, 1 new conflict`."""
        states = [f"{count:,} {state}" for state, count in self.states.items() if state != "refused"]
        if self.refused:
            states.append(f"{self.states['refused']:,} refused ({words.counted(self.refused)})")
        found = f"{words.plural(self.added, 'claim')} added, {words.plural(len(self.conflicts), 'new conflict')}"
        return f"{', '.join(states) or 'nothing to read'}; {found}"

    def announce(self, store: Store) -> None:
        """Name the new conflicts, and the command that shows one."""
        found = list(self.conflicts)
        for conflict in found[:ANNOUNCED]:
            case = store.case(conflict)
            who, what = about(case)
            sides = " or ".join(value_words(side.claim) for side in case.case.sides)
            new = "new" if case.status == "open" else str(case.status)
            say(f"{new} conflict {words.short(case.id)}: {who}, {what}: {sides}")
        if len(found) > ANNOUNCED:
            say(f"and {len(found) - ANNOUNCED:,} more conflicts: counterclaim conflicts")
        if found:
            say(f"to see why: counterclaim conflict {words.short(found[0])}")


def _ingest_here(
    sources: Sequence[Source | Refused],
    store: Store,
    parties: PartyTable,
    settings: FetchSettings,
    form: Format,
    clock: Callable[[], datetime],
) -> Tally:
    reader, context, tally = stages.build_reader(parties), stages.comparing(parties), Tally()

    async def go(out: Lines | Printer[Row], step: Callable[[int], None]) -> None:
        async for outcome in stages.ingest(sources, store, reader, context, settings=settings, clock=clock):
            row = outcome.row
            tally.add(row)
            out.add(row)
            out.flush()
            step(1)
            await asyncio.sleep(0)  # so that Ctrl-C is heard between two articles

    with printing(form) as out, _bar(sources) as step:
        asyncio.run(go(out, step))
    return tally


def _with_prefect(arguments: Sequence[str], db: str | None, form: Format) -> Tally:
    from flows.ingest import ingest_articles

    tally = Tally()
    try:
        rows = asyncio.run(ingest_articles(list(arguments), db=db))
    except RuntimeError as error:
        if _UNREACHED not in str(error):
            raise
        where = f"{PREFECT}={os.environ[PREFECT]}"
        raise CounterclaimError(f"{where}: no Prefect server answers there; start it or unset {PREFECT}") from error
    with printing(form) as out:
        for row in rows:
            tally.add(row)
            out.add(row)
    return tally


@contextmanager
def printing(form: Format) -> Iterator[Lines | Printer[Row]]:
    """Prints outcomes in the form asked for: `add` their rows inside the block."""
    if form is Format.table:
        lines = Lines()
        yield lines
        lines.flush()
    else:
        with Printer(OUTCOMES, form) as printer:
            yield printer


def _bar(sources: Sequence[Source | Refused]) -> AbstractContextManager[Callable[[int], None]]:
    dumps = any(isinstance(source, Source) and source.kind == "dump" for source in sources)
    return bar("ingesting", len(sources), None if dumps else len(sources))
