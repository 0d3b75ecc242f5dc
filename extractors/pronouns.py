"""Pronouns and descriptions in a sentence: which one a sum leans on, and which parties of the sentence it may mean.

What the grammar rules out is ruled out here; `extractors.antecedents` lets the rest compete.
"""

from __future__ import annotations

from extractors.antecedents import antecedent
from extractors.clauses import Clause
from extractors.lexicon import GENERIC_NOUNS
from extractors.mentions import Mention
from extractors.role_values import Context
from extractors.strangers import about_somebody_else
from extractors.word_classes import PREPOSITIONS, PRONOUNS

_ANTECEDENTS = frozenset({"agent", "relative", "speaker", "possessor", "list", "object"})
_ACTING = frozenset({"agent", "relative", "speaker", "possessor"})
_SUBJECTS = frozenset({"it", "they", "he", "she", "we"})
_POSSESSIVES = frozenset({"its", "their", "his", "her"})
_BESIDE = 3
"""Words between a party and the "its" that goes on about it: "a loan to Holtec for its plant"."""
_LONGEST_DESCRIPTION = 6
_TAKES = frozenset(
    "invest invests invested investing investment stake stakes buy buys buying bought acquire acquires acquired "
    "acquiring acquisition purchase purchases purchased purchasing takeover taking take takes took lead leads led "
    "leading back backs backed backing put putting puts merger".split()
)
"""What somebody does to a company that is valued by it: who does so is not who is valued."""
_GIVES = frozenset("sale sell sells selling sold raise raises raised raising ipo listing".split())
_EDGES = frozenset({";", "while", "whereas"})
_HELD = frozenset(
    "investment investments stake stakes holding holdings commitment commitments bet shareholding".split()
)


def nearest(clause: Clause, q: int) -> int | None:
    """The nearest pronoun, or "the company", left of the quantity; "it" that only introduces a clause counts too."""
    lows = clause.lows
    for i in range(q - 1, -1, -1):
        word = lows[i]
        if word in PRONOUNS:
            return i
        if word in GENERIC_NOUNS and i and (lows[i - 1] in ("the", "this", "-based", "that") or _described(clause, i)):
            return i
    return None


def _described(clause: Clause, i: int) -> bool:
    """Whether "the" opens the phrase that ends with the noun: "the Menlo Park, California, company"."""
    for k in range(i - 1, max(-1, i - _LONGEST_DESCRIPTION), -1):
        word = clause.lows[k]
        if word == "the":
            return "⟨p⟩" not in clause.lows[k : i + 2]
        near = i - k <= 2
        named = word == "," or not clause.units[k].text.islower() or word.startswith("-") or word == "based"
        if word in PREPOSITIONS or not (near or named):
            return False
    return False


def stands_for(clause: Clause, pronoun: int, metric: str, context: Context) -> str | None:
    """Whom the pronoun or description at a unit stands for, as far as a sum under this metric is concerned."""
    defined = _defined(clause, pronoun)
    if defined is not None:
        return defined.canonical
    noun = clause.lows[pronoun]
    beside = _beside(clause, pronoun, metric)
    if beside is not None:
        return beside.canonical
    places = [i for i in clause.parties if i < pronoun and clause.relation(i) in _ANTECEDENTS]
    edge = max((k for k in range(pronoun) if clause.lows[k] in _EDGES), default=-1)
    places = [i for i in places if i > edge] or places
    places = [i for i in places if clause.aside_of(i) in (None, clause.aside_of(pronoun)) or _possesses(clause, i)]
    if _goes_on(clause, pronoun):
        places = []
    out: set[str] = set()
    if metric in ("valuation", "market_cap"):
        out = {_party(clause, i).canonical for i in places if _takes(clause, i, pronoun)}
    if metric == "investment" and noun in _POSSESSIVES and not _HELD.isdisjoint(clause.lows[pronoun : pronoun + 4]):
        out |= {_party(clause, i).canonical for i in places if clause.preposition(i) in ("in", "into")}
    acting = [_party(clause, i) for i in places if _party(clause, i).kind != "organisation"]
    acting = [party for party in acting if party.canonical not in out]
    if noun in PRONOUNS and not acting and about_somebody_else(clause, pronoun):
        return None  # "Germany's government has set its budget"
    if noun in PRONOUNS and not acting:
        described = (k for k in range(1, pronoun) if clause.lows[k] in GENERIC_NOUNS and clause.lows[k - 1] == "the")
        noun = next((clause.lows[k] for k in described), noun)  # "the utility said it would"
    recent = tuple(party for party in context.recent if party.canonical not in out)
    if out and not acting:
        taken = [_party(clause, i) for i in clause.parties if i < pronoun and clause.relation(i) in ("of", "for", "in")]
        acting = [party for party in taken if party.canonical not in out]
    return antecedent(noun, acting, recent, context.focus or context.main)


def _defined(clause: Clause, i: int) -> Mention | None:
    """The party that the phrase describes right behind its name: "Sana, the Swedish AI company that had raised"."""
    if clause.lows[i] in PRONOUNS or clause.lows[i + 1 : i + 2] not in (["that"], ["which"], ["whose"]):
        return None
    for k in range(i - 1, max(1, i - _LONGEST_DESCRIPTION), -1):
        if clause.lows[k] in ("the", "a", "an"):
            found = clause.lows[k - 1] == "," and clause.lows[k - 2] == "⟨p⟩"
            return _party(clause, k - 2) if found else None
    return None


def _beside(clause: Clause, i: int, metric: str) -> Mention | None:
    """The party right before "for its", whatever its role: "gave a loan to Holtec for its plant"."""
    if clause.lows[i] not in _POSSESSIVES or clause.lows[i - 1 : i] not in (["for"], ["at"], ["in"]) or i < 2:
        return None
    for k in range(i - 2, max(-1, i - 2 - _BESIDE), -1):
        if clause.lows[k] == "⟨p⟩" and clause.relation(k) in ("to", "from", "of", "object"):
            return _party(clause, k)
    return None


def _goes_on(clause: Clause, i: int) -> bool:
    """Whether an earlier pronoun of the sentence acts and nobody named acts after it: "It bought Acme, and it has"."""
    if clause.lows[i] not in PRONOUNS:
        return False
    first = next((k for k in range(min(3, i)) if clause.lows[k] in _SUBJECTS), None)
    if first is None or any(k < first for k in clause.parties) or _introduces(clause, first):
        return False
    return not any(first < k < i and clause.relation(k) in ("agent", "relative", "speaker") for k in clause.parties)


def _introduces(clause: Clause, i: int) -> bool:
    """Whether an "it" stands for a clause: "It's important to note that"."""
    return clause.lows[i + 1 : i + 2] in (["'s"], ["is"], ["was"]) and clause.lows[i + 3 : i + 4] in (["to"], ["that"])


def _possesses(clause: Clause, i: int) -> bool:
    return clause.relation(i) == "possessor"


def _takes(clause: Clause, i: int, pronoun: int) -> bool:
    """Whether the party at `i` buys or invests, between it and the pronoun."""
    between = clause.lows[i + 1 : pronoun]
    return clause.relation(i) in _ACTING and not _TAKES.isdisjoint(between) and _GIVES.isdisjoint(between)


def _party(clause: Clause, i: int) -> Mention:
    party = clause.units[i].party
    assert party is not None
    return party
