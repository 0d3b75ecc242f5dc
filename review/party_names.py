"""Finds the party that a person means: by its name in any case, or by another form that the table of names has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.parties import PartyTable

if TYPE_CHECKING:
    from storage.shelves import Shelves


def find_party(shelves: Shelves, parties: PartyTable, name: str) -> str | None:
    """The name as claims write it; None where no claim names such a party."""
    found = shelves.find(name)
    if found is not None:
        return found
    asked = name.casefold()
    meant = parties.canonical(name) or next(
        (row.name for row in parties if any(form.casefold() == asked for form in row.forms)), None
    )
    return None if meant is None else shelves.find(meant)
