"""What comparing a new article costs as the store grows, in pairs, and how much room a claim takes in SQLite.

Two stores of another size are asked for the same new articles, in turns; the figure is the median ratio. The large
store is the small one with copies of itself, and may be measured twice: `others` is the growth of other parties, whose
claims a new article never meets; `own` is that of its own parties, by a longer history of the same ones.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from random import Random

from benchmarks.filling import LAST_DAY, Model, fill, grow
from claims.article import Article, Fetch
from claims.errors import CounterclaimError
from claims.model import Reading
from claims.pairs import Context
from flows.comparing import compare_changed
from flows.stages import comparing, party_table
from storage.engine import writing
from storage.store import Store

A_DAY = 100
"""Articles a day: about 1,250 claims."""


class _Undone(CounterclaimError):
    """Ends a transaction without storing anything."""


def compared(store: Store, context: Context, article: Article, reading: Reading) -> tuple[float, int]:
    """Seconds of processor time to compare the article, stored for that only, and how many verdicts came of it."""
    fetch = Fetch(source=article.doc, fetched_at="2026-06-02T00:00:00Z")
    spent, before = 0.0, 0
    try:
        with store.writing() as writer:
            writer.put_article(article, fetch, reading, None)
            begin = time.process_time()
            before = len(compare_changed(writer, context))
            spent = time.process_time() - begin
            raise _Undone
    except _Undone:
        return spent, before


def made(path: Path, base: Path | None, model: Model, claims: int, times: int, suffix: str) -> Path:
    """A database with `claims`, or a copy of `base` grown to so many times more."""
    if base is None:
        with Store.open(str(path)) as store:
            fill(store._engine, model, claims, A_DAY)
        return path
    shutil.copy(base, path)
    days = max(1, round(claims / A_DAY / 12.5))
    with Store.open(str(path)) as store, writing(store._engine).begin() as connection:
        grow(connection, times, days, suffix)
    return path


def main() -> None:
    """Print the ratios and the bytes a claim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=2_000, help="claims in the small store")
    parser.add_argument("--times", type=int, default=10, help="how many times larger the large one is")
    parser.add_argument("--articles", type=int, default=9, help="new articles to compare, in pairs")
    parser.add_argument("--own", action="store_true", help="also let the article's own parties grow")
    given = parser.parse_args()
    model, context, chance = Model.built(), comparing(party_table()), Random(7)
    new = [model.story(chance, 10**7 + number, LAST_DAY) for number in range(given.articles)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = made(folder / "small.db", None, model, given.small, 1, "")
        for kind, suffix in (("others", " II"), ("own", "")) if given.own else (("others", " II"),):
            large = made(folder / "large.db", small, model, given.small, given.times - 1, suffix)
            with Store.open(str(small)) as one, Store.open(str(large)) as other:
                for store in (one, other):
                    compared(store, context, *new[0])
                pairs = [(compared(other, context, *story)[0], compared(one, context, *story)[0]) for story in new]
                counts = [store.status().claims for store in (one, other)]
            ratio = statistics.median(a / b for a, b in pairs)
            a, b = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
            print(
                f"comparing a new article, {counts[1]:,} claims / {counts[0]:,} ({kind} grown): {ratio:.2f} "
                f"({a:.1f} ms / {b:.1f} ms, {len(pairs)} pairs)"
            )
            if kind == "others":
                print(f"SQLite with indexes, texts and articles: {large.stat().st_size / counts[1]:,.0f} bytes a claim")
            large.unlink()


if __name__ == "__main__":
    main()
