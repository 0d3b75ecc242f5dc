"""Sums told with "at": "raised $13 billion at $183 billion" values the company, "at HK$116" is the price of a share."""

from __future__ import annotations

import re

from claims.values import Quantity
from extractors.clauses import Clause

LEAST = 1e7
"""In currency units: below it, "at" tells the price of a piece."""
_NOT_A_PRICE = "valued worth stands stood sized set capped estimated".split()
_HEDGES = (
    "an a the about around roughly nearly almost over under more less than up to some least just as much above below "
    "close between approximately"
).replace(" ", "|")
_BEFORE = re.compile(
    "(?:^| )" + "".join(rf"(?<!{word} )" for word in _NOT_A_PRICE) + rf"at (?!least|most)(?:(?:{_HEDGES}) ){{0,4}}$"
)
_ROUND = re.compile(
    r"\b(?:rounds?|rais(?:e|es|ed|ing)|funding|fundrais\w+|investors?|talks|discussions|market|series [a-k]"
    r"|seed|stakes?|tender offer|share sale|new money|term sheet|financing)\b"
)
_PUTS = re.compile(
    r"\b(?:puts?|pegs?|pegged|prices|priced|pricing|values?|valued|valuing|had|has|marks?|marked)"
    r" (?:⟨p⟩|it|them|the (?:\S+ ){0,3}(?:startup|start-up|company|maker|lab|firm|group|chipmaker|miner|retailer|bank"
    r"|developer|business|grocer))(?: 's (?:equity|shares))? at (?:\S+ ){0,3}$"
)
_AT_SUM = re.compile(r"⟨q⟩ (?:more )?at (?:(?:an?|about|around|roughly|nearly|almost|over|more than|up to) ){0,2}⟨q⟩")
_THINGS = re.compile(r"\b(?:a share|per share|each|cost|bill|price tag|rate)\b")


def values_company(clause: Clause, q: int, quantity: Quantity, before: tuple[str, Quantity] | None) -> bool:
    """Whether the sum at unit `q` is what a company is valued at by its place alone.

    before -- metric and value of the sum told before it in the sentence, or None.
    """
    size = quantity.low or quantity.high or 0.0
    if size < LEAST or _THINGS.search(" ".join(clause.lows[q + 1 : q + 4])):
        return False
    left = " ".join(clause.lows[max(0, q - 24) : q]) + " "
    if _PUTS.search(left):
        return True
    if not _BEFORE.search(left):
        return False
    if before is not None:
        metric, other = before
        if metric not in ("funding", "investment", "valuation"):
            return False
        return other.unit == quantity.unit and size > (other.low or other.high or 0.0)
    return _ROUND.search(left) is not None


def raised_at(clause: Clause, q: int, quantity: Quantity, following: Quantity | None) -> bool:
    """Whether the sum is a round because a larger one follows behind "at": "$500 million at $14 billion"."""
    if following is None or not _AT_SUM.match(" ".join(clause.lows[q : q + 7])):
        return False
    size, price = quantity.low or quantity.high or 0.0, following.low or following.high or 0.0
    return quantity.unit == following.unit and size >= LEAST and price > 2 * size


def is_share_price(clause: Clause, q: int, quantity: Quantity, before: tuple[str, Quantity] | None) -> bool:
    """Whether a small sum behind "at" is what a share costs: "raised HK$4.35 billion at HK$116.20"."""
    if before is None or (quantity.low or quantity.high or 0.0) >= 1e5 or before[0] not in ("funding", "debt"):
        return False
    return _BEFORE.search(" ".join(clause.lows[max(0, q - 6) : q]) + " ") is not None
