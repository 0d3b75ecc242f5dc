"""What numbers in figures and in words are worth."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.numbers import FIGURES, SPACE, WORDS_BEFORE, figures, words


@pytest.mark.parametrize(
    ("written", "value", "places"),
    [
        ("7", "7", 0), ("007", "7", 0), ("0.5", "0.5", 1), ("14.6", "14.6", 1), ("2.50", "2.50", 2),
        ("1,250", "1250", 0), ("3,000,000", "3000000", 0), ("1,234,567.89", "1234567.89", 2),
        ("1,00,000", "100000", 0), ("12,34,567", "1234567", 0),
        ("1.000.000", "1000000", 0), ("1.234.567,89", "1234567.89", 2),
        ("10 000", "10000", 0), ("1\u00a0000\u00a0000", "1000000", 0), ("1\u2009250.5", "1250.5", 1),
        ("5,4", "5.4", 1), ("12,34", "12.34", 2),
        ("3.000", "3.000", 3), ("٣", "3", 0),
    ],
)  # fmt: skip
def test_figures(written: str, value: str, places: int) -> None:
    """A number in figures is one match, with its value and the digits behind its point."""
    match = FIGURES.match(written)
    assert match is not None
    assert match[0] == written
    assert figures(written) == (Decimal(value), places)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("1,2,3", ["1", "2", "3"]),
        ("5,10,15", ["5", "10", "15"]),
        ("1,2345", ["1", "2345"]),
        ("2024, 2025", ["2024", "2025"]),
        ("1.2.3", ["1.2", "3"]),
        ("9" * 50, ["9" * 40, "9" * 10]),
    ],
)
def test_what_is_no_single_number_comes_in_pieces(text: str, pieces: list[str]) -> None:
    """Lists and versions are not joined, and a run of digits is cut."""
    assert [match[0] for match in FIGURES.finditer(text)] == pieces


@pytest.mark.parametrize(
    ("written", "value", "places"),
    [
        ("a", "1", 0), ("an", "1", 0), ("one", "1", 0), ("Twelve", "12", 0), ("twenty-one", "21", 0),
        ("forty five", "45", 0), ("two hundred", "200", 0), ("two hundred and fifty", "250", 0),
        ("three thousand", "3000", 0), ("one thousand two hundred", "1200", 0), ("two dozen", "24", 0),
        ("hundred", "100", 0), ("half", "0.5", 1), ("half a", "0.5", 1), ("half an", "0.5", 1), ("a half", "0.5", 1),
        ("one and a half", "1.5", 1), ("two and a half", "2.5", 1), ("quarter", "0.25", 2), ("quarter of a", "0.25", 2),
        ("a quarter of a", "0.25", 2), ("three-quarters of a", "0.75", 2), ("one point five", "1.5", 1),
        ("twenty point two five", "20.25", 2), ("zero point oh eight", "0.08", 2),
    ],
)  # fmt: skip
def test_words(written: str, value: str, places: int) -> None:
    """A number in words has a value, and stands before a unit as one match."""
    assert words(written) == (Decimal(value), places)
    match = WORDS_BEFORE.search(f"for {written} ")
    assert match is not None
    assert match["words"] == written


@pytest.mark.parametrize("space", SPACE)
def test_words_may_stand_apart_by_any_space(space: str) -> None:
    """Non-breaking and thin spaces are spaces."""
    assert words(f"two{space}hundred") == (Decimal(200), 0)
    assert WORDS_BEFORE.search(f"about two{space}hundred{space}") is not None


@pytest.mark.parametrize("text", ["many", "one two many", "", "one point many", "seven figures"])
def test_what_is_no_number_in_words(text: str) -> None:
    """None, or zero for nothing at all: never a part of the value."""
    assert words(text) in (None, (Decimal(0), 0))


@pytest.mark.parametrize("text", ["someone ", "phone ", "mid-seven ", "the ", "banana "])
def test_a_number_is_a_whole_word(text: str) -> None:
    """ "someone" holds no "one", and "a" ends no other word."""
    assert WORDS_BEFORE.search(text) is None
