"""Frames of a whole sentence that turn roles about: the supplier is paid, "respectively" pairs in order.

Each function looks at one frame and says what it found, or nothing.
"""

from __future__ import annotations

from extractors.clauses import Clause
from extractors.lexicon import SUPPLY_VERBS
from extractors.word_classes import FINITE, PRONOUNS

_WINS = frozenset("won win wins winning landed lands awarded bagged received receives booked".split())
_ORDERS = frozenset("contract contracts order orders deal deals agreement lease work commitment commitments".split())
_SUPPLIES = frozenset(
    "supply supplies supplied provide provides provided deliver delivers delivered host hosts".split()
)
_LEADS = frozenset("after by before since while upon having".split())


def supplier_acts(clause: Clause, q: int) -> bool:
    """Whether the one who acts is paid, and the other side pays.

    "signed a $10 billion agreement to provide OpenAI", "won a $2 billion order from Meta", "will supply Meta with".
    """
    return _agrees_to_supply(clause, q) or _supplies(clause, q) or _wins(clause, q)


def _agrees_to_supply(clause: Clause, q: int) -> bool:
    lows = clause.lows
    for i in range(max(0, q - 9), min(q + 9, len(lows) - 1)):
        if lows[i] == "to" and lows[i + 1] in SUPPLY_VERBS:
            if i > q and "⟨p⟩" in lows[i + 2 : i + 9]:
                return True
            if i > 1 and lows[i - 1] == "⟨p⟩" and "with" in lows[max(0, i - 4) : i - 1]:
                return True
    return False


def _supplies(clause: Clause, q: int) -> bool:
    """An agent, a verb of supply, and the customer right after it or behind "to"."""
    for i in clause.parties:
        if i == 0 or clause.lows[i - 1] not in _SUPPLIES or abs(q - i) > 16:
            continue
        if any(k < i - 1 and clause.relation(k) in ("agent", "relative") for k in clause.parties):
            return True
    return False


def _wins(clause: Clause, q: int) -> bool:
    lows = clause.lows
    for i in range(max(0, q - 8), q):
        if lows[i] in _WINS and not _ORDERS.isdisjoint(lows[i + 1 : q + 6]):
            return any(q < k <= q + 8 and clause.relation(k) in ("from", "with", "by") for k in clause.parties)
    return False


def respectively(clause: Clause, q: int) -> int | None:
    """The party that a list pairs with the sum: "A and B invested $1 and $2 million, respectively"; else None."""
    if "respectively" not in clause.lows[q:]:
        return None
    end = clause.lows.index("respectively", q)
    sums = _row(clause, [k for k in range(end) if clause.lows[k] == "⟨q⟩"])
    parties = _row(clause, [k for k in clause.parties if sums and k < sums[0]])
    if q not in sums or len(sums) != len(parties):
        return None
    return parties[sums.index(q)]


def each_from(clause: Clause, q: int) -> tuple[int, ...]:
    """Those of whom each puts in the sum: "$5 billion each from Microsoft and Nvidia"; none without that frame."""
    if clause.lows[q + 1 : q + 4] not in (["each", "from", "⟨p⟩"], ["apiece", "from", "⟨p⟩"]):
        return ()
    return tuple(i for i in clause.parties if i > q and clause.relation(i) == "from")


def _row(clause: Clause, places: list[int]) -> list[int]:
    """The last of the places and those that stand in one list with it."""
    out = places[-1:]
    for k in reversed(places[:-1]):
        between = clause.lows[k + 1 : out[0]]
        if len(between) > 4 or not any(word in (",", "and", "&") for word in between):
            break
        out.insert(0, k)
    return out


def fronted(clause: Clause, q: int) -> int | None:
    """The party after a participle that opens the sentence: "Raising $2 billion from Brookfield, Nscale plans ..."."""
    first = clause.lows[1] if clause.lows[:1] and clause.lows[0] in _LEADS and len(clause.lows) > 1 else clause.lows[0]
    if not first.endswith("ing") or clause.units[0].party is not None or not FINITE.isdisjoint(clause.lows[:q]):
        return None
    comma = next((k for k in range(q + 1, len(clause.lows)) if clause.lows[k] == ","), None)
    if comma is None:
        return None
    after = [k for k in clause.parties if comma < k <= comma + 4 and clause.relation(k) in ("agent", "relative")]
    return after[0] if after else None


def own_figure(clause: Clause, q: int) -> int | None:
    """The project that the sum at `q` is the figure of, and that no single party owns; else None.

    "Stargate UAE is a 1 GW cluster", "Stargate, a $500 billion build-out", "the first 200 MW of Stargate UAE", and any
    figure of a sentence that names nobody else; not "OpenAI's 1 GW Stargate site", "Nscale builds Stargate Norway, a
    230 MW site", nor Hyperion, which is Meta's.
    """
    acting = any(clause.relation(k) in _DOING and not _is_project(clause, k) for k in clause.parties)
    acting = acting or not PRONOUNS.isdisjoint(clause.lows[:q])
    for i in clause.parties:
        party = clause.units[i].party
        if not _is_project(clause, i) or party is None or party.owner is not None:
            continue
        between = clause.lows[q + 1 : i] if i > q else clause.lows[i + 1 : q]
        if i > q and between in ([], ["of"], ["of", "the"]) and "'s" not in clause.lows[max(0, q - 2) : q]:
            return i
        if i < q and set(between) <= _IS_A and not _COPULAS.isdisjoint(between):
            return None if acting and between[0] == "," else i
        if i < q and not acting and len(clause.parties) == 1:
            return i
    return None


def _is_project(clause: Clause, i: int) -> bool:
    party = clause.units[i].party
    return party is not None and party.kind == "project"


_DOING = frozenset({"agent", "relative", "possessor"})
_COPULAS = frozenset({",", "is", "was", "be", "become", "—", "–"})
_IS_A = _COPULAS | frozenset("a an the will to would its first planned new roughly about nearly some".split())
