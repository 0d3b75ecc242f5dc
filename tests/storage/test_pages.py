"""Reading in pages: nothing comes twice or is left out, whatever is stored in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.errors import NotDecidable, NotStored
from claims.judgements import Judgement
from claims.model import Claim
from claims.verdicts import Edge, Outcome
from storage.pages import PartyLine
from storage.store import ClaimQuery, Draft

Ask = Callable[[str | None, int], Any]


def walk(ask: Ask, limit: int) -> list[list[Any]]:
    """All pages."""
    pages, after = [], None
    while True:
        page = ask(after, limit)
        pages.append(list(page.items))
        if page.after is None:
            return pages
        after = page.after


@pytest.fixture
def seven(desk: Any) -> list[Claim]:
    """Seven claims of as many parties, in articles of their own."""
    made = []
    for n in range(7):
        article = desk.article(
            f"Firm {n} raised ${n + 1} billion from Östra Fonden.", str(n), publisher=f"Paper {n % 2}"
        )
        claim = desk.claim(
            article, f"${n + 1} billion", (n + 1) * 1e9, subject=f"Firm {n}", counterparties=("Östra Fonden",)
        )
        desk.put(article, claim)
        made.append(claim)
    return made


@pytest.mark.parametrize(("limit", "sizes"), [(1, [1] * 7), (3, [3, 3, 1]), (7, [7]), (8, [7])])
def test_claims_come_in_the_order_in_which_they_were_stored(
    desk: Any, seven: list[Claim], limit: int, sizes: list[int]
) -> None:
    """The last page says that it is the last, also where it is full."""
    pages = walk(lambda after, most: desk.store.pages.claims(ClaimQuery(), after, most), limit)
    assert [len(page) for page in pages] == sizes
    assert [stored.claim for page in pages for stored in page] == seven


def test_what_is_stored_in_between_moves_nothing(desk: Any, seven: list[Claim]) -> None:
    """It comes at the end."""
    first = desk.store.pages.claims(ClaimQuery(), None, 4)
    article = desk.article("Firm 9 raised $9 billion.", "late")
    late = desk.claim(article, "$9 billion", 9e9, subject="Firm 9")
    desk.put(article, late)
    second = desk.store.pages.claims(ClaimQuery(), first.after, 9)
    assert [stored.claim for stored in (*first.items, *second.items)] == [*seven, late]


def test_filters_hold_on_every_page(desk: Any, seven: list[Claim]) -> None:
    """Those of the query, in any order that it names."""
    query = ClaimQuery(source="paper 1", order="value")
    pages = walk(lambda after, most: desk.store.pages.claims(query, after, most), 2)
    assert [stored.claim for page in pages for stored in page] == seven[1::2]


def test_verdicts_come_in_the_order_of_their_ids(desk: Any, seven: list[Claim], conflict: Any, agreement: Any) -> None:
    """Of one outcome, or of all."""
    edges = [Edge.between(seven[n], seven[n + 1], conflict() if n % 2 else agreement) for n in range(6)]
    with desk.store.writing() as writer:
        writer.put_edges(edges)

    def ids(**asked: Any) -> list[str]:
        pages = walk(lambda after, most: desk.store.pages.edges(after, most, **asked), 2)
        return [edge.id for page in pages for edge in page]

    assert ids() == sorted(edge.id for edge in edges)
    assert ids(outcome=Outcome.contradiction) == sorted(edge.id for edge in edges[1::2])
    assert ids(outcome=Outcome.compatible, party="firm 0") == [edges[0].id]
    assert ids(outcome=Outcome.update) == []


def test_articles_come_with_how_many_claims_they_state(desk: Any, seven: list[Claim]) -> None:
    """In the order in which they came."""
    pages = walk(lambda after, most: desk.store.pages.articles(None, after, most), 3)
    assert [(line.doc, line.claims, line.revision) for page in pages for line in page] == [
        (claim.doc, 1, 1) for claim in seven
    ]
    assert [line.publisher for line in desk.store.pages.articles("Paper 0", None, 9).items] == ["Paper 0"] * 4


def test_parties_come_as_they_are_written(desk: Any, seven: list[Claim]) -> None:
    """Counted on either side, in the order of the database for names without capitals."""
    pages = walk(lambda after, most: desk.store.pages.parties(after, most), 3)
    lines = [line for page in pages for line in page]
    assert sorted(lines, key=lambda line: line.name) == [
        *(PartyLine(f"Firm {n}", 1) for n in range(7)), PartyLine("Östra Fonden", 7),
    ]  # fmt: skip
    assert desk.store.pages.party("ÖSTRA fonden") == (PartyLine("Östra Fonden", 7), {"funding": 7})
    assert desk.store.pages.party("Nobody") == (None, {})
    assert desk.store.pages.parties(None, 8).items == tuple(one for page in pages for one in page)


def test_decisions_come_in_the_order_in_which_they_were_made(desk: Any, two_sides: Any) -> None:
    """With what took each back; of one case or one analyst where that is asked."""
    (case,) = desk.store.cases()
    with desk.store.writing() as writer:
        first, _ = writer.decide(case.id, Draft(judgement=Judgement.unsure, by="ann"))
    with desk.store.writing() as writer:
        undone, _ = writer.undo(first.id, "bob")
    pages = walk(lambda after, most: desk.store.pages.decisions(None, None, after, most), 1)
    assert [(made.id, made.undoes, made.undone_by) for page in pages for made in page] == [
        (first.id, None, undone.id), (undone.id, first.id, None),
    ]  # fmt: skip
    assert [made.id for made in desk.store.pages.decisions(case.id, "bob", None, 9).items] == [undone.id]
    assert desk.store.pages.decisions("0" * 16, None, None, 9).items == ()
    assert desk.store.pages.decision(first.id[:8]).undone_by == undone.id
    with pytest.raises(NotStored):
        desk.store.pages.decision("0" * 16)


def test_a_decision_is_taken_back_only_at_the_version_that_was_looked_at(desk: Any, two_sides: Any) -> None:
    """The line says which version it is at, and nothing has changed."""
    (case,) = desk.store.cases()
    with desk.store.writing() as writer:
        made, _ = writer.decide(case.id, Draft(judgement=Judgement.unsure, by="ann"))
    decided = desk.store.case(case.id)
    with (
        pytest.raises(NotDecidable, match=f"at version {decided.version}, not {case.version}"),
        desk.store.writing() as w,
    ):
        w.undo(made.id, "bob", expect=case.version)
    assert desk.store.case(case.id) == decided
    with desk.store.writing() as writer:
        writer.undo(made.id, "bob", expect=decided.version)
    assert desk.store.case(case.id).decision is None
