"""Who the claim is about and who stands on the other side: parties compete for the roles by how they stand to the sum.

WEIGHTS says, per metric, how well each relation fits the subject; COUNTER says which relations give a counterparty.
"""

from __future__ import annotations

from extractors import frames, pronouns, supply
from extractors.antecedents import excludes
from extractors.clauses import Clause
from extractors.counterparties import counterparties
from extractors.lexicon import GENERIC_STARTS, GENERIC_SUBJECTS
from extractors.measures import PRICE, Measure
from extractors.mentions import Mention
from extractors.relations import belongs, relation_to, supplied
from extractors.role_values import Context, Roles
from extractors.strangers import about_somebody_else

_ALWAYS: dict[str, float] = {
    "doer": 6, "label": 8, "owner": 1.5, "other": 0.5, "forecaster": -1, "employer": -2, "audience": -8, "compound": -9,
    "pollster": -9, "recipient": -5, "arranger": -4,
}  # fmt: skip
"""Relations that weigh the same under every metric."""

WEIGHTS: dict[str, dict[str, float]] = {
    "funding": {
        "modifier": 5, "agent": 6, "possessor": 5, "for": 4, "object": 3.5, "of": 2.5, "into": 3, "list": 6,
        "in": 2.5, "to": 2, "at": 2, "speaker": 2, "by": -4, "from": -6, "with": -4, "including": -6,
        "alongside": -6, "backer": -9, "recipient": 4,
    },
    "investment": {
        "modifier": 4, "agent": 6, "possessor": 5, "by": 5, "from": 5.5, "list": 5, "speaker": 2, "backer": 1,
        "of": 1, "at": 0, "with": 0, "including": 0, "in": -6, "into": -7, "to": -4, "object": -4, "for": -3,
        "on": -3,
    },
    "valuation": {
        "modifier": 4, "object": 6.5, "agent": 5, "possessor": 5, "of": 4, "for": 4, "list": 6, "in": 3, "at": 2,
        "to": 1, "speaker": 1.5, "into": 3, "by": -5, "from": -5, "with": -3, "backer": -9, "including": -6,
    },
    "market_cap": {
        "modifier": 4, "object": 6, "agent": 5, "possessor": 6, "of": 4.5, "for": 4, "list": 6, "at": 2,
        "speaker": 1, "by": -3, "from": 0, "with": -2,
    },
    "acquisition": {
        "modifier": -3, "agent": 6, "possessor": 4, "by": 6, "speaker": 2.5, "to": 1.5, "backer": 1, "list": 3,
        "with": 0, "from": -3, "object": -5, "of": -6, "for": -5, "in": -4,
    },
    "commitment": {
        "modifier": -3, "agent": 6, "possessor": 5, "by": 5, "speaker": 2, "from": 1, "for": 1, "list": 4,
        "between": 3, "of": 0, "object": 1, "with": -3, "to": -4, "on": -5, "at": -2,
    },
    "debt": {
        "modifier": 4, "agent": 6, "possessor": 5, "to": 4, "for": 4, "of": 3, "object": 3.5, "list": 4,
        "speaker": 2.5, "by": 0, "from": -5, "with": -4, "at": 1, "recipient": 6,
    },
    "revenue": {
        "modifier": 3, "agent": 6, "possessor": 6, "at": 5, "of": 4, "for": 4, "list": 6, "by": 2, "speaker": 2.5,
        "to": 1, "from": -4, "with": -2, "object": 2,
    },
    "spending": {
        "modifier": 3, "agent": 6, "possessor": 5, "by": 5, "at": 5, "for": 2.5, "of": 2.5, "list": 6,
        "speaker": 2.5, "from": 1, "in": 0, "to": 0, "on": -4, "with": -3,
    },
    "profit": {
        "modifier": 3, "agent": 6, "possessor": 6, "at": 5, "of": 4, "for": 4, "list": 6, "speaker": 2.5, "by": 1,
        "from": -3, "object": 2,
    },
    "power": {
        "modifier": 1, "agent": 5, "possessor": 5, "for": 5, "to": 4, "by": 3, "of": 3, "list": 5, "speaker": 2.5,
        "object": 3, "at": 0, "in": 1, "between": 4, "with": -3, "from": -4, "through": -4, "including": -4,
        "on": -1,
    },
    "other_money": {
        "modifier": 2, "agent": 5, "possessor": 5, "on": 4, "against": 4, "of": 3, "list": 5, "at": 3.5, "by": 3,
        "for": 2, "to": 1, "speaker": 1, "in": 1, "from": 0, "object": 3,
    },
}  # fmt: skip

