"""Counts and marks that triggers keep: never behind, whoever changes the rows that they count."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from claims.judgements import Judgement
from claims.model import Claim, Reading
from claims.verdicts import Edge
from storage.case_records import Draft
from storage.schema import claim_parties, claims, marks, metric_counts, party_counts


def counted(desk: Any) -> dict[str, dict[Any, int]]:
    """What the tables of counts hold."""
    with desk.connected() as connection:
        by_metric = connection.execute(select(metric_counts)).all()
        by_party = connection.execute(select(party_counts)).all()
    return {
        "metrics": {(row.subject, row.metric): row.claims for row in by_metric},
        "parties": {row.party: row.claims for row in by_party},
        "last": {row.party: row.last for row in by_party},
    }


def recounted(desk: Any) -> dict[str, dict[Any, int]]:
    """The same, from the rows that they count."""
    with desk.connected() as connection:
        stated = connection.execute(select(claims.c.subject, claims.c.metric).where(claims.c.retired_at.is_(None)))
        metrics = Counter((row.subject, row.metric) for row in stated if row.subject is not None)
        named = connection.execute(select(claim_parties)).all()
    return {
        "metrics": dict(metrics),
        "parties": dict(Counter(row.party for row in named)),
        "last": {row.party: max(one.claim for one in named if one.party == row.party) for row in named},
    }


def checked(desk: Any) -> dict[Any, int]:
    """The counts by subject and metric, where all counts are right."""
    found = counted(desk)
    assert found == recounted(desk)
    return found["metrics"]


def test_claims_are_counted_as_they_come_and_go(desk: Any) -> None:
    """New ones, the same again, ones that an article no longer states, and ones that it states again."""
    first = desk.article("Acme AI raised $5 billion from Quarry at $9 billion.")
    round_ = desk.claim(first, "$5 billion", 5e9, counterparties=("Quarry", "ACME AI"))
    worth = desk.claim(first, "$9 billion", 9e9, metric="valuation")
    nobody = desk.claim(first, "$9 billion", 9e9, metric="investment", subject=None, counterparties=("Quarry",))
    for _ in range(2):
        desk.put(first, round_, worth, nobody)
        assert checked(desk) == {("Acme AI", "funding"): 1, ("Acme AI", "valuation"): 1}
    desk.put(desk.article(first.text, "two"), desk.claim(desk.article(first.text, "two"), "$5 billion", 5e9))
    assert checked(desk) == {("Acme AI", "funding"): 2, ("Acme AI", "valuation"): 1}
    desk.put(first, round_)
    assert checked(desk) == {("Acme AI", "funding"): 2}
    desk.put(first)
    assert checked(desk) == {("Acme AI", "funding"): 1}
    desk.put(first, round_, worth)
    assert checked(desk) == {("Acme AI", "funding"): 2, ("Acme AI", "valuation"): 1}
    assert counted(desk)["parties"] == {"acme ai": 5, "quarry": 3}


def test_what_an_analyst_corrects_is_counted(desk: Any, two_sides: tuple[Claim, Claim, Edge]) -> None:
    """And no more where that is taken back."""
    (case,) = desk.store.cases()
    wrong, _, _ = two_sides
    with desk.store.writing() as writer:
        draft = Draft(judgement=Judgement.extraction_error, claim=wrong.id, changes={"metric": "valuation"}, by="ann")
        writer.decide(case.id, draft)
    assert checked(desk) == {("Acme AI", "funding"): 2, ("Acme AI", "valuation"): 1}
    with desk.store.writing() as writer:
        writer.undo(case.id, "ann")
    assert checked(desk) == {("Acme AI", "funding"): 2}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims SET subject = 'Acme'",
        "UPDATE claims SET metric = 'valuation' WHERE id = (SELECT min(id) FROM claims)",
        "UPDATE claims SET subject = NULL",
        "UPDATE claims SET retired_at = recorded_at, subject = 'Acme'",
    ],
)
def test_what_another_program_changes_is_counted(
    desk: Any, two_sides: tuple[Claim, Claim, Edge], statement: str
) -> None:
    """Whatever it is."""
    desk.run(statement)
    checked(desk)
    desk.run("UPDATE claims SET retired_at = NULL")
    checked(desk)


def test_what_was_taken_back_is_not_counted(desk: Any) -> None:
    """A transaction that fails leaves the counts as they were."""
    article = desk.article("Acme AI raised $5 billion.")

    def fail() -> None:
        with desk.store.writing() as writer:
            reading = Reading((desk.claim(article, "$5 billion", 5e9),))
            writer.put_article(article, desk.fetch(article), reading, None)
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        fail()
    assert checked(desk) == {}


CHANGES = {
    "cases": "UPDATE cases SET status = 'retired'",
    "assignments": "DELETE FROM assignments",
    "case_postings": "DELETE FROM case_postings WHERE facet = 'party'",
}


@pytest.mark.usefixtures("two_sides")
@pytest.mark.parametrize("part", list(CHANGES))
def test_each_change_of_a_table_gives_it_another_mark(desk: Any, part: str) -> None:
    """And the others none."""
    (case,) = desk.store.cases()
    with desk.store.writing() as writer:
        writer.queue.assign(case.id, "ann", "ann")

    def read() -> dict[str, int]:
        with desk.connected() as connection:
            return dict(connection.execute(select(marks.c.part, marks.c.mark)).tuples().all())

    before = read()
    assert set(before) == set(CHANGES)
    desk.run(CHANGES[part])
    after = read()
    assert {name for name in after if after[name] != before[name]} == {part}


@pytest.mark.usefixtures("two_sides")
def test_an_article_that_touches_no_case_leaves_the_marks(desk: Any) -> None:
    """So that what is kept of the queue stays while articles come in."""
    with desk.connected() as connection:
        before = connection.execute(select(marks)).all()
    article = desk.article("Beta raised $8 billion.", "beta")
    desk.put(article, desk.claim(article, "$8 billion", 8e9, subject="Beta"))
    with desk.connected() as connection:
        assert connection.execute(select(marks)).all() == before
