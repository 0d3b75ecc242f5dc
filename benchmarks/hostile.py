"""Hostile pages among good ones, through the workers: each is refused for its reason or read, and no good one is lost.

python -m benchmarks.hostile --pages 500: as many hostile pages and as many good ones; it takes some minutes, for each
page that never ends costs its worker the whole time limit.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from claims.metrics import Metric
from claims.parties import PartyTable
from flows import stages
from flows.discovery import expand
from flows.fetching import FetchSettings
from flows.worker import Read, reading
from flows.workers import SECONDS, Workers, cores
from storage.store import Store

STORY = (
    "<p>Nscale raised $1.{number:06} billion from Nvidia on 3 May 2026, the company said. It plans 300 MW in Texas.</p>"
)
HANDLED = "new"

_MARKER = b"data-hook="


def _page(body: str) -> bytes:
    return f"<html><body><article><h1>A headline</h1>{body}</article></body></html>".encode()


def _story(number: int = 0) -> str:
    return STORY.format(number=number) * 3


def good(number: int) -> bytes:
    """An article with claims of its own."""
    return _page(_story(number))


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    # what came of it, and the page
    "inline tags, quadratic in a parser": (HANDLED, lambda: _page(_story() + "<p>" + "<b>x</b> y" * 3_000)),
    "many inline tags": ("too_complex", lambda: _page("<b>x</b> y" * 40_000)),
    "attributes in one tag": ("too_complex", lambda: _page("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x")),
    "a million line breaks": ("too_complex", lambda: _page("<br>" * 1_000_000)),
    "10 MB of JSON-LD": ("too_large", lambda: _json_ld(10_000_000)),
    "2 MB of JSON-LD": ("too_large", lambda: _json_ld(2_000_000)),
    "nesting": ("too_complex", lambda: _page("<div>" * 5_000 + _story())),
    "20 MB of text": ("too_large", lambda: _page("<p>" + "word " * 4_000_000)),
    "lone surrogates": (HANDLED, lambda: _page(_story() + "<p>€ 5 bn</p>") + b"<p>\xed\xa0\x80\xed\xbf\xbf</p>"),
    "some NULs": (HANDLED, lambda: _page(_story() + "<p>a\x00b\x00c</p>")),
    "many NULs": ("binary", lambda: _page("\x00" * 10_000)),
    "another encoding than it says": (
        HANDLED, lambda: _page('<meta charset="utf-16"><p>Größe, Gebühr, Öl</p>' + _story()).decode().encode("cp1252"),
    ),
    "a picture": ("binary", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100),
    "nothing": ("empty", lambda: b""),
    "a page that kills its process": ("cleaning_crashed", lambda: _hook("kill")),
    "a page that crashes its process": ("cleaning_crashed", lambda: _hook("crash")),
    "a page that an error of ours meets": ("cleaning_crashed", lambda: _hook("error")),
    "a page that fills the memory": ("cleaning_memory", lambda: _hook("memory")),
    "a page that never ends": ("cleaning_timeout", lambda: _hook("sleep")),
}  # fmt: skip
"""Kinds of hostile pages; what is done to the process by `build`, for the guards leave no page that does it."""


def _json_ld(size: int) -> bytes:
    return _page(f'<script type="application/ld+json">["{"x" * size}"]</script>{_story()}')


def _hook(name: str) -> bytes:
    return _page(f'<p data-hook="{name}">{_story()}')


def build(parties: PartyTable, counts: tuple[Metric, ...]) -> Callable[[stages.Material], Read]:
    """The function that reads pages, but for those that name a hook."""
    read = reading(parties, counts)

    def hooked(material: stages.Material) -> Read:
        body = material.body or b""
        hook = body.partition(_MARKER)[2][1:].partition(b'"')[0].decode()
        if hook == "sleep":
            time.sleep(3600)
        elif hook in ("kill", "crash"):
            os.kill(os.getpid(), signal.SIGKILL if hook == "kill" else signal.SIGSEGV)
        elif hook == "memory":
            bytearray(1 << 40)
        elif hook == "error":
            raise RuntimeError("met on purpose")
        return read(material)

    return hooked


def write(folder: Path, hostile: int, kinds: list[str]) -> dict[str, str]:
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
        expected[path.name] = HOSTILE[kind][0]
        beside = folder / f"{number:06}-{number % 7}-good.html"
        beside.write_bytes(good(number))
        expected[beside.name] = HANDLED
    return expected


def ingested(folder: Path, db: Path, workers: Workers) -> tuple[dict[str, str], Counter[str]]:
    """What came of each file of the folder, by name, and how many of what."""
    parties = workers.parties
    reader, context = stages.build_reader(parties), stages.comparing(parties)
    found = {}

    async def go() -> None:
        with Store.open(str(db)) as store:
            async for outcome in stages.ingest(
                expand([str(folder)]), store, reader, context, settings=FetchSettings(),
                clock=lambda: datetime.now(UTC), workers=workers,
            ):  # fmt: skip
                found[Path(outcome.source).name] = outcome.reason or outcome.state

    asyncio.run(go())
    return found, Counter(found.values())


def main() -> None:
    """Ingest, print what came of the pages, and exit 1 where one came out otherwise."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=500, help="hostile pages, and as many good ones")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="the time limit of a page")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "pages")
        folder.mkdir()
        expected = write(folder, given.pages, list(HOSTILE))
        begin = time.perf_counter()
        with Workers(cores(), stages.party_table(), seconds=given.seconds, build=build) as workers:
            found, counts = ingested(folder, Path(place, "a.db"), workers)
    for name, count in sorted(counts.items()):
        print(f"{name:<18} {count:>5,}")
    wrong = {name: (found.get(name), came) for name, came in expected.items() if found.get(name) != came}
    for name, (was, should) in sorted(wrong.items())[:20]:
        print(f"{name}: {was}, expected {should}")
    print(f"{len(expected):,} pages in {time.perf_counter() - begin:.0f} s, {len(wrong)} came out otherwise")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
