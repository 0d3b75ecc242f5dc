"""Reading cases: their rows, and the evidence, origins and decisions from which each is put together."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from claims.cases import CaseStatus, assemble
from claims.judgements import changes
from claims.origins import Telling
from claims.verdicts import Edge, Outcome
from storage import decisions, queries, queue, rows
from storage.case_records import CaseEvent, StoredCase, cursor
from storage.records import StoredClaim
from storage.schema import case_claims, case_log, cases, cited, claims, edges, texts

FLAGGED = func.coalesce(edges.c.outcome, "") == Outcome.contradiction.value
"""Whether a verdict is a contradiction; said so that edges are found by their claims and not by their outcome."""

MEMBERS = select(case_claims)
"""The claims of cases."""

_FLAGGED = queries.EDGES.where(FLAGGED)
_TEXTS, _CITED = select(texts), select(cited)
_NAMES = select(cases.c.id, cases.c.successor)

WITHIN = select(case_claims.c.claim, cases.c.id, cases.c.status).join(cases, cases.c.id == case_claims.c.case)
"""Claims with the cases that they are in."""


@dataclass(frozen=True, slots=True)
class Told:
    """Tellings, the stored claims behind them by claim and article id, and since when each claim stands."""

    tellings: tuple[Telling, ...]
    claims: dict[tuple[str, str], StoredClaim]
    since: dict[str, datetime]


def tell(connection: Connection, ids: Collection[str], *, live_only: bool = True) -> Told:
    """All articles' tellings of these claims; without `live_only` also the last ones of claims nobody tells now."""
    found: dict[tuple[str, str], rows.Row] = {}
    query = queries.judged_live() if live_only else queries.judged_claims()
    for row in queries.by_values(connection, query, claims.c.id, ids):
        place = row["id"], row["article_id"]
        known = found.get(place)
        if known is None or _rank(row) > _rank(known):
            found[place] = row
    stands = {claim for (claim, _), row in found.items() if row["retired_at"] is None}
    found = {place: row for place, row in found.items() if row["retired_at"] is None or place[0] not in stands}
    stored = {place: queries.read_stored_claim(row) for place, row in sorted(found.items())}
    tellings = tellings_of(connection, stored)
    since: dict[str, datetime] = {}
    for (claim_id, _), one in stored.items():
        if one.retired_at is None:
            since[claim_id] = min(since.get(claim_id, one.recorded_at), one.recorded_at)
    return Told(tellings, stored, since)


def tellings_of(connection: Connection, stored: Mapping[tuple[str, str], StoredClaim]) -> tuple[Telling, ...]:
    """Stored claims, by claim and article id, as tellings: with what is known of where each text comes from."""
    shas, ids = {one.claim.text_sha for one in stored.values()}, {claim for claim, _ in stored}
    about = {row["sha"]: row for row in queries.by_values(connection, _TEXTS, texts.c.sha, shas)}
    cites = {row["claim"]: row["outlet"] for row in queries.by_values(connection, _CITED, cited.c.claim, ids)}
    return tuple(
        Telling(
            claim=one.claim, article=article, publisher=one.publisher, url=one.url, title=one.title,
            published=one.published, wire=text["wire"] if text else None, cited=cites.get(claim_id),
            signature=text["signature"] if text else None,
        )
        for (claim_id, article), one in stored.items()
        for text in (about.get(one.claim.text_sha),)
    )  # fmt: skip


def _rank(row: rows.Row) -> tuple[bool, int]:
    return row["retired_at"] is None, row["key"]


def edges_among(connection: Connection, ids: Collection[str]) -> list[rows.Row]:
    """The rows of the contradictions that touch one of these claims."""
    found = {}
    for side in (edges.c.a, edges.c.b):
        for row in queries.by_values(connection, _FLAGGED, side, ids):
            found[row["id"]] = row
    return list(found.values())


def read_edge(row: rows.Row) -> Edge:
    """The edge of a row."""
    return Edge(row["a"], row["b"], rows.read_verdict(row))


def stands(row: rows.Row, told: Told) -> bool:
    """Whether somebody still tells both claims of a verdict as they were compared."""
    since = [told.since.get(row[side]) for side in ("a", "b")]
    return all(at is not None and at <= row["checked_at"] for at in since)


def read_cases(connection: Connection, found: Iterable[rows.Row]) -> Iterator[StoredCase]:
    """The records of rows of `cases`, in their order, with their evidence read for a hundred at a time."""
    ordered = list(found)
    for start in range(0, len(ordered), 100):
        yield from _read(connection, ordered[start : start + 100])


