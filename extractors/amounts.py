"""One written number with what stands around it: currency sign, scale word, currency or power word."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.units import POWER_SUFFIXES, POWER_UNITS, SCALES, WATT
from extractors import unit_forms as forms
from extractors.numbers import SPACE
from extractors.patterns import any_of, lowered

_GAP = rf"(?>[{SPACE}]{{0,3}}\n?[{SPACE}]{{0,4}})"  # a line may break inside an amount
_HYPHEN_OR_GAP = rf"(?:-|‑|{_GAP})"
_FIRST_WORD = re.compile(rf"[{SPACE}\n‑-]{{0,8}}+([A-Za-z]*)")

_SCALE = re.compile(
    rf"{_HYPHEN_OR_GAP}(?P<word>(?i:{any_of(forms.SCALE_WORDS)}))(?![A-Za-z])"
    rf"|[{SPACE}]?(?P<short>(?i:{any_of(forms.SCALE_SHORT)}))(?![A-Za-z])"
    rf"|(?P<letter>[kKmMbBtT])(?![A-Za-z\d])|[{SPACE}](?P<apart>[MBTK])(?![A-Za-z\d'’.&])"
)
_FOREIGN_SCALE = re.compile(rf"{_GAP}(?:mil{_GAP})?(?i:{any_of(forms.FOREIGN_SCALES)})(?![A-Za-z])")
_SUFFIX = re.compile(
    rf"(?:{_HYPHEN_OR_GAP})(?:(?:of{_GAP})?(?P<qualified>(?i:{any_of(forms.QUALIFIED)}))(?![A-Za-z])"
    rf"|(?P<million>M?)(?P<code>{any_of(forms.CODES)})[$¥]?(?![A-Za-z\d])"
    rf"|(?P<word>(?i:{any_of(forms.WORDS)}))(?![A-Za-z\d])|(?P<minor>(?i:{any_of(forms.MINOR)}))(?![A-Za-z]))"
    rf"|[{SPACE}]?(?P<sign>{any_of(forms.PLAIN_SIGNS)})(?![\d{SPACE}]?\d)"
    rf"|[{SPACE}]?(?P<letters>{any_of(forms.LETTER_SIGNS)})(?![A-Za-z]|[{SPACE}]?\d)"
)
_SUFFIX_LETTERS = "|".join(sorted(POWER_SUFFIXES, key=len, reverse=True))
_POWER = re.compile(
    rf"{_HYPHEN_OR_GAP}(?:"
    + "|".join(
        rf"(?P<u{i}>{row.symbol if row.symbol == 'W' else f'(?i:{row.symbol})'}(?:{_SUFFIX_LETTERS})?(?![A-Za-z\d$])"
        rf"|(?i:{any_of(row.words)})(?![A-Za-z]))"
        for i, row in enumerate(POWER_UNITS)
    )
    + r")"
)
_ENERGY = re.compile(rf"[{SPACE}-]?(?i:hours?|hrs?|h)\b|/h\b|[{SPACE}]?·?h\b")
_ENERGY_SYMBOL = re.compile(rf"{_HYPHEN_OR_GAP}(?i:[TGMk]?Wh[ep]?s?)(?![A-Za-z\d])")
_AGAIN = re.compile(
    rf"{_HYPHEN_OR_GAP}(?:(?:(?i:us|u\.s\.){_GAP})?(?i:dollars?|euros?|pounds?|yen)"
    rf"|(?P<code>{any_of(forms.DOLLARS)}))(?![A-Za-z])"
)
_VAGUE_CURRENCY = re.compile(
    rf"{_HYPHEN_OR_GAP}(?:of{_GAP})?(?:(?P<qualified>(?i:{any_of(forms.QUALIFIED)}))"
    rf"|(?P<word>(?i:{any_of(w for w in forms.WORDS if w not in forms.AMBIGUOUS or w in ('pounds', 'pound', 'won'))})))"
    r"(?![A-Za-z])"
)
_NOT_MONEY = re.compile(rf"[{SPACE}]?(?:%|per ?cent\b|pct\b|percentage\b)")
_ON_THE_DOLLAR = re.compile(rf"{_GAP}on the (?:dollar|euro|pound)")
LARGE = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class Prefix:
    """A currency written before a number: where it starts, its code, and the scale inside it (MUSD)."""

    start: int
    code: str
    scale: float = 1.0
    plain_dollar: bool = False
    word: bool = False


@dataclass(frozen=True, slots=True)
class Suffix:
    """A currency or power unit written after a number: where it ends, the unit, and its size in base units."""

    end: int
    unit: str
    factor: float
    energy: bool = False


_BEFORE = {
    **{code: Prefix(0, iso) for code, iso in forms.CODES.items()},
    **{f"M{code}": Prefix(0, iso, scale=1e6) for code, iso in forms.CODES.items()},
    **{f"{code}$": Prefix(0, code) for code in forms.CODES if code in forms.DOLLARS},
    **{f"{code.lower()}$": Prefix(0, code) for code in forms.DOLLARS},
    **{sign: Prefix(0, code, plain_dollar=sign == "$") for sign, code in forms.SYMBOLS.items()},
    **{f"{sign[:-1]} $": Prefix(0, forms.SYMBOLS[sign]) for sign in ("US$", "HK$", "NZ$")},
    "hk $": Prefix(0, "HKD"),
    "nz $": Prefix(0, "NZD"),
    "c $": Prefix(0, "CAD"),
}
_BEFORE_ANY_CASE = {
    **{word: Prefix(0, iso, word=True) for word, iso in forms.WORDS.items()
       if word not in forms.AMBIGUOUS or word == "pounds"},
    **{words: Prefix(0, iso) for words, iso in forms.QUALIFIED.items()},
}  # fmt: skip
_LENGTHS: dict[str, tuple[int, ...]] = {}
"""How long the forms are, the longest first, by their last two characters in lower case: most words end with none."""
for _length in sorted({len(form) for form in (*_BEFORE, *_BEFORE_ANY_CASE)}, reverse=True):
    for _end in {form[-2:].lower() for form in (*_BEFORE, *_BEFORE_ANY_CASE) if len(form) == _length}:
        _LENGTHS[_end] = (*_LENGTHS.get(_end, ()), _length)


def prefix(text: str, start: int, floor: int = 0) -> Prefix | None:
    """The currency sign, code or word that ends where the number starts, and begins at `floor` or later."""
    last = start
    while last > floor and start - last < 2 and text[last - 1] in SPACE:
        last -= 1
    if last == floor:
        return None
    short, longer = _LENGTHS.get(text[last - 1], ()), _LENGTHS.get(text[max(0, last - 2) : last].lower(), ())
    for length in (*longer, *short) if last > 1 else short:
        first = last - length
        if first < floor:
            continue
        form = text[first:last]
        found = _BEFORE.get(form) or _BEFORE_ANY_CASE.get(form.lower())
        if found is not None and not (form[0].isalpha() and first and _is_letter(text[first - 1])):
            return replace(found, start=first)
    return None


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


_POWER_FORMS = (f"{row.symbol}{tail}" for row in POWER_UNITS for tail in ("", *POWER_SUFFIXES))
_ENERGY_FORMS = (f"{size}wh{kind}{plural}" for size in ("", *"tgmk") for kind in ("", "e", "p") for plural in ("", "s"))
_FIRST_WORDS = frozenset(
    re.match(r"[a-z]*", form.lower())[0]  # type: ignore[index]  # it matches nothing at the least
    for form in (
        *forms.SCALE_WORDS, *forms.SCALE_SHORT, *"kmbt", "of", *forms.WORDS, *forms.QUALIFIED, *forms.MINOR,
        *forms.CODES, *(f"M{code}" for code in forms.CODES), *forms.PLAIN_SIGNS, *forms.LETTER_SIGNS,
        *forms.FOREIGN_SCALES, *(f"mil{form}" for form in ("", *forms.FOREIGN_SCALES)),
        *_POWER_FORMS, *(form for row in POWER_UNITS for form in row.words), *_ENERGY_FORMS,
    )
) - {""}  # fmt: skip
_FIRST_SIGNS = frozenset(sign[0] for sign in forms.PLAIN_SIGNS if not sign[0].isalpha())


def ahead(text: str, end: int) -> bool:
    """Whether a scale, a currency or a unit of power or energy may follow: a quick look, as most numbers have none."""
    match = _FIRST_WORD.match(text, end)
    assert match is not None  # it matches nothing at the least
    char = text[match.end() : match.end() + 1]
    return match[1].lower() in _FIRST_WORDS or char in _FIRST_SIGNS or char > "\x7f"


def scale(text: str, end: int, *, money: bool) -> tuple[int, float] | None:
    """The scale word behind a number: where it ends and what it multiplies by.

    Single letters count straight behind the number, and after a space only where a currency was seen (`money`).
    """
    match = _SCALE.match(text, end) if ahead(text, end) else None
    if match is None:
        return None
    kind = match.lastgroup
    assert kind is not None
    if kind == "apart" and not money:
        return None
    word = " ".join(lowered(match[kind]).split()) if kind in ("word", "short") else match[kind]
    return match.end(), SCALES[word]


def foreign_scale(text: str, end: int) -> int | None:
    """The end of a scale word of another language behind a number ("3.000 millones"); None without one."""
    match = _FOREIGN_SCALE.match(text, end)
    return None if match is None else match.end()


def suffix(text: str, end: int, value: Decimal, *, scaled: bool) -> Suffix | None:
    """The currency or power unit behind a number (and its scale word); None where it counts something else.

    An energy unit (MWh, watt-hours) comes back with `energy` set, so that the caller can say why it was passed over.
    """
    if not ahead(text, end):
        return None
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
    match = None if _NOT_MONEY.match(text, end) else _SUFFIX.match(text, end)
    return None if match is None else _money(text, match, scaled, sure=scaled or value >= LARGE)


def _money(text: str, match: re.Match[str], scaled: bool, *, sure: bool) -> Suffix | None:
    """The currency of a match behind a number; `sure` that the number is a sum, however short the word."""
    end, kind = match.end(), match.lastgroup
    assert kind is not None
    form = " ".join(lowered(match[kind]).split())
    match kind:
        case "qualified":
            return Suffix(end, forms.QUALIFIED[form], 1.0)
        case "code":
            return Suffix(end, forms.CODES[match["code"]], 1e6 if match["million"] else 1.0)
        case "sign":
            return Suffix(end, forms.SYMBOLS[match["sign"]], 1.0)
        case "letters":
            return Suffix(end, forms.SYMBOLS[match["letters"]], 1.0) if sure else None
        case "minor":
            return None if scaled or _ON_THE_DOLLAR.match(text, end) else Suffix(end, forms.MINOR[form], 0.01)
        case _:
            return Suffix(end, forms.WORDS[form], 1.0) if sure or form not in forms.AMBIGUOUS else None


def currency_again(text: str, end: int) -> tuple[int, str | None]:
    """The end of a currency that repeats the sign before the number ("$50 billion dollars", "$40bn CAD"), else `end`.

    With it the code that says which dollar the sign was; None where no code stands there.
    """
    match = _AGAIN.match(text, end)
    return (end, None) if match is None else (match.end(), match["code"])


def currency_word(text: str, end: int) -> tuple[str, int] | None:
    """The currency noun that starts at `end` behind a space or hyphen ("-dollar", " of euros"), with its end."""
    match = _VAGUE_CURRENCY.match(text, end)
    if match is None:
        return None
    word = " ".join(lowered(match["qualified"] or match["word"]).split())
    return forms.QUALIFIED.get(word) or forms.WORDS[word], match.end()
