"""Quality floors: the figures on the fixtures meet them, and a floor is raised or kept, never lowered."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import score, scoring
from extractors.pipeline import Reader

Row = dict[str, object]

OWN = ("fixtures", "wording")
"""The sets that are always scored: the fixture pages, and the texts of fixtures/wording."""
LOWEST: dict[str, dict[str, float]] = {
    "fixtures": {
        "quantity_f1": 0.99,
        "qualifier": 0.99,
        "metric": 0.892,
        "subject": 0.908,
        "modality": 0.923,
        "basis": 0.99,
        "as_of_f1": 0.797,
        "counterparties_f1": 0.838,
        "claim_f1": 0.82,
    },
    "wording": {
        "quantity_f1": 0.99,
        "qualifier": 0.99,
        "metric": 0.883,
        "subject": 0.895,
        "modality": 0.948,
        "basis": 0.99,
        "as_of_f1": 0.804,
        "counterparties_f1": 0.901,
        "claim_f1": 0.811,
    },
    "seeds": {
        "quantity_f1": 0.967,
        "qualifier": 0.99,
        "metric": 0.942,
        "subject": 0.942,
        "modality": 0.99,
        "as_of_f1": 0.99,
        "counterparties_f1": 0.578,
        "claim_f1": 0.874,
    },
    "seeds parties": {"party_p": 0.96, "party_r": 0.982, "party_f1": 0.971, "named": 0.974},
    "news": {
        "quantity_f1": 0.979,
        "qualifier": 0.983,
        "metric": 0.887,
        "subject": 0.844,
        "modality": 0.857,
        "basis": 0.561,
        "as_of_f1": 0.768,
        "counterparties_f1": 0.71,
        "claim_f1": 0.753,
    },
    "news unread": {
        "quantity_f1": 0.976,
        "qualifier": 0.973,
        "metric": 0.852,
        "subject": 0.777,
        "modality": 0.835,
        "basis": 0.99,
        "as_of_f1": 0.766,
        "counterparties_f1": 0.549,
        "claim_f1": 0.65,
    },
    "challenge money": {"value_unit": 0.96, "with_qualifier": 0.96},
    "challenge power": {"value_unit": 0.99, "with_qualifier": 0.99},
    "newsquant money": {"value_unit": 0.937, "with_qualifier": 0.906},
    "cqe_currency money": {"value_unit": 0.939, "with_qualifier": 0.939},
    "recognizers money": {"value_unit": 0.945, "with_qualifier": 0.945},
    "duckling money": {"value_unit": 0.881, "with_qualifier": 0.881},
    "quantulum money": {"value_unit": 0.599, "with_qualifier": 0.599},
    "conflicts planted": {"right": 0.99},
    "conflicts from gold": {
        "contradiction_p": 0.99,
        "contradiction_r": 0.682,
        "not_falsely_flagged": 0.99,
        "accuracy": 0.731,
    },
    "conflicts linked": {
        "contradiction_p": 0.99,
        "contradiction_r": 0.759,
        "not_falsely_flagged": 0.99,
        "accuracy": 0.766,
    },
    "conflicts news": {
        "contradiction_p": 0.99,
        "contradiction_r": 0.29,
        "not_falsely_flagged": 0.99,
        "accuracy": 0.556,
    },
    "conflicts seeds": {"not_falsely_flagged": 0.99, "accuracy": 0.586},
}
"""The floors as they were last raised.  A change here may only go up, together with benchmarks/floors.json."""


@pytest.fixture(scope="module")
def figures(reader: Reader) -> score.Figures:
    """The figures on the project's own sets, measured once."""
    return score.on_own(reader)


@pytest.mark.parametrize(("name", "key"), [(name, key) for name in OWN for key in sorted(score.floors()[name])])
def test_the_own_sets_meet_their_floors(figures: score.Figures, name: str, key: str) -> None:
    """Each figure of today is at its floor or above."""
    floor = score.floors()[name][key]
    assert figures[name][key] >= floor, (
        f"{name} {key} fell to {figures[name][key]:.3f}, under its floor {floor}: see what the change broke"
    )


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, row in LOWEST.items() for key in row])
def test_a_floor_is_never_lowered(name: str, key: str) -> None:
    """benchmarks/floors.json holds every floor, at the recorded height or above."""
    floor = score.floors().get(name, {}).get(key)
    assert floor is not None, f"{name} {key} has lost its floor: put it back into benchmarks/floors.json"
    assert floor >= LOWEST[name][key], (
        f"{name} {key}: the floor was {LOWEST[name][key]} and is {floor}; a floor may be raised, never lowered: "
        "a change that needs a lower one is not ready"
    )


def test_every_figure_has_a_floor(figures: score.Figures) -> None:
    """A new figure is pinned on the day it is measured first."""
    assert set(figures) == set(OWN)
    assert {name: set(row) for name, row in figures.items()} == {name: set(score.floors()[name]) for name in OWN}
    assert {name: set(row) for name, row in score.floors().items()} == {name: set(row) for name, row in LOWEST.items()}


