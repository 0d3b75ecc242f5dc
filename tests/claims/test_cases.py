"""Cases: which contradictions are one, which sides they have, and under which id they are known."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.cases import Case, gather, told_key, value_key
from claims.model import Claim, Event, Modality
from claims.origins import Telling
from claims.values import Quantity
from claims.verdicts import Edge, Grade, Kind, Outcome, Verdict

Make = Callable[..., Claim]


def told(claim: Claim, article: str | None = None, **rest: Any) -> Telling:
    """A telling by an article that is named like the claim's text; its publisher too."""
    name = article or claim.doc
    return Telling(claim=claim, article=name, **{"publisher": name, "published": claim.published, **rest})


def against(a: Claim, b: Claim, kind: Kind = Kind.value, gap: float = 0.2, grade: Grade = Grade.medium) -> Edge:
    """A contradiction."""
    verdict = Verdict(
        outcome=Outcome.contradiction, reasons=("values_differ",), trace=(), rules="1", kind=kind, gap=gap, grade=grade
    )
    return Edge.between(a, b, verdict)


def of(claims: Sequence[Claim], edges: Sequence[Edge]) -> list[Case]:
    """The cases of claims that an article each tells."""
    return gather([told(claim) for claim in claims], edges)


def values(case: Case) -> list[tuple[str, float, int]]:
    """Each side's letter, value and number of articles."""
    return [(side.letter, side.claim.quantity.written, len(side.articles)) for side in case.sides]


def test_one_wrong_figure_against_five_articles_is_one_case(claim: Make) -> None:
    """Five contradictions, two sides."""
    wrong = claim(4e9, "wrong", published="2026-05-06")
    right = [claim(2e9, f"right {n}", published="2026-05-05") for n in range(5)]
    (case,) = of([wrong, *right], [against(wrong, one) for one in right])
    assert values(case) == [("A", 2e9, 5), ("B", 4e9, 1)]
    assert (len(case.edges), len(case.claims), len(case.articles), len(case.origin_ids)) == (5, 6, 6, 6)


def test_contradictions_that_share_nothing_are_cases_of_their_own(claim: Make) -> None:
    """Another party, or the same party's other round."""
    c = [claim(2e9, "a"), claim(4e9, "b"), claim(3e9, "c", subject="Beta"), claim(9e9, "d", subject="Beta")]
    assert sorted(values(case)[0][1] for case in of(c, [against(c[0], c[1]), against(c[2], c[3])])) == [2e9, 3e9]


def test_the_same_value_of_the_same_named_event_joins_what_was_told_weeks_apart(claim: Make) -> None:
    """The wrong figure of the Series C in May and the same one in July, each against another article."""
    series = {"event": Event(round="Series C")}
    c = [
        claim(4e9, "wrong", published="2026-05-06", **series), claim(2e9, "right", published="2026-05-05", **series),
        claim(4e9, "again", published="2026-07-06", **series), claim(2.1e9, "other", published="2026-07-05", **series),
    ]  # fmt: skip
    (case,) = of(c, [against(c[0], c[1]), against(c[2], c[3])])
    assert values(case) == [("A", 2e9, 1), ("B", 4e9, 2), ("C", 2.1e9, 1)]


def test_the_same_value_of_an_event_without_a_name_joins_on_one_day_only(claim: Make) -> None:
    """Two rounds may be of one size."""
    c = [
        claim(4e9, "a", published="2026-05-06"), claim(2e9, "b", published="2026-05-05"),
        claim(4e9, "c", published="2026-05-06"), claim(3e9, "d", published="2026-05-07"),
        claim(4e9, "e", published="2026-09-01"), claim(1e9, "f", published="2026-09-01"),
    ]  # fmt: skip
    found = of(c, [against(c[0], c[1]), against(c[2], c[3]), against(c[4], c[5])])
    assert sorted(len(case.claims) for case in found) == [2, 4]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({}, {}, True),
        ({"event": Event(round="Series C")}, {"event": Event(round="series  c")}, True),
        ({"counterparties": ("X", "Y")}, {"counterparties": ("Y", "X")}, True),
        ({}, {"counterparties": ("X",)}, False),
        ({}, {"subject": "Beta"}, False),
        ({}, {"metric": "debt"}, False),
        ({}, {"basis": "pre_money"}, False),
        ({}, {"scope": "part"}, False),
        ({}, {"unit": "EUR"}, False),
        ({}, {"modality": "denied"}, False),
        ({}, {"modality": "reported"}, True),
        ({}, {"period": "2026-Q1"}, False),
        ({}, {"horizon": "2030"}, False),
    ],
)
def test_what_is_told_is_the_value_of_one_thing(claim: Make, one: Any, other: Any, alike: bool) -> None:
    """How sure a text is of it does not matter; all else that names the thing does."""
    a, b = claim(2e9, "a", published="2026-05-05", **one), claim(2e9, "b", published="2026-05-05", **other)
    assert (told_key(a) == told_key(b)) is alike


