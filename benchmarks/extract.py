"""How long all of extraction takes, as a ratio to spaCy's tokenizer alone on the same texts in the same run.

Claims alone are what `counterclaim extract` reads, claims and mentions what `counterclaim extract --parties` does.
A run takes the texts slice by slice, each by the tokenizer, for claims, and for claims and mentions in turn, so that
whatever else the machine does falls on all three alike.  The first run meets each text for the first time, as in use;
in the runs behind it the tokenizer knows every word already.  What is to stay under the bar is the median of these.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import spacy

from claims.article import Article
from claims.parties import load_parties
from extractors.pipeline import Reader

SLICE = 50
"""Texts that are read before the next of the three has its turn."""

GROWTH = 0.10
"""Share by which memory may grow after the first round: a leak grows with every text."""

FIXTURES = Path(__file__).parent.parent / "fixtures" / "text"


def texts(corpus: Path | None, limit: int) -> list[str]:
    """Texts of a .jsonl(.gz) dump, or the fixtures' texts repeated."""
    if corpus is None:
        own = [path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("*.txt"))]
        return (own * (limit // len(own) + 1))[:limit]
    with (
        gzip.open(corpus, "rt", encoding="utf-8") if corpus.suffix == ".gz" else corpus.open(encoding="utf-8") as lines
    ):
        return [json.loads(line)["text"] for line, _ in zip(lines, range(limit), strict=False)]


def timed(work: Callable[[str], object], pieces: Iterable[str]) -> float:
    """Seconds of processor time for the work over all pieces."""
    begin = time.process_time()
    for piece in pieces:
        work(piece)
    return time.process_time() - begin


def in_turn(works: Sequence[Callable[[str], object]], pieces: Sequence[str]) -> list[float]:
    """Seconds of processor time for each of the works over all pieces, taken slice by slice in turn."""
    slices = [pieces[first : first + SLICE] for first in range(0, len(pieces), SLICE)]
    rows = [[timed(work, part) for work in works] for part in slices]
    return [sum(column) for column in zip(*rows, strict=True)]


def resident() -> float:
    """Megabytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def grown(work: Callable[[str], object], pieces: Sequence[str], times: int) -> float:
    """Read the pieces so many times over, print the memory after each round, and give its growth after the first."""
    after: list[float] = []
    for number in range(1, times + 1):
        for piece in pieces:
            work(piece)
        after.append(resident())
        print(f"{number * len(pieces):>8,} texts: {after[-1]:.1f} MB", flush=True)
    return after[-1] / after[0] - 1


def main() -> None:
    """Print the ratios and the texts a second, and the memory at the end; or how the memory grows."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="The figure of the newswire: python -m benchmarks.extract --corpus newswire.jsonl.gz --limit 4000",
    )
    parser.add_argument("--corpus", type=Path, help="a .jsonl or .jsonl.gz dump with `text`; the fixtures without it")
    parser.add_argument("--limit", type=int, default=1000, metavar="N", help="read the first N texts (default: 1000)")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs behind the first one (default: 5)")
    parser.add_argument(
        "--memory",
        type=int,
        metavar="N",
        help="read the texts N times over instead, and exit 1 if memory grew by 10 %%",
    )
    given = parser.parse_args()
    pieces = texts(given.corpus, given.limit)
    reader, blank = Reader(load_parties()), spacy.blank("en")

    def claims(text: str) -> object:
        return reader.read(Article(doc="a", identity="a", text=text, language="en"), mentions=False)

    def mentions(text: str) -> object:
        return reader.read(Article(doc="a", identity="a", text=text, language="en"))

    if given.memory:
        growth = grown(mentions, pieces, given.memory)
        print(f"memory after {given.memory} rounds against the first: {growth:+.1%} (bar {GROWTH:.0%})")
        sys.exit(growth > GROWTH)
    first, *runs = [in_turn((blank.make_doc, claims, mentions), pieces) for _ in range(given.runs + 1)]
    for place, name in enumerate(("claims", "claims and mentions"), start=1):
        ratio = statistics.median(run[place] / run[0] for run in runs)
        speed = len(pieces) / statistics.median(run[place] for run in runs)
        print(f"{name} / make_doc: {ratio:.2f} ({speed:,.0f} texts/s); in the first run {first[place] / first[0]:.2f}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(pieces)} texts, {given.runs} runs, {memory:.0f} MB at the end")


if __name__ == "__main__":
    main()
