"""Numbers in words and figures: what "1,250", "12,34,567", "1.000.000,50", "one and a half" and "half a" are worth."""

from __future__ import annotations

import re
from decimal import Decimal

SPACE = " \t\u00a0\u2009\u202f\u2007"
"""Characters that may stand between the parts of one amount on a line."""

FIGURES = re.compile(
    r"\d(?:"
    r"\d{0,2}(?:\.\d{3}){2,9}(?:,\d{1,4})?(?!\d)"  # 1.000.000,50: continental grouping, two groups at the least
    r"|\d{0,2}(?:,\d{2,3}){0,9},\d{3}(?:\.\d{1,15})?(?!\d)"  # 1,250,000 and 12,34,567.89
    rf"|\d{{0,2}}(?:[{SPACE[2:]} ]\d{{3}}){{1,9}}(?:\.\d{{1,15}})?(?!\d)"  # 10 000
    r"|(?<![\d,.]\d)\d{0,2},\d{1,2}(?![\d,])"  # 5,4: a decimal comma
    r"|\d{0,39}(?:\.\d{1,15})?)"
)
"""One number in figures.  Runs are bounded, so that a page of digits costs time linear in its length; the first digit
stands before the alternatives, so that `re` skips all that is none."""

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_FRACTIONS = {
    "half": Decimal("0.5"), "half a": Decimal("0.5"), "half an": Decimal("0.5"), "a half": Decimal("0.5"),
    "one half": Decimal("0.5"), "a quarter of a": Decimal("0.25"), "quarter of a": Decimal("0.25"),
    "a quarter": Decimal("0.25"), "quarter": Decimal("0.25"), "a third of a": Decimal(1) / 3,
    "three quarters of a": Decimal("0.75"), "three quarters": Decimal("0.75"), "three-quarters of a": Decimal("0.75"),
}  # fmt: skip
_WORD = "|".join(sorted((*_UNITS, "hundred", "thousand", "dozen"), key=len, reverse=True))
_FRACTION = "|".join(sorted(map(re.escape, _FRACTIONS), key=len, reverse=True))
_DIGIT = "|".join(["oh", *list(_UNITS)[:10]])
_GLUE = rf"(?:[{SPACE}]|-)(?:and[{SPACE}])?"
_POINT = rf"[{SPACE}]point(?:[{SPACE}](?:{_DIGIT})){{1,4}}"

WORDS_BEFORE = re.compile(
    rf"(?<![\w-])(?P<words>(?:{_WORD})(?:{_GLUE}(?:{_WORD})){{0,6}}(?:{_GLUE}(?:a[{SPACE}])?half|{_POINT})?"
    rf"|{_FRACTION}|(?:a|an)(?=[{SPACE}-]$))(?:[{SPACE}]|-)$",
    re.IGNORECASE,
)
"""A number in words that ends where the searched text ends, with the space or hyphen behind it."""

LAST_WORDS = frozenset((
    *_UNITS, "hundred", "thousand", "dozen", "oh", "a", "an", *(form.split()[-1] for form in _FRACTIONS),
))  # fmt: skip
"""The words with which a match of WORDS_BEFORE can end."""

WORDS_ALONE = rf"(?:{_WORD})(?:{_GLUE}(?:{_WORD})){{0,6}}"
"""Source of a pattern for a number in words, without fractions and articles."""

_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_SPACES = re.compile(rf"[{SPACE}]+")


def figures(text: str) -> tuple[Decimal, int]:
    """The value of a number in figures, and how many digits stand behind its decimal point.

    Raises decimal.InvalidOperation where FIGURES did not match the text.
    """
    if text.isdecimal():
        return Decimal(text), 0
    plain = _SPACES.sub("", text)
    if plain.count(".") >= 2 or _DECIMAL_COMMA.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    plain = plain.replace(",", "")
    return Decimal(plain), len(plain.partition(".")[2])


def words(text: str) -> tuple[Decimal, int] | None:
    """The value of a number in words, and its decimal places; None where the words are no number.

    "one and a half" is 1.5, "one point two five" 1.25, "half a" 0.5, "a" 1, "two hundred and fifty" 250.
    """
    low = _SPACES.sub(" ", text.lower()).strip(" -")
    if low in ("a", "an"):
        return Decimal(1), 0
    if low in _FRACTIONS:
        return _FRACTIONS[low], 2 if "quarter" in low else 1
    half = re.fullmatch(r"(.+?)[ -](?:and[ -])?(?:a[ -])?half", low)
    if half:
        base = words(half[1])
        return None if base is None else (base[0] + Decimal("0.5"), 1)
    whole, point, decimals = low.partition(" point ")
    if point:
        base, digits = words(whole), [0 if word == "oh" else _UNITS.get(word, 10) for word in decimals.split(" ")]
        if base is None or max(digits) > 9:
            return None
        return base[0] + Decimal("".join(map(str, digits))).scaleb(-len(digits)), len(digits)
    total = group = 0
    for token in re.split(r"[ -]", low):
        if token in ("and", ""):
            continue
        if token == "hundred":
            group = (group or 1) * 100
        elif token == "thousand":
            total, group = total + (group or 1) * 1000, 0
        elif token == "dozen":
            group = (group or 1) * 12
        elif token in _UNITS:
            group += _UNITS[token]
        else:
            return None
    return Decimal(total + group), 0
