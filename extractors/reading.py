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
from claims.values import Qualifier
from extractors import measures, roles, rulings, valued_at
from extractors import sentences as _sentences
from extractors.clauses import Clause
from extractors.dates import DateExpr, find_dates
from extractors.details import details
from extractors.focus import Focus, main_party
from extractors.found import Found
from extractors.lexicon import REFERS_BACK
from extractors.measures import Measure
from extractors.modality import Stance, stance
from extractors.parties import Mention
from extractors.relations import relation_to
from extractors.role_values import Roles
from extractors.sentences import Sentence
from extractors.sites import find_sites, site_of
from extractors.when import dated
from extractors.word_classes import FINITE, PREPOSITIONS

VERSION = "1"
"""Version of the rules; a change that reads any text differently raises it."""

_INVESTORS = re.compile(
    r"\b(?:(?:co-)?led|leads?|joined|participated|took part|backers?|returning investors"
    r"|existing (?:investors|shareholders)"
    r"|investors (?:include|included|are)|participation|supported by|among the (?:investors|backers))\b",
    re.IGNORECASE,
)
INVESTORS_REACH = 400
"""Characters behind a round within which its investors may still be told."""
_REFERS_BACK = re.compile(REFERS_BACK, re.IGNORECASE)
WEAK = frozenset({"seek", "add_share"})
"""Rows so general that they take over what the sentence's sum before measures."""
_SO_FAR = re.compile(r"\b(?:to date|so far|in total|altogether|since (?:its|it was) \w+)\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:up|down) from(?: the| its| an?)?(?: \w+){0,1} $|\bcompared (?:with|to) (?:the |its )?$|\bversus $",
    re.IGNORECASE,
)
_OTHER_THINGS = frozenset("cash share shares stock scrip price rent fee fees".split())
"""What a line of a list may name instead of going on with what the list is about."""
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
        self.sentences = _sentences.sentences(self.text)
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
        end = self.found[-1].end + INVESTORS_REACH
        for s, sentence in enumerate(self.sentences):
            mentions = by_sentence.get(s, [])
            if s not in groups:
                if sentence.start > end:
                    break  # nothing that follows is read by what is told here
                if any(m.is_party for m in mentions):
                    clause = Clause(self.text, sentence.start, sentence.end, mentions, ())
                    self._note_investors(clause, sentence)
                    self.focus.note(clause, s)
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

    def _note_investors(self, clause: Clause, sentence: Sentence) -> None:
        """ "X and Y led the round": who took part is often told in the sentence after the sum."""
        rounds = [i for i, r in self.reads.items() if r.measure.metric == "funding" and not self._so_far(r)]
        last = max(rounds, default=None)
        if last is None or sentence.start - self.reads[last].found.end > INVESTORS_REACH:
            return
        if not _INVESTORS.search(self.text, sentence.start, sentence.end):
            return
        read = self.reads[last]
        names = [u.party.canonical for u in clause.units if u.party is not None and u.party.is_party]
        names = [name for name in names if name not in read.roles.subjects]
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
        how = stance(self.text, one.start, one.end, bounds, after, self.outlets)
        measure = self._measure(clause, i, previous)
        before = None
        if previous is not None and previous.roles.subjects:
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
                who = replace(previous.roles, found_by="as before")
        return _Read(clause, measure, who, how, sentence, one)

    def _measure(self, clause: Clause, i: int, previous: _Read | None) -> Measure:
        one = self.found[i]
        if one.quantity.unit == WATT:
            return Measure("power", "power", None, 10.0)
        per = measures.per_unit(self.text, one.end)
        own = measures.measure(clause, i)
        before = previous.measure if previous is not None and previous.found.quantity.unit != WATT else None
        if measures.is_price(per):
            if own is not None and own.metric == "profit":
                return own
            if before is not None and before.metric == "profit":
                return before
            return Measure("other_money", roles.PRICE, None, 9.0)
        told = None if previous is None or before is None else (before.metric, previous.found.quantity)
        after = self.found[i + 1].quantity if i + 1 in clause.at else None
        if (own is None or (before is not None and before.metric == "valuation")) and valued_at.raised_at(
            clause, clause.at[i], one.quantity, after
        ):
            return Measure("funding", "raised at", None, 7.0)
        if (
            one.quantity.qualifier is not Qualifier.vague
            and not _named(clause, i, own)
            and valued_at.values_company(clause, clause.at[i], one.quantity, told)
        ):
            return Measure("valuation", "valued at", None, 8.0)
        if valued_at.is_share_price(clause, clause.at[i], one.quantity, told):
            return Measure("other_money", roles.PRICE, None, 8.0)
        if before is not None and before.rule != roles.PRICE and previous is not None:
            # the sums of a sentence are neighbours in `found`
            shared = own is not None and own.hit is not None and own.hit.last < clause.at[i - 1]
            compared = _COMPARED.search(self.text[clause.start : one.start]) is not None
            weak = (
                own is not None
                and before.metric != "other_money"
                and (
                    own.rule in WEAK
                    or (own.rule == "acquire" and before.metric == "debt" and _ends(clause, clause.at[i]))
                )
            )
            if own is None or shared or compared or weak or (one.moved == "to" and own.score < before.score):
                return replace(before, rule=f"as before ({before.rule.removeprefix('as before (').rstrip(')')})")
        if own is None and _into_party(clause, clause.at[i]):
            return Measure("investment", "into", None, 5.0)
        if own is None:
            near = self.text[max(clause.start, one.start - 60) : min(clause.end, one.end + 40)]
            last = next((r for r in reversed(self.reads.values()) if r.found.quantity.unit != WATT), None)
            listed = last is not None and last.measure.score > 0 and _goes_on(clause, one, last.found)
            if last is not None and one.start - last.found.end < 400 and (listed or _REFERS_BACK.search(near)):
                return replace(last.measure, rule=f"refers back ({last.measure.rule})", hit=None)
            return Measure("other_money", "no cue", None, 0.0)
        return rulings.apply(clause, i, own)

    def _dates(self, clause: Clause) -> Sequence[DateExpr]:
        if self._dated is None or self._dated[0] is not clause:
            found = find_dates(self.text, published=self.article.publication.date, start=clause.start, end=clause.end)
            self._dated = (clause, found)
        return self._dated[1]

    def _build(self, index: int) -> Iterable[Claim]:
        read = self.reads[index]
        one, article, clause = read.found, self.article, read.clause
        exprs = self._dates(clause)
        taken = [(u.start, u.end) for u in clause.units if u.found is not None and u.found != index]
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
        date = dated(self.text, one.start, one.end, exprs, read.stance.modality, metric, taken)
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


