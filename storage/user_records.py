"""What the store hands out of users."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from claims.users import User


@dataclass(frozen=True, slots=True)
class StoredUser:
    """A user with what the password and the token are known by, None where there is none."""

    user: User
    password: str | None
    token: str | None
    added_at: datetime
    changed_at: datetime
