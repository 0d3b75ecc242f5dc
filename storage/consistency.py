"""Checking that an article, the fetch that gave it and what was read from it belong together before they are stored."""

from __future__ import annotations

import hashlib

from claims.article import Article, Fetch
from claims.model import Reading


def check(article: Article, fetch: Fetch, reading: Reading, body: bytes | None) -> None:
    """Raise ValueError where the fetch, its body or the reading is not of this article."""
    if fetch.refusal is not None:
        raise ValueError(f"fetch of {fetch.source} was refused ({fetch.refusal}); use put_refusal")
    if body is not None and fetch.body_sha not in (None, hashlib.sha256(body).hexdigest()):
        raise ValueError(f"fetch of {fetch.source} has another body: its hash is {fetch.body_sha}")
    check_reading(article, reading)


def check_reading(article: Article, reading: Reading) -> None:
    """Raise ValueError where a claim or a mention was not read from this article as it is given."""
    sha = article.text_sha
    quotes = [(claim, claim.quote) for claim in reading.claims] + [(m, m.text) for m in reading.mentions]
    for item, quote in quotes:
        if (item.doc, item.text_sha) != (article.doc, sha):
            raise ValueError(f"{item.doc} {item.start}:{item.end} was not read from {article.doc} as given")
        if article.text[item.start : item.end] != quote:
            raise ValueError(f"{item.doc} {item.start}:{item.end}: the text does not read {quote!r}")
