"""Cases: contradictions with one root cause, gathered from the edges between claims, with the sides they take.

A case is a function of the claims that stand and of the contradictions between them: the order in which articles came
changes nothing.  Two claims are of one case when they contradict each other, when they tell the same value of the same
named event, or when they tell the same value of the same thing on the same day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from claims.groups import Groups
from claims.judgements import Ground, Seen
from claims.model import Claim, Modality, content_id
from claims.origins import Origin, Telling, number, origins
from claims.pairs import figure
from claims.values import Interval, interval
from claims.verdicts import Edge, Grade, Kind

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_GRADES = (Grade.low, Grade.medium, Grade.high)


class CaseStatus(StrEnum):
    """Where a case is in its life."""

    open = "open"
    decided = "decided"
    reopened = "reopened"  # decided once, and evidence has changed since
    retired = "retired"  # no contradiction is left: an article was corrected, retracted or is read otherwise now
    merged = "merged"  # it is part of another case


WAITING = frozenset({CaseStatus.open, CaseStatus.reopened})
"""Where a case waits for an analyst."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One telling with its origin."""

    telling: Telling
    origin: Origin


@dataclass(frozen=True)
class Side:
    """Tellings whose values agree, the narrowest claim first; `letter` names it within its case."""

    letter: str
    evidence: tuple[Evidence, ...]

    @property
    def claim(self) -> Claim:
        """The claim that states the side most precisely."""
        return self.evidence[0].telling.claim

    @cached_property
    def claims(self) -> frozenset[str]:
        """Ids of its claims."""
        return frozenset(one.telling.claim.id for one in self.evidence)

    @cached_property
    def articles(self) -> frozenset[str]:
        """Ids of its articles: the raw count."""
        return frozenset(one.telling.article for one in self.evidence)

    @cached_property
    def origins(self) -> tuple[str, ...]:
        """Names of its independent origins, one for an origin."""
        return tuple({one.origin.id: one.origin.name for one in self.evidence}.values())

    @cached_property
    def origin_ids(self) -> frozenset[str]:
        """Ids of its independent origins."""
        return frozenset(one.origin.id for one in self.evidence)


@dataclass(frozen=True)
class Case:
    """One root cause: its sides, and the contradictions between their claims, the gravest first."""

    id: str
    sides: tuple[Side, ...]
    edges: tuple[Edge, ...]

    @property
    def claim(self) -> Claim:
        """The claim that stands for the case where its party, metric and event are shown: the best labelled."""
        told = [one.telling.claim for side in self.sides for one in side.evidence]
        return max(told, key=lambda c: (bool(c.event), bool(c.counterparties), c.subject is not None, c.id))

    @property
    def kind(self) -> Kind | None:
        """Of its gravest contradiction."""
        return self.edges[0].verdict.kind if self.edges else None

    @property
    def gap(self) -> float | None:
        """The largest relative gap of its contradictions."""
        return max((edge.verdict.gap for edge in self.edges if edge.verdict.gap is not None), default=None)

    @cached_property
    def origin_ids(self) -> frozenset[str]:
        """Ids of the independent origins of all sides."""
        return frozenset().union(*(side.origin_ids for side in self.sides)) if self.sides else frozenset()

    @cached_property
    def articles(self) -> frozenset[str]:
        """Ids of the articles of all sides."""
        return frozenset().union(*(side.articles for side in self.sides)) if self.sides else frozenset()

    @cached_property
    def claims(self) -> frozenset[str]:
        """Ids of the claims of all sides."""
        return frozenset().union(*(side.claims for side in self.sides)) if self.sides else frozenset()

    @property
    def grade(self) -> Grade | None:
        """That of its gravest contradiction (by gap, kind and modality), moved by its origins.

        One step down where a single origin tells all sides: it contradicts itself, which is a slip more often than
        news.  One step up where two sides have two origins each: no single newsroom's slip explains it.
        """
        grades = [edge.verdict.grade for edge in self.edges if edge.verdict.grade is not None]
        if not grades:
            return None
        level = max(map(_GRADES.index, grades))
        if len(self.origin_ids) == 1:
            level -= 1
        elif sum(len(side.origin_ids) > 1 for side in self.sides) > 1:
            level += 1
        return _GRADES[min(max(level, 0), 2)]

    def seen(self) -> tuple[Seen, ...]:
        """Each telling as the ground that a decision rests on, with the claims that it contradicts."""
        against: dict[str, set[str]] = {}
        for edge in self.edges:
            against.setdefault(edge.a, set()).add(edge.b)
            against.setdefault(edge.b, set()).add(edge.a)
        return tuple(
            Seen(ground(one, side.letter), frozenset(against.get(one.telling.claim.id, ())))
            for side in self.sides
            for one in side.evidence
        )

    def side_of(self, claim: str) -> Side | None:
        """The side on which a claim stands."""
        return next((side for side in self.sides if claim in side.claims), None)

    @cached_property
    def fingerprint(self) -> str:
        """Content hash of all that an analyst would look at: another one is news."""
        told = [
            f"{side.letter} {one.telling.claim.id} {one.telling.article} {one.origin.id}"
            for side in self.sides
            for one in side.evidence
        ]
        return content_id("fingerprint", *sorted(told), self.kind, self.grade, self.gap)


