"""Sums of money and electrical power: each written form, what it is read as, and what is left alone."""

from __future__ import annotations

import pytest

from claims.model import Signal
from claims.units import number
from extractors.found import Found
from extractors.quantities import find_quantities

Row = tuple[str, float | None, float | None, str, str, float]


def row(text: str, one: Found) -> Row:
    """Quote, bounds, unit, qualifier and precision."""
    q = one.quantity
    return (text[one.start : one.end], q.low, q.high, q.unit, str(q.qualifier), q.precision)


def rows(text: str, dollar: str = "USD") -> list[Row]:
    """All that stands in a text."""
    return [row(text, one) for one in find_quantities(text, dollar=dollar)[0]]


@pytest.mark.parametrize(
    ("quote", "value", "unit", "precision"),
    [
        # signs and short scales
        ("$110B", 110e9, "USD", 1e9), ("$1.5bn", 1.5e9, "USD", 1e8), ("$40mn", 40e6, "USD", 1e6),
        ("$2.5T", 2.5e12, "USD", 1e11), ("$2.5tn", 2.5e12, "USD", 1e11), ("$600m", 600e6, "USD", 1e6),
        ("$600 M", 600e6, "USD", 1e6), ("$750k", 750e3, "USD", 1e3), ("$14.6 billion", 14.6e9, "USD", 1e8),
        ("$14.60 billion", 14.6e9, "USD", 1e7), ("$500-million", 500e6, "USD", 1e6),
        ("$500‑million", 500e6, "USD", 1e6),
        ("US$40bn", 40e9, "USD", 1e9), ("US $40bn", 40e9, "USD", 1e9), ("U.S.$40bn", 40e9, "USD", 1e9),
        ("A$1.2bn", 1.2e9, "AUD", 1e8), ("C$3m", 3e6, "CAD", 1e6), ("NZ$4m", 4e6, "NZD", 1e6),
        ("S$5m", 5e6, "SGD", 1e6), ("HK$5.4m", 5.4e6, "HKD", 1e5), ("HK $5.4m", 5.4e6, "HKD", 1e5),
        ("NT$6bn", 6e9, "TWD", 1e9), ("R$7m", 7e6, "BRL", 1e6), ("€1.2bn", 1.2e9, "EUR", 1e8),
        ("£3m", 3e6, "GBP", 1e6), ("¥400bn", 400e9, "JPY", 1e9), ("₹500 crore", 5e9, "INR", 1e7),
        ("Rs 500 crore", 5e9, "INR", 1e7), ("Rs. 20 lakh", 2e6, "INR", 1e5), ("₹2.5 lakh crore", 2.5e12, "INR", 1e11),
        ("RMB 3 billion", 3e9, "CNY", 1e9), ("CHF 100 million", 100e6, "CHF", 1e6), ("5€", 5.0, "EUR", 1.0),
        ("3 bn €", 3e9, "EUR", 1e9), ("3€m", 3e6, "EUR", 1e6),
        # codes and words
        ("SEK 12 billion", 12e9, "SEK", 1e9), ("AED 15bn", 15e9, "AED", 1e9), ("USD750m", 750e6, "USD", 1e6),
        ("MUSD 30", 30e6, "USD", 1e6), ("75 USD million", 75e6, "USD", 1e6), ("30bn yuan", 30e9, "CNY", 1e9),
        ("20 trillion won", 20e12, "KRW", 1e12), ("12 billion Hong Kong dollars", 12e9, "HKD", 1e9),
        ("5 billion U.S. dollars", 5e9, "USD", 1e9), ("dollars 280bn", 280e9, "USD", 1e9),
        ("$50 billion dollars", 50e9, "USD", 1e9), ("$5 million CAD", 5e6, "CAD", 1e6), ("$40bn USD", 40e9, "USD", 1e9),
        # grouped figures
        ("$3,000,000", 3e6, "USD", 1.0), ("₹1,00,000", 1e5, "INR", 1.0), ("$1 000 000", 1e6, "USD", 1.0),
        ("€1.234.567,89", 1234567.89, "EUR", 0.01), ("1,5 billion euros", 1.5e9, "EUR", 1e8),
        ("$1,250.50", 1250.5, "USD", 0.01),
        # numbers in words
        ("half a billion dollars", 0.5e9, "USD", 1e8), ("one and a half billion dollars", 1.5e9, "USD", 1e8),
        ("one point five billion dollars", 1.5e9, "USD", 1e8), ("a billion-dollar", 1e9, "USD", 1e9),
        ("two hundred and fifty million euros", 250e6, "EUR", 1e6),
        ("a quarter of a billion pounds", 250e6, "GBP", 1e7),
        ("half-billion-dollar", 0.5e9, "USD", 1e8), ("a million dollars", 1e6, "USD", 1e6),
        ("twenty million of euros", 20e6, "EUR", 1e6), ("ten pennies", 0.1, "USD", 0.01),
        # small change
        ("$20 and 43 cents", 20.43, "USD", 0.01), ("$20 and 43c", 20.43, "USD", 0.01),
        ("3 dollars 50 cents", 3.5, "USD", 0.01), ("a dollar and 42 cents", 1.42, "USD", 0.01),
        ("25 cents", 0.25, "USD", 0.01),
        # power
        ("2GW", 2e9, "W", 1e9), ("1.2-gigawatt", 1.2e9, "W", 1e8), ("500MW", 500e6, "W", 1e6),
        ("835-MW", 835e6, "W", 1e6),
        ("1,000 megawatts", 1e9, "W", 1e6), ("5,4 GW", 5.4e9, "W", 1e8), ("a gigawatt", 1e9, "W", 1e9),
        ("half-gigawatt", 0.5e9, "W", 1e8), ("half a gigawatt", 0.5e9, "W", 1e8), ("100 MWe", 100e6, "W", 1e6),
        ("20MWp", 20e6, "W", 1e6), ("50 kW", 50e3, "W", 1e3), ("one terawatt", 1e12, "W", 1e12),
        ("700 watts", 700.0, "W", 1.0),
    ],
)  # fmt: skip
def test_one_amount(quote: str, value: float, unit: str, precision: float) -> None:
    """The amount is read with its value, unit and the size of its last digit, and its quote is what was written."""
    assert rows(f"The plan calls for {quote} this year.") == [(quote, value, value, unit, "exact", precision)]


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u2007", "\t", "\n", "  "])
def test_any_space_may_stand_inside(space: str) -> None:
    """A non-breaking or thin space, a tab or the end of a line parts a number from its scale and unit."""
    assert rows(f"worth $2{space}billion") == [(f"$2{space}billion", 2e9, 2e9, "USD", "exact", 1e9)]
    assert rows(f"some 3{space}GW") == [(f"3{space}GW", 3e9, 3e9, "W", "about", 1e9)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("it secured$2bn of it", "$2bn"),
        ("worth$2bn,plus", "$2bn"),
        ("($2bn)", "$2bn"),
        ("“$2bn”", "$2bn"),
        ("a$2bnloan", "$2"),
    ],
)
def test_missing_spaces(text: str, quote: str) -> None:
    """A sum that is glued to its neighbours is read; a scale word must end."""
    assert [one[0] for one in rows(text)] == [quote]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between $730 and $840 billion", ("$730 and $840 billion", 730e9, 840e9, "USD", "range", 1e9)),
        ("$1.5-2 billion", ("$1.5-2 billion", 1.5e9, 2e9, "USD", "range", 1e8)),
        ("$1.5–$2 billion", ("$1.5–$2 billion", 1.5e9, 2e9, "USD", "range", 1e8)),
        ("$600m-$700m", ("$600m-$700m", 600e6, 700e6, "USD", "range", 1e6)),
        ("$5 million to $10 million", ("$5 million to $10 million", 5e6, 10e6, "USD", "range", 1e6)),
        ("$950 million to $1.1 billion", ("$950 million to $1.1 billion", 950e6, 1.1e9, "USD", "range", 1e6)),
        ("$4bn to as much as $6bn", ("$4bn to as much as $6bn", 4e9, 6e9, "USD", "range", 1e9)),
        ("EUR 1-1.5bn", ("EUR 1-1.5bn", 1e9, 1.5e9, "EUR", "range", 1e8)),
        ("1-1.5bn EUR", ("1-1.5bn EUR", 1e9, 1.5e9, "EUR", "range", 1e8)),
        ("five to ten million dollars", ("five to ten million dollars", 5e6, 10e6, "USD", "range", 1e6)),
        ("1-2 GW", ("1-2 GW", 1e9, 2e9, "W", "range", 1e9)),
        ("500–700MW", ("500–700MW", 500e6, 700e6, "W", "range", 1e6)),
        ("500MW-1GW", ("500MW-1GW", 500e6, 1e9, "W", "range", 1e6)),
        ("between 500 and 700 megawatts", ("500 and 700 megawatts", 500e6, 700e6, "W", "range", 1e6)),
        ("two to three gigawatts", ("two to three gigawatts", 2e9, 3e9, "W", "range", 1e9)),
        ("fines from $250,000 to $1 million", ("$250,000 to $1 million", 250e3, 1e6, "USD", "range", 1.0)),
    ],
)
def test_a_range_has_both_ends(text: str, expected: Row) -> None:
    """Two ends are one quantity; a scale or unit written once holds for both, and the finer end sets the precision."""
    assert rows(f"It will cost {text} to build.") == [expected]


