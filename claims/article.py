"""One article as the rest of the project sees it: cleaned text, where it came from, and when it was published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from claims.model import text_hash


@dataclass(frozen=True, slots=True)
class Publication:
    """When an article says it was published.

    date -- the day, YYYY-MM-DD, or None where the page does not say: never today's date in its place.
    source -- jsonld, meta, url, feed, text, row or given; None with no date.
    raw -- the timestamp as written, with its offset.  modified -- the day of the last change, where said.
    """

    date: str | None = None
    source: str | None = None
    raw: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A cleaned article.

    doc -- its name to people and in rows: the `id` of a dump's row, else the canonical URL, else the file's name.
    identity -- what makes it the same article when it comes again: the canonical URL, the row's id, the file's path.
    text -- what claims' offsets point into.  title -- context for the reader, not part of the text.
    flags -- what only looks like an article, or needs care: keys of FLAGS.
    """

    doc: str
    identity: str
    text: str
    title: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    language: str | None = None
    publisher: str | None = None
    publication: Publication = field(default_factory=Publication)
    flags: tuple[str, ...] = ()

    @property
    def text_sha(self) -> str:
        """SHA-256 of the cleaned text."""
        return text_hash(self.text)


FLAGS: dict[str, str] = {
    "paywall": "only the free part of the article is here (isAccessibleForFree: false)",
    "live_blog": "a live blog: many moments told in one text",
    "several_articles": "more than one <article> element: other stories may be mixed in",
    "canonical_elsewhere": "the page names another URL as the original",
    "amp": "an AMP twin of another page",
    "no_date": "the page does not say when it was published",
    "bad_bytes": "some bytes could not be decoded and were replaced",
    "not_english": "there are no rules for this language: nothing was read",
}
"""What a flag on an article means to a person."""

_TWIN = {"canonical_elsewhere": 1, "amp": 2}
"""Flags of a page that says another one is the original."""


def remoteness(flags: Iterable[str]) -> int:
    """How far a page is from being the original: a twin never replaces what a nearer page gave."""
    return max((_TWIN.get(flag, 0) for flag in flags), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One attempt to get a page: what was asked, what came back, and when.

    source -- the URL asked, or the file and row.  body_sha -- SHA-256 of the bytes received, None without a body.
    headers -- only the ones that matter later: content-type, etag, last-modified, cache-control, retry-after.
    refusal -- a key of claims.errors.REASONS where no article came of it; detail -- its one line.
    """

    source: str
    fetched_at: str  # ISO 8601, UTC, to the second
    final_url: str | None = None
    redirects: tuple[str, ...] = ()
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body_sha: str | None = None
    refusal: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to recognise a page by: to be asked with, whether the page is still that one.

    url -- the URL that gave them, the last one after redirects: they say nothing about another.
    """

    etag: str | None = None
    last_modified: str | None = None
    url: str | None = None