def ground(evidence: Evidence, letter: str) -> Ground:
    """One telling as the ground of a decision."""
    telling, claim = evidence.telling, evidence.telling.claim
    return Ground(
        key=telling.key, side=letter, claim=claim.id, article=telling.article, origin=evidence.origin.name,
        source=telling.publisher or claim.doc, doc=claim.doc, value=value_words(claim), quote=claim.quote,
        low=claim.low, high=claim.high, unit=claim.unit, published=telling.published,
    )  # fmt: skip


def value_words(claim: Claim) -> str:
    """The value of a claim, and that it is denied where it is: `over $2 billion`, `not $2 billion`."""
    words = figure(claim)
    return f"not {words}" if claim.modality is Modality.denied else words


def told_key(claim: Claim) -> str:
    """What a claim tells, and on which day: claims of one case where it is the same."""
    return content_id("told", *_thing(claim), claim.published or claim.as_of or claim.text_sha)


def value_key(claim: Claim) -> str | None:
    """What a claim tells of an event that has a name; None where only the day could tell one event from another."""
    named = claim.event or claim.period or claim.as_of or (claim.horizon and claim.counterparties)
    return content_id("value", *_thing(claim), claim.as_of) if named else None


def _thing(claim: Claim) -> tuple[object, ...]:
    labels = (claim.event.round, claim.event.site, claim.event.instrument)
    return (
        claim.subject, claim.metric, *(label and " ".join(label.casefold().split()) for label in labels),
        "|".join(sorted(claim.counterparties)), claim.basis, claim.includes, claim.scope, claim.period, claim.horizon,
        claim.unit, number(claim.low), number(claim.high), claim.modality is Modality.denied,
    )  # fmt: skip


def gather(tellings: Iterable[Telling], edges: Iterable[Edge]) -> list[Case]:
    """The cases of these contradictions, by id; tellings of claims that no edge names are left out.

    Edges of a claim that nobody tells any more are left out too.
    """
    by_claim = _by_claim(tellings)
    standing = {edge.id: edge for edge in edges if edge.a in by_claim and edge.b in by_claim}
    groups: Groups[str] = Groups()
    for edge in standing.values():
        groups.join(edge.a, edge.b)
    keys: dict[str, str] = {}
    for edge in standing.values():
        for claim_id in (edge.a, edge.b):
            claim = by_claim[claim_id][0].claim
            for key in filter(None, (told_key(claim), value_key(claim))):
                groups.join(keys.setdefault(key, claim_id), claim_id)
    found = []
    for members in groups.all():
        own = [edge for edge in standing.values() if edge.a in set(members)]
        told = {claim_id: by_claim[claim_id] for claim_id in members}
        found.append(_case(_root({claim_id: lines[0].claim for claim_id, lines in told.items()}, own), told, own))
    return sorted(found, key=lambda case: case.id)


def assemble(case_id: str, tellings: Iterable[Telling], edges: Iterable[Edge]) -> Case:
    """The case of all these tellings, whatever is still between them: how a stored case is shown."""
    by_claim = _by_claim(tellings)
    return _case(case_id, by_claim, [edge for edge in edges if edge.a in by_claim and edge.b in by_claim])


