"""The two scales of a chart: from dates and values to pixels and back, with ticks that people can read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from claims.units import WATT, scaled
from review.words import MONTHS

_SHORTEST = 60
"""Days that the line of time has at the least."""

_WIDE, _HIGH = 95, 56
"""Pixels from tick to tick at the least, across and upwards."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One tick: its place in data and the words at it."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """From data to pixels: `first` stands at `start`, `last` at `end`; with `log`, by the logarithm.

    Dates are counted in days (`date.toordinal`).
    """

    first: float
    last: float
    start: float
    end: float
    ticks: tuple[Tick, ...]
    log: bool = False

    def pixel(self, value: float) -> float:
        """Where a value stands."""
        first, last, own = self._lined(self.first), self._lined(self.last), self._lined(value)
        return self.start + (own - first) / (last - first) * (self.end - self.start)

    def value(self, pixel: float) -> float:
        """The value that stands at a pixel."""
        first, last = self._lined(self.first), self._lined(self.last)
        found = first + (pixel - self.start) / (self.end - self.start) * (last - first)
        return 10**found if self.log else found

    def _lined(self, value: float) -> float:
        return math.log10(value) if self.log else value


def time_scale(days: Sequence[date], width: float) -> Scale:
    """The line of time that holds these days, with room at both ends."""
    first, last = (min(days), max(days)) if days else (date(2025, 1, 1), date(2025, 12, 31))
    short = max(0, _SHORTEST - (last - first).days)
    room = max(4.0, (last - first).days * 0.06) + short / 2
    low, high = first.toordinal() - room, last.toordinal() + room
    return Scale(low, high, 0, width, tuple(_time_ticks(low, high, width / _WIDE)))


def value_scale(values: Sequence[float], unit: str, height: float, *, log: bool, below: bool = False) -> Scale:
    """The scale of values, upwards; a linear one begins at zero, unless a value lies below.

    below -- leave room under the lowest value, for an arrow downwards.
    """
    low, high = (min(values), max(values)) if values else (1.0, 10.0)
    if log:
        low, high = low / 1.5, high * 1.6
        return Scale(low, high, height, 0, tuple(_at(_log_steps(low, high, height / _HIGH + 2), unit)), log=True)
    low, high = min(0.0, low), max(0.0, high)
    high = high if high > low else 1.0
    size = high - low
    low, high = (low - size * 0.1 if low < 0 else -size * 0.06 if below else 0.0), high + size * 0.12
    return Scale(low, high, height, 0, tuple(_at(_linear_steps(low, high, height / _HIGH), unit)))


def _at(steps: Iterable[float], unit: str) -> Iterable[Tick]:
    return (Tick(step, scaled(step, unit) if step or unit != WATT else "0") for step in steps)


def _linear_steps(low: float, high: float, most: float) -> list[float]:
    rough = (high - low) / most
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))
    first = math.ceil(low / step - 1e-9)
    return [_round(number * step) for number in range(first, math.floor(high / step + 1e-9) + 1)]


def _log_steps(low: float, high: float, most: float) -> list[float]:
    """Powers of ten, with their doubles and halves where there are few; every so many where there are very many."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    for factors in ((1, 2, 5), (1, 3), (1,)):
        found = [_round(factor * 10.0**power) for power in range(first, last + 1) for factor in factors]
        found = [value for value in found if low <= value <= high]
        if len(found) <= most:
            return found
    return found[:: math.ceil(len(found) / most)]


def _round(value: float) -> float:
    """Without the noise of binary fractions."""
    return float(f"{value:.12g}")


def _time_ticks(low: float, high: float, most: float) -> Iterable[Tick]:
    days = high - low
    if days <= most * 14:
        step = 7 if days <= most * 7 else 14
        monday = date.fromordinal(math.ceil(low))
        monday += timedelta(days=-monday.weekday() % 7)
        while monday.toordinal() <= high:
            yield Tick(monday.toordinal(), f"{monday.day} {MONTHS[monday.month - 1]} {monday.year}")
            monday += timedelta(days=step)
        return
    months = next((n for n in (1, 2, 3, 6) if days / 30.44 / n <= most), 0)
    if months:
        first, last = date.fromordinal(math.ceil(low)), date.fromordinal(math.floor(high))
        for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            at = date(number // 12, number % 12 + 1, 1).toordinal()
            if number % months == 0 and low <= at <= high:
                yield Tick(at, f"{MONTHS[number % 12]} {number // 12}")
        return
    first_year, last_year = date.fromordinal(math.ceil(low)).year, date.fromordinal(math.floor(high)).year
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000) if (last_year - first_year) / n <= most)
    for year in range(first_year, last_year + 1):
        at = date(year, 1, 1).toordinal()
        if year % step == 0 and low <= at <= high:
            yield Tick(at, str(year))
