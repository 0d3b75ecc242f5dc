"""What the reading of roles gives, and what it may lean on from the text before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.mentions import Mention


@dataclass(frozen=True, slots=True)
class Roles:
    """Subjects (several where each has the sum on its own), counterparties, and how the subject was found."""

    subjects: tuple[str, ...]
    counterparties: tuple[str, ...]
    found_by: str
    subject_unit: int | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the text told before.

    focus -- the party told of last.  main -- the party that the article is about.  investee -- the last company that
    raised money or was valued.  before -- the subject of the sum before in the same sentence.  recent -- parties told
    of, the latest first.  trades -- what the named parties do, by name.
    """

    focus: str | None = None
    main: str | None = None
    investee: str | None = None
    before: str | None = None
    recent: tuple[Mention, ...] = ()
    trades: Mapping[str, str] = field(default_factory=dict)
