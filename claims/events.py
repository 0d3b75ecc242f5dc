"""Which event a claim is about: claims are grouped into rounds, loans, takeovers, contracts, sites and results.

Labels that the text gives (round, site, instrument, counterparties, period) identify an event; without one, its day
does.  A claim joins the event that it shares most with; where nothing is shared it is an event of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claims.identity import ONE_DEAL_EACH, group, plain, site
from claims.metrics import METRICS
from claims.model import Claim, Scope, TemporalRole, content_id
from claims.parties import PartyTable
from claims.periods import span
from claims.when import PLAN_DAYS, result_period

FAMILIES = {
    "funding": "round", "valuation": "round", "investment": "round", "debt": "loan", "acquisition": "takeover",
    "commitment": "contract", "power": "site", "spending": "site", "revenue": "result", "profit": "result",
    "market_cap": "market value", "other_money": "sum",
}  # fmt: skip
"""Metrics that tell of one kind of event: a round has its size, its investors' shares and a valuation."""

LABELLED_DAYS = 365
"""Two rounds of one label, so many days apart, are two rounds: a company can have two bridge loans, two seed rounds."""

_GROWING = frozenset({"commitment", "acquisition"})
_MONTH = 31


@dataclass(frozen=True, slots=True)
class Happening:
    """One event that claims are about.

    id -- a hash of what identifies it: family, party and labels; without labels, party and month.
    label -- the same in words.  first, last -- the days it is told of (YYYY-MM-DD), None where no claim is dated.
    """

    id: str
    family: str
    party: str | None
    label: str
    first: str | None
    last: str | None


def events(claims: Iterable[Claim], parties: PartyTable | None = None) -> Mapping[str, Happening]:
    """The event of every claim, by the claim's id; the order in which claims come changes nothing.

    parties -- who owns whom, and which names are projects.
    """
    drafts: dict[tuple[str, str | None], list[_Draft]] = defaultdict(list)
    unique = {claim.id: claim for claim in claims}
    for claim in sorted(unique.values(), key=lambda c: _order(c, parties)):
        family, party = FAMILIES.get(claim.metric, claim.metric), _party(claim, parties)
        known = drafts[family, party]
        fitting = [(draft.shared(claim, parties), -n) for n, draft in enumerate(known)]
        best, place = max(fitting, default=(0, 0))
        if best > 0 and party is not None:
            known[-place].add(claim, parties)
        else:
            known.append(_Draft(family, party, claim, parties))
    return {claim: found for group_ in drafts.values() for draft in group_ for claim, found in draft.finished()}


def happened(claim: Claim) -> str | None:
    """The day or period of the event: as the text dates it, else as the article is dated; None where an earlier
    figure is told without its date."""
    dated = claim.as_of or claim.period
    if dated is not None or claim.temporal_role in (TemporalRole.previous, TemporalRole.superseded):
        return dated
    return claim.published


def days_apart(a: Claim, b: Claim) -> int | None:
    """Days between two claims' events; None where one is not dated, or only by a year or a half that tells little."""
    one, two = happened(a), happened(b)
    if one is None or two is None:
        return None
    first, second = span(one), span(two)
    return None if first.meets(second) and max(first.days, second.days) > _MONTH else first.apart(second)


def too_late(a: Claim, b: Claim) -> int | None:
    """The days between two events of one party where these are too many for one event; else None.

    A contract or a bid grows for years under one name; a round or a loan does not, unless its label is the same.
    """
    if METRICS[a.metric].kind != "event" or a.metric in _GROWING or not a.scope is b.scope is Scope.total:
        return None
    days = days_apart(a, b)
    same_label = a.event.round is not None and b.event.round is not None
    limit = LABELLED_DAYS if same_label else PLAN_DAYS
    return days if days is not None and days > limit else None


