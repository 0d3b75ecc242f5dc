"""Which of a sentence's dates belongs to a quantity, and whether it dates the event or is its horizon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.dates import DateExpr

_SAID = re.compile(
    r"(?:\b(?:said|says|told|reported|wrote|added|noted|stated|according to [^,.;]{2,40})(?: "
    r"\w+){0,4}?(?: on| late| early)?\s?)$",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"[;—]|\b(?:while|whereas|but|after|when)\b|, (?:which|and)\b| and (?:the|an?|then|another) |\$|€|£|\b[GM]W\b"
)
_NOT_A_SPAN = frozenset({"in", "since", "after", "before", "around"})
REACH = 130.0


@dataclass(frozen=True, slots=True)
class Dated:
    """The date fields of a claim, and the spans that gave them."""

    as_of: str | None = None
    horizon: str | None = None
    spans: tuple[tuple[int, int], ...] = ()


def dated(
    text: str,
    start: int,
    end: int,
    exprs: Sequence[DateExpr],
    metric: str,
    taken: Sequence[tuple[int, int]],
) -> Dated:
    """Attach the nearest dates of the sentence to the quantity at `text[start:end]`.

    taken -- the spans of the sentence's other quantities: a date that stands nearer to one of them is theirs.
    """
    as_of: tuple[float, DateExpr] | None = None
    horizon: tuple[float, DateExpr] | None = None
    for expr in exprs:
        if expr.start < end and start < expr.end:
            continue
        if expr.value is None and expr.kind not in ("horizon", "duration"):
            continue  # "within the next few years" is the horizon, though no number says it
        cost = _cost(text, start, end, expr)
        if cost > REACH or any(_cost(text, s, e, expr) + 25 < cost for s, e in taken):
            continue
        if expr.kind in ("horizon", "duration"):
            if expr.direction == "past" or (expr.kind == "duration" and expr.preposition in _NOT_A_SPAN):
                continue
            if horizon is None or cost < horizon[0]:
                horizon = (cost, expr)
        elif expr.kind in ("point", "fiscal"):
            if expr.precision == "day" and _SAID.search(text, max(0, expr.start - 60), expr.start):
                continue
            if expr.direction == "future":  # what is stated is stated of what was
                if horizon is None or cost < horizon[0]:
                    horizon = (cost, expr)
            elif as_of is None or cost < as_of[0]:
                as_of = (cost, expr)
    spans = tuple((e[1].start, e[1].end) for e in (as_of, horizon) if e is not None)
    return Dated(as_of[1].value if as_of else None, horizon[1].value if horizon else None, spans)


def _cost(text: str, start: int, end: int, expr: DateExpr) -> float:
    low, high = (expr.end, start) if expr.end <= start else (end, expr.start)
    if high - low > REACH:
        return high - low  # too far as it is: the edges between need not be counted
    return (high - low) + 30.0 * len(_EDGE.findall(text, low, max(low, high)))
