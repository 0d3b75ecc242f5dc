"""Who is let in: the user of this machine where there are no users, else who has signed in or shows a token."""

from __future__ import annotations

from starlette.requests import Request

from claims.users import Role, User
from review.desk.forms import Forms


class Access:
    """Knows who asks.

    local -- the name of the analyst that everybody is; None where users have to sign in.
    """

    def __init__(self, *, local: str | None) -> None:
        self._local = local
        self.forms = Forms()

    @property
    def trusts_everybody(self) -> bool:
        """Whether nobody has to sign in."""
        return self._local is not None

    def user_of(self, request: Request) -> User | None:
        """The user who asks; None where nobody has signed in."""
        return None if self._local is None else User(self._local, Role.analyst)
