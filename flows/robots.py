"""Asks a site's robots.txt (RFC 9309) whether a page may be read, and how slowly.

A file that is not there permits everything; 401 and 403 forbid it; a server that fails or cannot be reached is not
read for now, and asked again with the next attempt.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flows.answers import Trouble, Wanted
from flows.fetching import FIRST_WAIT, Page, Unfetched

if TYPE_CHECKING:
    import httpx
    from protego import Protego

AGENT = "counterclaim"
"""The product token by which a robots.txt names this program."""

WANTED = Wanted(
    max_bytes=500_000, types=None, cut=True
)  # RFC 9309 2.5: at least 500 KiB are read, the rest need not be
KEPT = 24 * 3600.0  # seconds (RFC 9309 2.4)
ENTRIES, CHARACTERS = 1_000, 2_000_000  # that are kept: of origins, and of their files together
LONGEST_DELAY = 30.0  # seconds; a site that asks for more is read at this pace
FORBIDDEN = frozenset({401, 403})
NO_FILE = frozenset({"not_found", "http_status", "redirect_loop", "bad_url"})  # RFC 9309 2.3.1.2 and 2.3.1.3

_AGENT_LINE = re.compile(r"\s*user(?:-|\s+)?agent(?:\s*:|\s)(?P<name>[^#]*)", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z_-]+")  # of a name, what counts (RFC 9309 2.2.1)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin asks of this program.

    parsed -- its rules; None: there are none.  size -- characters of its file.  trouble -- why nothing of it is read.
    kept -- seconds for which this holds.
    """

    parsed: Protego | None = None
    size: int = 0
    trouble: Trouble | None = None
    kept: float = KEPT

    def permits(self, url: str) -> bool:
        """Whether the rules permit this URL."""
        return self.parsed is None or self.parsed.can_fetch(url, AGENT)

    @property
    def delay(self) -> float | None:
        """Seconds between two requests, where the file says (crawl-delay, which RFC 9309 leaves open), or None."""
        said = None if self.parsed is None else self.parsed.crawl_delay(AGENT)
        return None if said is None else min(said, LONGEST_DELAY)


@dataclass(slots=True)
class Memory:
    """The rules of the origins that were asked last, and when each was; bounded, and kept between runs."""

    entries: OrderedDict[str, tuple[Rules, float]] = field(default_factory=OrderedDict)
    characters: int = 0

    def get(self, origin: str, now: float) -> Rules | None:
        """The rules, where they are not too old: a day, or a moment where the file could not be read."""
        found = self.entries.get(origin)
        if found is None:
            return None
        rules, asked = found
        if now - asked < rules.kept:
            self.entries.move_to_end(origin)
            return rules
        return None

    def put(self, origin: str, rules: Rules, now: float) -> None:
        """Keep the rules, and forget those that were used longest ago where there is no room."""
        self._forget(origin)
        self.entries[origin] = (rules, now)
        self.characters += rules.size
        while len(self.entries) > ENTRIES or (self.characters > CHARACTERS and len(self.entries) > 1):
            self._forget(next(iter(self.entries)))

    def _forget(self, origin: str) -> None:
        if origin in self.entries:
            self.characters -= self.entries.pop(origin)[0].size


class Robots:
    """The rules of the sites of one run; to be used in one event loop.

    ask -- gets the file at a URL, in one attempt, as WANTED; raises Unfetched.  clock -- seconds that only grow.
    """

    def __init__(
        self,
        ask: Callable[[str], Awaitable[Page]],
        *,
        memory: Memory | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask = ask
        self._memory = memory or Memory()
        self._clock = clock
        self._asking: dict[str, asyncio.Lock] = {}

    async def permit(self, url: httpx.URL) -> float | None:
        """The delay that the site asks for, or None where it names none.

        The file is asked for once, however many pages of the site wait for it.  Raises Trouble where the URL is not
        permitted, or where that cannot be known.
        """
        origin = origin_of(url)
        async with self._asking.setdefault(origin, asyncio.Lock()):
            rules = self._memory.get(origin, self._clock())
            if rules is None:
                rules = await self._rules(origin)
                self._memory.put(origin, rules, self._clock())
        if rules.trouble is not None:
            trouble = rules.trouble
            raise Trouble(trouble.reason, trouble.detail, again=trouble.again, wait=trouble.wait)
        if not rules.permits(str(url)):
            raise Trouble("robots", f"{origin}/robots.txt forbids it to {AGENT}")
        return rules.delay

    async def _rules(self, origin: str) -> Rules:
        place = f"{origin}/robots.txt"
        try:
            page = await self._ask(place)
        except Unfetched as error:
            return _without_file(place, error)
        return parse(page.body)


def origin_of(url: httpx.URL) -> str:
    """Scheme, host and, where it is not the usual one, port."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def parse(body: bytes) -> Rules:
    """The rules of a robots.txt; bytes that are no UTF-8 are passed over, and a page in its place holds no rules."""
    from protego import Protego

    text = "\n".join(_known_agent(row) for row in body.decode("utf-8-sig", "replace").splitlines())
    return Rules(Protego.parse(text), len(text))


def _known_agent(row: str) -> str:
    """A line of the file, where all agents but this program have one name.

    The parser keeps each rule once for each agent of its group, so that thousands of names would become millions of
    rules; and it takes a part of a name for the name.
    """
    match = _AGENT_LINE.match(row)
    if match is None:
        return row
    name = match["name"].strip().lower()
    token = _TOKEN.match(name)
    kept = "*" if name == "*" else AGENT if token and token[0] == AGENT else "somebody-else"
    return f"User-agent: {kept}"


def _without_file(place: str, error: Unfetched) -> Rules:
    status, cause = error.fetch.status, error.detail.removeprefix(place).removeprefix(": ").strip()
    if error.reason in NO_FILE and status not in FORBIDDEN:
        return Rules()
    if error.reason == "http_status":
        return Rules(trouble=Trouble("robots", f"{place} is forbidden itself ({status})"))
    reason = error.reason
    if reason == "server_error":
        reason, said = "robots", f"{place} cannot be read ({cause}), so nothing of the site is read for now"
    elif status is None:  # the host was not even reached, which is no matter of its file
        said = cause
    else:
        said = f"{place}: {cause}"
    return Rules(trouble=Trouble(reason, said, again=error.again, wait=error.wait), kept=FIRST_WAIT)
