"""Gets one page over HTTP: bounded in time and size, each redirect checked, failures retried and recorded.

`fetch` walks the redirects hop by hop.  Who may be connected to is `flows.addresses`, what an answer may be is
`flows.answers`, and whether and when a site may be asked is `flows.manners`.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn, Protocol, overload

from claims.article import Fetch, Validators
from claims.errors import FetchError, Refusal
from flows.answers import KEPT_HEADERS, Trouble, Wanted, check_status, kept_headers, line, read_body
from flows.fetch_settings import FetchSettings

if TYPE_CHECKING:
    import httpx
    from tenacity import RetryCallState

FIRST_WAIT, LONGEST_WAIT = 0.5, 8.0  # seconds between attempts, doubling, plus up to FIRST_WAIT of jitter
LONGEST_VALIDATOR = 1000  # characters; nobody's ETag is longer


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: the record of the attempt, and the body, unpacked and otherwise as the server sent it."""

    fetch: Fetch
    body: bytes


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that the page is still the known one (304); the record names what it is known by."""

    fetch: Fetch


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


class Manners(Protocol):
    """Whether and when a URL may be asked for."""

    def turn(self, url: httpx.URL) -> AbstractAsyncContextManager[None]:
        """Wait for the turn of this URL, and hold it.  Raises Trouble where it may not be asked for."""

    def rest(self, url: httpx.URL, seconds: float) -> None:
        """Leave the host of this URL alone for so long."""


@overload
async def fetch(
    client: httpx.AsyncClient, url: str, *, settings: FetchSettings, clock: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[None]] = ..., manners: Manners | None = ..., wanted: Wanted | None = ...,
) -> Page: ...  # fmt: skip
@overload
async def fetch(
    client: httpx.AsyncClient, url: str, *, settings: FetchSettings, clock: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[None]] = ..., manners: Manners | None = ..., wanted: Wanted | None = ...,
    known: Validators | None,
) -> Page | NotModified: ...  # fmt: skip
async def fetch(
    client: httpx.AsyncClient,
    url: str,
    *,
    settings: FetchSettings,
    clock: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    manners: Manners | None = None,
    wanted: Wanted | None = None,
    known: Validators | None = None,
) -> Page | NotModified:
    """Get the page at `url`, trying up to `settings.attempts` times where the failure may pass.

    Between attempts it waits as long as Retry-After says, or 0.5 s doubling, with jitter.  `clock` gives an aware
    time.  In the record `redirects` are the URLs that were redirected to, the last of them the final one.
    manners -- what each hop asks first; None asks nobody and waits for nothing.  wanted -- what is taken for a page.
    known -- what the page was last known by: NotModified comes back where it is still that one.
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

    async def attempt() -> Page | NotModified:
        record = Fetch(source=url, fetched_at=_second(clock()))
        bounds = wanted or Wanted(settings.max_bytes)
        return await _Attempt(client, settings, clock, manners, bounds, known, record, settings.total_timeout).run()

    result: Page | NotModified = await retrying(attempt)
    return result


