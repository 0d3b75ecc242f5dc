"""Hostile pages and servers among good ones: each is refused for its reason or read, and no good one is lost.

python -m benchmarks.hostile --pages 500: so many hostile ones, half of them pages in files and half answers of a
server, and a good one beside each.  It takes some minutes: each page that never ends costs its worker the whole time
limit, and so does each answer that never ends.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.hostile_pages import HANDLED, HOSTILE, build, good
from benchmarks.hostile_servers import EXPECTED, TLS
from flows import stages
from flows.discovery import expand
from flows.fetch_settings import FetchSettings
from flows.workers import SECONDS, Workers, cores
from storage.store import Store

PARENT = 600
"""Megabytes that the parent may come to have."""


def write(folder: Path, hostile: int, kinds: Sequence[str]) -> dict[str, str]:
    """So many hostile pages of these kinds, in turn, each before a good one; gives what should come of each file."""
    expected = {}
    first: dict[str, Path] = {}
    for number in range(hostile):
        kind = kinds[number % len(kinds)]
        path = folder / f"{number:06}-hostile.html"
        if kind in first:
            os.link(first[kind], path)  # twenty megabytes are written once
        else:
            path.write_bytes(HOSTILE[kind][1]())
            first[kind] = path
        expected[str(path)] = HOSTILE[kind][0]
        beside = folder / f"{number:06}-{number % 7}-good.html"
        beside.write_bytes(good(number))
        expected[str(beside)] = HANDLED
    return expected


@contextmanager
def served() -> Iterator[str]:
    """The hostile server, in a process of its own; gives its address."""
    command = [sys.executable, "-m", "benchmarks.hostile_servers"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield f"127.0.0.1:{int(server.stdout.readline())}"
        server.terminate()


def asked(address: str, hostile: int, kinds: Sequence[str], first: int) -> dict[str, str]:
    """So many URLs of these kinds, each before a good one; gives what should come of each."""
    expected = {}
    for number in range(first, first + hostile):
        kind = kinds[number % len(kinds)]
        expected[f"{'https' if kind == TLS else 'http'}://{address}/{kind}/{number}"] = EXPECTED[kind]
        expected[f"http://{address}/good/{number}"] = HANDLED
    return expected


def ingested(sources: Sequence[str], db: Path, workers: Workers, settings: FetchSettings) -> dict[str, str]:
    """What came of each source."""
    parties = workers.parties
    reader, context = stages.build_reader(parties), stages.comparing(parties)
    found = {}

    async def go() -> None:
        with Store.open(str(db)) as store:
            async for outcome in stages.ingest(
                expand(sources), store, reader, context, settings=settings, clock=lambda: datetime.now(UTC),
                workers=workers,
            ):  # fmt: skip
                found[outcome.source] = outcome.reason or outcome.state

    asyncio.run(go())
    return found


def main() -> int:
    """Ingest, print what came of the pages; 1 where one came out otherwise, or the memory was not bounded."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=500, help="hostile pages and answers, and as many good ones")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="the time limit of a page")
    given = parser.parse_args()
    settings = FetchSettings(
        allow_private=("127.0.0.1",), read_timeout=5, total_timeout=20, max_bytes=5_000_000, attempts=1, per_host=8
    )
    half = given.pages // 2
    with tempfile.TemporaryDirectory() as place, served() as address:
        folder = Path(place, "pages")
        folder.mkdir()
        expected = write(folder, given.pages - half, list(HOSTILE)) | asked(address, half, list(EXPECTED), given.pages)
        begin = time.perf_counter()
        with Workers(cores(), stages.party_table(), seconds=given.seconds, build=build) as workers:
            found = ingested(list(expected), Path(place, "a.db"), workers, settings)
    for name, count in sorted(Counter(found.values()).items()):
        print(f"{name:<18} {count:>5,}")
    wrong = {name: (found.get(name), came) for name, came in expected.items() if found.get(name) != came}
    for name, (was, should) in sorted(wrong.items())[:20]:
        print(f"{name}: {was}, expected {should}")
    print(f"{len(expected):,} sources in {time.perf_counter() - begin:.0f} s, {len(wrong)} came out otherwise")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"the parent had {most:,.0f} MB at most (bar {PARENT}); a worker is held to its limit by the system")
    return int(bool(wrong) or most > PARENT)


if __name__ == "__main__":
    raise SystemExit(main())
