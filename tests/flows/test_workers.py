"""Pages are read in processes of their own: what one page does to its process costs no other page."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncGenerator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks import hostile
from claims.article import Fetch
from claims.errors import CounterclaimError, Refusal, UsageError
from claims.metrics import Metric
from claims.parties import PartyTable, load_parties
from extractors.pipeline import Reader
from flows import stages, workers
from flows.discovery import Source, expand
from flows.fetching import FetchSettings
from flows.worker import Read
from flows.workers import Workers, default_count, workers_for
from storage.store import Store

SITE = Path(__file__).parents[2] / "fixtures" / "site"
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
NEVER_ENDS = "a page that never ends"


def material(body: bytes, name: str = "page.html") -> stages.Material:
    """A file as it comes to the workers."""
    return stages.Material(Source("html", name), Fetch(source=name, fetched_at=""), body)


def outcome(crew: Workers, body: bytes) -> str:
    """The title of a page, or the line of its refusal."""
    try:
        return str(crew.submit(material(body)).result()[0].title)
    except Refusal as refusal:
        return f"{refusal.reason}: {refusal.detail}"


def ingested(sources: list[str], where: Path, reader: Reader, crew: Workers | int) -> list[dict[str, Any]]:
    """The rows of an ingestion."""

    async def go() -> list[dict[str, Any]]:
        with Store.open(str(where), clock=lambda: NOON) as store:
            return [
                outcome.row
                async for outcome in stages.ingest(
                    expand(sources), store, reader, stages.comparing(load_parties()), settings=FetchSettings(),
                    clock=lambda: NOON, workers=crew,
                )
            ]  # fmt: skip

    return asyncio.run(go())


@pytest.fixture(scope="module")
def crew() -> Iterator[Workers]:
    """Two workers that know the hooks of hostile pages, with time enough for a busy machine."""
    with Workers(2, load_parties(), seconds=120, build=hostile.build) as made:
        yield made


def test_workers_give_what_reading_here_gives(crew: Workers, reader: Reader, tmp_path: Path) -> None:
    """Pages, texts, rows and refusals, in the same order, with the same claims and conflicts."""
    sources = [str(SITE), str(SITE.parent / "dump.jsonl"), str(SITE.parent / "text"), "missing.html"]
    here = ingested(sources, tmp_path / "here.db", reader, 0)
    assert ingested(sources, tmp_path / "there.db", reader, crew) == here
    assert {row["state"] for row in here} == {"new", "refused"}


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("a page that kills its process", "cleaning_crashed: page.html: its process ended by SIGKILL"),
        ("a page that crashes its process", "cleaning_crashed: page.html: its process ended by SIGSEGV"),
        ("a page that an error of ours meets", "cleaning_crashed: page.html: RuntimeError: met on purpose"),
        ("a page that fills the memory", "cleaning_memory: page.html: more than 1,073 MB"),
        ("nesting", "too_complex: page.html: elements nested more than 500 deep"),
        ("nothing", "empty: page.html: nothing but white space"),
    ],
)
def test_a_page_that_ends_its_process_is_refused_and_the_next_is_read(crew: Workers, kind: str, line: str) -> None:
    """The refusal says what became of the process; another one takes its place."""
    assert [outcome(crew, body) for body in (hostile.HOSTILE[kind][1](), hostile.good(1))] == [line, "A headline"]


def sleeping(parties: PartyTable, counts: tuple[Metric, ...]) -> Callable[[stages.Material], Read]:
    """Reads nothing: sleeps where the page says so."""

    def read(page: stages.Material) -> Read:
        if page.body == b"sleep":
            signal.pause()
        raise Refusal("empty", "at once")

    return read


def test_a_page_that_never_ends_is_refused_after_its_time() -> None:
    """Its process is killed, although it does not return to Python; the other worker goes on meanwhile."""
    with Workers(2, load_parties(), seconds=2, build=sleeping) as crew:
        futures = [crew.submit(material(body)) for body in (b"sleep", b"", b"")]
        assert [str(future.exception()) for future in futures] == [
            "the page takes too long to read: page.html: more than 2 s",
            "the page has no article text: at once",
            "the page has no article text: at once",
        ]


def test_hostile_pages_cost_no_good_one(crew: Workers, tmp_path: Path) -> None:
    """Every kind among as many good pages; `python -m benchmarks.hostile` does it with 500."""
    folder = tmp_path / "pages"
    folder.mkdir()
    kinds = [kind for kind in hostile.HOSTILE if kind != NEVER_ENDS]
    expected = hostile.write(folder, len(kinds), kinds)
    assert hostile.ingested(list(expected), tmp_path / "a.db", crew, FetchSettings()) == expected


def test_a_process_killed_between_two_pages_costs_none() -> None:
    """The next page is given to another process, whether a worker's or the one that they are forked from was killed."""
    with Workers(1, load_parties(), build=sleeping) as crew:
        before = [outcome(crew, b"")]
        (first,) = crew.pids
        os.kill(first, signal.SIGKILL)
        before.append(outcome(crew, b""))
        (second,) = crew.pids
        assert crew._nursery is not None
        crew._nursery._process.kill()
        os.kill(second, signal.SIGKILL)
        before.append(outcome(crew, b""))
        assert before == ["empty: at once"] * 3
        assert len({first, second, *crew.pids}) == 3


