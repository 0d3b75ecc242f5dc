"""What expressions of time become, seen from the day of the article that holds them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.periods import is_duration, is_period
from extractors.date_leads import PARTS, PREPOSITIONS
from extractors.date_patterns import FORMS
from extractors.date_readers import READERS
from extractors.dates import DateExpr, find_dates

FRIDAY = "2025-10-24"
PAGE = Path(__file__).parents[2] / "docs" / "dates.md"


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading of docs/dates.md, without its head."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def only(text: str, published: str | None = FRIDAY) -> DateExpr:
    """The single expression in the text."""
    (found,) = find_dates(text, published=published)
    return found


def values(text: str, published: str | None = FRIDAY) -> list[str | None]:
    """The values of all expressions in the text, in order."""
    return [found.value for found in find_dates(text, published=published)]


@pytest.mark.parametrize("row", rows("Expressions"), ids=lambda row: row[1])
def test_page_is_equal_to_the_rules(row: list[str]) -> None:
    """Every row of the page is what the code makes of its expression, for the reason that its rule gives."""
    name, expression, value, kind, precision, direction, why = row
    form = next(form for form in FORMS if form.name == name)
    found = find_dates(expression, published=FRIDAY)[-1]
    shown = (found.value or "–", found.kind, found.precision, found.direction)
    assert shown == (value, kind, precision, direction)
    assert why == form.reason
    assert form.regex.search(expression)


def test_page_shows_every_rule() -> None:
    """No form, preposition or part is missing on the page, and none is there that the code lacks."""
    assert {row[0] for row in rows("Expressions")} == {form.name for form in FORMS}
    assert rows("In front of a date") == [
        [
            row.name,
            ", ".join(row.words),
            "horizon" if row.horizon else "point",
            "yes" if row.lengths else "no",
            row.reason,
        ]
        for row in PREPOSITIONS
    ]
    assert rows("Parts of a year") == [
        [row.name, f"Q{row.quarter}" if row.quarter else "year", row.reason] for row in PARTS
    ]


def test_every_form_has_its_reader() -> None:
    """The names in the table's `becomes` are exactly the readers that exist, and no two rows share a name."""
    assert {form.becomes for form in FORMS} == set(READERS)
    assert len({form.name for form in FORMS}) == len(FORMS)


