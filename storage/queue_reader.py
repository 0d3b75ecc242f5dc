"""Reading the queue, behind `Store.queue`: pages of cases, counts, neighbours, views, decisions on many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from storage import bulks, cases, counting, decisions, queue
from storage.bulk_records import Bulk, Expected
from storage.case_records import CaseQuery, StoredCase, StoredDecision, cursor
from storage.queue_lines import read_lines
from storage.queue_records import CaseLine, CasePage, Facets, LinePage, SavedView
from storage.schema import cases as cases_table
from storage.schema import saved_views
from storage.snapshots import texts


class QueueReader:
    """What a store knows of its queue."""

    def __init__(
        self, reading: Callable[[], AbstractContextManager[Connection]], clock: Callable[[], datetime]
    ) -> None:  # fmt: skip
        self._reading = reading
        self._clock = clock

    def page(self, query: CaseQuery, size: int) -> CasePage:
        """So many of the cases that fit, from the query's place on; its limit does not count."""
        with self._reading() as connection:
            ask = queue.select_cases(replace(query, limit=size + 1))
            found = connection.execute(ask).mappings().all()
            shown = tuple(cases.read_cases(connection, found[:size]))
        return CasePage(shown, shown[-1].cursor if len(found) > size else None)

    def last_changed(self, query: CaseQuery) -> Iterator[StoredCase]:
        """The cases that fit, those that changed last first, as a stream; the query's place does not count."""
        with self._reading() as connection:
            found = connection.execute(queue.last_changed(query)).mappings().all()
            yield from cases.read_cases(connection, found)

    def look(self, query: CaseQuery, size: int) -> tuple[LinePage, Facets]:
        """So many of the cases that fit as lines of a list, from the query's place on, and how many have what."""
        with self._reading() as connection:
            found, facets = counting.look(connection, query, size + 1, self._clock())
            shown = read_lines(connection, found[:size])
        last = found[size - 1] if len(found) > size else None
        return LinePage(shown, None if last is None else cursor(last["turn"], last["id"])), facets

    def lines(self, query: CaseQuery, size: int) -> tuple[CaseLine, ...]:
        """At most so many of the cases that fit, as lines of a list in their order; the limit does not count."""
        with self._reading() as connection:
            return read_lines(connection, counting.first(connection, query, size))

    def count(self, query: CaseQuery) -> int:
        """How many cases fit; neither limit nor place counts."""
        with self._reading() as connection:
            return counting.count(connection, query)

    def ids(self, query: CaseQuery | None = None) -> list[str]:
        """Ids of the cases that fit, in their order: for what wants no more of them."""
        with self._reading() as connection:
            ask = queue.select_cases(query or CaseQuery()).with_only_columns(cases_table.c.id)
            return list(connection.execute(ask).scalars())

    def neighbours(self, query: CaseQuery, at: str) -> tuple[str | None, str | None]:
        """Ids of the cases before and after a place (StoredCase.cursor), of those that fit."""
        with self._reading() as connection:
            return queue.neighbours(connection, query, at)

    def analysts(self) -> list[str]:
        """All who look after a case or have decided one, in the order of the alphabet."""
        with self._reading() as connection:
            return queue.analysts(connection)

    def texts(self, shas: Collection[str]) -> Mapping[str, str]:
        """The texts with these hashes; those that are damaged or not there are left out."""
        with self._reading() as connection:
            return texts(connection, shas)

    def fetched(self, articles: Collection[str]) -> Mapping[str, str]:
        """When each of these articles (ids) was last fetched, an ISO moment; none where it never was."""
        with self._reading() as connection:
            return queue.fetched(connection, articles)

    def views(self) -> list[SavedView]:
        """All saved views, in the order of their names."""
        query = select(saved_views).order_by(saved_views.c.name)
        with self._reading() as connection:
            return [
                SavedView(row["name"], row["query"], row["made_by"], row["made_at"])
                for row in connection.execute(query).mappings()
            ]

    def expected(self, query: CaseQuery) -> Expected:
        """What a decision on all that fit and wait for one would be about."""
        with self._reading() as connection:
            return bulks.expected(connection, query)

    def bulk(self, id_or_prefix: str) -> Bulk:
        """The decision on many whose id starts so.  Raises NotStored."""
        with self._reading() as connection:
            return bulks.find(connection, id_or_prefix)

    def last_bulks(self, most: int) -> list[Bulk]:
        """The last decisions on many, the newest first."""
        with self._reading() as connection:
            return bulks.last(connection, most)

    def decision(self, id_or_prefix: str) -> StoredDecision:
        """The decision whose id starts so.  Raises NotStored."""
        with self._reading() as connection:
            return decisions.find(connection, id_or_prefix)

    def bulks_of(self, made: Collection[str]) -> Mapping[str, str]:
        """Of these decisions (ids), those that were made of many cases at once, with the id of that."""
        with self._reading() as connection:
            return bulks.of_decisions(connection, made)