def test_a_process_reads_so_many_pages_and_no_more() -> None:
    """What the libraries keep of each page goes with the process."""
    with Workers(1, load_parties(), pages=2, build=sleeping) as crew:
        seen = []
        for _ in range(5):
            outcome(crew, b"")
            seen.append(tuple(crew.pids))
    first, gone, third, also_gone, fifth = seen
    assert (len(first), gone, len(third), also_gone, len(fifth)) == (1, (), 1, (), 1)
    assert len({first, third, fifth}) == 3


def failing(parties: PartyTable, counts: tuple[Metric, ...]) -> Callable[[stages.Material], Read]:
    """No function."""
    raise SystemExit(3)


def test_processes_that_cannot_start_end_the_run_with_a_repair() -> None:
    """It is no fault of the page."""
    line = r"the process that reads pages ended \(3\); COUNTERCLAIM_WORKERS=0 reads them in this one"
    with Workers(1, load_parties(), build=failing) as crew, pytest.raises(CounterclaimError, match=line):
        crew.submit(material(b"")).result()


def test_closing_ends_the_processes_and_drops_what_nobody_waits_for() -> None:
    """Also those in the middle of a page."""
    crew = Workers(1, load_parties(), build=sleeping)
    assert outcome(crew, b"") == "empty: at once"
    (pid,) = crew.pids
    futures = [crew.submit(material(b"sleep")) for _ in range(3)]
    crew.close()
    assert crew.pids == []
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert [future.done() for future in futures] == [True] * 3


def test_what_gathering_raises_comes_through() -> None:
    """After the pieces that were gathered before."""

    async def materials() -> AsyncGenerator[stages.Material]:
        yield material(b"")
        raise UsageError("no")

    async def go(crew: Workers) -> list[str]:
        found = []
        try:
            async for piece, future in workers.read_ahead(materials(), crew):
                assert future is not None
                found.append(f"{piece.source.location}: {future.exception()}")
        except UsageError as error:
            found.append(str(error))
        return found

    with Workers(1, load_parties(), build=sleeping) as crew:
        assert asyncio.run(go(crew)) == ["page.html: the page has no article text: at once", "no"]


@pytest.mark.parametrize(
    ("kinds", "variable", "wanted", "count"),
    [
        pytest.param(["url"] * 20, None, None, None, id="a few pages are read in this process"),
        pytest.param(["url"] * 11 + ["html"] * 10, None, None, workers.cores(), id="more get a process a core"),
        pytest.param(["text"] * 50, None, None, None, id="texts need no parser"),
        pytest.param(["dump"], None, None, workers.cores(), id="a dump may hold many pages"),
        pytest.param(["url"], "3", None, 3, id="the variable counts for one page too"),
        pytest.param(["url"] * 50, "0", None, None, id="none wanted by the variable"),
        pytest.param(["url"], "3", 1, 1, id="the argument goes first"),
    ],
)
def test_how_many_workers(
    monkeypatch: pytest.MonkeyPatch, kinds: list[str], variable: str | None, wanted: int | None, count: int | None
) -> None:
    """By argument, COUNTERCLAIM_WORKERS, or the number of pages; None reads pages in this process."""
    monkeypatch.delenv("COUNTERCLAIM_WORKERS", raising=False)
    if variable is not None:
        monkeypatch.setenv("COUNTERCLAIM_WORKERS", variable)
    made = workers_for(kinds, wanted, load_parties())
    assert (made.count if made else None) == count


@pytest.mark.parametrize("written", ["two", "-1", "257", "1.5"])
def test_a_variable_that_is_no_number_is_told(written: str) -> None:
    """With what is expected."""
    with pytest.raises(UsageError, match=f"^COUNTERCLAIM_WORKERS={written}: expected a number of processes, 0 to read"):
        default_count({"COUNTERCLAIM_WORKERS": written})
