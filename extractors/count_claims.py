"""From the counts of one article to its claims: whose they are, of what kind, and what came on top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from claims.article import Article
from claims.metrics import Metric
from claims.model import Claim, Event, Scope, Signal
from claims.parties import PARTY_KINDS, PartyTable
from claims.units import COUNT
from extractors.count_words import ADDS
from extractors.counts import Counts, Phrase
from extractors.found import Found
from extractors.mentions import Mention
from extractors.reading import ArticleReading
from extractors.spans import Taken

BEFORE, BEHIND = 300, 150
"""Characters around a count in which a product acts for the company that makes it."""


class CountReader:
    """Reads the counts of articles for some rows of METRICS; it changes nothing of what else is read."""

    def __init__(self, rows: Iterable[Metric], parties: PartyTable) -> None:
        self._counts, self._parties = Counts(rows), parties

    def __bool__(self) -> bool:
        return bool(self._counts)

    def read(
        self, article: Article, found: Sequence[Found], named: Sequence[Mention], title: Sequence[Mention],
        outlets: frozenset[str],
    ) -> tuple[tuple[Claim, ...], list[Signal]]:  # fmt: skip
        """The claims of the counts, in order, and what was seen and not read.

        found -- the sums and power figures: they tell whose a date is, and whom a sentence was about.
        """
        if not self._counts:
            return (), []
        makers = [self._maker(mention) for mention in named]
        counted, phrases, signals = self._counts.find(article.text, found, makers)
        if not counted:
            return (), signals
        near = Taken(_around(counted))
        acting = [
            mention if near.free(mention.start, mention.end) else maker
            for mention, maker in zip(named, makers, strict=True)
        ]
        every = sorted((*(replace(one, converts=None) for one in found), *counted), key=lambda one: one.start)
        claims = ArticleReading(article, every, acting, title, outlets).claims()
        text = article.text
        told = (_told(text, claim, phrases[claim.start]) for claim in claims if claim.quantity.unit == COUNT)
        return tuple({claim.id: claim for claim in told}.values()), signals

    def _maker(self, mention: Mention) -> Mention:
        """A product as the company that makes it, where the table tells; else the mention as it is."""
        row = self._parties.get(mention.canonical) if mention.kind == "product" else None
        owner = self._parties.get(row.parent) if row is not None and row.parent is not None else None
        if owner is None or owner.kind not in PARTY_KINDS:
            return mention
        return mention._replace(canonical=owner.name, kind=owner.kind)


def _around(counted: Iterable[Found]) -> Iterator[tuple[int, int]]:
    """Where a product stands for its maker: near a count; everywhere, chips would vote on whom an article is about."""
    begin = stop = 0
    for one in counted:
        start = max(0, one.start - BEFORE)
        if stop and start <= stop:
            stop = one.end + BEHIND
            continue
        if stop:
            yield begin, stop
        begin, stop = start, one.end + BEHIND
    if stop:
        yield begin, stop


def _told(text: str, claim: Claim, phrase: Phrase) -> Claim:
    """The claim with what its own words say: whose they are, of what kind, and whether they came on top."""
    added = phrase.added or ADDS.search(text, max(0, claim.start - 60), claim.start) is not None
    scope = Scope.increment if added or claim.scope is Scope.increment else Scope.total
    subject, rule = claim.subject, claim.rule
    if phrase.owner is not None:
        subject, rule = phrase.owner, f"{claim.rule.partition('; subject')[0]}; subject named with the noun"
    return replace(claim, scope=scope, per=None, subject=subject, rule=rule, event=Event(instrument=phrase.kind))
