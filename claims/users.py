"""Who uses the desk, and what each role may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a user may do; an analyst may do what a reader may."""

    reader = "reader"  # looks at everything
    analyst = "analyst"  # decides cases, takes decisions back, reads new articles


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with a name, under which decisions are kept, and a role."""

    name: str
    role: Role

    @property
    def decides(self) -> bool:
        """Whether the user may change anything."""
        return self.role is Role.analyst
