"""Patterns that are rearranged for speed find what the plain ones find."""

from __future__ import annotations

import re

import pytest

from extractors.dates import find_dates
from extractors.modality_words import WORDINGS, Wording, begins
from extractors.patterns import any_of, by_first_letter, lowered
from extractors.quantities import find_quantities


@pytest.mark.parametrize("text", ["", "Acme", "ÀÉ ẞ", "İstanbul", "aİb", "K"])
def test_lower_case_keeps_every_character_at_its_place(text: str) -> None:
    """Offsets into the text are offsets into it in lower case."""
    assert len(lowered(text)) == len(text)


@pytest.mark.parametrize("letter", "İıſK")
def test_lower_case_is_what_is_found_where_case_is_ignored(letter: str) -> None:
    """Letters that `re` takes for plain ones are plain ones."""
    assert re.fullmatch(lowered(letter), letter, re.IGNORECASE)
    assert lowered(letter).isascii()


def test_the_longest_form_is_found_first() -> None:
    """Forms that begin alike do not hide one another, and signs are no syntax."""
    pattern = re.compile(any_of(["us", "us dollars", "u.s.", "€", "$"]))
    assert pattern.findall("us dollars us u.s. uxs. € $") == ["us dollars", "us", "u.s.", "€", "$"]


def test_a_check_stands_behind_the_first_letter() -> None:
    """The check sees the character before the form."""
    assert re.findall(any_of(["ten", "two"], check=r"(?<!\w.)"), "ten often two atwo") == ["ten", "two"]


@pytest.mark.parametrize(
    ("alternatives", "grouped"),
    [
        ("ab|ac|bd", "a(?:b|c)|b(?:d)"),
        ("a(?:b|c)|[ad|]e|ax", "a(?:(?:b|c)|x)|(?:[ad|]e)"),
        (r"a?b|\|c|cd", r"(?:a?b|\|c)|c(?:d)"),
        ("(?:is|was) not|is", "i(?:s not|s)|w(?:as not)"),
        ("(?:is|was)? not|(?-i:may)", "(?:(?:is|was)? not|(?-i:may))"),
    ],
)
def test_alternatives_are_grouped_by_first_letter(alternatives: str, grouped: str) -> None:
    """Only plain letters are taken out, also of a choice of words; other brackets, classes and escapes stay whole."""
    assert by_first_letter(alternatives) == grouped


def test_a_check_stands_behind_each_first_letter() -> None:
    """The check sees the character before the alternative, as it does among plain forms."""
    pattern = re.compile(by_first_letter("led by|lent to|raised (?:from|by)", check=r"(?<!\w.)"))
    assert pattern.findall("led by, sled by, co-led by, raised by, praised by") == ["led by", "led by", "raised by"]


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: f"{wording.modality}-{wording.side}")
def test_the_quick_look_finds_each_wording(wording: Wording) -> None:
    """Whatever a row finds, its quick look finds in lower case."""
    for word in re.findall(r"[a-z][a-z -]+", wording.words):
        for text in (f"It {word} it", f"it {word.upper()}."):
            assert wording.quick.search(lowered(text)) or not wording.pattern.search(text), text


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: f"{wording.modality}-{wording.side}")
def test_grouped_wordings_find_the_same_words(wording: Wording) -> None:
    """A row finds the same stretches as its words as they are written."""
    plain = re.compile(rf"\b(?:{wording.words})\b", re.IGNORECASE)
    text = " it ".join(re.findall(r"[A-Za-z][A-Za-z -]+", "|".join(row.words for row in WORDINGS)))
    found = [match.span() for match in wording.pattern.finditer(text)]
    assert found
    assert found == [match.span() for match in plain.finditer(text)]


def test_wordings_that_overlap_are_all_told() -> None:
    """The places of each row, at the beginning of a sentence too."""
    places = [sorted(found) for found in begins("planned is to be").values()]
    assert places == [[0, 8, 11], [0], [8]]


@pytest.mark.parametrize("scale", ["MİLLİON", "mıllıon", "BİLLİON", "thouſand"])
def test_letters_that_only_look_like_others_do_no_harm(scale: str) -> None:
    """`re` takes them for i and s where it ignores case, so the tables must too."""
    assert len(find_quantities(f"It paid $5 {scale}, and tens of {scale}s of dollars.")[0]) == 2
    assert find_dates("In the fırſt quarter of 2025, laſt year, in ſpring 2024.", published="2025-10-10")
