"""The store: opened by path or URL, written one article at a time, read by the methods here.

with Store.open("counterclaim.db") as store:
    with store.writing() as writer:
        saved = writer.put_article(article, fetch, reading, body)
    for stored in store.claims(ClaimQuery(party="OpenAI")):
        ...
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, select

from claims.article import Article, Validators
from claims.model import Reading
from claims.outlets import outlets_of
from claims.parties import PartyTable, load_parties
from storage import cases, checks, decisions, feeds, origins, queries, queue, revisiting
from storage.articles import article_ids, as_given, count, find_article
from storage.case_records import CaseEvent, CaseQuery, Draft, StoredCase, StoredDecision
from storage.engine import PATIENCE, Place, clear_errors, connect, place, writing
from storage.feed_records import StoredFeed, StoredUrl
from storage.migrate import migrate
from storage.pages import Pages
from storage.queue_reader import QueueReader
from storage.records import (
    Change,
    Checked,
    ClaimQuery,
    Finding,
    Revision,
    Saved,
    Status,
    StoredArticle,
    StoredClaim,
    StoredEdge,
    StoredFetch,
)
from storage.schema import claims, edges
from storage.shelves import Shelves
from storage.snapshots import get_bytes, get_text
from storage.user_records import StoredUser
from storage.users import UserReader
from storage.verdicts import read_edges, select_edges
from storage.writer import Writer, would_change

__all__ = [
    "CaseQuery", "Change", "Checked", "ClaimQuery", "Draft", "Finding", "Revision", "Saved", "Status", "Store",
    "StoredArticle", "StoredCase", "StoredClaim", "StoredDecision", "StoredEdge", "StoredFeed", "StoredFetch",
    "StoredUrl", "StoredUser", "Writer", "utc_now",
]  # fmt: skip


def utc_now() -> datetime:
    """The time, in UTC: the clock of a store where the caller passes no other."""
    return datetime.now(UTC)


@cache
def shipped_parties() -> PartyTable:
    """The shipped table of parties, read once."""
    return load_parties()


class Store:
    """An open database; `created` says whether opening it made its tables.

    Every method raises StoreUnavailable, with the place and a repair, where the database cannot be used.
    """

    def __init__(self, engine: Engine, at: Place, clock: Callable[[], datetime], created: bool) -> None:
        self._engine = engine
        self._at = at
        self._clock = clock
        self.created = created
        self.queue = QueueReader(self._reading, clock)
        self.shelves = Shelves(self._reading)
        self.pages = Pages(self._reading)
        self.users = UserReader(self._reading)

    @classmethod
    def open(
        cls, where: str, *, create: bool = True, clock: Callable[[], datetime] = utc_now, patience: float = PATIENCE
    ) -> Store:
        """Open the database at a path, a sqlite:/// or a postgresql+psycopg:// URL, and bring its tables up to date.

        create -- make it, and its folder, where there is none.  clock -- gives aware moments.  patience -- seconds to
        wait for another process that writes.  Raises UsageError where `where` names no place, StoreUnavailable where
        there is nothing to open, read or write, StoreTooNew where a later version wrote it.
        """
        at = place(where)
        engine = connect(at, create=create, patience=patience)
        try:
            with clear_errors(at, "open"):
                created = migrate(engine, at)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, at, clock, created)

    @property
    def where(self) -> str:
        """The path, or the URL without its password."""
        return str(self._at)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or the server; a closed store opens its connections again when used."""
        self._engine.dispose()

    @contextmanager
    def writing(self, parties: PartyTable | None = None) -> Iterator[Writer]:
        """One transaction, for one article or decision: it is stored when the block ends, all of it or nothing.

        Cases are brought up to date before it ends.  parties -- the table whose outlets texts name; the shipped one
        where there is none.
        """
        with clear_errors(self._at, "write"), writing(self._engine).begin() as connection:
            writer = Writer(connection, self._clock(), outlets_of(parties or shipped_parties()))
            yield writer
            writer.settle()

    def cases(self, query: CaseQuery | None = None) -> list[StoredCase]:
        """The cases that fit, those that deserve most time first: by grade, then by gap."""
        with self._reading() as connection:
            found = connection.execute(queue.select_cases(query or CaseQuery())).mappings().all()
            return list(cases.read_cases(connection, found))

    def case(self, id_or_prefix: str) -> StoredCase:
        """The case whose id, or whose former id, starts so.  Raises NotStored."""
        with self._reading() as connection:
            return cases.find_case(connection, id_or_prefix)

    def case_history(self, case: StoredCase) -> tuple[tuple[CaseEvent, ...], tuple[StoredDecision, ...]]:
        """What happened to a case, and all decisions on it, undone ones included, both in order."""
        with self._reading() as connection:
            return cases.history(connection, case), decisions.all_of(connection, [case.id, *case.other_ids])

    def copies(self, text_sha: str) -> frozenset[str]:
        """The hashes of the stored texts that are near-duplicates of this stored one, itself among them."""
        with self._reading() as connection:
            return origins.copies(connection, text_sha)

    def claims(self, query: ClaimQuery | None = None) -> Iterator[StoredClaim]:
        """The claims that fit, as a stream, in the query's order."""
        with self._reading() as connection:
            found = queries.matching(query or ClaimQuery()).execution_options(yield_per=queries.BATCH)
            for row in connection.execute(found).mappings():
                yield queries.read_stored_claim(row)

    def count_claims(self, query: ClaimQuery | None = None) -> int:
        """How many claims fit."""
        with self._reading() as connection:
            return int(connection.execute(queries.counting(query or ClaimQuery())).scalar_one())

    def claim(self, id_or_prefix: str) -> StoredClaim:
        """The claim whose id starts so: the live one, else the one that was retired last.  Raises NotStored."""
        with self._reading() as connection:
            whole = queries.whole_id(connection, claims.c.id, id_or_prefix, "claim", "counterclaim claims")
            return queries.claims_by_id(connection, [whole])[whole]

    def article(self, name: str) -> StoredArticle:
        """The article with this identity, URL or doc, or whose id starts so.  Raises NotStored or SnapshotDamaged."""
        with self._reading() as connection:
            return find_article(connection, name)

    def article_ids(self, source: str | None = None) -> list[str]:
        """Ids of all articles, or of those with this id, URL, doc or publisher, in the order in which they came."""
        with self._reading() as connection:
            return article_ids(connection, source)

    def article_as_given(self, article_id: str) -> Article:
        """The article with this whole id, for reading it again.  Raises NotStored or SnapshotDamaged."""
        with self._reading() as connection:
            return as_given(connection, article_id)

    def validators(self, sources: Collection[str]) -> dict[str, Validators]:
        """What the servers of these sources know their stored pages by, for asking whether they are still those."""
        with self._reading() as connection:
            return revisiting.validators(connection, sources)

    def would_change(self, article: Article, reading: Reading) -> Saved:
        """What `Writer.put_reading` would do, without doing it.  Raises NotStored."""
        with self._reading() as connection:
            return would_change(connection, article, reading)

    def edges(
        self,
        flagged_only: bool = True,
        *,
        party: str | None = None,
        metric: str | None = None,
        min_gap: float | None = None,
        include_retired: bool = False,
        limit: int | None = None,
    ) -> list[StoredEdge]:
        """Verdicts, those that deserve most time first: by grade, then by gap.

        flagged_only -- contradictions only.  party, metric -- of either claim.  min_gap -- relative, 0 to 1.
        include_retired -- also where a claim is no longer stated.
        """
        query = select_edges(
            flagged_only=flagged_only, party=party, metric=metric, min_gap=min_gap, include_retired=include_retired,
            limit=limit,
        )  # fmt: skip
        with self._reading() as connection:
            return list(read_edges(connection, query))

    def edge(self, id_or_prefix: str) -> StoredEdge:
        """The verdict whose id starts so.  Raises NotStored."""
        with self._reading() as connection:
            whole = queries.whole_id(connection, edges.c.id, id_or_prefix, "conflict", "counterclaim conflicts")
            return next(read_edges(connection, select(edges).where(edges.c.id == whole)))

    def pairs(self) -> Iterator[StoredEdge]:
        """All verdicts between claims that stand, as a stream, in the order of their ids."""
        query = select_edges(
            flagged_only=False, party=None, metric=None, min_gap=None, include_retired=False, limit=None
        ).order_by(None)  # fmt: skip
        with self._reading() as connection:
            yield from read_edges(connection, query.order_by(edges.c.id))

    def status(self) -> Status:
        """Counts of what is stored, compared and refused."""
        with self._reading() as connection:
            return count(connection)

    def feeds(self, section: str | None = None) -> list[StoredFeed]:
        """All feeds, or those of a section, with how they fare."""
        with self._reading() as connection:
            return feeds.read_feeds(connection, self._clock(), section)

    def due_feeds(self, section: str | None = None) -> list[StoredFeed]:
        """The feeds that are to be looked at now."""
        with self._reading() as connection:
            return feeds.due_feeds(connection, self._clock(), section)

    def due_urls(self, section: str | None = None, *, again: bool = False, limit: int | None = None) -> list[StoredUrl]:
        """The URLs that are to be tried now; again -- also those that wait for their next try or were given up."""
        with self._reading() as connection:
            return feeds.due_urls(connection, self._clock(), section=section, again=again, limit=limit)

    def url_states(self) -> Mapping[str, int]:
        """How many URLs of feeds are in which state (claims.feeds.UrlState)."""
        with self._reading() as connection:
            return feeds.url_states(connection)

    def to_check(self) -> Checked:
        """How much `check` looks at."""
        with self._reading() as connection:
            return checks.to_check(connection)

    def check(self, step: Callable[[int], None] = lambda _: None) -> Iterator[Finding]:
        """All that is wrong with what is stored, as a stream; `step` is told how many things were looked at."""
        with self._reading() as connection:
            yield from checks.check(connection, step)

    def body(self, sha: str) -> bytes:
        """The raw bytes with this SHA-256, as a revision's `body_sha` names them.

        Raises NotStored or SnapshotDamaged.
        """
        with self._reading() as connection:
            return get_bytes(connection, sha)

    def text(self, sha: str) -> str:
        """The cleaned text with this hash, as a revision's `text_sha` names it.

        Raises NotStored or SnapshotDamaged.
        """
        with self._reading() as connection:
            return get_text(connection, sha)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with clear_errors(self._at, "read"), self._engine.begin() as connection:
            yield connection
