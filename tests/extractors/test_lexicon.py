"""The table of words: well-formed rows, no word with two meanings unless it is listed here, every metric reachable."""

from __future__ import annotations

from collections import defaultdict

import pytest

from claims.metrics import METRICS
from extractors.lexicon import (
    GENERIC_NOUNS,
    GENERIC_STARTS,
    GENERIC_SUBJECTS,
    ROWS,
    SUPPLY_VERBS,
    Row,
)

TWO_MEANINGS = {
    "award": "to award a contract; an award of damages",
    "facility": "a credit facility; a plant",
    "net": "to net money in a round; a net loss",
    "orders": "to order chips; orders in the book",
    "rent": "to rent servers; a rent per month",
}
"""Phrases that stand in rows of two metrics, with the reason."""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_a_row_is_well_formed(row: Row) -> None:
    """A known metric, a weight, a reason, and phrases in lower case, each once."""
    assert row.metric in METRICS
    assert row.weight > 0
    assert row.reason
    assert row.reason == row.reason.strip().rstrip(".")
    assert all(phrase == " ".join(phrase.lower().split()) for phrase in row.phrases)
    assert [phrase for phrase in row.phrases if not phrase] == []
    assert len(set(row.phrases)) == len(row.phrases)


def test_keys_are_unique() -> None:
    """A claim's rule names the row by its key."""
    assert len({row.key for row in ROWS}) == len(ROWS)


def test_no_phrase_stands_for_two_metrics() -> None:
    """A word that fits two metrics is listed in TWO_MEANINGS with the reason, or belongs to one row only."""
    metrics = defaultdict(set)
    for row in ROWS:
        for phrase in row.phrases:
            metrics[phrase].add(row.metric)
    assert {phrase for phrase, found in metrics.items() if len(found) > 1} == set(TWO_MEANINGS)


def test_every_metric_of_money_can_be_reached() -> None:
    """Each metric but power, which the unit gives, has words."""
    assert {row.metric for row in ROWS} == {name for name, metric in METRICS.items() if metric.unit == "money"}


def test_the_lists_are_in_lower_case() -> None:
    """The lists are compared with words in lower case."""
    for words in (SUPPLY_VERBS, GENERIC_SUBJECTS, GENERIC_STARTS, GENERIC_NOUNS):
        assert [word for word in words if word != word.lower()] == []
