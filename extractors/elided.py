"""Currencies that are said once and meant again: "net debt of 3.2 billion pounds, a value of about 10.2 billion"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.units import WATT
from extractors.numbers import SPACE
from extractors.written import Number

REACH = 400
"""Characters behind a sum within which its currency may be meant again, in the same paragraph."""
_NOT_MONEY = re.compile(
    rf"(?:[{SPACE}]|-)(?!(?:a|an|and|as|at|before|but|by|each|euro|for|from|in|including|it|of|on|or|over|per|plus|than|that"
    rf"|the|this|to|under|was|which|while|with|is|are|were|would|will|had|has|after|last|next|during|until|up|down)\b)[A-Za-z]"
)
"""A noun behind the number: it counts something else ("10 million users")."""
_COUNTED = re.compile(
    r"\b(?:people|users|customers|shares|units|tons|tonnes|barrels|homes|households|jobs|chips|gpus|tokens|parameters"
    r"|subscribers|square|acres|miles|workers|residents|visitors|vehicles|cars)\b[^.;]{0,24}$",
    re.IGNORECASE,
)
_OPENS = ("", " ", "\n", "\t", "\u00a0", "(", "[", "“", '"')
_OF_COUNTED = re.compile(
    rf"[{SPACE}](?:of|in)[{SPACE}](?:the[{SPACE}]|its[{SPACE}]|our[{SPACE}])?(?:people|users|customers|shares|units|tons"
    r"|tonnes|barrels|homes|households|them|us|chips|gpus|tokens|passengers|cases|doses|vehicles|members|population)\b",
    re.IGNORECASE,
)


def share_currency(text: str, found: Sequence[Number]) -> None:
    """Give a scaled number without a unit the currency of the sum before it, where nothing else is counted."""
    last: Number | None = None
    for number in found:
        if number.unit is not None:
            bracketed = text[max(0, number.start - 3) : number.start].lstrip(" ~≈").startswith(("(", "["))
            last = number if number.unit != WATT and number.scaled and not bracketed else last
            continue
        if text[number.start - 1 : number.start] not in _OPENS:
            continue  # "Y=50 billion": a sign that no table knows
        if last is None or not number.scaled or number.factor < 1e6 or number.start - last.end > REACH:
            continue
        if "\n\n" in text[last.end : number.start] or _NOT_MONEY.match(text, number.end):
            continue
        if _OF_COUNTED.match(text, number.end) or _COUNTED.search(text, max(0, number.start - 40), number.start):
            continue
        number.unit = last.unit
