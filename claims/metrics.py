"""What a quantity can measure: one row a metric, read by the extractor, the comparison, the page and the charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Metric:
    """One row of METRICS.

    kind -- `event` (it happens once: a round, a deal) or `state` (it holds for a time: a valuation, a capacity).
    subject, counterparty -- who stands in each role, for people.
    additive -- whether parts of it add up to a total (shares of a round do, valuations do not).
    tolerance -- relative slack below which two exact figures are the same figure, beyond rounding.
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
)

METRICS: dict[str, Metric] = {row.name: row for row in _ROWS}
"""All metrics by name, in the order in which people are shown them."""
