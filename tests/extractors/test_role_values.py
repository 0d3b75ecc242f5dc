"""The values that reading hands on: nothing is known before the first sentence, and nothing changes in place."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from extractors.role_values import Context, Roles


def test_a_context_starts_empty() -> None:
    """No focus, no main party, no trades."""
    empty = Context()
    assert (empty.focus, empty.main, empty.investee, empty.before, empty.recent, dict(empty.trades)) == (
        None, None, None, None, (), {},
    )  # fmt: skip
    assert Context() == Context()


def test_roles_are_values() -> None:
    """Two equal ones are one; neither can be changed."""
    roles = Roles(("Meta",), (), "sentence")
    assert roles == Roles(("Meta",), (), "sentence", None)
    with pytest.raises(FrozenInstanceError):
        roles.found_by = "carried"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Context().focus = "Meta"  # type: ignore[misc]
