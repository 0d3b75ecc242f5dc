"""The filters of the queue as they stand in an address: read, asked of the store, said in words, and written again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from claims.errors import UsageError
from claims.metrics import METRICS
from claims.periods import is_period, span
from claims.verdicts import Grade, Kind
from review import words
from review.options import Standing, known_metric, statuses

if TYPE_CHECKING:
    from storage.case_records import CaseQuery

LONGEST = 300
"""Characters of one filter that count."""

_DAYS = re.compile(r"(\d{1,5})d")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the queue is narrowed to; `q` is the search, `gap` a share, `opened` and `changed` are `7d` or a date.

    after -- the place from which a page goes on; it is no filter.
    """

    status: str = Standing.waiting.value
    q: str | None = None
    party: str | None = None
    metric: str | None = None
    kind: str | None = None
    grade: str | None = None
    gap: str | None = None
    origins: str | None = None
    opened: str | None = None
    changed: str | None = None
    source: str | None = None
    assignee: str | None = None
    after: str | None = None

    @classmethod
    def read(cls, items: str | Iterable[tuple[str, str]]) -> Filters:
        """Of a query string, or its items; what is empty or no filter is passed over, of two of a name the last counts.

        Raises UsageError on a value that cannot be asked for.
        """
        pairs = parse_qsl(items, max_num_fields=100) if isinstance(items, str) else items
        known = {field.name for field in fields(cls)}
        found = cls(**{name: text.strip()[:LONGEST] for name, text in pairs if name in known and text.strip()})
        found.query(datetime.now(UTC))
        return found

    def query(self, now: datetime) -> CaseQuery:
        """What the store is asked.  Raises UsageError."""
        from storage.case_records import CaseQuery

        return CaseQuery(
            statuses=statuses(Standing(_one_of(self.status, "status", Standing))), party=self.party,
            metric=known_metric(self.metric),
            kind=None if self.kind is None else Kind(_one_of(self.kind, "kind", Kind)),
            grade=None if self.grade is None else Grade(_one_of(self.grade, "grade", Grade)),
            min_gap=None if self.gap is None else _share(self.gap),
            origins=None if self.origins is None else _number(self.origins), source=self.source,
            assignee=self.assignee, search=self.q, opened_since=_since(self.opened, "opened", now),
            changed_since=_since(self.changed, "changed", now), after=self.after,
        )  # fmt: skip

    def but(self, **changes: str | None) -> str:
        """The query string with some filters set otherwise (None clears one), from the first page on."""
        given: dict[str, Any] = {"after": None, **changes}
        return replace(self, **given).string

    @property
    def string(self) -> str:
        """The query string: the filters that differ from those of a fresh page, always in one order."""
        fresh = Filters()
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return urlencode({name: text for name, text in given.items() if text != getattr(fresh, name)})

    @property
    def active(self) -> tuple[tuple[str, str], ...]:
        """The filters that are set, each with its value in words."""
        given = ((field.name, getattr(self, field.name)) for field in fields(self))
        fresh = Filters()
        return tuple(
            (name, value_label(name, text))
            for name, text in given
            if name != "after" and text is not None and text != getattr(fresh, name)
        )

    @property
    def words(self) -> str:
        """`status waiting, metric Valuation`: what was asked, for who reads it a year later."""
        said = [f"{'search' if name == 'q' else name} {label}" for name, label in self.active if name != "status"]
        return ", ".join([f"status {self.status}", *said])


def value_label(name: str, value: str) -> str:
    """A filter's value as a page shows it."""
    if name == "metric":
        return METRICS[value].label if value in METRICS else value
    if name == "gap":
        try:
            return f"{words.gap(float(value))} or more"
        except ValueError:
            return value
    if name == "origins":
        return f"{value} or more"
    if name in ("opened", "changed"):
        days = _DAYS.fullmatch(value)
        if days:
            return "last day" if days[1] == "1" else f"last {days[1]} days"
        return f"since {value}"
    return value


def _one_of(value: str, name: str, known: type[Standing] | type[Kind] | type[Grade]) -> str:
    if value not in {str(one) for one in known}:
        raise UsageError(f"unknown {name} {value!r}; use one of {', '.join(str(one) for one in known)}")
    return value


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 2:
        raise UsageError(f"gap {text!r} is no share; write 0.1 for 10 %")
    return share


def _number(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,8}", text):
        raise UsageError(f"origins {text!r} is no number; write 2, 3 ...")
    return int(text)


def _since(text: str | None, name: str, now: datetime) -> datetime | None:
    """The moment from which on: so many days ago, or the begin of a date in UTC."""
    if text is None:
        return None
    days = _DAYS.fullmatch(text)
    try:
        if days:
            return now - timedelta(days=int(days[1]))
        if is_period(text):
            return datetime.combine(span(text).first, time.min, UTC)
    except OverflowError:
        pass
    raise UsageError(f"{name} {text!r} is no time; write 7d for seven days, or a date such as 2026-03-01")