def test_a_scale_is_not_shared_where_the_first_number_is_the_larger() -> None:
    """ "$200 to $4 million" does not begin at 200 million."""
    assert rows("Prices run from $200 to $4 million.") == [("$200 to $4 million", 200.0, 4e6, "USD", "range", 1.0)]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Its value rose from $500 billion to $730 billion.", "$500 billion", "$730 billion"),
        ("Sales climbed 12.5% from $5 billion to $7 billion.", "$5 billion", "$7 billion"),
        ("Capacity grew from 35 gigawatts to 123 gigawatts.", "35 gigawatts", "123 gigawatts"),
        ("It raised its target from about $4bn to $6bn.", "$4bn", "$6bn"),
        ("The cost fell from 9 to 7 billion dollars.", "9", "7 billion dollars"),
    ],
)
def test_a_movement_is_two_amounts(text: str, first: str, second: str) -> None:
    """Where something moved, its two ends are two quantities that know which is which."""
    found, _ = find_quantities(text)
    assert [(text[one.start : one.end], one.moved) for one in found] == [(first, "from"), (second, "to")]
    assert all(one.quantity.low == one.quantity.high for one in found)


def test_a_movement_may_end_in_a_range() -> None:
    """Only the two numbers behind the dash belong together."""
    text = "Its sales should rise from 24.2 to 33-35 billion euros."
    found, _ = find_quantities(text)
    assert [(row(text, one)[:3], one.moved) for one in found] == [
        (("24.2", 24.2e9, 24.2e9), "from"),
        (("33-35 billion euros", 33e9, 35e9), "to"),
    ]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Its shares, which have gone from $160 to $180 to $200, slipped.", ["$160", "$180", "$200"]),
        ("The stock went from $160 to $180 to $200.", ["$160", "$180", "$200"]),
        ("Its value rose from $2 billion to $3 billion to $4 billion.", ["$2 billion", "$3 billion", "$4 billion"]),
    ],
)
def test_a_movement_may_have_stations(text: str, quotes: list[str]) -> None:
    """ "from A to B to C": where one movement ends and the next begins."""
    found, _ = find_quantities(text)
    assert [text[one.start : one.end] for one in found] == quotes
    assert [one.moved for one in found] == ["from", "to", "to"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at Rs 275-280 per share", ("Rs 275-280", 275.0, 280.0, "INR", "range", 1.0)),
        ("at $20-30", ("$20-30", 20.0, 30.0, "USD", "range", 1.0)),
        ("at $20-$30", ("$20-$30", 20.0, 30.0, "USD", "range", 1.0)),
        ("at €1.20-1.35 each", ("€1.20-1.35", 1.2, 1.35, "EUR", "range", 0.01)),
    ],
)
def test_a_range_of_prices(text: str, expected: Row) -> None:
    """Two plain numbers behind one sign, the second larger, and close."""
    assert rows(f"They sell {text} here.") == [expected]


