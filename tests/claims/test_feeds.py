"""When a URL is tried again, and when a feed has gone quiet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from claims.errors import REASONS
from claims.feeds import FEW, GAPS, PASSING, habit, next_try, stale_since

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_gaps_grow_and_end() -> None:
    """Ten minutes, an hour, six hours, a day; then it is given up."""
    tries = [next_try(n, NOON) for n in range(len(GAPS) + 2)]
    assert tries == [None, *(NOON + timedelta(seconds=gap) for gap in (600, 3_600, 21_600, 86_400)), None]
    assert list(GAPS) == sorted(GAPS)


def test_what_may_pass_is_a_reason() -> None:
    """Each names a row of REASONS; a page that is gone or is none does not pass."""
    assert set(REASONS) >= PASSING
    assert PASSING.isdisjoint({"not_found", "robots", "challenge", "private_address", "empty", "too_large"})


@pytest.mark.parametrize(
    ("gap", "times", "expected"),
    [(HOUR, FEW, HOUR), (HOUR, FEW - 1, None), (DAY, 20, DAY)],
)
def test_a_habit_is_the_usual_gap(gap: timedelta, times: int, expected: timedelta | None) -> None:
    """The median, from five moments on; the order does not matter."""
    moments = [NOON - n * gap for n in range(times)]
    assert habit(moments) == habit(moments[::-1]) == expected


def test_a_feed_is_stale_after_four_of_its_gaps_and_a_day() -> None:
    """A daily feed after four days, an hourly one after a day; the moment since when is told."""
    daily = [NOON - n * DAY for n in range(10)]
    assert stale_since(daily, NOON + 4 * DAY) is None
    assert stale_since(daily, NOON + 4 * DAY + HOUR) == NOON + 4 * DAY
    hourly = [NOON - n * HOUR for n in range(10)]
    assert stale_since(hourly, NOON + DAY) is None
    assert stale_since(hourly, NOON + DAY + HOUR) == NOON + DAY
    assert stale_since(daily[:2], NOON + 90 * DAY) is None
