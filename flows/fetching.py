"""Gets one page over HTTP: bounded in time and size, each redirect checked, failures retried and recorded.

`fetch` walks the redirects hop by hop; what is below HTTP (who may be connected to) is `flows.addresses`.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NoReturn

from claims.article import Fetch
from claims.errors import FetchError, Refusal
from flows.unpacking import ENCODINGS, unpack

if TYPE_CHECKING:
    import httpx
    from tenacity import RetryCallState

    from flows.addresses import Resolve

CONTENT_TYPES: dict[str, str] = {
    "text/html": "a page",
    "application/xhtml+xml": "a page",
    "text/plain": "a press release or wire copy as bare text",
    "text/xml": "a feed, as many servers send it",
    "application/xml": "a feed, as many servers send it",
    "application/rss+xml": "a feed",
    "application/atom+xml": "a feed",
    "application/rdf+xml": "a feed of RSS 1.0",
}
"""What the servers' content types may be, and why; an answer without one is read."""

KEPT_HEADERS = ("content-type", "etag", "last-modified", "cache-control", "retry-after")
TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})  # statuses that speak of the moment, not of the page
MAX_RETRY_AFTER = 60.0  # seconds; a server that wants longer is left alone until the next run
FIRST_WAIT, LONGEST_WAIT = 0.5, 8.0  # seconds between attempts, doubling, plus up to FIRST_WAIT of jitter


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

    total_timeout -- for one attempt with all its redirects.  max_bytes -- of the body, unpacked.
    allow_private -- hosts, addresses or networks, each with an optional port, that may be reached although private.
    """

    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    total_timeout: float = 60.0
    max_bytes: int = 5_000_000
    max_redirects: int = 5
    attempts: int = 3
    user_agent: str = field(default_factory=user_agent)
    allow_private: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> FetchSettings:
        """The defaults with COUNTERCLAIM_ALLOW_PRIVATE (comma separated) and COUNTERCLAIM_CONTACT."""
        permitted = environ.get("COUNTERCLAIM_ALLOW_PRIVATE", "").split(",")
        return cls(
            user_agent=user_agent(environ.get("COUNTERCLAIM_CONTACT")),
            allow_private=tuple(entry.strip() for entry in permitted if entry.strip()),
        )


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: the record of the attempt, and the body, unpacked and otherwise as the server sent it."""

    fetch: Fetch
    body: bytes


class Unfetched(FetchError):
    """No page came of it.

    fetch -- the record of the last attempt, with `refusal` and `detail` set.  again -- whether another attempt may
    help.  wait -- seconds that the server asked to be left alone, if it did.
    """

    def __init__(
        self, reason: str, detail: str, fetch: Fetch, *, again: bool = False, wait: float | None = None
    ) -> None:
        super().__init__(reason, detail)
        self.fetch = replace(fetch, refusal=reason, detail=detail)
        self.again = again
        self.wait = wait

    def __reduce__(self) -> tuple[type[Unfetched], tuple[str, str, Fetch]]:  # type: ignore[override]  # one more
        return type(self), (self.reason, self.detail, self.fetch)


def open_client(settings: FetchSettings, *, resolve: Resolve | None = None) -> httpx.AsyncClient:
    """A client that reaches permitted addresses only, follows no redirect by itself and keeps no cookies.

    No cookies: what is read never depends on what was read before.  `resolve` replaces the system's resolver.
    Raises UsageError where `settings.allow_private` cannot be read.
    """
    from http.cookiejar import CookieJar, DefaultCookiePolicy

    import httpx

    from flows.addresses import GuardedTransport, parse_allowed, system_resolver

    return httpx.AsyncClient(
        transport=GuardedTransport(parse_allowed(settings.allow_private), resolve or system_resolver),
        headers={
            "User-Agent": settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1",
            "Accept-Encoding": ENCODINGS,
        },
        timeout=httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout, pool=settings.total_timeout),
        cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
        follow_redirects=False,
        trust_env=False,
    )


