"""The texts of fixtures/wording: every offset stands, every sum has its row, and every file has its place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks.fixture_pages import placed
from benchmarks.wording import WORDING, Text, texts
from claims.metrics import METRICS
from claims.model import Modality
from claims.values import Qualifier
from extractors.pipeline import Reader

TEXTS = texts()
each_text = pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
KEYS = {
    "quote", "context", "metric", "low", "high", "unit", "qualifier", "basis", "subject", "counterparties", "modality",
    "attribution", "as_of", "horizon", "optional",
}  # fmt: skip


def test_every_text_is_listed_and_has_its_claims() -> None:
    """A text is three things: a .txt, a .jsonl of the same name, and a row of the index that says what it is for."""
    listed = [json.loads(line) for line in (WORDING / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    names = {row["doc"] for row in listed}
    for suffix in (".txt", ".jsonl"):
        found = {path.stem for path in WORDING.glob(f"*{suffix}")} - {"index"}
        assert found == names, f"each row of fixtures/wording/index.jsonl needs its {suffix}, and each {suffix} its row"
    assert len(names) == len(listed)
    assert all(row["for"] and row["published"] and row["publisher"] for row in listed)


@each_text
def test_a_text_is_short(text: Text) -> None:
    """A text shows one kind of wording: some two hundred words, and rows enough to count."""
    assert 150 <= len(text.article().text.split()) <= 300
    assert len(text.rows()) >= 8


@each_text
def test_every_context_stands_once_and_gives_the_offsets(text: Text) -> None:
    """start = text.index(context) + context.index(quote), and the characters there are the quote."""
    body = text.article().text
    for row in text.gold():
        assert placed(row, body, text.name) == {"start": row["start"], "end": row["end"]}
        assert body[row["start"] : row["end"]] == row["quote"]


@each_text
def test_a_row_is_well_formed(text: Text) -> None:
    """Known labels, bounds in order, alternatives of fields that a claim has."""
    for row in text.rows():
        assert set(row) - {"alt", "note"} == KEYS
        assert row["metric"] in METRICS
        assert row["qualifier"] in set(Qualifier)
        assert row["modality"] in set(Modality)
        low, high = row["low"], row["high"]
        assert low is None or high is None or low <= high
        assert (low is None) == (row["qualifier"] == "at_most")
        assert set(row.get("alt", {})) <= KEYS - {"quote", "context", "optional"}
        assert all(isinstance(values, list) for values in row.get("alt", {}).values())


@each_text
def test_every_sum_of_a_text_is_found_and_has_a_row(text: Text, reader: Reader) -> None:
    """No quantity is missed, and none is read that the gold does not hold."""
    found = {(claim.start, claim.unit) for claim in reader.read(text.article()).claims}
    rows: list[dict[str, Any]] = text.gold()
    assert {(row["start"], row["unit"]) for row in rows if not row["optional"]} - found == set()
    assert found - {(row["start"], row["unit"]) for row in rows} == set()
