"""Whose reporting a text is: wire tags, by-lines, credits and "X reported", read with the party table's outlets.

Two kinds of sign are told apart.  A tag is said of the whole text ("LONDON (Reuters) -", "This story was supplied by
Meridian Wire") and may name an outlet that the table does not know, where its form leaves no doubt.  A citation is said
in a sentence ("the Financial Times reported"), and counts only where the table knows the outlet: "Acme reported" is no
newspaper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from claims.model import Claim, Modality
from claims.parties import PartyTable

ONE_NEWSROOM = {"AP News": "Associated Press", "Bloomberg Businessweek": "Bloomberg"}
"""Outlets of the table that print what another one's newsroom wrote."""

SHORT = (("AP", "Associated Press"),)
"""Forms that are too short for the table of parties, where they could be anybody, and clear in a tag."""

RELEASES = frozenset({"business wire", "globe newswire", "globenewswire", "pr newswire", "prnewswire"})
"""Services that print companies' own statements: two texts of one service have two origins."""

HEAD, TAIL = 600, 500
"""Characters at either end of a text in which a tag can stand; in between, a name is part of the story."""

REACH = 120
"""Characters before and behind the word that a sign needs: no sign is longer on either side of it."""

_NAME = r"(?:[Tt]he )?(?P<name>[A-Z][\w&.'’-]*(?: (?:of |and |& )?[A-Z][\w&.'’-]*){0,4})"


@dataclass(frozen=True, slots=True)
class Sign:
    """One form in which a text names where it comes from; `{outlet}` stands for the table's outlets.

    ends -- where in the text it is looked for: `head`, `both` ends, or `any` place.  needs -- a word without which it
    is not looked for, and far from which it does not stand: to look for all outlets in a whole text costs as much as a
    tenth of reading it.
    """

    pattern: str
    ends: str
    why: str
    needs: str = ""


TAGS: tuple[Sign, ...] = (
    Sign(
        rf"(?m)^[A-Z][A-Z .'’/-]+(?:, ?[A-Z][\w. ]*?)?,? ?"
        rf"(?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}}(?:, \d{{4}})? )?\({_NAME}\) ?(?:--?|–|—)",
        "head",
        "a dateline, its place in capitals: LONDON, May 5 (Meridian Wire) -",
    ),
    Sign(r"\((?P<name>{outlet})\) ?(?:--?|–|—)", "head", "a known outlet in brackets before a dash: (Reuters) -"),
    Sign(r"(?m)^By [^\n]{3,80}?(?:,| \||\n| of| for| at) ?(?:the |The )?(?P<name>{outlet})\b", "head", "a by-line"),
    Sign(r"(?m)^\(?(?P<name>{outlet})\)?$", "both", "the name of an outlet on a line of its own"),
    Sign(r"(?im)^source: ?(?-i:(?:the |The )?(?P<name>{outlet}))\b", "both", "a credit: Source: AP"),
    Sign(
        rf"\b(?:story|article|report|copy|item|content) (?:was|is) (?:first |originally )?"
        rf"(?:supplied|provided|distributed|syndicated|published|written|reported) (?:by|in|from|on) {_NAME}",
        "both",
        "a credit in words: This story was supplied by Meridian Wire",
    ),
    Sign(r"(?:©|\([Cc]\)|Copyright)(?: \d{4},?)? (?:the |The )?(?P<name>{outlet})\b", "both", "a copyright line"),
)
"""Signs that a whole text is another outlet's."""

FIRST: tuple[Sign, ...] = (
    Sign(
        r"\bfirst (?:reported|revealed|disclosed) (?:\w+ )?by (?:the |The )?(?P<name>{outlet})\b",
        "any",
        "passive",
        "first",
    ),
    Sign(
        r"\b(?P<name>{outlet}) (?:was the )?first (?:to )?(?:reported|report|revealed|disclosed)\b",
        "any",
        "active",
        "first",
    ),
    Sign(r"\b(?P<name>{outlet}) (?:had )?(?:earlier reported|reported earlier)\b", "any", "earlier", "earlier"),
)
"""Signs that the story, not the words, is another outlet's: they hold for what the text only reports."""

