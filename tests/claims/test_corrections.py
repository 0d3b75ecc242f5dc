"""An analyst's claim beside one that was read wrongly: which fields can be set, and what cannot be meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from claims.corrections import CHOICES, FIELDS, correct, written
from claims.errors import UsageError
from claims.model import Basis, Claim, Event, Modality
from claims.values import Qualifier


def test_the_words_and_their_place_stay_and_the_rule_is_the_analysts(claim: Callable[..., Claim]) -> None:
    """It has an id of its own, also where the value stays."""
    wrong = claim(5e9)
    made = correct(wrong, {"modality": "planned"})
    assert (made.quote, made.start, made.end, made.text_sha) == (wrong.quote, wrong.start, wrong.end, wrong.text_sha)
    assert (made.rule, made.extractor_version, made.modality) == ("analyst", "analyst", Modality.planned)
    assert made.id != wrong.id


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"value": "4.2bn"}, "low", 4.2e9),
        ({"value": "4,200,000,000"}, "high", 4.2e9),
        ({"value": "4.2e9"}, "low", 4.2e9),
        ({"value": "4.2 billion"}, "low", 4.2e9),
        ({"value": "2GW", "unit": "W"}, "high", 2e9),
        ({"low": "1bn", "high": "2bn", "qualifier": "range"}, "high", 2e9),
        ({"high": "", "qualifier": "at_least"}, "high", None),
        ({"unit": "EUR"}, "unit", "EUR"),
        ({"subject": "Beta Cloud"}, "subject", "Beta Cloud"),
        ({"subject": ""}, "subject", None),
        ({"counterparties": "X; Y"}, "counterparties", ("X", "Y")),
        ({"counterparties": ""}, "counterparties", ()),
        ({"metric": "debt"}, "metric", "debt"),
        ({"basis": "post_money"}, "basis", Basis.post_money),
        ({"as_of": "2026-Q1"}, "as_of", "2026-Q1"),
        ({"horizon": "P8Y"}, "horizon", "P8Y"),
        ({"count": "2"}, "count", 2),
        ({"round": "Series D"}, "event", Event(round="Series D")),
    ],
)
def test_fields_are_read_as_people_write_them(
    claim: Callable[..., Claim], changes: dict[str, str], field: str, value: object
) -> None:
    """Numbers with a scale word, names separated by `;`, nothing for nothing."""
    assert getattr(correct(claim(5e9, counterparties=("Z",)), changes), field) == value


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "extraction-error needs the corrected fields: --set FIELD=VALUE, once for each"),
        ({"hight": "1"}, f"--set hight=: a claim has no field 'hight'; use one of {', '.join(FIELDS)}"),
        ({"value": "much"}, "--set value=much: write a number, such as 2400000000, 2.4e9 or 2.4bn"),
        ({"value": "5 dozen"}, "--set value=5 dozen: write a number, such as 2400000000, 2.4e9 or 2.4bn"),
        ({"value": ""}, "--set value=: every claim has one; give a value"),
        ({"unit": "dollars"}, "--set unit=dollars: write an ISO code such as USD or EUR, or W for watts"),
        ({"scope": "all"}, "--set scope=all: use one of total, part, cumulative, increment, rate"),
        ({"count": "0"}, "--set count=0: write a whole number"),
        ({"as_of": "May"}, "--set as_of: as_of 'May' is no period"),
        ({"value": "1bn", "low": "1bn"}, "--set value= is low and high at once; leave low and high away"),
        (
            {"high": "7bn"},
            "an exact figure has one value, and low 5000000000.0 is not high 7000000000.0; "
            "use --set value=, or --set qualifier=range",
        ),
        (
            {"low": "7bn", "qualifier": "range"},
            "--set low, qualifier: bounds out of order: 7000000000.0 > 5000000000.0",
        ),
    ],
)
def test_what_cannot_be_meant_is_one_line(claim: Callable[..., Claim], changes: dict[str, str], line: str) -> None:
    """The field, the value and what to write instead."""
    with pytest.raises(UsageError) as caught:
        correct(claim(5e9), changes)
    assert str(caught.value) == line


def test_a_correction_that_changes_nothing_is_refused(claim: Callable[..., Claim]) -> None:
    """It would be a claim of the analyst's beside an equal one of the machine's."""
    wrong = claim(5e9)
    with pytest.raises(
        UsageError, match=f"^--set value: that is what claim {wrong.id} says already; set what is wrong$"
    ):
        correct(wrong, {"value": "5bn"})


def test_all_fields_are_those_of_a_claim(claim: Callable[..., Claim]) -> None:
    """But for `value`, the low and the high one."""
    row = {**claim(5e9).as_json(), **dict.fromkeys(("round", "site", "instrument"))}
    assert set(FIELDS) - {"value"} <= set(row)
    assert Qualifier.exact == correct(claim(5e9), {"value": "6bn"}).quantity.qualifier


def test_a_claim_as_a_person_would_write_it_is_that_claim(claim: Callable[..., Claim]) -> None:
    """Each field reads back to what it was; `value` is left to who wants to set both bounds."""
    one = replace(
        claim(2.45e9), counterparties=("X", "Y"), event=Event("Series C", "Fjord One", None), basis=Basis.pre_money,
        count=2, as_of="2026-05", attribution="the Paper",
    )  # fmt: skip
    fields = written(one)
    assert tuple(fields) == FIELDS
    assert (fields["value"], fields["low"], fields["counterparties"], fields["per"]) == ("", "2450000000", "X; Y", "")
    given = {name: text for name, text in fields.items() if name != "value"}
    with pytest.raises(UsageError, match="that is what claim"):
        correct(one, given)
    assert correct(one, {**given, "high": "3bn", "qualifier": "range"}).high == 3e9
    assert {name: fields[name] in words for name, words in CHOICES.items() if fields[name]} == dict.fromkeys(
        (name for name in CHOICES if fields[name]), True
    )
