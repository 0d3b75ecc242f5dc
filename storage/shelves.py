"""Reading for pages: which parties there are, what is told of one by metric and page, and what was said of a claim.

A party's claims may be a hundred thousand: counts and pages read an index.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    bindparam,
    case,
    func,
    or_,
    select,
    union_all,
)

from claims.metrics import METRICS
from claims.periods import span
from claims.verdicts import Outcome
from storage import counting, queries, queue
from storage.case_records import CaseQuery
from storage.records import StoredClaim, StoredEdge
from storage.schema import case_claims, claim_parties, claims, edges, metric_counts, party_counts
from storage.schema import cases as case_table
from storage.standing import Standings, standings
from storage.verdicts import between_standing, read_edges


@dataclass(frozen=True, slots=True)
class Party:
    """What is stored of one party.

    name -- as claims write it.  metrics -- how many claims stand with it as subject, by metric in their usual order.
    waiting -- its cases to decide.
    """

    name: str
    metrics: dict[str, int]
    waiting: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some claims with how they stand; `total` counts all."""

    claims: tuple[StoredClaim, ...]
    standings: Standings
    total: int


class Shelves:
    """The claims as pages show them.  Every method raises StoreUnavailable where the database cannot be read."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading

    def find(self, name: str) -> str | None:
        """The name, as claims write it, of the party that is written so in any case; None where no claim names it."""
        asked = queries.askable(name)
        with self._reading() as connection:
            if _numbers(connection, asked):
                return asked
            return _written(connection, _folded(name))

    def names(self, part: str = "", *, after: str = "", limit: int = 50) -> list[tuple[str, int]]:
        """Parties whose name holds this part, in any case, and in how many rows each stands; in order, from `after`.

        A name is written as the last claim of it does.
        """
        told = party_counts.c
        found = select(party_counts).where(told.party > _folded(after)).order_by(told.party).limit(limit)
        if part:
            found = found.where(told.party.contains(_folded(part), autoescape=True))
        with self._reading() as connection:
            counted = connection.execute(found).all()
            said = queries.spelled(connection, {row.party: row.last for row in counted})
            return [(said[row.party], row.claims) for row in counted]

    def told(self, names: Collection[str]) -> set[str]:
        """Which of these names, in any case, some claim holds."""
        by_folded = {_folded(name): name for name in names}
        with self._reading() as connection:
            found = queries.by_values(connection, select(party_counts.c.party), party_counts.c.party, by_folded)
            return {by_folded[row["party"]] for row in found}

    def party(self, name: str) -> Party:
        """Counts of what is told of the party with this name, exactly as claims write it."""
        with self._reading() as connection:
            numbers = _numbers(connection, name)
            metrics = {metric: numbers[metric] for metric in METRICS if metric in numbers}
            return Party(name, metrics, counting.count(connection, CaseQuery(party=name)))

    def page(self, name: str, metric: str | None = None, *, first: int = 0, limit: int = 50) -> Page:
        """Claims of a party from the `first` on.

        Those of one metric that stand, last published first; or all in which it has any role, last stored first.
        """
        with self._reading() as connection:
            if metric is None:
                counted = select(party_counts.c.claims).where(party_counts.c.party == _folded(name))
                total = connection.execute(counted).scalar() or 0
                keys = queries.of_party(name).order_by(claim_parties.c.claim.desc())
            else:
                total = _numbers(connection, name).get(metric, 0)
                keys = _last_first(name, metric)
            found = _claims(connection, list(connection.execute(keys.limit(limit).offset(first)).scalars()))
            return Page(found, standings(connection, found), total)

    def latest(self, party: Party, limit: int) -> dict[str, Page]:
        """The first claims of the pages of all metrics of a party, read at once."""
        with self._reading() as connection:
            keys: dict[str, list[int]] = {metric: [] for metric in party.metrics}
            found = connection.execute(_last_of_each(), {"name": queries.askable(party.name), "most": limit}).all()
            for row in sorted(found, key=lambda row: (row.day or "", row.key), reverse=True):
                if row.metric in keys:  # another may have come since the party was counted
                    keys[row.metric].append(row.key)
            every = [key for some in keys.values() for key in some]
            by_key = dict(zip(every, _claims(connection, every), strict=True))
            stand = standings(connection, list(by_key.values()))
            return {
                metric: Page(tuple(by_key[key] for key in some), stand, party.metrics[metric])
                for metric, some in keys.items()
            }

    def charted(
        self, name: str, metric: str, *, since: str | None = None, until: str | None = None, limit: int = 500
    ) -> Page:
        """What a chart of a party and metric is made of: claims in cases that wait, then those published last.

        Claims that are no longer stated are among them; `total` counts all.  since, until -- periods, of the day a
        claim was published, else of its date; an undated claim fits none.
        """
        of: list[ColumnElement[bool]] = [claims.c.subject == queries.askable(name), claims.c.metric == metric]
        if since is not None:
            of.append(claims.c.day >= span(since).first.isoformat())
        if until is not None:
            of.append(claims.c.day <= span(until).last.isoformat())
        keys: list[int] = []
        with self._reading() as connection:
            total = sum(
                connection.execute(select(func.count()).select_from(claims).where(*of, which)).scalar_one()
                for which in _EACH
            )
            disputed = select(claims.c.key).where(*of, queries.LIVE, claims.c.id.in_(_disputed(name)))
            for found in (disputed, *(select(claims.c.key).where(*of, which) for which in _EACH)):
                keys += connection.execute(found.order_by(*_last_published()).limit(limit)).scalars()
            told = _claims(connection, list(dict.fromkeys(keys))[:limit])
            return Page(told, standings(connection, told), total)

    def verdicts(self, claim_id: str, limit: int = 50) -> tuple[list[StoredEdge], int]:
        """Verdicts on a claim and others that stand, contradictions and updates first; and how many there are."""
        with self._reading() as connection:
            touching = or_(edges.c.a == claim_id, edges.c.b == claim_id), between_standing()
            total = connection.execute(select(func.count()).select_from(edges).where(*touching)).scalar_one()
            rank = case({outcome.value: n for n, outcome in enumerate(_TELLING)}, value=edges.c.outcome, else_=9)
            query = select(edges).where(*touching).order_by(rank, edges.c.gap.desc(), edges.c.id).limit(limit)
            return list(read_edges(connection, query)), total

    def standings(self, stored: Sequence[StoredClaim]) -> Standings:
        """How each of these claims stands among the others."""
        with self._reading() as connection:
            return standings(connection, stored)


_TELLING = (Outcome.contradiction, Outcome.update, Outcome.compatible, Outcome.undetermined)
"""Verdicts in the order in which they tell most of a claim."""


_EACH = queries.LIVE, claims.c.retired_at.is_not(None)
"""Claims that stand, and those that no longer do: each have an index."""


def _about(name: str) -> tuple[ColumnElement[bool], ...]:
    return claims.c.subject == queries.askable(name), queries.LIVE


def _numbers(connection: Connection, name: str) -> dict[str, int]:
    """How many claims about a party stand, by metric."""
    counted = select(metric_counts.c.metric, metric_counts.c.claims)
    return dict(connection.execute(counted.where(metric_counts.c.subject == queries.askable(name))).tuples().all())


def _folded(name: str) -> str:
    """A name as parties are found by it."""
    return queries.askable(name).casefold()


def _last_first(name: str, metric: str) -> Select[Any]:
    """Keys of the claims of a party and metric, the last published first."""
    return select(claims.c.key).where(*_about(name), claims.c.metric == metric).order_by(*_last_published())


@cache
def _last_of_each() -> CompoundSelect[Any]:
    """The same for all metrics in one statement, the last ones of each in any order.

    One for all parties: to compile it takes longer than to ask it.
    """
    told = (claims.c.subject == bindparam("name"), queries.LIVE)
    last = (
        select(claims.c.metric, claims.c.day, claims.c.key)
        .where(*told, claims.c.metric == metric)
        .order_by(*_last_published())
        .limit(bindparam("most"))
        .subquery()
        for metric in METRICS
    )
    return union_all(*map(select, last))


def _last_published() -> tuple[ColumnElement[Any], ...]:
    return claims.c.day.desc().nulls_last(), claims.c.key.desc()


def _disputed(name: str) -> Select[Any]:
    """Ids of the claims in cases of a party that wait to be decided."""
    waiting = select(case_table.c.id).where(*queue.fitting(CaseQuery(party=name)))
    return select(case_claims.c.claim).where(case_claims.c.case.in_(waiting))


def _claims(connection: Connection, keys: Sequence[int]) -> tuple[StoredClaim, ...]:
    """The claims with these keys, in their order."""
    rows = {row["key"]: row for row in queries.by_values(connection, queries.stored_claims(), claims.c.key, keys)}
    return tuple(queries.read_stored_claim(rows[key]) for key in keys)


def _written(connection: Connection, folded: str) -> str | None:
    """A party's name as one of its claims writes it, rather one that it is the subject of."""
    query = (
        select(claims.c.subject, claims.c.counterparties)
        .join(claim_parties, claim_parties.c.claim == claims.c.key)
        .where(claim_parties.c.party == folded)
        .order_by(claim_parties.c.claim.desc())
        .limit(20)
    )
    told = connection.execute(query).all()
    others = [name for row in told for name in json.loads(row.counterparties or "[]")]
    for name in (*(row.subject for row in told), *others):
        if name is not None and name.casefold() == folded:
            return str(name)
    return None
