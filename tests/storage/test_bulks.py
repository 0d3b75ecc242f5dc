"""Decisions on many cases at once: counted before, guarded, carried on after an interruption, taken back as one."""

from __future__ import annotations

from typing import Any

import pytest

from claims.cases import CaseStatus
from claims.errors import NotDecidable, NotStored, UsageError
from claims.judgements import Differs, Judgement
from claims.model import Event, Reading
from claims.pairs import Context
from claims.verdicts import Edge
from flows import deciding
from flows.stages import comparing, party_table
from storage.bulk_records import BulkState, Expected
from storage.store import CaseQuery, Draft, Store

UNSURE = Draft(judgement=Judgement.unsure, by="ann", note="too old to say")
EVERY = CaseQuery(statuses=frozenset(CaseStatus) - {CaseStatus.merged})


@pytest.fixture(scope="module")
def context() -> Context:
    """What verdicts rest on."""
    return comparing(party_table())


@pytest.fixture
def five(desk: Any, conflict: Any) -> Store:
    """Five open cases; all but the last are of funding."""
    for n in range(5):
        claims = []
        with desk.store.writing() as writer:
            for value in (5, 4):
                article = desk.article(f"Firm {n} raised ${value} billion.", f"{n}-{value}")
                claim = desk.claim(
                    article, f"${value} billion", value * 1e9, subject=f"Firm {n}", event=Event(round="Seed"),
                    metric="funding" if n < 4 else "valuation",
                )  # fmt: skip
                writer.put_article(article, desk.fetch(article), Reading((claim,)), None)
                claims.append(claim)
            writer.put_edges([Edge.between(*claims, conflict())])
    found: Store = desk.store
    return found


def statuses(store: Store) -> list[str]:
    """Of all cases, in the order of parties."""
    return [str(found.status) for found in sorted(store.cases(EVERY), key=lambda found: found.case.claim.subject or "")]


FUNDING = CaseQuery(metric="funding")


def test_all_that_fit_are_decided_and_taken_back_as_one(five: Store, context: Context) -> None:
    """Each case has a decision of its own, with its grounds, who, when and why."""
    wanted = five.queue.expected(FUNDING)
    assert wanted.count == 4
    bulk = deciding.decide_many(five, context, FUNDING, "metric funding", UNSURE, wanted, 100)
    assert (bulk.count, bulk.left, bulk.counts, bulk.query) == (4, 0, {BulkState.decided: 4}, "metric funding")
    assert statuses(five) == ["decided"] * 4 + ["open"]
    made = [found.decision for found in five.cases(EVERY) if found.decision]
    assert {(one.by, one.note, one.judgement, len(one.grounds)) for one in made} == {
        ("ann", "too old to say", Judgement.unsure, 2)
    }
    assert set(five.queue.bulks_of([one.id for one in made]).values()) == {bulk.id}
    bulk = deciding.undo_many(five, context, bulk.id, "bob", 100)
    assert (bulk.undone_by, bulk.left, bulk.counts) == ("bob", 0, {BulkState.undone: 4})
    assert statuses(five) == ["open"] * 5
    (event,) = [one for one in five.case_history(five.cases(FUNDING)[0])[0] if one.what == "undone"]
    assert event.detail == ("bob took back: cannot be decided with what is there",)
    with pytest.raises(NotDecidable, match="on 4 cases was already undone by bob"):
        deciding.undo_many(five, context, bulk.id, "bob", 100)
    assert five.queue.last_bulks(5) == [bulk]


def test_nothing_is_decided_where_a_case_changed_in_between(five: Store, context: Context) -> None:
    """Another number of cases, or the same number in another state."""
    wanted = five.queue.expected(FUNDING)
    (first, *_) = five.cases(FUNDING)
    with five.writing() as writer:
        writer.decide(first.id, UNSURE)
    with pytest.raises(NotDecidable, match="3 cases fit now, not 4; nothing was decided"):
        deciding.decide_many(five, context, FUNDING, "", UNSURE, wanted, 100)
    with five.writing() as writer:
        writer.undo(first.id, "ann")
    with pytest.raises(NotDecidable, match="some of the 4 cases changed since they were counted"):
        deciding.decide_many(five, context, FUNDING, "", UNSURE, wanted, 100)
    assert statuses(five) == ["open"] * 5
    none = CaseQuery(party="nobody there")
    with pytest.raises(NotDecidable, match="no case fits"):
        deciding.decide_many(five, context, none, "", UNSURE, five.queue.expected(none), 100)