COUNTED = {
    "modifier": 5, "agent": 6, "possessor": 6, "object": 4, "of": 4, "for": 4, "on": 4, "to": 3, "list": 6, "at": 3,
    "speaker": 2.5, "by": 2, "from": -4, "backer": -9}  # fmt: skip
"""The same for whatever is counted: a row of claims.metrics brings the words, the sentence the company."""

_PLAYS_ALONE = {"organisation": 5.0, "government": 2.5, "university": 2.5}
"""Taken from those who tell and regulate, and seldom act: a newspaper named beside a sum has not paid it."""
_FLIPPED = {
    "agent": "with",
    "speaker": "with",
    "possessor": "with",
    "object": "agent",
    "to": "agent",
    "for": "agent",
    "with": "agent",
    "from": "agent",
}
DISTANCE_PRICE = 0.25
FLOOR = 0.5
BY_PLACE = frozenset({"power"})
"""Metrics of one site after another: without a name they go on about the party of the sentence before."""
BY_PROJECT = frozenset({"power", "spending"})
"""Metrics that a project has of its own, where no single party owns it."""
ASIDE = 4.0
"""Taken from a party that stands in an aside of the sentence while the sum does not."""


def assign(clause: Clause, index: int, measure: Measure, context: Context) -> Roles:
    """The roles of one quantity under one metric."""
    found = _assign(clause, index, measure, context)
    return supply.settle(clause, clause.at[index], found, context) if measure.metric in supply.METRICS else found


def _assign(clause: Clause, index: int, measure: Measure, context: Context) -> Roles:
    metric, q = measure.metric, clause.at[index]
    if measure.rule == PRICE and any(hit.row.metric == "acquisition" for hit in clause.hits):
        metric = "acquisition"  # a price per share in a bid
    weights = WEIGHTS.get(metric, COUNTED)
    flipped = metric in ("commitment", "power") and frames.supplier_acts(clause, q)
    paired = frames.respectively(clause, q)
    if paired is not None:
        subjects: tuple[str, ...] = (_name(clause, paired),)
        return Roles(subjects, counterparties(clause, q, metric, subjects, flipped, context), "respectively", paired)
    givers = frames.each_from(clause, q) if metric == "investment" else ()
    if givers:
        return _shared_out(clause, q, givers, context)
    project = frames.own_figure(clause, q) if metric in BY_PROJECT else None
    if project is not None:
        subjects = (_name(clause, project),)
        return Roles(subjects, counterparties(clause, q, metric, subjects, flipped, context), "project", project)
    front = frames.fronted(clause, q)
    ranked: list[tuple[float, int]] = []
    for i in clause.parties:
        own = relation = relation_to(clause, i, q, metric)
        if flipped:
            relation = _FLIPPED.get(relation, relation)
        score = weights.get(relation, _ALWAYS.get(relation, 0.0)) - DISTANCE_PRICE * clause.distance(i, q)
        party = clause.units[i].party
        assert party is not None
        if i == front:
            score = weights["agent"] - 1
        elif i > q and own in ("agent", "speaker", "possessor"):
            score -= 4
        aside = clause.aside_of(i)
        if aside is not None and aside != clause.aside_of(q):
            score -= ASIDE
        if metric == "power":
            score += supplied(clause, i, q, relation)
        score -= _PLAYS_ALONE.get(party.kind, 0.0) + _wrong_side(clause, i, metric, relation)
        if party.kind == "project" and (metric not in ("spending", "debt", "funding") or belongs(clause, i)):
            score -= 3
        ranked.append((score, i))
    pronoun = pronouns.nearest(clause, q)
    best = max(ranked, default=(-9.0, -1))
    told = pronouns.stands_for(clause, pronoun, metric, context) if pronoun is not None else None
    if metric == "debt" and told is not None and told != context.main and context.trades.get(told) in _LENDERS:
        told = None
    if pronoun is not None and told is not None:
        score = 4.75 - DISTANCE_PRICE * clause.distance(pronoun, q) if pronoun < q else 0.0
        if score > best[0]:
            return Roles((told,), counterparties(clause, q, metric, (told,), flipped, context), "pronoun", pronoun)
    if _generic(clause, q, metric) and best[0] < 4.5:
        return Roles((), counterparties(clause, q, metric, (), flipped, context), "generic")
    if best[0] >= FLOOR:
        subjects = _joint(clause, best[1], q, metric)
        return Roles(subjects, counterparties(clause, q, metric, subjects, flipped, context), "sentence", best[1])
    others = counterparties(clause, q, metric, (), flipped, context) if metric != "investment" else ()
    topic = _topic(clause, q, metric)
    order: tuple[str | None, ...] = () if about_somebody_else(clause, q) else (context.focus, context.main)
    order = _users_first(order, context) if metric == "power" else order
    told_before = [name for name in (context.before, topic, *order) if name is not None]
    if pronoun is not None:
        misfits = {party.canonical for party in context.recent if excludes(clause.lows[pronoun], party)}
        told_before = [name for name in told_before if name not in misfits]
    if metric == "debt":
        told_before = [name for name in told_before if context.trades.get(name) not in _LENDERS]
    carried = next((name for name in told_before if not any(other.startswith(name) for other in others)), None)
    subjects = (carried,) if carried is not None else ()
    found_by = "none" if carried is None else "topic" if carried == topic != context.before else "carried"
    return Roles(subjects, counterparties(clause, q, metric, subjects, flipped, context), found_by)


