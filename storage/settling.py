"""Bringing cases up to date: what a transaction changed is followed to all that it touches, and put together anew.

A case is made from the edges and claims that stand, never from what was there before, so the order of articles leaves
no trace in it.  What was there before decides only what is said of the change, and under which other ids a case is
known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from claims.cases import Case, CaseStatus, gather, told_key, value_key, value_words
from claims.judgements import changes
from claims.verdicts import Edge
from storage import decisions, filing, queries, queue, rows
from storage.cases import MEMBERS, Told, edges_among, other_names, read_edge, stands, tell
from storage.schema import case_claims, case_log, cases

_CASES = select(cases)


@dataclass
class _Reach:
    """All that is connected with what was touched."""

    claims: set[str] = field(default_factory=set)
    members: dict[str, list[rows.Row]] = field(default_factory=dict)  # rows of case_claims by case
    edges: dict[str, Edge] = field(default_factory=dict)


Acts = Mapping[str, tuple[str, list[str]]]
"""What analysts did to cases in this transaction: the word and the lines for the history, by case."""


def settle(connection: Connection, claims: Iterable[str], acts: Acts, now: datetime) -> list[str]:
    """Bring the cases of these claims, and those that were acted on, up to date; gives those that opened or reopened.

    Costs as much as the cases that are touched are large, however many others there are.
    """
    reach = _follow(connection, set(claims), set(acts))
    if not reach.members and not reach.edges:
        return []
    told = tell(connection, {side for edge in reach.edges.values() for side in (edge.a, edge.b)})
    made = {case.id: case for case in gather(told.tellings, reach.edges.values())}
    old = _rows(connection, {*reach.members, *made})
    heirs = _heirs(reach, made, old)
    news = []
    for case_id, row in sorted(old.items()):
        if case_id not in made and row["status"] != CaseStatus.merged:
            _end(connection, row, heirs.get(case_id), reach, acts.get(case_id), now)
    for case_id, case in sorted(made.items()):
        before = sorted(name for name, heir in heirs.items() if heir == case_id)
        act = next((acts[name] for name in (case_id, *before) if name in acts), None)
        if _put(connection, case, old, before, reach.members, act, now):
            news.append(case_id)
    return news


def _follow(connection: Connection, claims: set[str], known: set[str]) -> _Reach:
    """From the claims and cases to all that share a contradiction, a case or a told value with them."""
    reach, nearer, more = _Reach(), set(claims), set(known)
    while nearer or more:
        found = queries.by_values(connection, MEMBERS, case_claims.c.claim, nearer)
        more |= {row["case"] for row in found}
        touching = edges_among(connection, nearer)
        ends = {row[side] for row in touching for side in ("a", "b")}
        told = tell(connection, ends)
        standing = [row for row in touching if stands(row, told)]
        reach.edges |= {row["id"]: read_edge(row) for row in standing}
        held = {row[side] for row in standing for side in ("a", "b")}
        more |= _alike(connection, told, held)
        more -= reach.members.keys()
        reach.claims |= nearer
        nearer = held
        for case_id in more:
            reach.members[case_id] = []
        for row in queries.by_values(connection, MEMBERS, case_claims.c.case, more):
            reach.members[row["case"]].append(row)
            nearer.add(row["claim"])
        nearer = nearer - reach.claims
        more = set()
    return reach


def _alike(connection: Connection, told: Told, held: set[str]) -> set[str]:
    """The cases that hold a telling of the same value as one of these claims."""
    mine = [telling.claim for telling in told.tellings if telling.claim.id in held]
    found = set()
    for column, key in ((case_claims.c.told, told_key), (case_claims.c.value, value_key)):
        keys = {made for made in map(key, mine) if made is not None}
        found |= {row["case"] for row in queries.by_values(connection, MEMBERS, column, keys)}
    return found


def _rows(connection: Connection, ids: Iterable[str]) -> dict[str, rows.Row]:
    return {row["id"]: row for row in queries.by_values(connection, _CASES, cases.c.id, set(ids))}


def _heirs(reach: _Reach, made: Mapping[str, Case], old: Mapping[str, rows.Row]) -> dict[str, str]:
    """For each case that is no case of its own any more, the one that holds most of its evidence, if one does."""
    where: dict[str, str] = {}
    for case_id, case in made.items():
        for side in case.sides:
            for one in side.evidence:
                where[one.telling.claim.id] = case_id
                where[told_key(one.telling.claim)] = case_id
    heirs = {}
    for name in sorted(set(old) - set(made)):
        votes: dict[str, int] = {}
        for row in reach.members.get(name, []):
            heir = where.get(row["claim"]) or where.get(row["told"])
            if heir is not None:
                votes[heir] = votes.get(heir, 0) + 1
        if votes:
            heirs[name] = min(votes, key=lambda heir: (-votes[heir], heir))
    return heirs


def _end(
    connection: Connection,
    row: rows.Row,
    heir: str | None,
    reach: _Reach,
    act: tuple[str, list[str]] | None,
    now: datetime,
) -> None:
    """A case without contradictions is retired; one whose evidence is another's becomes part of that."""
    case_id, version = row["id"], row["version"] + 1
    if heir is not None:
        values = {"status": CaseStatus.merged.value, "successor": heir, "version": version, "changed_at": now}
        connection.execute(update(cases).where(cases.c.id == case_id).values(values))
        connection.execute(update(cases).where(cases.c.successor == case_id).values(successor=heir))
        connection.execute(delete(case_claims).where(case_claims.c.case == case_id))
        filing.remove(connection, case_id)
        log(connection, case_id, version, "merged", [f"it is part of case {heir} now"], now)
        return
    retired = row["status"] == CaseStatus.retired
    if retired and act is None:
        return
    values = {"status": CaseStatus.retired.value, "version": version, "changed_at": now}
    connection.execute(update(cases).where(cases.c.id == case_id).values(values))
    if act is not None:
        log(connection, case_id, version, *act, now)
    if not retired:
        members = {(one["claim"], one["article"]) for one in reach.members.get(case_id, [])}
        gone = _gone(connection, members, live_too=False)
        log(connection, case_id, version, "retired", gone or ["its claims no longer contradict"], now)


