"""The filters of the queue in an address: what they ask for, how they read, and that they come back as they went."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from claims.cases import CaseStatus
from claims.errors import UsageError
from claims.verdicts import Grade, Kind
from review.desk.filters import Filters
from storage.case_records import CaseQuery

NOW = datetime(2026, 5, 10, 9, 0, tzinfo=UTC)

FULL = (
    "status=all&q=power+plant&party=Acme+AI&metric=funding&kind=value&grade=high&gap=0.1&origins=2&opened=7d"
    "&changed=2026-05&source=The+Paper&assignee=nobody&after=1.5_0af3"
)


def test_every_filter_asks_the_store() -> None:
    """One field each."""
    assert Filters.read(FULL).query(NOW) == CaseQuery(
        statuses=frozenset(CaseStatus) - {CaseStatus.merged}, search="power plant", party="Acme AI", metric="funding",
        kind=Kind.value, grade=Grade.high, min_gap=0.1, origins=2, opened_since=NOW - timedelta(days=7),
        changed_since=datetime(2026, 5, 1, tzinfo=UTC), source="The Paper", assignee="nobody", after="1.5_0af3",
    )  # fmt: skip


def test_what_was_read_is_written_the_same() -> None:
    """In one order, however they were given; an empty one and what is no filter are left out."""
    assert Filters.read(FULL).string == FULL
    assert Filters.read("grade=low&party=&utm_source=x&q=a%26b%3D%22").string == "q=a%26b%3D%22&grade=low"
    assert Filters.read("status=waiting").string == Filters.read([]).string == ""
    assert Filters.read(Filters.read(FULL).string) == Filters.read(FULL)


def test_one_filter_is_changed_and_the_place_forgotten() -> None:
    """A page of other cases begins at its begin."""
    filters = Filters.read("grade=low&after=1.5_0af3")
    assert filters.but(grade="high") == "grade=high"
    assert filters.but(grade=None) == ""
    assert filters.but(after="2.0_1") == "grade=low&after=2.0_1"


def test_the_filters_in_words() -> None:
    """For who reads a year later what a decision on many was about."""
    assert Filters.read(FULL).words == (
        "status all, search power plant, party Acme AI, metric Funding round, kind value, grade high, gap 10% or more, "
        "origins 2 or more, opened last 7 days, changed since 2026-05, source The Paper, assignee nobody"
    )
    assert Filters.read("").words == "status waiting"
    assert Filters.read("opened=1d").active == (("opened", "last day"),)


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("status=merged", "unknown status 'merged'; use one of waiting, open, decided, reopened, retired, all"),
        ("metric=love", "unknown metric 'love'"),
        ("kind=x", "unknown kind 'x'; use one of value, "),
        ("grade=<b>", "unknown grade '<b>'; use one of high, medium, low"),
        ("gap=nan", "gap 'nan' is no share; write 0.1 for 10 %"),
        ("gap=much", "gap 'much' is no share"),
        ("origins=0", "origins '0' is no number"),
        ("origins=²", "origins '²' is no number"),
        ("opened=yesterday", "opened 'yesterday' is no time; write 7d for seven days, or a date such as 2026-03-01"),
        ("changed=99999d", None),
        ("changed=2026-13", "changed '2026-13' is no time"),
        ("after=x", "after 'x' is no place in the queue"),
    ],
)
def test_a_value_that_cannot_be_asked_for_is_said(asked: str, line: str | None) -> None:
    """With what to write instead."""
    if line is None:
        assert Filters.read(asked).changed == asked.partition("=")[2]
        return
    with pytest.raises(UsageError) as error:
        Filters.read(asked)
    assert line in str(error.value)


def test_a_value_is_bounded() -> None:
    """An address of any length costs no more."""
    assert Filters.read("q=" + "x" * 5000).q == "x" * 300


def test_no_filter_is_forgotten_by_the_forms_of_the_page() -> None:
    """The template lists them by name."""
    from review.desk.templating import FOLDER

    text = (FOLDER / "templates" / "case_parts.html").read_text(encoding="utf-8")
    missing: list[Any] = [field.name for field in fields(Filters) if f'"{field.name}"' not in text]
    assert missing == ["after"]
