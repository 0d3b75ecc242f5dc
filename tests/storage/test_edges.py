"""Verdicts between claims: one row a pair, open while both claims stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from claims.buckets import Asked
from claims.errors import NotStored
from claims.model import Basis, Modality, Reading
from claims.verdicts import Edge, Grade, Step


def test_a_conflict_comes_with_both_claims_and_their_articles(desk: Any, two_sides: Any) -> None:
    """Everything that is shown of a conflict is in its record."""
    a, b, edge = two_sides
    (conflict,) = desk.store.edges()
    assert (conflict.id, conflict.status, conflict.edge) == (edge.id, "open", edge)
    assert conflict.verdict == edge.verdict
    assert {conflict.a.claim, conflict.b.claim} == {a, b}
    assert conflict.recorded_at == desk.clock.now
    assert {conflict.a.url, conflict.b.url} == {"https://paper.example/one", "https://paper.example/two"}
    assert {conflict.a.publisher, conflict.a.published} == {"The Paper", "2026-02-27"}


def test_the_same_verdict_again_is_no_news(desk: Any, two_sides: Any) -> None:
    """Nothing is given back, nothing moves."""
    _, _, edge = two_sides
    before, recorded = desk.counts(), desk.clock.now
    desk.clock.pass_days(1)
    with desk.store.writing() as writer:
        assert writer.put_edges([edge, edge]) == []
    assert desk.counts() == before
    assert desk.store.edge(edge.id).recorded_at == recorded


def test_another_verdict_replaces_the_first_and_is_given_back(
    desk: Any, two_sides: Any, agreement: Any
) -> None:  # fmt: skip
    """A pair has one verdict: the last."""
    _, _, edge = two_sides
    settled = replace(edge, verdict=agreement)
    changed = desk.clock.pass_days(1)
    with desk.store.writing() as writer:
        assert writer.put_edges([settled]) == [settled]
    assert desk.store.edges() == []
    stored = desk.store.edge(edge.id)
    assert (stored.edge, stored.status, stored.recorded_at) == (settled, "no_conflict", changed)


def test_the_same_verdict_by_newer_rules_keeps_its_date(desk: Any, two_sides: Any) -> None:
    """Trace and version of the rules move; since when the store says so does not."""
    _, _, edge = two_sides
    recorded = desk.clock.now
    desk.clock.pass_days(1)
    newer = replace(edge, verdict=replace(edge.verdict, rules="2", trace=(Step("same event?", "yes"),)))
    with desk.store.writing() as writer:
        assert writer.put_edges([newer]) == []
    stored = desk.store.edge(edge.id)
    assert (stored.edge, stored.recorded_at) == (newer, recorded)


def test_a_conflict_with_a_claim_that_no_longer_stands_is_not_open(desk: Any, two_sides: Any) -> None:
    """A corrected article leaves the list, and stays findable."""
    _, _, edge = two_sides
    desk.put(desk.article("Acme AI raised $5 billion, the company corrected.", "two"))
    assert desk.store.edges() == []
    assert list(desk.store.pairs()) == []
    (conflict,) = desk.store.edges(include_retired=True)
    assert (conflict.id, conflict.status) == (edge.id, "retired")
    assert desk.store.edge(edge.id).status == "retired"
    assert desk.store.status().edges == {}


def test_a_conflict_with_a_claim_that_says_something_else_now_is_open_only_when_compared_again(
    desk: Any, two_sides: Any
) -> None:
    """A pair that newer rules call not comparable is not compared: its old verdict must not stay."""
    _, b, edge = two_sides
    desk.clock.pass_days(1)
    desk.put(desk.article("Acme AI raised $4 billion.", "two"), replace(b, modality=Modality.planned))
    assert desk.store.edges() == []
    assert list(desk.store.pairs()) == []
    assert desk.store.status().edges == {}
    assert desk.store.edge(edge.id).status == "retired"
    with desk.store.writing() as writer:
        assert writer.put_edges([edge]) == []
    (conflict,) = desk.store.edges()
    assert (conflict.id, conflict.status) == (edge.id, "open")


def test_a_conflict_stands_while_a_copy_states_the_claim(desk: Any, two_sides: Any) -> None:
    """The claim is live as long as one article with that text states it."""
    _, b, edge = two_sides
    copy = desk.article("Acme AI raised $4 billion.", "copy")
    desk.put(copy, desk.claim(copy, "$4 billion", 4e9))
    desk.put(desk.article("Acme AI raised $5 billion, the company corrected.", "two"))
    (conflict,) = desk.store.edges()
    assert conflict.id == edge.id
    assert {conflict.a.url, conflict.b.url} == {"https://paper.example/one", "https://paper.example/copy"}
    assert desk.store.claim(b.id).url == "https://paper.example/copy"


def test_conflicts_are_ordered_by_grade_then_gap(desk: Any, conflict: Any, agreement: Any) -> None:
    """What deserves most of an analyst's time comes first; other verdicts only on request."""
    text = "Figures: $1 billion $2 billion $3 billion $4 billion $5 billion"
    article = desk.article(text)
    one, *others = (desk.claim(article, f"${n} billion", n * 1e9) for n in range(1, 6))
    verdicts = [conflict(0.3, Grade.low), conflict(0.1, Grade.high), conflict(0.2, Grade.high), agreement]
    pairs = [Edge.between(one, other, verdict) for other, verdict in zip(others, verdicts, strict=True)]
    with desk.store.writing() as writer:
        writer.put_article(article, desk.fetch(article), Reading((one, *others)), None)
        assert writer.put_edges(pairs) == pairs
    low, small, large, agreed = (pair.id for pair in pairs)
    assert [edge.id for edge in desk.store.edges()] == [large, small, low]
    assert [edge.id for edge in desk.store.edges(flagged_only=False)] == [large, small, low, agreed]
    assert [edge.id for edge in desk.store.edges(min_gap=0.2)] == [large, low]
    assert [edge.id for edge in desk.store.edges(limit=1)] == [large]
    assert [edge.id for edge in desk.store.pairs()] == sorted([large, small, low, agreed])
    assert desk.store.status().edges == {"compatible": 1, "contradiction": 3}


