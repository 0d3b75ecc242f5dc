"""Who is let in: the user of this machine where there are no users, else who has signed in or shows a token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from starlette.requests import Request

from claims.errors import CounterclaimError
from claims.users import Role, User
from review.desk import passwords
from review.desk.forms import Forms
from review.desk.sessions import Sessions
from review.desk.tries import Tries, network
from storage.store import Store, StoredUser

BY_ADDRESS, BY_USER = 10, 20
"""Failed tries in a quarter of an hour, from one address and for one user name, wherever they come from."""


class NotSignedIn(CounterclaimError):
    """The page is for users, and nobody has signed in."""


class TooManyTries(CounterclaimError):
    """There were too many failed tries; `wait` says for how long no other is taken."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        super().__init__(f"too many failed tries: wait {minutes} minute{'' if minutes == 1 else 's'}, then try again")


class Access:
    """Knows who asks.

    local -- the name of the analyst that everybody is while there are no users; None where users have to sign in.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], *, local: str | None) -> None:
        self._store = store
        self._local = local
        self._addresses = Tries(BY_ADDRESS, clock)
        self._names = Tries(BY_USER, clock)
        self.forms = Forms()
        self.sessions = Sessions(store, clock)

    def everybody(self) -> User | None:
        """The analyst that everybody is; None where users have to sign in."""
        return None if self._local is None or self._store.users.any() else User(self._local, Role.analyst)

    def user_of(self, request: Request) -> User | None:
        """The user who asks, by a token, else as everybody, else by a session; None where nobody has signed in.

        `request.state.by_token` and `.signed_in` say whether it was by a token or a session.
        Raises NotSignedIn on a wrong token, TooManyTries.
        """
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        request.state.by_token, request.state.signed_in = kind.lower() == "bearer", False
        if request.state.by_token:
            return self._by_token(token.strip(), _address(request))
        user = self.everybody()
        if user is not None:
            return user
        found = self.sessions.user_of(request)
        request.state.signed_in = found is not None
        return None if found is None else found.user

    def sign_in(self, request: Request, name: str, password: str) -> StoredUser:
        """The user of this name, where the password is the right one.  Raises NotSignedIn or TooManyTries."""
        counted = (self._addresses, _address(request)), (self._names, passwords.token_hash(name.casefold()))
        for tries, key in counted:
            wait = tries.begin(key)
            if wait is not None:
                raise TooManyTries(wait)
        user = self._store.users.find(name)
        if not passwords.fits(password, user.password if user else None) or user is None:
            raise NotSignedIn("the name or the password is wrong")
        for tries, key in counted:
            tries.well(key)
        return user

    def _by_token(self, token: str, address: str) -> User:
        wait = self._addresses.begin(address)
        if wait is not None:
            raise TooManyTries(wait)
        found = self._store.users.by_token(passwords.token_hash(token))
        if found is None:
            raise NotSignedIn("no user has this token; `counterclaim users token NAME` makes a new one")
        self._addresses.well(address)
        return found.user


def _address(request: Request) -> str:
    return network(request.client.host if request.client else "")
