"""What the words around a sum say about its scope, basis, content, event and place in time."""

from __future__ import annotations

import pytest

from claims.model import Basis, Includes, Scope, TemporalRole
from extractors.details import BASES, INCLUDES, SCOPES, TEMPORAL, Details, details


def of(marked: str, metric: str, *, site: str | None = None, moved: str | None = None) -> Details:
    """The details of the sum in square brackets; the whole text is its sentence."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    return details(text, start, end, (0, len(text)), metric, site, moved)


@pytest.mark.parametrize(
    ("marked", "metric", "scope"),
    [
        ("Acme raised [$5 billion].", "funding", Scope.total),
        ("Acme borrowed another [$5 billion].", "debt", Scope.increment),
        ("Acme will add an additional [2 GW].", "power", Scope.increment),
        ("Acme put in a further [$5 billion].", "investment", Scope.increment),
        ("Acme spent [$5 billion] more on it.", "spending", Scope.increment),
        ("Acme spent [$5 billion] more than Globex.", "spending", Scope.total),
        ("Acme has raised [$5 billion] to date.", "funding", Scope.cumulative),
        ("It brings its total to [$5 billion].", "funding", Scope.cumulative),
        ("Acme has raised a total of [$5 billion] since its founding.", "funding", Scope.cumulative),
        ("To date it invested [$5 billion].", "investment", Scope.cumulative),
        ("It is worth [$5 billion] to date.", "valuation", Scope.total),
        ("The first phase of [200 MW] is open.", "power", Scope.part),
        ("An initial [$1 billion] was paid.", "investment", Scope.part),
        ("It paid [$1 billion] upfront.", "acquisition", Scope.part),
        ("Of the loan, [$1 billion] of the total is drawn.", "debt", Scope.part),
        ("It reached an initial [$1 billion] value.", "valuation", Scope.total),
        ("It spends [$1 billion] a year.", "spending", Scope.rate),
    ],
)
def test_scope(marked: str, metric: str, scope: Scope) -> None:
    """Which part of the thing the figure measures, where the metric can have such a part."""
    assert of(marked, metric).scope is scope


@pytest.mark.parametrize(
    ("marked", "per"),
    [
        ("It costs [$10 million] per megawatt.", "megawatt"), ("It pays [$110] a share.", "share"),
        ("It spends [$1 billion] a year.", "year"), ("It spends [$1 billion] annually.", "year"),
        ("It raised [$1 billion] each.", None), ("It raised [$1 billion].", None),
    ],
)  # fmt: skip
def test_rates(marked: str, per: str | None) -> None:
    """What a rate is counted per; a share for each party is none."""
    found = of(marked, "spending")
    assert found.per == per
    assert (found.scope is Scope.rate) == (per is not None)


@pytest.mark.parametrize(
    ("marked", "basis"),
    [
        ("at a pre-money valuation of [$730 billion]", Basis.pre_money),
        ("valued at [$730 billion] pre-money", Basis.pre_money),
        ("worth [$730 billion] before the new money", Basis.pre_money),
        ("worth [$730 billion], excluding the new funding", Basis.pre_money),
        ("a post-money value of [$840 billion]", Basis.post_money),
        ("worth [$840 billion] including the new investment", Basis.post_money),
        ("[$730 billion] pre-money and $840 billion post-money", Basis.pre_money),
        ("$730 billion pre-money and [$840 billion] post-money", Basis.post_money),
        ("worth [$840 billion]", None),
    ],
)
def test_basis_of_a_valuation(marked: str, basis: Basis | None) -> None:
    """Whether the money of the round is in it; what stands with another sum is that sum's."""
    assert of(marked, "valuation").basis is basis
    assert of(marked, "funding").basis is None


@pytest.mark.parametrize(
    ("marked", "includes"),
    [
        ("It pays [$5 billion] including debt.", Includes.debt),
        ("It pays [$5 billion], plus the assumption of debt.", Includes.debt),
        ("It pays [$5 billion] in cash.", Includes.cash_only),
        ("It pays [$5 billion] with an earn-out.", Includes.contingent),
        ("It pays [$5 billion] if certain milestones are met.", Includes.contingent),
        ("It pays [$5 billion].", None),
    ],
)
def test_what_a_price_includes(marked: str, includes: Includes | None) -> None:
    """Debt taken over, cash alone, or conditions; revenue has none of them."""
    assert of(marked, "acquisition").includes is includes
    assert of(marked, "revenue").includes is None


