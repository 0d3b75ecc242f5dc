"""From one article to its claims: start reading here.

    quantities.find_quantities   what stands in the raw text: sums and power figures, with offsets
    parties.PartyFinder          who is named, by table, by short forms the text introduces, by strong context
    sentences, clauses           the sentence as a row of words, parties and quantities
    measures, rulings            what a sum measures (surroundings: the tests that rulings are made of)
    relations, frames, roles     who it is about, and who stands on the other side
    focus                        whom the text has been about: "it", "the company", a sentence without a name
    modality, details, when      how sure, which part, which event, what date
    counts, count_claims         numbers of users and the like, for a reader that was asked for them

Each step is a table of rules with reasons; a claim's `rule` and `cues` name those that decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any

import spacy
from spacy.attrs import LANG  # type: ignore[import-not-found]  # compiled, without a stub
from spacy.language import Language

from claims.article import Article
from claims.metrics import Metric
from claims.model import PartyMention, Reading, Signal
from claims.parties import PartyTable
from extractors import sentences as _sentences  # noqa: F401  # registers the spaCy component
from extractors.count_claims import CountReader
from extractors.mentions import Mention
from extractors.parties import PartyFinder
from extractors.quantities import find_quantities
from extractors.reading import VERSION, ArticleReading

__all__ = ["VERSION", "Reader", "bare_dollar", "build_pipeline"]

ARTICLES_IN_ZONE = 500
"""How many articles share spaCy's memory for words: fewer slows the tokenizer down, more holds on to more."""

_DOLLAR_COUNTRIES = {"au": "AUD", "nz": "NZD", "ca": "CAD", "sg": "SGD", "hk": "HKD", "tw": "TWD"}
_OTHER_DOLLARS = re.compile(r"(?<![A-Za-z])(?:(?P<a>A|AU)|(?P<nz>NZ)|(?P<c>C|CA)|(?P<s>S)|(?P<hk>HK))\$\s?\d")
_EXPLICIT_US = re.compile(r"US\$\s?\d|\bUSD\s?\d")


def build_pipeline() -> Language:
    """The spaCy pipeline: the English tokenizer and our sentence rules; no model, no download."""
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    # no rule asks a word for its shape, its norm or whether it is a number: they are left unread, which is faster
    vocab: Any = nlp.vocab  # spaCy's stub lacks the attribute
    vocab.lex_attr_getters = {LANG: vocab.lex_attr_getters[LANG]}
    nlp.add_pipe("news_sentences")
    return nlp


class Reader:
    """Reads articles with one table of parties.  Build it once; articles are read one at a time.

    counts -- rows of METRICS with the unit `count` that are to be read too.  Other claims are the same with them.
    """

    def __init__(self, parties: PartyTable, *, counts: Iterable[Metric] = ()) -> None:
        self.counts = tuple(counts)
        self.nlp = build_pipeline()
        self._zone = ExitStack()
        self._reads = 0
        self._finder = PartyFinder(self.nlp, parties)
        self._counts = CountReader(self.counts, parties)
        self._outlets = frozenset(form for row in parties if row.kind == "organisation" for form in row.forms)

    def read(self, article: Article, *, mentions: bool = True) -> Reading:
        """All claims, party mentions and signals of an article, in the order of the text.

        mentions -- False leaves the mentions out, which is faster.
        """
        text = article.text
        if "not_english" in article.flags:
            return Reading(signals=(Signal(f"language {article.language}: no rules for it", 0, 0, ""),))
        found, signals = find_quantities(text, dollar=bare_dollar(article))
        counts = bool(self._counts)
        if not found and not mentions and not counts:
            return Reading(signals=tuple(signals))
        self._renew_zone()
        named = self._finder.find(text)
        rows = tuple(_mentions(article, named)) if mentions else ()
        if not found and not counts:
            return Reading(mentions=rows, signals=tuple(signals))
        title = self._finder.find(article.title) if article.title else []
        claims = ArticleReading(article, found, named, title, self._outlets).claims() if found else ()
        if counts:
            counted, seen = self._counts.read(article, found, named, title, self._outlets)
            claims = tuple(sorted((*claims, *counted), key=lambda claim: claim.start))
            signals = sorted((*signals, *seen), key=lambda signal: signal.start)
        return Reading(claims, rows, tuple(signals))

    def _renew_zone(self) -> None:
        """Let go of the words that earlier articles brought into the vocabulary: it would grow for ever."""
        if self._reads % ARTICLES_IN_ZONE == 0:
            self._zone.close()
            self._zone.enter_context(self.nlp.memory_zone())
        self._reads += 1


def _mentions(article: Article, named: Iterable[Mention]) -> Iterator[PartyMention]:
    text, sha = article.text, article.text_sha
    for m in named:
        yield PartyMention(
            doc=article.doc, text_sha=sha, start=m.start, end=m.end, text=text[m.start : m.end],
            canonical=m.canonical, kind=m.kind, found_by=m.found_by,
        )  # fmt: skip


def bare_dollar(article: Article) -> str:
    """The currency that a bare `$` stands for: another dollar where the outlet's country uses one beside US$."""
    if "US" not in article.text or not _EXPLICIT_US.search(article.text):
        return "USD"
    host = re.search(r"//[^/]*?\.(\w{2})(?:[:/]|$)", article.url or article.canonical_url or "")
    if host and host[1] in _DOLLAR_COUNTRIES:
        return _DOLLAR_COUNTRIES[host[1]]
    seen = {
        kind for match in _OTHER_DOLLARS.finditer(article.text) for kind, value in match.groupdict().items() if value
    }
    codes = {"a": "AUD", "nz": "NZD", "c": "CAD", "s": "SGD", "hk": "HKD"}
    return codes[seen.pop()] if len(seen) == 1 else "USD"
