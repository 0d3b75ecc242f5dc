"""Which stretches of a text are taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.spans import Taken

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 5)).map(lambda span: (span[0], sum(span)))


@given(spans=st.lists(SPANS, max_size=12), asked=SPANS)
def test_it_answers_as_a_set_of_places_would(spans: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    """A stretch is free where none of its places is taken, in whatever order they were."""
    taken, places = Taken(), set[int]()
    for span in spans:
        assert taken.free(*span) == places.isdisjoint(range(*span))
        if taken.free(*span):
            taken.add(*span)
            places.update(range(*span))
    assert taken.free(*asked) == places.isdisjoint(range(*asked))


@pytest.mark.parametrize("span", [(3, 3), (4, 3), (1, 3), (2, 9), (4, 5), (0, 9)])
def test_what_is_taken_or_empty_cannot_be_taken(span: tuple[int, int]) -> None:
    """An overlap is an error of the caller, and said as such."""
    taken = Taken([(2, 5)])
    with pytest.raises(ValueError, match=f"span {span[0]}:{span[1]} is empty or overlaps"):
        taken.add(*span)
