"""One written number with what stands around it: currency sign, scale word, currency or power word.

The patterns are built from the rows of `claims.units`; nothing is listed twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from claims.units import CURRENCIES, POWER_SUFFIXES, POWER_UNITS, SCALES, WATT
from extractors.numbers import SPACE

_GAP = rf"(?:[{SPACE}]{{0,3}}\n?[{SPACE}]{{0,4}})"  # a line may break inside an amount
_HYPHEN_OR_GAP = rf"(?:-|‑|{_GAP})"


def _any(forms: list[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(set(forms), key=lambda form: (-len(form), form)))


_SYMBOLS = {symbol: row.code for row in reversed(CURRENCIES.values()) for symbol in row.symbols}
_CODES = {code: code for code in CURRENCIES} | {"RMB": "CNY", "CNH": "CNY", "NTD": "TWD", "US": "USD"}
_WORDS = {word: row.code for row in reversed(CURRENCIES.values()) for word in row.words}
_WORDS |= {"krone": "NOK", "kroner": "NOK", "pesos": "MXN", "peso": "MXN"}
_QUALIFIED = {f"{adjective} {noun}": row.code for row in CURRENCIES.values() for adjective in row.adjectives
              for noun in (*row.nouns, *(row.words if row.words and not row.nouns else ()))}  # fmt: skip
_MINOR = {word: row.code for row in reversed(CURRENCIES.values()) for word in row.minor}

_AMBIGUOUS = frozenset(
    "pound pounds won mark marks real reals rand kip dong buck leu lei lari sol soles taka colon stg cr".split()
)
"""Words that name other things too: they count as money only behind a scale word or a large number."""

_BEFORE = [w for w in (*_WORDS, *_QUALIFIED) if w not in _AMBIGUOUS or w == "pounds"]
_BEHIND = [w for w in _WORDS if w not in _AMBIGUOUS or w in ("pounds", "pound", "won")]
_letter_sign = [s for s in _SYMBOLS if s[0].isalpha()]
_plain_sign = [s for s in _SYMBOLS if not s[0].isalpha()]
_PREFIX = re.compile(
    rf"(?:(?<![A-Za-z])(?P<sign>{_any(_letter_sign)})|(?P<plain>{_any(_plain_sign)})"
    rf"|(?<![A-Za-z])(?P<million>M?)(?P<code>{_any(list(_CODES))})\$?|(?<![A-Za-z])(?P<spaced>HK|NZ|US|hk|nz|c)[ ]\$"
    rf"|(?<![A-Za-z])(?P<word>(?i:{_any(_BEFORE)})))"
    rf"[{SPACE}]{{0,2}}$"
)
_SCALE_WORDS = [word for word in SCALES if len(word) > 2 and word not in ("hundred", "dozen", "mil")]
_SHORT = ["bn", "mn", "mm", "tn", "tr", "cr"]
_SCALE = re.compile(
    rf"{_HYPHEN_OR_GAP}(?P<word>(?i:{_any(_SCALE_WORDS)}))(?![A-Za-z])"
    rf"|[{SPACE}]?(?P<short>(?i:{_any(_SHORT)}))(?![A-Za-z])"
    rf"|(?P<letter>[kKmMbBtT])(?![A-Za-z\d])|[{SPACE}](?P<apart>[MBTK])(?![A-Za-z\d'’.&])"
)
_PLUS = r"(?:\+|-plus\b)?"
_SUFFIX = re.compile(
    rf"(?:{_HYPHEN_OR_GAP})(?:(?:of{_GAP})?(?P<qualified>(?i:{_any(list(_QUALIFIED))}))(?![A-Za-z])"
    rf"|(?P<million>M?)(?P<code>{_any(list(_CODES))})(?![A-Za-z\d])"
    rf"|(?P<word>(?i:{_any(list(_WORDS))}))(?![A-Za-z])|(?P<minor>(?i:{_any(list(_MINOR))}))(?![A-Za-z]))"
    rf"|[{SPACE}]?(?P<sign>{_any([*_plain_sign, 'zł', 'Kč'])})(?![\d{SPACE}]?\d)"
)
_SUFFIX_LETTERS = "|".join(sorted(POWER_SUFFIXES, key=len, reverse=True))
_POWER = re.compile(
    rf"{_HYPHEN_OR_GAP}(?:"
    + "|".join(
        rf"(?P<u{i}>{row.symbol if row.symbol == 'W' else f'(?i:{row.symbol})'}(?:{_SUFFIX_LETTERS})?(?![A-Za-z\d])"
        rf"|(?i:{_any(list(row.words))})(?![A-Za-z]))"
        for i, row in enumerate(POWER_UNITS)
    )
    + r")"
)
_ENERGY = re.compile(rf"[{SPACE}-]?(?i:hours?|hrs?|h)\b|/h\b|[{SPACE}]?·?h\b")
_ENERGY_SYMBOL = re.compile(rf"{_HYPHEN_OR_GAP}(?i:[TGMk]?Wh[ep]?s?)(?![A-Za-z\d])")
_DOLLARS_AGAIN = re.compile(rf"{_HYPHEN_OR_GAP}(?:(?i:us|u\.s\.){_GAP})?(?i:dollars?|euros?|pounds?|yen)(?![A-Za-z])")
_NOT_MONEY = re.compile(rf"[{SPACE}]?(?:%|per ?cent\b|pct\b|percentage\b)")
LARGE = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Prefix:
    """A currency written before a number: where it starts, its code, and the scale inside it (MUSD)."""

    start: int
    code: str
    scale: float
    plain_dollar: bool
    word: bool


@dataclass(frozen=True, slots=True)
class Suffix:
    """A currency or power unit written after a number: where it ends, the unit, and its size in base units."""

    end: int
    unit: str
    factor: float
    energy: bool = False


def prefix(text: str, start: int) -> Prefix | None:
    """The currency sign, code or word that ends where the number starts."""
    begin = max(0, start - 20)
    match = _PREFIX.search(text, begin, start)
    if match is None:
        return None
    at = match.start()
    kind = match.lastgroup
    if kind in ("sign", "plain"):
        sign = match[kind]
        return Prefix(at, _SYMBOLS[sign], 1.0, plain_dollar=sign == "$", word=False)
    if kind == "spaced":
        return Prefix(
            at, {"hk": "HKD", "nz": "NZD", "c": "CAD", "us": "USD"}[match["spaced"].lower()], 1.0, False, False
        )
    if kind == "word":
        word = match["word"].lower()
        return Prefix(at, _WORDS.get(word) or _QUALIFIED[word], 1.0, plain_dollar=False, word=True)
    if match["code"] == "US" and not match[0].rstrip().endswith("$"):
        return None
    return Prefix(at, _CODES[match["code"]], 1e6 if match["million"] else 1.0, plain_dollar=False, word=False)


def scale(text: str, end: int, *, money: bool) -> tuple[int, float] | None:
    """The scale word behind a number: where it ends and what it multiplies by.

    Single letters count straight behind the number, and after a space only where a currency was seen (`money`).
    """
    match = _SCALE.match(text, end)
    if match is None:
        return None
    kind = match.lastgroup
    assert kind is not None
    if kind == "apart" and not money:
        return None
    word = " ".join(match[kind].lower().split()) if kind in ("word", "short") else match[kind]
    return match.end(), SCALES[word]


def suffix(text: str, end: int, value: Decimal, *, scaled: bool) -> Suffix | None:
    """The currency or power unit behind a number (and its scale word); None where it counts something else.

    An energy unit (MWh, watt-hours) comes back with `energy` set, so that the caller can say why it was passed over.
    """
    energy = _ENERGY_SYMBOL.match(text, end)
    if energy:
        return Suffix(energy.end(), WATT, 1.0, energy=True)
    power = _POWER.match(text, end)
    if power:
        kind = power.lastgroup
        assert kind is not None
        tail = _ENERGY.match(text, power.end())
        if tail:
            return Suffix(tail.end(), WATT, 1.0, energy=True)
        return Suffix(power.end(), WATT, POWER_UNITS[int(kind[1:])].watts)
    if _NOT_MONEY.match(text, end):
        return None
    match = _SUFFIX.match(text, end)
    if match is None:
        return None
    kind = match.lastgroup
    if kind == "qualified":
        return Suffix(match.end(), _QUALIFIED[" ".join(match["qualified"].lower().split())], 1.0)
    if kind == "code":
        if match["code"] == "US":
            return None
        return Suffix(match.end(), _CODES[match["code"]], 1e6 if match["million"] else 1.0)
    if kind == "sign":
        return Suffix(match.end(), _SYMBOLS[match["sign"]], 1.0)
    if kind == "minor":
        if scaled or re.match(rf"{_GAP}on the (?:dollar|euro|pound)", text[match.end() : match.end() + 20]):
            return None
        return Suffix(match.end(), _MINOR[match["minor"].lower()], 0.01)
    word = match["word"].lower()
    if word in _AMBIGUOUS and not scaled and value < LARGE:
        return None
    return Suffix(match.end(), _WORDS[word], 1.0)


def currency_again(text: str, end: int) -> int:
    """The end of a currency word that repeats the sign before the number ("$50 billion dollars"), else `end`."""
    match = _DOLLARS_AGAIN.match(text, end)
    return end if match is None else match.end()


def currency_word(text: str, end: int) -> tuple[str, int] | None:
    """The currency noun that starts at `end` behind a space or hyphen ("-dollar", " of euros"), with its end."""
    match = _VAGUE_CURRENCY.match(text, end)
    if match is None:
        return None
    word = " ".join((match["qualified"] or match["word"]).lower().split())
    return _QUALIFIED.get(word) or _WORDS[word], match.end()


_VAGUE_CURRENCY = re.compile(
    rf"{_HYPHEN_OR_GAP}(?:of{_GAP})?(?:(?P<qualified>(?i:{_any(list(_QUALIFIED))}))"
    rf"|(?P<word>(?i:{_any(_BEHIND)})))(?![A-Za-z])"
)
