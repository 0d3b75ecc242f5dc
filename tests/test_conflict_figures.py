"""The command that scores verdicts: what it says without gold, and what annotated claims take from extracted ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import conflicts
from claims.model import Claim, TemporalRole
from claims.values import Quantity


def claim(start: int, **rest: object) -> Claim:
    """A funding of 5 billion dollars at `start`."""
    quantity = Quantity(low=5e9, high=5e9, unit="USD")
    made = Claim(
        doc="a", text_sha="a", quote="$5bn", start=start, end=start + 4, sentence_start=0, sentence_end=90,
        metric="funding", quantity=quantity, subject="Acme",
    )  # fmt: skip
    return replace(made, **rest)  # type: ignore[arg-type]


def test_without_gold_the_planted_pairs_alone_are_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All 2,000 are right, and nothing else is measured."""
    assert conflicts.main(["--gold", str(tmp_path / "gold"), "--score", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("no verdict on annotated news is scored")
    assert [line.split()[:4] for line in lines[2:-1]] == [["conflicts", "planted", "right", "1.000"]]


def test_annotated_claims_take_links_from_the_extracted_ones_at_their_place() -> None:
    """A bracket links the annotated claims as the extracted ones are linked; what is annotated stays."""
    one, two, three = (claim(start, modality="planned") for start in (0, 10, 60))
    read_one = claim(0, subject="Other")
    read_two = claim(11, converts=read_one.id, temporal_role=TemporalRole.previous)
    linked = conflicts.linked([one, two, three], [read_one, read_two])
    assert linked == [one, replace(two, converts=one.id, temporal_role=TemporalRole.previous), three]
