"""Names that no table knows and that a text keeps coming back to as ones that act."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import capitalised
from extractors.recurring import FEWEST, LONGEST, recurring


def read(text: str, free: Callable[[int, int], bool] = lambda start, end: True) -> list[tuple[int, int, str]]:
    """Where the text comes back to a name; without `free`, nobody in it is known."""
    return list(recurring(text, capitalised.names(text), free))


def names(text: str) -> list[tuple[str, str]]:
    """What stands in the text, and the full name that it is taken for."""
    return [(text[start:end], full) for start, end, full in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Last year Pixwell grew. By then, Pixwell had lost money. Nobody knows what Pixwell plans.",
        "Critics say Pixwell has grown. Pixwell's owners are silent. They fear that Pixwell will raise more.",
    ],
)
def test_a_name_that_acts_three_times_is_a_company(text: str) -> None:
    """Followed by verbs or possessing, at least once inside a sentence."""
    assert names(text) == [("Pixwell", "Pixwell")] * FEWEST


def test_the_longest_form_is_the_name() -> None:
    """The first word stands for the whole."""
    text = "At first Pixwell Media grew. By then, Pixwell had lost money, as Pixwell has said."
    assert names(text) == [("Pixwell Media", "Pixwell Media"), ("Pixwell", "Pixwell Media"),
                           ("Pixwell", "Pixwell Media")]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Last year Pixwell grew. By then, Pixwell had lost money.",  # twice
        "Rain fell in Kendal. Near Kendal it snowed, and in Kendal it has frozen.",  # a place
        "Last year Mr Bramley grew rich. By then, Bramley had lost money, as Bramley has said.",  # a person
        "Last year Bramley grew rich. He sold. By then, Bramley had lost money, as Bramley has said himself.",
        "Last year Ada Bramley grew rich. By then, Bramley had lost money, as Bramley has said.",
        "We hear Bramley said so. Then Bramley told us, as Bramley wrote.",  # who only speaks
        "Trucks are late. The Trucks have left. No Trucks will come, and trucks are dear.",  # a word
        "Last year Pixwell grew. Then Pixwell lost money. But Pixwell has cash.",  # a capital before it
        "We like Pixwell. They like Pixwell. All like Pixwell.",  # nothing that acts
        "We saw Ann has left. By then, Ann had lost money, as Ann has said.",  # too short
        "We saw Robert has left. By then, Robert had lost money, as Robert has gone.",  # a given name
        "We saw PIXWELL has left. By then, PIXWELL had lost money, as PIXWELL has gone.",  # capitals
    ],
)
def test_no_company_here(text: str) -> None:
    """Places, people, words that open sentences, and names that do nothing."""
    assert names(text) == []


def test_what_is_known_already_is_left() -> None:
    """The caller says which stretches name nobody known."""
    text = "Last year Pixwell grew. By then, Pixwell had lost money. Nobody knows what Pixwell plans."
    assert read(text, lambda start, end: False) == []


def test_only_so_many_names_are_looked_at() -> None:
    """A page of capitals stays linear: beyond LONGEST first words, new ones are passed over."""
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    others = [f"Qu{a}{b}o" for a in alphabet for b in alphabet][: LONGEST + 1]
    text = " . ".join(others) + " . Last year Pixwell grew. By then, Pixwell had lost money, as Pixwell has said."
    assert names(text) == []
    assert len(names(text.replace(" . ".join(others[2:]), ""))) == FEWEST


def test_the_text_is_read_a_bounded_number_of_times() -> None:
    """Each stretch is asked about at most once, however long the text is."""
    for size in (10, 1_000):
        asked: list[tuple[int, int]] = []

        def free(start: int, end: int, asked: list[tuple[int, int]] = asked) -> bool:
            asked.append((start, end))
            return True

        text = "Last year Pixwell grew. " * size
        assert len(read(text, free)) == size
        assert len(asked) == size


PIECES = st.sampled_from("Pixwell Media Mr in said has lost grew , . 's \n The Kendal he \u201c İ".split(" "))


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_names_stand_in_the_text(text: str) -> None:
    """Whatever the text is: in order of each name, and as the full name begins."""
    for start, end, full in read(text):
        assert 0 <= start < end <= len(text)
        assert text[start:end].split()[0] == full.split()[0]
