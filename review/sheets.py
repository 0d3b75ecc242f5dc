"""What is shown of one thing: an article, a conflict, the comparison of two claims, the state of the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from claims.article import FLAGS
from claims.cases import WAITING
from claims.errors import REASONS
from claims.verdicts import Edge, Verdict, pair_row
from review import words
from review.formats import styled as _line
from review.tables import CLAIM_KEYS, PAIR_KEYS, STORED_KEYS, feed_fares, feed_row, stored_row

if TYPE_CHECKING:
    from rich.text import Text

    from storage.feed_records import StoredFeed
    from storage.records import Change, Status, StoredArticle, StoredClaim

COMPARISON_KEYS = (
    *PAIR_KEYS[:4], *(f"a_{key}" for key in (*CLAIM_KEYS, *STORED_KEYS, "sentence") if key not in ("doc", "start")),
    *PAIR_KEYS[4:7], *(f"b_{key}" for key in (*CLAIM_KEYS, *STORED_KEYS, "sentence") if key not in ("doc", "start")),
    *PAIR_KEYS[7:], "rules", "trace", "status", "recorded_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One claim of a comparison, with the text that it stands in."""

    stored: StoredClaim
    text: str

    @property
    def sentence(self) -> str:
        """The sentence that the claim was read from."""
        claim = self.stored.claim
        return self.text[claim.sentence_start : claim.sentence_end]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A verdict on two stored claims, and, where it is stored, since when and whether both still stand."""

    a: Side
    b: Side
    verdict: Verdict
    status: str | None = None
    recorded_at: datetime | None = None
    case: str | None = None


def comparison_row(shown: Comparison) -> dict[str, Any]:
    """All of a comparison as an object: the pair as --pairs prints it, both claims in full, the trace."""
    row = pair_row(shown.a.stored.claim, shown.b.stored.claim, shown.verdict, shown.case)
    for name, side in (("a", shown.a), ("b", shown.b)):
        row[name] |= {**stored_row(side.stored), "sentence": side.sentence}
    trace = [{"question": step.question, "answer": step.answer} for step in shown.verdict.trace]
    return {
        **row, "rules": shown.verdict.rules, "trace": trace, "status": shown.status,
        "recorded_at": None if shown.recorded_at is None else shown.recorded_at.isoformat(),
    }  # fmt: skip


def comparison(shown: Comparison) -> Iterator[Text]:
    """A comparison for people: both sides in their sentences, every question that was asked, and the verdict."""
    a, b, verdict = shown.a.stored.claim, shown.b.stored.claim, shown.verdict
    who, what = words.pair(a, b)
    yield _line("", (f"{who}: {what}", "bold"))
    yield _line("")
    for name, side in (("A", shown.a), ("B", shown.b)):
        yield from _side(name, side)
        yield _line("")
    yield from reasoning(verdict)
    if shown.status is None or shown.recorded_at is None:
        yield _line("This verdict is not stored: it was made now.")
    else:
        stored = f"stored {words.moment(shown.recorded_at)}, id {Edge.between(a, b, verdict).id}"
        part = f", case {shown.case}" if shown.case is not None else ""
        yield _line(f"{_STATUS[shown.status]}; {stored}{part}")


def reasoning(verdict: Verdict) -> Iterator[Text]:
    """Every question that was asked, its answer, and the verdict with its reasons."""
    for number, step in enumerate(verdict.trace, 1):
        yield _line(f"{number:>3}. {step.question} ", (step.answer, "italic"))
    yield _line("")
    details = [f"grade {verdict.grade}"] if verdict.grade is not None else []
    details += [f"gap {words.gap(verdict.gap)}"] if verdict.gap is not None else []
    details += [f"rules {verdict.rules}"]
    yield _line("", (words.verdict(verdict), "bold red" if verdict.flagged else "bold"), f" ({', '.join(details)})")
    for code in verdict.reasons:
        yield _line(f"     {words.reason(code)} ", (f"({code})", "dim"))


_STATUS = {
    "open": "Both claims still stand: the conflict is open",
    "no_conflict": "Both claims still stand",
    "retired": "One of the claims is no longer stated by its article",
}


def _side(name: str, side: Side) -> Iterator[Text]:
    stored, claim = side.stored, side.stored.claim
    facts = [words.sure(claim), words.when(claim)]
    yield _line(f"{name}  ", (words.amount(claim), "bold"), f"  {words.what(claim)}; {'; '.join(filter(None, facts))}")
    sentence = side.text[claim.sentence_start : claim.start], side.text[claim.end : claim.sentence_end]
    yield _line("   “", sentence[0], (claim.quote, "bold reverse"), sentence[1], "”")
    yield _line(f"   {words.source(claim.doc, stored.publisher, stored.published)}", *_titled(stored))
    known = f"known since {words.moment(stored.recorded_at)}"
    gone = f", no longer stated since {words.moment(stored.retired_at)}" if stored.retired_at else ""
    yield _line(f"   claim {claim.id}, article {stored.article_id}, {known}{gone}")


def _titled(stored: StoredClaim) -> list[str]:
    return [f": {part}" if n == 0 else f", {part}" for n, part in enumerate(filter(None, (stored.title, stored.url)))]


def article_row(stored: StoredArticle) -> dict[str, Any]:
    """All of a stored article but its text, as an object."""
    article = stored.article
    return {
        "id": stored.id, "doc": article.doc, "identity": article.identity, "title": article.title, "url": article.url,
        "canonical_url": article.canonical_url, "publisher": article.publisher, "language": article.language,
        "published": article.publication.date, "published_source": article.publication.source,
        "modified": article.publication.modified, "flags": list(article.flags), "characters": len(article.text),
        "text_sha": article.text_sha, "first_seen": stored.first_seen.isoformat(),
        "last_seen": stored.last_seen.isoformat(),
        "revisions": [
            {
                "number": one.number, "recorded_at": one.recorded_at.isoformat(), "text_sha": one.text_sha,
                "body_sha": one.body_sha, "title": one.title, "published": one.published, "flags": list(one.flags),
            }
            for one in stored.revisions
        ],
        "changes": [
            {
                "at": one.at.isoformat(), "revision": one.revision, "new_text": one.new_text,
                "added": [claim.id for claim in one.added], "kept": one.kept,
                "dropped": [claim.id for claim in one.dropped],
            }
            for one in stored.changes
        ],
        "fetches": [
            {
                "source": one.fetch.source, "first": one.fetch.fetched_at, "last": one.last_fetched_at,
                "attempts": one.attempts, "final_url": one.fetch.final_url, "status": one.fetch.status,
                "refusal": one.fetch.refusal, "detail": one.fetch.detail,
            }
            for one in stored.fetches
        ],
        "parties": list(dict.fromkeys(mention.canonical for mention in stored.mentions)),
        "signals": [{"reason": s.reason, "start": s.start, "end": s.end, "quote": s.quote} for s in stored.signals],
        "claims": [stored_row(claim) for claim in stored.claims],
    }  # fmt: skip


ARTICLE_KEYS = (
    "id", "doc", "identity", "title", "url", "canonical_url", "publisher", "language", "published", "published_source",
    "modified", "flags", "characters", "text_sha", "first_seen", "last_seen", "revisions", "changes", "fetches",
    "parties", "signals", "claims",
)  # fmt: skip


def article(stored: StoredArticle) -> Iterator[Text]:
    """A stored article for people; its claims are a table after it."""
    found = stored.article
    yield _line("", (found.title or found.doc, "bold"))
    facts = {
        "published": words.publication(found.publication),
        "publisher": found.publisher,
        "address": found.url or found.identity,
        "canonical": found.canonical_url if found.canonical_url not in (None, found.url) else None,
        "language": found.language,
        "text": f"{words.plural(len(found.text), 'character')}, hash {found.text_sha[:16]}",
        "id": stored.id,
    }
    for name, value in facts.items():
        if value:
            yield _line(f"  {name:<10} {value}")
    for flag in stored.flags:
        yield _line(f"  {'flag':<10} ", (flag, "yellow"), f": {FLAGS.get(flag, flag)}")
    texts = {revision.number: revision for revision in stored.revisions}
    for change in stored.changes:
        revision = texts[change.revision]
        if change.new_text:
            kept = "" if revision.body_sha is None else ", page kept"
            since = words.moment(revision.recorded_at)
            yield _line(f"  revision {revision.number} since {since}{kept}: {revision.title or 'no title'}")
        else:
            yield _line(f"  read again {words.moment(change.at)}, by other rules")
        yield from _difference(change)
    for one in stored.fetches:
        came = REASONS[one.fetch.refusal] if one.fetch.refusal else f"status {one.fetch.status or 'none, a file'}"
        times = "" if one.attempts == 1 else f", {one.attempts:,} times since {one.fetch.fetched_at}"
        yield _line(f"  fetched    {one.last_fetched_at}{times}: {one.fetch.source}: {came}")
    if stored.signals:
        quotes = ", ".join(f"{signal.quote} ({signal.reason})" for signal in stored.signals)
        yield _line(f"  {'not read':<10} {quotes}")


def _difference(change: Change) -> Iterator[Text]:
    """What a change did to the claims: counts, and, but for the first text, each claim that came or went."""
    counts = f"{words.plural(len(change.added), 'claim')} added, {change.kept:,} kept, {len(change.dropped):,} dropped"
    yield _line(f"             {counts}")
    if change.new_text and change.revision == 1:
        return  # the table below has them
    for sign, style, found in (("-", "red", change.dropped), ("+", "green", change.added)):
        for claim in found:
            who = ": ".join(filter(None, (claim.subject, words.what(claim))))
            yield _line("             ", (f"{sign} {words.amount(claim)}", style), f" {who} ({words.sure(claim)})")


STATUS_KEYS = (
    "database", "articles", "revisions", "claims", "retired", "open_conflicts", "cases", "verdicts", "refusals", "urls",
    "feeds",
)  # fmt: skip


def status_row(where: str, found: Status, watched: Sequence[StoredFeed], urls: Mapping[str, int]) -> dict[str, Any]:
    """The counts as an object; watched -- the feeds; urls -- those that feeds brought, by state."""
    return {
        "database": where, "articles": found.articles, "revisions": found.revisions, "claims": found.claims,
        "retired": found.retired, "open_conflicts": _waiting(found), "cases": dict(found.cases),
        "verdicts": dict(found.edges), "refusals": dict(found.refusals), "urls": dict(urls),
        "feeds": [feed_row(stored) for stored in watched],
    }  # fmt: skip


def status(where: str, found: Status, watched: Sequence[StoredFeed], urls: Mapping[str, int]) -> Iterator[Text]:
    """The counts for people, and each feed with when it last brought something."""
    yield _line(f"{'database':<20} {where}")
    yield _line(f"{'articles':<20} {found.articles:,} in {words.plural(found.revisions, 'revision')}")
    yield _line(f"{'claims':<20} {found.claims:,} stated, {found.retired:,} no longer stated")
    yield _line(f"{'open conflicts':<20} ", (f"{_waiting(found):,}", "bold"))
    for name, number in found.cases.items():
        yield _line(f"  {name:<18} {number:,}")
    yield _line(f"{'compared pairs':<20} {sum(found.edges.values()):,}")
    for name, number in found.edges.items():
        yield _line(f"  {name.replace('_', ' '):<18} {number:,}")
    yield _line(f"{'refused sources':<20} {sum(found.refusals.values()):,}")
    for name, number in found.refusals.items():
        yield _line(f"  {name:<18} {number:,} {REASONS.get(name, '')}")
    if not watched:
        return
    yield _line(f"{'feeds':<20} {len(watched):,}")
    for stored in watched:
        news = f"last news {words.moment(stored.new_at)}" if stored.new_at else "no news yet"
        well = stored.reason is None and stored.stale_since is None
        fares = "" if well else f"; {', '.join(feed_fares(stored))}"
        yield _line(f"  {stored.feed.url}  {news}", (fares, "bold"))
    yield _line(f"{'URLs of feeds':<20} {sum(urls.values()):,}")
    for name, number in urls.items():
        yield _line(f"  {name.replace('_', ' '):<18} {number:,}")


def _waiting(found: Status) -> int:
    """Cases that wait for an analyst: open ones and reopened ones."""
    return sum(found.cases.get(status, 0) for status in WAITING)
