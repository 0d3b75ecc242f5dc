"""The lists of keys that count cases: they hold what the cases are filed under, whatever happens to a case."""

from __future__ import annotations

from typing import Any

import pytest

from storage import postings
from storage.queue_records import Counted

EVERY = postings.every(3_000_000)


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
    assert postings.count(at, "party", EVERY, None) == (Counted("acme ai", 4, "ACME AI"), Counted("beta", 1, "Beta"))
    assert postings.count(at, "party", postings.mask([3, 5, 9], 2_000_000), None) == (
        Counted("acme ai", 2, "ACME AI"), Counted("beta", 1, "Beta"),
    )  # fmt: skip
    assert postings.count(at, "party", EVERY, 1) == (Counted("acme ai", 4, "ACME AI"),)
    postings.remove(at, 3, [("party", "acme ai"), ("metric", "funding"), ("party", "nobody")])
    postings.remove(at, 5, [("party", "beta")])
    assert postings.count(at, "party", EVERY, None) == (Counted("acme ai", 3, "ACME AI"),)
    assert postings.count(at, "metric", EVERY, None) == (Counted("funding", 2, "funding"),)
    assert postings.count(at, "source", EVERY, None) == ()


def test_the_most_come_first_then_by_the_alphabet(at: Any) -> None:
    """So that the same cases give the same page."""
    for value, keys in (("c", (1, 2)), ("a", (1,)), ("b", (2, 3)), ("d", (9,))):
        for key in keys:
            postings.add(at, key, [("source", value, value.upper())])
    among = postings.mask([1, 2, 3], 9)
    assert [(one.value, one.count) for one in postings.count(at, "source", among, 2)] == [("b", 2), ("c", 2)]
    assert [one.value for one in postings.count(at, "source", among, None)] == ["b", "c", "a"]
