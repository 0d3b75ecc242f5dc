"""The page of a case: all that an analyst reads before deciding, and what is hidden until then."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claims.judgements import Judgement
from review.desk import case_view
from storage.store import CaseQuery, Draft, Store
from tests.review.desk.test_queue_page import links, words

Visit = Any

COPY = " ".join(f"It has signed contract {n} with customer {n * 7} of region {n * 3}." for n in range(30))


@pytest.fixture
def more(cli: Any, tmp_path: Path) -> Callable[..., None]:
    """Ingests further stories of the newsroom's round."""

    def ingest(*rows: dict[str, str]) -> None:
        dump = tmp_path / "more.jsonl"
        dump.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        assert cli("ingest", dump).code == 0

    return ingest


def case_id(store: Store) -> str:
    """Of the newsroom's one case."""
    (found,) = store.cases()
    return found.id


def test_what_a_case_shows(ada: Visit, newsroom: Store) -> None:
    """What it is about, why it is one, each side with its evidence, its numbers, dates, sources and rules."""
    found = newsroom.case(case_id(newsroom))
    page = ada.get(f"/cases/{found.id}").text
    said = words(page)
    for part in (
        "Northwind Compute: Funding round (Series C)",
        "Event Series C",
        "apart: they cannot both be right; the same thing at the same time has two values; the same round",
        "Is it the same event? both are about the Series C",
        "$2.35 billion to $2.45 billion; 2 articles, 2 origins",
        "Northwind Compute raised about $2.4 billion in a Series C round, it said.",
        "Stands for $4.15 billion to $4.25 billion",
        "How sure asserted",
        "Published 7 May 2026",
        f"version {found.version}",
        "opened",
    ):
        assert part in said
    assert "Suggested" not in said
    claims = {one.telling.claim.id: one for side in found.case.sides for one in side.evidence}
    stored = links(page, "Stored text")
    assert sorted(stored) == sorted(
        f"/articles/{one.telling.article}?claim={name}#c-{name}" for name, one in claims.items()
    )
    assert links(page, "Live page") == [
        "https://wire.example/northwind#:~:text=Northwind%20Compute%20raised-,%242.4%20billion,-in%20a%20Series"
    ]
    for where in (*stored, *links(page, "timeline"), *links(page, "Northwind Compute")):
        assert ada.get(where).status_code == 200, where


def test_copies_are_folded_under_their_origin(ada: Visit, newsroom: Store, more: Any) -> None:
    """Independent origins stand beside the raw count."""
    text = f"Northwind Compute raised $2.4 billion in a Series C round. {COPY}"
    more(*({"id": name, "text": text, "published": "2026-05-06", "publisher": name} for name in ("The Bell", "A Copy")))
    page = ada.get(f"/cases/{case_id(newsroom)}").text
    assert "$2.35 billion to $2.45 billion; 4 articles, 3 origins" in words(page)
    assert page.count("1 copy of it") == 1


def test_much_evidence_is_paged(ada: Visit, newsroom: Store, more: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a page stays small; nothing is out of reach."""
    monkeypatch.setattr(case_view, "ORIGINS", 1)
    page = ada.get(f"/cases/{case_id(newsroom)}?grade=high").text
    assert "and 1 origin more" in words(page)
    (where,) = links(page, "More origins")
    assert where.startswith(f"/cases/{case_id(newsroom)}?grade=high&from=")
    rest = ada.get(f"/cases/{case_id(newsroom)}?from=1").text
    assert "The Echo" in words(rest)
    assert "The Wire: Northwind raises money" not in words(rest)


def test_the_suggestion_and_what_changed_are_shown_after_a_decision(ada: Visit, newsroom: Store, more: Any) -> None:
    """New evidence that it did not weigh is named, and that it reopens the case; the history says who and why."""
    found = newsroom.case(case_id(newsroom))
    with newsroom.writing() as writer:
        writer.decide(found.id, Draft(judgement=Judgement.prefer, side="A", by="bob", note="says the filing"))
    page = words(ada.get(f"/cases/{found.id}").text)
    assert "bob prefers A ($2.4 billion)" in page
    assert "says the filing" in page
    assert "Nothing has changed." in page
    assert "Suggested by the evidence alone" in page
    more({
        "id": "bell", "text": "Northwind Compute raised $4.2 billion in a Series C round.", "published": "2026-05-08",
        "publisher": "The Bell",
    })  # fmt: skip
    page = words(ada.get(f"/cases/{found.id}").text)
    assert "a new origin on side B: The Bell says $4.2 billion (this reopens it)" in page
    assert "decided bob no decision prefers A ($2.4 billion) says the filing" in page


def test_the_history_says_from_what_to_what(ada: Visit, newsroom: Store) -> None:
    """Also of what was taken back."""
    name = case_id(newsroom)
    with newsroom.writing() as writer:
        writer.decide(name, Draft(judgement=Judgement.unsure, by="bob"))
    with newsroom.writing() as writer:
        writer.undo(name, "cid", "too early")
    with newsroom.writing() as writer:
        writer.queue.assign(name, "dora", "cid")
    page = words(ada.get(f"/cases/{name}").text)
    unsure = "cannot be decided with what is there"
    assert f"undone cid {unsure} no decision too early" in page
    assert "assigned cid gave it to dora" in page
    assert "Looked after by dora, given by cid" in page


def test_what_is_not_there_is_said(ada: Visit) -> None:
    """An id from elsewhere, and places beyond the end."""
    assert ada.get("/cases/ffffffffffffffff").status_code == 404
    assert ada.get("/cases/%3Cscript%3E").status_code == 404
    assert ada.get("/cases/bulk/ffff").status_code == 404


def test_a_damaged_text_leaves_the_quotes(ada: Visit, newsroom: Store, stored: Path) -> None:
    """The rest of the page is there."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(stored)) as connection, connection:
        connection.execute("UPDATE snapshots SET data = x'00'")
    name = case_id(newsroom)
    for where in (f"/cases/{name}", f"/cases/{name}?edit=x", "/cases"):
        page = ada.get(where)
        assert (where, page.status_code) == (where, 200)
        assert "<mark>$4.2 billion</mark>" in page.text


def test_a_likely_difference_is_chosen_by_the_labels(newsroom: Store) -> None:
    """Only as what the list shows first."""
    (found,) = newsroom.cases(CaseQuery())
    assert case_view.likely_difference(found.case.sides) == "event"
    assert case_view.older(found.case.sides) == "A"