def test_only_a_name_makes_a_value_known_beyond_its_day(claim: Make) -> None:
    """A round, a site, a period or a date; not a party alone."""
    assert value_key(claim(2e9)) is None
    assert value_key(claim(2e9, counterparties=("X",))) is None
    for named in ({"event": Event(site="Abilene")}, {"period": "2026-Q1"}, {"as_of": "2026-05"}):
        assert value_key(claim(2e9, **named)) is not None


def test_values_that_overlap_are_one_side_and_the_most_exact_stands_for_it(claim: Make) -> None:
    """About $2.4 billion, and $2.4 billion; a range that holds both sides stands alone where it contradicts one."""
    about = claim(2.4e9, "about", qualifier="about", precision=1e8, published="2026-05-05")
    exact = claim(2.4e9, "exact", precision=1e8, published="2026-05-06")
    other = claim(4.2e9, "other", precision=1e8, published="2026-05-07")
    (case,) = of([about, exact, other], [against(about, other), against(exact, other)])
    assert values(case) == [("A", 2.4e9, 2), ("B", 4.2e9, 1)]
    assert case.sides[0].claim == exact


def test_two_claims_that_contradict_are_never_on_one_side(claim: Make) -> None:
    """A denial has the value of what it denies."""
    says = claim(5e8, "says", published="2026-05-05")
    denies = claim(5e8, "denies", modality="denied", published="2026-05-06")
    (case,) = of([says, denies], [against(says, denies, Kind.denial, 0.0)])
    assert [side.claim.modality for side in case.sides] == [Modality.asserted, Modality.denied]
    payer = claim(5e8, "one", counterparties=("X",)), claim(5e8, "two", counterparties=("Y",))
    (case,) = of(payer, [against(*payer, Kind.party, 0.0)])
    assert len(case.sides) == 2
    plan = claim(5e8, "one", horizon="2028"), claim(5e8, "two", horizon="2029")
    (case,) = of(plan, [against(*plan, Kind.date, 0.0)])
    assert len(case.sides) == 2


def test_a_headline_that_repeats_its_body_is_one_article_and_one_origin(claim: Make) -> None:
    """Two claims of one text are not two witnesses."""
    head, body = claim(2e9, "a"), claim(2e9, "a", start=50)
    other = claim(4e9, "b")
    (case,) = of([head, body, other], [against(head, other), against(body, other)])
    side = case.side_of(head.id)
    assert side is not None
    assert (len(side.claims), len(side.articles), len(side.origin_ids)) == (2, 1, 1)


def test_copies_of_one_text_share_a_claim_and_count_as_articles(claim: Make) -> None:
    """Three articles, one origin."""
    one, other = claim(2e9, "a", published="2026-05-05"), claim(4e9, "b", published="2026-05-06")
    tellings = [told(one, name, publisher=name) for name in ("a1", "a2", "a3")]
    (case,) = gather([*tellings, told(other)], [against(one, other)])
    assert [(len(side.claims), len(side.articles), len(side.origin_ids)) for side in case.sides] == [
        (1, 3, 1),
        (1, 1, 1),
    ]


def test_the_grade_is_that_of_the_gravest_contradiction_moved_by_origins(claim: Make) -> None:
    """One origin on all sides: a slip. Two on two sides: no slip explains it."""
    a, b = claim(2e9, "a"), claim(4e9, "b")
    edge = against(a, b, grade=Grade.medium)
    assert gather([told(a), told(b)], [edge])[0].grade is Grade.medium
    assert gather([told(a, publisher="X"), told(b, publisher="X")], [edge])[0].grade is Grade.low
    twice = [claim(v, n) for n, v in (("a1", 2e9), ("a2", 2e9), ("b1", 4e9), ("b2", 4e9))]
    edges = [against(x, y, gap=0.3) for x in twice[:2] for y in twice[2:]]
    (case,) = of(twice, edges)
    assert (case.grade, case.gap, case.kind) == (Grade.high, 0.3, Kind.value)


