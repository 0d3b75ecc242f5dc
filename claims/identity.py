"""The same thing? Which event, deal, site or round two claims are about, as far as their labels tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from claims.model import Claim
from claims.parties import PartyTable


class Sameness(StrEnum):
    """How far the labels say that two claims are about one thing."""

    other = "other"  # a label clashes
    unsure = "unsure"  # labels overlap, or one side has a label that narrows it down
    unnamed = "unnamed"  # nothing clashes, nothing is shared
    named = "named"  # a label is shared


@dataclass(frozen=True, slots=True)
class Identity:
    """The answer: how same, the code of the reason, the words for a person."""

    sameness: Sameness
    code: str
    words: str


ONE_DEAL_EACH = frozenset({"investment", "acquisition", "commitment", "revenue"})
"""Metrics where another counterparty is another deal; elsewhere each text names only some of them."""

BY_DATE = frozenset({"funding", "valuation", "market_cap"})
"""Metrics that a party and a date identify: one round, one value of the company at a time."""

BY_PERIOD = frozenset({"revenue", "profit", "spending"})
"""Metrics that a party and a period identify."""

NEVER = frozenset({"other_money"})
"""Metrics that hold many things: a shared label does not make two sums the same sum."""

IN_TRANCHES = frozenset({"investment", "commitment", "debt", "power", "spending"})
"""Metrics that news tells in tranches and phases, often without saying so."""

IN_PARTS = frozenset({"power", "spending"})
"""Metrics whose figure for a site is a part of the figure without one."""


def same_thing(a: Claim, b: Claim, parties: PartyTable | None = None) -> Identity:
    """Compare round, site, instrument and counterparties; a clash wins over everything, then the strongest label."""
    rounds = _labels(a.event.round, b.event.round)
    if rounds and rounds[0] != rounds[1]:
        return Identity(Sameness.other, "other_event", f"{a.event.round} and {b.event.round} are two rounds")
    sites = _labels(site(a, parties), site(b, parties))
    if sites and sites[0] != sites[1] and not _nested(*sites):
        words = f"{site(a, parties)} and {site(b, parties)} are two sites"
        return Identity(Sameness.other, "other_event", words)
    instruments = _labels(a.event.instrument, b.event.instrument)
    if instruments and instruments[0] != instruments[1]:
        words = f"{a.event.instrument} and {b.event.instrument} are two instruments"
        return Identity(Sameness.other, "other_event", words)
    others = _counterparties(a, b, parties)
    if others.sameness is Sameness.other:
        return others
    if rounds:
        return Identity(Sameness.named, "same_round", f"both are about the {a.event.round}")
    if sites and sites[0] != sites[1]:
        words = f"{site(a, parties)} and {site(b, parties)} may be whole and part"
        return Identity(Sameness.unsure, "unknown_scope", words)
    if others.sameness is Sameness.unsure:
        return others
    if sites:
        return Identity(Sameness.named, "same_site", f"both are about {site(a, parties)}")
    if a.metric in IN_PARTS and (site(a, parties) is None) != (site(b, parties) is None):
        words = f"one is about {site(a, parties) or site(b, parties)}, the other names no site"
        return Identity(Sameness.unsure, "unknown_scope", words)
    if others.sameness is Sameness.named:
        return others
    if instruments and a.metric == "debt":
        return Identity(Sameness.named, "same_instrument", f"both are about the {a.event.instrument}")
    return Identity(Sameness.unnamed, "unnamed", "no round, site or counterparty that both name")


def site(claim: Claim, parties: PartyTable | None) -> str | None:
    """The project or place that a claim is about: the event's, else the subject where the table calls it a project."""
    if claim.event.site is not None or parties is None or claim.subject is None:
        return claim.event.site
    row = parties.get(claim.subject)
    return claim.subject if row is not None and row.kind == "project" else None


def place(metric: str, site: str | None) -> str | None:
    """What finds a claim by the site that it names; None for metrics whose claims do not meet by their site."""
    return plain(site) if metric in IN_PARTS and site is not None else None


def own_project(a: Claim, b: Claim, parties: PartyTable | None) -> bool:
    """Whether both claims are about one project as the party itself, not about a party's share of it.

    An umbrella, whose parts are projects of their own ("Stargate"), has no total that two texts must share.
    """
    if parties is None or a.subject is None or a.subject != b.subject or parties.is_umbrella(a.subject):
        return False
    row = parties.get(a.subject)
    return row is not None and row.kind == "project"


def group(name: str | None, parties: PartyTable | None) -> str | None:
    """The party at the top of the ownership chain, where the table knows it."""
    return name if name is None or parties is None else parties.group(name)


def _counterparties(a: Claim, b: Claim, parties: PartyTable | None) -> Identity:
    one = {group(name, parties) for name in a.counterparties}
    two = {group(name, parties) for name in b.counterparties}
    if not one or not two:
        return Identity(Sameness.unnamed, "unnamed", "a counterparty is not named")
    names = f"{', '.join(a.counterparties)} and {', '.join(b.counterparties)}"
    if one == two:
        return Identity(Sameness.named, "same_counterparty", f"both name {', '.join(a.counterparties)}")
    if a.metric in ONE_DEAL_EACH:
        if one & two:
            return Identity(Sameness.unsure, "unknown_scope", f"{names}: one may be a joint sum")
        return Identity(Sameness.other, "other_counterparty", f"{names} are two counterparties")
    if one & two:
        return Identity(Sameness.named, "same_counterparty", f"both name {', '.join(sorted(map(str, one & two)))}")
    if a.metric in BY_DATE:  # each text names some of the investors; the date tells the rounds apart
        return Identity(Sameness.unnamed, "unnamed", f"{names}: no investor in common")
    return Identity(Sameness.unsure, "unknown_identity", f"{names}: no counterparty in common")


_FILLER = re.compile(r"\b(?:the|a|an|round|funding|financing|investment|data|cent(?:er|re)|campus|project|site)\b")


def _labels(one: str | None, two: str | None) -> tuple[str, str] | None:
    if one is None or two is None:
        return None
    return plain(one), plain(two)


def plain(label: str) -> str:
    """A label without capitals, signs and words that tell nothing: `the Abilene data center` is `abilene`."""
    words = re.sub(r"[\W_]+", " ", label.casefold())
    return " ".join(_FILLER.sub(" ", words).split()) or " ".join(words.split())


def _nested(one: str, two: str) -> bool:
    return f" {one} " in f" {two} " or f" {two} " in f" {one} "
