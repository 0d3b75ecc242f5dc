"""What the tests of several packages share: the extractors, built once, and one way to read a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.article import Article, Publication
from claims.model import Claim
from claims.parties import load_parties
from extractors.pipeline import Reader

ReadText = Callable[..., tuple[Claim, ...]]


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The extractors with the shipped table of parties."""
    return Reader(load_parties())


@pytest.fixture(scope="session")
def read(reader: Reader) -> ReadText:
    """A function from a text to its claims; the article is of 4 May 2026 unless `published` says otherwise."""

    def claims(text: str, *, published: str | None = "2026-05-04", **article: Any) -> tuple[Claim, ...]:
        publication = Publication(published, "given" if published else None)
        fields: dict[str, Any] = {"language": "en", **article}
        return reader.read(Article(doc="a", identity="a", text=text, publication=publication, **fields)).claims

    return claims
