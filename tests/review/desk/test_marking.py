"""Cutting texts: windows without gaps, lines in pieces, quotes that overlap, end with a line or cross a border."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.desk.marking import Piece, Span, Window, lines, windows


def all_of(text: str) -> Window:
    """One window for the whole text."""
    return Window(1, 0, len(text))


def test_a_quote_is_a_piece_of_its_line() -> None:
    """What is around it belongs to no claim; empty lines are left out."""
    assert lines("It raised $2 bn.\n\nToday.", all_of("It raised $2 bn.\n\nToday."), [("a", 10, 15)]) == [
        (Piece("It raised "), Piece("$2 bn", ("a",), ("a",)), Piece(".")),
        (Piece("Today."),),
    ]


def test_quotes_may_overlap_and_cross_lines() -> None:
    """Each piece knows all that stand there, and which begin there."""
    text = "one two\nthree"
    assert lines(text, all_of(text), [("a", 0, 7), ("b", 4, 13)]) == [
        (Piece("one ", ("a",), ("a",)), Piece("two", ("a", "b"), ("b",))),
        (Piece("three", ("b",)),),
    ]


def test_two_claims_of_one_quote_are_both_there() -> None:
    """In the order in which they were given."""
    assert lines("$2 bn", all_of("$2 bn"), [("a", 0, 5), ("b", 0, 5)]) == [(Piece("$2 bn", ("a", "b"), ("a", "b")),)]


def test_a_quote_at_a_border_is_marked_on_both_sides() -> None:
    """It begins on each."""
    text = "aaaa bbbb"
    one, other = Window(1, 0, 4), Window(2, 4, 9)
    assert lines(text, one, [("a", 2, 7)]) == [(Piece("aa"), Piece("aa", ("a",), ("a",)))]
    assert lines(text, other, [("a", 2, 7)]) == [(Piece(" bb", ("a",), ("a",)), Piece("bb"))]


@pytest.mark.parametrize(
    ("text", "size", "cut"),
    [
        ("", 10, [""]),
        ("short", 10, ["short"]),
        ("one line\nand then more", 10, ["one line\n", "and then ", "more"]),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
    ],
)
def test_a_window_ends_with_a_line_or_a_word(text: str, size: int, cut: list[str]) -> None:
    """Where neither is near, it ends in the middle of one."""
    assert [text[one.start : one.end] for one in windows(text, size)] == cut


@given(st.text("ab \n", max_size=200), st.integers(1, 20))
def test_windows_are_the_text(text: str, size: int) -> None:
    """In order, without a gap, none larger than asked."""
    found = windows(text, size)
    assert "".join(text[one.start : one.end] for one in found) == text
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert all(one.end == other.start for one, other in pairwise(found))
    assert all(one.end - one.start <= size for one in found)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text with spans anywhere in it."""
    text = draw(st.text("ab \n", min_size=1, max_size=80))
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=8))
    return text, [(str(n), min(pair), max(pair)) for n, pair in enumerate(pairs)]


@given(marked())
def test_no_character_is_lost_and_each_knows_its_claims(given: tuple[str, list[Span]]) -> None:
    """Whatever the spans are."""
    text, spans = given
    found = lines(text, all_of(text), spans)
    kept = [line for line in text.split("\n") if line.strip()]
    assert ["".join(piece.text for piece in line) for line in found] == kept
    seen = [(char, set(piece.claims)) for line in found for piece in line for char in piece.text]
    lines_of = [n for n, line in enumerate(text.split("\n")) for _ in [*line, "\n"]][: len(text)]
    full = {n for n, line in enumerate(text.split("\n")) if line.strip()}
    wanted = [
        (char, {name for name, start, end in spans if start <= at < end})
        for at, char in enumerate(text)
        if char != "\n" and lines_of[at] in full
    ]
    assert seen == wanted
