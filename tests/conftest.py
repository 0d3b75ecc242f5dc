"""What the tests of several packages share: the extractors, built once, and one way to read a sentence."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

import pytest

from claims.article import Article, Publication
from claims.model import Claim
from claims.parties import load_parties
from extractors.clauses import Clause
from extractors.parties import PartyFinder
from extractors.pipeline import Reader, build_pipeline
from extractors.quantities import find_quantities

ReadText = Callable[..., tuple[Claim, ...]]

pytest_plugins = ["tests.postgresql"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules with generated tests come first: Prefect's threads live on and draw numbers, which hypothesis forbids."""
    items.sort(key=lambda item: not hasattr(getattr(item, "module", None), "given"))


@pytest.fixture(scope="session", autouse=True)
def _interrupts_are_heard() -> None:
    """Processes that tests start hear Ctrl-C, also where a shell started the tests in its background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


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


@pytest.fixture(scope="session")
def clause_of() -> Callable[[str], Clause]:
    """A function from one sentence to its units, with the parties and quantities that the readers find in it."""
    nlp = build_pipeline()
    finder = PartyFinder(nlp, load_parties())

    def clause(sentence: str) -> Clause:
        found, _ = find_quantities(sentence)
        named = finder.find(sentence)
        return Clause(sentence, 0, len(sentence), named, list(enumerate(found)))

    return clause
