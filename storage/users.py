"""Users in SQL: adding, removing, a new password or token, and finding one by name or token."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select, update

from claims.errors import NotStored, UsageError
from claims.users import Role, User
from storage import rows
from storage.user_records import StoredUser
from storage.user_schema import users

LONGEST = 100
"""Characters of a name."""


class UserWriter:
    """What a writer does with users, in its transaction.

    password -- an argon2 hash.  token -- the SHA-256 of a token, in hex.
    """

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def add(self, name: str, role: Role, *, password: str | None = None, token: str | None = None) -> User:
        """Keep a user.  Raises UsageError where the name is taken or is none."""
        shown = _checked(name)
        if _first(self._connection, _named(shown)) is not None:
            raise UsageError(f"there is a user {shown!r} already; `counterclaim users list` shows them all")
        row = {
            "folded": folded(shown), "name": shown, "role": role.value, "password": password, "token": token,
            "added_at": self._now, "changed_at": self._now,
        }  # fmt: skip
        self._connection.execute(insert(users), row)
        return User(shown, role)

    def remove(self, name: str) -> None:
        """Forget a user; the decisions stay.  Raises NotStored."""
        if not self._connection.execute(delete(users).where(_named(name))).rowcount:
            raise _unknown(name)

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password.  Raises NotStored."""
        self._set(name, password=password)

    def set_token(self, name: str, token: str) -> None:
        """Give a user another token.  Raises NotStored."""
        self._set(name, token=token)

    def _set(self, name: str, **values: str) -> None:
        changed = update(users).where(_named(name)).values(**values, changed_at=self._now)
        if not self._connection.execute(changed).rowcount:
            raise _unknown(name)


class UserReader:
    """The users of a store.  Every method raises StoreUnavailable where the database cannot be read."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading

    def all(self) -> list[StoredUser]:
        """All users, by name."""
        with self._reading() as connection:
            return [_read(row) for row in connection.execute(select(users).order_by(users.c.folded)).mappings()]

    def any(self) -> bool:
        """Whether there is a user."""
        with self._reading() as connection:
            return bool(connection.execute(select(exists(select(users.c.key)))).scalar_one())

    def find(self, name: str) -> StoredUser | None:
        """The user of this name, in any capitals; None where there is none."""
        with self._reading() as connection:
            return _first(connection, _named(name))

    def by_token(self, token: str) -> StoredUser | None:
        """The user whose token has this SHA-256, in hex; None where there is none."""
        with self._reading() as connection:
            return _first(connection, users.c.token == token)


def folded(name: str) -> str:
    """What a name is found by."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def _first(connection: Connection, which: ColumnElement[bool]) -> StoredUser | None:
    row = connection.execute(select(users).where(which)).mappings().first()
    return None if row is None else _read(row)


def _named(name: str) -> ColumnElement[bool]:
    return users.c.folded == folded(name)


def _checked(name: str) -> str:
    shown = " ".join(name.split())
    if not shown or len(shown) > LONGEST or not shown.isprintable():
        raise UsageError(f"user name {name[:LONGEST]!r}: use 1 to {LONGEST} characters that can be seen")
    return shown


def _unknown(name: str) -> NotStored:
    return NotStored(f"no user has the name {name[:LONGEST]!r}; `counterclaim users list` shows them all")


def _read(row: rows.Row) -> StoredUser:
    return StoredUser(
        User(row["name"], Role(row["role"])), row["password"], row["token"], row["added_at"], row["changed_at"]
    )
