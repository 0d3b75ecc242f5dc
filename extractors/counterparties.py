"""Who stands on the other side of a sum: the investors, the lenders, the target, who is paid, who supplies.

COUNTER says which relations to the sum give a counterparty under which metric.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.clauses import Clause
from extractors.mentions import Mention
from extractors.relations import relation_to
from extractors.role_values import Context
from extractors.word_classes import PREPOSITIONS

COUNTER: dict[str, frozenset[str]] = {
    "funding": frozenset({"by", "from", "including", "with", "alongside", "backer", "via"}),
    "investment": frozenset({"in", "into", "to", "object", "recipient"}),
    "acquisition": frozenset({"object", "of", "for", "in", "with", "modifier"}),
    "commitment": frozenset({"with", "to", "on", "from", "object", "between", "modifier", "recipient"}),
    "debt": frozenset({"from", "by", "with"}),
    "revenue": frozenset({"from", "with"}),
    "power": frozenset({"with", "from", "by", "through", "at", "via", "between"}),
    "spending": frozenset({"with"}),
}
NO_COUNTERPARTY: dict[str, tuple[str, ...]] = {
    "investment": ("organisation",),
    "debt": ("organisation", "project"),
    "acquisition": ("organisation",),
    "power": ("organisation", "project", "government"),
    "funding": ("organisation", "project", "university"),
}
"""Kinds of parties named for other reasons: a filing with a regulator, a spin-off of a university."""
REACH = 16.0
FAR_REACH = 26.0
"""How far a party may stand from the sum; those that took part in a round may follow at some length."""
_BANKS_SAY = frozenset({"speaker", "forecaster", "employer", "audience"})
_FLIPPED = {"agent": "with", "speaker": "with", "with": "agent", "from": "agent"}


def counterparties(
    clause: Clause, q: int, metric: str, subjects: tuple[str, ...], flipped: bool, context: Context
) -> tuple[str, ...]:
    """The counterparties of the sum at unit `q`, whose subjects are known; flipped -- the one who acts is paid."""
    if metric not in COUNTER:
        return ()
    found = [
        party.canonical
        for party in _across(clause, q, metric, subjects, flipped)
        if party.kind not in NO_COUNTERPARTY.get(metric, ("organisation", "project"))
    ]
    if metric == "investment" and not found and subjects:
        told = (name for name in (context.investee, context.main) if name is not None and name not in subjects)
        found = list(told)[:1]
    return tuple(dict.fromkeys(found))


def _across(clause: Clause, q: int, metric: str, subjects: tuple[str, ...], flipped: bool) -> Iterator[Mention]:
    # the customer was named by "for" or "to": the one who acts is the supplier
    builds = metric == "power" and any(
        _party(clause, i).canonical in subjects and clause.relation(i) in ("for", "to") for i in clause.parties
    )
    for i in clause.parties:
        party = _party(clause, i)
        if party.canonical in subjects or _belongs_to_another_sum(clause, i, q):
            continue
        relation = "with" if clause.relation(i) == "relative" else relation_to(clause, i, q, metric)
        if builds and relation in ("agent", "speaker", "list") and i < q:
            relation = "by"
        if flipped:
            relation = _FLIPPED.get(relation, relation)
        distance = clause.distance(i, q)
        if metric == "debt" and (party.trade == "bank" or party.kind == "fund") and distance <= REACH:
            if relation not in _BANKS_SAY and clause.aside_of(i) in (None, clause.aside_of(q)):
                yield party  # who lends and who arranges
            continue
        if relation not in COUNTER[metric]:
            continue
        if distance > (FAR_REACH if metric == "funding" and i > q else REACH):
            continue
        if metric == "funding" and i < q and relation in ("with", "by") and distance > 8:
            continue
        yield party


def _belongs_to_another_sum(clause: Clause, i: int, q: int) -> bool:
    """Whether another sum stands right beside the party: "pay Microsoft $250 billion, $300 billion to Oracle"."""
    if clause.relation(i) in ("object", "recipient") and clause.lows[i + 1 : i + 2] == ["⟨q⟩"]:
        return i + 1 != q
    for k in range(i - 1, max(-1, i - 4), -1):
        if clause.lows[k] == "⟨q⟩":
            return k != q
        if clause.lows[k] not in PREPOSITIONS and clause.lows[k] not in ("the", "a"):
            return False
    return False


def _party(clause: Clause, i: int) -> Mention:
    party = clause.units[i].party
    assert party is not None
    return party
