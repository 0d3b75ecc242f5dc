"""Whom a pronoun or a description stands for: "it", "the startup", "the asset manager", "the former".

Parties told of before compete: where they stand counts, and whether what they do fits the description.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.mentions import Mention
from extractors.word_classes import PRONOUNS


@dataclass(frozen=True, slots=True)
class Description:
    """One group of nouns after "the", and how well a party fits them.

    trades, kinds -- who is meant, by the party table.  never -- trades of those who are not.
    """

    words: frozenset[str]
    trades: frozenset[str]
    never: frozenset[str]
    reason: str
    kinds: frozenset[str] = frozenset()


def _d(words: str, trades: str, never: str, reason: str, kinds: str = "") -> Description:
    return Description(
        frozenset(words.split()), frozenset(trades.split()), frozenset(never.split()), reason, frozenset(kinds.split())
    )


DESCRIPTIONS: tuple[Description, ...] = (
    _d("startup start-up unicorn lab newcomer", "lab neocloud", "cloud utility hardware", "young companies"),
    _d("chipmaker chipmakers semiconductor", "chips", "lab cloud neocloud datacenter utility power", "they make chips"),
    _d("neocloud", "neocloud", "lab cloud datacenter utility power chips", "they rent out computing"),
    _d("utility", "utility power", "lab cloud neocloud datacenter chips hardware", "they deliver power"),
    _d("developer operator landlord", "datacenter neocloud power", "lab chips", "they build and run sites"),
    _d("miner", "datacenter neocloud", "lab cloud utility chips", "miners of bitcoin let their sites"),
    _d("giant hyperscaler", "cloud", "lab neocloud datacenter utility power", "large and listed"),
    _d("manager fund investor", "", "lab cloud neocloud datacenter utility power chips", "they place money", "fund"),
    _d(
        "carmaker automaker retailer insurer airline drugmaker publisher bank lender grocer brewer broadcaster", "",
        "lab cloud neocloud datacenter utility power chips hardware", "other trades",
    ),
)  # fmt: skip
_BY_WORD = {word: row for row in DESCRIPTIONS for word in row.words}
MISFIT = -4.0


def fits(noun: str, mention: Mention) -> float:
    """How well a party fits a noun that describes it: 3 where its trade says so, MISFIT where that says otherwise."""
    row = _BY_WORD.get(noun)
    if row is None:
        return -1.0 if noun in _COMPANIES and mention.kind == "fund" else 0.0
    if (mention.trade in row.trades) or mention.kind in row.kinds:
        return 3.0
    if mention.trade in row.never or (mention.kind == "fund" and not row.kinds):
        return MISFIT
    return 0.0


_COMPANIES = frozenset({"company", "maker"})


def excludes(noun: str, mention: Mention) -> bool:
    """Whether a noun names a trade outside the field, and the party is in it: "the airline" is not Nvidia."""
    row = _BY_WORD.get(noun)
    return row is not None and not row.trades and not row.kinds and fits(noun, mention) == MISFIT


def antecedent(noun: str, inside: Sequence[Mention], before: Sequence[Mention], favourite: str | None) -> str | None:
    """The party that `noun` (a pronoun or a description) stands for; None where nobody fits.

    inside -- parties of the sentence left of it, in order.  before -- those told of earlier, the latest first.
    favourite -- the party in focus.
    """
    ranked: list[tuple[float, int, str]] = []
    described = noun not in PRONOUNS
    for place, mention in enumerate(inside):
        near = 2.0 if (place == 0 if described else place == len(inside) - 1) else 1.0
        ranked.append((near + fits(noun, mention), place, mention.canonical))
    for place, mention in enumerate(before):
        near = (1.5 if mention.canonical == favourite else 0.0) - 0.1 * place
        ranked.append((near + fits(noun, mention), -place, mention.canonical))
    best = max(ranked, default=None)
    return best[2] if best is not None and best[0] > MISFIT + 2.5 else None