def test_only_cases_that_wait_are_counted_in(five: Store, context: Context) -> None:
    """Whatever statuses are asked for."""
    (first, *_) = five.cases(FUNDING)
    with five.writing() as writer:
        writer.decide(first.id, UNSURE)
    assert five.queue.expected(EVERY).count == 4
    assert five.queue.expected(CaseQuery(statuses=frozenset({CaseStatus.decided}))).count == 0


def test_one_that_was_interrupted_is_carried_on(five: Store, context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done stays done; a case that somebody decides in between is left to them."""
    monkeypatch.setattr(deciding, "AT_ONCE", 1)
    bulk = deciding.decide_many(five, context, FUNDING, "", UNSURE, five.queue.expected(FUNDING), 2)
    assert (bulk.left, bulk.counts) == (2, {BulkState.decided: 2, BulkState.waiting: 2})
    (other, _) = five.cases(FUNDING)
    with five.writing() as writer:
        writer.decide(other.id, Draft(judgement=Judgement.prefer, side="A", by="bob"))
    bulk = deciding.carry_on(five, context, bulk.id, 100)
    assert (bulk.left, bulk.counts) == (0, {BulkState.decided: 3, BulkState.changed: 1})
    assert deciding.carry_on(five, context, bulk.id, 100) == bulk
    found = five.case(other.id).decision
    assert found is not None
    assert found.by == "bob"


def test_taking_back_stops_what_is_still_to_come(
    five: Store, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And leaves alone what somebody has undone already."""
    monkeypatch.setattr(deciding, "AT_ONCE", 2)
    bulk = deciding.decide_many(five, context, FUNDING, "", UNSURE, five.queue.expected(FUNDING), 2)
    done = next(found for found in five.cases(EVERY) if found.decision)
    with five.writing() as writer:
        writer.undo(done.id, "bob")
    bulk = deciding.undo_many(five, context, bulk.id, "ann", 1)
    assert bulk.left == 1
    bulk = deciding.carry_on(five, context, bulk.id, 100)
    assert bulk.counts == {BulkState.kept: 3, BulkState.undone: 1}
    assert statuses(five) == ["open"] * 5


def test_a_side_that_a_case_does_not_have_leaves_it_alone(five: Store, context: Context) -> None:
    """Sides are named by their letters."""
    prefer = Draft(judgement=Judgement.prefer, by="ann", side=" a ")
    bulk = deciding.decide_many(five, context, FUNDING, "", prefer, five.queue.expected(FUNDING), 100)
    assert (bulk.side, bulk.words, bulk.counts) == ("A", "prefers A", {BulkState.decided: 4})
    third = Draft(judgement=Judgement.superseded, by="ann", side="C")
    rest = deciding.decide_many(five, context, CaseQuery(), "", third, five.queue.expected(CaseQuery()), 100)
    assert rest.counts == {BulkState.changed: 1}


@pytest.mark.parametrize(
    ("draft", "line"),
    [
        (Draft(judgement=Judgement.extraction_error, by="ann"), "extraction-error is of one case; use one of prefer, "),
        (Draft(judgement=Judgement.undo, by="ann"), "undo is of one case"),
        (Draft(judgement=Judgement.prefer, by="ann"), "prefer of many cases needs a side, A to Z; None is none"),
        (Draft(judgement=Judgement.prefer, by="ann", side="$5 billion"), "needs a side, A to Z"),
        (Draft(judgement=Judgement.both_valid, by="ann"), "both-valid needs what separates the values"),
        (Draft(judgement=Judgement.unsure, by="ann", differs=Differs.time), "and nothing else takes it"),
    ],
)
def test_what_cannot_be_decided_of_many_is_said(five: Store, context: Context, draft: Draft, line: str) -> None:
    """Before anything is."""
    with pytest.raises(UsageError, match=line):
        deciding.decide_many(five, context, FUNDING, "", draft, Expected(4, ""), 100)


def test_a_decision_on_many_that_is_not_there(five: Store, context: Context) -> None:
    """An id from elsewhere."""
    with pytest.raises(NotStored, match="no decision on many cases has the id 'abc'"):
        deciding.carry_on(five, context, "abc", 1)
