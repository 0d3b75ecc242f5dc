"""Which claims meet: a new claim is compared with those that share a bucket with it, and with no others."""

from __future__ import annotations

from collections.abc import Iterable

from claims.identity import IN_PARTS, group, plain, site
from claims.model import Claim, Scope
from claims.parties import PartyTable
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

_TOLD_WITH = {"valuation": ("funding",), "funding": ("investment", "valuation"), "investment": ("funding",)}
"""Metrics that explain each other: a round's size lies between two valuations, shares add up to a round."""


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


def subject_keys(claims: Iterable[Claim], parties: PartyTable | None = None) -> frozenset[tuple[str, str]]:
    """The (subject, metric) pairs to fetch from a store before the claims are compared.

    The parties of each one's group, its metric and those that explain it, the round of each investment, the owners of a
    project.
    """
    found: set[tuple[str, str]] = set()
    for claim in claims:
        if claim.subject is None:
            continue
        names = {claim.subject}
        if claim.metric == "investment" or (claim.metric in IN_PARTS and claim.event.site is None):
            names.update(claim.counterparties)
        metrics = (claim.metric, *_TOLD_WITH.get(claim.metric, ()))
        found |= {(name, metric) for of in names for name in _family(of, parties) for metric in metrics}
    return frozenset(found)


def counterparty_keys(claims: Iterable[Claim], parties: PartyTable | None = None) -> frozenset[tuple[str, str]]:
    """The (counterparty, metric) pairs to fetch besides: who else is said to pay the same, and who put money into a
    round or capacity into a project of the party."""
    found: set[tuple[str, str]] = set()
    for claim in claims:
        if claim.subject is None:
            continue
        if claim.metric == "funding":
            found |= {(name, "investment") for name in _family(claim.subject, parties)}
        if claim.metric in IN_PARTS:
            found |= {(name, claim.metric) for name in _family(claim.subject, parties)}
        if telling(claim):
            found |= {(name, claim.metric) for of in claim.counterparties for name in _family(of, parties)}
    return frozenset(found)


def _family(name: str, parties: PartyTable | None) -> frozenset[str]:
    return frozenset({name}) if parties is None else parties.family(name)


def _sum(claim: Claim) -> Key:
    q = claim.quantity
    return claim.metric, q.unit, str(number(q.low)), str(number(q.high))
