"""What is put into a store comes out of it equal, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.article import FLAGS, Article, Fetch, Publication
from claims.errors import REASONS
from claims.metrics import METRICS
from claims.model import (
    Basis,
    Claim,
    Cue,
    Event,
    Includes,
    Modality,
    PartyMention,
    Reading,
    Scope,
    Signal,
    TemporalRole,
)
from claims.values import Qualifier, Quantity
from claims.verdicts import Edge, Grade, Kind, Outcome, Step, Verdict
from storage.store import ClaimQuery, Store

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
names = words.filter(bool)
numbers = st.floats(allow_nan=False, allow_infinity=False)
places = st.integers(0, 10**6)
hashes = st.text("0123456789abcdef", min_size=16, max_size=16)
periods = st.sampled_from(["2025", "2025-H1", "2025-Q4", "2025-10", "2025-10-03", "0001-01-01", "9999-12-31"])
flags = st.lists(st.sampled_from(sorted(set(FLAGS) - {"amp", "canonical_elsewhere"})), unique=True).map(tuple)
numbered = count()


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, high = draw(maybe(numbers)), draw(maybe(numbers))
    if low is None and high is None:
        low = draw(numbers)
    if low is not None and high is not None:
        low, high = sorted((low, high))
    precision = draw(st.floats(0, 1e12))
    return Quantity(low=low, high=high, unit=draw(st.sampled_from(["USD", "W", "KRW"])),
                    qualifier=draw(st.sampled_from(Qualifier)), precision=precision)  # fmt: skip


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = draw(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=2, max_size=60))
    return Article(
        doc=draw(words), identity=f"article {next(numbered)}", text=text, title=draw(maybe(words)),
        url=draw(maybe(words)), canonical_url=draw(maybe(words)), language=draw(maybe(st.just("en"))),
        publisher=draw(maybe(words)), flags=draw(flags),
        publication=Publication(
            draw(maybe(st.just("2025-10-03"))), draw(maybe(words)), draw(maybe(words)), draw(maybe(words))
        ),
    )  # fmt: skip


@st.composite
def spans(draw: st.DrawFn, article: Article) -> tuple[int, int]:
    start = draw(st.integers(0, len(article.text) - 1))
    return start, draw(st.integers(start + 1, len(article.text)))


@st.composite
def claims(draw: st.DrawFn, article: Article) -> Claim:
    start, end = draw(spans(article))
    return Claim(
        doc=article.doc, text_sha=article.text_sha, quote=article.text[start:end], start=start, end=end,
        sentence_start=draw(places), sentence_end=draw(places), metric=draw(st.sampled_from(sorted(METRICS))),
        quantity=draw(quantities()), scope=draw(st.sampled_from(Scope)), per=draw(maybe(words)),
        basis=draw(maybe(st.sampled_from(Basis))), includes=draw(maybe(st.sampled_from(Includes))),
        subject=draw(maybe(words)), counterparties=tuple(draw(st.lists(words, max_size=3))),
        event=Event(draw(maybe(words)), draw(maybe(words)), draw(maybe(words))),
        temporal_role=draw(st.sampled_from(TemporalRole)), converts=draw(maybe(hashes)), part_of=draw(maybe(hashes)),
        count=draw(maybe(places)), modality=draw(st.sampled_from(Modality)), denies=draw(maybe(words)),
        attribution=draw(maybe(words)), as_of=draw(maybe(periods)), period=draw(maybe(periods)),
        horizon=draw(maybe(periods | st.sampled_from(["P8Y", "P18M", "P1Y6M2W3D"]))), published=draw(maybe(periods)),
        published_source=draw(maybe(words)), rule=draw(words), extractor_version=draw(words),
        cues=tuple(draw(st.lists(st.builds(Cue, words, places, places), max_size=3))),
    )  # fmt: skip


@st.composite
def inputs(draw: st.DrawFn) -> tuple[Article, Fetch, Reading, bytes | None]:
    article = draw(articles())
    found = draw(st.lists(claims(article), max_size=4, unique_by=lambda claim: claim.id))
    mentions = [
        PartyMention(doc=article.doc, text_sha=article.text_sha, start=start, end=end, text=article.text[start:end],
                     canonical=draw(names), kind=draw(words), found_by=draw(words))
        for start, end in draw(st.lists(spans(article), max_size=3))
    ]  # fmt: skip
    signals = st.builds(Signal, names, places, places, words)
    fetch = Fetch(
        source=article.identity, fetched_at="2026-03-01T12:00:00Z", final_url=draw(maybe(words)),
        redirects=tuple(draw(st.lists(words, max_size=2))), status=draw(maybe(st.integers(100, 599))),
        headers=tuple(draw(st.lists(st.tuples(words, words), max_size=2))),
    )  # fmt: skip
    reading = Reading(tuple(found), tuple(mentions), tuple(draw(st.lists(signals, max_size=3))))
    return article, fetch, reading, draw(maybe(st.binary(max_size=40)))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    where = str(tmp_path_factory.mktemp("roundtrip") / "claims.db")
    if request.param == "postgresql":
        where = request.getfixturevalue("module_postgresql")
    with Store.open(where) as opened:
        yield opened


@given(given_input=inputs())
@settings(max_examples=60, deadline=None)
def test_an_article_comes_back_with_all_that_was_read_from_it(
    store: Store, given_input: tuple[Article, Fetch, Reading, bytes | None]
) -> None:
    """Every field of the article, its claims (cues too), mentions, signals, fetch and body is what was put in."""
    article, fetch, reading, body = given_input
    with store.writing() as writer:
        saved = writer.put_article(article, fetch, reading, body)
    stored = store.article(article.identity)
    assert stored.article == article
    assert stored.text == article.text
    assert (stored.mentions, stored.signals) == (reading.mentions, reading.signals)
    assert [tried.fetch for tried in stored.fetches] == [fetch]
    by_id = {claim.id: claim for claim in reading.claims}
    assert {held.claim.id: held.claim for held in stored.claims} == by_id
    assert {held.claim.id: held.claim.cues for held in stored.claims} == {id_: c.cues for id_, c in by_id.items()}
    assert set(saved.added) == set(reading.claims)
    sha = stored.revisions[0].body_sha
    assert (None if sha is None else store.body(sha)) == body


@given(given_input=inputs())
@settings(max_examples=20, deadline=None)
def test_reading_the_same_again_adds_no_claim(
    store: Store, given_input: tuple[Article, Fetch, Reading, bytes | None]
) -> None:
    """Whatever a claim says, the store knows it again."""
    article, fetch, reading, body = given_input
    with store.writing() as writer:
        writer.put_article(article, fetch, reading, body)
    with store.writing() as writer:
        again = writer.put_article(article, fetch, reading, body)
    assert (again.state, again.added, again.kept, again.retired) == ("unchanged", (), len(reading.claims), 0)


@given(
    verdict=st.builds(
        Verdict, outcome=st.sampled_from(Outcome), reasons=st.lists(words, max_size=3).map(tuple),
        trace=st.lists(st.builds(Step, words, words), max_size=3).map(tuple), rules=words,
        kind=maybe(st.sampled_from(Kind)), gap=maybe(st.floats(0, 1)), grade=maybe(st.sampled_from(Grade)),
    )
)  # fmt: skip
@settings(max_examples=30, deadline=None)
def test_a_verdict_comes_back_as_it_was_put(store: Store, verdict: Verdict) -> None:
    """Outcome, kind, reasons, gap, grade, trace and rules of an edge are what was put in, also over another one."""
    text = "Acme AI raised $5 billion, or $4 billion."
    article = Article(doc="pair", identity="pair", text=text)
    a, b = (
        Claim(
            doc="pair", text_sha=article.text_sha, quote=quote, start=text.index(quote),
            end=text.index(quote) + len(quote), sentence_start=0, sentence_end=len(text), metric="funding",
            subject="Acme AI", quantity=Quantity(low=value, high=value, unit="USD"),
        )
        for quote, value in (("$5 billion", 5e9), ("$4 billion", 4e9))
    )  # fmt: skip
    edge = Edge.between(a, b, verdict)
    with store.writing() as writer:
        writer.put_article(article, Fetch(source="pair", fetched_at="2026-03-01T12:00:00Z"), Reading((a, b)), None)
        writer.put_edges([edge])
    assert store.edge(edge.id).edge == edge


def test_the_strategy_for_claims_fills_every_field() -> None:
    """A field that is added to Claim must be added to the strategy above, and so to the tables."""
    known = {
        "doc", "text_sha", "quote", "start", "end", "sentence_start", "sentence_end", "metric", "quantity", "scope",
        "per", "basis", "includes", "subject", "counterparties", "event", "temporal_role", "converts", "part_of",
        "count", "modality", "denies", "attribution", "as_of", "period", "horizon", "published", "published_source",
        "rule", "extractor_version", "cues",
    }  # fmt: skip
    assert {field.name for field in fields(Claim) if field.init} == known


def test_every_reason_of_a_refusal_can_be_stored(store: Store) -> None:
    """Each key of REASONS comes back in the counts."""
    with store.writing() as writer:
        for reason in REASONS:
            writer.put_refusal(Fetch(source=f"refused {reason}", fetched_at="2026-03-01T12:00:00Z", refusal=reason))
    assert store.status().refusals == dict.fromkeys(REASONS, 1)


def test_a_claim_keeps_a_number_that_no_64_bits_hold(store: Store) -> None:
    """A whole number past the range of integer columns is stored as the float that it stands for."""
    article = Article(doc="big", identity="big", text="a lot")
    claim = Claim(
        doc="big", text_sha=article.text_sha, quote="a lot", start=0, end=5, sentence_start=0, sentence_end=5,
        metric="other_money", quantity=Quantity(low=10**21, high=None, unit="USD"), subject="Nobody & Sons",
    )  # fmt: skip
    with store.writing() as writer:
        writer.put_article(article, Fetch(source="big", fetched_at="2026-03-01T12:00:00Z"), Reading((claim,)), None)
    assert [stored.claim for stored in store.claims(ClaimQuery(party="nobody & sons"))] == [claim]
