"""The views of the database: what each counts, row by row, on both kinds of database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

from claims.article import Fetch
from claims.errors import REASONS
from claims.judgements import Differs, Judgement
from claims.model import Claim, Modality, Reading, Scope, TemporalRole
from claims.verdicts import Edge
from storage.describing import TABLES, page
from storage.schema import VERSION_TABLE, metadata
from storage.store import Draft, Store
from storage.views import VIEWS

DOCS = Path(__file__).parents[2] / "docs"


def rows(desk: Any, view: str, *columns: str) -> list[tuple[Any, ...]]:
    """The rows of a view, or of some of its columns, in order."""
    listed = ", ".join(f'"{column}"' for column in columns) or "*"
    with desk.connected() as connection:
        found = [tuple(row) for row in connection.exec_driver_sql(f"SELECT {listed} FROM {view}")]
    return sorted(found, key=str)


def decide(desk: Any, judgement: Judgement, **draft: Any) -> Any:
    """Decide the one case."""
    with desk.store.writing() as writer:
        (case,) = desk.store.cases()
        return writer.decide(case.id, Draft(judgement=judgement, by="ann", **draft))[0]


@pytest.fixture
def contradiction(desk: Any, conflict: Callable[..., Any]) -> tuple[Claim, Claim]:
    """The Wire tells one round one way, the Echo copies it under the Wire's tag, the Ledger tells it otherwise."""
    wire = desk.article("Acme AI raised $5 billion.", "wire", publisher="The Wire")
    echo = desk.article("Acme AI raised $5 billion.", "echo", publisher="The Echo")
    ledger = desk.article("Acme AI raised $4 billion.", "ledger", publisher="The Ledger")
    a, b = desk.claim(wire, "$5 billion", 5e9), desk.claim(ledger, "$4 billion", 4e9)
    desk.put(wire, a)
    desk.put(echo, desk.claim(echo, "$5 billion", 5e9))
    with desk.store.writing() as writer:
        writer.put_article(ledger, desk.fetch(ledger), Reading((b,)), None)
        writer.put_edges([Edge.between(a, b, conflict())])
    return a, b


def test_every_view_has_the_columns_that_are_described(desk: Any) -> None:
    """In their order, and each view answers also in an empty store."""
    with desk.connected() as connection:
        made = inspect(connection).get_view_names()
    assert sorted(made) == sorted(view.name for view in VIEWS)
    for view in VIEWS:
        with desk.connected() as connection:
            found = connection.exec_driver_sql(f"SELECT * FROM {view.name}")
            assert (view.name, list(found.keys())) == (view.name, list(view.columns))
            assert found.all() == []


