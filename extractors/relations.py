"""How a party stands to one sum: the sentence's own relations, seen from the sum and from what it measures."""

from __future__ import annotations

from extractors.clauses import Clause
from extractors.lexicon import SUPPLY_VERBS
from extractors.word_classes import COORDINATE, PREPOSITIONS, PRONOUNS

_SUPPLIES = frozenset(
    "cells fuel turbines turbine reactors reactor systems units chips modules batteries "
    "panels servers gpus technology equipment processors accelerators engines generators "
    "trainium hardware kit gear".split()
)
_LENDS = frozenset(
    "provide provides provided lend lends lent leads led lead arranged underwrote underwriting "
    "extended providing lending".split()
)
_LEADS = frozenset("led leads lead leading joined co-led anchored participated".split())
_GOVERNED = frozenset({"with", "from", "by", "on", "in", "into"})
"""Prepositions that say how a party stands to the sum, also before a colon or a bracket."""
_HELD = frozenset("stake stakes shares shareholding holding stock".split())
_MADE = frozenset(
    "chips gpus gpu processors servers accelerators turbines hardware systems equipment kit gear tpus".split()
)
_TAKES = frozenset("reserved leased ordered contracted booked rented uses use bought taken".split())


def relation_to(clause: Clause, i: int, q: int, metric: str) -> str:
    """The relation of a party, seen from the quantity: "Alphabet $175 billion" and "OpenAI ($180bn)" are lists."""
    between = clause.lows[i + 1 : q] if i < q else ()
    if metric in _PAID and i + 1 == q and clause.relation(i) in ("agent", "object") and _gets(clause, i):
        return "recipient"
    if (
        i < q
        and len(between) <= 2
        and clause.relation(i) not in _GOVERNED
        and (between or clause.relation(i) not in ("object", "to", "recipient"))
        and all(word in ("(", ":", "about", "-", "–", "—", "around", "roughly") for word in between)
    ):
        return "list"
    relation = clause.relation(i)
    if relation == "by" and metric == "power" and _verb_before(clause, i) in _MAKES and _others(clause, i, q):
        return "by"
    if relation == "by" and metric == "investment" and _verb_before(clause, i) in _RUNS:
        return "into"
    if relation == "by" and clause.agent_of_passive(i):
        return "doer"
    if metric == "acquisition" and _is_offered(clause, i, relation):
        return "doer"
    if relation == "relative":
        return "agent" if i < q else "with"
    if (
        metric == "power"
        and relation in ("possessor", "of", "modifier")
        and _SUPPLIES.intersection(clause.lows[i + 1 : i + 6])
    ):
        return "from"
    if (
        metric == "power"
        and i > q
        and clause.lows[i - 1] in ("that", "which")
        and _TAKES.intersection(clause.lows[i + 1 : i + 4])
    ):
        return "for"
    if (
        metric == "funding"
        and relation in ("agent", "relative", "other")
        and (_leads(clause.lows[i + 1 : i + 6]) or _leads_to(clause, i, q))
    ):
        return "by"
    if metric == "debt" and relation == "agent" and _LENDS.intersection(clause.lows[i + 1 : i + 5]):
        return "from"
    if relation == "possessor" and ((metric == "power" and i > q) or not _possesses(clause, i, q)):
        return (clause.preposition(i) if i > q else None) or "owner"
    if (
        metric == "investment"
        and relation == "of"
        and clause.lows[max(0, i - 2) : i - 1] in (["%"], ["percent"], ["cent"])
    ):
        return "in"  # "49% of Scale AI"
    if relation == "from" and metric in ("commitment", "investment", "spending") and _pledges(clause, i):
        return "doer"
    if metric == "investment" and relation == "modifier" and clause.lows[i + 1] in _HELD:
        return "in"  # "its entire Nvidia stake"
    if metric in ("commitment", "spending", "power") and _makes_what_follows(clause, i):
        return "from"
    if i > q and relation == "of" and metric in ("funding", "valuation", "revenue"):
        return "of"
    return relation


_PAID = frozenset({"investment", "commitment", "spending"})


def _gets(clause: Clause, i: int) -> bool:
    """Whether the party right before the sum is who gets it: "Nvidia is slipping Nscale $683 million"."""
    verb = clause.lows[i - 1] if i else ""
    acts = any(k < i - 1 and clause.relation(k) in ("agent", "relative") for k in clause.parties)
    return acts and verb.endswith(("ing", "ed", "s")) and verb.isalpha() and verb not in PREPOSITIONS | COORDINATE


