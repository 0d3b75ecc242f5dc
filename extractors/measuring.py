"""What one sum of an article measures: its sentence's words, then its place, then the sums told before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.units import WATT
from claims.values import Qualifier
from extractors import measures, rulings, valued_at
from extractors.clauses import Clause
from extractors.found import Found
from extractors.frames import each_from
from extractors.lexicon import REFERS_BACK
from extractors.measures import PRICE, Measure
from extractors.word_classes import FINITE, PREPOSITIONS

_REFERS_BACK = re.compile(REFERS_BACK, re.IGNORECASE)
WEAK = frozenset({"seek", "add_share"})
"""Rows so general that they take over what the sentence's sum before measures."""
_COMPARED = re.compile(
    r"\b(?:up|down) from(?: the| its| an?)?(?: \w+){0,1} $|\bcompared (?:with|to) (?:the |its )?$|\bversus $",
    re.IGNORECASE,
)
_OTHER_THINGS = frozenset("cash share shares stock scrip price rent fee fees".split())
"""What a line of a list may name instead of going on with what the list is about."""
_RAISED = frozenset({"funding", "investment", "valuation"})
NEAR = 400
"""Characters within which a sum may lean on the one told before it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sum that was read already, with what it measures."""

    measure: Measure
    found: Found


def measured(clause: Clause, i: int, found: Sequence[Found], before: Told | None, last: Told | None) -> Measure:
    """What the quantity `i` measures.

    found -- all quantities of the text, in order.  before -- the sum of money told before it in its sentence; last --
    the one told before it in the text.
    """
    one = found[i]
    if one.quantity.unit == WATT:
        return Measure("power", "power", None, 10.0)
    if one.metric is not None:
        return Measure(one.metric, "counted noun", None, 10.0)
    own = measures.measure(clause, i)
    by_place = _by_place(clause, i, found, own, before)
    if by_place is not None:
        return by_place
    if before is not None and before.measure.rule != PRICE and _shares(clause, i, one, own, before.measure):
        rule = before.measure.rule.removeprefix("as before (").rstrip(")")
        return replace(before.measure, rule=f"as before ({rule})")
    if own is not None:
        return rulings.apply(clause, i, own)
    if _into_party(clause, clause.at[i]):
        return Measure("investment", "into", None, 5.0)
    if last is not None and one.start - last.found.end < NEAR:
        near = clause.text[max(clause.start, one.start - 60) : min(clause.end, one.end + 40)]
        listed = last.measure.score > 0 and _goes_on(clause, one, last.found)
        if listed or _REFERS_BACK.search(near):
            return replace(last.measure, rule=f"refers back ({last.measure.rule})", hit=None)
    return Measure("other_money", "no cue", None, 0.0)


def _by_place(
    clause: Clause, i: int, found: Sequence[Found], own: Measure | None, before: Told | None
) -> Measure | None:
    """A price per piece, and sums told with "at"."""
    one, q = found[i], clause.at[i]
    if measures.is_price(measures.per_unit(clause.text, one.end)):
        if own is not None and own.metric == "profit":
            return own
        if before is not None and before.measure.metric == "profit":
            return before.measure
        return Measure("other_money", PRICE, None, 9.0)
    kinds = {own.metric if own is not None else "funding", before.measure.metric if before is not None else "funding"}
    if each_from(clause, q) and kinds <= _RAISED:
        return Measure("investment", "each from", None, 6.0)
    told = None if before is None else (before.measure.metric, before.found.quantity)
    after = found[i + 1].quantity if i + 1 in clause.at else None
    open_ = own is None or (before is not None and before.measure.metric == "valuation")
    if open_ and valued_at.raised_at(clause, q, one.quantity, after):
        return Measure("funding", "raised at", None, 7.0)
    loose = one.quantity.qualifier is Qualifier.vague
    if not loose and not _named(clause, i, own) and valued_at.values_company(clause, q, one.quantity, told):
        return Measure("valuation", "valued at", None, 8.0)
    if valued_at.is_share_price(clause, q, one.quantity, told):
        return Measure("other_money", PRICE, None, 8.0)
    return None


def _shares(clause: Clause, i: int, one: Found, own: Measure | None, before: Measure) -> bool:
    """Whether the sum measures what the one before it in the sentence does."""
    if own is None:
        return True
    # the sums of a sentence are neighbours
    shared = own.hit is not None and own.hit.last < clause.at[i - 1]
    compared = _COMPARED.search(clause.text[clause.start : one.start]) is not None
    sold = own.rule == "acquire" and before.metric == "debt" and _ends(clause, clause.at[i])
    weak = before.metric != "other_money" and (own.rule in WEAK or sold)
    return shared or compared or weak or (one.moved == "to" and own.score < before.score)


def _named(clause: Clause, i: int, own: Measure | None) -> bool:
    """Whether a noun beside the sum says what it measures: "at a $350 billion valuation", "market value at"."""
    if own is None or own.hit is None or own.hit.row.kind != "noun":
        return False
    if own.rule in ("market", "share_price"):
        return False
    gap = clause.at[i] - own.hit.last
    if gap < 0:
        return own.hit.first - clause.at[i] <= 4 and PREPOSITIONS.isdisjoint(
            clause.lows[clause.at[i] + 1 : own.hit.first]
        )
    return gap <= 4 and own.metric not in ("funding", "investment")


def _into_party(clause: Clause, q: int) -> bool:
    """Whether the sum goes into a company: "$5 billion into Intel"."""
    return clause.lows[q + 1 : q + 3] == ["into", "⟨p⟩"] and clause.units[q + 2].party is not None


def _ends(clause: Clause, q: int) -> bool:
    """Whether nothing is said of the sum behind it: "and BlackRock bought more than $3 billion"."""
    return clause.lows[q + 1 : q + 2] in ([], [","], ["."], [")"], ["and"])


def _goes_on(clause: Clause, one: Found, last: Found) -> bool:
    """Whether a line without a verb goes on with the list that the sum before it stands in: "- Equinix: $630m"."""
    small = (one.quantity.low or one.quantity.high or 0.0) < 1e-3 * (last.quantity.low or last.quantity.high or 0.0)
    listed = FINITE.isdisjoint(clause.lows) or any(clause.relation(k) == "label" for k in clause.parties)
    return not small and listed and _OTHER_THINGS.isdisjoint(clause.lows)
