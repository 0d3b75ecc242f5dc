"""Deciding all that fit from the page: the number first, then the decision, its progress, and one undo."""

from __future__ import annotations

import re
from typing import Any

import pytest

from claims.judgements import Judgement
from review.desk import bulk_form
from storage.store import Draft, Store, StoredCase
from tests.review.desk.test_decide_form import three
from tests.review.desk.test_queue_page import links, words

Visit = Any

__all__ = ["three"]


def form(page: str) -> dict[str, str]:
    """The hidden fields of the form."""
    return dict(re.findall(r'type="hidden" name="(filters|count|digest)" value="([^"]*)"', page))


def test_all_that_fit_are_decided_after_their_number_was_said(
    ada: Visit, newsroom: Store, three: list[StoredCase]
) -> None:  # fmt: skip
    """Each gets a decision of its own; one press takes all back."""
    (where,) = links(ada.get("/cases?metric=funding").text, "Decide all that fit and wait …")
    page = ada.get(where).text
    assert "Decide 3 cases at once" in words(page)
    assert "status waiting, metric Funding round" in words(page)
    done = ada.post("/cases/bulk", **form(page), judgement="both-valid", differs="time", note="two dates", follow=True)
    assert "3 cases decided together" in words(done.text)
    assert "both are valid, they differ in time" in words(done.text)
    assert {newsroom.case(case.id).status for case in three} == {"decided"}
    assert links(ada.get(f"/cases/{three[0].id}").text, "together with other cases") == [done.url.path]
    back = ada.post(f"{done.url.path}/undo", follow=True)
    assert "undone 3" in words(back.text)
    assert {newsroom.case(case.id).status for case in three} == {"open"}
    assert ada.post(f"{done.url.path}/undo").status_code == 409


def test_nothing_is_decided_where_other_cases_fit_now(ada: Visit, newsroom: Store, three: list[StoredCase]) -> None:
    """The form comes back with the new number."""
    page = ada.get("/cases/bulk").text
    with newsroom.writing() as writer:
        writer.decide(three[0].id, Draft(judgement=Judgement.unsure, by="bob"))
    late = ada.post("/cases/bulk", **form(page), judgement="unsure")
    assert late.status_code == 409
    assert "2 cases fit now, not 3; nothing was decided" in words(late.text)
    assert form(late.text)["count"] == "2"
    assert newsroom.case(three[1].id).decision is None


def test_a_large_one_goes_on_step_by_step(
    ada: Visit, newsroom: Store, three: list[StoredCase], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each press does a part; the page says how much is left."""
    monkeypatch.setattr(bulk_form, "AT_ONCE", 2)
    done = ada.post("/cases/bulk", **form(ada.get("/cases/bulk").text), judgement="prefer", side="A", follow=True)
    assert "1 case is still to come. Go on with the next 1" in words(done.text)
    rest = ada.post(done.url.path, follow=True)
    assert "decided 3" in words(rest.text)
    assert "still to come" not in words(rest.text)
    assert newsroom.queue.last_bulks(1)[0].left == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"judgement": ""}, {"judgement": "undo"}, {"judgement": "extraction-error"}, {"judgement": "prefer"},
        {"judgement": "both-valid"}, {"judgement": "unsure", "count": "many"},
        {"judgement": "unsure", "note": "x" * 4001},
    ],
)  # fmt: skip
def test_what_cannot_be_decided_of_many_is_said(ada: Visit, newsroom: Store, fields: dict[str, str]) -> None:
    """In the same form."""
    page = ada.post("/cases/bulk", **{**form(ada.get("/cases/bulk").text), **fields})
    assert page.status_code == 400
    assert 'role="alert"' in page.text
    assert newsroom.queue.last_bulks(1) == []


def test_where_nothing_waits_there_is_no_form(ada: Visit) -> None:
    """And nothing to press."""
    page = ada.get("/cases/bulk?grade=low").text
    assert "Decide 0 cases at once" in words(page)
    assert form(page) == {}