def _into_party(clause: Clause, q: int) -> bool:
    """Whether the sum goes into a company: "$5 billion into Intel"."""
    return clause.lows[q + 1 : q + 3] == ["into", "⟨p⟩"] and clause.units[q + 2].party is not None


def _ends(clause: Clause, q: int) -> bool:
    """Whether nothing is said of the sum behind it: "and BlackRock bought more than $3 billion"."""
    return clause.lows[q + 1 : q + 2] in ([], [","], ["."], [")"], ["and"])


def _goes_on(clause: Clause, one: Found, last: Found) -> bool:
    """Whether a line without a verb goes on with the list that the sum before it stands in: "- Equinix: $630m"."""
    small = (one.quantity.low or one.quantity.high or 0.0) < 1e-3 * (last.quantity.low or last.quantity.high or 0.0)
    listed = FINITE.isdisjoint(clause.lows) or any(clause.relation(k) == "label" for k in clause.parties)
    return not small and listed and _OTHER_THINGS.isdisjoint(clause.lows)


def _named(clause: Clause, i: int, own: Measure | None) -> bool:
    """Whether a noun beside the sum says what it measures: "at a $350 billion valuation", "market value at"."""
    if own is None or own.hit is None or own.hit.row.kind != "noun":
        return False
    if own.rule in ("market", "share_price"):
        return False
    gap = clause.at[i] - own.hit.last
    if gap < 0:
        return own.hit.first - clause.at[i] <= 4 and PREPOSITIONS.isdisjoint(
            clause.lows[clause.at[i] + 1 : own.hit.first]
        )
    return gap <= 4 and own.metric not in ("funding", "investment")


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
        cost = clause.distance(h.last, q) if h.first < q else clause.distance(q, h.first) + 1
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
