"""What the tests of the store share: a clock that stands still, an empty store, and short ways to make its input.

Every test that asks for `where` or `desk` runs twice: on a SQLite file and on a database of a real PostgreSQL server.
`pytest.mark.parametrize("where", ["sqlite"], indirect=True)` keeps one that is about files to SQLite.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, func, select

from claims.article import Article, Fetch, Publication
from claims.model import Claim, PartyMention, Reading, Signal
from claims.values import Quantity
from claims.verdicts import Edge, Grade, Kind, Outcome, Step, Verdict
from storage import schema
from storage.store import Saved, Store


@dataclass
class Clock:
    """A clock that moves only when it is told to."""

    now: datetime = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def step(self, seconds: float) -> datetime:
        """Move on so many seconds, and give the new time."""
        self.now += timedelta(seconds=seconds)
        return self.now

    def pass_days(self, days: int) -> datetime:
        """Move on, and give the new time."""
        self.now += timedelta(days=days)
        return self.now


@dataclass
class Desk:
    """Makes articles and readings, and puts them into a store."""

    store: Store
    clock: Clock
    where: str
    fetched_at: str = field(default="2026-03-01T12:00:00Z")

    def article(self, text: str, name: str = "one", **more: Any) -> Article:
        """An article of this text, at an address of its own."""
        url = f"https://paper.example/{name}"
        given: dict[str, Any] = {"doc": url, "identity": url, "text": text, "url": url, "publisher": "The Paper"}
        given["publication"] = Publication("2026-02-27", "jsonld", "2026-02-27T09:30:00+01:00", "2026-02-28")
        return Article(**{**given, **more})

    def claim(self, article: Article, quote: str, value: float, **more: Any) -> Claim:
        """A claim about the first place where the article's text has the quote."""
        start = article.text.index(quote)
        given: dict[str, Any] = {
            "doc": article.doc, "text_sha": article.text_sha, "quote": quote, "start": start, "end": start + len(quote),
            "sentence_start": 0, "sentence_end": len(article.text), "metric": "funding", "subject": "Acme AI",
            "quantity": Quantity(low=value, high=value, unit="USD", precision=1e8),
            "published": article.publication.date, "published_source": article.publication.source,
            "rule": "funding.raise", "extractor_version": "1",
        }  # fmt: skip
        return Claim(**{**given, **more})

    def fetch(self, article: Article, body: bytes | None = None, **more: Any) -> Fetch:
        """A fetch that went well."""
        given: dict[str, Any] = {
            "source": article.url or article.doc, "fetched_at": self.fetched_at, "status": 200,
            "headers": (("content-type", "text/html"), ("etag", '"7"')),
            "body_sha": None if body is None else hashlib.sha256(body).hexdigest(),
        }  # fmt: skip
        return Fetch(**{**given, **more})

    def put(self, article: Article, *found: Claim, body: bytes | None = None, **reading: Any) -> Saved:
        """Store one article with these claims."""
        with self.store.writing() as writer:
            return writer.put_article(article, self.fetch(article, body), Reading(tuple(found), **reading), body)

    def mention(self, article: Article, name: str) -> PartyMention:
        """The first place where the text has the name."""
        start = article.text.index(name)
        return PartyMention(
            doc=article.doc, text_sha=article.text_sha, start=start, end=start + len(name), text=name,
            canonical=name, kind="company", found_by="table",
        )  # fmt: skip

    def signal(self, article: Article, quote: str) -> Signal:
        """A quantity that was seen and not read."""
        start = article.text.index(quote)
        return Signal("energy", start, start + len(quote), quote)

    def counts(self) -> dict[str, int]:
        """Rows of every table but the one that always has the same."""
        with self.connected() as connection:
            return {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in schema.metadata.tables.items()
                if table is not schema.marks
            }

    def run(self, statement: str, *values: Any) -> None:
        """Change the database behind the store's back; a value stands as %s."""
        with self.connected() as connection, connection.begin():
            sign = "?" if connection.dialect.name == "sqlite" else "%s"
            connection.exec_driver_sql(statement.replace("%s", sign), values)

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """A connection of another program to the same database."""
        engine = create_engine(self.where if "://" in self.where else f"sqlite:///{self.where}")
        with engine.connect() as connection:
            yield connection
        engine.dispose()


def value_conflict(gap: float = 0.2, grade: Grade = Grade.high, rules: str = "1") -> Verdict:
    """A contradiction between two values."""
    return Verdict(
        outcome=Outcome.contradiction, kind=Kind.value, reasons=("value",), gap=gap, grade=grade, rules=rules,
        trace=(Step("same event?", "the round label is the same"), Step("do the values overlap?", "no")),
    )  # fmt: skip


def rounding() -> Verdict:
    """Two figures that agree."""
    return Verdict(outcome=Outcome.compatible, reasons=("rounding",), trace=(), rules="1", gap=0.0)


@pytest.fixture
def clock() -> Clock:
    """Noon of 1 March 2026."""
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the SQLite database of this test is."""
    return tmp_path / "claims.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, path: Path) -> str:
    """The place of an empty database, once of each kind; PostgreSQL's has its tables already."""
    if request.param == "sqlite":
        return str(path)
    url: str = request.getfixturevalue("fresh_postgresql")()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def nowhere(request: pytest.FixtureRequest, path: Path) -> str:
    """The place of a database without tables, once of each kind; SQLite's file is not there yet."""
    if request.param == "sqlite":
        return str(path)
    url: str = request.getfixturevalue("empty_postgresql")()
    return url


@pytest.fixture
def desk(where: str, clock: Clock) -> Iterator[Desk]:
    """A desk at an empty store."""
    with Store.open(where, clock=clock) as store:
        yield Desk(store, clock, where)


@pytest.fixture
def conflict() -> Callable[..., Verdict]:
    """Makes a contradiction of values."""
    return value_conflict


@pytest.fixture
def agreement() -> Verdict:
    """A verdict that is no conflict."""
    return rounding()


@pytest.fixture
def two_sides(desk: Desk, conflict: Callable[..., Verdict]) -> tuple[Claim, Claim, Edge]:
    """Two articles that tell one round differently, stored with their conflict."""
    one, other = desk.article("Acme AI raised $5 billion."), desk.article("Acme AI raised $4 billion.", "two")
    a, b = desk.claim(one, "$5 billion", 5e9), desk.claim(other, "$4 billion", 4e9)
    desk.put(one, a)
    with desk.store.writing() as writer:
        writer.put_article(other, desk.fetch(other), Reading((b,)), None)
        edge = Edge.between(a, b, conflict())
        writer.put_edges([edge])
    return a, b, edge
