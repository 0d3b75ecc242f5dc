"""The lists of keys that count cases: they hold what the cases are filed under, whatever happens to a case."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

from storage import postings
from storage.queue_records import Counted

EVERY = numpy.ones(3_000_000, numpy.bool_)


def of(keys: list[int]) -> Any:
    """A mask of these keys."""
    return numpy.isin(numpy.arange(3_000_000), keys)


def counted(at: Any, facet: str, among: Any = EVERY, most: int | None = None) -> tuple[Counted, ...]:
    """The counts of the lists as they are stored."""
    return postings.read(at)[facet].count(among, most)


@pytest.fixture
def at(desk: Any) -> Any:
    """A connection in a transaction of its own."""
    with desk.connected() as connection, connection.begin():
        yield connection


def test_keys_are_put_on_lists_and_taken_off(at: Any) -> None:
    """Each once, in any order; a list without keys is none."""
    for key in (70_000, 3, 2_000_000, 3):
        postings.add(at, key, [("party", "acme ai", "Acme AI"), ("metric", "funding", "funding")])
    postings.add(at, 5, [("party", "acme ai", "ACME AI")])
    postings.add(at, 5, [("party", "beta", "Beta")])
    assert counted(at, "party") == (Counted("acme ai", 4, "ACME AI"), Counted("beta", 1, "Beta"))
    assert counted(at, "party", of([3, 5, 9])) == (
        Counted("acme ai", 2, "ACME AI"), Counted("beta", 1, "Beta"),
    )  # fmt: skip
    assert counted(at, "party", EVERY, 1) == (Counted("acme ai", 4, "ACME AI"),)
    postings.remove(at, 3, [("party", "acme ai"), ("metric", "funding"), ("party", "nobody")])
    postings.remove(at, 5, [("party", "beta")])
    assert counted(at, "party") == (Counted("acme ai", 3, "ACME AI"),)
    assert counted(at, "metric") == (Counted("funding", 2, "funding"),)
    assert counted(at, "source") == ()


def test_each_list_is_found_by_its_value(at: Any) -> None:
    """And a value without a list has no keys."""
    for value, keys in (("acme ai", (70_000, 3)), ("beta", (5,)), ("gamma", (9, 3))):
        for key in keys:
            postings.add(at, key, [("party", value, value.title())])
    filed = postings.read(at)["party"]
    found = [filed.of(value).tolist() for value in ("acme ai", "beta", "gamma", "delta")]
    assert found == [[3, 70_000], [5], [3, 9], []]
    assert postings.read(at)["source"].of("beta").tolist() == []


def test_the_most_come_first_then_by_the_alphabet(at: Any) -> None:
    """So that the same cases give the same page."""
    for value, keys in (("c", (1, 2)), ("a", (1,)), ("b", (2, 3)), ("d", (9,))):
        for key in keys:
            postings.add(at, key, [("source", value, value.upper())])
    among = of([1, 2, 3])
    assert [(one.value, one.count) for one in counted(at, "source", among, 2)] == [("b", 2), ("c", 2)]
    assert [one.value for one in counted(at, "source", among)] == ["b", "c", "a"]
