"""The signs of a chart: the shape of each basis, and what a form of mark looks like in the key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from review.charts.marks import BASES, Form, Mark
from review.charts.palette import LIGHT

FADED = 0.38
"""Opacity of what counts no more."""

SHAPES: dict[str, str] = dict(
    zip(
        BASES,
        (
            "circle", "square", "diamond", "M0,-1.2L1.14,-0.37L0.7,0.97L-0.7,0.97L-1.14,-0.37Z",
            "M-1.1,-0.9H1.1V-0.1H-1.1ZM-1.1,0.1H1.1V0.9H-1.1Z",
            "M-0.4,-1.1H0.4V-0.4H1.1V0.4H0.4V1.1H-0.4V0.4H-1.1V-0.4H-0.4Z",
        ),
        strict=True,
    )
)  # fmt: skip
"""The shape of each basis: a name that Vega knows, or a path within -1 to 1."""

CROSS = "M-1,-1L1,1M-1,1L1,-1"
_SOFT, _PAPER, _INK = LIGHT["soft"], LIGHT["paper"], LIGHT["ink"]


@dataclass(frozen=True, slots=True)
class Sign:
    """One line of the key."""

    words: str
    shape: str
    fill: str
    stroke: str
    opacity: float = 1


FORMS: tuple[tuple[Sign, Callable[[Mark], bool]], ...] = (
    (Sign("approximate", "circle", _PAPER, _SOFT), lambda mark: mark.hollow),
    (Sign("range", "M-0.5,-1.2H0.5V1.2H-0.5Z", _SOFT, _SOFT), lambda mark: mark.form is Form.range),
    (
        Sign("at least", "M0,-1.4L0.7,-0.3H0.15V1.2H-0.15V-0.3H-0.7Z", _SOFT, _SOFT),
        lambda mark: mark.form is Form.at_least,
    ),
    (
        Sign("at most", "M0,1.4L-0.7,0.3H-0.15V-1.2H0.15V0.3H0.7Z", _SOFT, _SOFT),
        lambda mark: mark.form is Form.at_most,
    ),
    (Sign("denied", CROSS, _PAPER, _INK), lambda mark: mark.denied),
    (Sign("in an open case", "circle", _PAPER, _INK), lambda mark: mark.standing.waiting),
    (Sign("replaced or withdrawn", "circle", _SOFT, _SOFT, FADED), lambda mark: mark.standing.faded),
)
"""The forms that a mark can have, and whether a mark has it."""
