"""Claims, dates and gaps in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from claims.errors import UsageError
from claims.model import Basis, Claim, Event, Modality, PartyMention, Scope, TemporalRole
from claims.values import Qualifier, Quantity
from claims.verdicts import Grade, Kind, Outcome, Step, Verdict, pair_row
from review import tables, words
from review.formats import flat
from review.options import moment


def a_claim(**more: object) -> Claim:
    """A claim of $2.4 billion with what matters to the test."""
    given = {
        "doc": "d", "text_sha": "t", "quote": "x" * 5, "start": 10, "end": 15, "sentence_start": 0, "sentence_end": 40,
        "metric": "funding", "quantity": Quantity(low=2.4e9, high=2.4e9, unit="USD"), "subject": "Acme AI",
    }  # fmt: skip
    return Claim(**{**given, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2025", "2025"), ("2025-H1", "first half of 2025"), ("2025-H2", "second half of 2025"),
        ("2025-Q4", "Q4 2025"), ("2025-10", "Oct 2025"), ("2025-10-03", "3 Oct 2025"),
    ],
)  # fmt: skip
def test_a_period_is_said_as_people_say_it(period: str, said: str) -> None:
    """Day, month, year, in this order."""
    assert words.date(period) == said


def test_what_is_no_period_is_not_guessed() -> None:
    """It raises."""
    with pytest.raises(ValueError, match="no period"):
        words.date("2025-13")


@pytest.mark.parametrize(("text", "said"), [("P8Y", "8 years"), ("P1Y6M", "1 year 6 months"), ("P2W", "2 weeks")])
def test_a_duration_is_said_in_full(text: str, said: str) -> None:
    """Units that are not named are left out."""
    assert words.duration(text) == said


@pytest.mark.parametrize(
    ("low", "high", "unit", "qualifier", "said"),
    [
        (2.4e9, 2.4e9, "USD", "exact", "$2.4 billion"),
        (2e9, None, "USD", "at_least", "over $2 billion"),
        (None, 2e9, "W", "at_most", "up to 2 GW"),
        (4e9, 5e9, "USD", "range", "$4-5 billion"),
        (900e6, 1.2e9, "USD", "range", "$900 million to $1.2 billion"),
        (90e6, 110e6, "NOK", "range", "NOK 90-110 million"),
        (1e9, 2e9, "W", "range", "1-2 GW"),
        (3e9, 3e9, "EUR", "about", "about EUR 3 billion"),
        (1e10, 1e11, "USD", "vague", "some $10-100 billion"),
        (1e9, None, "USD", "vague", "some $1 billion"),
        (-2e9, -1e9, "USD", "range", "-$2 billion to -$1 billion"),
        (5e9, None, "USD", "exact", "over $5 billion"),
    ],
)
def test_an_amount_has_the_word_for_its_bound(
    low: float | None, high: float | None, unit: str, qualifier: str, said: str
) -> None:
    """A range with one scale names it once."""
    assert words.quantity(Quantity(low=low, high=high, unit=unit, qualifier=Qualifier(qualifier))) == said


def test_a_count_and_a_rate_are_part_of_the_amount() -> None:
    """Two of them, or so much a year."""
    assert words.amount(a_claim(count=2, quantity=Quantity(low=4e8, high=4e8, unit="W"))) == "2 x 400 MW"
    assert words.amount(a_claim(scope=Scope.rate, per="year")) == "$2.4 billion per year"


def test_what_is_measured_is_told_from_what_is_like_it() -> None:
    """Basis, event, scope and time stand behind the metric."""
    claim = a_claim(
        metric="valuation", basis=Basis.post_money, event=Event(round="Series C", site="Oslo"), scope=Scope.part,
        temporal_role=TemporalRole.previous,
    )  # fmt: skip
    assert words.what(claim) == "Valuation (post-money, Series C, Oslo, a part, previous)"
    assert words.what(a_claim()) == "Funding round"


def test_who_names_the_other_side_in_brackets() -> None:
    """A claim about nobody says so."""
    assert words.who(a_claim(counterparties=("B", "C"))) == "Acme AI (B, C)"
    assert words.who(a_claim(subject=None)) == "(not named)"


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({}, ""), ({"as_of": "2025-10"}, "Oct 2025"), ({"as_of": "2025-10", "period": "2025-Q3"}, "Q3 2025"),
        ({"horizon": "2030"}, "by 2030"), ({"as_of": "2025", "horizon": "P8Y"}, "2025, over 8 years"),
    ],
)  # fmt: skip
def test_when_is_the_date_or_period_and_the_horizon(dates: dict[str, str], said: str) -> None:
    """Nothing is said where the text says nothing."""
    assert words.when(a_claim(**dates)) == said


def test_how_sure_names_who_is_cited() -> None:
    """And whose report is denied."""
    assert words.sure(a_claim()) == "asserted"
    assert words.sure(a_claim(modality=Modality.reported, attribution="a banker")) == "reported, a banker"
    assert words.sure(a_claim(modality=Modality.denied, denies="The Wire")) == "denied (The Wire)"


def test_an_excerpt_is_cut_at_words_and_marks_the_quote() -> None:
    """It never leaves the sentence."""
    text = "Before. One two three four FIGURE five six seven eight. After."
    start = text.index("FIGURE")
    sentence = (text.index("One"), text.index(" After"))
    assert words.excerpt(text, start, start + 6, sentence, around=11) == "… four [FIGURE] five six …"
    assert words.excerpt(text, start, start + 6, sentence) == "One two three four [FIGURE] five six seven eight."


@pytest.mark.parametrize(("share", "said"), [(None, ""), (0.0, "0%"), (0.042, "4.2%"), (0.4286, "43%")])
def test_a_gap_is_a_percentage(share: float | None, said: str) -> None:
    """With a digit behind the point where it is small."""
    assert words.gap(share) == said


def test_a_verdict_says_its_kind_or_its_reason() -> None:
    """A code that these rules do not know is shown as it is."""
    trace = (Step("?", "!"),)
    flagged = Verdict(
        outcome=Outcome.contradiction,
        kind=Kind.value,
        grade=Grade.high,
        reasons=("values_differ",),
        trace=trace,
        rules="1",
    )
    agreed = Verdict(outcome=Outcome.compatible, reasons=("rounding",), trace=trace, rules="1")
    assert words.verdict(flagged) == "contradiction (value)"
    assert words.verdict(agreed) == "compatible: one value is the other, rounded"
    assert words.reason("of_tomorrow") == "of_tomorrow"


def test_a_moment_is_said_in_utc() -> None:
    """Whatever its own zone."""
    at = datetime(2025, 10, 3, 1, 5, tzinfo=timezone(timedelta(hours=2)))
    assert words.moment(at) == "2 Oct 2025 23:05 UTC"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2025-10-03", datetime(2025, 10, 3, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2025-Q1", datetime(2025, 3, 31, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2025-10-03T14:00", datetime(2025, 10, 3, 14, 0, tzinfo=UTC)),
        ("2025-10-03T14:00+02:00", datetime(2025, 10, 3, 12, 0, tzinfo=UTC)),
        ("2025-10-03T14:00Z", datetime(2025, 10, 3, 14, 0, tzinfo=UTC)),
    ],
)
def test_a_day_means_its_end(text: str, at: datetime) -> None:
    """So that `--as-of` a day shows what was stored on it."""
    assert moment(text) == at


@pytest.mark.parametrize("text", ["yesterday", "", "2025-13-01", "03.10.2025"])
def test_another_moment_is_wrong_usage(text: str) -> None:
    """The line says how one is written."""
    with pytest.raises(UsageError, match="is no moment; write a date such as 2025-10-03"):
        moment(text)


def test_the_columns_of_a_csv_are_those_of_the_rows() -> None:
    """A field that is added to a claim, a mention or a pair gets its column."""
    claim = a_claim(event=Event(round="A"))
    mention = PartyMention(doc="d", text_sha="t", start=0, end=1, text="A", canonical="A", kind="lab", found_by="table")
    verdict = Verdict(outcome=Outcome.compatible, reasons=(), trace=(), rules="1")
    assert tuple(flat(claim.as_json())) == tables.CLAIM_KEYS
    assert tuple(flat(mention.as_json())) == tables.MENTIONS.header
    assert tuple(flat(pair_row(claim, claim, verdict))) == tables.PAIR_KEYS


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        (Quantity(low=2.4e9, high=2.4e9, unit="USD", precision=1e8), "$2.35 billion to $2.45 billion"),
        (Quantity(low=2e9, high=2e9, unit="USD"), "$2 billion"),
        (Quantity(low=2e9, high=None, unit="W", qualifier=Qualifier.at_least), "2 GW and more"),
        (Quantity(low=None, high=2e9, unit="EUR", qualifier=Qualifier.at_most), "up to EUR 2 billion"),
    ],
)
def test_the_numbers_that_a_figure_can_stand_for(quantity: Quantity, said: str) -> None:
    """As it is written and bounded."""
    assert words.reach(a_claim(quantity=quantity)) == said
