"""The claim: ids are hashes of content, rows go out and come back, bad fields are refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from claims.model import (
    Basis,
    Claim,
    Cue,
    Event,
    Includes,
    Modality,
    PartyMention,
    Scope,
    TemporalRole,
    content_id,
    text_hash,
)
from claims.values import Qualifier, Quantity

TEXT = "Acme AI raised about $1.5 billion, people said."
FULL = Claim(
    doc="row-7", text_sha=text_hash(TEXT), quote="$1.5 billion", start=21, end=33, sentence_start=0, sentence_end=47,
    metric="funding", quantity=Quantity(low=1.5e9, high=1.5e9, unit="USD", qualifier=Qualifier.about, precision=1e8),
    scope=Scope.part, per="year", basis=Basis.post_money, includes=Includes.debt, subject="Acme AI",
    counterparties=("North Fund", "South Fund"), event=Event(round="Series C", site="Fjord One", instrument="notes"),
    temporal_role=TemporalRole.previous, converts="c1", part_of="p1", count=2, modality=Modality.reported,
    denies="The Ledger", attribution="people", as_of="2025-10", period="2025-Q4", horizon="P8Y",
    published="2025-10-03", published_source="meta", rule="funding.raised", extractor_version="1",
    cues=(Cue("qualifier", 15, 20),),
)  # fmt: skip


def test_the_quote_is_the_text_at_its_offsets() -> None:
    """Offsets point into the text, end exclusive."""
    assert TEXT[FULL.start : FULL.end] == FULL.quote


@pytest.mark.parametrize(
    "change",
    [
        {"published": "2030-01-01"}, {"published": None}, {"modality": Modality.asserted}, {"as_of": None},
        {"rule": "other"}, {"extractor_version": "2"}, {"doc": "another name"}, {"cues": ()},
    ],
)  # fmt: skip
def test_the_id_does_not_depend_on_when_or_how_it_was_read(change: dict[str, Any]) -> None:
    """Reading the same text again, later or with other rules, gives the same id."""
    assert replace(FULL, **change).id == FULL.id


@pytest.mark.parametrize(
    "change",
    [
        {"text_sha": text_hash("another")}, {"start": 20, "end": 32}, {"metric": "debt"}, {"subject": None},
        {"quantity": replace(FULL.quantity, low=1.4e9, high=1.4e9)}, {"quantity": replace(FULL.quantity, unit="EUR")},
        {"quantity": replace(FULL.quantity, qualifier=Qualifier.exact)},
    ],
)  # fmt: skip
def test_the_id_depends_on_what_it_says_and_where(change: dict[str, Any]) -> None:
    """Text, place, metric, subject and value each make another claim."""
    assert replace(FULL, **change).id != FULL.id


def test_the_id_is_the_same_in_every_process() -> None:
    """A hash of content, pinned: stored ids stay valid."""
    assert content_id("a", None, 1) == "72e79d69636a773d"
    assert len(FULL.id) == 16


def test_a_row_comes_back_as_the_claim() -> None:
    """`from_json` reads what `as_json` prints, all fields included, through real JSON."""
    row = json.loads(json.dumps(FULL.as_json()))
    assert Claim.from_json(row, FULL.text_sha) == FULL
    assert Claim.from_json(row, FULL.text_sha).id == row["claim"]


def test_a_row_with_the_least_fields_is_a_claim() -> None:
    """Annotated rows leave most fields out; the document's name then stands for its text."""
    row = {"doc": "d", "quote": "2 GW", "start": 3, "end": 7, "metric": "power", "low": 2e9, "high": 2e9, "unit": "W"}
    claim = Claim.from_json(row)
    assert (claim.text_sha, claim.scope, claim.modality, claim.event) == ("d", Scope.total, Modality.asserted, Event())


def test_whole_numbers_are_printed_without_a_point() -> None:
    """1500000000, not 1500000000.0."""
    assert '"low": 1500000000,' in json.dumps(FULL.as_json())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"metric": "headcount"}, "unknown metric 'headcount'"),
        ({"start": 22}, "does not fit its offsets 22:33"),
        ({"start": -1, "end": 11}, "does not fit its offsets -1:11"),
        ({"as_of": "last year"}, "as_of 'last year' is no period"),
        ({"period": "Q4"}, "period 'Q4' is no period"),
        ({"published": "03/10/2025"}, "published '03/10/2025' is no period"),
        ({"horizon": "soon"}, "horizon 'soon' is neither a period nor a duration"),
    ],
)
def test_a_bad_field_is_refused_by_name(change: dict[str, Any], message: str) -> None:
    """The error names the field and the value."""
    with pytest.raises(ValueError, match=message):
        replace(FULL, **change)


@pytest.mark.parametrize(
    "change", [{"scope": "half"}, {"basis": "gross"}, {"modality": "sure"}, {"unit": None, "low": None, "high": None}]
)
def test_a_bad_row_is_refused(change: dict[str, Any]) -> None:
    """A word that no table knows, or a value without a bound, is no claim."""
    with pytest.raises(ValueError, match=r"is not a valid|at least one bound"):
        Claim.from_json({**FULL.as_json(), **change})


@pytest.mark.parametrize(
    ("quote", "value", "precision"),
    [("$14.6 billion", 14.6e9, 1e8), ("$3,000,000", 3e6, 1.0), ("a billion", 1e9, 0.0), ("1.2GW", 1.2e9, 1e8)],
)
def test_a_row_without_precision_has_that_of_its_quote(quote: str, value: float, precision: float) -> None:
    """One unit of the last digit that stands there; none where the number is in words."""
    row = {**FULL.as_json(), "quote": quote, "end": FULL.start + len(quote), "low": value, "high": value}
    assert Claim.from_json({**row, "precision": None}).quantity.precision == precision


def test_a_mention_has_an_id_of_its_place_and_name() -> None:
    """The id is not printed twice and does not hold how the name was found."""
    mention = PartyMention(
        doc="d", text_sha="t", start=0, end=4, text="Acme", canonical="Acme AI", kind="company", found_by="table"
    )
    assert replace(mention, found_by="context").id == mention.id != replace(mention, canonical="Acme").id
    assert "text_sha" not in mention.as_json()
