"""Claims as csv, jsonl and parquet: the same columns with the same values, whatever the format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from review.exports.columns import COLUMNS, NAMES, SCHEMA_VERSION
from review.exports.table import FORMATS

Run = Callable[..., Any]

PAGE = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")


@pytest.fixture
def exported(cli: Run, stored: Path, tmp_path: Path) -> Callable[..., Path]:
    """Exports the newsroom's claims to a file."""

    def export(form: str, *more: str) -> Path:
        target = tmp_path / f"out.{form}"
        done = cli("export", form, "-o", target, *more)
        assert (done.code, done.out) == (0, "")
        return target

    return export


def test_columns_are_those_that_the_page_describes() -> None:
    """In their order, with their types; a change of them is a new version, which the page names."""
    section = PAGE.partition("## The columns of claims")[2].partition("\n## ")[0]
    listed = re.findall(r"^\| `(\w+)` \| (\w+)( or null)? \| (.+) \|$", section, re.MULTILINE)
    assert [(name, kind, bool(null), said) for name, kind, null, said in listed] == [
        (column.name, column.type, not column.required, column.meaning) for column in COLUMNS
    ]
    assert f"schema version {SCHEMA_VERSION}" in section


def test_version_1_has_these_columns() -> None:
    """Who reads them by name or by place goes on working: new ones come at the end."""
    assert (SCHEMA_VERSION, NAMES) == (
        1,
        (
            "schema_version", "claim", "doc", "quote", "start", "end", "sentence_start", "sentence_end", "metric",
            "low", "high", "unit", "qualifier", "precision", "scope", "per", "basis", "includes", "subject",
            "counterparties", "round", "site", "instrument", "temporal_role", "converts", "part_of", "count",
            "modality", "denies", "attribution", "as_of", "period", "horizon", "published", "published_source", "rule",
            "extractor_version", "article_id", "revision", "text_sha", "title", "url", "publisher", "misread",
            "recorded_at", "retired_at", "last_seen",
        ),
    )  # fmt: skip


def test_json_lines_hold_the_columns_in_order(exported: Callable[..., Path], cli: Run) -> None:
    """And the values that `claims` prints."""
    rows = [json.loads(line) for line in exported("jsonl").read_text(encoding="utf-8").splitlines()]
    assert [tuple(row) for row in rows] == [NAMES] * 4
    assert [(row["doc"], row["quote"], row["low"], row["high"], row["round"]) for row in rows] == [
        ("wire-1", "$2.4 billion", 2_400_000_000, 2_400_000_000, "Series C"),
        ("ledger-1", "$4.2 billion", 4_200_000_000, 4_200_000_000, "Series C"),
        ("echo-1", "$2.4 billion", 2_400_000_000, 2_400_000_000, "Series C"),
        ("plan-1", "2 GW", None, 2_000_000_000, None),
    ]
    printed = {row["claim"]: row for row in cli("claims", "--format", "jsonl").rows}
    for row in rows:
        other = printed[row["claim"]]
        both = set(other) & set(row)
        assert {name: row[name] for name in both} == {name: other[name] for name in both}
    assert {(row["schema_version"], row["misread"], tuple(row["counterparties"])) for row in rows} == {(1, False, ())}


def test_csv_holds_the_same_as_text(exported: Callable[..., Path]) -> None:
    """Null is empty, a list is joined, and true and false are written so."""
    rows = [json.loads(line) for line in exported("jsonl").read_text(encoding="utf-8").splitlines()]
    read = list(csv.DictReader(io.StringIO(exported("csv").read_text(encoding="utf-8"))))
    assert [tuple(row) for row in read] == [NAMES] * 4
    for row, text in zip(rows, read, strict=True):
        for column in COLUMNS:
            value = row[column.name]
            as_text = "" if value is None else "; ".join(value) if column.type == "texts" else str(value)
            assert text[column.name] == (as_text.lower() if column.type == "boolean" else as_text)


def test_parquet_has_types_and_says_what_each_column_means(exported: Callable[..., Path]) -> None:
    """And the version of the columns in its metadata."""
    found = pq.read_table(exported("parquet"))
    assert found.schema.metadata[b"counterclaim.schema_version"] == b"1"
    types = {
        "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
        "moment": pa.timestamp("ms", tz="UTC"), "texts": pa.list_(pa.field("element", pa.string())),
    }  # fmt: skip
    assert [(field.name, field.type, field.nullable) for field in found.schema] == [
        (column.name, types[column.type], not column.required) for column in COLUMNS
    ]
    meanings = [field.metadata[b"meaning"].decode() for field in found.schema]
    assert meanings == [column.meaning for column in COLUMNS]
    rows = [json.loads(line) for line in exported("jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        for name in ("recorded_at", "last_seen"):
            row[name] = datetime.fromisoformat(row[name]).astimezone(UTC)
    assert found.to_pylist() == rows


@pytest.mark.parametrize("form", [row.name for row in FORMATS.values() if row.of == "claims"])
def test_the_same_store_gives_the_same_bytes(exported: Callable[..., Path], form: str) -> None:
    """So that two exports can be compared."""
    assert exported(form).read_bytes() == exported(form).read_bytes()


@pytest.mark.parametrize(
    ("asked", "docs"),
    [
        (["--party", "northwind compute", "--metric", "power"], ["plan-1"]),
        (["--since", "2026-05-06", "--until", "2026-05"], ["ledger-1", "echo-1"]),
        (["--source", "The Echo"], ["echo-1", "plan-1"]),
        (["--order", "value", "--limit", "2"], ["ledger-1", "wire-1"]),
        (["--limit", "1"], ["wire-1"]),
        (["--as-of", "2020-01-01"], []),
        (["--include-retired"], ["wire-1", "ledger-1", "echo-1", "plan-1"]),
    ],
)
def test_claims_are_asked_for_as_claims_does(exported: Callable[..., Path], asked: list[str], docs: list[str]) -> None:
    """By party, metric, date, source and moment; without an order they come as the articles came."""
    rows = exported("jsonl", *asked).read_text(encoding="utf-8").splitlines()
    assert [json.loads(row)["doc"] for row in rows] == docs


def test_a_misread_claim_is_marked(exported: Callable[..., Path], cli: Run) -> None:
    """Beside the analyst's, whose rule says whose it is."""
    (case,) = cli("conflicts", "--format", "jsonl").rows
    (claim,) = cli("claims", "--source", "ledger-1", "--format", "jsonl").rows
    changes = ("--set", "low=2.4e9", "--set", "high=2.4e9")
    assert cli("decide", case["id"], "extraction-error", claim["claim"], *changes, "--by", "ann").code == 0
    rows = map(json.loads, exported("jsonl", "--source", "ledger-1").read_text(encoding="utf-8").splitlines())
    assert sorted((row["low"], row["misread"], row["rule"] == "analyst") for row in rows) == [
        (2_400_000_000, False, True), (4_200_000_000, True, False),
    ]  # fmt: skip


def test_a_cell_that_a_spreadsheet_would_run_is_defused(cli: Run, tmp_path: Path) -> None:
    """As in all csv of this program."""
    dump = tmp_path / "evil.jsonl"
    row = {"id": "=1+1", "text": "Northwind Compute raised $2.4 billion.", "title": "@SUM(A1)"}
    dump.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert cli("ingest", dump).code == 0
    (read,) = csv.DictReader(io.StringIO(cli("export", "csv").out))
    assert (read["doc"], read["title"]) == ("'=1+1", "'@SUM(A1)")