def _users_first(names: tuple[str | None, ...], context: Context) -> tuple[str | None, ...]:
    """A site goes on about who uses the power, where others of those told of only supply it."""
    return tuple(sorted(names, key=lambda name: name is None or context.trades.get(name) in _SUPPLIERS))


_SUPPLIERS = frozenset({"utility", "chips", "power", "hardware"})


def _shared_out(clause: Clause, q: int, givers: tuple[int, ...], context: Context) -> Roles:
    """ "Nscale took $5 billion each from A and B": A and B each put it into Nscale."""
    names = tuple(dict.fromkeys(_name(clause, i) for i in givers))
    taker = _topic(clause, q, "investment")
    others = (taker,) if taker is not None else counterparties(clause, q, "investment", names, False, context)
    return Roles(names, others, "sentence", givers[0])


def _topic(clause: Clause, q: int, metric: str) -> str | None:
    """Who acts in the sentence, however far from the sum."""
    for i in clause.parties:
        if i < q and clause.relation(i) in _TOPICAL and clause.aside_of(i) is None:
            party = _party(clause, i)
            alone = party.kind in _PLAYS_ALONE or party.kind == "project"
            if not alone and not _wrong_side(clause, i, metric, "agent"):
                return party.canonical
    return None


def _wrong_side(clause: Clause, i: int, metric: str, relation: str) -> float:
    """What is taken from a party that by its trade is on the other side: lenders of a loan, investors of a round."""
    party = _party(clause, i)
    if party.trade == "bank" and relation in ("speaker", "forecaster"):
        return 4.0
    others = [_party(clause, k) for k in clause.parties if k != i]
    if metric == "debt" and (party.trade == "bank" or party.kind == "fund"):
        return 4.0 if any(other.trade != "bank" and other.kind == "company" for other in others) else 0.0
    if metric in ("funding", "valuation") and (party.kind == "fund" or party.trade in ("cloud", "chips", "bank")):
        return 3.0 if any(other.trade == "lab" for other in others) else 0.0
    return 0.0


