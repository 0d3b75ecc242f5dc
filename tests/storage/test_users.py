"""Users of the desk: kept by name, found by name or token, and forgotten; on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from claims.errors import NotStored, UsageError
from claims.users import Role, User

TOKEN = "ab" * 32


@pytest.fixture
def staffed(desk: Any) -> Any:
    """A desk with an analyst who has a password, and a reader who has a token."""
    with desk.store.writing() as writer:
        assert writer.users.add("Zoë  Ada", Role.analyst, password="hash-1") == User("Zoë Ada", Role.analyst)
        writer.users.add("bot", Role.reader, token=TOKEN)
    return desk


def test_users_are_listed_by_name(staffed: Any) -> None:
    """With what they are known by."""
    found = [(one.user.name, one.user.role, one.password, one.token) for one in staffed.store.users.all()]
    assert found == [("bot", Role.reader, None, TOKEN), ("Zoë Ada", Role.analyst, "hash-1", None)]
    assert {one.added_at for one in staffed.store.users.all()} == {staffed.clock.now}


def test_a_store_without_users_says_so(desk: Any, staffed: Any) -> None:
    """And one with some does."""
    assert staffed.store.users.any()
    with staffed.store.writing() as writer:
        writer.users.remove("bot")
        writer.users.remove("zoë ada")
    assert not desk.store.users.any()


@pytest.mark.parametrize("name", ["Zoë Ada", "zoë ada", "ZOE\u0308 ADA", " Zoë   Ada "])
def test_a_user_is_found_in_any_capitals_and_spaces(staffed: Any, name: str) -> None:
    """And nobody can take a name that looks the same."""
    found = staffed.store.users.find(name)
    assert found is not None
    assert found.user.name == "Zoë Ada"
    with pytest.raises(UsageError, match="there is a user"), staffed.store.writing() as writer:
        writer.users.add(name, Role.reader)


def test_a_user_is_found_by_the_token(staffed: Any) -> None:
    """And nobody by another."""
    found = staffed.store.users.by_token(TOKEN)
    assert found is not None
    assert found.user == User("bot", Role.reader)
    assert staffed.store.users.by_token("cd" * 32) is None
    assert staffed.store.users.find("nobody") is None


def test_a_new_password_and_a_new_token_take_the_place_of_the_old(staffed: Any) -> None:
    """It is known when that was."""
    later = staffed.clock.step(60)
    with staffed.store.writing() as writer:
        writer.users.set_password("ZOË ADA", "hash-2")
        writer.users.set_token("bot", "cd" * 32)
    bot, zoe = staffed.store.users.all()
    assert (bot.token, zoe.password, zoe.changed_at) == ("cd" * 32, "hash-2", later)
    assert staffed.store.users.by_token(TOKEN) is None


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\u202eb", "a\x00b"])
def test_a_name_that_cannot_be_read_is_none(desk: Any, name: str) -> None:
    """Nothing is kept."""
    with pytest.raises(UsageError, match="use 1 to 100 characters"), desk.store.writing() as writer:
        writer.users.add(name, Role.reader)
    assert not desk.store.users.any()


def test_who_is_not_there_cannot_be_changed(desk: Any) -> None:
    """The line says where the names are."""
    for change in ("remove", "set_password", "set_token"):
        with pytest.raises(NotStored, match="counterclaim users list"), desk.store.writing() as writer:
            getattr(writer.users, change)("nobody", *(["x"] if change != "remove" else []))
