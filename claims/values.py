"""The interval algebra: what numbers a written quantity stands for, and whether two of them can be the same number.

Rounding follows the written form: "$14.6 billion" has the precision 1e8 and stands for [14.55e9, 14.65e9].
The margins for hedged values (3 % and 5 %) and the order of magnitude for vague ones are those of docs/conflicts.md.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum


class Qualifier(StrEnum):
    """How the text bounds the number it writes."""

    exact = "exact"
    about = "about"
    at_least = "at_least"
    at_most = "at_most"
    range = "range"
    vague = "vague"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as it was written: bounds in base units (currency units, watts), None for an open end.

    `precision` is the value of one unit in the last digit that was written; 0 where that is not known.
    Raises ValueError where both ends are open or out of order.
    """

    low: float | None
    high: float | None
    unit: str
    qualifier: Qualifier = Qualifier.exact
    precision: float = 0.0

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a quantity needs at least one bound")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"bounds out of order: {self.low} > {self.high}")
        if self.precision < 0:
            raise ValueError(f"precision {self.precision} is negative")

    @property
    def written(self) -> float:
        """The one number that stands in the text: the bound of a half-open quantity, the middle of a range."""
        if self.low is None or self.high is None:
            return self.low if self.low is not None else self.high  # type: ignore[return-value]  # one is set
        return (self.low + self.high) / 2

    @property
    def digits(self) -> int:
        """Significant digits that were written, 1 at the least; 1 where the precision is not known."""
        size = abs(self.written)
        if not self.precision or not size:
            return 1
        return max(1, math.floor(math.log10(size) + 1e-9) - math.floor(math.log10(self.precision) + 1e-9) + 1)


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers that a quantity can stand for, both ends included; the ends may be infinite."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def overlaps(self, other: Interval) -> bool:
        """Whether one number could lie in both; symmetric."""
        return self.low <= other.high and other.low <= self.high

    def contains(self, other: Interval) -> bool:
        """Whether every number of `other` lies in this one."""
        return self.low <= other.low and other.high <= self.high

    def gap(self, other: Interval) -> float:
        """Relative distance of the nearest ends, from 0 (they overlap) up to, not including, 1; symmetric.

        (b - a) / b, with a and b the nearest ends by size; 1 where the signs differ (a profit and a loss).
        """
        if self.overlaps(other):
            return 0.0
        a, b = (self.high, other.low) if self.high < other.low else (other.high, self.low)
        if a <= 0 <= b:
            return 1.0
        return (b - a) / max(abs(a), abs(b))

    def widened(self, share: float) -> Interval:
        """The same interval with each end moved outwards by that share of itself."""
        return Interval(self.low - abs(self.low) * share, self.high + abs(self.high) * share)

    def minus(self, other: Interval) -> Interval:
        """All differences of a number here and a number there."""
        return Interval(self.low - other.high, self.high - other.low)


ABOUT_WRITTEN = 0.03  # two or more digits written: "about $14.6 billion"
ABOUT_ROUND = 0.05  # one digit written: "about $10 billion"
_EPSILON = 1e-9  # relative slack for binary fractions, far below any written precision


def about_margin(quantity: Quantity) -> float:
    """How far "about" reaches, relative to the number: 3 % where two or more digits are written, else 5 %."""
    return ABOUT_WRITTEN if quantity.digits >= 2 else ABOUT_ROUND


def interval(quantity: Quantity) -> Interval:
    """The numbers that a quantity stands for, in its own unit."""
    half = quantity.precision / 2
    low, high = quantity.low, quantity.high
    match quantity.qualifier:
        case Qualifier.at_least:
            return _widen(low if low is not None else quantity.written, math.inf, half)
        case Qualifier.at_most:
            value = high if high is not None else quantity.written
            return Interval(min(0.0, value), value + half + abs(value) * _EPSILON)
        case Qualifier.about:
            margin = abs(quantity.written) * about_margin(quantity)
            return _widen(quantity.written, quantity.written, max(half, margin))
        case Qualifier.range | Qualifier.vague | Qualifier.exact:
            return _widen(-math.inf if low is None else low, math.inf if high is None else high, half)


def _widen(low: float, high: float, by: float) -> Interval:
    def slack(end: float) -> float:
        return 0.0 if math.isinf(end) else by + abs(end) * _EPSILON

    return Interval(low - slack(low), high + slack(high))


def times(quantity: Quantity, factor: float, unit: str | None = None) -> Quantity:
    """The quantity multiplied by a positive factor, in another unit where one is given: a conversion, or so many of it.

    Raises ValueError where the factor is not positive.
    """
    if factor <= 0:
        raise ValueError(f"factor {factor} is not positive")
    return Quantity(
        low=None if quantity.low is None else quantity.low * factor,
        high=None if quantity.high is None else quantity.high * factor,
        unit=unit or quantity.unit,
        qualifier=quantity.qualifier,
        precision=quantity.precision * factor,
    )


def written_digits(quantity: Quantity) -> int:
    """Significant digits of the number that are not trailing zeros: 3 for 7.25 billion, 1 for 100 billion."""
    return len(_mantissa(quantity.written))


def _mantissa(value: float) -> str:
    return f"{abs(value):.6e}".split("e")[0].replace(".", "").rstrip("0")


_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def written_precision(quote: str, value: float) -> float:
    """The worth of one unit in the last digit that a quote writes of a value: 1e8 for `$14.6 billion` of 14.6e9.

    Trailing zeros before the point count as written.  0 where no number of the quote scales to the value by a power
    of ten: a number in words, a converted unit.
    """
    for match in _NUMBER.finditer(quote):
        figures = match[0].replace(",", "")
        number = float(figures)
        if not number or not value:
            continue
        power = round(math.log10(abs(value) / number))
        if math.isclose(abs(value), number * 10.0**power, rel_tol=1e-9):
            return float(10.0 ** (power - len(figures.partition(".")[2])))
    return 0.0


def same_digits(a: Quantity, b: Quantity) -> bool:
    """Whether two numbers are written with the same significant digits and other scale: 1.4 and 14, 730e6 and 730e9.

    Needs two significant digits that are not zero (110 has two, 100 one); false where the scale is the same too.
    """
    if not a.written or not b.written or (a.written < 0) != (b.written < 0):
        return False
    ratio = abs(a.written) / abs(b.written)
    power = round(math.log10(ratio))
    if power == 0 or not math.isclose(ratio, 10.0**power, rel_tol=1e-6):
        return False
    return len(_mantissa(a.written)) >= 2