def test_conflicts_are_found_by_party_and_metric_of_either_claim(desk: Any, two_sides: Any) -> None:
    """Names fit in any case, whole."""
    _, _, edge = two_sides
    for fitting in ({"party": "ACME ai"}, {"metric": "funding"}, {"party": "Acme AI", "metric": "funding"}):
        assert [found.id for found in desk.store.edges(**fitting)] == [edge.id]
    for other in ({"party": "Acme"}, {"metric": "revenue"}, {"party": "Acme AI", "metric": "revenue"}):
        assert desk.store.edges(**other) == []


def test_an_edge_is_found_by_the_start_of_its_id(desk: Any, two_sides: Any) -> None:
    """Eight digits are as good as sixteen, and the error says how to list them."""
    _, _, edge = two_sides
    assert desk.store.edge(edge.id[:8].upper()).id == edge.id
    with pytest.raises(NotStored, match=r"^no conflict has the id 'zz'; `counterclaim conflicts` lists them$"):
        desk.store.edge("zz")


def test_an_edge_of_an_unknown_claim_is_refused(desk: Any, two_sides: Any, conflict: Any) -> None:
    """A verdict about nothing is a bug of the caller, and nothing of the batch is stored."""
    a, _, edge = two_sides
    before = desk.counts()
    with desk.store.writing() as writer, pytest.raises(ValueError, match="claim ffffffffffffffff is not stored"):
        writer.put_edges([edge, Edge(a.id, "f" * 16, conflict())])
    assert desk.counts() == before


def test_all_verdicts_of_a_claim_replace_those_it_had(desk: Any, two_sides: Any) -> None:
    """A pair that is not comparable any more has none, and its case is retired."""
    a, _, edge = two_sides
    with desk.store.writing() as writer:
        assert writer.put_edges([], of=[a.id]) == []
    assert list(desk.store.pairs()) == desk.store.cases() == []
    with pytest.raises(NotStored):
        desk.store.edge(edge.id)


def test_a_verdict_on_what_is_not_told_any_more_is_history(desk: Any, two_sides: Any) -> None:
    """It was true of what was told then, and nothing newer can be said of it."""
    a, b, edge = two_sides
    desk.put(desk.article("Acme AI raised money.", "two"))
    with desk.store.writing() as writer:
        writer.put_edges([], of=[a.id, b.id])
    assert desk.store.edge(edge.id).status == "retired"


def test_a_writer_names_the_texts_whose_claims_changed(desk: Any) -> None:
    """The new text, and the old one, which another article may still have; each is named once."""
    one, other = desk.article("Acme AI raised $5 billion."), desk.article("Acme AI raised $4 billion.")
    with desk.store.writing() as writer:
        writer.put_article(one, desk.fetch(one), Reading((desk.claim(one, "$5 billion", 5e9),)), None)
        assert (writer.changed(), writer.changed()) == ((one.text_sha,), ())
    with desk.store.writing() as writer:
        writer.put_article(one, desk.fetch(one), Reading((desk.claim(one, "$5 billion", 5e9),)), None)
        assert writer.changed() == ()
        told = desk.claim(other, "$4 billion", 4e9)
        writer.put_article(other, desk.fetch(other), Reading((told,)), None)
        assert writer.changed() == tuple(sorted((one.text_sha, other.text_sha)))
        assert (writer.told(one.text_sha), writer.told(other.text_sha)) == ([], [told])


def test_a_bucket_holds_what_time_does_not_part(desk: Any) -> None:
    """The days around, what is dated there though told long before or after, and what no day parts."""
    told: dict[str, dict[str, Any]] = {
        "told then": {"published": "2026-05-01"},
        "told later of then": {"published": "2029-01-01", "as_of": "2026-03"},
        "undated": {"published": None, "published_source": None},
        "of a year": {"published": "2020"},
        "a basis": {"published": "2020-01-01", "metric": "valuation", "basis": Basis.pre_money},
        "a result": {"published": "2020-01-01", "metric": "revenue"},
        "long before": {"published": "2020-01-01"},
        "long before, of then": {"published": "2020-01-01", "as_of": "2020-01"},
    }
    for name, fields in told.items():
        article = desk.article(f"Acme AI raised $5 billion, {name}.", name)
        desk.put(article, desk.claim(article, "$5 billion", 5e9, **fields))
    metrics = ("funding", "revenue", "valuation")
    wanted = Asked(frozenset(("Acme AI", metric) for metric in metrics), days=(("2026-01-01", "2026-06-01"),))
    with desk.store.writing() as writer:
        found = {claim.doc.removeprefix("https://paper.example/") for claim in writer.bucket(wanted)}
        everything = writer.bucket(replace(wanted, days=None))
    assert found == set(told) - {"long before", "long before, of then"}
    assert len(everything) == len(told)