def _put(
    connection: Connection,
    case: Case,
    old: Mapping[str, rows.Row],
    before: list[str],
    members: Mapping[str, list[rows.Row]],
    act: tuple[str, list[str]] | None,
    now: datetime,
) -> bool:
    """Write a case as it is now; whether it opened or reopened."""
    row = old.get(case.id)
    names = {case.id, *before, *other_names(connection, [case.id])[case.id]}
    decision = decisions.in_effect(connection, {case.id: names}).get(case.id)
    since = () if decision is None else changes(decision.decision, case.seen())
    reopening = [change.words for change in since if change.reopens]
    status = CaseStatus.open if decision is None else CaseStatus.reopened if reopening else CaseStatus.decided
    version = max([0 if row is None else row["version"], *(old[name]["version"] + 1 for name in before)])
    told = {one.telling.place: one.telling for side in case.sides for one in side.evidence}
    listed = {(one["claim"], one["article"]) for name in (case.id, *before) for one in members.get(name, [])}
    claim = case.claim
    values: dict[str, Any] = {
        "status": status.value, "successor": None, "party": claim.subject, "metric": claim.metric,
        "kind": case.kind.value if case.kind else None, "gap": case.gap,
        "grade": case.grade.value if case.grade else None, "articles": len(case.articles),
        "origins": len(case.origin_ids), "fingerprint": case.fingerprint, "turn": filing.turn(case.grade, case.gap),
    }  # fmt: skip
    was = CaseStatus(row["status"]) if row is not None else None
    if row is not None and not before and act is None and all(row[name] == value for name, value in values.items()):
        _hold(connection, case, members.get(case.id, []))
        filing.put(connection, case)
        return False
    version += 1
    values |= {"version": version, "changed_at": now}
    if row is None:
        opened = min([now, *(old[name]["opened_at"] for name in before)])
        connection.execute(insert(cases), {"id": case.id, "opened_at": opened, **values})
    else:
        connection.execute(update(cases).where(cases.c.id == case.id).values(values))
    _hold(connection, case, members.get(case.id, []))
    filing.put(connection, case)
    for name in before:
        queue.hand_on(connection, name, case.id)
    if was is None and not before:
        log(connection, case.id, version, "opened", _lines(case), now)
    else:
        for name in before:
            log(connection, case.id, version, "merged", [f"case {name} is part of it now"], now)
        _tell_evidence(connection, case, told.keys() - listed, listed - told.keys(), version, now)
    if act is not None:
        log(connection, case.id, version, *act, now)
    then = {CaseStatus(old[name]["status"]) for name in before} | ({was} if was else set())
    if (then and status not in then and act is None) or (act is not None and status is CaseStatus.reopened):
        log(connection, case.id, version, status.value, reopening, now)
    fresh = not then or then == {CaseStatus.retired}
    return (status is CaseStatus.open and fresh) or (status is CaseStatus.reopened and status not in then)


def _hold(connection: Connection, case: Case, before: list[rows.Row]) -> None:
    """Keep which tellings the case holds, and by which keys others find it: a date put right changes these alone."""
    held = [
        {
            "case": case.id, "claim": one.telling.claim.id, "article": one.telling.article,
            "told": told_key(one.telling.claim), "value": value_key(one.telling.claim),
        }
        for side in case.sides
        for one in side.evidence
    ]  # fmt: skip
    if {tuple(row.values()) for row in held} != {tuple(row.values()) for row in before}:
        connection.execute(delete(case_claims).where(case_claims.c.case == case.id))
        connection.execute(insert(case_claims), held)


def _tell_evidence(
    connection: Connection,
    case: Case,
    added: set[tuple[str, str]],
    lost: set[tuple[str, str]],
    version: int,
    now: datetime,
) -> None:
    came = [
        f"{one.telling.publisher or one.telling.claim.doc} says {value_words(one.telling.claim)} "
        f"(side {side.letter}, origin {one.origin.name})"
        for side in case.sides
        for one in side.evidence
        if one.telling.place in added
    ]
    if came:
        log(connection, case.id, version, "evidence", came, now)
    if lost:
        log(connection, case.id, version, "lost", _gone(connection, lost, live_too=True), now)


def _gone(connection: Connection, places: set[tuple[str, str]], *, live_too: bool) -> list[str]:
    """What is no longer told, or no longer part of the case, in words."""
    told = tell(connection, {claim for claim, _ in places}, live_only=False)
    return [
        f"{one.publisher or one.claim.doc} "
        + ("no longer says" if one.retired_at is not None else "no longer contradicts anything with")
        + f" {value_words(one.claim)}"
        for place, one in told.claims.items()
        if place in places and (live_too or one.retired_at is not None)
    ]


def _lines(case: Case) -> list[str]:
    return [
        f"{side.letter}: {value_words(side.claim)}, says "
        + ", ".join(dict.fromkeys(one.telling.publisher or one.telling.claim.doc for one in side.evidence))
        for side in case.sides
    ]


def log(connection: Connection, case_id: str, version: int, what: str, detail: list[str], now: datetime) -> None:
    """Add a line to the history of a case."""
    row = {"case": case_id, "version": version, "what": what, "detail": rows.dump(detail), "recorded_at": now}
    connection.execute(insert(case_log), row)
