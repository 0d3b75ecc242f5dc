"""What the commands about users do: ask for passwords, make tokens, keep and show users."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer

from claims.errors import NotStored, UsageError
from claims.users import Role
from review import words
from review.desk import passwords
from review.formats import Column, Format, Shape, machine_stdout, print_all, say
from review.options import open_store

if TYPE_CHECKING:
    from storage.store import StoredUser


def add(name: str, role: Role, db: str | None, *, token: bool) -> None:
    """Add a user with a password, or with a token that is printed.  Raises UsageError."""
    with open_store(db, create=True) as store:
        if store.users.find(name) is not None:
            raise UsageError(f"there is a user {name!r} already; `counterclaim users list` shows them all")
        made = passwords.new_token() if token else None
        kept = None if token else passwords.hashed(_asked())
        with store.writing() as writer:
            user = writer.users.add(name, role, password=kept, token=made and passwords.token_hash(made))
    say(f"added the {user.role} {user.name}")
    if made is not None:
        _print(made)


def show(db: str | None, form: Format) -> None:
    """All users."""
    with open_store(db) as store:
        print_all(store.users.all(), USERS, form, "no users; add one with `counterclaim users add NAME`")


def remove(name: str, db: str | None) -> None:
    """Forget a user.  Raises NotStored."""
    with open_store(db) as store, store.writing() as writer:
        writer.users.remove(name)
    say(f"removed {name}; what was decided stays")


def set_password(name: str, db: str | None) -> None:
    """Give a user another password.  Raises NotStored or UsageError."""
    with open_store(db) as store:
        _known(store.users.find(name), name)
        kept = passwords.hashed(_asked())
        with store.writing() as writer:
            writer.users.set_password(name, kept)
    say(f"set the password of {name}; all sessions of {name} are over")


def set_token(name: str, db: str | None) -> None:
    """Give a user another token, and print it.  Raises NotStored."""
    made = passwords.new_token()
    with open_store(db) as store, store.writing() as writer:
        writer.users.set_token(name, passwords.token_hash(made))
    _print(made)


def _known(user: StoredUser | None, name: str) -> None:
    if user is None:
        raise NotStored(f"no user has the name {name!r}; `counterclaim users list` shows them all")


def _asked() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")


def _print(token: str) -> None:
    out = machine_stdout()
    out.write(token + "\n")
    out.flush()


KEYS = ("name", "role", "password", "token", "added_at", "changed_at")


def user_row(stored: StoredUser) -> dict[str, Any]:
    """A user as an object; of password and token, whether there is one."""
    return {
        "name": stored.user.name, "role": str(stored.user.role), "password": stored.password is not None,
        "token": stored.token is not None, "added_at": stored.added_at.isoformat(),
        "changed_at": stored.changed_at.isoformat(),
    }  # fmt: skip


def _has(stored: StoredUser) -> str:
    return ", ".join(name for name in ("password", "token") if getattr(stored, name) is not None)


USERS: Shape[StoredUser] = Shape(
    user_row,
    (
        Column("name", lambda stored: stored.user.name),
        Column("role", lambda stored: str(stored.user.role)),
        Column("signs in by", _has),
        Column("added", lambda stored: words.moment(stored.added_at)),
        Column("changed", lambda stored: words.moment(stored.changed_at)),
    ),
    KEYS,
)
"""Users as `users list` prints them."""
