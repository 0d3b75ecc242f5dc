"""How stored claims stand among the others: whose word each is, what replaced it, and the case that it is part of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, func

from claims.cases import WAITING, CaseStatus
from claims.judgements import Judgement
from claims.model import Claim, TemporalRole
from claims.origins import Origin, origins
from claims.replacing import replaced
from claims.verdicts import Outcome
from storage import cases, decisions, queries, rows
from storage.case_records import StoredDecision
from storage.records import StoredClaim
from storage.schema import case_claims, edges


class Fate(StrEnum):
    """What has become of a claim."""

    stands = "stands"
    earlier = "earlier"  # its own text tells it as what was before
    replaced = "replaced"  # a later or firmer figure took its place
    superseded = "superseded"  # so an analyst decided
    overruled = "overruled"  # an analyst held another side to be right
    misread = "misread"  # an analyst held that the text does not say so
    retired = "retired"  # its article no longer states it


@dataclass(frozen=True, slots=True)
class Standing:
    """How one claim of one article stands; what a case waits for is not replaced before it is decided.

    by -- the claim that replaced it.  case -- the id of the case it is in, waiting -- whether that is to be decided.
    """

    origin: Origin
    fate: Fate = Fate.stands
    by: str | None = None
    case: str | None = None
    waiting: bool = False

    @property
    def faded(self) -> bool:
        """Whether it counts no more."""
        return self.fate is not Fate.stands


Standings = Mapping[tuple[str, str], Standing]
"""Standings by claim and article id."""


def standings(connection: Connection, stored: Sequence[StoredClaim]) -> Standings:
    """How each of these claims stands; origins are told apart among them alone.

    Costs as much as they have verdicts, however many other claims there are.
    """
    places = {(one.claim.id, one.article_id): one for one in stored}
    whose = origins(cases.tellings_of(connection, places))
    ids = {claim for claim, _ in places}
    later = _replacements(connection, {name: one for (name, _), one in places.items() if one.retired_at is None})
    within = _cases(connection, ids)
    decided = _decided(connection, within)
    found = {}
    for place, one in places.items():
        name = place[0]
        case_id, status = within.get(name, (None, None))
        fate, by = decided.get(name, Fate.stands), None
        if one.retired_at is not None:
            fate = Fate.retired
        elif fate is Fate.stands and name in later and status not in WAITING:
            fate, by = Fate.replaced, later[name]
        elif fate is Fate.stands and one.claim.temporal_role in (TemporalRole.previous, TemporalRole.superseded):
            fate = Fate.earlier
        found[place] = Standing(whose[place], fate, by, case_id, status in WAITING)
    return found


def _replacements(connection: Connection, live: Mapping[str, StoredClaim]) -> dict[str, str]:
    """For each claim that an update left behind, the latest of those that took its place."""
    found = {
        row["id"]: row for side in (edges.c.a, edges.c.b) for row in queries.by_values(connection, _UPDATES, side, live)
    }
    ends = {row[side] for row in found.values() for side in ("a", "b")}
    known = {**queries.claims_by_id(connection, ends - live.keys()), **live}
    best: dict[str, tuple[tuple[str, str], str]] = {}
    for row in found.values():
        a, b = known.get(row["a"]), known.get(row["b"])
        if a is None or b is None or not _standing(row, (a, b)):
            continue
        old = replaced(a.claim, b.claim, rows.read_verdict(row))
        if old is None:
            continue
        (name, _), (by, new) = sorted(((row["a"], a), (row["b"], b)), key=lambda side: side[1].claim is not old)
        rank = _said(new.claim), by
        if name in live and (name not in best or rank > best[name][0]):
            best[name] = rank, by
    return {old: new for old, (_, new) in best.items()}


# said so that they are found by their claims and not by their outcome
_UPDATES = queries.EDGES.where(func.coalesce(edges.c.outcome, "") == Outcome.update.value)


def _standing(row: rows.Row, ends: Iterable[StoredClaim]) -> bool:
    return all(one.retired_at is None and one.recorded_at <= row["checked_at"] for one in ends)


def _said(claim: Claim) -> str:
    return claim.as_of or claim.published or ""


def _cases(connection: Connection, ids: Collection[str]) -> dict[str, tuple[str, CaseStatus]]:
    """The case and its status of each claim that is in one; a waiting one before others, a retired one last."""
    found: dict[str, tuple[int, str, CaseStatus]] = {}
    for row in queries.by_values(connection, cases.WITHIN, case_claims.c.claim, ids):
        status = CaseStatus(row["status"])
        rank = (2 if status is CaseStatus.retired else 0 if status in WAITING else 1, row["id"], status)
        found[row["claim"]] = min(found.get(row["claim"], rank), rank)
    return {claim: (case_id, status) for claim, (_, case_id, status) in found.items()}


def _decided(connection: Connection, within: Mapping[str, tuple[str, CaseStatus]]) -> dict[str, Fate]:
    """What the decisions that hold make of the claims that they rested on."""
    ids = {case_id for case_id, status in within.values() if status is not CaseStatus.open}
    found: dict[str, Fate] = {}
    for made in decisions.in_effect(connection, cases.other_names(connection, ids)).values():
        found |= _fates(made)
    return found


def _fates(made: StoredDecision) -> dict[str, Fate]:
    match made.judgement:
        case Judgement.prefer:
            return {ground.claim: Fate.overruled for ground in made.grounds if ground.side != made.side}
        case Judgement.superseded:
            return {ground.claim: Fate.superseded for ground in made.grounds if ground.side == made.side}
        case Judgement.extraction_error if made.claim is not None:
            return {made.claim: Fate.misread}
        case _:
            return {}
