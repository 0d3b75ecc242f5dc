"""`kill -9` of worker, flow process and Prefect server during scheduled runs: nothing may be lost or stored twice.

python -m benchmarks.kills --times 10: as many kills of each.  A site on loopback publishes stories; a deployment of
the flow `watch` looks at its feed every few seconds; in each round one process is killed in the middle of a run, what
was killed is started again, and the round ends when every story is stored.  In the end the database must hold what one
undisturbed pass gives.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from claims.feeds import Feed
from flows import due, stages
from flows.fetch_settings import FetchSettings
from flows.serving import LOOPBACK, PrefectServer
from storage.store import Store, utc_now

ROOT = Path(__file__).parents[1]
VICTIMS = ("worker", "flow", "server")
STORIES = 25  # that each round publishes
SLOW = 0.15  # seconds that the site takes for a story, so that there is a middle
EVERY = 10  # seconds between two runs
COMPANIES = ("Northwind", "Fabrikam", "Contoso", "Tailspin", "Adatum", "Litware", "Proseware")
PATIENCE = 400.0  # seconds for a round: the place of a run that nobody heard the end of is free after a minute


class Site:
    """A feed on loopback, and the stories that it lists."""

    def __init__(self) -> None:
        self.published = 0
        site = self

        class Pages(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                number = self.path.removeprefix("/story/")
                body = site.feed() if self.path == "/feed.xml" else site.story(int(number)) if number.isdigit() else b""
                self.send_response(200 if body else 404)
                self.send_header("content-type", "text/html" if number.isdigit() else "application/rss+xml")
                self.send_header("content-length", str(len(body)))
                with suppress(OSError):  # who asked may have been killed
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer((LOOPBACK, 0), Pages)
        self.url = f"http://{LOOPBACK}:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def feed(self) -> bytes:
        """An RSS feed of all stories."""
        items = "".join(f"<item><link>{self.url}/story/{n}</link></item>" for n in range(self.published))
        return f"<rss version='2.0'><channel><title>Paper</title>{items}</channel></rss>".encode()

    def story(self, number: int) -> bytes:
        """A small article; some contradict each other."""
        time.sleep(SLOW)
        who = f"{COMPANIES[number % len(COMPANIES)]} {'ABCDE'[number // len(COMPANIES) % 5]} Energy"
        said = f"{who} raised ${number % 5 + 1}.{number % 10} billion in a Series C round led by Nvidia, it said. "
        told = f"{said}The press was told on Monday. This is story {number} of the paper, which nobody else tells."
        day = f"<meta property='article:published_time' content='2026-05-0{number % 7 + 1}'>"
        page = f"<html><head><title>Story {number}</title>{day}</head><body><article><h1>Story {number}</h1>"
        return f"{page}<p>{told}</p></article></body></html>".encode()

    def close(self) -> None:
        """Stop it."""
        self._server.shutdown()
        self._server.server_close()


class Rig:
    """Prefect's server, a worker, and the deployment that they run; each may be killed and started again."""

    def __init__(self, folder: Path, db: str) -> None:
        self._folder = folder
        self._db = db
        self.server = PrefectServer(folder / "prefect")
        self.server.wait()
        self.environ = {
            **os.environ, **self.server.variables, "PYTHONPATH": str(ROOT), "COUNTERCLAIM_DB": db,
            "COUNTERCLAIM_ALLOW_PRIVATE": LOOPBACK, "COUNTERCLAIM_WORKERS": "0", "PREFECT_WORKER_QUERY_SECONDS": "1",
        }  # fmt: skip
        self._deploy()
        self.worker = self._start_worker()

    def kill(self, victim: str, meanwhile: Callable[[], None]) -> bool:
        """Kill it without a warning and start it again; whether it was there.

        meanwhile -- what is done while there is no server.
        """
        if victim == "flow":
            pids = self.flows()
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return bool(pids)
        if victim == "server":
            self.server.kill()
            meanwhile()
            self.server.restart()
            self.server.wait()
        else:
            self.worker.kill()
            self.worker.wait()
            self.worker = self._start_worker()
        return True

    def close(self) -> None:
        """End everything."""
        self.worker.kill()
        self.worker.wait()
        for pid in self.flows():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.server.stop()

    def flows(self) -> list[int]:
        """The processes that run the flow: those that name the database and are neither worker nor server."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                environ = (folder / "environ").read_bytes().split(b"\0")
                if f"COUNTERCLAIM_DB={self._db}".encode() in environ and any(
                    line.startswith(b"PREFECT__FLOW_RUN_ID=") for line in environ
                ):
                    found.append(int(folder.name))
        return found

    def _deploy(self) -> None:
        pool = ["work-pool", "create", "killing", "--type", "process"]
        deploy = [
            "deploy", "flows/scheduled.py:watch", "--name", "killing", "--pool", "killing", "--interval", str(EVERY),
            "--concurrency-limit", "1", "--collision-strategy", "CANCEL_NEW",
        ]  # fmt: skip
        home = self._folder / "deployed"
        home.mkdir()
        (home / "flows").symlink_to(ROOT / "flows")
        for words in (pool, deploy):
            command = [sys.executable, "-m", "prefect", "--no-prompt", *words]
            subprocess.run(command, cwd=home, env=self.environ, check=True, capture_output=True, text=True)

    def _start_worker(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "killing", "--limit", "2"]
        with (self._folder / "worker.log").open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=self.environ, stdout=log, stderr=log)


def states(db: str) -> dict[str, int]:
    """How many URLs are in which state."""
    with Store.open(db) as store:
        return dict(store.url_states())


def held(db: str) -> tuple[Any, ...]:
    """All that a database holds of articles, claims, verdicts, cases and URLs, without times."""
    with Store.open(db) as store:
        status = store.status()
        claims = sorted((stored.claim.doc, stored.claim.id) for stored in store.claims())
        edges = sorted((edge.id, str(edge.verdict.outcome)) for edge in store.edges(flagged_only=False))
        cases = sorted((str(found.status), sorted(edge.id for edge in found.case.edges)) for found in store.cases())
        return status.articles, status.revisions, status.retired, claims, edges, cases, dict(store.url_states())


def undisturbed(db: str, feed: Feed) -> None:
    """One pass over the feed, by this process."""
    settings = FetchSettings(allow_private=(LOOPBACK,))
    parties = stages.party_table()
    reader, context = stages.build_reader(parties), stages.comparing(parties)

    async def go() -> None:
        with Store.open(db) as store:
            with store.writing() as writer:
                writer.feeds.add(feed)
            async for _ in due.look_at_due(store, settings=settings, clock=utc_now):
                pass
            async for _ in due.try_due(store, reader, context, settings=settings, clock=utc_now):
                pass

    asyncio.run(go())


def until(what: Callable[[], bool], said: str) -> None:
    """Return when it is so.  Raises RuntimeError after PATIENCE."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > deadline:
            raise RuntimeError(f"it took more than {PATIENCE:g} s until {said}")
        time.sleep(0.1)