@pytest.mark.parametrize("text", ["$5 - 1987", "$5-1987", "$30-20", "$5-10%", "$5-10x", "$20-900"])
def test_no_range_of_prices(text: str) -> None:
    """A year, a falling pair, a percentage, a multiple and a far number are no second end."""
    (one,) = rows(f"They sell at {text} here.")
    assert one[1] == one[2]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("from $500 billion in October to $730 billion now", ["$500 billion", "$730 billion"]),
        ("debt rose by $43.6 billion to $419.2 billion", ["$43.6 billion", "$419.2 billion"]),
        ("it has $5bn and $7bn", ["$5bn", "$7bn"]),
        ("either $5 or $10 million", ["$5", "$10 million"]),
        ("10 rmb 20 usd", ["10 rmb", "20 usd"]),
        ("worth $2 billion. $3 billion followed", ["$2 billion", "$3 billion"]),
    ],
)
def test_two_amounts_are_no_range(text: str, quotes: list[str]) -> None:
    """A date, "by", "and" or the end of a sentence keeps two sums apart."""
    assert [one[0] for one in rows(text)] == quotes
    assert {one[4] for one in rows(text)} == {"exact"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$15, $20 and $35 billion", [("$15", 15e9, "USD"), ("$20", 20e9, "USD"), ("$35 billion", 35e9, "USD")]),
        ("8, 10 and 12 GW", [("8", 8e9, "W"), ("10", 10e9, "W"), ("12 GW", 12e9, "W")]),
        ("$5 or $10 million", [("$5", 5e6, "USD"), ("$10 million", 10e6, "USD")]),
        ("280 million of the 1.5 billion shekels",
         [("280 million", 280e6, "ILS"), ("1.5 billion shekels", 1.5e9, "ILS")]),
    ],
)  # fmt: skip
def test_lists_share_what_is_left_out(text: str, expected: list[tuple[str, float, str]]) -> None:
    """A scale or a unit that is written once, at the end, holds for the whole list."""
    assert [(quote, low, unit) for quote, low, _, unit, _, _ in rows(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "It aims for 1.9 gigawatts by 2030 and 6.6 gigawatts four years later.",
        "It had 1.9 gigawatts in 2024, 6.6 gigawatts a year later.",
    ],
)
def test_a_year_is_no_part_of_a_list(text: str) -> None:
    """A year behind a word of time gets no unit from the amount after it."""
    assert [quote for quote, *_ in rows(text)] == ["1.9 gigawatts", "6.6 gigawatts"]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("€3 billion ($3.5 billion)", [("exact", None), ("exact", 0)]),
        ("dollars 280bn (pounds 155bn)", [("exact", None), ("exact", 0)]),
        ("more than SEK 12 billion ($1.1 billion)", [("at_least", None), ("at_least", 0)]),
        ("up to €3 billion ($3.5 billion)", [("at_most", None), ("at_most", 0)]),
        ("about £2bn [US$2.6bn]", [("about", None), ("about", 0)]),
        ("€3bn (about $3.5bn)", [("exact", None), ("about", 0)]),
        ("€3bn ($3.5bn; £2.6bn)", [("exact", None), ("exact", 0), ("exact", 0)]),
        ("€3bn (roughly $3.5bn, or £2.6bn)", [("exact", None), ("about", 0), ("exact", 0)]),
        ("€3bn ($3.5bn at today's rate)", [("exact", None), ("exact", 0)]),
        ("€3bn (of which $1bn (net))", [("exact", None), ("exact", None)]),
        ("$3bn ($1bn)", [("exact", None), ("exact", None)]),
        ("€3bn (100 MW)", [("exact", None), ("exact", None)]),
        ("€3bn, $3.5bn", [("exact", None), ("exact", None)]),
    ],
)
def test_a_bracket_converts_what_stands_before_it(text: str, bounds: list[tuple[str, int | None]]) -> None:
    """Another currency in a bracket is linked to the sum before it, and shares its bound."""
    found, _ = find_quantities(f"It paid {text}.")
    assert [(str(one.quantity.qualifier), one.converts) for one in found] == bounds


