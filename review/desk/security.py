"""What is asked of every request before a page sees it, and what every answer says about what a browser may do."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from fastapi import Request
from starlette._utils import parse_host_header
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from review.desk.context import NotPermitted, desk
from review.desk.forms import FIELD, HEADER
from review.desk.programs import problem, wants_json

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; connect-src 'self'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with no-referrer, forms of our own would come from an unknown origin
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "private, no-cache",
}
"""What every answer says, unless its page says otherwise."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names under which a page on loopback is asked for."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""

FORMS = frozenset({"", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"})
"""Content types that a browser sends to another site without asking it."""


class Guard:
    """Refuses requests for other hosts and bodies that are too large, and puts the headers on every answer.

    hosts -- names and addresses that may be asked for; any_address -- also every IP address: a site that rebinds its
    name to this machine still asks for its name.  largest -- bytes of a body; larger -- of those below these paths.
    """

    def __init__(
        self, app: ASGIApp, hosts: Collection[str], any_address: bool, largest: int, larger: dict[str, int]
    ) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._any_address = any_address
        self._largest = largest
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    said.setdefault(name, value)
            await send(message)

        if not self._serves(headers.get("host")):
            line = "this desk is not served under that name; see --allow-host of `counterclaim review`"
            await _refusal(scope, 421, line)(scope, receive, with_headers)
            return
        most = next((size for path, size in self._larger.items() if scope["path"].startswith(path)), self._largest)
        declared = headers.get("content-length", "0")
        if not declared.isdecimal() or int(declared) > most:
            line = f"the request is larger than {most:,} bytes"
            await _refusal(scope, 413, line, {"connection": "close"})(scope, receive, with_headers)
            return
        came = 0

        async def bounded() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                raise HTTPException(413, f"the request is larger than {most:,} bytes")
            return message

        await self._app(scope, bounded, with_headers)

    def _serves(self, header: str | None) -> bool:
        asked = parse_host_header(header)
        if asked is None:
            return False
        host = asked.host.lower().strip("[]").rstrip(".")
        if host in self._hosts:
            return True
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return False
        return self._any_address


def _refusal(scope: Scope, status: int, line: str, headers: dict[str, str] | None = None) -> Response:
    if wants_json(HTTPConnection(scope)):
        return problem(status, line, headers)
    return PlainTextResponse(line, status, headers)


def known(request: Request) -> None:
    """Find out who asks, for `reader` and `analyst`: a dependency of the whole application."""
    request.state.user = desk(request).access.user_of(request)


async def same_origin(request: Request) -> None:
    """Refuse a write that another site may have sent: a dependency of the whole application.

    What a browser says of the origin must be this site.  What a form could send must also have the token of this
    browser; a request with a token of a user in its Authorization header needs none, as no browser adds that by itself.
    Raises NotPermitted.
    """
    if request.method in SAFE:
        return
    origin, fetched = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise NotPermitted(f"this request comes from another site ({origin[:100]}): open the page itself")
    if fetched is not None and fetched not in ("same-origin", "none"):
        raise NotPermitted("this request comes from another site: open the page itself")
    if request.state.by_token:
        return
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in FORMS:
        return
    token: object = request.headers.get(HEADER)
    if token is None and kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        token = (await request.form()).get(FIELD)
    if not desk(request).access.forms.fits(request, token):
        raise NotPermitted("this form is not of this visit: open its page again, and send it from there")
