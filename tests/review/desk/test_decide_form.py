"""Deciding from the page: every decision of the engine, the next case, undo, corrections, and who was first."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from claims.corrections import FIELDS, written
from claims.judgements import Differs, Judgement
from storage.store import CaseQuery, Draft, Store, StoredCase
from tests.review.desk.test_queue_page import words

Visit = Any


@pytest.fixture
def three(newsroom: Store, cli: Any, tmp_path: Path) -> list[StoredCase]:
    """The newsroom's case and two more, in the order of the queue."""
    rows = [
        {"id": f"{letter}-{value}", "published": "2026-05-05", "publisher": f"The {value}",
         "text": f"Quarry Capital raised ${value} billion in a Series {letter} round."}
        for letter, values in (("A", (3, 9)), ("D", (21, 27)))
        for value in values
    ]  # fmt: skip
    dump = tmp_path / "three.jsonl"
    dump.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert cli("ingest", dump).code == 0
    found = newsroom.cases()
    assert len(found) == 3
    return found


@pytest.fixture
def send(ada: Visit) -> Callable[..., Any]:
    """Sends the form of a case as its page holds it, with another button pressed."""

    def decide(case: StoredCase, judgement: str, *, filters: str = "", **fields: str) -> Any:
        given = {"filters": filters, "expect": str(case.version), "judgement": judgement, "note": "", **fields}
        return ada.post(f"/cases/{case.id}/decide", **given)

    return decide