CITED: tuple[Sign, ...] = (
    Sign(r"\b(?P<name>{outlet})(?:,? [^,.;]{0,40},)? (?:has |had )?report(?:ed|s)\b", "any", "the FT reported"),
    Sign(r"\baccording to (?:a report (?:by|in|from) )?(?:the |The )?(?P<name>{outlet})\b", "any", "according to"),
    Sign(r"\b(?:reported|published|cited) (?:\w+ )?by (?:the |The )?(?P<name>{outlet})\b", "any", "reported by"),
    Sign(r"\b(?:[Aa]n?|[Tt]he) (?P<name>{outlet}) report\b", "any", "a Bloomberg report"),
    Sign(r"\b(?P<name>{outlet})(?:'s|’s) report\b", "any", "Bloomberg's report"),
    Sign(r"\btold (?:the |The )?(?P<name>{outlet})\b", "any", "what somebody told another outlet is that outlet's"),
)
"""Signs in a claim's own sentence that the claim is another outlet's."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a text says of where it comes from.

    wire -- the outlet that the whole text is taken from.  first -- who told the story first.  cited -- claim id to the
    outlet that its own sentence cites.
    """

    wire: str | None = None
    first: str | None = None
    cited: tuple[tuple[str, str], ...] = ()


class Outlets:
    """The outlets by written form, and the signs compiled with them."""

    def __init__(self, forms: Iterable[tuple[str, str]]) -> None:
        self._forms = {form: ONE_NEWSROOM.get(name, name) for form, name in forms}
        longest_first = sorted(self._forms, key=lambda form: (-len(form), form))
        outlet = "|".join(map(re.escape, longest_first)) or r"(?!)"
        self._signs = {
            signs: tuple((re.compile(sign.pattern.replace("{outlet}", outlet)), sign) for sign in signs)
            for signs in (TAGS, FIRST, CITED)
        }

    @classmethod
    def of(cls, parties: PartyTable) -> Outlets:
        """The rows of the table whose trade is news, under all their forms."""
        rows = [(form, row.name) for row in parties if row.trade == "news" for form in row.forms]
        return cls([*SHORT, *rows])

    def canonical(self, form: str) -> str:
        """The outlet's name in the table; the form itself, without a leading article, where the table has none."""
        bare = form.removeprefix("The ").removeprefix("the ")
        return self._forms.get(form) or self._forms.get(bare) or self._forms.get(f"The {bare}") or form

    def known(self, form: str | None) -> str | None:
        """The outlet's name in the table, or None."""
        if form is None:
            return None
        name = self.canonical(form)
        return name if name in self._forms.values() else None

    def read(self, text: str, claims: Iterable[Claim] = ()) -> Signs:
        """The signs of a text and of the sentences of its claims."""
        first = self._find(FIRST, text)
        cited = []
        for claim in claims:
            found = self._cited(claim, text)
            if found is None and claim.modality in (Modality.reported, Modality.speculative) and not claim.attribution:
                found = first if first != claim.subject else None
            if found is not None:
                cited.append((claim.id, found))
        return Signs(self._find(TAGS, text), first, tuple(cited))

    def _cited(self, claim: Claim, text: str) -> str | None:
        """The outlet that a claim cites; what is denied is the denier's word, and an outlet's own figure its own."""
        if claim.modality is Modality.denied:
            return None
        found = self.known(claim.attribution) or self._find(CITED, text[claim.sentence_start : claim.sentence_end])
        return None if found in (claim.subject, *claim.counterparties) else found

    def _find(self, signs: tuple[Sign, ...], text: str) -> str | None:
        for pattern, sign in self._signs[signs]:
            if sign.needs not in text:
                continue
            for start, end in _places(sign, text):
                match = pattern.search(text, start, end)
                if match is not None:
                    return self.canonical(match["name"].rstrip(".'’-"))
        return None


def _places(sign: Sign, text: str) -> Iterator[tuple[int, int]]:
    """Where in a text a sign is looked for: at its ends, or around each place of what it needs."""
    if sign.ends != "any":
        yield 0, HEAD
        if sign.ends == "both":
            yield max(0, len(text) - TAIL), len(text)
    elif not sign.needs:
        yield 0, len(text)
    else:
        for place in re.finditer(re.escape(sign.needs), text):
            yield max(0, place.start() - REACH), place.end() + REACH


@lru_cache(maxsize=4)
def outlets_of(parties: PartyTable) -> Outlets:
    """The outlets of a table, compiled once."""
    return Outlets.of(parties)
