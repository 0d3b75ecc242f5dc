"""Frames of a whole sentence: whose figure a project's is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.clauses import Clause
from extractors.frames import own_figure

ClauseOf = Callable[[str], Clause]


@pytest.mark.parametrize(
    ("sentence", "project"),
    [
        ("Stargate UAE is a 1-gigawatt cluster, to be operated by OpenAI.", "Stargate UAE"),
        ("SoftBank said work goes on at Stargate UAE, a 1-gigawatt cluster.", "Stargate UAE"),
        ("It confirmed the first 200 MW of Stargate UAE.", "Stargate UAE"),
        ("Work on the Stargate UAE project goes on, the entire 5-gigawatt project within years.", "Stargate UAE"),
        # somebody's own
        ("Nscale builds Stargate Norway, a 230 MW site.", None),
        ("It builds Stargate Norway, a 230 MW site.", None),
        ("OpenAI's 1-gigawatt Stargate UAE was shown.", None),
        ("Hyperion is a 2-gigawatt cluster.", None),
        ("OpenAI will use 2 GW.", None),
    ],
)
def test_a_project_that_no_single_party_owns_has_figures_of_its_own(
    clause_of: ClauseOf, sentence: str, project: str | None
) -> None:
    """Right beside the figure, or as the only name of its sentence."""
    clause = clause_of(sentence)
    found = own_figure(clause, clause.at[0])
    party = None if found is None else clause.units[found].party
    assert (None if party is None else party.canonical) == project
