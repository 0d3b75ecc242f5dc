"""What a sum measures: the nearest words of the lexicon decide, by link, side, voice and weight."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.clauses import Clause
from extractors.measures import is_price, measure, per_unit

ClauseOf = Callable[[str], Clause]


def metrics(clause: Clause) -> list[str | None]:
    """The metric that the words of the sentence alone give each of its sums, in order."""
    found = [measure(clause, index) for index in clause.at]
    return [None if one is None else one.metric for one in found]


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("Its revenue of about $2 billion rose.", "revenue"),
        ("Its revenue was just over $2 billion.", "revenue"),
        ("Its valuation now stands at $14 billion.", "valuation"),
        ("Its market value is $5 trillion.", "market_cap"),
        ("It had losses of $2 billion.", "profit"),
        ("Capital expenditure: $35 billion.", "spending"),
        ("It has a loan worth $2 billion.", "debt"),
    ],
)
def test_a_noun_names_the_sum_behind_a_link(clause_of: ClauseOf, sentence: str, metric: str) -> None:
    """A noun, words that only link, the sum."""
    assert metrics(clause_of(sentence)) == [metric]


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("The $2 billion Series C closed.", "funding"),
        ("It drew a $900 million delayed-draw loan.", "debt"),
        ("The $1 billion minority stake was its first.", "investment"),
        ("It was given a $14 billion valuation.", "valuation"),
        ("It took $2 billion in fresh capital.", "funding"),
        ("It had $13 billion of revenue.", "revenue"),
        ("It has $18 billion in debt.", "debt"),
        ("It was a $4.9 billion takeover.", "acquisition"),
    ],
)
def test_a_noun_right_after_the_sum_makes_a_compound(clause_of: ClauseOf, sentence: str, metric: str) -> None:
    """ "$2 billion Series C", "$13 billion of revenue"."""
    assert metrics(clause_of(sentence)) == [metric]


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("Nscale raised $2 billion.", "funding"),
        ("Google will invest $2 billion.", "investment"),
        ("Meta borrowed $2 billion.", "debt"),
        ("Meta spent $2 billion.", "spending"),
        ("OpenAI lost $2 billion.", "profit"),
        ("OpenAI lost $2 billion before tax.", "profit"),
        ("$2 billion was raised by Nscale.", "funding"),
        ("In all, $2 billion has been borrowed.", "debt"),
    ],
)
def test_a_verb_governs_the_sum_in_both_voices(clause_of: ClauseOf, sentence: str, metric: str) -> None:
    """What is done with the sum, before it in the active and after it in the passive."""
    assert metrics(clause_of(sentence)) == [metric]


def test_each_sum_goes_to_its_own_word(clause_of: ClauseOf) -> None:
    """Several sums of one sentence are told apart by their nearest words."""
    assert metrics(clause_of("Nscale raised $2 billion at a $14 billion valuation.")) == ["funding", "valuation"]
    assert metrics(clause_of("It has revenue of $3 billion and debt of $18 billion.")) == ["revenue", "debt"]


def test_a_noun_that_has_its_sum_is_not_the_next_ones(clause_of: ClauseOf) -> None:
    """ "a $50 billion valuation in a $2 billion round": the valuation is the first."""
    assert metrics(clause_of("It eyes a $50 billion valuation in a $2 billion round.")) == ["valuation", "funding"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Revenue rose 13 percent on a comparable basis to €9.7 billion.",
        "Sales in the second quarter fell to $9.7 billion.",
        "Revenue for the whole of the group is forecast at $9.7 billion.",
    ],
)
def test_a_noun_leads_to_its_sum_over_a_verb_of_change(clause_of: ClauseOf, sentence: str) -> None:
    """The subject of "rose ... to" is what the sum measures, however much stands between."""
    assert metrics(clause_of(sentence)) == ["revenue"]


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("Capital expenditures, including leases, hit $34.9 billion.", "spending"),
        ("Capital spending, including acquisitions, rose to $34.9 billion.", "spending"),
        ("Spending could go as high as $40 billion.", "spending"),
        ("Its spending swelled to as much as about $40 billion.", "spending"),
        ("Spending is put at $40 billion.", "spending"),
        ("Revenue in the quarter narrowly topped $40 billion.", "revenue"),
        ("Net debt stood at $40 billion.", "debt"),
    ],
)
def test_verbs_of_moving_lead_from_the_noun_to_the_sum(clause_of: ClauseOf, sentence: str, metric: str) -> None:
    """Over an aside with "including", over bounds, over an adverb."""
    assert metrics(clause_of(sentence)) == [metric]


def test_a_clause_between_ends_the_lead(clause_of: ClauseOf) -> None:
    """Behind "while", a movement is that of another noun."""
    assert metrics(clause_of("Revenue rose a lot while in the long run debt climbed to $3 billion.")) == ["debt"]


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("The $300 billion, five-year contract shocked many.", "commitment"),
        ("The $300 billion of OpenAI's debt is due.", "debt"),
        ("The $2 billion, 300 MW project is late.", "spending"),
    ],
)
def test_a_length_a_size_or_an_owner_stands_beside_the_sum(clause_of: ClauseOf, sentence: str, metric: str) -> None:
    """ "$300 billion, five-year contract", "$2 billion, 300 MW project", "$300 billion of X's debt"."""
    assert metrics(clause_of(sentence))[0] == metric


def test_a_forecast_that_is_raised_is_not_money_raised(clause_of: ClauseOf) -> None:
    """ "raised its spending forecast to" makes a figure higher."""
    assert metrics(clause_of("Meta raised its spending forecast to $72 billion.")) == ["spending"]


def test_a_bracket_does_not_part_a_sum_from_its_noun(clause_of: ClauseOf) -> None:
    """A conversion between the sum and "valuation" is skipped."""
    assert metrics(clause_of("It has a €12 billion ($14 billion) post-money valuation."))[0] == "valuation"


def test_what_stands_after_including_is_another_thing(clause_of: ClauseOf) -> None:
    """ "$2 billion, including debt" is not debt."""
    assert metrics(clause_of("It raised $2 billion including debt.")) == ["funding"]


def test_without_a_word_there_is_no_measure(clause_of: ClauseOf) -> None:
    """A sum that no word explains, or only a far and weak one, stays open."""
    assert metrics(clause_of("They mentioned $2 billion.")) == [None]


def test_a_measure_tells_its_rule_and_its_words(clause_of: ClauseOf) -> None:
    """The row's key and the units that decided."""
    clause = clause_of("Nscale raised $2 billion in a Series C.")
    found = measure(clause, 0)
    assert found is not None
    assert found.hit is not None
    assert (found.rule, found.hit.row.metric) == (found.hit.row.key, "funding")
    assert found.score > 3


@pytest.mark.parametrize(
    ("rest", "unit"),
    [
        (" a share", "share"),
        (" per share", "share"),
        (" a year", "year"),
        (" annually", "year"),
        (" each year", "year"),
        (" monthly", "month"),
        (" per megawatt", "megawatt"),
        ("/MW", "mw"),
        (" per megawatt-hour", "megawatt-hour"),
        (" each", None),
        (" apiece", None),
        (" a year ago", None),
        (" a month earlier", None),
        (" a year later", None),
        (" a year from now", None),
        (" a year from 2027", "year"),
        (" a year before.", None),
        (" a year before tax", "year"),
        (" a share later", "share"),
        (" as planned", None),
        ("", None),
    ],
)
def test_what_a_sum_is_counted_per(rest: str, unit: str | None) -> None:
    """Per piece or per time; "each" shares a sum out and is no rate."""
    assert per_unit("It is $110 million" + rest, len("It is $110 million")) == unit


def test_a_price_is_per_piece_and_a_flow_is_not() -> None:
    """A share, an ounce and a MWh have a price; a year and a gigawatt have not."""
    assert [is_price(unit) for unit in ("share", "ounce", "mwh", "year", "gigawatt", None)] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
