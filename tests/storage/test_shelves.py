"""Reading by party: names, counts, pages, and what a chart shows."""

from __future__ import annotations

from typing import Any

import pytest

from claims.model import Claim
from claims.verdicts import Edge, Outcome
from storage import shelves


def fill(desk: Any, *, count: int = 5, subject: str = "Acme AI", metric: str = "funding") -> list[Claim]:
    """So many claims of a party, each of a day of its own, the newest last."""
    made = []
    for n in range(count):
        article = desk.article(f"{subject} raised ${n + 1} billion {metric}.", f"{subject}-{metric}-{n}")
        claim = desk.claim(
            article, f"${n + 1} billion", (n + 1) * 1e9, subject=subject, metric=metric, published=f"2026-01-{n + 1:02}"
        )
        desk.put(article, claim)
        made.append(claim)
    return made


def values(page: shelves.Page) -> list[float | None]:
    """The values of a page's claims, in billions."""
    return [one.claim.low and one.claim.low / 1e9 for one in page.claims]


@pytest.mark.parametrize("name", ["Acme AI", "acme ai", "ACME AI"])
def test_a_party_is_found_in_any_case(desk: Any, name: str) -> None:
    """By the name that claims write."""
    fill(desk, count=1)
    assert desk.store.shelves.find(name) == "Acme AI"


def test_a_party_that_only_stands_on_the_other_side_is_found(desk: Any) -> None:
    """And one that no claim names is not."""
    article = desk.article("Acme AI raised $5 billion from Quarry.")
    desk.put(article, desk.claim(article, "$5 billion", 5e9, counterparties=("Quarry",)))
    assert (desk.store.shelves.find("quarry"), desk.store.shelves.find("Nobody\0")) == ("Quarry", None)
    assert desk.store.shelves.party("Quarry") == shelves.Party("Quarry", {}, 0)
    assert desk.store.shelves.names() == [("Acme AI", 1), ("Quarry", 1)]


def test_names_are_listed_in_order_by_a_part_and_from_a_name_on(desk: Any) -> None:
    """With the number of rows that each stands in."""
    for subject in ("Zeta", "Acme AI", "Beta AI"):
        fill(desk, count=2, subject=subject)
    listed = desk.store.shelves.names
    assert listed() == [("Acme AI", 2), ("Beta AI", 2), ("Zeta", 2)]
    assert listed("ai") == [("Acme AI", 2), ("Beta AI", 2)]
    assert listed(after="Acme AI", limit=1) == [("Beta AI", 2)]
    assert (listed("100 %"), listed("_"), listed("%")) == ([], [], [])
    assert desk.store.shelves.told(["ACME AI", "Nobody"]) == {"ACME AI"}


def test_a_party_is_counted_by_metric(desk: Any, two_sides: tuple[Claim, Claim, Edge]) -> None:
    """And by its cases that wait."""
    fill(desk, count=3, metric="valuation")
    assert desk.store.shelves.party("Acme AI") == shelves.Party("Acme AI", {"funding": 2, "valuation": 3}, 1)


def test_pages_come_last_published_first(desk: Any) -> None:
    """From any claim on, with the number of all."""
    fill(desk)
    first, second = (desk.store.shelves.page("Acme AI", "funding", first=n, limit=3) for n in (0, 3))
    assert (values(first), values(second)) == ([5, 4, 3], [2, 1])
    assert (first.total, set(first.standings)) == (5, {(one.claim.id, one.article_id) for one in first.claims})


def test_undated_claims_come_last(desk: Any) -> None:
    """However late they were stored; of one day those stored last come first."""
    fill(desk, count=2)
    for name, value, published in (("undated", 9, None), ("same", 8, "2026-01-02")):
        article = desk.article(f"Acme AI raised ${value} billion.", name)
        desk.put(article, desk.claim(article, f"${value} billion", value * 1e9, published=published))
    assert values(desk.store.shelves.page("Acme AI", "funding")) == [8, 2, 1, 9]


def test_without_a_metric_a_page_has_all_roles(desk: Any) -> None:
    """And what is no longer stated."""
    fill(desk, count=1, metric="valuation")
    article = desk.article("Beta raised $8 billion from Acme AI.", "beta")
    desk.put(article, desk.claim(article, "$8 billion", 8e9, subject="Beta", counterparties=("Acme AI",)))
    desk.clock.pass_days(1)
    desk.put(desk.article("Beta raised money from Acme AI.", "beta"))
    found = desk.store.shelves.page("Acme AI")
    assert (values(found), found.total) == ([8, 1], 2)


def test_the_latest_of_all_metrics_are_the_beginnings_of_their_pages(desk: Any) -> None:
    """Read at once."""
    fill(desk, count=3)
    fill(desk, count=3, metric="valuation")
    found = desk.store.shelves.latest(desk.store.shelves.party("Acme AI"), 2)
    assert {metric: values(page) for metric, page in found.items()} == {"funding": [3, 2], "valuation": [3, 2]}
    for metric, page in found.items():
        own = desk.store.shelves.page("Acme AI", metric, limit=2)
        assert (page.claims, page.total) == (own.claims, own.total)


def test_a_chart_has_what_waits_and_then_what_was_published_last(
    desk: Any, two_sides: tuple[Claim, Claim, Edge]
) -> None:
    """Of many claims; what is no longer stated comes behind."""
    more = desk.article("Acme AI raised $7 billion.", "later")
    desk.put(more, desk.claim(more, "$7 billion", 7e9, published="2026-05-01"))
    charted = desk.store.shelves.charted
    assert sorted(values(charted("Acme AI", "funding", limit=2))) == [4, 5]
    assert values(charted("Acme AI", "funding", limit=3))[-1] == 7
    assert charted("Acme AI", "funding", limit=2).total == 3


def test_a_chart_can_be_asked_for_some_days(desk: Any) -> None:
    """Periods, both included."""
    fill(desk)
    found = desk.store.shelves.charted("Acme AI", "funding", since="2026-01-02", until="2026-01-03")
    assert (values(found), found.total) == ([3, 2], 2)


def test_the_verdicts_of_a_claim_come_gravest_first(desk: Any, two_sides: tuple[Claim, Claim, Edge]) -> None:
    """Only those on claims that stand, and how many there are."""
    a, b, _ = two_sides
    found, total = desk.store.shelves.verdicts(a.id)
    assert ([one.verdict.outcome for one in found], total) == ([Outcome.contradiction], 1)
    desk.clock.pass_days(1)
    desk.put(desk.article("Acme AI raised money.", "two"))
    assert desk.store.shelves.verdicts(a.id) == ([], 0)
    assert desk.store.shelves.verdicts(b.id) == ([], 0)