def test_raising_moves_floors_up_and_never_down() -> None:
    """A better figure lifts its floor to just under it; a worse one leaves it; a new one is added."""
    pinned = {"a": {"x": 0.5, "y": 0.5}}
    assert score.raised(pinned, {"a": {"x": 0.8, "y": 0.4}, "b": {"z": 0.7}}) == {
        "a": {"x": 0.79, "y": 0.5}, "b": {"z": 0.69},
    }  # fmt: skip


def test_what_is_under_its_floor_is_named() -> None:
    """Set, figure, value and floor in one line; a figure without a floor passes."""
    assert score.under({"a": {"x": 0.5, "y": 0.9}}, {"a": {"x": 0.6}}) == [
        "a x: 0.500 is under its floor 0.600 (benchmarks/floors.json)"
    ]


def test_without_gold_the_own_sets_alone_are_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fresh clone says in one line that there is no gold, and passes."""
    assert score.main(["--gold", str(tmp_path / "gold"), "--score", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (
        lines[0]
        == f"no gold at {tmp_path / 'gold'} (or no scripts at {tmp_path}): the project's own sets alone are scored"
    )
    assert {line.split()[0] for line in lines[2:-1]} == set(OWN)
    assert lines[-1] == "every figure meets its floor"


def test_a_figure_under_its_floor_fails_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make score` exits 1 and names the figure."""
    high = tmp_path / "floors.json"
    high.write_text('{"fixtures": {"claim_f1": 1.01}}', encoding="utf-8")
    monkeypatch.setattr(score, "FLOORS", high)
    assert score.main([]) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("fixtures claim_f1: 0.")


GOLD: Row = {
    "doc": "a", "start": 10, "end": 20, "low": 5.0, "high": 5.0, "unit": "USD", "metric": "debt", "subject": "Oracle",
    "qualifier": "exact", "modality": "asserted", "as_of": None, "counterparties": ["MUFG"],
}  # fmt: skip


def test_a_perfect_reading_scores_one_everywhere() -> None:
    """All figures are 1, but those of which there was nothing."""
    found = scoring.score([GOLD], [dict(GOLD)])
    assert found == {
        "quantity_f1": 1, "qualifier": 1, "metric": 1, "subject": 1, "modality": 1, "as_of_f1": 0,
        "counterparties_f1": 1, "claim_f1": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "quantity", "claim"),
    [
        ({"start": 12, "end": 22}, 1.0, 1.0),
        ({"start": 20, "end": 30}, 0.0, 0.0),
        ({"low": 6.0, "high": 6.0}, 0.0, 0.0),
        ({"unit": "EUR"}, 0.0, 0.0),
        ({"high": None, "qualifier": "at_least"}, 1.0, 0.0),
        ({"metric": "funding"}, 1.0, 0.0),
        ({"subject": "MUFG"}, 1.0, 0.0),
        ({"modality": "planned"}, 1.0, 1.0),
    ],
)
def test_what_a_wrong_field_costs(change: Row, quantity: float, claim: float) -> None:
    """The place and the number make a quantity; value, qualifier, metric and subject make a claim."""
    found = scoring.score([GOLD], [{**GOLD, **change}])
    assert (found["quantity_f1"], found["claim_f1"]) == (quantity, claim)


def test_a_fair_alternative_counts() -> None:
    """`alt` of the expected row lists what else is right."""
    gold = {**GOLD, "alt": {"subject": ["Meta"], "metric": ["funding"], "counterparties": [[]]}}
    found = scoring.score([gold], [{**GOLD, "subject": "Meta", "metric": "funding", "counterparties": []}])
    assert (found["claim_f1"], found["counterparties_f1"]) == (1.0, 0.0)


def test_an_optional_row_costs_nothing() -> None:
    """Missing or found, it does not count; and a claim at its place is no extra."""
    optional = {**GOLD, "start": 50, "end": 60, "optional": True}
    assert scoring.score([GOLD, optional], [GOLD])["claim_f1"] == 1.0
    assert scoring.score([GOLD, optional], [GOLD, {**optional, "metric": "revenue"}])["claim_f1"] == 1.0


def test_a_missing_and_an_extra_claim_cost_alike() -> None:
    """F1 of quantities."""
    other = {**GOLD, "start": 50, "end": 60}
    assert scoring.score([GOLD, other], [GOLD])["quantity_f1"] == pytest.approx(2 / 3)
    assert scoring.score([GOLD], [GOLD, other])["quantity_f1"] == pytest.approx(2 / 3)


def test_names_are_compared_as_the_caller_says() -> None:
    """Two written forms of one party are one party."""
    found = scoring.score([GOLD], [{**GOLD, "subject": "ORACLE"}], lambda name: name and name.lower())
    assert found["subject"] == 1.0
