"""What stands around a sum, as tests: built things, supplies, takeovers, equity, debt; the rulings are made of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.clauses import Clause
from extractors.measures import Measure

_BUILT = re.compile(
    r"\b(?:data ?cent(?:er|re)s?|campus(?:es)?|plants?|factor(?:y|ies)|fabs?|infrastructure"
    r"|facilit(?:y|ies)|capacity|projects?|supercomputer|site|network|grid|chips?"
    r"|construction|build-?out|capex|equipment|turbines?|transmission|fleet|stores?"
    r"|warehouses?|r&d|research|manufacturing|production|expansion|complex|hubs?|line"
    r"|reactors?|servers?|region|state|country|area|city|town|village|county|province"
    r"|prefecture|kingdom)\b",
    re.IGNORECASE,
)

_INTO_BUILT = re.compile(
    rf"\b(?:in|into|for|on|to (?:build|expand|construct|develop|upgrade|add|buy)|build(?:s"
    rf"|ing)?|expand(?:ing)?)(?: \S+){{0,5}}? {_BUILT.pattern}",
    re.IGNORECASE,
)

_YEARS = re.compile(
    r"\b(?:over|for|through|during) (?:the )?(?:next |coming )?\S+ years?\b|\bmulti-?year\b|\b\w+-year\b", re.IGNORECASE
)

SUPPLIED = re.compile(
    r"\b(?:cloud|compute|computing|capacity|chips?|gpus?|services|hardware|servers|power|software|licen[cs]es?"
    r"|electricity|supply|supplies|equipment|processors|racks|turbines|fuel cells|contracts?"
    r"|azure|aws|trainium|tpus?)\b",
    re.IGNORECASE,
)

_ACQUIRES = re.compile(
    r"\b(?:acquir\w+|takeover|take over|took over|buyout|buy out|merger|merg\w+|bought"
    r"|buys?|buying|all-stock|to purchase|sold to|sale of|sale to|deal to buy|deal for ⟨p⟩"
    r"|(?:pay|pays|paid|paying|shelled out|forked out|splashed out) (?:\S+ ){0,3}⟨q⟩ for (?:\S+ ){0,5}?⟨p⟩"
    r"|half of ⟨p⟩)",
    re.IGNORECASE,
)

EQUITY = re.compile(
    r"\b(?:round|equity|stake|shares|stock|investors?|funding|series [a-k]|valuation|infusion|tranche|backers?)\b",
    re.IGNORECASE,
)

DEBT = re.compile(r"\b(?:bonds?|notes|loans?|debt|credit facility|borrow\w*|debentures?)\b")

SETTLES = re.compile(
    r"\b(?:settl(?:e|es|ed|ing|ement|ements)|suits?|fine[sd]?|penalt(?:y|ies)|allegations?|lawsuits?|probes?|violat\w+|misconduct"
    r"|prosecutors|justice department|litigation|damages|plaintiffs)\b"
)

DEBT_NEAR = re.compile(
    r"\b(?:(?:senior |convertible |secured )?notes|bonds?|debentures?|loans?|loan agreement"
    r"|credit (?:facility|agreement|line)"
    r"|debt (?:offering|sale|deal|package|financing)|commercial paper|term loan|eurobonds?|mortgages?)\b"
)

LENT = re.compile(
    r"\b(?:lenders?|lending group|term loan|loan facility|credit facility|debt financing|debt facility|delayed-draw"
    r"|project financing|construction financing|lease financing|financing secured by|bookrunners?|syndicat\w+"
    r"|in debt|(?<!assumption )of debt"
    r"|of the paper|of the bonds)\b"
)

EQUITY_ROUND = re.compile(r"\b(?:equity|series [a-k]|seed|shares|stock|ipo|listing|valuation|valued|round)\b")


def _kind(clause: Clause, i: int) -> str:
    party = clause.units[i].party
    return "" if party is None else party.kind


def words_near(clause: Clause, q: int, left: int, right: int) -> str:
    """The words around the sum, in lower case; "⟨p⟩" is a party, "⟨q⟩" a sum."""
    return " ".join(clause.lows[max(0, q - left) : q + right + 1])


def _party_after(clause: Clause, q: int, prepositions: tuple[str, ...], reach: int = 9) -> bool:
    return any(q < i <= q + reach and clause.relation(i) in prepositions for i in clause.parties)


def _party_near(clause: Clause, q: int, relations: tuple[str, ...], reach: int = 16) -> bool:
    return any(abs(i - q) <= reach and clause.relation(i) in relations for i in clause.parties)


def builds(clause: Clause, q: int, measure: Measure) -> bool:
    """Whether the money goes into something that is built, and not into a company."""
    if _party_near(clause, q, ("in", "into")) and measure.metric == "investment":
        return any(clause.relation(i) in ("in", "into") and _kind(clause, i) == "project" for i in clause.parties)
    if measure.metric == "investment" and any(
        clause.lows[i - 1] in ("in", "across") and _kind(clause, i) == "place"
        for i in range(q + 1, min(q + 8, len(clause.lows)))
    ):
        return True
    return (
        _INTO_BUILT.search(words_near(clause, q, 0, 12)) is not None
        or _BUILT.search(words_near(clause, q, 4, 0)) is not None
    )


def equity_pledge(clause: Clause, q: int, measure: Measure) -> bool:
    """Whether a pledge is one of equity: a round, stake or investor stands near, no supply, no term of years."""
    near = words_near(clause, q, 10, 10)
    if SUPPLIED.search(near) or _YEARS.search(words_near(clause, q, 0, 12)):
        return False
    return EQUITY.search(near) is not None or _party_after(clause, q, ("to", "from"), 3)


def own_building(clause: Clause, q: int, measure: Measure) -> bool:
    """Whether the promise is to spend for oneself: no supplier, no contract and nothing supplied stands near.

    A "deal" is one's own only where something is built.
    """
    if measure.hit is None or _party_near(clause, q, ("with", "on", "to", "from", "object"), 12):
        return False
    words = clause.lows[measure.hit.first : measure.hit.last + 1]
    if not _HIRES.isdisjoint(words) or (words[-1] == "commitments" and measure.hit.first > q):
        return False  # what is rented, or all that was signed for: "$30 billion in commitments"
    near = words_near(clause, q, 8, 10)
    built = _BUILT.search(near) is not None
    if measure.hit.row.key == "deal" and not built:
        return False
    return (built or not SUPPLIED.search(near)) and not _CONTRACT.search(near)


_HIRES = frozenset("rent rented lease leased leases leasing procure procured".split())
_CONTRACT = re.compile(r"\b(?:contract|agreement|lease|deal|signed|order)\b", re.IGNORECASE)


def to_supplier(clause: Clause, q: int, measure: Measure) -> bool:
    """Whether a company stands behind the sum as the one it is spent with."""
    return any(
        q < i <= q + 8 and clause.relation(i) in ("on", "with", "to") and _kind(clause, i) in ("company", "lab")
        for i in clause.parties
    )


def takes_over(clause: Clause, q: int, measure: Measure) -> bool:
    """Whether the words around the sum tell a takeover of a company."""
    return _ACQUIRES.search(words_near(clause, q, 14, 10)) is not None and not SUPPLIED.search(
        words_near(clause, q, 2, 6)
    )


def things_bought(clause: Clause, q: int, measure: Measure) -> bool:
    """Whether chips, power or capacity are what is bought."""
    near = words_near(clause, q, 6, 10)
    hit = measure.hit
    if hit is None or not _TAKEN_OVER.isdisjoint(clause.lows[hit.first : hit.last + 1]):
        return False
    if any(
        hit.last < i <= hit.last + 7 and (i < q) == (hit.last < q) and _bought(clause, hit.last, i)
        for i in clause.parties
    ):
        return False  # "to buy Calpine", "to buy the chip designer Ampere": a company is what is bought
    return SUPPLIED.search(near) is not None


def _bought(clause: Clause, verb: int, i: int) -> bool:
    """Whether the party is the object of the verb before it."""
    return i - verb <= 2 or clause.relation(i) == "object"


_TAKEN_OVER = frozenset("takeover acquisition merger buyout acquire acquired acquires acquiring".split())


def buys_stake(clause: Clause, q: int, measure: Measure) -> bool:
    """Whether what is bought or paid for is a share of a company: a stake, a percentage, shares."""
    if measure.metric == "commitment" and (measure.hit is None or measure.hit.row.key != "sign"):
        return False
    if _CONTROL.search(words_near(clause, q, 5, 7)):
        return False
    return _STAKE.search(words_near(clause, q, 4, 7)) is not None and " back " not in words_near(clause, q, 3, 3)


_CONTROL = re.compile(r"\b(?:majority|controlling|remaining|entire|full control|outright)\b")
_STAKE = re.compile(
    r"\b(?:stakes?|shareholding)\b|\bto become (?:\S+ ){0,3}shareholder\b|(?:%|\bper ?cent) of ⟨p⟩"
    r"|⟨q⟩ (?:worth )?(?:of|in) (?:\S+ ){0,3}?(?:shares|stock)\b"
)


def company_bought(clause: Clause, q: int, measure: Measure) -> bool:
    """Whether what is paid out buys a company: "shelled out $7 billion for Mellanox"; not its goods."""
    hit = measure.hit
    if hit is None or hit.row.key != "spend" or hit.last > q or q - hit.last > 6:
        return False
    i = next((k for k in clause.parties if q < k <= q + 6), None)
    if i is None or clause.relation(i) not in ("for", "possessor") or _kind(clause, i) not in ("company", "lab"):
        return False
    return clause.lows[q + 1] == "for" and clause.lows[i + 1 : i + 2] in ([], ["."], [","], ["in"], ["last"], ["and"])


def bought_from(clause: Clause, q: int, measure: Measure) -> bool:
    """Whether a purchase is made from a seller, and nothing says that the seller or a company is what is bought."""
    hit = measure.hit
    if hit is None or clause.lows[hit.first] not in ("purchase", "purchases", "purchased", "buy", "buys", "bought"):
        return False
    return _party_after(clause, q, ("from",), 6) and not _party_after(clause, q, ("of", "for", "object"), 6)


def _told_before(clause: Clause, reach: int) -> str:
    """What stands before the sentence, in lower case."""
    return clause.text[max(0, clause.start - reach) : clause.start].lower()


def joins_round(clause: Clause, q: int, measure: Measure) -> bool:
    """Whether money is promised to a round told of just before, and not to a supplier or for a building."""
    if measure.hit is None or measure.hit.row.key not in ("commit", "commitment"):
        return False
    near = words_near(clause, q, 10, 10)
    told = _told_before(clause, 400) + " ".join(clause.lows)
    others = SUPPLIED.search(near) or _BUILT.search(near) or _YEARS.search(words_near(clause, q, 0, 12))
    return not others and _ROUND_TOLD.search(told) is not None and not to_supplier(clause, q, measure)


_ROUND_TOLD = re.compile(
    r"\b(?:funding round|financing round|series [a-k]|invest(?:ed|ing|ors?)|valuation|the round)\b"
)


def bonds_told(clause: Clause, q: int, measure: Measure) -> bool:
    """Whether the money raised is that of bonds told of just before: "Already this week it has raised"."""
    if measure.hit is None or measure.hit.row.key not in ("raise", "seek"):
        return False
    told = _told_before(clause, 200)
    return DEBT_NEAR.search(told) is not None and not EQUITY_ROUND.search(told + " ".join(clause.lows))


def thing_worth(metric: str) -> Callable[[Clause, int, Measure], bool]:
    """Whether a thing of this metric, and not a company, is what is "worth" or "valued at" the sum."""

    def test(clause: Clause, q: int, measure: Measure) -> bool:
        hit = measure.hit
        if hit is None or hit.row.key not in ("value", "worth") or hit.first > q:
            return False
        if hit.row.key == "value" and {"at", "in", "above"}.isdisjoint(clause.lows[hit.last : hit.last + 2]):
            return False  # "the round valued the company at"
        nouns = [
            h
            for h in clause.hits
            if h.row.kind == "noun"
            and h.row.key != "project"
            and hit.first - 16 <= h.last < hit.first
            and clause.aside_of(h.last) in (None, clause.aside_of(hit.first))
        ]
        if not nouns:
            return False
        bought = nouns[-1].row.key == "deal" and takes_over(clause, q, measure)
        if ("acquisition" if bought else nouns[-1].row.metric) != metric:
            return False
        if metric == "funding" and clause.lows[hit.first] not in ("valued", "worth"):
            return False
        if metric == "funding" and hit.first - nouns[-1].last > 1:
            return False
        agents = [i for i in clause.parties if nouns[-1].last < i < hit.first and clause.relation(i) == "agent"]
        return not agents

    return test
