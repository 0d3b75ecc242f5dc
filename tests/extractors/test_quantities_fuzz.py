"""What holds of the quantities of any text, sensible or hostile."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.units import CURRENCIES, WATT
from claims.values import Qualifier
from extractors.quantities import find_quantities
from extractors.sentences import sentences
from extractors.unit_forms import DOLLARS, MINOR, QUALIFIED, SCALE_SHORT, SCALE_WORDS, SYMBOLS, WORDS

PIECES = st.sampled_from([
    *SYMBOLS, *WORDS, *MINOR, *QUALIFIED, *SCALE_WORDS, *SCALE_SHORT, *DOLLARS, *CURRENCIES,
    *"0 1 2 5 9 10 43 100 999 1,000 1,00,000 1.5 2.25 3.000 1.000.000,5 5,4 2024 007 ٣ ５ 1e9 1/2 ½ ²".split(),
    *"MW GW kW W MWh GWh gigawatt megawatts watts watt-hours MWe MWp".split(),
    *"one two ten twelve twenty fifty hundred thousand half a an and point oh quarter third dozen".split(),
    *"tens several few billions millions multi- near- billion-dollar -dollar -plus + - – — ‑ × x".split(),
    *"from to between and or of the each over about up to more than close less at least by each".split(),
    *"rose fell by deal (about ( ) [ ] ; : . , ! ? … … %".split(),
    " ", "  ", "\t", "\n", "\n\n", "\u00a0", "\u2009", "\u202f", "\u200b", "\u200f", "\u202e", "\ufeff", "\x00",
    "\ud800", "\udfff", "İ", "ß", "ﬁ", "é", "e\u0301", "😀", "مليون", "億", "k", "m", "b", "T", "c", "¢",
])  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=30).map(" ".join),
    st.lists(PIECES, max_size=30).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.text("0123456789.,$€£ kmbMGW-+()\n", max_size=60),
)


@given(text=TEXTS)
def test_every_quantity_stands_in_the_text(text: str) -> None:
    """Spans are in order and apart, bounds and precision are those of a number, and a conversion points back."""
    found, signals = find_quantities(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    for i, one in enumerate(found):
        low, high = one.quantity.low, one.quantity.high
        assert one.quantity.unit == WATT or one.quantity.unit in CURRENCIES
        assert low is None or high is None or low <= high
        assert all(0 <= end < 1e80 for end in (low, high, one.quantity.precision) if end is not None)
        assert (low is None) == (one.quantity.qualifier is Qualifier.at_most)
        assert one.converts is None or 0 <= one.converts < i
        assert one.bound is None or 0 <= one.bound[0] < one.bound[1] <= len(text)
    assert all(text[signal.start : signal.end] == signal.quote != "" for signal in signals)


@given(text=TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    """The quantities of a text depend on the text alone."""
    assert find_quantities(text) == find_quantities(text)


@given(before=TEXTS, after=TEXTS)
def test_a_paragraph_of_its_own_is_read_by_itself(before: str, after: str) -> None:
    """A plain sum between blank lines and full stops is found whatever stands around it."""
    text = f"{before} .\n\n\n\nIt raised $110 million from Acme .\n\n\n\n{after}"
    found, _ = find_quantities(text)
    assert "$110 million" in [text[one.start : one.end] for one in found]


@given(text=TEXTS)
def test_sentences_are_in_order_and_leave_out_only_white_space(text: str) -> None:
    """Every character that is not white space stands in exactly one sentence."""
    found = sentences(text)
    covered = "".join(text[s.start : s.end] for s in found)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(left.end <= right.start and left.paragraph <= right.paragraph for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("piece", "kept"),
    [
        ("9", 0), ("1,", 0), ("1,234,", 0), ("1,23,", 0), ("1.000.", 0), ("1 000 ", 0), ("$", 0), ("$ ", 0),
        ("one ", 0), ("a ", 0), ("billion ", 0), ("half a ", 0), ("(", 0), (".", 0), ("!?", 0), ("… ", 0), ("\n", 0),
        ("\u00a0", 0), ("up to ", 0), ("rose from ", 0), ("tens of ", 0), ("multi-", 0), ("\ud800", 0), ("MWh ", 0),
        ("a dollar ", 5_556), ("1 GW ", 10_000), ("50 cents ", 5_556), ("2x1MW ", 8_334), ("$1 billion ", 4_546),
        ("millions of dollars ", 2_500), ("multi-billion-dollar ", 0),
    ],
)  # fmt: skip
def test_a_page_of_one_piece_is_read_in_one_go(piece: str, kept: int) -> None:
    """50,000 characters of one piece end in the quantities that stand there and in nothing else."""
    text = piece * -(-50_000 // len(piece))
    found, _ = find_quantities(text)
    assert len(found) == kept
    sentences(text)
