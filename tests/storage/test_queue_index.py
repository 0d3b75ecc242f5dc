"""The queue in memory: each part is read once while its tables stay as they are, and never what was not stored."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, update

from claims.model import Claim
from claims.verdicts import Edge
from storage.engine import writing
from storage.queue_index import QueueIndex
from storage.schema import cases
from storage.store import Store

PARTS = ("order", "assignees", "filed", "recent")


@pytest.fixture(autouse=True)
def case(desk: Any, two_sides: tuple[Claim, Claim, Edge]) -> None:
    """A store with one case, which somebody looks after."""
    (found,) = desk.store.cases()
    with desk.store.writing() as writer:
        writer.queue.assign(found.id, "ann", "ann")


def parts(desk: Any) -> dict[str, Any]:
    """All parts, in a look of its own."""
    with desk.store._engine.begin() as connection:
        queue = QueueIndex(connection)
        return {part: getattr(queue, part) for part in PARTS}


def read_anew(desk: Any, before: dict[str, Any]) -> set[str]:
    """The parts that are other objects now."""
    after = parts(desk)
    return {part for part in PARTS if after[part] is not before[part]}


def statuses(connection: Connection) -> dict[str, int]:
    """How many cases have which status, in a look of its own."""
    with connection.begin():
        return {status: len(keys) for status, keys in QueueIndex(connection).order.statuses.items()}


def test_it_is_kept_while_nothing_changes(desk: Any) -> None:
    """For all connections."""
    before = parts(desk)
    with desk.store._engine.connect():
        assert read_anew(desk, before) == set()


def test_an_article_that_touches_no_case_leaves_it(desk: Any) -> None:
    """While articles come in, most of them do."""
    before = parts(desk)
    article = desk.article("Beta raised $8 billion.", "beta")
    desk.put(article, desk.claim(article, "$8 billion", 8e9, subject="Beta"))
    assert read_anew(desk, before) == set()


@pytest.mark.parametrize(
    ("statement", "read"),
    [
        ("UPDATE cases SET status = 'retired'", {"order", "recent"}),
        ("UPDATE assignments SET analyst = 'bob'", {"assignees"}),
        ("UPDATE case_postings SET label = 'Acme'", {"filed"}),
    ],
)
def test_only_what_changed_is_read_anew(desk: Any, statement: str, read: set[str]) -> None:
    """A decision leaves the lists as they are."""
    before = parts(desk)
    desk.run(statement)
    assert read_anew(desk, before) == read


def test_what_another_program_changes_is_seen_in_the_next_look(desk: Any) -> None:
    """And in none that began before."""
    with desk.store._engine.connect() as connection:
        before = QueueIndex(connection).order
        desk.run("UPDATE cases SET status = 'retired'")
        assert QueueIndex(connection).order is before
        connection.rollback()
        assert statuses(connection) == {"retired": 1}


def test_what_was_taken_back_is_not_kept(desk: Any) -> None:
    """A transaction that writes sees its own changes, and leaves nothing in memory."""
    with desk.store._engine.connect() as connection:
        assert statuses(connection) == {"open": 1}
    with writing(desk.store._engine).connect() as connection:
        connection.execute(update(cases).values(status="retired"))
        assert list(QueueIndex(connection).order.statuses) == ["retired"]
        connection.rollback()
    with desk.store._engine.connect() as connection:
        assert statuses(connection) == {"open": 1}


def test_two_stores_keep_their_own(desk: Any, path: Any) -> None:
    """What was read of one database never shows in another."""
    assert [len(parts(desk)["order"].keys)] == [1]
    with Store.open(str(path.with_name("other.db"))) as other, other._engine.begin() as connection:
        assert len(QueueIndex(connection).order.keys) == 0


def test_for_one_list_not_all_are_read(desk: Any) -> None:
    """Unless they are in memory: the page of a party asks for its own alone."""
    asked: list[str] = []
    event.listen(desk.store._engine, "before_cursor_execute", lambda *seen: asked.append(seen[2]))
    with desk.store._engine.begin() as connection:
        queue = QueueIndex(connection)
        own = queue.listed("party", "acme ai").tolist()
        assert own == queue.order.keys.tolist()
        assert queue.listed("party", "nobody").tolist() == []
    lists = [statement for statement in asked if "case_postings" in statement]
    assert len(lists) == 2
    assert all("facet =" in statement for statement in lists)
    parts(desk)
    asked.clear()
    with desk.store._engine.begin() as connection:
        assert QueueIndex(connection).listed("party", "acme ai").tolist() == own
    assert not [statement for statement in asked if "case_postings" in statement]


def test_all_statuses_are_known(desk: Any) -> None:
    """Those that nobody waits for are asked for, the others are open."""
    for status in ("open", "reopened", "decided", "retired"):
        desk.run("UPDATE cases SET status = %s", status)
        with desk.store._engine.connect() as connection:
            assert statuses(connection) == {status: 1}
    desk.run("UPDATE cases SET key = NULL, status = 'merged'")
    with desk.store._engine.connect() as connection:
        assert statuses(connection) == {}


def test_recent_cases_are_those_since_a_moment(desk: Any) -> None:
    """To the second."""
    with desk.store._engine.begin() as connection:
        recent, now = QueueIndex(connection).recent, desk.clock.now
        (key,) = QueueIndex(connection).order.keys.tolist()
    assert recent.since("opened", now).tolist() == [key]
    assert recent.since("changed", now + timedelta(seconds=1)).tolist() == []