async def fetch(
    client: httpx.AsyncClient,
    url: str,
    *,
    settings: FetchSettings,
    clock: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> Page:
    """Get the page at `url`, trying up to `settings.attempts` times where the failure may pass.

    Between attempts it waits as long as Retry-After says, or 0.5 s doubling, with jitter.  `clock` gives an aware
    time.  In the record `redirects` are the URLs that were redirected to, the last of them the final one.
    Raises Unfetched.
    """
    from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

    retrying = AsyncRetrying(
        sleep=sleep,
        stop=stop_after_attempt(settings.attempts),
        wait=_wait,
        retry=retry_if_exception(lambda error: isinstance(error, Unfetched) and error.again),
        reraise=True,
    )
    page: Page = await retrying(_Attempt.run, client, url, settings, clock)
    return page


@dataclass(slots=True)
class _Attempt:
    """One walk along the redirects of a URL; what is known so far is in `record`."""

    client: httpx.AsyncClient
    settings: FetchSettings
    now: datetime
    record: Fetch

    @classmethod
    async def run(
        cls, client: httpx.AsyncClient, url: str, settings: FetchSettings, clock: Callable[[], datetime]
    ) -> Page:
        import httpx

        now = clock().astimezone(UTC)
        attempt = cls(client, settings, now, Fetch(source=url, fetched_at=now.strftime("%Y-%m-%dT%H:%M:%SZ")))
        try:
            async with asyncio.timeout(settings.total_timeout):
                return await attempt._walk(url)
        except Unfetched:
            raise
        except Refusal as error:  # the guard's
            attempt._refuse(error.reason, f"{attempt._place}: {error.detail}")
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError) as error:
            attempt._refuse("bad_url", f"{attempt._place}: {_line(error)}")
        except TimeoutError:
            attempt._refuse("timeout", f"{attempt._place} within {settings.total_timeout:g} s", again=True)
        except httpx.TimeoutException as error:
            attempt._refuse("timeout", f"{attempt._place}: {_line(error)}", again=True)
        except httpx.ConnectError as error:
            attempt._refuse("dead_host", f"{attempt._place}: {_line(error)}", again=True)
        except (httpx.HTTPError, OSError) as error:
            attempt._refuse("broken_answer", f"{attempt._place}: {_line(error)}", again=True)

    async def _walk(self, text: str) -> Page:
        import httpx

        url = self._checked(httpx.URL(text))
        seen = {str(url)}
        while True:
            self.record = replace(self.record, final_url=str(url))
            async with self.client.stream("GET", url) as response:
                self.record = replace(self.record, status=response.status_code, headers=_kept(response.headers))
                if response.next_request is None:
                    return await self._read(response)
                target = self._checked(response.next_request.url, before=url)
            if str(target) in seen:
                self._refuse("redirect_loop", f"{self._place} leads back to {target}")
            if len(self.record.redirects) == self.settings.max_redirects:
                self._refuse("redirect_loop", f"{self._place}: more than {self.settings.max_redirects} redirects")
            url = target
            seen.add(str(url))
            self.record = replace(self.record, redirects=(*self.record.redirects, str(url)))

    def _checked(self, url: httpx.URL, before: httpx.URL | None = None) -> httpx.URL:
        named = f"{self._place} redirects to {url}" if before is not None else str(url)
        if url.scheme not in ("http", "https") or not url.host:
            self._refuse("bad_url", f"{named}: only http and https URLs with a host can be fetched")
        if url.port is not None and not 0 < url.port < 65536:
            self._refuse("bad_url", f"{named}: a port is between 1 and 65535")
        if url.userinfo:
            self._refuse("bad_url", f"{self._place}: a URL with a user name or password in it is not fetched")
        if before is not None and before.scheme == "https" and url.scheme == "http":
            self._refuse("bad_url", f"{named}: an https page is not fetched over http")
        return url.copy_with(fragment=None)

    async def _read(self, response: httpx.Response) -> Page:
        status = response.status_code
        if status in (404, 410):
            self._refuse("not_found", f"{self._place}: {status}")
        if not 200 <= status < 300:
            self._refuse_status(status, response.headers.get("retry-after"))
        declared = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if declared and declared not in CONTENT_TYPES:
            self._refuse("content_type", f"{self._place} is {declared}")
        limit = self.settings.max_bytes
        length = response.headers.get("content-length", "")
        if length.isdecimal() and int(length) > limit:
            self._refuse("too_large", f"{self._place}: {int(length):,} bytes, the limit is {limit:,}")
        raw = bytearray()
        async for chunk in response.aiter_raw():
            raw += chunk
            if len(raw) > limit:
                self._refuse("too_large", f"{self._place}: over {limit:,} bytes")
        body = self._unpacked(bytes(raw), response.headers.get("content-encoding", ""))
        return Page(fetch=replace(self.record, body_sha=hashlib.sha256(body).hexdigest()), body=body)

    def _unpacked(self, body: bytes, encodings: str) -> bytes:
        limit = self.settings.max_bytes
        for encoding in reversed([name.strip().lower() for name in encodings.split(",")]):
            if encoding in ("", "identity"):
                continue
            try:
                body = unpack(body, encoding, limit)
            except ValueError as error:
                self._refuse("broken_answer", f"{self._place}: {_line(error)}", again=True)
            if len(body) > limit:
                self._refuse("too_large", f"{self._place}: over {limit:,} bytes when unpacked")
        return body

    def _refuse_status(self, status: int, retry_after: str | None) -> NoReturn:
        reason = "server_error" if status >= 500 else "http_status"
        wait = seconds_to_wait(retry_after, self.now) if status in TRY_AGAIN else None
        detail = f"{self._place}: {status}"
        if wait is not None and wait > MAX_RETRY_AFTER:
            self._refuse(reason, f"{detail}, to be asked again in {wait:.0f} s")
        self._refuse(reason, detail, again=status in TRY_AGAIN, wait=wait)

    @property
    def _place(self) -> str:
        final = self.record.final_url
        return f"{self.record.source} (at {final})" if self.record.redirects else self.record.source

    def _refuse(self, reason: str, detail: str, *, again: bool = False, wait: float | None = None) -> NoReturn:
        raise Unfetched(reason, detail, self.record, again=again, wait=wait)


def seconds_to_wait(retry_after: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (a number or an HTTP date, RFC 9110 10.2.3), or None."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds())


def _wait(state: RetryCallState) -> float:
    from tenacity import wait_exponential, wait_random

    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, Unfetched) and error.wait is not None:
        return error.wait
    return (wait_exponential(multiplier=FIRST_WAIT, max=LONGEST_WAIT) + wait_random(0, FIRST_WAIT))(state)


def _kept(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    return tuple((name, headers[name]) for name in KEPT_HEADERS if name in headers)


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
