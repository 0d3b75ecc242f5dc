"""What a sum measures: the words of the lexicon compete for it by weight, side, link and distance."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.clauses import Clause
from extractors.hits import Hit

LINKS = frozenset(
    "of at to is was are were reach reached reaches hit hits near above below nearly "
    "about around roughly approximately over under than up down from total totaled "
    "totalled totaling totalling stood stands be been some only just estimated : ( "
    "as much by worth exceeding exceed exceeds exceeded topping topped between well "
    "a an the more less its record new in for with that could would might may can approach "
    "approaching structures totals valued".split()
)
"""Words that may stand between a noun and the sum that it names ("revenue of about $2 billion")."""

_COMPOUND_STOP = frozenset(
    ", ; : . ⟨p⟩ ⟨q⟩ which who that while and but to by from on as after before when was were "
    "is are has have will would could ( ) at for with".split()
)
_OF_LINK = frozenset("in of worth -".split())
THRESHOLD = 3.0
PRICE = "price per piece"
"""The rule of a sum that is counted per share, per ounce, per MWh."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The metric of one sum, the rule that gave it, the deciding words, and how strongly they spoke."""

    metric: str
    rule: str
    hit: Hit | None
    score: float


def measure(clause: Clause, index: int) -> Measure | None:
    """The metric that the sentence's own words give the quantity `index`; None where none speaks clearly."""
    q = clause.at[index]
    best: dict[str, Measure] = {}
    rest: dict[str, float] = {}
    for hit in clause.hits:
        score = _score(clause, hit, q)
        if score <= 0:
            continue
        metric = hit.row.metric
        rest[metric] = rest.get(metric, 0.0) + score
        if metric not in best or score > best[metric].score:
            best[metric] = Measure(metric, hit.row.key, hit, score)
    if not best:
        return None
    ranked = max(best.values(), key=lambda m: m.score + 0.2 * (rest[m.metric] - m.score))
    return ranked if ranked.score >= THRESHOLD else None


def _score(clause: Clause, hit: Hit, q: int) -> float:
    weight = hit.row.weight
    if hit.row.key == "raise" and not _RAISED_FIGURES.isdisjoint(clause.lows[hit.last + 1 : q]):
        return 0.0  # "raised its spending forecast to": made higher
    if hit.first > q:
        distance = clause.distance(q, hit.first)
        if hit.row.kind == "noun" and _leads_to_sum(clause, hit):
            weight *= 0.3
        if clause.lows[hit.first - 1] in ("including", "plus", "excluding", "without"):
            return 0.0
        between = _beside(_without_brackets(clause.lows[q + 1 : hit.first]))
        if hit.row.kind == "verb":
            passive = not _PASSIVE.isdisjoint(between[-2:])
            return 0.8 * weight - 1.1 * distance + (3.5 if passive else 0)
        if len(between) < hit.first - q - 1:
            distance = min(distance, float(len(between)))
        if not between or (not _COMPOUND_STOP.intersection(between) and len(between) <= 5):
            return weight + 6 - 1.1 * distance
        if between[0] in _OF_LINK and not _COMPOUND_STOP.intersection(between[1:]) and len(between) <= 5:
            return weight + 6.5 - 0.9 * distance
        return 0.6 * weight - distance
    if hit.row.kind == "noun" and _is_part(clause, hit, q):
        return 0.0
    distance = clause.distance(hit.last, q)
    between = _without_brackets(clause.lows[hit.last + 1 : q])
    if hit.row.kind == "verb":
        paid_for = hit.row.metric == "acquisition" and _is_price_of(between)
        return weight + 5 - (0.2 if paid_for else 0.8) * distance
    if _has_its_sum(clause, hit):
        weight *= 0.5
    elif _moves_to(between):
        return weight + 4 - 0.2 * distance
    if between and between[0] == "," and ("worth" in between or "valued" in between):
        between = [word for word in between[1:] if word != "valued"]
    if len(between) <= 6 and all(word in LINKS for word in between):
        return weight + 5 - 0.5 * distance
    return 0.7 * weight + 2 - distance


def _is_part(clause: Clause, hit: Hit, q: int) -> bool:
    """Whether the noun only tells what is in the sum: "Capital expenditures, including finance leases, hit"."""
    before = clause.lows[max(0, hit.first - 2) : hit.first]
    return "including" in before and "," in clause.lows[hit.last + 1 : q]


def _is_price_of(between: list[str]) -> bool:
    """Whether the sum is what something far to the left was bought for: "was bought by a group ... for"."""
    words = [word for word in between if word not in _HEDGES]
    return words[-1:] == ["for"] and "⟨q⟩" not in words and ";" not in words


_HEDGES = frozenset(
    "about nearly roughly around some almost approximately just over more than up to at least an a estimated".split()
)


def _has_its_sum(clause: Clause, hit: Hit) -> bool:
    """Whether the noun follows a sum that it names: "a $50 billion valuation in a $2 billion round"."""
    k = hit.first - 1
    while k > hit.first - 4 and k > 0 and clause.lows[k] in _OWN:
        k -= 1
    return k >= 0 and clause.lows[k] == "⟨q⟩"


def _leads_to_sum(clause: Clause, hit: Hit) -> bool:
    """Whether a sum of its own follows the noun: "$5 billion at a valuation of at least $50 billion"."""
    k = hit.last + 1
    while k < len(clause.lows) and clause.lows[k] in _TO_OWN:
        k += 1
    return hit.last + 1 < k < len(clause.lows) and clause.lows[k] == "⟨q⟩"


