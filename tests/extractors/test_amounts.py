"""Every row of the tables of currencies and power units is read, in every form that the row gives it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claims.units import CURRENCIES, POWER_SUFFIXES, POWER_UNITS, SCALES, WATT
from extractors import amounts
from extractors.quantities import find_quantities
from extractors.unit_forms import AMBIGUOUS, ONLY_BEFORE, UNIT_STARTS

SYMBOLS = [(row.code, symbol) for row in CURRENCIES.values() for symbol in row.symbols]
WORDS = [(row.code, word) for row in CURRENCIES.values() for word in row.words]
NAMES = [(row.code, f"{kind} {noun}") for row in CURRENCIES.values() for kind in row.adjectives for noun in row.nouns]
BEHIND = [(code, symbol) for code, symbol in SYMBOLS if symbol not in ONLY_BEFORE and not symbol.endswith(".")]
MINOR = [(row.code, word) for row in CURRENCIES.values() for word in row.minor]
POWER = [(row.watts, word) for row in POWER_UNITS for word in row.words]
SCALE_ROWS = [(word, factor) for word, factor in SCALES.items() if word not in ("hundred", "dozen", "mil")]
NEVER_SMALL = {  # currency words that count something else as well: weights, victories, scores, the real thing
    "buck", "dong", "kip", "lari", "lei", "mark", "marks", "pound", "pounds", "rand", "reals", "soles", "stg", "taka",
    "won",
}  # fmt: skip


def read(text: str) -> list[tuple[str, float | None, str]]:
    """Quote, lower bound and unit of what stands in a text."""
    return [(text[one.start : one.end], one.quantity.low, one.quantity.unit) for one in find_quantities(text)[0]]


@pytest.mark.parametrize(("code", "symbol"), SYMBOLS)
@pytest.mark.parametrize("gap", ["", " ", "\u00a0"])
def test_symbols_before_the_number(code: str, symbol: str, gap: str) -> None:
    """Each symbol names its currency, with a space or without."""
    assert read(f"It paid {symbol}{gap}12 billion.") == [(f"{symbol}{gap}12 billion", 12e9, code)]


@pytest.mark.parametrize(("code", "symbol"), BEHIND)
def test_symbols_behind_the_number(code: str, symbol: str) -> None:
    """Behind a scale word a symbol names its currency too."""
    assert read(f"It paid 12 billion {symbol} today.") == [(f"12 billion {symbol}", 12e9, code)]


def test_signs_that_stand_only_before_the_number() -> None:
    """Two million QR codes are no money; all other exceptions are listed as well."""
    assert {"QR", "SR", "KD", "BD", "JD", "LE", "DM"} == ONLY_BEFORE
    assert [read(f"It sent 2 million {sign} today.") for sign in sorted(ONLY_BEFORE)] == [[]] * 7


@pytest.mark.parametrize(("code", "word"), WORDS)
def test_words_behind_the_number(code: str, word: str) -> None:
    """Each word names its currency behind a scale word, in figures and in words."""
    assert read(f"It paid 12 billion {word} for it.") == [(f"12 billion {word}", 12e9, code)]
    assert read(f"It paid twelve million {word} for it.") == [(f"twelve million {word}", 12e6, code)]
    assert read(f"It paid 25,000 {word} for it.") == [(f"25,000 {word}", 25e3, code)]


@pytest.mark.parametrize(("code", "word"), WORDS)
def test_words_behind_a_small_number(code: str, word: str) -> None:
    """Only words that name nothing else are money behind a small number."""
    expected = [] if word in NEVER_SMALL else [(f"12 {word}", 12.0, code)]
    assert read(f"It paid 12 {word} for it.") == expected


def test_the_ambiguous_words_are_the_ones_listed() -> None:
    """Nothing is kept out that is not listed here."""
    assert {word for _, word in WORDS} & AMBIGUOUS == NEVER_SMALL


@pytest.mark.parametrize(("code", "name"), NAMES)
def test_names_of_two_words(code: str, name: str) -> None:
    """An adjective and a noun name one currency, before and behind the number, in any case."""
    assert read(f"It paid 12 billion {name} for it.") == [(f"12 billion {name}", 12e9, code)]
    assert read(f"It paid 12 {name.title()} for it.") == [(f"12 {name.title()}", 12.0, code)]
    assert read(f"It paid twelve {name} for it.") == [(f"twelve {name}", 12.0, code)]
    assert read(f"It paid {name} 12 million for it.") == [(f"{name} 12 million", 12e6, code)]


@pytest.mark.parametrize(("code", "word"), MINOR)
def test_hundredths(code: str, word: str) -> None:
    """A hundredth is read as such."""
    assert read(f"It costs 12 {word} a unit.") == [(f"12 {word}", 0.12, code)]


@pytest.mark.parametrize("code", CURRENCIES)
def test_codes(code: str) -> None:
    """The code stands before or behind the number, close or apart, and may hold the millions."""
    assert read(f"It paid {code} 12 billion.") == [(f"{code} 12 billion", 12e9, code)]
    assert read(f"It paid {code}12bn.") == [(f"{code}12bn", 12e9, code)]
    assert read(f"It paid 12 billion {code}.") == [(f"12 billion {code}", 12e9, code)]
    assert read(f"It paid 12{code}.") == [(f"12{code}", 12.0, code)]
    assert read(f"It paid M{code} 12.") == [(f"M{code} 12", 12e6, code)]
    assert read(f"It paid 12 M{code}.") == [(f"12 M{code}", 12e6, code)]
    assert read(f"It paid 12 {code} million.") == [(f"12 {code} million", 12e6, code)]


@pytest.mark.parametrize(("symbol", "watts"), [(row.symbol, row.watts) for row in POWER_UNITS])
@pytest.mark.parametrize("suffix", ["", *POWER_SUFFIXES])
@pytest.mark.parametrize("gap", ["", " ", "-", "\u00a0", "\u202f"])
def test_power_symbols(symbol: str, watts: float, suffix: str, gap: str) -> None:
    """Each symbol is read with its suffixes, close, apart and hyphenated."""
    assert read(f"It runs 12{gap}{symbol}{suffix} there.") == [(f"12{gap}{symbol}{suffix}", 12 * watts, WATT)]


@pytest.mark.parametrize(("watts", "word"), POWER)
def test_power_words(watts: float, word: str) -> None:
    """Each word is read behind figures and words, apart and hyphenated."""
    assert read(f"It runs 12 {word} there.") == [(f"12 {word}", 12 * watts, WATT)]
    assert read(f"It runs a 12-{word} site.") == [(f"12-{word}", 12 * watts, WATT)]
    assert read(f"It runs twelve {word} there.") == [(f"twelve {word}", 12 * watts, WATT)]


@pytest.mark.parametrize(("word", "factor"), SCALE_ROWS)
def test_scale_words(word: str, factor: float) -> None:
    """Each scale word is read behind a sign; the two that only number words use, and a unit of length, are left out."""
    gap = "" if len(word) == 1 else " "
    assert read(f"It paid ${12}{gap}{word} for it.") == [(f"$12{gap}{word}", 12 * factor, "USD")]


def test_a_prefix_begins_at_the_floor_or_later() -> None:
    """What belongs to the number before is not taken again."""
    text = "10 rmb 20 usd"
    assert amounts.prefix(text, 7, 0) == amounts.Prefix(3, "CNY", word=True)
    assert amounts.prefix(text, 7, 6) is None
    assert amounts.prefix("US$5", 3, 2) == amounts.Prefix(2, "USD", plain_dollar=True)


@pytest.mark.parametrize("text", ["x5", "V5", "5", " 5", "   5", "$   5", "a-5", "#5", "\n5"])
def test_no_prefix(text: str) -> None:
    """A number with no currency before it, or too far off."""
    assert amounts.prefix(text, text.index("5")) is None


@pytest.mark.parametrize("text", ["5%", "5 percent", "5 per cent", "5 GPUs", "5 pounds", "5", "5.", "5 50 dollars"])
def test_no_unit(text: str) -> None:
    """A number with no currency or unit behind it."""
    assert amounts.suffix(text, 1, Decimal(5), scaled=False) is None


def test_first_words_are_lower_case_words() -> None:
    """What is looked up by the words of a text has their form."""
    assert all(word.isalpha() and word.islower() for word in UNIT_STARTS)