@pytest.mark.parametrize(
    ("text", "quote", "count"),
    [
        ("a pair of 400-megawatt halls", "400-megawatt", 2),
        ("2x336MW units", "336MW", 2), ("3 × 336 MW", "336 MW", 3), ("12 x 50 kW", "50 kW", 12),
        ("two 400 MW sites", "400 MW", 2), ("two of 400 MW", "400 MW", 2), ("twin 300 MW units", "300 MW", 2),
        ("four additional 100 MW blocks", "100 MW", 4), ("12 new 50-megawatt sites", "50-megawatt", 12),
        ("two data centers of 400 MW each", "400 MW", 2), ("two halls with 48 MW apiece", "48 MW", 2),
        ("phase two 400 MW", "400 MW", None), ("phase two adding 400 MW", "400 MW", None),
        ("two data centers of 400 MW", "400 MW", None), ("400 MW each", "400 MW", None),
    ],
)  # fmt: skip
def test_how_many_of_them(text: str, quote: str, count: int | None) -> None:
    """A pair, a number of units and "each" say how often the power is meant; the value stays that of one."""
    found, _ = find_quantities(text)
    assert [(text[one.start : one.end], one.count) for one in found] == [(quote, count)]


def test_each_in_money_stays_one_quantity() -> None:
    """Who gives it is for the roles to say."""
    assert rows("$30 billion each from Acme and Globex") == [("$30 billion", 30e9, 30e9, "USD", "exact", 1e9)]