def _by_claim(tellings: Iterable[Telling]) -> dict[str, list[Telling]]:
    """The tellings of each claim, the earliest first."""
    by_claim: dict[str, list[Telling]] = {}
    for telling in sorted(tellings, key=lambda telling: (telling.published or "~", *telling.place)):
        by_claim.setdefault(telling.claim.id, []).append(telling)
    return by_claim


def _case(case_id: str, by_claim: Mapping[str, Sequence[Telling]], edges: Sequence[Edge]) -> Case:
    graded = sorted(
        edges,
        key=lambda edge: (
            -_GRADES.index(edge.verdict.grade) if edge.verdict.grade else 1, -(edge.verdict.gap or 0.0), edge.id,
        ),
    )  # fmt: skip
    told = [telling for tellings in by_claim.values() for telling in tellings]
    return Case(case_id, _sides(by_claim, origins(told), graded), tuple(graded))


def _root(claims: Mapping[str, Claim], edges: Sequence[Edge]) -> str:
    """The case's id: what the two claims of its earliest contradiction tell, and on which days.

    Evidence that comes later, copies, corrected typing errors and better reading of the same values leave it as it is;
    an older contradiction that turns up changes it, and the store keeps the old id as another name.
    """

    def when(edge: Edge) -> tuple[str, str, tuple[str, ...]]:
        days = sorted(claims[side].published or claims[side].as_of or "~" for side in (edge.a, edge.b))
        return days[1], days[0], tuple(sorted((told_key(claims[edge.a]), told_key(claims[edge.b]))))

    return content_id("case", *min(map(when, edges))[2])


def _sides(
    by_claim: Mapping[str, Sequence[Telling]], whose: Mapping[tuple[str, str], Origin], edges: Sequence[Edge]
) -> tuple[Side, ...]:
    """Claims whose values agree, narrowest first; the sides in the order in which they were first told."""
    kinds = {edge.verdict.kind for edge in edges}
    against = {frozenset((edge.a, edge.b)) for edge in edges}
    groups: list[tuple[tuple[object, ...], list[Claim]]] = []
    for claim in sorted((told[0].claim for told in by_claim.values()), key=_narrowest):
        stance, reach = _stance(claim, kinds), interval(claim.quantity)
        for known, members in groups:
            if known == stance and all(
                reach.overlaps(interval(other.quantity)) and frozenset((claim.id, other.id)) not in against
                for other in members
            ):
                members.append(claim)
                break
        else:
            groups.append((stance, [claim]))
    ordered = sorted((members for _, members in groups), key=lambda members: _first_told(members, by_claim))
    return tuple(
        Side(
            _letter(n),
            tuple(
                Evidence(telling, whose[telling.place]) for claim in members for telling in by_claim[claim.id]
            ),
        )
        for n, members in enumerate(ordered)
    )  # fmt: skip


def _letter(n: int) -> str:
    return LETTERS[n] if n < len(LETTERS) else f"{LETTERS[n // len(LETTERS) - 1]}{LETTERS[n % len(LETTERS)]}"


def _narrowest(claim: Claim) -> tuple[float, str, str, str, str]:
    reach: Interval = interval(claim.quantity)
    width = (reach.high - reach.low) / (abs(claim.quantity.written) or 1.0)
    return width, claim.published or "~", number(claim.low), number(claim.high), claim.id


def _stance(claim: Claim, kinds: set[Kind | None]) -> tuple[object, ...]:
    """What two claims must share to be on one side, beside values that agree."""
    return (
        claim.unit, claim.modality is Modality.denied, claim.scope if Kind.arithmetic in kinds else None,
        (claim.subject, tuple(sorted(claim.counterparties))) if Kind.party in kinds else None,
        claim.horizon or claim.as_of if Kind.date in kinds else None,
    )  # fmt: skip


def _first_told(members: Sequence[Claim], by_claim: Mapping[str, Sequence[Telling]]) -> tuple[str, float, str]:
    days = [telling.published or "~" for claim in members for telling in by_claim[claim.id]]
    return min(days), members[0].quantity.written, min(claim.id for claim in members)
