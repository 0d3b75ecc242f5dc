"""Passwords and tokens: what is kept, what fits, and how many tries there are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from claims.errors import UsageError
from review.desk import passwords
from review.desk.tries import MOST_KEYS, Tries, network

NOON = datetime(2026, 5, 10, 12, 0, tzinfo=UTC)


def test_a_password_fits_its_hash_and_no_other() -> None:
    """The same letters written otherwise are the same password; for nobody none fits."""
    kept = passwords.hashed("naïve café talk")
    assert kept.startswith("$argon2id$")
    assert passwords.fits("naïve café talk", kept)
    assert passwords.fits("nai\u0308ve cafe\u0301 talk", kept)
    assert not passwords.fits("naive cafe talk", kept)
    assert not passwords.fits("naïve café talk", None)
    assert not passwords.fits("naïve café talk", "no hash")


@pytest.mark.parametrize("password", ["", "short", "eleven char", "x" * 501])
def test_a_password_has_a_length(password: str) -> None:
    """And no other rule."""
    with pytest.raises(UsageError, match="use 12 to 500"):
        passwords.hashed(password)


def test_a_token_is_new_each_time_and_kept_as_its_hash() -> None:
    """256 bits; a text that holds one shows what it is."""
    one, other = passwords.new_token(), passwords.new_token()
    assert one != other
    assert one.startswith("counterclaim_")
    assert len(one) == len("counterclaim_") + 43
    assert len(passwords.token_hash(one)) == 64


def test_tries_are_counted_for_a_quarter_of_an_hour() -> None:
    """Each key by itself; what went well does not count."""
    now = [NOON]
    tries = Tries(2, lambda: now[0])
    assert tries.begin("a") is None
    tries.well("a")
    assert [tries.begin("a"), tries.begin("a")] == [None, None]
    now[0] += timedelta(minutes=5)
    assert tries.begin("a") == timedelta(minutes=10)
    assert tries.begin("b") is None
    now[0] += timedelta(minutes=10)
    assert tries.begin("a") is None


def test_not_more_keys_are_remembered_than_the_memory_has_room_for() -> None:
    """The ones longest without a try are forgotten first."""
    tries = Tries(1, lambda: NOON)
    for n in range(MOST_KEYS):
        tries.begin(str(n))
    assert tries.begin("0") is not None
    tries.begin("new")
    assert tries.begin("1") is None
    assert tries.begin("0") is not None


@pytest.mark.parametrize(
    ("address", "counted"),
    [("192.0.2.7", "192.0.2.7"), ("2001:db8::7", "2001:db8::/64"), ("2001:db8::8", "2001:db8::/64"), ("", "")],
)
def test_an_address_is_counted_with_its_neighbours_on_one_machine(address: str, counted: str) -> None:
    """A host of IPv6 has a whole network."""
    assert network(address) == counted
