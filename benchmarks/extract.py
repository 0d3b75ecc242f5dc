"""How long all of extraction takes, as a ratio to spaCy's tokenizer alone on the same texts in the same run."""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import spacy

from claims.article import Article
from claims.parties import load_parties
from extractors.pipeline import Reader

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


def main() -> None:
    """Print the median ratio over the runs, the texts a second, and the memory at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="a .jsonl or .jsonl.gz dump with `text`; the fixtures without it")
    parser.add_argument("--limit", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    pieces = texts(given.corpus, given.limit)
    reader, blank = Reader(load_parties()), spacy.blank("en")

    def read(text: str) -> object:
        return reader.read(Article(doc="a", identity="a", text=text, language="en"))

    timed(read, pieces[:50])
    timed(blank.make_doc, pieces[:50])
    pairs = [(timed(read, pieces), timed(blank.make_doc, pieces)) for _ in range(given.runs)]
    ratio = statistics.median(a / b for a, b in pairs)
    speed = len(pieces) / statistics.median(a for a, _ in pairs)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"extraction / make_doc: {ratio:.2f} ({speed:,.0f} texts/s)")
    print(f"{len(pieces)} texts, {given.runs} pairs, {memory:.0f} MB at the end")


if __name__ == "__main__":
    main()
