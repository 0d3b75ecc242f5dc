"""Ingests dumps in processes of their own, which the tests kill: run by path, told what to do on stdin.

The extractors are built once and each process is a fork with them, as their making takes longer than the ingestion.
A line on stdin is a JSON list of jobs {"db", "sources"}, which run at once; what is answered on stdout, a line each:
`pid N` for each job, `stored STATE` as an article is stored, `end N STATUS` as a process ends, `done`.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

from claims.pairs import Context
from claims.parties import load_parties
from extractors.pipeline import Reader
from flows import stages
from flows.discovery import expand
from flows.fetch_settings import FetchSettings
from storage.store import Store


def say(line: str) -> None:
    """One line in one write, so that lines of several processes do not mix."""
    os.write(1, f"{line}\n".encode())


async def ingest(job: dict[str, Any], reader: Reader, context: Context) -> None:
    """The sources into the database, as the command line does it."""
    with Store.open(job["db"]) as store:
        settings = FetchSettings()
        async for outcome in stages.ingest(
            expand(job["sources"]), store, reader, context, settings=settings, clock=lambda: datetime.now(UTC)
        ):
            say(f"stored {outcome.state}")


def fork(job: dict[str, Any], reader: Reader, context: Context) -> int:
    """Start a process for the job; gives its id."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        asyncio.run(ingest(job, reader, context))
        status = 0
    finally:  # the process ends here, whatever it was
        if status:
            traceback.print_exc()
        os._exit(status)


def main() -> None:
    """Do jobs until stdin ends."""
    parties = load_parties()
    reader, context = stages.build_reader(parties), stages.comparing(parties)
    say("ready")
    for line in sys.stdin:
        running = {fork(job, reader, context) for job in json.loads(line)}
        for pid in running:
            say(f"pid {pid}")
        while running:
            pid, status = os.wait()
            running.discard(pid)
            say(f"end {pid} {os.waitstatus_to_exitcode(status)}")
        say("done")


if __name__ == "__main__":
    main()