@pytest.mark.parametrize(("dollar", "unit"), [("USD", "USD"), ("AUD", "AUD"), ("SGD", "SGD")])
def test_a_bare_dollar_is_the_one_given(dollar: str, unit: str) -> None:
    """Only the bare sign changes with the outlet; a range and a vague sum go along."""
    assert rows("$2bn, US$3bn and C$4bn", dollar=dollar) == [
        ("$2bn", 2e9, 2e9, unit, "exact", 1e9),
        ("US$3bn", 3e9, 3e9, "USD", "exact", 1e9),
        ("C$4bn", 4e9, 4e9, "CAD", "exact", 1e9),
    ]
    assert [one[3] for one in rows("$1-2bn", dollar=dollar)] == [unit]
    assert [one[3] for one in rows("an investment of tens of billions", dollar=dollar)] == [unit]


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("500 MWh", "energy, not power"), ("20kWh", "energy, not power"), ("1.5-GWh", "energy, not power"),
        ("3 million watt-hours", "energy, not power"), ("40 megawatt hours", "energy, not power"),
        ("5 TWh", "energy, not power"), ("a megawatt-hour", "energy, not power"),
        ("five gigawatt hours", "energy, not power"),
        ("3.000 millones", "a scale word of another language"), ("3,5 milliards", "a scale word of another language"),
        ("12 Milliarden", "a scale word of another language"), ("4,5 Mrd", "a scale word of another language"),
    ],
)  # fmt: skip
def test_energy_and_foreign_scales_are_signalled(quote: str, reason: str) -> None:
    """They are no quantities, and what was seen is told with its place."""
    text = f"It needs {quote} of it."
    assert find_quantities(text) == ([], [Signal(reason, 9, 9 + len(quote), quote)])


@pytest.mark.parametrize(
    "text",
    [
        "A model with 130 billion parameters, and one of 405B.",
        "It has 500 million users and 3 million subscribers.",
        "Growth was 12%, then 5 percent, then 3 per cent, or 10-15%.",
        "They hold 3 million shares.",
        "It served 2 billion tokens, 14 million tonnes and 8 million square feet.",
        "$NVDA and $AMZN went up.",
        "On 3 October 2025, in Q3 2025, at 10:30, in 2024-25 and in the 1990s.",
        "GPT-4, H100, B200, MI300X, RTX 5090, Llama 3 70B, Claude 3.5, i9-13900, 5G and 3nm.",
        "They paid 40 cents on the dollar.",
        "The court found 3 pounds of paper and 12 marks.",
        "In 2024 dollars, or constant 2020 dollars.",
        "The dollar, the euro, a won game, a pound of it and a dollar store.",
        "It scored 5,000th of 10,000 in 24/7 tests, 2.5x faster.",
        "He wants ten thousand more of them, a dozen, a hundred.",
        "Watt, Gigawatt Inc. and the MW band.",
        "A nine-figure sum.",
        "",
        "   \n ",
    ],
)
def test_no_claims_here(text: str) -> None:
    """Counts, shares of a whole, dates, tickers and names of models are neither quantities nor signals."""
    assert find_quantities(text) == ([], [])


def test_the_text_decides_the_order() -> None:
    """Figures, words, vague sums and power come in the order of the text, with the offsets of their quotes."""
    text = "Tens of billions of dollars, then 2 GW, one million euros, a $3bn loan and a billion-dollar bond."
    found, signals = find_quantities(text)
    assert signals == []
    assert [(text[one.start : one.end], one.form, number(one.quantity.low)) for one in found] == [
        ("Tens of billions of dollars", "vague", 10**10),
        ("2 GW", "figures", 2 * 10**9),
        ("one million euros", "words", 10**6),
        ("$3bn", "figures", 3 * 10**9),
        ("a billion-dollar", "words", 10**9),
    ]


@pytest.mark.parametrize("digits", [41, 500])
def test_no_sum_is_too_long(digits: int) -> None:
    """A sign before a run of digits that no sum has is a signal of bounded size, not an error."""
    found, signals = find_quantities(f"${'9' * digits}")
    assert found == []
    assert [(signal.reason, signal.quote) for signal in signals] == [("a number beyond 1e18", f"${'9' * 40}")]
