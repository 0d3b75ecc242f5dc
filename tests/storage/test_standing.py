"""How stored claims stand: what replaced them, what was decided, the case they wait in, and whose word they are."""

from __future__ import annotations

from typing import Any

import pytest

from claims.judgements import Judgement
from claims.model import Claim, Modality, TemporalRole
from claims.verdicts import Edge, Outcome, Verdict
from storage.standing import Fate, Standing
from storage.store import Draft, StoredClaim

LATER = Verdict(outcome=Outcome.update, reasons=("later", "published_apart"), trace=(), rules="2", gap=0.2)


def stands(desk: Any) -> dict[str, Standing]:
    """The standing of each stored claim, by its quote."""
    stored: list[StoredClaim] = list(desk.store.claims())
    found = desk.store.shelves.standings(stored)
    return {one.claim.quote: found[one.claim.id, one.article_id] for one in stored}


def two(desk: Any, **more: Any) -> tuple[Claim, Claim]:
    """Two stored claims, the second of a later day."""
    one = desk.article("Acme AI raised $5 billion.")
    other = desk.article("Acme AI raised $6 billion.", "two", publisher="The Echo")
    a, b = desk.claim(one, "$5 billion", 5e9), desk.claim(other, "$6 billion", 6e9, published="2026-06-01", **more)
    desk.put(one, a)
    desk.put(other, b)
    return a, b


def test_a_claim_alone_stands_and_is_its_publishers_word(desk: Any) -> None:
    """Nothing replaced it, and no case waits for it."""
    article = desk.article("Acme AI raised $5 billion.")
    desk.put(article, desk.claim(article, "$5 billion", 5e9))
    (found,) = stands(desk).values()
    assert (found.origin.name, found.fate, found.by, found.case, found.waiting) == (
        "The Paper", Fate.stands, None, None, False,
    )  # fmt: skip


def test_an_update_replaces_the_earlier_claim(desk: Any) -> None:
    """The later one is named."""
    a, b = two(desk)
    with desk.store.writing() as writer:
        writer.put_edges([Edge.between(a, b, LATER)])
    found = stands(desk)
    assert (found["$5 billion"].fate, found["$5 billion"].by) == (Fate.replaced, b.id)
    assert found["$6 billion"].fate is Fate.stands


def test_an_update_between_what_is_said_no_more_replaces_nothing(desk: Any) -> None:
    """The later article took its figure back."""
    a, b = two(desk)
    with desk.store.writing() as writer:
        writer.put_edges([Edge.between(a, b, LATER)])
    desk.clock.pass_days(1)
    other = desk.article("Acme AI raised some money.", "two", publisher="The Echo")
    desk.put(other)
    found = stands(desk)
    assert found["$5 billion"].fate is Fate.stands


def test_what_is_no_longer_stated_is_retired(desk: Any) -> None:
    """It is asked for together with what is."""
    _, b = two(desk)
    desk.clock.pass_days(1)
    desk.put(desk.article("Acme AI raised some money.", "two", publisher="The Echo"))
    found = desk.store.shelves.standings([desk.store.claim(b.id)])
    assert [one.fate for one in found.values()] == [Fate.retired]


def test_a_figure_that_its_text_tells_as_earlier_is_earlier(desk: Any) -> None:
    """Without any verdict."""
    two(desk, temporal_role=TemporalRole.previous)
    assert stands(desk)["$6 billion"].fate is Fate.earlier


def test_the_claims_of_an_open_case_stand_and_wait(desk: Any, two_sides: tuple[Claim, Claim, Edge]) -> None:
    """Also where an update says that one replaced the other."""
    (case,) = desk.store.cases()
    found = stands(desk)
    assert {(one.fate, one.case, one.waiting) for one in found.values()} == {(Fate.stands, case.id, True)}


@pytest.mark.parametrize(
    ("draft", "fates"),
    [
        ({"judgement": Judgement.prefer, "side": "$5 billion"}, {"$4 billion": Fate.overruled}),
        ({"judgement": Judgement.superseded, "side": "$5 billion"}, {"$5 billion": Fate.superseded}),
        ({"judgement": Judgement.same_source}, {}),
    ],
)
def test_a_decision_tells_what_counts_no_more(
    desk: Any, two_sides: tuple[Claim, Claim, Edge], draft: dict[str, Any], fates: dict[str, Fate]
) -> None:
    """Until it is taken back."""
    (case,) = desk.store.cases()
    with desk.store.writing() as writer:
        writer.decide(case.id, Draft(by="ann", **draft))
    found = stands(desk)
    everything = {"$5 billion": Fate.stands, "$4 billion": Fate.stands}
    assert {quote: one.fate for quote, one in found.items()} == everything | fates
    assert {one.waiting for one in found.values()} == {False}
    with desk.store.writing() as writer:
        writer.undo(case.id, "ann", None)
    assert {quote: one.fate for quote, one in stands(desk).items()} == everything


def test_a_claim_that_was_misread_counts_no_more(desk: Any, two_sides: tuple[Claim, Claim, Edge]) -> None:
    """The analyst's own claim stands beside it."""
    wrong = two_sides[0]
    (case,) = desk.store.cases()
    draft = Draft(judgement=Judgement.extraction_error, by="ann", claim=wrong.id, changes={"value": "4bn"})
    with desk.store.writing() as writer:
        made, _ = writer.decide(case.id, draft)
    stored = [desk.store.claim(wrong.id), desk.store.claim(made.corrected)]
    assert [one.fate for one in desk.store.shelves.standings(stored).values()] == [Fate.misread, Fate.stands]


def test_copies_of_a_text_are_one_word(desk: Any) -> None:
    """The publisher of the earliest copy speaks for all."""
    words = " ".join(f"word{n}" for n in range(60))
    for name, publisher in (("one", "The Paper"), ("two", "The Echo")):
        article = desk.article(f"Acme AI raised $5 billion. {words} {name}", name, publisher=publisher)
        desk.put(article, desk.claim(article, "$5 billion", 5e9))
    stored = list(desk.store.claims())
    assert {one.origin.name for one in desk.store.shelves.standings(stored).values()} == {"The Echo"}


def test_of_a_firmed_update_the_less_firm_is_replaced(desk: Any) -> None:
    """Firmness decides where the reason says so, whatever the days."""
    a, b = two(desk, modality=Modality.speculative)
    firmed = Verdict(outcome=Outcome.update, reasons=("firmed",), trace=(), rules="2")
    with desk.store.writing() as writer:
        writer.put_edges([Edge.between(a, b, firmed)])
    assert {quote: one.fate for quote, one in stands(desk).items()} == {
        "$5 billion": Fate.stands, "$6 billion": Fate.replaced,
    }  # fmt: skip
