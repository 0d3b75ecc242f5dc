"""What is owed to a site before it is asked: its robots.txt, and its turn."""

from __future__ import annotations

import ipaddress
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from flows.fetching import Page, fetch
from flows.politeness import Politeness, Times
from flows.robots import WANTED, Memory, Robots

if TYPE_CHECKING:
    import httpx

    from flows.addresses import Allowed
    from flows.fetch_settings import FetchSettings


@dataclass(slots=True)
class Remembered:
    """What one process remembers of the sites it asked, from run to run."""

    robots: Memory = field(default_factory=Memory)
    times: Times = field(default_factory=Times)


class SiteManners:
    """Asks robots.txt, then waits for the turn: the manners of `flows.fetching.fetch`.

    robots -- None: nobody is asked.  delay -- seconds between two requests to a host that is public.
    """

    def __init__(
        self, robots: Robots | None, politeness: Politeness, *, delay: float = 0.0, allowed: Sequence[Allowed] = ()
    ) -> None:
        self._robots = robots
        self._politeness = politeness
        self._delay = delay
        self._allowed = allowed

    @asynccontextmanager
    async def turn(self, url: httpx.URL) -> AsyncIterator[None]:
        """Wait for the turn of this URL, and hold it.  Raises Trouble where it may not be asked for."""
        asked = await self._robots.permit(url) if self._robots else None
        async with self._turn(url, asked):
            yield

    def rest(self, url: httpx.URL, seconds: float) -> None:
        """Leave the host of this URL alone for so long."""
        self._politeness.rest(url.host, seconds)

    def _turn(self, url: httpx.URL, asked: float | None) -> AbstractAsyncContextManager[None]:
        usual = 0.0 if is_own(url.host, self._allowed) else self._delay
        return self._politeness.turn(url.host, max(usual, asked or 0.0))


def is_own(host: str, allowed: Sequence[Allowed]) -> bool:
    """Whether the host is one of the operator's own, as its name or address says: loopback, private, or permitted."""
    from flows.addresses import is_public

    name = host.lower().rstrip(".")
    if name == "localhost" or any(entry.host == name for entry in allowed):
        return True
    try:
        return not is_public(ipaddress.ip_address(name))
    except ValueError:
        return False


def open_manners(
    client: httpx.AsyncClient,
    settings: FetchSettings,
    clock: Callable[[], datetime],
    remembered: Remembered | None = None,
) -> SiteManners:
    """The manners of one run, as the settings say; what a process `remembered` is used and added to."""
    from flows.addresses import parse_allowed

    known = remembered or Remembered()
    allowed = parse_allowed(settings.allow_private)
    politeness = Politeness(per_host=settings.per_host, at_once=settings.at_once, times=known.times)
    turns = SiteManners(None, politeness, delay=settings.delay, allowed=allowed)
    single = replace(settings, attempts=1)

    async def ask(url: str) -> Page:
        return await fetch(client, url, settings=single, clock=clock, manners=turns, wanted=WANTED)

    robots = Robots(ask, memory=known.robots) if settings.robots else None
    return SiteManners(robots, politeness, delay=settings.delay, allowed=allowed)
