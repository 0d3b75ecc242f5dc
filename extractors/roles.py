"""Who the claim is about and who stands on the other side: parties compete for the roles by how they stand to the sum.

WEIGHTS says, per metric, how well each relation fits the subject; COUNTER says which relations give a counterparty.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors import frames
from extractors.clauses import Clause
from extractors.lexicon import GENERIC_NOUNS, GENERIC_STARTS, GENERIC_SUBJECTS
from extractors.measures import Measure
from extractors.relations import belongs, relation_to, supplied

_ALWAYS: dict[str, float] = {
    "doer": 6, "owner": 1.5, "other": 0.5, "forecaster": -1, "employer": -2, "audience": -8, "compound": -9,
}  # fmt: skip
"""Relations that weigh the same under every metric."""

WEIGHTS: dict[str, dict[str, float]] = {
    "funding": {
        "modifier": 5, "agent": 6, "possessor": 5, "for": 4, "object": 3.5, "of": 2.5, "into": 3, "list": 6,
        "in": 2.5, "to": 2, "at": 2, "speaker": 2, "by": -4, "from": -6, "with": -4, "including": -6,
        "alongside": -6, "backer": -9,
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
        "speaker": 2.5, "by": 0, "from": -5, "with": -4, "at": 1,
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

COUNTER: dict[str, frozenset[str]] = {
    "funding": frozenset({"by", "from", "including", "with", "alongside", "backer", "via"}),
    "investment": frozenset({"in", "into", "to", "object"}),
    "acquisition": frozenset({"object", "of", "for", "in", "with", "modifier"}),
    "commitment": frozenset({"with", "to", "on", "from", "object", "between", "modifier"}),
    "debt": frozenset({"from", "by", "with"}),
    "revenue": frozenset({"from", "with"}),
    "power": frozenset({"with", "from", "by", "through", "at", "via", "between"}),
    "spending": frozenset({"with", "to"}),
}
NO_COUNTERPARTY: dict[str, tuple[str, ...]] = {
    "investment": ("organisation",),
    "acquisition": ("organisation",),
    "power": ("organisation", "project", "government"),
    "funding": ("organisation", "project", "university"),
}
"""Kinds of parties named for other reasons: a filing with a regulator, a spin-off of a university."""
_PLAYS_ALONE = frozenset({"organisation", "government", "university"})
_PRONOUNS = frozenset({"it", "they", "its", "their", "he", "she", "we"})
_ANTECEDENTS = frozenset({"agent", "relative", "speaker", "possessor", "list", "object"})
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
PRICE = "price per piece"
DISTANCE_PRICE = 0.33
FLOOR = 0.5
BY_PLACE = frozenset({"power"})
"""Metrics of one site after another: without a name they go on about the party of the sentence before."""
ASIDE = 4.0
"""Taken from a party that stands in an aside of the sentence while the sum does not."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Subjects (several where each has the sum on its own), counterparties, and how the subject was found."""

    subjects: tuple[str, ...]
    counterparties: tuple[str, ...]
    found_by: str
    subject_unit: int | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the text told before.

    focus -- the party told of last.  main -- the party that the article is about.  investee -- the last company that
    raised money or was valued.  before -- the subject of the sum before in the same sentence.
    """

    focus: str | None = None
    main: str | None = None
    investee: str | None = None
    before: str | None = None


def assign(clause: Clause, index: int, measure: Measure, context: Context) -> Roles:
    """The roles of one quantity under one metric."""
    metric, q = measure.metric, clause.at[index]
    if measure.rule == PRICE and any(hit.row.metric == "acquisition" for hit in clause.hits):
        metric = "acquisition"  # a price per share in a bid
    weights = WEIGHTS.get(metric, COUNTED)
    flipped = metric in ("commitment", "power") and frames.supplier_acts(clause, q)
    paired = frames.respectively(clause, q)
    if paired is not None:
        subjects: tuple[str, ...] = (_name(clause, paired),)
        return Roles(subjects, _counterparties(clause, q, metric, subjects, flipped, context), "respectively", paired)
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
            score -= 5
        aside = clause.aside_of(i)
        if aside is not None and aside != clause.aside_of(q):
            score -= ASIDE
        if metric == "power":
            score += supplied(clause, i, q, relation)
        if party.kind in _PLAYS_ALONE:
            score -= 2.5
        if party.kind == "project" and (metric not in ("spending", "debt", "funding") or belongs(clause, i)):
            score -= 3
        ranked.append((score, i))
    pronoun = _pronoun(clause, q)
    best = max(ranked, default=(-9.0, -1))
    told = context.focus or context.main
    if pronoun is not None:
        inside = [i for i in clause.parties if i < pronoun and clause.relation(i) in _ANTECEDENTS]
        if inside:
            told = _name(clause, inside[-1])
            if clause.lows[pronoun] in GENERIC_NOUNS:
                told = _name(clause, inside[0])
    if pronoun is not None and told is not None:
        score = 4.5 - DISTANCE_PRICE * clause.distance(pronoun, q) if pronoun < q else 0.0
        if score > best[0]:
            return Roles((told,), _counterparties(clause, q, metric, (told,), flipped, context), "pronoun", pronoun)
    if _generic(clause, q) and best[0] < 4.5:
        return Roles((), _counterparties(clause, q, metric, (), flipped, context), "generic")
    if best[0] >= FLOOR:
        subjects = _joint(clause, best[1], q, metric)
        return Roles(subjects, _counterparties(clause, q, metric, subjects, flipped, context), "sentence", best[1])
    others = _counterparties(clause, q, metric, (), flipped, context) if metric != "investment" else ()
    order = (context.focus, context.main) if metric in BY_PLACE else (context.main, context.focus)
    told_before = [name for name in (context.before, *order) if name is not None]
    carried = next((name for name in told_before if not any(other.startswith(name) for other in others)), None)
    subjects = (carried,) if carried is not None else ()
    return Roles(
        subjects, _counterparties(clause, q, metric, subjects, flipped, context), "carried" if subjects else "none"
    )


def _name(clause: Clause, i: int) -> str:
    party = clause.units[i].party
    assert party is not None
    return party.canonical


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


def _pronoun(clause: Clause, q: int) -> int | None:
    """The nearest pronoun, or "the company", left of the quantity; "it" that only introduces a clause counts too."""
    for i in range(q - 1, -1, -1):
        word = clause.lows[i]
        if word in _PRONOUNS:
            return i
        if word in GENERIC_NOUNS and i and clause.lows[i - 1] in ("the", "this", "-based", "that"):
            return i
        if (
            word in GENERIC_NOUNS
            and i > 2
            and "the" in clause.lows[max(0, i - 3) : i]
            and "⟨p⟩" not in clause.lows[max(0, i - 3) : i + 2]
        ):
            return i
    return None


def _generic(clause: Clause, q: int) -> bool:
    """Whether a group without a name is the one who acts: it stands left of the sum, under no preposition."""
    if any(word in GENERIC_STARTS for word in clause.lows[:3]):
        return True
    first = max(0, q - 14)
    left = clause.lows[first:q]
    for k, word in enumerate(left):
        for words in _GENERIC_WORDS.get(word, ()):
            if tuple(left[k : k + len(words)]) != words:
                continue
            j = first + k
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
_UNDER = frozenset("of from with to for among against including".split())
_QUANTIFIERS = frozenset("the a an two three four five six seven eight nine ten several some many other new".split())


def _counterparties(
    clause: Clause, q: int, metric: str, subjects: tuple[str, ...], flipped: bool, context: Context
) -> tuple[str, ...]:
    wanted = COUNTER.get(metric)
    if wanted is None:
        return ()
    # the customer was named by "for" or "to": the one who acts is the supplier
    builds = metric == "power" and any(
        _name(clause, i) in subjects and clause.relation(i) in ("for", "to") for i in clause.parties
    )
    found: list[str] = []
    for i in clause.parties:
        relation = "with" if clause.relation(i) == "relative" else relation_to(clause, i, q, metric)
        if builds and relation in ("agent", "speaker", "list") and i < q:
            relation = "by"
        name = _name(clause, i)
        if flipped:
            relation = {"agent": "with", "speaker": "with", "with": "agent", "from": "agent"}.get(relation, relation)
        if relation not in wanted or name in subjects or clause.distance(i, q) > 16:
            continue
        party = clause.units[i].party
        assert party is not None
        if party.kind in NO_COUNTERPARTY.get(metric, ("organisation", "project")):
            continue
        if metric == "funding" and i < q and relation in ("with", "by") and clause.distance(i, q) > 8:
            continue
        found.append(name)
    if metric == "investment" and not found:
        told = next(
            (name for name in (context.investee, context.main) if name is not None and name not in subjects), None
        )
        if told is not None and subjects:
            found.append(told)
    return tuple(dict.fromkeys(found))