def _read(connection: Connection, part: Sequence[rows.Row]) -> Iterator[StoredCase]:
    ids = [row["id"] for row in part]
    members: dict[str, set[str]] = {case_id: set() for case_id in ids}
    for row in queries.by_values(connection, MEMBERS, case_claims.c.case, ids):
        members[row["case"]].add(row["claim"])
    told = tell(connection, set().union(*members.values()), live_only=False)
    among = edges_among(connection, set().union(*members.values()))
    names = other_names(connection, ids)
    effective = decisions.in_effect(connection, names)
    looking = queue.assigned(connection, ids)
    by_claim: dict[str, list[Telling]] = {}
    for (claim_id, _), telling in zip(told.claims, told.tellings, strict=True):
        by_claim.setdefault(claim_id, []).append(telling)
    against: dict[str, list[rows.Row]] = {}
    for edge in among:
        against.setdefault(edge["a"], []).append(edge)
    for row in part:
        own = members[row["id"]]
        tellings = [telling for claim_id in sorted(own) for telling in by_claim.get(claim_id, ())]
        places = [telling.place for telling in tellings]
        found = {place: told.claims[place] for place in places}
        within = [edge for claim_id in sorted(own) for edge in against.get(claim_id, ()) if edge["b"] in own]
        if row["status"] != CaseStatus.retired:
            within = [edge for edge in within if stands(edge, told)]
        shown = assemble(row["id"], tellings, map(read_edge, within))
        decision = effective.get(row["id"])
        changed = () if decision is None else changes(decision.decision, shown.seen())
        yield StoredCase(
            id=row["id"], status=CaseStatus(row["status"]), version=row["version"], case=shown, claims=found,
            opened_at=row["opened_at"], changed_at=row["changed_at"], decision=decision, changes=changed,
            other_ids=tuple(sorted(names[row["id"]] - {row["id"]})), assignment=looking.get(row["id"]),
            cursor=cursor(row["turn"], row["id"]),
        )  # fmt: skip


def other_names(connection: Connection, ids: Collection[str]) -> dict[str, set[str]]:
    """For each case, its id and those of the cases that became part of it."""
    names = {case_id: {case_id} for case_id in ids}
    for row in queries.by_values(connection, _NAMES, cases.c.successor, ids):
        names[row["successor"]].add(row["id"])
    return names


def find_case(connection: Connection, prefix: str) -> StoredCase:
    """The case whose id starts so, or that it became part of.  Raises NotStored."""
    whole = queries.whole_id(connection, cases.c.id, prefix, "case", "counterclaim conflicts --status all")
    row = connection.execute(select(cases).where(cases.c.id == whole)).mappings().one()
    if row["successor"] is not None:
        row = connection.execute(select(cases).where(cases.c.id == row["successor"])).mappings().one()
    return next(read_cases(connection, [row]))


def cases_of(connection: Connection, claim_ids: Collection[str]) -> dict[str, str]:
    """The case in which each of these claims stands, for those that stand in one; before a retired one, a living."""
    found: dict[str, tuple[bool, str]] = {}
    for row in queries.by_values(connection, WITHIN, case_claims.c.claim, claim_ids):
        rank = (row["status"] == CaseStatus.retired.value, row["id"])
        found[row["claim"]] = min(found.get(row["claim"], rank), rank)
    return {claim: case_id for claim, (_, case_id) in found.items()}


def history(connection: Connection, of: StoredCase) -> tuple[CaseEvent, ...]:
    """All that happened to a case and to those that became part of it, in order."""
    query = select(case_log).where(case_log.c.case.in_([of.id, *of.other_ids])).order_by(case_log.c.key)
    return tuple(
        CaseEvent(row["what"], row["version"], tuple(json.loads(row["detail"])), row["recorded_at"])
        for row in connection.execute(query).mappings()
    )


def edge_cases(connection: Connection, found: Iterable[rows.Row]) -> dict[str, str]:
    """The case of each contradiction, by the edge's id."""
    flagged = [row for row in found if row["outcome"] == Outcome.contradiction.value]
    of = cases_of(connection, {row[side] for row in flagged for side in ("a", "b")})
    return {row["id"]: of[row["a"]] for row in flagged if row["a"] in of and of.get(row["b"]) == of[row["a"]]}