def _is_offered(clause: Clause, i: int, relation: str) -> bool:
    """Whether the party is the buyer by another word: "a sale to Acme", "turned away an approach from Acme"."""
    words = _SOLD if relation == "to" else _OFFERS if relation == "from" else frozenset()
    return not words.isdisjoint(clause.lows[max(0, i - 4) : i])


_SOLD = frozenset("sale sold sell selling sells disposal divestment".split())
_OFFERS = frozenset("offer offers bid bids approach proposal".split())


def _others(clause: Clause, i: int, q: int) -> bool:
    """Whether somebody else, by name or pronoun, stands in the sentence: who builds is then the supplier."""
    return len(clause.parties) > 1 or not PRONOUNS.isdisjoint(clause.lows[: max(i, q)])


def _verb_before(clause: Clause, i: int) -> str:
    """The word before the "by" that governs the party: "to be built by", "a fund managed by"."""
    by = next((k for k in range(i - 1, max(0, i - 5), -1) if clause.lows[k] == "by"), None)
    return "" if by is None else clause.lows[by - 1]


_MAKES = frozenset("built developed supplied made financed provided manufactured delivered constructed".split())
_RUNS = frozenset("managed run headed advised".split())


def _pledges(clause: Clause, i: int) -> bool:
    """Whether the party is the one whose pledge it is: "$30 billion commitments from Nvidia and SoftBank"."""
    start = next((k for k in range(i - 1, max(0, i - 9), -1) if clause.lows[k] == "from"), None)
    return start is not None and clause.lows[start - 1] in _PLEDGES


_PLEDGES = frozenset(
    "commitment commitments pledge pledges investment investments stakes contribution contributions cheque cheques "
    "check checks backing".split()
)


def _makes_what_follows(clause: Clause, i: int) -> bool:
    """Whether the party names the make of a thing: "some $40 billion worth of Nvidia GB200s", "Dell servers"."""
    if i + 1 >= len(clause.units):
        return False
    after = clause.units[i + 1]
    return after.low in _MADE or (after.party is not None and after.party.maker == _name(clause, i))


def _name(clause: Clause, i: int) -> str | None:
    party = clause.units[i].party
    return None if party is None else party.canonical


def _leads(after: list[str]) -> bool:
    """Whether a verb of leading follows, and not in the passive: "Aker led", not "Crusoe closed a round led by"."""
    return any(word in _LEADS and after[k + 1 : k + 2] != ["by"] for k, word in enumerate(after[:4]))


def _leads_to(clause: Clause, i: int, q: int) -> bool:
    """Whether the party is to lead what the sum is: "has been negotiating to lead a round of up to"."""
    between = clause.lows[i + 1 : q]
    return "⟨p⟩" not in between and any(
        word in _LEADS and between[k + 1 : k + 2] != ["by"] for k, word in enumerate(between[-8:], len(between[:-8]))
    )


def _possesses(clause: Clause, i: int, q: int) -> bool:
    """Whether the sum, or a noun for what it measures, is what the party possesses: "Amazon's $50 billion stake"."""
    nouns = {k for hit in clause.hits if hit.row.kind == "noun" for k in range(hit.first, hit.last + 1)}
    for k in range(i + 2, min(i + 10, len(clause.units))):
        party = clause.units[k].party
        if k == q or k in nouns or (party is not None and party.kind == "project"):
            return True
        if not clause.lows[k].replace("-", "").isalnum() and clause.lows[k] not in ("-", "“", '"'):
            return False
        if clause.lows[k : k + 2] == ["and", "to"]:
            return False  # "onto Entergy's system and to give $1 million"
    return False


def belongs(clause: Clause, i: int) -> bool:
    """Whether a project is named with its owner: "Meta's Hyperion campus"; the owner then stands for it."""
    party = clause.units[i].party
    return party is not None and party.kind == "project" and clause.lows[max(0, i - 2) : i] == ["⟨p⟩", "'s"]


def supplied(clause: Clause, i: int, q: int, relation: str) -> float:
    """How much the words of supply speak for or against a party as the one who will use the power."""
    if relation == "for" and (q < i <= q + 8 or i == 1):
        return 2.5
    supply = SUPPLY_VERBS.intersection(clause.lows[max(0, q - 8) : q])
    if not supply:
        return 0.0
    if relation in ("object", "other") and SUPPLY_VERBS.intersection(clause.lows[max(0, i - 3) : i]):
        return 4.0
    if relation in ("to", "for") and q < i <= q + 10:
        return 3.5
    others = any(j != i and clause.relation(j) in ("to", "for", "object") and abs(j - q) < 12 for j in clause.parties)
    return -4.0 if relation in ("agent", "possessor", "speaker") and others else 0.0