def _party(clause: Clause, i: int) -> Mention:
    party = clause.units[i].party
    assert party is not None
    return party


def _name(clause: Clause, i: int) -> str:
    return _party(clause, i).canonical


def _joint(clause: Clause, i: int, q: int, metric: str) -> tuple[str, ...]:
    """The subject and those coordinated with it, where each has the sum; a joint total has no single subject."""
    names = [_name(clause, i)]
    relation = clause.relation(i)
    mates = [j for j in clause.parties if j != i and clause.relation(j) == relation and _linked(clause, i, j)]
    if not mates:
        return tuple(names)
    each = _each(clause, q)
    names = [_name(clause, j) for j in sorted([i, *mates])]
    if each:
        return tuple(dict.fromkeys(names))
    if metric in ("investment", "spending", "other_money", "commitment") and len(set(names)) > 2:
        return ()
    return (names[0],)


def _linked(clause: Clause, a: int, b: int) -> bool:
    low, high = min(a, b), max(a, b)
    return all(word in (",", "and", "&", "⟨p⟩", "or", "as", "well") for word in clause.lows[low + 1 : high])


def _each(clause: Clause, q: int) -> bool:
    near = clause.lows[max(0, q - 4) : q] + clause.lows[q + 1 : q + 3]
    if clause.lows[q + 1 : q + 2] in (["commitments"], ["investments"], ["stakes"], ["pledges"]) and clause.lows[
        q + 2 : q + 3
    ] in (["from"], ["by"]):
        return True
    return "each" in near or "apiece" in near or "both" in clause.lows[max(0, q - 6) : q]


def _generic(clause: Clause, q: int, metric: str) -> bool:
    """Whether a group without a name is the one who acts: it stands left of the sum, under no preposition."""
    if any(word in GENERIC_STARTS for word in clause.lows[:3]):
        return True
    if not _EVERYWHERE.isdisjoint(clause.lows[q + 1 : q + 4]):
        return True
    after_by = clause.lows[q + 2] if clause.lows[q + 1 : q + 2] == ["by"] and q + 2 < len(clause.lows) else ""
    if (after_by,) in _GENERIC_WORDS.get(after_by, ()):
        return True  # "spending of $490 billion by hyperscalers"
    first = max(0, q - 14)
    left = clause.lows[first:q]
    for k, word in enumerate(left):
        for words in _GENERIC_WORDS.get(word, ()):
            if tuple(left[k : k + len(words)]) != words:
                continue
            j = first + k
            if words == ("analysts",) and metric in _FORECAST:
                continue  # they speak of the company that the text goes on about
            if any(
                i < j and clause.relation(i) in _ACTING and _party(clause, i).trade != "bank" for i in clause.parties
            ):
                continue  # "Nscale told investors that", "Brookfield and Ares together"
            after = clause.lows[j + len(words) : j + len(words) + 3]
            if after[:1] == ["⟨p⟩"] or (after[:1] in (["like"], ["such"]) and "⟨p⟩" in after):
                continue  # "the venture firms Parkway and Align", "startups like Nscale"
            while j > 0 and clause.lows[j - 1] in _QUANTIFIERS:
                j -= 1
            if j == 0 or clause.lows[j - 1] not in _UNDER:
                return True
    return False


_GENERIC_WORDS: dict[str, list[tuple[str, ...]]] = {}
for _phrase in GENERIC_SUBJECTS:
    _GENERIC_WORDS.setdefault(_phrase.split()[0], []).append(tuple(_phrase.split()))
_LENDERS = frozenset({"bank", "fund"})
_FORECAST = frozenset({"revenue", "profit", "spending", "valuation", "market_cap"})
_TOPICAL = frozenset({"agent", "label", "relative", "speaker"})
_ACTING = frozenset({"agent", "possessor", "speaker", "relative", "label"})
_EVERYWHERE = frozenset("global worldwide globally industry-wide industrywide".split())
_UNDER = frozenset("of from with to for among against including".split())
_QUANTIFIERS = frozenset("the a an two three four five six seven eight nine ten several some many other new".split())