def test_views_are_made_anew_by_the_next_migration(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database of the version before gets them, and one that had others under their names gets these."""

    def change_nothing_else(config: Any, revision: str) -> None:
        config.attributes["connection"].exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '{revision}'")

    monkeypatch.setattr("alembic.command.upgrade", change_nothing_else)
    desk.run("DROP VIEW open_cases")
    desk.run("CREATE VIEW open_cases AS SELECT 1 AS stale")
    desk.run(f"UPDATE {VERSION_TABLE} SET version_num = '0005'")
    with Store.open(desk.where):
        assert rows(desk, "open_cases", "says") == []


def test_the_metadata_for_datasette_describes_every_table() -> None:
    """The file is what `python -m storage.describing` prints, and no table is forgotten."""
    assert (DOCS / "datasette.json").read_text(encoding="utf-8") == page()
    assert {table.name for table in TABLES} == {*metadata.tables, VERSION_TABLE}
    for table in TABLES:
        assert table.label is None or table.label in metadata.tables[table.name].columns


def test_readable_claims_are_the_ones_that_stand_with_their_article(desk: Any) -> None:
    """What an article no longer states is left out."""
    first = desk.article("Acme AI raised $5 billion from Beta.", "one")
    desk.put(first, desk.claim(first, "$5 billion", 5e9, counterparties=("Beta",)))
    changed = desk.article("Acme AI raised $6 billion from Beta.", "one")
    claim = desk.claim(changed, "$6 billion", 6e9, counterparties=("Beta",))
    desk.put(changed, claim)
    columns = (
        "claim",
        "party",
        "metric",
        "says",
        "low",
        "with",
        "event",
        "how_sure",
        "read_wrongly",
        "publisher",
        "url",
    )
    assert rows(desk, "readable_claims", *columns) == [
        (claim.id, "Acme AI", "funding", "$6 billion", 6e9, '["Beta"]', "", "asserted", 0, "The Paper", first.url)
    ]


def test_the_current_value_is_the_last_one_told_of_now_as_a_fact(desk: Any) -> None:
    """Plans, denials, previous figures, parts and undated claims are none; all that stand are counted."""
    told = (
        ("$1 billion", "2026-01-01", {}),
        ("$2 billion", "2026-02-01", {}),
        ("$3 billion", "2026-03-01", {"modality": Modality.planned}),
        ("$4 billion", "2026-03-02", {"modality": Modality.denied}),
        ("$5 billion", "2026-03-03", {"temporal_role": TemporalRole.previous}),
        ("$6 billion", "2026-03-04", {"scope": Scope.part}),
        ("$7 billion", None, {}),
    )
    for n, (quote, day, more) in enumerate(told):
        article = desk.article(f"Acme AI has sales of {quote}.", str(n))
        desk.put(article, desk.claim(article, quote, float(quote[1]) * 1e9, metric="revenue", published=day, **more))
    assert rows(desk, "current_values", "party", "metric", "says", "day", "claims") == [
        ("Acme AI", "revenue", "$2 billion", "2026-02-01", 7)
    ]


@pytest.mark.parametrize(
    ("judgement", "draft", "current"),
    [
        (None, {}, "$5 billion"),
        (Judgement.unsure, {}, "$5 billion"),
        (Judgement.prefer, {"side": "$4 billion"}, "$4 billion"),
        (Judgement.prefer, {"side": "$5 billion"}, "$5 billion"),
        (Judgement.superseded, {"side": "$5 billion"}, "$4 billion"),
        (Judgement.superseded, {"side": "$4 billion"}, "$5 billion"),
    ],
)
def test_a_decision_decides_what_is_current(
    desk: Any, contradiction: tuple[Claim, Claim], judgement: Judgement | None, draft: dict[str, str], current: str
) -> None:
    """What is on the wrong side, or replaced, is not; without a decision the larger value of one day is shown."""
    made = None if judgement is None else decide(desk, judgement, **draft)
    assert rows(desk, "current_values", "says") == [(current,)]
    if made is not None:
        with desk.store.writing() as writer:
            writer.undo(made.id, "ann")
        assert rows(desk, "current_values", "says") == [("$5 billion",)]


def test_a_claim_that_was_read_wrongly_is_not_current(desk: Any, contradiction: tuple[Claim, Claim]) -> None:
    """The analyst's claim stands in its place, and the view of claims marks the machine's."""
    decide(desk, Judgement.extraction_error, claim=contradiction[0].id, changes={"low": "3e9", "high": "3e9"})
    assert rows(desk, "readable_claims", "low", "read_wrongly") == [
        (3e9, 0), (3e9, 0), (4e9, 0), (5e9, 1), (5e9, 1),
    ]  # fmt: skip
    assert rows(desk, "current_values", "low") == [(4e9,)]


def test_open_cases_are_those_that_wait(desk: Any, contradiction: tuple[Claim, Claim]) -> None:
    """With all values in their own words; a decided one is gone."""
    (case,) = desk.store.cases()
    columns = ("case", "status", "party", "metric", "kind", "grade", "gap", "says", "articles", "origins", "version")
    assert rows(desk, "open_cases", *columns) == [
        (case.id, "open", "Acme AI", "funding", "value", "high", 0.2, "$4 billion | $5 billion", 3, 2, case.version)
    ]
    decide(desk, Judgement.unsure)
    assert rows(desk, "open_cases") == []


@pytest.mark.parametrize(
    ("judgement", "draft", "expected"),
    [
        # source: decisions, preferred, passed_over, superseded, both_valid, read_wrongly, tellings, own, copied
        (Judgement.prefer, {"side": "$5 billion"}, {
            "The Wire": (1, 1, 0, 0, 0, 0, 1), "The Echo": (1, 1, 0, 0, 0, 0, 1), "The Ledger": (1, 0, 1, 0, 0, 0, 1)}),
        (Judgement.superseded, {"side": "$4 billion"}, {
            "The Wire": (1, 0, 0, 0, 0, 0, 1), "The Echo": (1, 0, 0, 0, 0, 0, 1), "The Ledger": (1, 0, 0, 1, 0, 0, 1)}),
        (Judgement.both_valid, {"differs": Differs.time}, {
            "The Wire": (1, 0, 0, 0, 1, 0, 1), "The Echo": (1, 0, 0, 0, 1, 0, 1), "The Ledger": (1, 0, 0, 0, 1, 0, 1)}),
        (Judgement.unsure, {}, {
            "The Wire": (1, 0, 0, 0, 0, 0, 1), "The Echo": (1, 0, 0, 0, 0, 0, 1), "The Ledger": (1, 0, 0, 0, 0, 0, 1)}),
    ],
)  # fmt: skip
def test_sources_are_counted_by_what_decisions_made_of_them(
    desk: Any, contradiction: Any, judgement: Judgement, draft: Any, expected: dict[str, tuple[int, ...]]
) -> None:
    """Once a decision and source; a copy shares its origin's fate, and is no origin."""
    decide(desk, judgement, **draft)
    columns = ("decisions", "preferred", "passed_over", "superseded", "both_valid", "read_wrongly", "tellings")
    found = {row[0]: row[1:] for row in rows(desk, "sources_by_reliability", "source", *columns)}
    assert found == expected
    origins = {row[0]: row[1:] for row in rows(desk, "sources_by_reliability", "source", "own", "copied")}
    assert sorted(origins.values()) == [(0, 1), (1, 0), (1, 0)]
    assert origins["The Ledger"] == (1, 0)


def test_a_decision_that_was_taken_back_counts_for_nobody(desk: Any, contradiction: Any) -> None:
    """Nor does the act of taking it back."""
    made = decide(desk, Judgement.prefer, side="$5 billion")
    with desk.store.writing() as writer:
        writer.undo(made.id, "ann")
    assert rows(desk, "sources_by_reliability") == []


def test_a_misreading_counts_where_it_was_made(desk: Any, contradiction: tuple[Claim, Claim]) -> None:
    """For the sources of that claim only."""
    decide(desk, Judgement.extraction_error, claim=contradiction[1].id, changes={"low": "3e9", "high": "3e9"})
    assert rows(desk, "sources_by_reliability", "source", "read_wrongly") == [
        ("The Echo", 0), ("The Ledger", 1), ("The Wire", 0),
    ]  # fmt: skip


def test_refusals_are_those_of_the_last_attempt(desk: Any) -> None:
    """By reason, with its meaning; a source that was read later is none."""
    tries = (("a", "missing"), ("b", "missing"), ("b", "missing"), ("c", "robots"), ("d", "timeout"))
    for source, reason in tries:
        with desk.store.writing() as writer:
            record = Fetch(source=source, fetched_at="2026-03-01T12:00:00Z", refusal=reason, detail="so")
            writer.put_refusal(record)
    article = desk.article("Nothing.", "d")
    with desk.store.writing() as writer:
        writer.put_article(article, desk.fetch(article, source="d"), Reading(), None)
    assert rows(desk, "refusals_by_reason", "reason", "means", "sources", "attempts", "example") == [
        ("missing", REASONS["missing"], 2, 3, "a"), ("robots", REASONS["robots"], 1, 1, "c"),
    ]  # fmt: skip
