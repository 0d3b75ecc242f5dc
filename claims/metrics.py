"""What a quantity can measure: one row a metric, read by the extractor, the comparison, the page and the charts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Counted:
    """The words by which news counts something, in lower case: all that the extractor must know of a count.

    nouns -- the plurals that are counted, the plainest first ("900 million weekly *users*"), and the singulars that
    hold a count ("a *user base* of 900 million").
    acts -- what people do that makes them such ("800 million people *use* ChatGPT").
    undergone -- what stands before the people ("*used by* 800 million people").
    least -- smaller numbers without a scale word are single cases, not a count ("three users complained").
    """

    nouns: tuple[str, ...]
    acts: tuple[str, ...] = ()
    undergone: tuple[str, ...] = ()
    least: int = 1_000


@dataclass(frozen=True, slots=True)
class Metric:
    """One row of METRICS.

    kind -- `event` (it happens once: a round, a deal) or `state` (it holds for a time: a valuation, a capacity).
    subject, counterparty -- who stands in each role, for people.
    additive -- whether parts of it add up to a total (shares of a round do, valuations do not).
    tolerance -- relative slack below which two exact figures are the same figure, beyond rounding.
    default -- whether it is read without being asked for.
    counted -- the words of a metric whose unit is `count`: such a row is all that a new count needs.
    """

    name: str
    label: str
    kind: Literal["event", "state"]
    subject: str
    counterparty: str
    additive: bool
    colour: str
    unit: Literal["money", "power", "count"] = "money"
    tolerance: float = 0.0
    default: bool = True
    counted: Counted | None = None


_USERS = Counted(
    nouns=(
        "users", "subscribers", "user accounts", "user base", "userbase", "user count", "subscriber base",
        "subscriber count",
    ),
    acts=(
        "use", "used", "using", "log in to", "log on to", "sign in to", "subscribe to", "subscribed to", "pay for",
        "paying for", "signed up for", "interact with", "turn to", "rely on",
    ),
    undergone=("used by", "used each week by", "used every week by", "used every day by", "used monthly by"),
)  # fmt: skip

_ROWS = (
    Metric("funding", "Funding round", "event", "company raising", "investors", True, "#1b6ca8"),
    Metric("investment", "Investment", "event", "investor", "investee", True, "#2a9d8f"),
    Metric("valuation", "Valuation", "state", "company valued", "who values it", False, "#8e5ea2"),
    Metric("market_cap", "Market value", "state", "listed company", "", False, "#6d597a"),
    Metric("acquisition", "Acquisition", "event", "acquirer", "target", True, "#b5651d"),
    Metric("commitment", "Commitment to a supplier", "event", "who pays", "who is paid", True, "#c05746"),
    Metric("debt", "Debt", "event", "borrower", "lenders", True, "#7f5539"),
    Metric("revenue", "Revenue", "state", "company", "customer", False, "#3a7d44"),
    Metric("spending", "Spending", "state", "spender or project owner", "who is paid", True, "#a44a3f"),
    Metric("profit", "Profit or loss", "state", "company", "", False, "#52796f"),
    Metric("power", "Power capacity", "state", "who will use it", "supplier, host", True, "#d4a017", unit="power"),
    Metric("other_money", "Other sum", "state", "who it concerns", "", False, "#888888"),
    Metric("users", "Users", "state", "company", "", False, "#b56576", unit="count", default=False, counted=_USERS),
)

METRICS: dict[str, Metric] = {row.name: row for row in _ROWS}
"""All metrics by name, in the order in which people are shown them."""


def asked(names: Iterable[str]) -> tuple[Metric, ...]:
    """The rows of the named metrics that are read only when asked for.  Raises KeyError for a name that has no row."""
    return tuple(row for row in (METRICS[name] for name in dict.fromkeys(names)) if not row.default)