_RAISED_FIGURES = frozenset(
    "forecast forecasts guidance outlook target targets estimate estimates spending capex expenditure expenditures "
    "dividend price prices stake budget limit ceiling goal capital-spending".split()
)
_TO_OWN = frozenset("of at least most up to more than over about around nearly roughly some close is was".split())
_OWN = frozenset("in of worth - new annual net".split())


def _moves_to(between: list[str]) -> bool:
    """Whether the noun is the subject of a verb that leads to the sum: "Revenue rose 13 % on a comparable basis to"."""
    words = _without_bound(between)
    if len(words) < len(between) and between[-1] == "as":
        words = [*words, "to"]  # "could go as high as"
    if words[:1] == [","] and "," in words[1:]:
        words = words[words.index(",", 1) + 1 :]  # "Capital expenditures, including leases, hit"
    if not _BREAKS.isdisjoint(words):
        return False
    if words and words[-1] in ("to", "at", "from", "as", "by"):
        return not _MOVES.isdisjoint(words)
    verbs = [k for k, word in enumerate(words) if word in _REACHES]
    return bool(verbs) and all(word in LINKS or word.endswith("ly") for word in words[verbs[-1] + 1 :])


def _without_bound(words: list[str]) -> list[str]:
    """The words without those that bound the sum at their end: "to as much as about" is "to"."""
    end = len(words)
    while end and words[end - 1] in _BOUNDS:
        end -= 1
    return words[:end]


_BOUNDS = frozenset(
    "about nearly roughly around just some a an the almost over more than up as much high low many estimated only "
    "approximately "
    "between under below above record combined total".split()
)
_MOVES = frozenset(
    "rose grew climbed jumped fell dropped declined slipped came surged increased swung narrowed widened soared "
    "decreased shrank doubled tripled was were is forecast expected rises grows climbs jumps falls drops declines "
    "slips comes surges increases swings narrows widens soars shrinks doubles stood stands edged edges raised raises "
    "lifted lifts cut cuts boosted boosts upped ups hiked hikes trimmed lowered went goes moved expanded put "
    "puts pegged estimated estimates stays stayed stay remains remained runs ran running go going goes swelled "
    "swells balloons ballooned slid slides dips dipped sank tumbled plunged".split()
)
_REACHES = frozenset(
    "hit hits reach reached reaches total totaled totalled totals was were is are be been stood stands remained "
    "remains exceeded exceeds topped tops passed surpassed amounted equals".split()
)
_BREAKS = frozenset("⟨q⟩ ; while but which who after".split())
_PASSIVE = frozenset({"be", "been", "was", "were", "being"})


def _beside(between: list[str]) -> list[str]:
    """The words between a sum and its noun without a length, a size or an owner: "$300 billion, five-year order"."""
    if between[:1] == [","] and (between[1:2] == ["⟨q⟩"] or (len(between) > 1 and between[1].endswith("-year"))):
        return between[2:]
    if between[:1] == ["of"] and between[1:3] == ["⟨p⟩", "'s"]:
        return ["of", *between[3:]]
    return between


def _without_brackets(lows: list[str]) -> list[str]:
    """The words without what stands in brackets: a conversion does not part a sum from its noun."""
    if "(" not in lows:
        return lows
    out: list[str] = []
    depth = 0
    for word in lows:
        depth += word == "("
        if not depth:
            out.append(word)
        depth -= word == ")" and depth > 0
    return out


PER = re.compile(
    r"[ \t\u00a0]?(?!an? (?:hour|day|week|month|year) (?:(?:ago|earlier|later|from now)\b|before\s*(?:[.,;:)]|$)))"
    r"(?:(?:/|per[ -]|an? |each |every )(?P<unit>share|ounce|barrel|tonne"
    r"|ton|hour|hr|day|week|month|year|MWh|MW-day|megawatt-day|megawatt-hour|kWh|kilowatt-hour"
    r"|kilowatt"
    r"|gigawatt|megawatt|GW|MW|watt|kW|kg|dozen|pound|head|seat|user|token|million tokens"
    r"|unit|piece|person|employee|household|customer|square foot|rack|chip|gpu)s?\b"
    r"|(?P<each>apiece|each)\b|(?P<yearly>annually|yearly)\b|(?P<monthly>monthly)\b)",
    re.IGNORECASE,
)
_PIECES = frozenset(
    "share ounce barrel tonne ton hour hr mwh mw-day megawatt-day megawatt-hour kwh "
    "kilowatt-hour kg dozen head seat user token unit piece chip gpu rack square foot "
    "person employee household customer million tokens".split()
)


def per_unit(text: str, end: int) -> str | None:
    """What the sum is counted per ("$110 a share", "$1 billion a year", "$10 million per megawatt"); None without one.

    "each" and "apiece" are not a rate: they share a sum out among parties.
    """
    match = PER.match(text, end)
    if match is None or match["each"]:
        return None
    if match["yearly"]:
        return "year"
    return "month" if match["monthly"] else match["unit"].lower()


def is_price(per: str | None) -> bool:
    """Whether a rate is a price per piece (a share, an ounce, a MWh) rather than a flow (a year) or a cost per GW."""
    return per is not None and per in _PIECES