class _Draft:
    def __init__(self, family: str, party: str | None, claim: Claim, parties: PartyTable | None) -> None:
        self.family, self.party = family, party
        self.claims: list[Claim] = []
        self.round: str | None = None
        self.site: str | None = None
        self.instrument: str | None = None
        self.others: frozenset[str] = frozenset()
        self.period: str | None = None
        self.add(claim, parties)

    def add(self, claim: Claim, parties: PartyTable | None) -> None:
        self.claims.append(claim)
        labels = _labels(claim, parties)
        self.round, self.site = self.round or labels.round, self.site or labels.site
        self.instrument, self.period = self.instrument or labels.instrument, self.period or labels.period
        self.others = self.others or labels.others

    def shared(self, claim: Claim, parties: PartyTable | None) -> int:
        """How much the claim shares with this event: 0 nothing or a clash; a label counts more than a day."""
        labels = _labels(claim, parties)
        pairs = (
            (self.round, labels.round), (self.site, labels.site), (self.instrument, labels.instrument),
            (self.period, labels.period),
        )  # fmt: skip
        if any(one is not None and two is not None and one != two for one, two in pairs):
            return 0
        if self.family == "result" and self.period != labels.period:
            return 0
        same_deal = bool(self.others & labels.others)
        if claim.metric in ONE_DEAL_EACH and self.others and labels.others and not same_deal:
            return 0
        near = self._near(claim)
        if near is False:
            return 0
        strong = sum(one is not None and one == two for one, two in pairs) + same_deal
        if strong:
            return 2 + strong
        bare = self.family == "site" and (self.site is None) != (labels.site is None)
        return 1 if near and self.family != "sum" and not bare else 0

    def _near(self, claim: Claim) -> bool | None:
        """Whether the claim's day is near: None where no day tells."""
        if any(too_late(claim, other) is not None for other in self.claims if other.metric == claim.metric):
            return False
        days = [known for other in self.claims if (known := days_apart(claim, other)) is not None]
        return None if not days else min(days) <= PLAN_DAYS

    def finished(self) -> list[tuple[str, Happening]]:
        days = [span(day) for day in map(happened, self.claims) if day is not None]
        first = min(day.first for day in days).isoformat() if days else None
        last = max(day.last for day in days).isoformat() if days else None
        names = ", ".join(sorted(self.others))
        labels = (self.round, self.site, self.instrument, names or None, self.period)
        alone = self.party is None or self.family == "sum"
        month = None if any(labels) or alone or first is None else first[:7]
        loose = self.claims[0].id if alone or not (any(labels) or month) else None
        found = Happening(
            id=content_id("event", self.family, self.party, *labels, month, loose),
            family=self.family, party=self.party, label=self._words(names, month), first=first, last=last,
        )  # fmt: skip
        return [(claim.id, found) for claim in self.claims]

    def _words(self, names: str, month: str | None) -> str:
        said = [label for label in (self.round, self.instrument) if label]
        said += [f"at {self.site}"] if self.site else []
        said += [f"with {names}"] if names else []
        said += [f"for {self.period}"] if self.period else []
        said += [f"of {month}"] if month else []
        return " ".join([f"{self.party or 'unnamed party'}: {self.family}", *said])


@dataclass(frozen=True, slots=True)
class _Labels:
    round: str | None
    site: str | None
    instrument: str | None
    others: frozenset[str]
    period: str | None


def _labels(claim: Claim, parties: PartyTable | None) -> _Labels:
    where = site(claim, parties)
    deal = claim.metric in ONE_DEAL_EACH and claim.metric != "investment"
    return _Labels(
        round=plain(claim.event.round) if claim.event.round else None,
        site=plain(where) if where else None,
        instrument=plain(claim.event.instrument) if claim.event.instrument else None,
        others=frozenset(str(group(name, parties)) for name in claim.counterparties) if deal else frozenset(),
        period=result_period(claim) if FAMILIES.get(claim.metric) == "result" else None,
    )


def _party(claim: Claim, parties: PartyTable | None) -> str | None:
    """Whose event it is: the company that an investment goes into, else the subject, at the top of its group."""
    if claim.metric == "investment":
        return group(claim.counterparties[0], parties) if len(claim.counterparties) == 1 else None
    return group(claim.subject, parties)


def _order(claim: Claim, parties: PartyTable | None) -> tuple[int, str, str]:
    """Claims with labels first, then by day: what has a name gathers what has none."""
    labels = _labels(claim, parties)
    named = sum(bool(label) for label in (labels.round, labels.site, labels.instrument, labels.others, labels.period))
    return -named, happened(claim) or "9999", claim.id
