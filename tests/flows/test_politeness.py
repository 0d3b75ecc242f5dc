"""Turns: how many at once, how long apart, in which order; with a clock that moves only when somebody sleeps."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from flows import politeness
from flows.answers import Trouble
from flows.politeness import Politeness, Times


class Time:
    """A clock of its own: who sleeps is woken in order, and the clock then says the time asked for."""

    def __init__(self) -> None:
        self.now = 100.0
        self.sleepers: list[tuple[float, asyncio.Event]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Wait until `run` has come to that time."""
        woken = asyncio.Event()
        self.sleepers.append((self.now + seconds, woken))
        await woken.wait()

    async def run(self, *work: Coroutine[Any, Any, None]) -> None:
        """Do the work, moving on whenever all of it sleeps or waits."""
        tasks = [asyncio.ensure_future(one) for one in work]
        while not all(task.done() for task in tasks):
            for _ in range(20):
                await asyncio.sleep(0)
            if self.sleepers:
                self.sleepers.sort(key=lambda sleeper: sleeper[0])
                self.now, woken = self.sleepers.pop(0)
                woken.set()
        await asyncio.gather(*tasks)


class Diary:
    """Visits of hosts, each of which takes `lasts` seconds, and when each began."""

    def __init__(self, turns: Politeness, time: Time, lasts: float = 0.0) -> None:
        self.turns, self.time, self.lasts = turns, time, lasts
        self.began: list[tuple[str, float]] = []
        self.running = self.most = 0

    async def visit(self, host: str, delay: float = 1.0, name: str = "") -> None:
        """One request to the host."""
        async with self.turns.turn(host, delay):
            self.running += 1
            self.most = max(self.most, self.running)
            self.began.append((name or host, self.time.now - 100))
            if self.lasts:
                await self.time.sleep(self.lasts)
            self.running -= 1


def test_requests_to_one_host_are_apart() -> None:
    """Each begins a delay after the one before, in the order in which they asked."""

    async def scenario() -> list[tuple[str, float]]:
        time = Time()
        diary = Diary(Politeness(clock=time, sleep=time.sleep), time)
        await time.run(*(diary.visit("wire.example", name=name) for name in "abcd"))
        return diary.began

    assert asyncio.run(scenario()) == [("a", 0.0), ("b", 1.0), ("c", 2.0), ("d", 3.0)]


def test_many_hosts_go_side_by_side() -> None:
    """A host that is waited for holds up no other."""

    async def scenario() -> list[tuple[str, float]]:
        time = Time()
        diary = Diary(Politeness(clock=time, sleep=time.sleep, at_once=3), time)
        await time.run(*(diary.visit(host) for host in ("a", "a", "a", "a", "a", "b", "c", "b")))
        return diary.began

    assert asyncio.run(scenario()) == [
        ("a", 0.0), ("b", 0.0), ("c", 0.0), ("a", 1.0), ("b", 1.0), ("a", 2.0), ("a", 3.0), ("a", 4.0),
    ]  # fmt: skip


@pytest.mark.parametrize(("per_host", "at_once", "most"), [(2, 12, 2), (1, 12, 1), (5, 3, 3)])
def test_only_so_many_are_under_way(per_host: int, at_once: int, most: int) -> None:
    """To one host, and in all."""

    async def scenario() -> int:
        time = Time()
        turns = Politeness(per_host=per_host, at_once=at_once, clock=time, sleep=time.sleep)
        diary = Diary(turns, time, lasts=5.0)
        await time.run(*(diary.visit("wire.example", delay=0.0) for _ in range(9)))
        assert len(diary.began) == 9
        return diary.most

    assert asyncio.run(scenario()) == most


def test_a_slow_host_takes_no_more_than_its_share() -> None:
    """Two requests that hang leave the other turns to the others."""

    async def scenario() -> list[tuple[str, float]]:
        time = Time()
        diary = Diary(Politeness(per_host=2, at_once=3, clock=time, sleep=time.sleep), time, lasts=100.0)
        slow = [diary.visit("slow.example", delay=0.0) for _ in range(5)]
        await time.run(*slow, diary.visit("wire.example", delay=0.0))
        return diary.began[:4]

    assert asyncio.run(scenario()) == [
        ("slow.example", 0.0), ("slow.example", 0.0), ("wire.example", 0.0), ("slow.example", 100.0),
    ]  # fmt: skip


def test_a_rest_that_is_asked_for_holds_for_all_who_wait() -> None:
    """Also for one that was waiting for its turn already."""

    async def scenario() -> list[tuple[str, float]]:
        time = Time()
        turns = Politeness(clock=time, sleep=time.sleep)
        diary = Diary(turns, time)

        async def visit_and_be_told() -> None:
            await diary.visit("wire.example", name="a")
            await time.sleep(0.5)
            turns.rest("wire.example", 7.0)

        await time.run(visit_and_be_told(), *(diary.visit("wire.example", name=name) for name in "bc"))
        return diary.began

    assert asyncio.run(scenario()) == [("a", 0.0), ("b", 7.5), ("c", 8.5)]


def test_a_host_that_wants_a_long_rest_is_not_asked_in_this_run() -> None:
    """Past a minute nobody waits; the next run of the process knows it too, until the time is over."""

    async def scenario() -> list[str]:
        time, times, said = Time(), Times(), []
        Politeness(clock=time, sleep=time.sleep, times=times).rest("wire.example", 3600.0)
        for moment in (100.0, 2000.0, 3701.0):
            time.now = moment
            diary = Diary(Politeness(clock=time, sleep=time.sleep, times=times), time)
            try:
                await time.run(diary.visit("wire.example"))
            except Trouble as error:
                said.append(f"{error.reason}: {error.detail}")
            else:
                said.append("asked")
        return said

    assert asyncio.run(scenario()) == [
        "rate_limited: wire.example is left alone for another 3600 s, as it asked",
        "rate_limited: wire.example is left alone for another 1700 s, as it asked",
        "asked",
    ]


def test_no_rest_is_longer_than_a_day() -> None:
    """Whatever the server says."""
    time, times = Time(), Times()
    Politeness(clock=time, times=times).rest("wire.example", float("inf"))
    assert times.rested == {"wire.example": 100.0 + 24 * 3600}


def test_a_visit_that_is_cancelled_gives_its_turn_back() -> None:
    """Waiting or under way."""

    async def scenario() -> list[tuple[str, float]]:
        time = Time()
        diary = Diary(Politeness(per_host=1, at_once=1, clock=time, sleep=time.sleep), time, lasts=5.0)
        first, second = (asyncio.ensure_future(diary.visit("wire.example", name=name)) for name in "ab")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        for task in (first, second):
            task.cancel()
        await asyncio.gather(first, second, return_exceptions=True)
        time.sleepers.clear()
        await time.run(diary.visit("wire.example", name="c"))
        return diary.began

    assert asyncio.run(scenario()) == [("a", 0.0), ("c", 1.0)]


def test_what_is_past_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory of hosts is bounded by those whose time is still to come."""
    monkeypatch.setattr(politeness, "REMEMBERED", 2)
    times = Times(next={"a": 1.0, "b": 2.0, "c": 3.0}, rested={"a": 1.0})
    times.forget(2.0)
    assert times == Times(next={"c": 3.0}, rested={"a": 1.0})
