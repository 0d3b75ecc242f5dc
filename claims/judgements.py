"""What an analyst can decide about a case, and what new evidence does to each decision: stand, or be looked at again.

The algebra in one table.  `own` is the side that the judgement names; evidence is new to a side when its origin had
not told that side before, so that a copy never reopens anything.

judgement          a new side   a new origin on own / on another side   a lost telling on own / on another side
prefer             reopens      confirms / reopens                      reopens / confirms
superseded         reopens      reopens / confirms                      confirms / reopens
both_valid         reopens      stands / stands                         reopens / reopens
extraction_error   by contradictions that the misread claim has no part in; by the loss of the misread claim
same_source        reopens      reopens where the origin is new to the case, else stands; a loss stands
unsure             reopens      reopens / reopens                       reopens / reopens
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Judgement(StrEnum):
    """A decision about a case; `undo` takes one back and is a row like them."""

    prefer = "prefer"  # this side is right
    both_valid = "both-valid"  # both are right: `Differs` names what separates them
    superseded = "superseded"  # this side was right and has been replaced
    extraction_error = "extraction-error"  # the text does not say what the claim says
    same_source = "same-source"  # the sides go back to one source
    unsure = "unsure"  # looked at, and not to be decided with what is there
    undo = "undo"

    @property
    def names_side(self) -> bool:
        """Whether it is about one side."""
        return self in (Judgement.prefer, Judgement.superseded)

    @property
    def names_claim(self) -> bool:
        """Whether it is about one claim."""
        return self is Judgement.extraction_error

    @property
    def words(self) -> str:
        """What it says, for people; the side or the claim follows."""
        return _WORDS[self]


_WORDS = {
    Judgement.prefer: "prefers", Judgement.both_valid: "both are valid, they differ in",
    Judgement.superseded: "has been superseded:", Judgement.extraction_error: "was read wrongly:",
    Judgement.same_source: "the sides have the same source", Judgement.unsure: "cannot be decided with what is there",
    Judgement.undo: "took back",
}  # fmt: skip


class Differs(StrEnum):
    """What separates two figures that are both valid."""

    basis = "basis"
    time = "time"
    scope = "scope"
    event = "event"


@dataclass(frozen=True, slots=True)
class Ground:
    """One telling that a decision rested on, as it was read then.

    key -- who tells what (`claims.origins.Telling.key`).  side -- the letter of its side.  The rest is for people, and
    for a day when the store reads the text differently.
    """

    key: str
    side: str
    claim: str
    article: str
    origin: str
    source: str
    doc: str
    value: str
    quote: str
    low: float | None
    high: float | None
    unit: str
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision in effect, as far as its algebra goes: what was judged, on which side or claim, on which grounds."""

    judgement: Judgement
    grounds: tuple[Ground, ...]
    side: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One telling of a case as it stands now: its ground, and the claims that it contradicts."""

    ground: Ground
    against: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between what a decision rested on and what there is now.

    what -- `new_side`, `new_origin`, `copy` or `lost`.  reopens -- whether the decision has to be looked at again.
    side -- the side of the decision that it belongs to; None for a new one.
    """

    what: str
    ground: Ground
    side: str | None
    reopens: bool

    @property
    def words(self) -> str:
        """`new: The Echo says $4.2 billion (on side B)`."""
        g = self.ground
        said = f"{g.source} says {g.value}"
        match self.what:
            case "new_side":
                return f"a new value: {said}"
            case "new_origin":
                return f"a new origin on side {self.side}: {g.origin} says {g.value}"
            case "copy":
                return f"another copy on side {self.side}: {said}"
            case _:
                return f"no longer stated on side {self.side}: {g.source} said {g.value}"


def changes(decision: Decision, now: Iterable[Seen]) -> tuple[Change, ...]:
    """What has changed since a decision, and which of it reopens the case; in a fixed order."""
    held = {ground.key: ground for ground in decision.grounds}
    seen = sorted(now, key=lambda one: (one.ground.side, one.ground.key))
    sides = _sides_then(held, seen)
    known = {(ground.side, ground.origin) for ground in decision.grounds}
    # a copy may give its origin another name: the wire's, or that of an earlier printing
    known |= {(held[one.ground.key].side, one.ground.origin) for one in seen if one.ground.key in held}
    origins = frozenset(origin for _, origin in known)
    found = []
    for one in seen:
        if one.ground.key in held:
            continue
        side = sides.get(one.ground.side)
        what = "new_side" if side is None else "copy" if (side, one.ground.origin) in known else "new_origin"
        found.append(Change(what, one.ground, side, _reopens(decision, what, side, one, origins)))
    there = {one.ground.key for one in seen}
    for key, ground in sorted(held.items(), key=lambda item: (item[1].side, item[0])):
        if key not in there:
            found.append(
                Change("lost", ground, ground.side, _reopens(decision, "lost", ground.side, Seen(ground), origins))
            )
    return tuple(found)


def _sides_then(held: dict[str, Ground], seen: Sequence[Seen]) -> dict[str, str]:
    """Which side of the decision each side of today is: the one with which it shares most tellings."""
    shared: dict[str, dict[str, int]] = {}
    for one in seen:
        if one.ground.key in held:
            votes = shared.setdefault(one.ground.side, {})
            then = held[one.ground.key].side
            votes[then] = votes.get(then, 0) + 1
    return {side: min(votes, key=lambda then: (-votes[then], then)) for side, votes in shared.items()}


def _reopens(decision: Decision, what: str, side: str | None, one: Seen, origins: frozenset[str]) -> bool:
    if what == "copy":
        return False
    lost, own = what == "lost", side == decision.side
    match decision.judgement:
        case Judgement.prefer:
            return own if lost else not own
        case Judgement.superseded:
            return what == "new_side" or (not own if lost else own)
        case Judgement.both_valid:
            return lost or what == "new_side"
        case Judgement.extraction_error:
            misread = decision.claim
            return one.ground.claim == misread if lost else bool(one.against - {misread})
        case Judgement.same_source:
            return not lost and one.ground.origin not in origins
        case _:
            return True
