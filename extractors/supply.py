"""Who pays and who is paid between two companies of the field: computing is sold up a chain that ends with the labs.

The party table says what each company does (`claims.parties.SUPPLY_CHAIN`).  It decides where the words do
not: "signed a deal with" fits both sides.
"""

from __future__ import annotations

from dataclasses import replace

from claims.parties import SUPPLY_CHAIN
from extractors.clauses import Clause
from extractors.role_values import Context, Roles

METRICS = frozenset({"commitment", "power"})
REACH = 18.0
_RANK = {trade: place for place, trade in enumerate(SUPPLY_CHAIN)}
_PAYS = frozenset(
    "pay pays paid paying buy buys bought buying purchase purchases purchased purchasing spend spends spent spending "
    "order orders ordered ordering rent rents rented renting procure procures procured".split()
)
"""Verbs whose agent pays, whatever its trade: a chip maker, too, buys from others."""
_SIDES = frozenset({"with", "to", "for", "from", "by", "object", "agent", "relative", "possessor", "between"})
_BOUGHT = frozenset("of for on to in from worth".split())


def settle(clause: Clause, q: int, roles: Roles, context: Context) -> Roles:
    """Turn the roles about where the subject is the one who supplies; name the maker of what is bought."""
    roles = _turned(clause, q, roles, context)
    others = [name for name in _makers(clause, q) if name not in roles.subjects]
    if not roles.counterparties and not others:
        others = _suppliers(clause, q, roles, context)
    return replace(roles, counterparties=tuple(dict.fromkeys((*roles.counterparties, *others)))) if others else roles


def _suppliers(clause: Clause, q: int, roles: Roles, context: Context) -> list[str]:
    """Who acts in the sentence and stands further down the chain than the one who pays or uses."""
    own = _rank(roles.subjects[0], context) if len(roles.subjects) == 1 else None
    if own is None:
        return []
    out = []
    for i in clause.parties:
        party = clause.units[i].party
        assert party is not None
        rank = _rank(party.canonical, context)
        acts = clause.relation(i) in ("agent", "possessor", "relative", "with") and clause.distance(i, q) <= REACH
        if acts and rank is not None and rank > own and clause.aside_of(i) in (None, clause.aside_of(q)):
            out.append(party.canonical)
    return out[:1]


def _turned(clause: Clause, q: int, roles: Roles, context: Context) -> Roles:
    if len(roles.subjects) != 1 or roles.found_by == "respectively":
        return roles
    subject = roles.subjects[0]
    own = _rank(subject, context)
    if own is None or _pays(clause, q, roles.subject_unit):
        return roles
    buyers: list[tuple[int, float, str, int]] = []
    for i in clause.parties:
        party = clause.units[i].party
        assert party is not None
        rank, far = _rank(party.canonical, context), clause.distance(i, q)
        if rank is None or rank >= own or party.canonical == subject or far > REACH:
            continue
        if _apart(clause, i, q):
            continue
        if clause.lows[i + 1 : i + 2] and clause.lows[i + 1].endswith("ing"):
            continue  # "with Google backstopping"
        if clause.relation(i) in _SIDES and clause.aside_of(i) in (None, clause.aside_of(q)):
            buyers.append((rank, far, party.canonical, i))
    if not buyers:
        return roles
    _, _, buyer, unit = min(buyers)
    others = (name for name in roles.counterparties if name != buyer and (_rank(name, context) or 0) >= own)
    return replace(roles, subjects=(buyer,), counterparties=(subject, *others), subject_unit=unit)


def _apart(clause: Clause, i: int, q: int) -> bool:
    """Whether another clause begins between the two: "aims for 2 GW, and it's in talks with", "2 GW, while"."""
    words = clause.lows[min(i, q) : max(i, q)]
    return any(
        word in ("while", "whereas", ";") or (word == "and" and words[k + 1 : k + 2] in _SUBJECTS)
        for k, word in enumerate(words)
    )


_SUBJECTS = (["it"], ["they"], ["it's"], ["the"])


def _rank(name: str, context: Context) -> int | None:
    trade = context.trades.get(name)
    return None if trade is None else _RANK.get(trade)


def _pays(clause: Clause, q: int, subject: int | None) -> bool:
    """Whether the subject is said to pay: a verb of paying stands between it and the sum."""
    if subject is None or subject >= q:
        return not _PAYS.isdisjoint(clause.lows[max(0, q - 6) : q])
    return not _PAYS.isdisjoint(clause.lows[subject + 1 : q])


def _makers(clause: Clause, q: int) -> list[str]:
    """Who makes the products that the sum buys: "$250 billion of Azure services", "2 GW of Trainium"."""
    out = []
    for i in range(q + 1, min(q + 9, len(clause.units))):
        party = clause.units[i].party
        if party is None or party.maker is None:
            continue
        if not _BOUGHT.isdisjoint(clause.lows[q + 1 : i]) or i - q <= 2:
            out.append(party.maker)
    return out
