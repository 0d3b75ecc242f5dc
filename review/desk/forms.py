"""The token in every form, so that no other site can send one: it fits a cookie that only this site can set or read."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

FIELD = "csrf"
HEADER = "x-csrf-token"


class Forms:
    """Gives tokens for forms, and knows them again; they hold as long as the process, and the browser's session."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def token(self, request: Request) -> str:
        """The token for forms on the page that answers the request."""
        seed: str | None = getattr(request.state, "form_seed", None) or request.cookies.get(cookie_name(request))
        if not seed:
            seed = secrets.token_urlsafe(24)
        request.state.form_seed = seed
        return hmac.new(self._key, seed.encode(), sha256).hexdigest()

    def remember(self, request: Request, answer: Response) -> None:
        """Have the browser keep what its tokens fit, where it does not yet."""
        seed: str | None = getattr(request.state, "form_seed", None)
        name = cookie_name(request)
        if seed and request.cookies.get(name) != seed:
            answer.set_cookie(name, seed, httponly=True, samesite="strict", secure=request.url.scheme == "https")

    def fits(self, request: Request, token: object) -> bool:
        """Whether the token is of this browser."""
        seed = request.cookies.get(cookie_name(request))
        if not seed or not isinstance(token, str):
            return False
        wanted = hmac.new(self._key, seed.encode(), sha256).hexdigest()
        return hmac.compare_digest(wanted.encode(), token.encode("utf-8", "replace"))


def cookie_name(request: Request) -> str:
    """Of the cookie that tokens fit; with the port, as cookies do not tell two desks on one host apart."""
    return f"counterclaim-forms-{request.url.port or 0}"
