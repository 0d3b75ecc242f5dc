"""Counts failed tries, and says when there were too many."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

WINDOW = timedelta(minutes=15)
MOST_KEYS = 10_000
"""Names and addresses that are remembered at once; the ones longest without a try go first."""


class Tries:
    """Failed tries of the last 15 minutes, by key: so many are allowed."""

    def __init__(self, allowed: int, clock: Callable[[], datetime]) -> None:
        self._allowed = allowed
        self._clock = clock
        self._lock = Lock()
        self._tries: dict[str, list[datetime]] = {}

    def begin(self, key: str) -> timedelta | None:
        """Count a try before its outcome is known; None where it may go on, else how long to wait."""
        now = self._clock()
        with self._lock:
            recent = [at for at in self._tries.pop(key, ()) if now - at < WINDOW]
            wait = None if len(recent) < self._allowed else recent[-self._allowed] + WINDOW - now
            self._tries[key] = recent if wait else [*recent, now]
            while len(self._tries) > MOST_KEYS:
                del self._tries[next(iter(self._tries))]
        return wait

    def well(self, key: str) -> None:
        """The last try of this key was none to count."""
        with self._lock:
            if self._tries.get(key):
                self._tries[key].pop()


def network(address: str) -> str:
    """What an address is counted under: itself, or the network of an IPv6 one, of which one machine has many."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
