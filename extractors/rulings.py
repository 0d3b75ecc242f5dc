"""Second looks at a metric: what the parties and nouns around it make of a word that fits several metrics.

Each ruling is one row: from which metric, under which test, to which, and why.  The first that applies decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

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
_SUPPLIED = re.compile(
    r"\b(?:cloud|compute|computing|capacity|chips?|gpus?|services|hardware|servers|power"
    r"|electricity|supply|supplies|equipment|processors|racks|turbines|fuel cells|contracts?"
    r"|azure|aws|trainium|tpus?)\b",
    re.IGNORECASE,
)
_ACQUIRES = re.compile(
    r"\b(?:acquir\w+|takeover|take over|took over|buyout|buy out|merger|merg\w+|bought"
    r"|buys?|buying|all-stock|to purchase|sold to|sale of|sale to|deal to buy|deal for ⟨p⟩"
    r"|(?:pay|pays|paid|paying) (?:\S+ ){0,3}⟨q⟩ for (?:\S+ ){0,5}?⟨p⟩|half of ⟨p⟩)",
    re.IGNORECASE,
)
_EQUITY = re.compile(
    r"\b(?:round|equity|stake|shares|stock|investors?|funding|series [a-k]|valuation|infusion|tranche|backers?)\b",
    re.IGNORECASE,
)
_DEBT = re.compile(r"\b(?:bonds?|notes|loans?|debt|credit facility|borrow\w*|debentures?)\b")
_SETTLES = re.compile(
    r"\b(?:settl(?:e|es|ed|ing|ement|ements)|fine[sd]?|penalt(?:y|ies)|allegations?|lawsuits?|probes?|violat\w+|misconduct"
    r"|prosecutors|justice department|litigation|damages|plaintiffs)\b"
)
_DEBT_NEAR = re.compile(
    r"\b(?:(?:senior |convertible |secured )?notes|bonds?|debentures?|loans?|loan agreement"
    r"|credit (?:facility|agreement|line)"
    r"|debt (?:offering|sale|deal|package|financing)|commercial paper|term loan|eurobonds?|mortgages?)\b"
)
_EQUITY_ROUND = re.compile(r"\b(?:equity|series [a-k]|seed|shares|stock|ipo|valuation|valued|round)\b")


def _kind(clause: Clause, i: int) -> str:
    party = clause.units[i].party
    return "" if party is None else party.kind


@dataclass(frozen=True, slots=True)
class Ruling:
    """If the metric is `of` and the test holds, it becomes `to`."""

    key: str
    of: frozenset[str]
    to: str
    test: Callable[[Clause, int, Measure], bool]
    reason: str


def _near(clause: Clause, q: int, left: int, right: int) -> str:
    return " ".join(clause.lows[max(0, q - left) : q + right + 1])


def _party_after(clause: Clause, q: int, prepositions: tuple[str, ...], reach: int = 9) -> bool:
    return any(q < i <= q + reach and clause.relation(i) in prepositions for i in clause.parties)


def _party_near(clause: Clause, q: int, relations: tuple[str, ...], reach: int = 16) -> bool:
    return any(abs(i - q) <= reach and clause.relation(i) in relations for i in clause.parties)


def _builds(clause: Clause, q: int, measure: Measure) -> bool:
    if _party_near(clause, q, ("in", "into")) and measure.metric == "investment":
        return any(clause.relation(i) in ("in", "into") and _kind(clause, i) == "project" for i in clause.parties)
    return _INTO_BUILT.search(_near(clause, q, 0, 12)) is not None or _BUILT.search(_near(clause, q, 4, 0)) is not None


def _equity_pledge(clause: Clause, q: int, measure: Measure) -> bool:
    near = _near(clause, q, 10, 10)
    if _SUPPLIED.search(near) or _YEARS.search(_near(clause, q, 0, 12)):
        return False
    return _EQUITY.search(near) is not None or _party_after(clause, q, ("to", "from"), 3)


def _own_building(clause: Clause, q: int, measure: Measure) -> bool:
    supplier = _party_near(clause, q, ("with", "on", "to", "from"), 12)
    near = _near(clause, q, 8, 10)
    return (
        not supplier
        and _BUILT.search(near) is not None
        and not re.search(r"\b(?:contract|agreement|lease|deal|signed|order)\b", near, re.IGNORECASE)
    )


def _to_supplier(clause: Clause, q: int, measure: Measure) -> bool:
    return any(
        q < i <= q + 8 and clause.relation(i) in ("on", "with", "to") and _kind(clause, i) in ("company", "lab")
        for i in clause.parties
    )


def _takes_over(clause: Clause, q: int, measure: Measure) -> bool:
    return _ACQUIRES.search(_near(clause, q, 14, 10)) is not None and not _SUPPLIED.search(_near(clause, q, 2, 6))


def _things_bought(clause: Clause, q: int, measure: Measure) -> bool:
    near = _near(clause, q, 6, 10)
    return (
        measure.hit is not None
        and re.search(
            r"\b(?:chips?|gpus?|capacity|electricity|compute|cloud|processors|servers|equipment"
            r"|turbines|services|power)\b",
            near,
            re.IGNORECASE,
        )
        is not None
    )


def _thing_worth(metric: str) -> Callable[[Clause, int, Measure], bool]:
    """Whether a thing of this metric, and not a company, is what is "worth" or "valued at" the sum."""

    def test(clause: Clause, q: int, measure: Measure) -> bool:
        hit = measure.hit
        if hit is None or hit.row.key not in ("value", "worth") or hit.first > q:
            return False
        nouns = [
            h
            for h in clause.hits
            if h.row.kind == "noun" and h.row.key != "project" and hit.first - 16 <= h.last < hit.first
        ]
        if not nouns or nouns[-1].row.metric != metric:
            return False
        if metric == "funding" and clause.lows[hit.first] not in ("valued", "worth"):
            return False
        if metric == "funding" and hit.first - nouns[-1].last > 1:
            return False
        agents = [
            i for i in clause.parties if nouns[-1].last < i < hit.first and clause.relation(i) in ("agent", "relative")
        ]
        return not agents

    return test


RULINGS: tuple[Ruling, ...] = (
    *(
        Ruling(
            f"{metric}_worth",
            frozenset({"valuation"}),
            metric,
            _thing_worth(metric),
            "the contract, loan or takeover is worth it, not the company",
        )
        for metric in ("commitment", "debt", "acquisition", "other_money", "revenue", "funding")
    ),
    Ruling(
        "invest_builds",
        frozenset({"investment"}),
        "spending",
        lambda c, q, m: _builds(c, q, m) and not _EQUITY.search(_near(c, q, 5, 6)),
        "money put into one's own plant is spending, also where the text says investment",
    ),
    Ruling(
        "pledged_equity",
        frozenset({"commitment"}),
        "investment",
        lambda c, q, m: m.hit is not None and m.hit.row.key in ("commit", "commitment") and _equity_pledge(c, q, m),
        "a pledge of equity is an investment",
    ),
    Ruling(
        "settled",
        frozenset({"commitment", "acquisition", "spending"}),
        "other_money",
        lambda c, q, m: _SETTLES.search(" ".join(c.lows)) is not None and not _SUPPLIED.search(_near(c, q, 3, 6)),
        "what is paid to end a case is neither a contract nor a plan",
    ),
    Ruling(
        "debt_traded",
        frozenset({"acquisition", "commitment"}),
        "debt",
        lambda c, q, m: _DEBT_NEAR.search(_near(c, q, 5, 7)) is not None and not _SUPPLIED.search(_near(c, q, 2, 5)),
        "bonds are sold and bought, loans are agreed: that is debt, neither a takeover nor an order",
    ),
    Ruling(
        "raised_by_bonds",
        frozenset({"funding"}),
        "debt",
        lambda c, q, m: (
            m.hit is not None
            and m.hit.row.key in ("raise", "funding", "financing")
            and _DEBT.search(" ".join(c.lows)) is not None
            and not _EQUITY_ROUND.search(_near(c, q, 8, 8))
        ),
        "money raised by selling bonds or taking loans is debt",
    ),
    Ruling(
        "deal_takes_over",
        frozenset({"commitment"}),
        "acquisition",
        lambda c, q, m: m.hit is not None and m.hit.row.key in ("deal", "sign") and _takes_over(c, q, m),
        "a deal to buy a company",
    ),
    Ruling(
        "committed_builds",
        frozenset({"commitment"}),
        "spending",
        lambda c, q, m: (
            m.hit is not None and m.hit.row.key in ("commit", "commitment", "deal") and _own_building(c, q, m)
        ),
        "a promise to build for oneself is spending",
    ),
    Ruling(
        "spend_on_supplier",
        frozenset({"spending"}),
        "commitment",
        lambda c, q, m: m.hit is not None and m.hit.row.key == "spend" and _to_supplier(c, q, m),
        "money spent with a named supplier",
    ),
    Ruling(
        "led_with",
        frozenset({"funding"}),
        "investment",
        lambda c, q, m: (
            re.search(
                r"\b(?:led|leads?|leading|joined|anchored) (?:\S+ ){1,5}with (?:\S+ ){0,3}$",
                " ".join(c.lows[max(0, q - 10) : q]) + " ",
            )
            is not None
        ),
        "what the lead itself put in",
    ),
    Ruling(
        "orders_placed",
        frozenset({"revenue"}),
        "commitment",
        lambda c, q, m: (
            re.search(r"\b(?:plac(?:e|ed|es|ing)|ordered)\b", " ".join(c.lows[max(0, q - 6) : q])) is not None
        ),
        "orders that one places are paid, not earned",
    ),
    Ruling(
        "buys_things",
        frozenset({"acquisition"}),
        "commitment",
        _things_bought,
        "chips, power and capacity are bought from suppliers, not taken over",
    ),
)


def apply(clause: Clause, index: int, measure: Measure) -> Measure:
    """The measure after the first ruling that applies; the rule's name then tells both."""
    q = clause.at[index]
    for ruling in RULINGS:
        if measure.metric in ruling.of and ruling.test(clause, q, measure):
            return replace(measure, metric=ruling.to, rule=f"{measure.rule}>{ruling.key}")
    return measure