DECISIONS: list[tuple[str, dict[str, str], tuple[Judgement, str | None, Differs | None]]] = [
    ("prefer:B", {}, (Judgement.prefer, "B", None)),
    ("both-valid", {"differs": "scope", "side": "B"}, (Judgement.both_valid, None, Differs.scope)),
    ("superseded", {"side": "A", "differs": "time"}, (Judgement.superseded, "A", None)),
    ("same-source", {"side": "A"}, (Judgement.same_source, None, None)),
    ("unsure", {}, (Judgement.unsure, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("button", "fields", "made"), DECISIONS)
def test_each_button_decides(send: Any, newsroom: Store, button: str, fields: dict[str, str], made: Any) -> None:
    """The fields beside other buttons do not count; the note's lines stay."""
    (case,) = newsroom.cases()
    done = send(case, button, note=" first line\r\nsecond ", **fields)
    assert done.status_code == 303
    held = newsroom.case(case.id).decision
    assert held is not None
    assert (held.judgement, held.side, held.differs) == made
    assert (held.by, held.note, held.version) == ("ada", "first line\nsecond", case.version)
    assert done.headers["location"] == f"/cases?done={held.id}"


def test_every_button_and_key_is_on_the_page(ada: Visit, newsroom: Store) -> None:
    """One key each, on elements that work without it."""
    (case,) = newsroom.cases()
    page = ada.get(f"/cases/{case.id}").text
    buttons = dict(re.findall(r'name="judgement" value="([^"]+)"(?: data-key="(.)")?', page))
    assert buttons == {
        "prefer:A": "1", "prefer:B": "2", "both-valid": "b", "superseded": "s", "same-source": "w", "unsure": "u",
    }  # fmt: skip
    (where,) = re.findall(r'href="([^"]+)" data-key="e"', page)
    assert 'value="extraction-error"' in ada.get(unescape(where)).text


def test_the_next_case_that_fits_comes_at_once(ada: Visit, send: Any, three: list[StoredCase], newsroom: Store) -> None:
    """With the filters, and a way to take the decision back with one key."""
    one, two, last = three
    assert [link.id for link in newsroom.cases(CaseQuery(metric="funding"))] == [case.id for case in three]
    done = send(two, "unsure", filters="metric=funding")
    held = newsroom.case(two.id).decision
    assert held is not None
    assert done.headers["location"] == f"/cases/{last.id}?metric=funding&done={held.id}"
    page = ada.get(done.headers["location"]).text
    assert f'action="/cases/{two.id}/undo"' in page
    assert f'href="/cases/{one.id}?metric=funding" data-key="k"' in page
    back = ada.post(f"/cases/{two.id}/undo", filters="metric=funding", decision=held.id)
    assert back.headers["location"] == f"/cases/{two.id}?metric=funding"
    assert newsroom.case(two.id).decision is None
    again = ada.post(f"/cases/{two.id}/undo", filters="metric=funding", decision=held.id)
    assert again.status_code == 409
    assert f"decision {held.id} was already undone by ada" in words(again.text)


def test_a_decision_in_between_is_shown_and_not_overwritten(ada: Visit, send: Any, newsroom: Store) -> None:
    """With who it was and why; what was typed is not lost."""
    (case,) = newsroom.cases()
    with newsroom.writing() as writer:
        writer.decide(case.id, Draft(judgement=Judgement.prefer, side="A", by="bob", note="I asked them"))
    late = send(case, "prefer:B", note="my own reason")
    assert late.status_code == 409
    said = words(late.text)
    assert f"case {case.id} was decided by bob" in said
    assert "Your decision was not saved. bob was first" in said
    assert "I asked them" in said
    held = newsroom.case(case.id).decision
    assert held is not None
    assert held.by == "bob"


def test_evidence_in_between_is_shown_and_the_note_stays(
    ada: Visit, send: Any, newsroom: Store, cli: Any, tmp_path: Path
) -> None:  # fmt: skip
    """The page has the new version, so that the second press decides what was read."""
    (case,) = newsroom.cases()
    row = {"id": "b", "text": "Northwind Compute raised $5 billion in a Series C round.", "published": "2026-05-06"}
    dump = tmp_path / "between.jsonl"
    dump.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert cli("ingest", dump).code == 0
    late = send(case, "both-valid", note="my own <reason>", differs="time")
    assert late.status_code == 409
    assert f", not {case.version}: it changed on" in words(late.text)
    assert "my own &lt;reason&gt;</textarea>" in late.text
    assert "<option selected>time</option>" in late.text
    (now,) = newsroom.cases()
    assert f'name="expect" value="{now.version}"' in late.text
    assert send(now, "unsure").status_code == 303


def fields_of(page: str) -> dict[str, str]:
    """The fields of the form of a correction as a browser would send them untouched."""
    form = page[page.index('id="edit"') :]
    found = dict(re.findall(r'<input name="set\.(\w+)" value="([^"]*)"', form))
    for name, options in re.findall(r'<select name="set\.(\w+)">(.*?)</select>', form):
        chosen = re.search(r"<option selected>([^<]*)<", options)
        found[name] = chosen[1] if chosen else ""
    return {f"set.{name}": unescape(value) for name, value in found.items()}


def test_a_misread_claim_is_put_right(ada: Visit, send: Any, newsroom: Store) -> None:
    """All fields stand beside the text; only what was changed counts."""
    (case,) = newsroom.cases()
    wrong = case.case.sides[1].claim
    page = ada.get(f"/cases/{case.id}?edit={wrong.id}").text
    fields = fields_of(page)
    assert sorted(fields) == sorted(f"set.{name}" for name in FIELDS)
    assert {name: fields[f"set.{name}"] for name in FIELDS} == written(wrong)
    done = send(case, "extraction-error", claim=wrong.id, note="a typing error", **{**fields, "set.value": "2.4bn"})
    assert done.status_code == 303
    (made,) = newsroom.case_history(newsroom.case(case.id))[1]
    assert (made.judgement, made.claim, dict(made.changes)) == (
        Judgement.extraction_error, wrong.id, {"value": "2.4bn"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ({}, "nothing was put right: change the fields"),
        ({"set.value": "many"}, "write a number"),
        ({"set.unit": ""}, "every claim has one"),
        ({"set.as_of": "soon"}, "is no period"),
    ],
)
def test_a_wrong_correction_is_said_and_what_was_typed_stays(
    ada: Visit, send: Any, newsroom: Store, typed: dict[str, str], line: str
) -> None:  # fmt: skip
    """In the same form."""
    (case,) = newsroom.cases()
    wrong = case.case.sides[1].claim
    fields = {**fields_of(ada.get(f"/cases/{case.id}?edit={wrong.id}").text), **typed}
    page = send(case, "extraction-error", claim=wrong.id, **fields)
    assert page.status_code == 400
    assert line in words(page.text)
    assert fields_of(page.text) == fields
    assert newsroom.case(case.id).decision is None


@pytest.mark.parametrize(
    "fields",
    [
        {"judgement": "undo"}, {"judgement": "right"}, {"judgement": ""}, {"judgement": "prefer:Z"},
        {"judgement": "both-valid", "differs": "x"}, {"judgement": "unsure", "expect": "x"},
        {"judgement": "unsure", "note": "x" * 4001}, {"judgement": "extraction-error", "claim": "x"},
    ],
)  # fmt: skip
def test_a_form_that_no_page_holds_decides_nothing(ada: Visit, newsroom: Store, fields: dict[str, str]) -> None:
    """And says so."""
    (case,) = newsroom.cases()
    page = ada.post(f"/cases/{case.id}/decide", **{"filters": "", "expect": str(case.version), **fields})
    assert page.status_code == 400
    assert 'role="alert"' in page.text
    assert newsroom.case(case.id).decision is None


def test_a_case_is_given_to_somebody(ada: Visit, newsroom: Store) -> None:
    """Or taken, or given back."""
    (case,) = newsroom.cases()
    for name, held in (("bob", "bob"), ("", None)):
        assert ada.post(f"/cases/{case.id}/assign", filters="grade=high", assignee=name).status_code == 303
        now = newsroom.case(case.id).assignment
        assert (now.analyst if now else None) == held
    assert ada.post(f"/cases/{case.id}/assign", filters="", assignee="nobody").status_code == 400
