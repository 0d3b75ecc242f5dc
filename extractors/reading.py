"""The reading of one article: its sentences in order, and what each leaves in mind for the next."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from claims.article import Article
from claims.model import Claim, Cue
from claims.units import WATT
from extractors import roles
from extractors import sentences as _sentences
from extractors.clauses import Clause
from extractors.dates import DateExpr, find_dates
from extractors.details import details
from extractors.focus import Focus, main_party
from extractors.found import Found
from extractors.measures import Measure
from extractors.measuring import Told, measured
from extractors.mentions import Mention
from extractors.modality import Stance, stance
from extractors.relations import relation_to
from extractors.role_values import Roles
from extractors.sentences import Sentence
from extractors.sites import find_sites, site_of
from extractors.when import dated

VERSION = "2"
"""Version of the rules; a change that reads any text differently raises it."""

_INVESTORS = re.compile(
    r"\b(?:(?:co-)?led|leads?|joined|participated|took part|backers?|returning investors"
    r"|existing (?:investors|shareholders)"
    r"|investors (?:include|included|are)|participation|supported by|among the (?:investors|backers))\b",
    re.IGNORECASE,
)
INVESTORS_REACH = 400
"""Characters behind a round within which its investors may still be told."""
_SO_FAR = re.compile(r"\b(?:to date|so far|in total|altogether|since (?:its|it was) \w+)\b", re.IGNORECASE)
_BUILT = frozenset({"power", "spending", "debt", "funding", "commitment"})
"""Metrics of things that stand somewhere; a valuation has no site."""


@dataclass(frozen=True, slots=True)
class _Read:
    """One quantity with its metric, roles and stance, and the sentence that they were read from."""

    clause: Clause
    measure: Measure
    roles: Roles
    stance: Stance
    sentence: Sentence
    found: Found


def _told(read: _Read | None) -> Told | None:
    return None if read is None or read.found.quantity.unit == WATT else Told(read.measure, read.found)


class ArticleReading:
    """Reads one article; `claims` gives what it found."""

    def __init__(
        self,
        article: Article,
        found: Sequence[Found],
        named: Sequence[Mention],
        title: Sequence[Mention],
        outlets: frozenset[str],
    ) -> None:
        self.article, self.text, self.found, self.named, self.outlets = article, article.text, found, named, outlets
        self._sha = article.text_sha
        self._end = found[-1].end + INVESTORS_REACH if found else 0
        rows = _sentences.sentences(self.text, self._end)
        self.sentences = _sentences.uncrowded(self.text, rows, [one.start for one in found])
        self.focus = Focus(main_party(self.text, named, title, self.sentences), self.sentences, (*named, *title))
        self.reads: dict[int, _Read] = {}
        self._dated: tuple[Clause, Sequence[DateExpr]] | None = None

    @cached_property
    def sites(self) -> tuple[tuple[int, int, str], ...]:
        """The named sites of the text, with offsets."""
        return find_sites(self.text, self.named)

    def claims(self) -> tuple[Claim, ...]:
        """All claims, in the order of the text."""
        starts = [s.start for s in self.sentences]
        groups: dict[int, list[int]] = {}
        for i, one in enumerate(self.found):
            groups.setdefault(max(0, bisect_right(starts, one.start) - 1), []).append(i)
        by_sentence: dict[int, list[Mention]] = {}
        for mention in self.named:
            by_sentence.setdefault(max(0, bisect_right(starts, mention.start) - 1), []).append(mention)
        for s, sentence in enumerate(self.sentences):
            mentions = by_sentence.get(s, [])
            if s not in groups:
                if sentence.start > self._end:
                    break  # nothing that follows is read by what is told here
                parties = [mention for mention in mentions if mention.is_party]
                if parties:
                    self._note_investors(parties, sentence)
                if len(parties) == 1 and self.focus.follows(parties[0], self.text, s):
                    continue  # most sentences are of that kind: they need not be cut into units
                if parties:
                    self.focus.note(Clause(self.text, sentence.start, sentence.end, mentions, ()), s)
                continue
            following = self.sentences[s + 1] if s + 1 < len(self.sentences) else None
            self._sentence(s, mentions, groups[s], following)
        self._lend()
        return _link(self.found, [claim for i in sorted(self.reads) for claim in self._build(i)])

    def _lend(self) -> None:
        """A sum that nothing near it explains is read like the same sum elsewhere in the text."""
        told = {
            (r.found.quantity.low, r.found.quantity.high, r.found.quantity.unit): r
            for r in reversed(self.reads.values())
            if r.measure.score > 0
        }
        for i, read in self.reads.items():
            if read.measure.score > 0:
                continue
            q = read.found.quantity
            twin = told.get((q.low, q.high, q.unit))
            if twin is not None:
                measure = replace(twin.measure, rule=f"as elsewhere ({twin.measure.rule})", hit=None)
                self.reads[i] = replace(read, measure=measure, roles=replace(twin.roles, subject_unit=None))
        for i, one in enumerate(self.found):
            if one.converts is not None:
                source = self.reads[one.converts]
                self.reads[i] = replace(self.reads[i], measure=source.measure, roles=source.roles)

    def _note_investors(self, parties: Sequence[Mention], sentence: Sentence) -> None:
        """ "X and Y led the round": who took part is often told in the sentence after the sum."""
        rounds = [i for i, r in self.reads.items() if r.measure.metric == "funding" and not self._so_far(r)]
        last = max(rounds, default=None)
        if last is None or sentence.start - self.reads[last].found.end > INVESTORS_REACH:
            return
        if not _INVESTORS.search(self.text, sentence.start, sentence.end):
            return
        read = self.reads[last]
        names = [party.canonical for party in parties if party.canonical not in read.roles.subjects]
        everyone = tuple(dict.fromkeys((*read.roles.counterparties, *names)))
        self.reads[last] = replace(read, roles=replace(read.roles, counterparties=everyone))

    def _so_far(self, read: _Read) -> bool:
        """Whether the sum is all that was ever raised, and no round."""
        return _SO_FAR.search(self.text, read.sentence.start, read.sentence.end) is not None

    def _sentence(
        self, s: int, mentions: Sequence[Mention], indexes: Sequence[int], following: Sentence | None
    ) -> None:
        sentence = self.sentences[s]
        end = max(sentence.end, max(self.found[i].end for i in indexes))
        clause = Clause(self.text, sentence.start, end, mentions, [(i, self.found[i]) for i in indexes])
        previous: _Read | None = None
        for i in indexes:
            read = self._read(clause, i, s, following, previous)
            self.reads[i] = previous = read
        told = [self.reads[i] for i in indexes]
        self.focus.remember(clause, [(read.measure.metric, read.roles) for read in told], s)

    def _read(self, clause: Clause, i: int, s: int, following: Sentence | None, previous: _Read | None) -> _Read:
        one, sentence = self.found[i], self.sentences[s]
        if one.converts is not None and one.converts in self.reads:
            return replace(self.reads[one.converts], found=one)
        bounds = (sentence.start, max(sentence.end, one.end))
        after = (
            (following.start, following.end)
            if following is not None and following.paragraph == sentence.paragraph
            else None
        )
        capacity = one.quantity.unit == WATT
        how = stance(self.text, one.start, one.end, bounds, after, self.outlets, capacity=capacity)
        money = (r for r in reversed(self.reads.values()) if r.found.quantity.unit != WATT)
        measure = measured(clause, i, self.found, _told(previous), _told(next(money, None)))
        before = None
        if previous is not None and previous.roles.subjects and previous.roles.found_by != "project":
            same = measure.metric == previous.measure.metric
            before = previous.roles.subjects[0] if same or measure.metric != "debt" else None
        who = roles.assign(clause, i, measure, self.focus.context(s, before))
        if measure.metric == "power" and self.focus.customer is not None and who.found_by == "carried":
            who = replace(who, subjects=(self.focus.customer,), found_by="customer")
        deal = self.focus.deal_told(s)
        if deal is not None and who.found_by in ("carried", "none") and _same_deal(clause, measure):
            who = replace(deal, found_by="deal", subject_unit=None)
        if previous is not None and measure.rule.startswith("as before") and who.found_by not in ("generic",):
            listed = who.subject_unit in clause.parties and relation_to(
                clause, who.subject_unit, clause.at[i], measure.metric
            ) in ("list", "at")
            if not listed and who.found_by not in ("sentence", "respectively"):
                others = who.counterparties or previous.roles.counterparties
                who = replace(previous.roles, counterparties=others, found_by="as before")
        return _Read(clause, measure, who, how, sentence, one)

    def _dates(self, clause: Clause) -> Sequence[DateExpr]:
        if self._dated is None or self._dated[0] is not clause:
            found = find_dates(self.text, published=self.article.publication.date, start=clause.start, end=clause.end)
            self._dated = (clause, found)
        return self._dated[1]

    def _build(self, index: int) -> Iterable[Claim]:
        read = self.reads[index]
        one, article, clause = read.found, self.article, read.clause
        exprs = self._dates(clause)
        taken = [(self.found[i].start, self.found[i].end) for i in clause.at if i != index]
        bounds = (clause.start, clause.end)
        metric = read.measure.metric
        quantity = one.quantity
        hit = read.measure.hit
        if metric == "profit" and _is_loss(clause, clause.at.get(index)):
            low, high = quantity.low, quantity.high
            quantity = replace(quantity, low=None if high is None else -high, high=None if low is None else -low)
        built = metric in _BUILT
        site = site_of(self.sites, clause.start, clause.end, one.start) if built else None
        more = details(self.text, one.start, one.end, bounds, metric, site, one.moved)
        date = dated(self.text, one.start, one.end, exprs, metric, taken)
        cues = (
            [Cue("metric", clause.units[hit.first].start, clause.units[hit.last].end)]
            if hit is not None and hit.last < len(clause.units)
            else []
        )
        if one.bound is not None:
            cues.append(Cue("qualifier", *one.bound))
        if read.stance.cue is not None:
            cues.append(Cue("modality", *read.stance.cue))
        if read.roles.subject_unit is not None and read.roles.subject_unit < len(clause.units):
            unit = clause.units[read.roles.subject_unit]
            cues.append(Cue("subject", unit.start, unit.end))
        cues.extend(Cue("date", *span) for span in date.spans)
        period = date.as_of if metric in ("revenue", "profit") else None
        for subject in read.roles.subjects or (None,):
            yield Claim(
                doc=article.doc, text_sha=self._sha, quote=self.text[one.start : one.end],
                start=one.start, end=one.end, sentence_start=read.sentence.start,
                sentence_end=max(read.sentence.end, one.end), metric=metric, quantity=quantity, scope=more.scope,
                per=more.per, basis=more.basis, includes=more.includes, subject=subject,
                counterparties=tuple(c for c in read.roles.counterparties if c != subject), event=more.event,
                temporal_role=more.temporal_role, count=one.count, modality=read.stance.modality,
                denies=read.stance.denies, attribution=read.stance.attribution, as_of=date.as_of, period=period,
                horizon=date.horizon, published=article.publication.date,
                published_source=article.publication.source,
                rule=f"{one.form}; {read.measure.rule}; subject {read.roles.found_by}",
                extractor_version=VERSION, cues=tuple(cues),
            )  # fmt: skip


def _same_deal(clause: Clause, measure: Measure) -> bool:
    """Whether the sum is that of "the lease", "the contract", "the deal": one told of before."""
    hit = measure.hit
    nouns = [h for h in clause.hits if h.row.kind == "noun" and h.row.metric in ("commitment", "acquisition")]
    return (
        hit is not None
        and measure.metric in ("commitment", "acquisition")
        and any(not {"the", "this", "that"}.isdisjoint(clause.lows[max(0, h.first - 2) : h.first]) for h in nouns)
    )


def _is_loss(clause: Clause, q: int | None) -> bool:
    """Whether the sum is a loss: the nearest of the words for profit and loss says so."""
    if q is None:
        return False
    best: tuple[float, bool] | None = None
    for h in clause.hits:
        if h.row.metric != "profit":
            continue
        words = " ".join(clause.lows[h.first : h.last + 1])
        cost = clause.distance(h.last, q) if h.first < q else clause.distance(q, h.first) + (h.first > q + 1)
        loss = "loss" in words or words.startswith(("lose", "losing", "lost")) or words == "deficit"
        if best is None or cost < best[0]:
            best = (cost, loss)
    return best is not None and best[1]


def _link(found: Sequence[Found], claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Let each bracketed conversion name the claim that it converts."""
    by_start = {claim.start: claim for claim in claims}
    converts = {one.start: found[one.converts].start for one in found if one.converts is not None}
    return tuple(
        replace(claim, converts=by_start[converts[claim.start]].id)
        if claim.start in converts and converts[claim.start] in by_start
        else claim
        for claim in claims
    )