@pytest.mark.parametrize(
    ("expression", "published", "value"),
    [
        ("on Tuesday", "2025-11-19", "2025-11-18"),
        ("on Monday", "2025-11-03", "2025-11-03"),
        ("last Monday", "2025-11-03", "2025-10-27"),
        ("next Monday", "2025-11-03", "2025-11-10"),
        ("this Thursday", "2025-11-03", "2025-11-06"),
        ("yesterday", "2025-03-01", "2025-02-28"),
        ("last week", "2025-11-03", "2025-10"),
        ("this week", "2025-11-03", "2025-11"),
        ("last month", "2026-01-15", "2025-12"),
        ("next month", "2025-12-15", "2026-01"),
        ("last quarter", "2026-01-15", "2025-Q4"),
        ("this quarter", "2026-01-15", "2026-Q1"),
        ("last year", "2026-01-15", "2025"),
        ("a month ago", "2025-03-31", "2025-02"),
        ("a decade ago", "2025-03-31", "2015"),
        ("three weeks ago", "2025-03-10", "2025-02"),
        ("four days ago", "2025-03-02", "2025-02-26"),
        ("half a year ago", "2025-03-10", "2024-09"),
        ("a year and a half ago", "2025-10-24", "2024-04"),
        ("in January", "2025-12-05", "2025-01"),
        ("in December", "2025-12-05", "2025-12"),
        ("last December", "2025-12-05", "2024-12"),
        ("next December", "2025-12-05", "2026-12"),
        ("this December", "2025-11-05", "2025-12"),
        ("MARCH 31, 2025", "2025-12-05", "2025-03-31"),
        ("on Feb. 29", "2026-03-10", "2024-02-29"),
        ("on Dec. 30", "2026-01-05", "2025-12-30"),
        ("on Jan. 5", "2025-12-30", "2026-01-05"),
        ("fourth-quarter profit", "2025-02-12", "2024-Q4"),
        ("in the third quarter", "2025-08-06", "2025-Q3"),
        ("Q1 revenue", "2012-05-09", "2012-Q1"),
        ("full-year profit", "2026-02-10", "2025"),
        ("full-year profit", "2026-08-10", "2026"),
        ("expects full-year profit", "2026-02-10", "2026"),
        ("last spring", "2025-06-11", "2024"),
        ("this fall", "2025-06-11", "2025"),
        ("the quarter ended Sept. 30", "2025-10-24", "2025-Q3"),
        ("the quarter ending Dec. 31", "2025-10-24", "2025-Q4"),
        ("three months ended April 30, 2025", "2025-10-24", "2025-Q1"),
        ("by the end of the decade", "2030-05-01", "2040"),
        ("by decade-end", "2029-05-01", "2030"),
    ],
)
def test_resolved_against_the_article(expression: str, published: str, value: str) -> None:
    """A relative or incomplete date is counted from the day of the article."""
    assert values(expression, published) == [value]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The firm raised $5 billion in March.", "2025-03"),
        ("The plant will open in March.", "2026-03"),
        ("The plant, it said, is expected to be completed in March.", "2026-03"),
        ("Talks that began in March will go on.", "2025-03"),
        ("In March, the firm will report.", "2026-03"),
        ("Without the cap the July price would have been higher.", "2025-07"),
        ("Exports to Japan fell in November.", "2024-11"),
        ("The offer runs until March 31.", "2026-03-31"),
        ("The first units are due on Nov. 3.", "2025-11-03"),
        ("Shareholders will vote on Tuesday.", "2025-10-28"),
        ("Shareholders voted on Tuesday.", "2025-10-21"),
        ("It kept the ceiling it set in December.", "2024-12"),
        ("Growth in the U.S. will end in March.", "2026-03"),
        ("Under a merger agreement entered into in November, it paid.", "2024-11"),
        ("It sees revenue of $2 billion in the first quarter.", "2026-Q1"),
    ],
)
def test_verbs_tell_whether_a_date_is_ahead(sentence: str, value: str) -> None:
    """Without a year the nearest verb decides between the last such date and the next."""
    assert values(sentence) == [value]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Q1 revenue was $24 million, against $19 million a year earlier.", ["2025-Q1", "2024-Q1"]),
        ("40 MW comes in the first half of 2026, the rest by the end of that year.", ["2026-H1", "2026"]),
        ("It had 40 GW as of December 2024, against 21 GW five months before.", ["2024-12", "2024-07"]),
        ("Founded in 2017, it was sold two years later.", ["2017", "2019"]),
        ("It earned $9 million in 2023 and $4 million in the previous year.", ["2023", "2022"]),
        ("It lays out $50 billion from 2025 to 2029.", ["2025", "2029"]),
        ("Due in 2028 and 2029, the trio costs $3 billion.", ["2028", "2029"]),
        ("They met in March and April 2024.", ["2024-03", "2024-04"]),
        ("20 GW of orders a year through 2028.", [None, "2028"]),
    ],
)
def test_dates_of_one_sentence_lean_on_each_other(sentence: str, found: list[str | None]) -> None:
    """A comparison, a coordination or "that year" takes its time from the date named before it."""
    assert values(sentence) == found


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("over eight years", "P8Y"),
        ("over at least five years", "P5Y"),
        ("over the next 18 months", "P18M"),
        ("within 24 months", "P2Y"),
        ("in just over a year", "P1Y"),
        ("over twenty-five years", "P25Y"),
        ("over a year and a half", "P18M"),
        ("over three and a half years", "P42M"),
        ("over 7–8 years", "P8Y"),
        ("a lease with a term of 15 years", "P15Y"),
        ("a 15- to 20-year lease", "P20Y"),
        ("in half a year", "P6M"),
        ("over two quarters", "P6M"),
        ("within 14 days", "P14D"),
        ("a year-long study", "P1Y"),
    ],
)
def test_lengths(expression: str, value: str) -> None:
    """A length is an ISO 8601 duration in the largest unit that is whole."""
    found = only(expression)
    assert (found.kind, found.precision, found.value) == ("duration", "duration", value)


@pytest.mark.parametrize(
    ("expression", "kind", "preposition", "direction"),
    [
        ("by 2030", "horizon", "by", "future"),
        ("by the end of next year", "horizon", "by", "future"),
        ("no later than the end of 2026", "horizon", "by", "future"),
        ("until at least 2031", "horizon", "until", "future"),
        ("out to 2030", "horizon", "to", "future"),
        ("By 2019", "horizon", "by", "past"),
        ("in 2027", "point", "in", "future"),
        ("for 2026", "point", "for", "future"),
        ("compared to 2024", "point", "compared to", "past"),
        ("by yesterday's vote", "point", "by", "past"),
        ("since 2025", "point", "since", "past"),
        ("as early as next month", "point", "as early as", "future"),
        ("later this year", "point", "this", "future"),
        ("earlier this year", "point", "this", "past"),
        ("this year", "point", "this", "unknown"),
        ("over 2025–2029", "horizon", "over", "future"),
        ("in the 2027/28 delivery year", "point", "in", "future"),
        ("by the 2027/28 delivery year", "horizon", "by", "future"),
        ("by fiscal 2027", "fiscal", "by", "future"),
        ("$2 million a day", "rate", "", "unknown"),
        ("in annual sales", "rate", "", "unknown"),
        ("over the past year", "duration", "over", "past"),
        ("in the coming decade", "duration", "in", "future"),
    ],
)
def test_kind_preposition_direction(expression: str, kind: str, preposition: str, direction: str) -> None:
    """The preposition makes a limit of a date; the article's day tells where it lies."""
    found = only(expression)
    assert (found.kind, found.preposition, found.direction) == (kind, preposition, direction)


