"""Fills a database with synthetic claims that look like real ones, in bulk: what `benchmarks.compare` measures against.

The rows are those that the extractors read from the fixtures, with other parties, dates and sums: widths, metrics,
events and cues are real. Parties follow Zipf's law over some thousand names, and a fixed number of articles is
published each day, so a larger store is one that has been kept for longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any

import zstandard
from sqlalchemy import Connection, Engine, insert

from benchmarks.fixture_pages import pages
from claims.article import Article, Fetch, Publication
from claims.errors import Refusal
from claims.model import Claim, Reading, content_id
from claims.parties import load_parties
from claims.units import number
from extractors.pipeline import Reader
from storage import rows
from storage.engine import writing
from storage.schema import articles, claim_parties, claims, fetches, mentions, metadata, revisions, snapshots
from storage.snapshots import LEVEL

LAST_DAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 2, tzinfo=UTC)
PARTIES = 5000
AT_ONCE = 500  # articles a transaction


@dataclass(frozen=True)
class Model:
    """What new articles are made from: the fixtures as they are read, and names with their weights."""

    stories: tuple[tuple[Article, Reading], ...]
    names: tuple[str, ...]
    weights: tuple[float, ...]

    @classmethod
    def built(cls) -> Model:
        """Read the fixtures; the names are the shipped ones and invented ones after them."""
        reader, read = Reader(load_parties()), []
        for page in pages():
            try:
                article = page.article()
            except Refusal:
                continue
            found = reader.read(article)
            if found.claims:
                read.append((article, found))
        return cls(tuple(read), party_names(), tuple(accumulate(1 / (rank + 1) for rank in range(PARTIES))))

    def story(self, chance: Random, number: int, day: date) -> tuple[Article, Reading]:
        """An article of that day with its claims: about some parties and sites of its own, with other sums."""
        base, reading = chance.choice(self.stories)
        text = f"{base.text}\n\nStory {number} of {chance.random()}."
        name = f"https://paper-{number % 97}.example/{day:%Y/%m/%d}/a-story-about-a-deal-{number}"
        article = replace(
            base, doc=name, identity=name, url=name, canonical_url=name, text=text, flags=(),
            publication=Publication(day.isoformat(), "jsonld", f"{day}T09:30:00Z", None),
        )  # fmt: skip
        cast: dict[str | None, str] = {}
        sha = article.text_sha

        def named(name: str) -> str:
            if name not in cast:
                cast[name] = chance.choices(self.names, cum_weights=self.weights)[0]
            return cast[name]

        found = tuple(self._claim(claim, article, sha, chance, named) for claim in reading.claims)
        seen = tuple(replace(mention, doc=name, text_sha=sha) for mention in reading.mentions)
        return article, Reading(found, seen)

    @staticmethod
    def _claim(claim: Claim, article: Article, sha: str, chance: Random, named: Any) -> Claim:
        q, by = claim.quantity, round(chance.lognormvariate(0, 1), 2) or 1.0
        day = article.publication.date
        return replace(
            claim, doc=article.doc, text_sha=sha, published=day, published_source="jsonld",
            quantity=replace(q, low=q.low and q.low * by, high=q.high and q.high * by, precision=q.precision * by),
            subject=claim.subject and named(claim.subject),
            counterparties=tuple(dict.fromkeys(map(named, claim.counterparties))),
            event=replace(claim.event, site=claim.event.site and f"{named(claim.event.site)} campus"),
            as_of=day if claim.as_of and len(claim.as_of) == 10 else claim.as_of, converts=None, part_of=None,
        )  # fmt: skip


def party_names() -> tuple[str, ...]:
    """The shipped names and invented ones after them, those that are told of most first."""
    table = load_parties()
    shipped = [row.name for row in table if table.group(row.name) == row.name]
    Random(1).shuffle(shipped)
    return tuple((shipped + [f"Firm {number}" for number in range(PARTIES)])[:PARTIES])


def stories(model: Model, count: int, a_day: int, seed: int) -> Iterator[tuple[int, Article, Reading]]:
    """Articles with at least `count` claims, so many of them a day; the newest are of LAST_DAY."""
    chance, total, number = Random(seed), 0, 0
    each = sum(len(reading.claims) for _, reading in model.stories) / len(model.stories)
    days = int(count / each / a_day)
    while total < count:
        day = LAST_DAY - timedelta(days=max(0, days - number // a_day))
        article, reading = model.story(chance, number, day)
        total += len(reading.claims)
        number += 1
        yield number, article, reading


def fill(engine: Engine, model: Model, count: int, a_day: int, seed: int = 1) -> None:
    """Put `count` claims, or a few more, into a database whose tables are empty."""
    pack, claim_key = zstandard.ZstdCompressor(level=LEVEL), 0
    tables = (snapshots, articles, revisions, fetches, mentions, claims, claim_parties)
    batch: dict[str, list[dict[str, Any]]] = {table.name: [] for table in tables}

    def flush() -> None:
        with writing(engine).begin() as connection:
            for table in tables:
                if batch[table.name]:
                    connection.execute(insert(table), batch[table.name])
                    batch[table.name] = []

    for key, article, reading in stories(model, count, a_day, seed):
        text, sha = article.text.encode(), article.text_sha
        batch["snapshots"].append({"sha": sha, "size": len(text), "data": pack.compress(text)})
        batch["articles"].append(
            {"key": key, "id": content_id("article", article.identity), "identity": article.identity,
             "doc": article.doc, "revision": 1, "first_seen": NOW, "last_seen": NOW}
        )  # fmt: skip
        batch["revisions"].append(
            {**rows.revision_row(article), "key": key, "article": key, "number": 1, "recorded_at": NOW,
             "text_sha": sha, "body_sha": None}
        )  # fmt: skip
        fetch = Fetch(source=article.doc, fetched_at="2026-06-02T00:00:00Z", status=200, headers=(("etag", '"1"'),))
        batch["fetches"].append(
            {**rows.fetch_row(fetch), "article": key, "fetched_at": fetch.fetched_at, "attempts": 1,
             "last_fetched_at": fetch.fetched_at}
        )  # fmt: skip
        for n, mention in enumerate(reading.mentions):
            batch["mentions"].append({"revision": key, "n": n, **rows.mention_row(mention)})
        for claim in {claim.id: claim for claim in reading.claims}.values():
            claim_key += 1
            batch["claims"].append(
                {**rows.claim_row(claim), "key": claim_key, "article": key, "revision": key, "recorded_at": NOW,
                 "retired_at": None, "last_seen": NOW}
            )  # fmt: skip
            for party in {name.casefold() for name in (claim.subject, *claim.counterparties) if name}:
                batch["claim_parties"].append({"party": party, "claim": claim_key})
        if key % AT_ONCE == 0:
            flush()
    flush()


GROWTH = (
    # table, its columns in the copy where they are not the same; :n is the copy's number, :days its age in days
    ("snapshots", {"sha": "s.sha"}),
    ("articles", {"key": "x.key + :keys", "id": "lower(hex(randomblob(8)))", "identity": "x.identity || '?' || :n",
                  "doc": "x.doc || '?' || :n"}),
    ("revisions", {"key": "x.key + :keys", "article": "x.article + :keys", "text_sha": "s.sha",
                   "url": "x.url || '?' || :n", "canonical_url": "x.canonical_url || '?' || :n",
                   "published": "date(x.published, :days)"}),
    ("fetches", {"key": "x.key + :keys", "article": "x.article + :keys", "source": "x.source || '?' || :n"}),
    ("mentions", {"revision": "x.revision + :keys"}),
    ("claims", {"key": "x.key + :keys", "article": "x.article + :keys",
                "id": "claim_id(s.sha, x.start, x.end, x.metric, x.subject || :suffix, x.low, x.high, x.unit, "
                      "x.qualifier)",
                "revision": "x.revision + :keys", "subject": "x.subject || :suffix",
                "site": "x.site || :suffix", "place": "x.place || lower(:suffix)",
                "published": "date(x.published, :days)", "day": "date(x.day, :days)",
                "as_of": "CASE WHEN length(x.as_of) = 10 THEN date(x.as_of, :days) ELSE x.as_of END"}),
    ("claim_parties", {"claim": "x.claim + :keys", "party": "x.party || :suffix"}),
)  # fmt: skip


_NEW_TEXT = {
    "snapshots": " JOIN temp.shas s ON s.old = x.sha",
    "revisions": " JOIN temp.shas s ON s.old = x.text_sha",
    "claims": " JOIN revisions r ON r.key = x.revision JOIN temp.shas s ON s.old = r.text_sha",
}
"""Where a copy needs the hash of its own text."""


def _claim_id(sha: str, start: int, end: int, metric: str, subject: str | None, *value: Any) -> str:
    low, high, unit, qualifier = value
    return content_id(sha, start, end, metric, subject, number(low), number(high), unit, qualifier)


def grow(connection: Connection, times: int, days: int, suffix: str) -> None:
    """Add `times` copies of all that a SQLite database holds, each so many days older than the one before.

    suffix -- what the parties of the copies are called behind their names: with "" their buckets grow, else others do.
    """
    driver: Any = connection.connection.driver_connection
    driver.create_function("claim_id", 9, _claim_id, deterministic=True)
    run = connection.exec_driver_sql
    run("CREATE TEMP TABLE shas (old TEXT PRIMARY KEY, sha TEXT)")
    last = int(run("SELECT max(key) FROM claims").scalar_one()) + 1
    kept = {name: f"x.{key} <= {last}" for name, key in (("mentions", "revision"), ("claim_parties", "claim"))}
    run("CREATE TEMP TABLE first (sha TEXT PRIMARY KEY)")
    run("INSERT INTO temp.first SELECT sha FROM snapshots")
    for n in range(1, times + 1):
        run("DELETE FROM temp.shas")
        run("INSERT INTO temp.shas SELECT sha, lower(hex(randomblob(32))) FROM temp.first")
        values = {"n": n, "keys": n * last, "days": f"-{n * days} days", "suffix": suffix}
        for name, changed in GROWTH:
            columns = [column.name for column in metadata.tables[name].columns]
            made = ", ".join(changed.get(column, f'x."{column}"') for column in columns)
            join = _NEW_TEXT.get(name, "")
            where = "" if name == "snapshots" else f" WHERE {kept.get(name, f'x.key <= {last}')}"
            listed = ", ".join(f'"{column}"' for column in columns)
            run(f"INSERT INTO {name} ({listed}) SELECT {made} FROM {name} x{join}{where}", values)