@contextmanager
def rig(folder: Path, db: str) -> Iterator[Rig]:
    """The processes, ended when the block ends."""
    made = Rig(folder, db)
    try:
        yield made
    finally:
        made.close()


def run(times: int, folder: Path, tell: Callable[[str], None] = print) -> bool:
    """So many kills of each; whether nothing was lost and nothing doubled."""
    site, db = Site(), str(folder / "killed.db")
    feed = Feed(url=f"{site.url}/feed.xml", interval=1)
    with Store.open(db) as store, store.writing() as writer:
        writer.feeds.add(feed)
    killed = dict.fromkeys(VICTIMS, 0)
    try:
        with rig(folder, db) as made:
            for number in range(times * len(VICTIMS)):
                victim, late = VICTIMS[number % len(VICTIMS)], number < len(VICTIMS)
                done = site.published
                site.published += STORIES

                def stored() -> bool:
                    return states(db).get("done", 0) == site.published

                def until_the_run_is_over(late: bool = late) -> None:
                    if late:  # nobody hears that it is
                        until(lambda: stored() and not made.flows(), "the run was over without a server")

                while True:  # a flow that ends before it is killed does not count: publish more
                    until(lambda done=done: states(db).get("done", 0) > done + 2, "a run was under way")  # type: ignore[misc]
                    if states(db).get("done", 0) < site.published - 2 and made.kill(victim, until_the_run_is_over):
                        break
                    done = site.published
                    site.published += STORIES
                killed[victim] += 1
                began = time.monotonic()
                until(stored, "all stories were stored")
                tell(f"{victim:<7} killed; all {site.published} stories stored {time.monotonic() - began:.0f} s later")
        alone = str(folder / "alone.db")
        undisturbed(alone, feed)
    finally:
        site.close()
    same = held(db) == held(alone)
    counted = ", ".join(f"{victim} {number}" for victim, number in killed.items())
    claims, edges = held(db)[3:5]
    what = f"{len(claims)} claims and {len(edges)} verdicts, {'' if same else 'NOT '}those of one undisturbed pass"
    tell(f"killed: {counted}; {what}")
    return same


def main() -> int:
    """Measure and print; exit code 1 where something was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=10, help="kills of each (default 10)")
    folder = Path(tempfile.mkdtemp(prefix="counterclaim-kills-"))
    try:
        return 0 if run(parser.parse_args().times, folder, lambda line: print(line, flush=True)) else 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