@pytest.mark.parametrize(
    "text",
    [
        "It sold 1987 shares.",
        "It lists 2025 model names.",
        "in 2000 MW",
        "to 2000-megawatt units",
        "a screen of 1080 by 1920 pixels",
        "at 2030 GMT",
        "Call 555-2030",
        "version 2.2025",
        "It paid $2025",
        "Phillip May said it may march on.",
        "Prices are likely to fall in Europe.",
        "due to the fall of the yen",
        "a 30-year-old",
        "the 10-year Treasury yield",
        "a two-month low",
        "USA Today said so",
        "Black Friday",
        "It recently grew, as in recent months.",
        "four years old",
        "more than a year",
        "half of the site",
        "the second half of the match",
        "an Audi Q4",
        "Nvidia's H100 and H200",
        "on Feb. 30, 2025",
        "on 10/03/2025",
        "",
        "   ",
    ],
)
def test_not_dates(text: str) -> None:
    """Counts, prices, names, ages, records and impossible days are no dates; nor is what says nothing definite."""
    assert values(text) == []


@pytest.mark.parametrize(
    "expression", ["yesterday", "on Monday", "last week", "this year", "in October", "two years ago"]
)
def test_without_an_article_day_nothing_is_guessed(expression: str) -> None:
    """Relative dates stay None, with their kind and usual precision; today's date never takes the place."""
    found = only(expression, published=None)
    assert (found.value, found.kind) == (None, "point")
    assert found.precision != "unknown"


def test_without_an_article_day_full_dates_are_read() -> None:
    """A date with its year needs no article's day; only its direction is unknown."""
    found = only("by the end of 2027", published=None)
    assert (found.value, found.kind, found.direction) == ("2027", "horizon", "unknown")


def test_offsets_count_from_the_beginning_of_the_text() -> None:
    """Only the asked part is searched; the expression holds its preposition and is the text at its offsets."""
    text = "In 2019 it began. It lost $2 billion in 2024, and by 2030 it will earn."
    start = text.index("It lost")
    found = find_dates(text, published=FRIDAY, start=start, end=text.index("0 it will"))
    assert [(e.start, e.end, e.text) for e in found] == [(37, 44, "in 2024")]
    assert text[37:44] == "in 2024"


def test_preposition_of_the_sentence_before_is_not_read() -> None:
    """What stands before the searched part does not reach into it."""
    text = "It runs until 2027"
    assert find_dates(text, published=FRIDAY, start=text.index("2027")) == ()


def test_coarse_article_dates_stand_for_their_last_day() -> None:
    """An article that gives only its month is read as of the end of it."""
    assert values("last month", published="2025-10") == ["2025-09"]


def test_article_day_must_be_a_period() -> None:
    """A timestamp is refused with its value, not cut."""
    with pytest.raises(ValueError, match="2025-10-24T08:00:00Z"):
        find_dates("last month", published="2025-10-24T08:00:00Z")


_WORDS = st.sampled_from(
    """by in over the last next this of a per since to within until from early late mid- end half year years
    months quarter week day ago earlier 2025 2030 1999 20 3 31 Oct. May March Monday fiscal FY26 Q3 3Q25 H1 1H26 first
    second three twenty-five -year decade spring fall year-end today $5 billion MW , . ( ) - – / ' İ""".split()
)


@given(st.lists(_WORDS, max_size=14).map(" ".join), st.dates().map(str))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_valid_values(text: str, published: str) -> None:
    """Whatever stands in a text: values are periods or durations, offsets fit, nothing overlaps, nothing is raised."""
    at = 0
    for found in find_dates(text, published=published):
        assert found.start >= at
        assert text[found.start : found.end] == found.text != ""
        if found.kind == "duration":
            assert found.value is None or is_duration(found.value)
        else:
            assert found.value is None or is_period(found.value)
        assert found.kind != "rate" or found.value is None
        at = found.end
