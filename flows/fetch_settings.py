"""The bounds and manners of fetching, as an operator sets them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from claims.errors import UsageError

ROBOTS = "COUNTERCLAIM_ROBOTS"


def user_agent(contact: str | None = None) -> str:
    """Who asks: the program, its version, and where to complain."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        name = f"counterclaim/{version('counterclaim')}"
    except PackageNotFoundError:  # run from a source tree
        name = "counterclaim/0"
    return f"{name} (+{contact})" if contact else name


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """The bounds of a fetch: times in seconds, sizes in bytes.

    total_timeout -- for one attempt with all its redirects, without the waiting for a turn.  max_bytes -- of the body,
    unpacked.  allow_private -- hosts, addresses or networks, each with an optional port, that may be reached although
    private.  robots -- whether robots.txt is asked and obeyed.  delay -- between two requests to one host, where that
    is public.  per_host, at_once -- requests at the same time, to one host and in all.
    """

    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    total_timeout: float = 60.0
    max_bytes: int = 5_000_000
    max_redirects: int = 5
    attempts: int = 3
    user_agent: str = field(default_factory=user_agent)
    allow_private: tuple[str, ...] = ()
    robots: bool = True
    delay: float = 1.0
    per_host: int = 2
    at_once: int = 12

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> FetchSettings:
        """The defaults with COUNTERCLAIM_ALLOW_PRIVATE (comma separated), COUNTERCLAIM_CONTACT and COUNTERCLAIM_ROBOTS.

        Raises UsageError where the last is set to anything but `ignore` or `obey`.
        """
        permitted = environ.get("COUNTERCLAIM_ALLOW_PRIVATE", "").split(",")
        robots = environ.get(ROBOTS, "").strip() or "obey"
        if robots not in ("obey", "ignore"):
            raise UsageError(f"{ROBOTS} is {robots!r}; set it to `ignore`, or unset it to obey robots.txt")
        return cls(
            user_agent=user_agent(environ.get("COUNTERCLAIM_CONTACT")),
            allow_private=tuple(entry.strip() for entry in permitted if entry.strip()),
            robots=robots == "obey",
        )
