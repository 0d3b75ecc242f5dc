"""How fast pages are ingested, in ratio to trafilatura alone on the same pages, and whether memory stays flat.

Fetching from loopback, cleaning, extracting, storing and comparing with one worker on one core, and with one on each of
two, each against `trafilatura.extract` on one core, in turns; the figures are medians over the rounds.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from trafilatura import extract

from benchmarks.fixture_pages import SITE
from benchmarks.page_server import bodies, page
from claims.article import Fetch
from claims.feeds import PASSING
from claims.pairs import Context
from extractors.pipeline import Reader
from flows import stages
from flows.discovery import Source
from flows.fetch_settings import FetchSettings
from flows.gathering import Material
from flows.workers import Workers
from storage.store import Store

ONE_CORE, TWO_CORES, GROWTH = 0.75, 1.7, 0.10
"""The bars: one worker against trafilatura, two against one, and the growth of memory from 1,000 pages on."""

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds that some pages took: on the clock, and of all processes together."""

    pages: int
    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.pages / self.wall:6.1f} pages/s by the clock, {self.pages / self.cpu:6.1f} by processor time"


@contextmanager
def served(folder: Path, same: bool = False) -> Iterator[str]:
    """The pages of the folder on loopback, from another process; gives the URL that their numbers are put behind."""
    command = [sys.executable, "-m", "benchmarks.page_server", str(folder), *(["--same"] if same else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{int(server.stdout.readline())}/"
        server.terminate()


def alone(originals: list[bytes], numbers: range, same: bool = False) -> Speed:
    """Trafilatura over the same pages, in this process."""
    pages = [page(originals, number, same) for number in numbers]
    wall, cpu = time.perf_counter(), time.process_time()
    for body in pages:
        extract(body, include_comments=False)
    return Speed(len(pages), time.perf_counter() - wall, time.process_time() - cpu)


class Bench:
    """What the rounds share: the extractors, the server, where databases go."""

    def __init__(self, url: str, folder: Path) -> None:
        parties = stages.party_table()
        self.parties = parties
        self.reader: Reader = stages.build_reader(parties)
        self.context: Context = stages.comparing(parties)
        self.url, self.folder = url, folder
        self.states: Counter[str] = Counter()

    def crew(self, workers: int) -> Workers:
        """Workers that have started, as in a long run."""
        crew = Workers(workers, self.parties)
        page = Material(
            Source("html", "warm.html"), Fetch(source="warm.html", fetched_at=""),
            SITE.joinpath("deal-nscale-series-c.html").read_bytes(),
        )  # fmt: skip
        for future in [crew.submit(page) for _ in range(4 * workers)]:
            future.result()
        return crew

    def run(self, numbers: range, crew: Workers, watch: Memory | None = None) -> Speed:
        """Ingest the pages into a new database."""
        db = self.folder / f"{time.monotonic_ns()}.db"
        with Store.open(str(db)) as store:
            used, cpu, wall = _used(crew), time.process_time(), time.perf_counter()
            asyncio.run(self._ingest(numbers, store, crew, watch))
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        return Speed(len(numbers), wall, cpu + _used(crew) - used)

    async def _ingest(self, numbers: range, store: Store, crew: Workers, watch: Memory | None) -> None:
        sources = [Source("url", f"{self.url}{number}") for number in numbers]
        settings = FetchSettings(allow_private=("127.0.0.1",))
        done = 0
        async for outcome in stages.ingest(
            sources, store, self.reader, self.context, settings=settings, clock=lambda: datetime.now(UTC), workers=crew
        ):
            self.states[outcome.reason or outcome.state] += 1
            done += 1
            if watch is not None:
                watch.look(done, crew)


class Memory:
    """Megabytes of the parent and of the largest worker, every so many pages."""

    def __init__(self, every: int = 1000) -> None:
        self.every = every
        self.rows: list[tuple[int, float, float]] = []
        self._largest = 0.0

    def look(self, done: int, crew: Workers) -> None:
        """Note how much memory there is; a worker's counts with its largest size since the last row."""
        if done % 25 == 0:
            self._largest = max([self._largest, *map(_resident, crew.pids)])
        if done % self.every == 0:
            self.rows.append((done, _resident(os.getpid()), self._largest))
            print(
                f"{done:>8,} pages: parent {self.rows[-1][1]:.1f} MB, largest worker {self._largest:.1f} MB", flush=True
            )
            self._largest = 0.0

    def growth(self) -> tuple[float, float]:
        """By which share parent and workers grew from the first row to the last."""
        first, last = self.rows[0], self.rows[-1]
        return last[1] / first[1] - 1, last[2] / first[2] - 1


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()


def _parent(pid: int) -> int:
    return int(_stat(pid)[1])


def _processor(pid: int) -> float:
    """Seconds of a process and of its children that have ended."""
    return sum(map(int, _stat(pid)[11:15])) / _TICKS


def _used(crew: Workers) -> float:
    """Seconds of processor time of all processes of the workers, ended ones included."""
    return sum(map(_processor, {*crew.pids, *map(_parent, crew.pids)}))


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):  # it has just ended
        return 0.0
    return pages * resource.getpagesize() / 2**20


@contextmanager
def pinned(cores: set[int]) -> Iterator[None]:
    """Keep this process and those that it starts on these cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def main() -> None:
    """Print speeds and ratios; exit 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pages", type=Path, default=SITE, help="a folder of .html(.gz) pages; the fixtures without it"
    )
    parser.add_argument("--count", type=int, default=181, help="pages a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--same", action="store_true", help="repeat the pages as they are: from the second time on nothing is new"
    )
    parser.add_argument("--memory", type=int, metavar="N", help="ingest N pages instead, and watch the memory")
    given = parser.parse_args()
    originals = bodies(given.pages)
    cores = sorted(os.sched_getaffinity(0))
    with served(given.pages, given.same) as url, tempfile.TemporaryDirectory() as folder:
        bench = Bench(url, Path(folder))
        if given.memory:
            watch = Memory()
            with bench.crew(min(2, len(cores))) as crew:
                print(bench.run(range(given.memory), crew, watch))
            print(dict(bench.states))
            growths = watch.growth()
            print(f"growth: parent {growths[0]:+.1%}, workers {growths[1]:+.1%} (bar {GROWTH:.0%})")
            sys.exit(max(growths) > GROWTH)
        rounds: list[list[Speed]] = []
        with pinned({cores[0]}):
            one = bench.crew(1)
        with one, bench.crew(2) as two:
            bench.run(range(given.rounds * given.count, given.rounds * given.count + 30), one)
            for number in range(given.rounds):
                numbers = range(number * given.count, (number + 1) * given.count)
                with pinned({cores[0]}):
                    row = [alone(originals, numbers, given.same), bench.run(numbers, one)]
                row += [bench.run(numbers, two)] if len(cores) > 1 else []
                rounds.append(row)
                for name, speed in zip(("trafilatura", "one worker", "two workers"), row, strict=False):
                    print(f"{name:<12} {speed}", flush=True)
    print(dict(bench.states))
    passed = not bench.states.keys() & PASSING  # the pages came
    for name, bar, better, base in (
        ("one worker on one core / trafilatura", ONE_CORE, 1, 0),
        ("two workers on two cores / one on one", TWO_CORES, 2, 1),
    ):
        if any(len(row) <= better for row in rounds):
            print(f"{name}: not measured, there is one core")
            continue
        pairs = [(row[better], row[base]) for row in rounds]
        wall = statistics.median(base.wall / speed.wall for speed, base in pairs)
        cpu = statistics.median(base.cpu / speed.cpu for speed, base in pairs)
        print(f"{name}: {wall:.2f} by the clock, {cpu:.2f} by processor time (bar {bar} by the clock)")
        passed &= wall >= bar
    sys.exit(not passed)


if __name__ == "__main__":
    main()
