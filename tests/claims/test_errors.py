"""Reasons of refusals: each belongs to one stage."""

from __future__ import annotations

from claims.errors import REASONS, STAGES, stage_of


def test_each_reason_belongs_to_one_stage() -> None:
    """A new row of REASONS needs its stage."""
    staged = sorted(reason for reasons in STAGES.values() for reason in reasons)
    assert staged == sorted(REASONS)
    assert [stage_of(reason) for reason in ("missing", "robots", "empty", None)] == ["find", "fetch", "clean", "store"]
