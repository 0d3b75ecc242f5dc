"""Takes turns: so many requests to one host at a time, so long between two of them, and as many hosts as there are.

In one process, and fair: whoever asked first for a host gets its next turn.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from flows.answers import MAX_RETRY_AFTER, Trouble

LONGEST_REST = 24 * 3600.0  # seconds; a server that says more is asked again after a day
REMEMBERED = 10_000  # hosts; of more than these, those whose time has come are forgotten


@dataclass(slots=True)
class Times:
    """When hosts may be asked again, by host, in seconds of the clock; kept from run to run of one process.

    next -- after the last request.  rested -- after what the host itself asked for.
    """

    next: dict[str, float] = field(default_factory=dict)
    rested: dict[str, float] = field(default_factory=dict)

    def forget(self, now: float) -> None:
        """Drop what is past where there is too much."""
        for times in (self.next, self.rested):
            if len(times) > REMEMBERED:
                for host in [host for host, moment in times.items() if moment <= now]:
                    del times[host]


@dataclass(slots=True)
class _Host:
    slots: asyncio.Semaphore  # one for each request that may be under way
    gate: asyncio.Lock = field(default_factory=asyncio.Lock)  # one at a time looks at the clock
    users: int = 0


class Politeness:
    """The turns of one run; to be used in one event loop.

    per_host, at_once -- requests under way, to one host and in all.  clock -- seconds that only grow.
    """

    def __init__(
        self,
        *,
        per_host: int = 2,
        at_once: int = 12,
        times: Times | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._per_host = per_host
        self._all = asyncio.Semaphore(at_once)
        self._times = times or Times()
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, name: str, delay: float) -> AsyncIterator[None]:
        """Wait until the host may be asked, and hold its turn; the next one starts `delay` seconds later at least.

        Raises Trouble where the host has asked for so long a rest that it is not asked in this run.
        """
        host = self._hosts.setdefault(name, _Host(asyncio.Semaphore(self._per_host)))
        host.users += 1
        try:
            async with host.slots:
                async with host.gate:
                    await self._wait(name)
                    await self._all.acquire()
                    self._times.next[name] = self._clock() + delay
                try:
                    yield
                finally:
                    self._all.release()
        finally:
            host.users -= 1
            if not host.users:
                del self._hosts[name]

    def rest(self, name: str, seconds: float) -> None:
        """Leave the host alone for so long, whoever waits for it."""
        now = self._clock()
        until = now + min(seconds, LONGEST_REST)
        self._times.rested[name] = max(until, self._times.rested.get(name, until))
        self._times.forget(now)

    async def _wait(self, name: str) -> None:
        times, done = self._times, self._clock()
        while (due := max(times.next.get(name, done), times.rested.get(name, done))) > done:
            now = self._clock()
            left = times.rested.get(name, now) - now
            if left > MAX_RETRY_AFTER:
                raise Trouble("rate_limited", f"{name} is left alone for another {left:.0f} s, as it asked", wait=left)
            if due > now:
                await self._sleep(due - now)
            done = due  # by a rest that was asked for meanwhile it may be due later again