@pytest.mark.parametrize(
    ("marked", "role"),
    [
        ("Its value is [$7 billion].", TemporalRole.current),
        ("It made $7 billion, up from [$5 billion].", TemporalRole.previous),
        ("It made $7 billion, compared with [$5 billion].", TemporalRole.previous),
        ("It made $7 billion against [$5 billion] a year earlier.", TemporalRole.previous),
        ("It made [$5 billion] a year ago.", TemporalRole.previous),
        ("It had originally sought [$5 billion].", TemporalRole.superseded),
        ("It is less than the [$5 billion] initially planned.", TemporalRole.superseded),
        ("It has a target of [$5 billion].", TemporalRole.target),
    ],
)
def test_place_in_the_story(marked: str, role: TemporalRole) -> None:
    """What it was before, what another figure replaced, what is aimed at."""
    assert of(marked, "revenue").temporal_role is role


@pytest.mark.parametrize(("moved", "role"), [("from", TemporalRole.previous), ("to", TemporalRole.current)])
def test_a_movement_says_it_itself(moved: str, role: TemporalRole) -> None:
    """The ends of a movement need no other word."""
    assert of("It went to [$5 billion] from there.", "revenue", moved=moved).temporal_role is role


@pytest.mark.parametrize(
    ("marked", "metric", "label"),
    [
        ("It raised [$5 million] in a Series B round.", "funding", "Series B"),
        ("Its series c-1 brought [$5 million].", "funding", "Series C-1"),
        ("The Series A+ brought [$5 million].", "funding", "Series A+"),
        ("It raised [$5 million] in seed funding.", "funding", "seed"),
        ("A pre-seed round of [$5 million] closed.", "funding", "pre-seed"),
        ("Its initial public offering valued it at [$5 billion].", "valuation", "IPO"),
        ("A tender offer values it at [$5 billion].", "valuation", "secondary sale"),
        ("After its Series A it raised [$5 million] in a Series B round.", "funding", "Series B"),
        ("It raised [$5 million] for seed oil.", "funding", None),
        ("It borrowed [$5 million] after its Series B round.", "debt", None),
    ],
)
def test_the_round(marked: str, metric: str, label: str | None) -> None:
    """The label of the nearest round, written one way, for the metrics that have rounds."""
    assert of(marked, metric).event.round == label


@pytest.mark.parametrize(
    ("marked", "metric", "label"),
    [
        ("It took a [$5 billion] Bridge Loan.", "debt", "bridge loan"),
        ("It sold [$5 billion] of convertible senior notes.", "debt", "convertible senior notes"),
        ("A revolving credit facility of [$5 billion] is in place.", "debt", "revolving credit facility"),
        ("It borrowed [$5 billion].", "debt", None),
        ("Its revenue was [$5 billion] after the bridge loan.", "revenue", None),
    ],
)
def test_the_instrument(marked: str, metric: str, label: str | None) -> None:
    """The nearest instrument of debt, in lower case."""
    assert of(marked, metric).event.instrument == label


def test_the_site_is_the_one_given() -> None:
    """A project named in the sentence is the event's site."""
    assert of("It will have [2 GW].", "power", site="Meadow").event.site == "Meadow"
    assert not of("It will have [2 GW].", "power").event


def test_only_the_sentence_is_read() -> None:
    """What stands before or after it belongs to other sums."""
    text = "It borrowed another lot. It has $5 billion. To date, pre-money, it was upfront."
    start = text.index("$")
    found = details(text, start, start + 10, (25, 43), "valuation", None, None)
    assert (found.scope, found.basis, found.temporal_role) == (Scope.total, None, TemporalRole.current)


@pytest.mark.parametrize("rule", [*SCOPES, *BASES, *INCLUDES, *TEMPORAL])
def test_every_rule_says_why(rule: object) -> None:
    """Each row has a side that is searched and a reason."""
    row = next(row for table in (SCOPES, BASES, INCLUDES, TEMPORAL) for row in table if row is rule)
    assert row.side in ("left", "right", "any")
    assert row.reason
