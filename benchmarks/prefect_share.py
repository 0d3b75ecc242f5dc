"""Which share of a flow run's time is Prefect's: the flow over many pages, and the same bodies without it, in turns.

python -m benchmarks.prefect_share --pages 1000: a Prefect server, the pages of the fixtures on loopback with texts of
their own, one database a round.  The flow's time is from its call to its answer in a process that has Prefect loaded,
as a worker's or a schedule's has; the bodies do what the flow's tasks do, with the same workers.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.fixture_pages import SITE
from benchmarks.ingest import served
from flows.serving import LOOPBACK, PrefectServer

BAR = 0.10
"""The most of a run's time that may be Prefect's."""


def measure(urls: list[str], folder: Path, rounds: int) -> list[tuple[float, float]]:
    """Seconds of the flow and of the bodies alone, a pair a round."""
    from flows import ingest, stages
    from flows.discovery import expand
    from flows.fetch_settings import FetchSettings
    from storage.store import Store, utc_now

    async def bodies(db: str) -> int:
        reader, context = ingest.tools(None)
        done = 0
        with Store.open(db) as store:
            for start in range(0, len(urls), ingest.BATCH):
                run = stages.ingest(
                    expand(urls[start : start + ingest.BATCH]), store, reader, context,
                    settings=FetchSettings.from_environment(), clock=utc_now, remembered=ingest.sites(),
                    workers=ingest.crew(None),
                )  # fmt: skip
                async for _ in run:
                    done += 1
        return done

    async def timed(db: str, *, flow: bool) -> float:
        began = time.perf_counter()
        done = len(await ingest.ingest_articles(urls, db)) if flow else await bodies(db)
        seconds = time.perf_counter() - began
        assert done == len(urls)
        return seconds

    async def turns() -> list[tuple[float, float]]:
        await timed(str(folder / "warm.db"), flow=True)
        found = []
        for number in range(rounds):
            one = await timed(str(folder / f"flow-{number}.db"), flow=True)
            other = await timed(str(folder / f"alone-{number}.db"), flow=False)
            print(f"with Prefect {one:.1f} s, without {other:.1f} s: {1 - other / one:.1%}", flush=True)
            found.append((one, other))
        return found

    return asyncio.run(turns())


def main() -> int:
    """Print the share of each round and its median; exit code 1 where it is over the bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=SITE, help="of .html(.gz) pages (default: the fixtures)")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, PrefectServer(Path(name) / "prefect") as server:
        os.environ |= {**server.variables, "COUNTERCLAIM_ALLOW_PRIVATE": LOOPBACK, "PREFECT_LOGGING_LEVEL": "ERROR"}
        logging.getLogger("httpx").setLevel(logging.WARNING)
        server.wait()
        with served(given.folder) as url:
            rounds = measure([f"{url}{number}" for number in range(given.pages)], Path(name), given.rounds)
    share = statistics.median(1 - alone / flow for flow, alone in rounds)
    print(f"Prefect's share of a run of {given.pages:,} articles: {share:.1%} (bar {BAR:.0%})")
    return int(share > BAR)


if __name__ == "__main__":
    sys.exit(main())
