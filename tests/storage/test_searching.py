"""Free text: what was typed, the words that are kept, and how a search reads."""

from __future__ import annotations

import pytest

from storage.searching import BEGINS, LENGTH, LETTERS, WORDS, Search, kept, read_search, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Čapek's $2.4bn, ROUND_two", ["capek", "s", "2", "4bn", "round", "two"]),
        ("Straße İstanbul ﬁrm", ["strasse", "istanbul", "firm"]),
        ("株式会社 ١٢", ["株式会社", "١٢"]),
        ("\0\ud800 - ' ()", []),
        ("x" * 100, ["x" * LETTERS]),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    """Without capitals, accents and signs, the same in the index and in the question."""
    assert words_of(text) == words


def test_what_is_kept_of_a_case_is_each_text_once_and_bounded() -> None:
    """A wire story of a hundred papers is one text."""
    assert kept(["The A.", "the a", "", "B"]) == "the a b"
    long = kept(f"word{number}" for number in range(10_000))
    assert len(long) <= LENGTH
    assert not long.endswith(" ")


@pytest.mark.parametrize(
    ("typed", "search"),
    [
        ("", Search((), (), ())),
        ("Two words", Search(("two", "words"), (), ())),
        ('"A phrase" more', Search(("a", "phrase", "more"), ("a phrase",), ())),
        ('"not closed', Search(("not", "closed"), ("not closed",), ())),
        ("$2.4", Search(("2", "4"), ("2 4",), ())),
        ('gas -nuclear -"wind park"', Search(("gas",), (), ("nuclear", "wind", "park"))),
        ("a a A", Search(("a",), (), ())),
        ('- -- ""', Search((), (), ())),
    ],
)
def test_what_was_typed(typed: str, search: Search) -> None:
    """Words, phrases, and what is left out."""
    assert read_search(typed) == search


def test_a_search_is_bounded() -> None:
    """However much was typed."""
    assert len(read_search(" ".join(f"w{number}" for number in range(1000))).words) == WORDS
    assert BEGINS == 3