@dataclass(slots=True)
class _Attempt:
    """One walk along the redirects of a URL; what is known so far is in `record`.

    left -- seconds that are left of it, without the waiting for a turn.
    """

    client: httpx.AsyncClient
    settings: FetchSettings
    clock: Callable[[], datetime]
    manners: Manners | None
    wanted: Wanted
    known: Validators | None
    record: Fetch
    left: float

    async def run(self) -> Page | NotModified:
        import httpx

        from flows.clients import tls_failure

        try:
            return await self._walk()
        except Unfetched:
            raise
        except Trouble as error:
            self._refuse(error.reason, f"{self._place}: {error.detail}", again=error.again, wait=error.wait)
        except Refusal as error:  # the guard's
            self._refuse(error.reason, f"{self._place}: {error.detail}")
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            self._refuse("bad_url", f"{self._place}: {line(error)}")
        except TimeoutError:
            self._refuse("timeout", f"{self._place}: not done within {self.settings.total_timeout:g} s", again=True)
        except httpx.TimeoutException as error:
            said = line(error, f"nothing came within {self.settings.read_timeout:g} s")
            self._refuse("timeout", f"{self._place}: {said}", again=True)
        except httpx.ConnectError as error:
            if (wrong := tls_failure(error)) is not None:
                self._refuse("tls", f"{self._place}: {wrong}")
            self._refuse("dead_host", f"{self._place}: {line(error, 'the connection broke off')}", again=True)
        except (httpx.HTTPError, OSError) as error:
            self._refuse("broken_answer", f"{self._place}: {line(error, 'the connection broke off')}", again=True)

    async def _walk(self) -> Page | NotModified:
        import httpx

        url = self._checked(httpx.URL(self.record.source))
        seen = {str(url)}
        while True:
            self.record = replace(self.record, final_url=str(url))
            found = await self._hop(url)
            if not isinstance(found, httpx.URL):
                return found
            if str(found) in seen:
                self._refuse("redirect_loop", f"{self._place} leads back to {found}")
            if len(self.record.redirects) == self.settings.max_redirects:
                self._refuse("redirect_loop", f"{self._place}: more than {self.settings.max_redirects} redirects")
            url = found
            seen.add(str(url))
            self.record = replace(self.record, redirects=(*self.record.redirects, str(url)))

    async def _hop(self, url: httpx.URL) -> Page | NotModified | httpx.URL:
        """Ask for one URL in its turn; gives the page, or where it leads to."""
        loop = asyncio.get_running_loop()
        async with self.manners.turn(url) if self.manners else nullcontext():
            if not self.record.redirects:
                self.record = replace(self.record, fetched_at=_second(self.clock()))
            started = loop.time()
            try:
                async with asyncio.timeout(self.left):
                    return await self._ask(url)
            finally:
                self.left -= loop.time() - started

    async def _ask(self, url: httpx.URL) -> Page | NotModified | httpx.URL:
        conditions = self._conditions(url)
        async with self.client.stream("GET", url, headers=conditions) as response:
            self.record = replace(self.record, status=response.status_code, headers=kept_headers(response.headers))
            if response.next_request is not None:
                return self._checked(response.next_request.url, before=url)
            if response.status_code == 304 and conditions:
                return NotModified(replace(self.record, headers=self._still(self.record.headers)))
            try:
                check_status(response, self.clock().astimezone(UTC))
            except Trouble as error:
                if error.wait and self.manners:
                    self.manners.rest(url, error.wait)
                raise
            body = await read_body(response, self.wanted)
        return Page(fetch=replace(self.record, body_sha=hashlib.sha256(body).hexdigest()), body=body)

    def _conditions(self, url: httpx.URL) -> dict[str, str]:
        """The headers that ask whether the page is still the known one, for the URL that it is known from."""
        known = self.known
        if known is None or str(url) != (known.url or self.record.source):
            return {}
        found = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in found.items() if value is not None and _sendable(value)}

    def _still(self, headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        """The headers of a 304, with what it is known by where the server does not say it again."""
        assert self.known is not None
        said = {"etag": self.known.etag, "last-modified": self.known.last_modified}
        kept = {name: value for name, value in said.items() if value is not None} | dict(headers)
        return tuple((name, kept[name]) for name in KEPT_HEADERS if name in kept)

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

    @property
    def _place(self) -> str:
        final = self.record.final_url
        return f"{self.record.source} (at {final})" if self.record.redirects else self.record.source

    def _refuse(self, reason: str, detail: str, *, again: bool = False, wait: float | None = None) -> NoReturn:
        raise Unfetched(reason, detail, self.record, again=again, wait=wait)


def _wait(state: RetryCallState) -> float:
    from tenacity import wait_exponential, wait_random

    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, Unfetched) and error.wait is not None:
        return error.wait
    return (wait_exponential(multiplier=FIRST_WAIT, max=LONGEST_WAIT) + wait_random(0, FIRST_WAIT))(state)


def _second(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _sendable(validator: str) -> bool:
    """Whether it can stand in a header: what a server once said is not to be trusted with that."""
    return validator.isascii() and validator.isprintable() and 0 < len(validator) <= LONGEST_VALIDATOR
