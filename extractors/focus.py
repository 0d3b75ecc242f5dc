"""Whom a text has been about so far: what a pronoun, "the company" or a sentence without a name stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from extractors.clauses import Clause
from extractors.mentions import Mention
from extractors.patterns import any_of
from extractors.role_values import Context, Roles
from extractors.sentences import LEAD, Sentence

REMEMBERED = 8
"""How many of the parties told of before a pronoun may stand for."""
FEWEST_VOTES = 1.5
"""A party that is named once, outside the first sentences, is not what an article is about."""
MAIN_SHARE = 0.25
"""Share of the weighted mentions that makes a party the one an article is about."""

_GENERAL = frozenset({"organisation", "government", "university"})
_TOPICS = frozenset({"agent", "possessor", "speaker", "relative", "label"})


class Focus:
    """Follows the parties told of, sentence by sentence.

    main -- the party that the article is about; party -- the one told of last; investee -- the last one that raised
    money or was valued; customer -- the last one for whom something is built.
    """

    def __init__(self, main: Mention | None, rows: Sequence[Sentence], named: Sequence[Mention] = ()) -> None:
        self.main = main.canonical if main is not None else None
        self._rows = rows
        self._trades = {m.canonical: m.trade or m.kind for m in named if m.trade is not None or m.kind == "fund"}
        self._recent: dict[str, Mention] = {} if main is None else {main.canonical: main}  # the latest last
        self.party: str | None = None
        self.investee: str | None = None
        self.customer: str | None = None
        self.deal: tuple[Roles, int] | None = None
        self._told_at = -1

    def context(self, at: int, before: str | None) -> Context:
        """What the sentence number `at` may lean on; `before` is the subject of the sum before in that sentence."""
        focus = self.party if self._fresh(at) else self.main or self.party
        recent = tuple(reversed(self._recent.values()))
        recent = (*recent[:REMEMBERED], *(mention for mention in recent[REMEMBERED:] if mention.canonical == focus))
        return Context(focus, self.main, self.investee, before, recent, self._trades)

    def _fresh(self, at: int) -> bool:
        """Whether the party in focus was told of in this paragraph; from farther off, a pronoun means the main one."""
        return self.party is not None and self._rows[at].paragraph == self._rows[self._told_at].paragraph

    def follows(self, party: Mention, text: str, at: int) -> bool:
        """Follow a sentence without quantities whose one party is what it is about, whatever its other words are.

        False where these words count, so that `note` must follow it.
        """
        row = self._rows[at]
        if _WORDS_COUNT.search(text[row.start : row.end].lower()) is not None:
            return False
        self._recall(party)
        if party.kind not in _GENERAL and not self._is_lender(party):
            self.party, self._told_at = party.canonical, at
        return True

    def note(self, clause: Clause, at: int) -> None:
        """Follow a sentence without quantities."""
        self._note_named(clause)
        if _goes_on(clause) and self._fresh(at):
            self._told_at = at
            return
        topic = self._topic(clause)
        if topic is not None:
            self.party, self._told_at = topic, at

    def remember(self, clause: Clause, reads: Sequence[tuple[str, Roles]], at: int) -> None:
        """Follow a sentence with quantities: metric and roles of each, in order."""
        self._note_named(clause)
        told = [(metric, roles.subjects[0]) for metric, roles in reads if roles.subjects]
        for metric, subject in told:
            if metric in ("funding", "valuation"):
                self.investee = subject
        deals = [roles for metric, roles in reads if metric in _DEALS and roles.subjects and roles.counterparties]
        if deals:
            self.deal = deals[-1], at
        if _goes_on(clause) and self._fresh(at):
            self._told_at = at
            return
        topic = self._topic(clause)
        if told:
            names = [subject for _, subject in told]
            sides = {*names, *(name for _, roles in reads for name in roles.counterparties)}
            kept = next((name for name in (topic, self.party) if name in sides), None)
            self.party, self._told_at = kept or names[0], at

    def _is_lender(self, party: Mention) -> bool:
        """Banks lend and estimate; only where an article is about one, it is what the text goes on about."""
        return party.trade == "bank" and party.canonical != self.main

    def _topic(self, clause: Clause) -> str | None:
        party = _topic(clause)
        return None if party is None or self._is_lender(party) else party.canonical

    def deal_told(self, at: int) -> Roles | None:
        """The roles of a deal told of in the sentence before: "The lease is worth ..." is about the same two."""
        return self.deal[0] if self.deal is not None and at - self.deal[1] == 1 else None

    def _note_named(self, clause: Clause) -> None:
        """Who is named; and for whom things are built: "SB Energy is building for OpenAI" gives OpenAI the power."""
        for i in clause.parties:
            party = clause.units[i].party
            if party is not None:
                self._recall(party)
        if _BUILDS.isdisjoint(clause.lows):
            return
        users = (clause.units[i].party for i in clause.parties if clause.relation(i) == "for")
        self.customer = next((party.canonical for party in users if party is not None), self.customer)

    def _recall(self, party: Mention) -> None:
        if party.kind != "organisation" and not self._is_lender(party):
            self._recent.pop(party.canonical, None)
            self._recent[party.canonical] = party


_BUILDS = frozenset(
    "build builds building built develop develops developing construct constructing lease leases leasing host hosts "
    "hosting".split()
)


_DEALS = frozenset({"power", "commitment", "acquisition"})


def _goes_on(clause: Clause) -> bool:
    """Whether the sentence opens with a pronoun: it goes on about the same party."""
    return any(word in _STANDS_FOR for word in clause.lows[:2])


_STANDS_FOR = frozenset("it its they their".split())
_WORDS_COUNT = re.compile(rf"\b(?:{any_of((*_BUILDS, *_STANDS_FOR))})\b")
"""In lower case: what may change whom a sentence with one party is about, or for whom something is built."""
_SUBORDINATE = frozenset("after since when as while although though if because before until once".split())


def _topic(clause: Clause) -> Mention | None:
    """The party that a sentence is about: who acts first in its main clause, else the only one named."""
    named = [
        (i, u.party)
        for i, u in enumerate(clause.units)
        if u.party is not None and u.party.is_party and u.party.kind not in _GENERAL
    ]
    told = [(i, party) for i, party in named if clause.relation(i) in _TOPICS and clause.aside_of(i) is None]
    if not _SUBORDINATE.isdisjoint(clause.lows[:3]) and "," in clause.lows:
        comma = clause.lows.index(",")
        told = [(i, party) for i, party in told if i > comma] or told
    if not told and len(named) != 1:
        return None
    place, party = (told or named)[0]
    if clause.lows[place + 1 : place + 2] in ([","], ["and"]) and _listed(clause, place):
        return None
    return party


def _listed(clause: Clause, i: int) -> bool:
    """Whether the party is the first of a row of parties: "it" means none of them."""
    return any(i < j <= i + 5 and clause.coordinated(i, j) for j in clause.parties)


def main_party(
    text: str, named: Sequence[Mention], title: Sequence[Mention], rows: Sequence[Sentence]
) -> Mention | None:
    """The party an article is about: named in its title or first sentences, and most often."""
    lead = rows[:LEAD][-1].end if rows else 0
    votes: dict[str, float] = defaultdict(float)
    first = True
    for mention in named:
        if mention.is_party and mention.kind not in _GENERAL and mention.kind != "project":
            before = _BEFORE.search(text, max(0, mention.start - 14), mention.start)
            weight = 0.5 if before else 1.0
            votes[mention.canonical] += (2 * weight if mention.start < lead else weight) + (weight if first else 0)
            first = False
    for place, mention in enumerate(m for m in title if m.is_party and m.kind not in _GENERAL):
        votes[mention.canonical] += 5 if place == 0 else 2
    if not votes:
        return None
    best = max(votes, key=lambda name: (votes[name], -_first_place(named, name)))
    if votes[best] < max(FEWEST_VOTES, MAIN_SHARE * sum(votes.values())):
        return None
    return next(mention for mention in (*named, *title) if mention.canonical == best)


_BEFORE = re.compile(r"\b(?:of|with|from|by|to|for|in|on|into|at|like|and|than|via|through|against|including) $|, $")
"""Words after which a name is seldom what a sentence is about."""


def _first_place(named: Sequence[Mention], name: str) -> int:
    return next((m.start for m in named if m.canonical == name), 1_000_000_000)
