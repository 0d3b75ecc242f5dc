"""How the words before and after an amount bound it."""

from __future__ import annotations

import pytest

from claims.values import Qualifier
from extractors import qualifiers
from extractors.quantities import find_quantities

AT_LEAST, AT_MOST, ABOUT, EXACT = Qualifier.at_least, Qualifier.at_most, Qualifier.about, Qualifier.exact

BEFORE = [
    *[(words, AT_LEAST) for words in (
        "at least", "no less than", "not less than", "no fewer than", "a minimum of", "as little as",
        "more than", "greater than", "well more than", "little more than", "over", "just over", "well over",
        "slightly over", "above", "exceeding", "exceeds", "in excess of", "north of", "upwards of", "topping",
        "surpassing", "beyond", "has passed",
    )],
    *[(words, AT_MOST) for words in (
        "up to", "as much as", "as high as", "no more than", "not more than", "at most", "a maximum of", "capped at",
        "a cap of", "less than", "under", "just under", "below", "fewer than", "short of", "south of",
    )],
    *[(words, ABOUT) for words in (
        "about", "around", "roughly", "approximately", "approx.", "nearly", "almost", "some", "an estimated",
        "close to", "very close to", "near", "in the region of", "in the neighborhood of", "on the order of",
        "approaching", "something like", "circa", "just shy of", "more or less", "~",
    )],
]  # fmt: skip
AFTER = [
    ("+", AT_LEAST), ("-plus", AT_LEAST), (" or more", AT_LEAST), (" and up", AT_LEAST), (" at least", AT_LEAST),
    (" or higher", AT_LEAST), (" and counting", AT_LEAST), (" and change", AT_LEAST), (" or less", AT_MOST),
    (" at most", AT_MOST), (" as a maximum", AT_MOST), ("-ish", ABOUT), (" or so", ABOUT), (", give or take", ABOUT),
    (" or thereabouts", ABOUT), ("-odd", ABOUT),
]  # fmt: skip
ENDS = {AT_LEAST: (5e9, None), AT_MOST: (None, 5e9), ABOUT: (5e9, 5e9), EXACT: (5e9, 5e9)}


def only(text: str) -> tuple[Qualifier, tuple[float | None, float | None], str | None]:
    """The qualifier, the bounds and the bounding words of the one quantity in a text."""
    (one,) = find_quantities(text)[0]
    words = None if one.bound is None else text[slice(*one.bound)]
    return one.quantity.qualifier, (one.quantity.low, one.quantity.high), words


@pytest.mark.parametrize(("words", "qualifier"), BEFORE)
@pytest.mark.parametrize("amount", ["$5 billion", "5 GW", "five billion dollars"])
def test_bounds_before(words: str, qualifier: Qualifier, amount: str) -> None:
    """The words before an amount bound it; they are no part of the quote."""
    assert only(f"They spend {words} {amount} on it.") == (qualifier, ENDS[qualifier], words)


@pytest.mark.parametrize(("words", "qualifier"), AFTER)
@pytest.mark.parametrize("amount", ["$5 billion", "$5bn", "5 GW"])
def test_bounds_after(words: str, qualifier: Qualifier, amount: str) -> None:
    """So do the words after it."""
    assert only(f"They spend {amount}{words} on it.") == (qualifier, ENDS[qualifier], words)


@pytest.mark.parametrize(
    "text",
    [
        "They spend over\n$5 billion.", "They spend over\u00a0$5 billion.", "OVER $5 BILLION",
        "over an additional $5 billion",
        "more than another $5bn", "well over a $5bn sum",
    ],
)  # fmt: skip
def test_what_may_stand_between(text: str) -> None:
    """The end of a line, capital letters, an article or "another" do not hide a bound."""
    assert only(text)[0] is AT_LEAST


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("up to about $5 billion", AT_MOST), ("at least roughly $5 billion", AT_LEAST),
        ("about $5 billion or more", AT_LEAST), ("about $5 billion or so", ABOUT), ("over $5 billion or so", AT_LEAST),
        ("more than $5bn+", AT_LEAST),
    ],
)  # fmt: skip
def test_a_floor_or_ceiling_wins_over_a_hedge(text: str, qualifier: Qualifier) -> None:
    """Where two wordings stand with one amount, the harder one counts."""
    assert only(text)[0] is qualifier


@pytest.mark.parametrize(
    "text",
    [
        "It took over $5 billion of loans.", "Acme handed over $5 billion.", "All over $5 billion.",
        "It went up to $5 billion.", "The owner raised the bid up to $5 billion.", "Spread over $5 billion.",
        "It was recovered $5 billion later.", "They discover $5 billion.", "It said $5 billion.",
        "It grew over the past $5 billion.",
    ],
)  # fmt: skip
def test_words_that_only_look_like_a_bound(text: str) -> None:
    """ "took over", "went up to" and the ends of other words bound nothing."""
    assert only(text)[0] is EXACT


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Acme is close to an AED 5 billion purchase.", EXACT), ("Acme close to $5 billion takeover of Globex", EXACT),
        ("Acme is nearing a $5 billion debt deal.", EXACT), ("Acme is near a $5 billion private credit deal.", EXACT),
        ("It raised close to $5 billion.", ABOUT), ("It is worth close to a $5 billion fortune.", ABOUT),
        ("It is near $5 billion in sales.", ABOUT), ("It has nearly $5 billion in deals.", ABOUT),
        ("It made roughly a $5 billion investment.", ABOUT),
    ],
)  # fmt: skip
def test_close_to_a_deal_is_not_close_to_a_sum(text: str, qualifier: Qualifier) -> None:
    """Before a deal, "close to" says that it is almost done."""
    assert only(text)[0] is qualifier


def test_the_words_have_their_offsets() -> None:
    """`before` and `after` say where the wording stands."""
    text = "up to about $5bn or so"
    assert qualifiers.before(text, 12) == (AT_MOST, 0, 5)
    assert qualifiers.before(text, 5) == (AT_MOST, 0, 5)
    assert qualifiers.after(text, 16) == (ABOUT, 16, 22)
    assert qualifiers.before(text, 0) is None
    assert qualifiers.after(text, len(text)) is None


@pytest.mark.parametrize("bound", [*qualifiers.LEFT, *qualifiers.RIGHT])
def test_every_row_says_why(bound: qualifiers.Bound) -> None:
    """A rule without a reason cannot be judged."""
    assert bound.reason
