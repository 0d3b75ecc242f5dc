"""Whether a sentence is about somebody without a name here: a place, residents, a county, "another campus".

Such a sentence does not go on about the party told of before, so nothing is carried into it.
"""

from __future__ import annotations

from extractors.clauses import Clause
from extractors.lexicon import GENERIC_NOUNS
from extractors.word_classes import FINITE, PREPOSITIONS, PRONOUNS

_OPENERS = PREPOSITIONS | frozenset("after when as since while although though if because before until once".split())
_MODALS = frozenset("will would could can may might shall should must is are was were has have had does did do".split())
_BARE = frozenset({"set", "cut"})
"""Verbs that are nouns too, where they do not open the sentence."""
_PEOPLE = frozenset(
    "users clubs residents households homeowners farmers voters neighbors neighbours consumers ratepayers taxpayers "
    "customers families schools hospitals leaders lawmakers officials councillors supervisors commissioners states "
    "counties cities towns countries governments resident homeowner voter farmer customer taxpayer".split()
)
_PUBLIC = frozenset(
    "administration government ministry state county city parish town village province law department treasury "
    "commission council congress parliament senate legislature country nation region union agency economy world".split()
)
_OTHERS = frozenset("his her every each another one some many most".split())
_BREAKS = frozenset({",", ":", ";", "(", "—", "–", "-"})
_REACH = 16


def about_somebody_else(clause: Clause, q: int) -> bool:
    """Whether the subject of the sentence, left of the sum at `q`, is such a stranger."""
    first = _start(clause, q)
    if clause.lows[first] in _PEOPLE:
        return True
    verb = next((k for k in range(first, min(q, first + _REACH)) if _is_verb(clause, k, first)), None)
    if verb is None or verb == first:
        return False
    words = clause.lows[first:verb]
    if "," in words:
        words = words[: words.index(",")]  # "New Orleans, by comparison, needs"
    if not words or not PRONOUNS.isdisjoint(words) or "⟨p⟩" in words:
        return False
    if not GENERIC_NOUNS.isdisjoint(words) or not _BREAKS.isdisjoint(words):
        return False  # "the London company"
    head = next((k for k, word in enumerate(words) if k and word in PREPOSITIONS), len(words)) - 1
    place = any(clause.units[first + k].party is not None for k in range(head + 1))
    possessor = words[words.index("'s") - 1] if "'s" in words else ""
    return place or words[head] in _PEOPLE or words[head] in _PUBLIC or possessor in _PUBLIC or words[0] in _OTHERS


def _start(clause: Clause, q: int) -> int:
    """The first unit of the main clause: behind an opening phrase that ends with a comma."""
    if clause.lows[0] in _OPENERS:
        comma = next((k for k in range(1, min(q, 14)) if clause.lows[k] == ","), None)
        if comma is not None and comma + 1 < q:
            return comma + 1
    return 0


def _is_verb(clause: Clause, k: int, first: int) -> bool:
    word = clause.lows[k]
    if word in _MODALS or word in FINITE or (k > first and (word.endswith("ed") or word in _BARE)):
        return True
    after = clause.lows[k + 1] if k + 1 < len(clause.lows) else ""
    return k > first and word.endswith("s") and not word.endswith("ss") and after in ("a", "an", "the", "about", "⟨q⟩")