def test_later_evidence_leaves_the_id_as_it_is(claim: Make) -> None:
    """Copies, new articles, new sides."""
    a, b = claim(2e9, "a", published="2026-05-05"), claim(4e9, "b", published="2026-05-07")
    (first,) = of([a, b], [against(a, b)])
    later = [claim(2e9, "c", published="2026-05-08"), claim(9e9, "d", published="2026-05-09")]
    (case,) = of([a, b, *later], [against(a, b), against(later[0], b), against(a, later[1])])
    assert case.id == first.id
    assert len(case.sides) == 3


def test_a_corrected_typing_error_leaves_the_id_as_it_is(claim: Make) -> None:
    """The text, its hash, the claim's place and its id are new; what is told, and on which day, is not."""
    a, b = claim(2e9, "a", published="2026-05-05"), claim(4e9, "b", published="2026-05-07")
    again = claim(4e9, "b", published="2026-05-07", text_sha="corrected", start=7)
    assert again.id != b.id
    assert of([a, b], [against(a, b)])[0].id == of([a, again], [against(a, again)])[0].id


def test_an_older_contradiction_gives_the_case_its_own_id(claim: Make) -> None:
    """The id is that of the earliest, so that the order of reading does not matter."""
    a, b = claim(2e9, "a", published="2026-05-05"), claim(4e9, "b", published="2026-05-07")
    old = claim(2e9, "old", published="2026-05-01"), claim(4e9, "old two", published="2026-05-02")
    edges = [against(a, b), against(*old), against(old[0], b)]
    (case,) = of([a, b, *old], edges)
    assert case.id == of(old, [against(*old)])[0].id != of([a, b], [against(a, b)])[0].id


def test_an_edge_of_a_claim_that_nobody_tells_is_left_out(claim: Make) -> None:
    """And with its last edge, the case."""
    a, b = claim(2e9, "a"), claim(4e9, "b")
    assert gather([told(a)], [against(a, b)]) == []
    assert gather([], []) == []


def test_the_fingerprint_is_of_all_that_an_analyst_looks_at(claim: Make) -> None:
    """Another article, another origin or another grade is news; the order of the rows is none."""
    a, b = claim(2e9, "a"), claim(4e9, "b")
    edge, tellings = against(a, b), [told(a), told(b)]
    first = gather(tellings, [edge])[0].fingerprint
    assert gather(tellings[::-1], [edge, edge])[0].fingerprint == first
    others = [
        gather([*tellings, told(a, "copy")], [edge]), gather([told(a), told(b, publisher="a")], [edge]),
        gather(tellings, [against(a, b, grade=Grade.low)]), gather(tellings, [against(a, b, gap=0.3)]),
    ]  # fmt: skip
    assert len({first, *(case.fingerprint for (case,) in others)}) == 5


@given(st.integers(0, 10**6))
def test_the_order_of_claims_and_edges_changes_nothing(seed: int) -> None:
    """Cases, sides, letters and ids are functions of the two sets."""
    chance = random.Random(seed)
    claims = [drawn(chance, n) for n in range(chance.randint(2, 9))]
    pairs = [(a, b) for n, a in enumerate(claims) for b in claims[n + 1 :] if chance.random() < 0.4]
    edges = [against(a, b, gap=chance.choice((0.1, 0.2)), grade=chance.choice(list(Grade))) for a, b in pairs]
    tellings = [
        told(c, f"{c.doc} {n}", publisher=chance.choice("XYZ")) for c in claims for n in range(chance.randint(1, 2))
    ]
    expected = gather(tellings, edges)
    for _ in range(3):
        chance.shuffle(tellings)
        chance.shuffle(edges)
        assert gather(tellings, edges) == expected
    assert len({case.id for case in expected}) == len(expected)
    members = [claim_id for case in expected for claim_id in case.claims]
    assert len(members) == len(set(members))
    assert {edge.id for case in expected for edge in case.edges} == {edge.id for edge in edges}
    for case in expected:
        for edge in case.edges:
            assert case.side_of(edge.a) != case.side_of(edge.b)


def drawn(chance: random.Random, number: int) -> Claim:
    """A claim of one of few values, days and rounds."""
    value = chance.choice((1e9, 2e9, 4e9))
    return Claim(
        doc=f"d{number}", text_sha=f"d{number}", quote="$5bn", start=0, end=4, sentence_start=0, sentence_end=4,
        metric="funding", subject=chance.choice(("Acme AI", "Beta")),
        event=Event(round=chance.choice((None, "Series C"))),
        quantity=Quantity(low=value, high=value, unit="USD", precision=1e8),
        published=chance.choice((None, "2026-05-05", "2026-05-06")),
        modality=chance.choice((Modality.asserted, Modality.denied)),
    )  # fmt: skip
