"""Asides between commas: which open one, where they close, and what is none."""

from __future__ import annotations

import pytest

from extractors.asides import find_asides


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("⟨p⟩ , which rents processors , raised ⟨q⟩ .", [(1, 5)]),
        ("⟨p⟩ , a maker of chips , raised ⟨q⟩ .", [(1, 6)]),
        ("⟨p⟩ , funded by ⟨p⟩ , raised ⟨q⟩ .", [(1, 5)]),
        ("⟨p⟩ , the joint venture of ⟨p⟩ , ⟨p⟩ and ⟨p⟩ , will invest ⟨q⟩ .", [(1, 11)]),
        ("⟨p⟩ , the owner of ⟨p⟩ , ⟨p⟩ , ⟨p⟩ said .", [(1, 6)]),
        # a clause of its own is none
        ("⟨p⟩ , the maker has said , raised ⟨q⟩ .", []),
        ("⟨q⟩ , the most so far , was raised .", []),
        ("⟨p⟩ , which raised ⟨q⟩ .", []),
        (", which rents processors , raised ⟨q⟩ .", []),
    ],
)
def test_an_aside_stands_between_two_commas(sentence: str, expected: list[tuple[int, int]]) -> None:
    """A relative clause, a description or a participle behind a name; its list is part of it."""
    assert find_asides(sentence.split()) == expected
