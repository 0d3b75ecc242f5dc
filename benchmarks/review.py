"""How fast the desk answers with many claims and cases in SQLite, at the 95th percentile, and how large its pages are.

Pages are asked for inside this process, without a network and one after another, so what is measured is the server's
work: finding, reading and drawing. `--db` keeps the filled database for the next run.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from sqlalchemy import Column, select, update

from benchmarks.filling import Model, fill, grow, party_names
from benchmarks.filling_cases import ANALYSTS, PUBLISHERS, Clock, fill_cases
from claims.metrics import METRICS
from flows.stages import party_table
from review.desk.app import create_app
from storage.engine import writing
from storage.schema import assignments, case_postings, cases
from storage.store import CaseQuery, Store

A_DAY = 100
BASE = 20_000
"""Claims that are made one by one; the rest are copies of them, of other days."""

CHANGES = {
    ", after a decision": (cases.c.status,),
    ", after an assignment": (assignments.c.analyst,),
    ", after a new case": (cases.c.status, case_postings.c.label),
}
"""What happens before each page of some kinds: a row of each of these tables is touched, by which what the desk keeps
of them in memory is read anew."""

SLOWEST = 0.100
LARGEST = 200_000
"""The bars: seconds at the 95th percentile, and bytes of a page."""


@dataclass(frozen=True)
class Answered:
    """One answer: its status, bytes, and seconds by the clock and of the processor."""

    status: int
    size: int
    clock: float
    processor: float


async def ask(app: Any, path: str) -> Answered:
    """Ask the desk for a page."""
    parts = urlsplit(path)
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": unquote(parts.path), "raw_path": parts.path.encode(), "query_string": parts.query.encode(),
        "root_path": "", "headers": [(b"host", b"127.0.0.1"), (b"accept", b"text/html")], "client": ("127.0.0.1", 9),
        "server": ("127.0.0.1", 80),
    }  # fmt: skip
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    clock, processor = time.perf_counter(), time.process_time()
    await app(scope, receive, send)
    took = time.perf_counter() - clock, time.process_time() - processor
    return Answered(sent[0]["status"], sum(len(part.get("body", b"")) for part in sent[1:]), *took)


def filled(path: Path, claims: int, cases: int) -> None:
    """Make a database with so many claims, or a few more, and cases."""
    model = Model.built()
    base = min(BASE, claims)
    clock = Clock()
    with Store.open(str(path), clock=clock) as store:
        fill(store._engine, model, base, A_DAY)
        times = ceil(claims / base) - 1
        if times:
            days = max(1, round(base / A_DAY / 12.5))
            with writing(store._engine).begin() as connection:
                grow(connection, times, days, "")
        fill_cases(store, clock, model, cases, cases // 20)


def paths(store: Store, chance: Random, names: tuple[str, ...], rounds: int) -> dict[str, list[str]]:
    """For each kind of page, addresses as analysts ask for them."""
    ids = store.queue.ids()
    metrics = [row.name for row in METRICS.values() if row.default]
    popular = [name for name in names[:200] if store.queue.count(CaseQuery(party=name))]

    def queue(**more: Any) -> str:
        return "/cases" + (f"?{urlencode(more)}" if more else "")

    def places(number: int) -> str:
        found = store.queue.page(CaseQuery(), number)
        return found.after or ""

    deep = places(200)
    filters: dict[str, Callable[[], str]] = {
        "queue": lambda: queue(),
        **{f"queue{change}": lambda: queue() for change in CHANGES},
        "queue, grade": lambda: queue(grade=chance.choice(("high", "medium", "low"))),
        "queue, metric and gap": lambda: queue(metric=chance.choice(metrics), gap="0.25"),
        "queue, party": lambda: queue(party=chance.choice(popular)),
        "queue, source and origins": lambda: queue(source=f"Paper {chance.randrange(PUBLISHERS)}", origins="3"),
        "queue, assignee and kind": lambda: queue(assignee=chance.choice((*ANALYSTS, "nobody")), kind="value"),
        "queue, age": lambda: queue(opened="7d", changed="30d"),
        "queue, all statuses": lambda: queue(status="all"),
        "queue, decided": lambda: queue(status="decided"),
        "queue, a later page": lambda: queue(after=deep),
        "queue, all at once": lambda: queue(
            status="all", metric=chance.choice(metrics), grade="high", gap="0.1", origins="2", opened="30d"
        ),
        "search, a name": lambda: queue(q=chance.choice(popular)),
        "search, a common word": lambda: queue(q="billion"),
        "search, a sum and a phrase": lambda: queue(q=f'"{chance.choice(("series a", "series c"))}" $4'),
        "search, words and filters": lambda: queue(q="lenders contracts -campus", grade="high"),
        "case": lambda: f"/cases/{chance.choice(ids)}",
        "case, filters": lambda: f"/cases/{chance.choice(ids)}?grade=high&metric={chance.choice(metrics)}",
        "case, search": lambda: f"/cases/{chance.choice(ids)}?q=billion",
        "case, a correction": lambda: f"/cases/{chance.choice(ids)}?edit=x",
        "party": lambda: f"/parties/{quote(chance.choice(popular))}",
        **{f"party{change}": lambda: f"/parties/{quote(chance.choice(popular))}" for change in CHANGES},
        "parties": lambda: f"/parties?q={quote(chance.choice(popular)[:3])}",
        "the largest party": lambda: f"/parties/{quote(popular[0])}",
        **{f"the largest party{change}": lambda: f"/parties/{quote(popular[0])}" for change in CHANGES},
    }
    return {name: [make() for _ in range(rounds)] for name, make in filters.items()}


def largest_cases(store: Store) -> list[str]:
    """Cases of many articles, those of most first."""
    found = store.cases(CaseQuery(origins=6, limit=20))
    return [one.id for one in sorted(found, key=lambda one: -len(one.claims))]


def percentile(values: list[float], share: float) -> float:
    """The value that so large a share of the values does not exceed."""
    return sorted(values)[ceil(share * len(values)) - 1]


def touch(store: Store, columns: Sequence[Column[Any]]) -> None:
    """Set a value of one row of each table to what it is."""
    with writing(store._engine).begin() as connection:
        for column in columns:
            table = column.table
            first = connection.execute(select(*table.primary_key).limit(1)).one()
            here = [key == value for key, value in zip(table.primary_key, first, strict=True)]
            connection.execute(update(table).where(*here).values({column: column}))


async def measured(app: Any, store: Store, asked: dict[str, list[str]]) -> bool:
    """Print a line for each kind of page; whether all keep within the bars."""
    fine = True
    await ask(app, "/cases")  # templates are compiled at their first use
    for name, addresses in asked.items():
        answers = []
        changed = next((columns for change, columns in CHANGES.items() if name.endswith(change)), ())
        for path in addresses:
            if changed:
                touch(store, changed)
            answers.append(await ask(app, path))
        if not answers:
            continue
        wrong = [one.status for one in answers if one.status != 200]
        slow = percentile([one.clock for one in answers], 0.95)
        size = max(one.size for one in answers)
        kept = not wrong and slow < SLOWEST and size < LARGEST
        fine = fine and kept
        middle = percentile([one.clock for one in answers], 0.5)
        work = percentile([one.processor for one in answers], 0.95)
        print(
            f"{name:<39} {slow * 1000:7.1f} ms at the 95th percentile ({work * 1000:.1f} of the processor), median "
            f"{middle * 1000:.1f}, {size / 1000:6.1f} kB{'' if kept else '  TOO MUCH'}{f' {wrong}' if wrong else ''}"
        )
    return fine


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 1 where one is beyond its bar, else 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=40, help="pages of each kind")
    parser.add_argument("--only", default="", help="kinds of pages whose name begins so")
    parser.add_argument("--db", type=Path, help="the database: filled where there is none, and kept")
    given = parser.parse_args(arguments)
    folder = None if given.db else Path(tempfile.mkdtemp())
    path: Path = given.db if folder is None else folder / "review.db"
    try:
        if not path.exists():
            begin = time.perf_counter()
            filled(path, given.claims, given.cases)
            print(f"filled in {time.perf_counter() - begin:.0f} s")
        with Store.open(str(path), clock=Clock()) as store:
            held = store.status()
            print(f"{held.claims:,} claims, {sum(held.cases.values()):,} cases, {path.stat().st_size / 1e6:,.0f} MB")
            app = create_app(store, party_table(), local="ada", clock=Clock())
            gc.freeze()  # as `counterclaim review` does
            asked = paths(store, Random(3), party_names(), given.rounds)
            asked["case of many articles"] = [f"/cases/{case}" for case in largest_cases(store)]
            chosen = {name: found for name, found in asked.items() if name.startswith(given.only)}
            fine = asyncio.run(measured(app, store, chosen))
    finally:
        if folder is not None:
            shutil.rmtree(folder)
    return 0 if fine else 1


if __name__ == "__main__":
    raise SystemExit(main())
