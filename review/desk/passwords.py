"""Passwords and tokens: what is kept of them, and whether one fits."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from hashlib import sha256
from threading import Lock

from claims.errors import UsageError

SHORTEST, LONGEST = 12, 500
"""Characters of a password: no other rule makes one harder to guess."""

TOKEN = "counterclaim_"
"""How a token begins, so that one that slips into a text is known for what it is."""

_ONE_AT_A_TIME = Lock()
"""Each check takes 64 MB: a crowd that signs in at once waits instead of filling the memory."""


def hashed(password: str) -> str:
    """What is kept of a password: an argon2id hash with its salt.  Raises UsageError on one that is too short."""
    from argon2 import PasswordHasher

    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password of {len(password)} characters: use {SHORTEST} to {LONGEST}")
    return PasswordHasher().hash(_normal(password))


def fits(password: str, known: str | None) -> bool:
    """Whether it is the password of this hash; for None too it takes as long, so that names cannot be told apart."""
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    with _ONE_AT_A_TIME:
        try:
            PasswordHasher().verify(known or _nobody(), _normal(password[:LONGEST]))
        except (Argon2Error, InvalidHashError):
            return False
    return known is not None and len(password) <= LONGEST


def new_token() -> str:
    """A token that nobody can guess: 256 random bits."""
    return TOKEN + secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a token; it needs no salt, as no table of guesses holds it."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _normal(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "replace")


@cache
def _nobody() -> str:
    return hashed(secrets.token_urlsafe(32))
