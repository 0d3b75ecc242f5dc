"""The written forms of currencies, scales and power units, gathered from the rows of `claims.units`: listed once."""

from __future__ import annotations

import re

from claims.units import CURRENCIES, POWER_UNITS, SCALES

SYMBOLS = {symbol: row.code for row in reversed(CURRENCIES.values()) for symbol in row.symbols}
CODES = {code: code for code in CURRENCIES} | {"RMB": "CNY", "CNH": "CNY", "NTD": "TWD"}
WORDS = {word: row.code for row in reversed(CURRENCIES.values()) for word in row.words}
WORDS |= {code.lower(): code for code in ("USD", "GBP", "AUD", "CHF", "HKD", "JPY", "INR")}
WORDS |= {"krone": "NOK", "kroner": "NOK", "pesos": "MXN", "peso": "MXN"}
QUALIFIED = {f"{adjective} {noun}": row.code for row in CURRENCIES.values() for adjective in row.adjectives
             for noun in (*row.nouns, *(row.words if row.words and not row.nouns else ()))}  # fmt: skip
MINOR = {word: row.code for row in reversed(CURRENCIES.values()) for word in row.minor}

AMBIGUOUS = frozenset(
    "pound pounds won mark marks real reals rand kip dong buck leu lei lari sol soles taka colon stg cr".split()
)
"""Words that name other things too: they count as money only behind a scale word or a large number."""

ONLY_BEFORE = frozenset(("SR", "QR", "KD", "BD", "JD", "LE", "DM"))
"""Signs that are read only before the number: behind one they count codes and messages ("2 million QR codes")."""

PLAIN_SIGNS = [sign for sign in SYMBOLS if not sign.isascii() or not sign[0].isalpha() or sign[-1] == "$"]
LETTER_SIGNS = [sign for sign in SYMBOLS if sign not in PLAIN_SIGNS and sign not in ONLY_BEFORE]
"""Signs that stand behind any number, and those that stand there only behind a scale word or a large number."""

DOLLARS = {row.code: row.code for row in CURRENCIES.values() if "dollars" in row.nouns}
"""Codes that say behind a sum which dollar its `$` was ("$40bn CAD")."""

SCALE_WORDS = [word for word in SCALES if len(word) > 2 and word not in ("hundred", "dozen", "mil")]
SCALE_SHORT = ["bn", "mn", "mm", "tn", "tr", "cr"]
FOREIGN_SCALES = (
    "millones millón milliards milliarden millionen miliardi milioni milhões bilhões miljoen miljard miljoner "
    "miljarder mrd mio"
).split()
"""Scale words of other languages: a number before one is signalled, never read without it."""


UNIT_STARTS = frozenset(
    re.split(r"[^a-z]", form.lower())[0]
    for form in (
        *SCALE_WORDS, *WORDS, *QUALIFIED, *MINOR,
        *(form for row in POWER_UNITS for form in (*row.words, *([row.symbol] if len(row.symbol) > 1 else ()))),
    )
) - {""}  # fmt: skip
"""First words, in lower case, of what may follow a number in words: "two *hong* kong dollars"."""
