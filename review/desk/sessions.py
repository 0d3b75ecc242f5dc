"""Sessions: a signed cookie that says who signed in, until when, and by which password."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

from storage.store import Store, StoredUser

LASTS = timedelta(hours=12)
"""A working day; then the user signs in again."""


class Sessions:
    """Gives sessions and knows them again.

    The key that signs them lives as long as the process: a desk that starts again asks everybody to sign in.  A session
    ends with its time, at sign-out, with another password, and when its user is removed.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._signer = URLSafeSerializer(
            secrets.token_bytes(32), salt="session", signer_kwargs={"digest_method": sha256}
        )
        self._lock = Lock()
        self._ended: dict[str, float] = {}

    def begin(self, request: Request, answer: Response, user: StoredUser) -> None:
        """Have the browser keep a new session of this user."""
        until = (self._clock() + LASTS).timestamp()
        value = self._signer.dumps([user.user.name, _stamp(user), until, secrets.token_urlsafe(16)])
        answer.set_cookie(
            _name(request), str(value), max_age=int(LASTS.total_seconds()), httponly=True, samesite="strict",
            secure=_secure(request),
        )  # fmt: skip

    def user_of(self, request: Request) -> StoredUser | None:
        """The user whose session the request shows; None where it has none that holds."""
        found = self._read(request)
        if found is None:
            return None
        name, stamp, _, _ = found
        user = self._store.users.find(name)
        return user if user is not None and _stamp(user) == stamp else None

    def end(self, request: Request, answer: Response) -> None:
        """End the session that the request shows, also for who copied the cookie."""
        found = self._read(request)
        if found is not None:
            now = self._clock().timestamp()
            with self._lock:
                self._ended = {key: until for key, until in self._ended.items() if until > now}
                self._ended[found[3]] = found[2]
        answer.delete_cookie(_name(request), httponly=True, samesite="strict", secure=_secure(request))

    def _read(self, request: Request) -> tuple[str, str, float, str] | None:
        written = request.cookies.get(_name(request))
        if not written:
            return None
        try:
            name, stamp, until, session = self._signer.loads(written)
        except BadSignature:
            return None
        over = until <= self._clock().timestamp() or session in self._ended
        return None if over else (name, stamp, until, session)


def _stamp(user: StoredUser) -> str:
    """Another one for another password, and for another user of the same name."""
    return sha256(f"{user.password} {user.added_at.isoformat()}".encode()).hexdigest()[:32]


def _secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _name(request: Request) -> str:
    """Of the cookie: with the port, as cookies do not tell two desks on one host apart."""
    prefix = "__Host-" if _secure(request) else ""
    return f"{prefix}counterclaim-{request.url.port or 0}"
