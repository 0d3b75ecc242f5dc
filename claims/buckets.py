"""Which claims meet: a new claim is compared with those that share a bucket with it, and with no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from claims.identity import IN_PARTS, group, plain, site
from claims.model import Claim, Scope
from claims.parties import PartyTable
from claims.reach import Window, windows
from claims.units import number
from claims.values import Qualifier, written_digits

Key = tuple[str, ...]

PAYERS = frozenset({"acquisition", "commitment", "debt", "investment", "spending"})
"""Metrics whose subject is who pays, borrows or owns: another one of the same sum for the same thing is a clash."""

DEALS = frozenset({"funding", "investment", "commitment", "acquisition", "debt"})
"""Metrics of one deal between two parties: what one text calls an investment, another calls a commitment."""

TELLING = {"acquisition": 1, "spending": 2, "commitment": 3, "debt": 3, "investment": 3}
"""How many digits make the same sum of two parties no coincidence: a target is bought once and a site built once, but a
bank lends, a supplier sells and a company takes the same round sum several times."""
RARE = 1e9
"""From here on, two digits of a contract or a loan are as telling as three of a smaller one."""


def keys(claim: Claim, parties: PartyTable | None = None) -> frozenset[Key]:
    """The buckets of a claim; none without a subject.

    ("of", party, metric) holds all figures of one kind of one group of companies, and those of a project that it is a
    counterparty of; ("into", party) a round, the loan told with it and the shares of it; ("with", text, party) what
    one text tells of a capacity's user and of its supplier; ("at", site, metric) what is told of one site;
    ("sum", metric, unit, low, high, thing) one sum for one thing, whoever is said to pay it; ("deal", unit, low, high,
    party) one sum of a deal, whatever kind of deal it is called.
    """
    if claim.subject is None:
        return frozenset()
    subject = str(group(claim.subject, parties))
    found: set[Key] = {("of", subject, claim.metric)}
    if claim.metric in ("funding", "debt"):
        found.add(("into", subject))
    if claim.metric == "investment" and len(claim.counterparties) == 1:
        found.add(("into", str(group(claim.counterparties[0], parties))))
    if claim.metric == "power":
        names = (claim.subject, *claim.counterparties)
        found |= {("with", claim.text_sha, str(group(name, parties))) for name in names}
    where = site(claim, parties)
    if claim.metric in IN_PARTS and where is not None:
        found.add(("at", plain(where), claim.metric))
        if claim.event.site is None:  # the subject itself is the project
            found |= {("of", str(group(name, parties)), claim.metric) for name in claim.counterparties}
    if claim.metric in DEALS and claim.counterparties:
        names = (claim.subject, *claim.counterparties)
        found |= {("deal", *_sum(claim)[1:], str(group(name, parties))) for name in names}
    if telling(claim):
        found |= {("sum", *_sum(claim), thing) for thing in things(claim, parties)}
    return frozenset(found)


def telling(claim: Claim) -> bool:
    """Whether the same sum under another name would be no coincidence."""
    loose = {Qualifier.vague, Qualifier.range}
    enough = TELLING.get(claim.metric, 0)
    if claim.metric in ("commitment", "debt") and claim.quantity.written >= RARE:
        enough = 2
    return (
        claim.metric in PAYERS and claim.scope is Scope.total and claim.quantity.qualifier not in loose
        and written_digits(claim.quantity) >= enough
    )  # fmt: skip


def things(claim: Claim, parties: PartyTable | None) -> frozenset[str]:
    """What the sum is for, where the text names it: the counterparties, or the site of a project's cost."""
    where = site(claim, parties) if claim.metric == "spending" else None
    if where is not None:
        return frozenset({plain(where)})
    return frozenset(str(group(name, parties)) for name in claim.counterparties)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a store is asked for before claims are compared: each part is found by an index.

    subjects -- (subject, metric).  counterparties -- (counterparty, metric).  sites -- (claims.identity.place, metric).
    sums -- (party in either role, unit, low, high) of a payer or a deal, whatever its metric.
    days -- of all these, those told in one of these windows and those for which `claims.reach` knows none; None is all.
    """

    subjects: frozenset[tuple[str, str]] = frozenset()
    counterparties: frozenset[tuple[str, str]] = frozenset()
    sites: frozenset[tuple[str, str]] = frozenset()
    sums: frozenset[tuple[str, str, float | None, float | None]] = frozenset()
    days: tuple[Window, ...] | None = None


def asked(claims: Iterable[Claim], parties: PartyTable | None = None) -> Asked:
    """Where the mates of these claims are to be found: all with which a pair has a verdict, beside those of their text.

    Found are the claims of each one's group, the round that an investment went into and the investments into a round,
    a project's owners and their projects, the claims of the same site, and the same sum of a deal or payer with one of
    the parties; of these, what time does not part from them.  It is symmetric: of two claims that have a verdict each
    finds the other, so it does not matter which is stored first.  Two projects of one owner share a bucket and are not
    asked for: they are never comparable.
    """
    subjects: set[tuple[str, str]] = set()
    counterparties: set[tuple[str, str]] = set()
    sites: set[tuple[str, str]] = set()
    sums: set[tuple[str, str, float | None, float | None]] = set()
    new = [claim for claim in claims if claim.subject is not None]
    for claim in new:
        assert claim.subject is not None
        own, metric = _families((claim.subject,), parties), claim.metric
        others = _families(claim.counterparties, parties)
        subjects |= {(name, metric) for name in own}
        if metric == "funding":
            counterparties |= {(name, "investment") for name in own}
        if metric == "investment" and len(claim.counterparties) == 1:
            subjects |= {(name, "funding") for name in others}
        if metric in IN_PARTS:
            counterparties |= {(name, metric) for name in own}
            if claim.event.site is None:
                subjects |= {(name, metric) for name in others}
            where = site(claim, parties)
            if where is not None:
                sites.add((plain(where), metric))
                subjects |= {(name, metric) for name in _projects(parties).get(plain(where), ())}
        if claim.counterparties and (metric in DEALS or telling(claim)):
            q = claim.quantity
            sums |= {(name, q.unit, q.low, q.high) for name in own | others}
    return Asked(
        frozenset(subjects), frozenset(counterparties), frozenset(sites), frozenset(sums), windows(new) if new else None
    )


def _families(names: Iterable[str], parties: PartyTable | None) -> frozenset[str]:
    if parties is None:
        return frozenset(names)
    return frozenset(member for name in names for member in parties.family(name))


@lru_cache(maxsize=4)
def _projects(parties: PartyTable | None) -> Mapping[str, tuple[str, ...]]:
    """The projects of the table by what their names are as sites."""
    found: dict[str, tuple[str, ...]] = {}
    for row in parties or ():
        if row.kind == "project":
            found[plain(row.name)] = (*found.get(plain(row.name), ()), row.name)
    return found


def _sum(claim: Claim) -> Key:
    q = claim.quantity
    return claim.metric, q.unit, str(number(q.low)), str(number(q.high))
