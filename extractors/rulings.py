"""Second looks at a metric: what the parties and nouns around it make of a word that fits several metrics.

Each ruling is one row: from which metric, under which test, to which, and why.  The first that applies decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from extractors.clauses import Clause
from extractors.measures import Measure
from extractors.surroundings import (
    DEBT,
    DEBT_NEAR,
    EQUITY,
    EQUITY_ROUND,
    LENT,
    SETTLES,
    SUPPLIED,
    bonds_told,
    bought_from,
    builds,
    buys_stake,
    company_bought,
    equity_pledge,
    joins_round,
    own_building,
    takes_over,
    thing_worth,
    things_bought,
    to_supplier,
    words_near,
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """If the metric is `of` and the test holds, it becomes `to`."""

    key: str
    of: frozenset[str]
    to: str
    test: Callable[[Clause, int, Measure], bool]
    reason: str


RULINGS: tuple[Ruling, ...] = (
    *(
        Ruling(
            f"{metric}_worth",
            frozenset({"valuation"}),
            metric,
            thing_worth(metric),
            "the contract, loan or takeover is worth it, not the company",
        )
        for metric in ("commitment", "debt", "acquisition", "other_money", "revenue", "funding")
    ),
    Ruling(
        "invest_builds",
        frozenset({"investment"}),
        "spending",
        lambda c, q, m: builds(c, q, m) and not EQUITY.search(words_near(c, q, 5, 6)),
        "money put into one's own plant is spending, also where the text says investment",
    ),
    Ruling(
        "lent",
        frozenset({"commitment", "investment", "acquisition"}),
        "debt",
        lambda c, q, m: (
            m.hit is not None
            and m.hit.row.key != "invest"
            and LENT.search(words_near(c, q, 9, 9)) is not None
            and not SUPPLIED.search(words_near(c, q, 2, 4))
        ),
        "what lenders commit to is a loan",
    ),
    Ruling(
        "pledged_equity",
        frozenset({"commitment"}),
        "investment",
        lambda c, q, m: m.hit is not None and m.hit.row.key in ("commit", "commitment") and equity_pledge(c, q, m),
        "a pledge of equity is an investment",
    ),
    Ruling(
        "joins_round",
        frozenset({"commitment"}),
        "investment",
        joins_round,
        "a promise to a round is an investment",
    ),
    Ruling(
        "settled",
        frozenset({"commitment", "acquisition", "spending"}),
        "other_money",
        lambda c, q, m: SETTLES.search(" ".join(c.lows)) is not None and not SUPPLIED.search(words_near(c, q, 3, 6)),
        "what is paid to end a case is neither a contract nor a plan",
    ),
    Ruling(
        "debt_traded",
        frozenset({"acquisition", "commitment"}),
        "debt",
        lambda c, q, m: (
            DEBT_NEAR.search(words_near(c, q, 5, 7)) is not None and not SUPPLIED.search(words_near(c, q, 2, 5))
        ),
        "bonds are sold and bought, loans are agreed: that is debt, neither a takeover nor an order",
    ),
    Ruling(
        "raised_by_bonds",
        frozenset({"funding"}),
        "debt",
        lambda c, q, m: (
            m.hit is not None
            and m.hit.row.key in ("raise", "seek", "funding", "financing", "led_by")
            and DEBT.search(" ".join(c.lows)) is not None
            and not EQUITY_ROUND.search(words_near(c, q, 8, 8))
        ),
        "money raised by selling bonds or taking loans is debt",
    ),
    Ruling(
        "bonds_told",
        frozenset({"funding"}),
        "debt",
        bonds_told,
        "what is raised after bonds were told of is raised by them",
    ),
    Ruling(
        "brought_in_yearly",
        frozenset({"funding"}),
        "revenue",
        lambda c, q, m: (
            m.hit is not None
            and m.hit.row.key == "raise"
            and re.match(
                r"⟨q⟩ (?:an?|per|each|every) (?:year|month|quarter)\b|⟨q⟩ (?:annually|yearly)\b", words_near(c, q, 0, 3)
            )
            is not None
        ),
        "money that comes in every year is earned",
    ),
    Ruling(
        "buys_stake",
        frozenset({"acquisition", "commitment"}),
        "investment",
        buys_stake,
        "a share of a company that is bought is money put into it, not a takeover",
    ),
    Ruling(
        "deal_takes_over",
        frozenset({"commitment"}),
        "acquisition",
        lambda c, q, m: m.hit is not None and m.hit.row.key in ("deal", "sign") and takes_over(c, q, m),
        "a deal to buy a company",
    ),
    Ruling(
        "committed_builds",
        frozenset({"commitment"}),
        "spending",
        lambda c, q, m: (
            m.hit is not None and m.hit.row.key in ("commit", "commitment", "deal") and own_building(c, q, m)
        ),
        "a promise to build for oneself is spending",
    ),
    Ruling(
        "company_bought",
        frozenset({"spending"}),
        "acquisition",
        company_bought,
        "what is paid out for a company is its price",
    ),
    Ruling(
        "secured_financing",
        frozenset({"funding", "spending"}),
        "debt",
        lambda c, q, m: (
            re.search(
                r"\b(?:construction|project|lease|debt) financing\b|\bfinancing secured by\b"
                r"|\barrang(?:e|ed|ing) (?:\S+ ){0,3}⟨q⟩ (?:of |in )?financing\b",
                words_near(c, q, 6, 5),
            )
            is not None
        ),
        "what lenders give for a site, or against security",
    ),
    Ruling(
        "spend_on_supplier",
        frozenset({"spending"}),
        "commitment",
        lambda c, q, m: m.hit is not None and m.hit.row.key in ("spend", "spending") and to_supplier(c, q, m),
        "money spent with a named supplier",
    ),
    Ruling(
        "paid_builds",
        frozenset({"commitment"}),
        "spending",
        lambda c, q, m: (
            re.search(
                r"\b(?:paid|pay|pays|paying) for (?:\S+ ){0,2}⟨q⟩ (?:\S+ ){0,2}?(?:substation|plant|line|road|site|"
                r"campus|facility|building|pipeline|data cent(?:er|re))\b",
                words_near(c, q, 5, 4),
            )
            is not None
        ),
        "what is paid for a thing that is built",
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
        "bought_from",
        frozenset({"acquisition"}),
        "commitment",
        bought_from,
        "what is bought from a seller is an order",
    ),
    Ruling(
        "buys_things",
        frozenset({"acquisition"}),
        "commitment",
        things_bought,
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
