"""The demo: the fixtures' pages through the ingestion flow, and then what a person would type."""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from claims.errors import CounterclaimError
from flows.serving import PrefectServer, serve_folder
from review import words
from review.exits import Commands
from review.formats import people_stdout
from review.ingesting import Row, Tally, clean_line

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "fixtures" / "site"
FOLDER = ROOT / "build" / "demo"
TERMINATED = 143  # 128 and SIGTERM, as shells count it

app = typer.Typer(cls=Commands, pretty_exceptions_enable=False, add_completion=False)


@app.callback(invoke_without_command=True)
def demo(
    folder: Annotated[
        Path, typer.Option("--folder", metavar="FOLDER", help="Where the database is made anew.")
    ] = FOLDER,
) -> None:
    """Serve the fixtures' pages on loopback, run the ingestion flow over their feed, and show what came of it.

    Nothing outside the repository is read, and no process stays behind.
    """
    if not (SITE / "feed.xml").is_file():
        raise CounterclaimError(f"{SITE}: the fixtures' pages are not there; run the demo in the project's repository")
    people_stdout()
    signal.signal(signal.SIGTERM, _terminated)
    db = _fresh(folder)
    rows = _ingest(folder, db)
    tally = Tally()
    for row in rows:
        tally.add(row)
        typer.echo(clean_line(row["line"]))
    typer.echo(f"\n{tally.summary}")
    _show("The claims it found", ["claims", "--db", _short(db)])
    _show("The conflicts it flagged", ["conflicts", "--db", _short(db)])
    _heading("What it refused, and why")
    for row in rows:
        if row["state"] == "refused":
            typer.echo(row["detail"])
    _heading("Next, look at one conflict and at what led to the verdict")
    found = [words.short(conflict) for conflict in tally.conflicts]
    typer.echo(_typed(["conflict", found[0], "--db", _short(db)] if found else ["status", "--db", _short(db)]))


def _ingest(folder: Path, db: Path) -> list[Row]:
    """Run the flow under a Prefect server of its own; while that starts, the extractors are built."""
    with PrefectServer(folder / "prefect") as server, serve_folder(SITE) as url:
        feed = f"{url}/feed.xml"
        typer.echo(f"fixtures/site is served at {url}; Prefect is starting, which takes some seconds.")
        _set_variables(
            {**server.variables, "PREFECT_LOGGING_LEVEL": "ERROR", "COUNTERCLAIM_ALLOW_PRIVATE": "127.0.0.1"}
        )

        from flows import ingest  # Prefect reads its variables when it is imported

        ingest.tools(os.environ.get("COUNTERCLAIM_PARTIES"))
        server.wait()
        typer.echo(f"The flow ingest-feed reads {feed} into {_short(db)}:\n")
        return list(asyncio.run(ingest.ingest_feed(feed, str(db))))


def _set_variables(variables: dict[str, str]) -> None:
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        del os.environ[name]
    os.environ.update(variables)


def _fresh(folder: Path) -> Path:
    db = folder / "counterclaim.db"
    for name in ("counterclaim.db", "counterclaim.db-wal", "counterclaim.db-shm"):
        (folder / name).unlink(missing_ok=True)
    return db


def _show(heading: str, arguments: Sequence[str]) -> None:
    """Run a command as a person would, and show what was typed."""
    _heading(heading)
    typer.echo(f"$ {_typed(arguments)}")
    done = subprocess.run([sys.executable, "-m", "review.cli", *arguments], check=False)
    if done.returncode:
        raise typer.Exit(done.returncode)


def _heading(text: str) -> None:
    typer.echo(f"\n== {text}")
    sys.stdout.flush()  # before another process writes


def _typed(arguments: Sequence[str]) -> str:
    """The command as it can be typed where the demo was started."""
    script = Path(sys.executable).with_name("counterclaim")
    command = [_short(script)] if script.exists() else [sys.executable, "-m", "review.cli"]
    return shlex.join([*command, *arguments])


def _short(path: Path) -> str:
    """The path from here where it is below, else the whole one."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _terminated(_signal: int, _frame: object) -> None:
    raise SystemExit(TERMINATED)  # so that the server is stopped on the way out


if __name__ == "__main__":
    app(prog_name="demo")
