"""The verdict for a pair, whom it is about, and which pairs are asked at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims import conflicts
from claims.conflicts import QUESTIONS, REASONS, RULES, Context, compare, compare_bucket
from claims.model import Claim, Event
from claims.pairs import Answer
from claims.parties import Party, PartyTable
from claims.verdicts import Kind, Outcome, Verdict

MakeClaim = Callable[..., Claim]

PARTIES = PartyTable(
    [
        Party("Acme", "company"), Party("Acme Cloud", "company", "Acme"), Party("Acme AI", "lab"),
        Party("Fjord One", "project"), Party("North Fund", "fund"),
    ]
)  # fmt: skip

MONDAY = "2026-03-02"


def said(a: Claim, b: Claim, **context: Any) -> tuple[Outcome, Kind | None, str]:
    """Outcome, kind and deciding reason."""
    verdict = compare(a, b, Context(**context))
    return verdict.outcome, verdict.kind, verdict.reasons[0]


def valued(claim: MakeClaim, value: float, doc: str = "a", **rest: Any) -> Claim:
    return claim(value, doc, precision=1e9, metric="valuation", **{"published": MONDAY, **rest})


# the same party and figure


def test_two_parties_are_not_compared(claim: MakeClaim) -> None:
    """Another party is another story."""
    assert said(claim(subject="Acme AI"), claim(doc="b", subject="Other AI"))[::2] == (
        Outcome.not_comparable,
        "other_party",
    )


def test_two_metrics_are_not_compared(claim: MakeClaim) -> None:
    """A raise is no valuation."""
    verdict = said(claim(metric="funding"), claim(doc="b", metric="valuation"))
    assert verdict[::2] == (Outcome.not_comparable, "other_metric")


def test_a_claim_without_a_subject_stays_undetermined(claim: MakeClaim) -> None:
    """Nobody knows whose figure it is."""
    assert said(claim(), claim(doc="b", subject=None))[::2] == (Outcome.undetermined, "unknown_identity")


def test_one_investors_share_is_part_of_the_round(claim: MakeClaim) -> None:
    """50 billion of a round of 110 billion."""
    share = claim(50e9, "b", metric="investment", subject="North Fund", counterparties=("Acme AI",))
    assert said(claim(110e9), share)[::2] == (Outcome.compatible, "part_of")
    assert said(claim(11e9), share)[::2] == (Outcome.not_comparable, "other_metric")


def test_a_subsidiary_and_its_owner_never_contradict(claim: MakeClaim) -> None:
    """Their figures meet through the table, agree or stay undetermined."""
    one, same, other = (
        claim(v, d, metric="revenue", subject=s, period="2025", published=MONDAY)
        for v, d, s in ((5e9, "a", "Acme"), (5e9, "b", "Acme Cloud"), (7e9, "c", "Acme Cloud"))
    )
    assert said(one, same, parties=PARTIES)[::2] == (Outcome.compatible, "same_value")
    assert said(one, other, parties=PARTIES)[::2] == (Outcome.undetermined, "unknown_scope")
    assert said(one, other)[::2] == (Outcome.not_comparable, "other_party")


# the same event


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"round": "Series B"}, {"round": "Series C"}),
        ({"site": "Fjord One"}, {"site": "Abilene"}),
        ({"instrument": "bridge loan"}, {"instrument": "convertible notes"}),
    ],
)
def test_another_label_is_another_event(claim: MakeClaim, one: dict[str, str], other: dict[str, str]) -> None:
    """Rounds, sites and instruments tell events apart."""
    a = claim(5e9, event=Event(**one), published=MONDAY)
    b = claim(8e9, "b", event=Event(**other), published=MONDAY)
    assert said(a, b)[::2] == (Outcome.not_comparable, "other_event")


def test_labels_are_compared_without_their_filler(claim: MakeClaim) -> None:
    """`Series C` and `series-c round` are one round."""
    a = claim(5e9, event=Event(round="Series C"), published=MONDAY)
    b = claim(8e9, "b", event=Event(round="the series-C round"), published=MONDAY)
    assert said(a, b) == (Outcome.contradiction, Kind.value, "values_differ")


def test_another_counterparty_is_another_deal(claim: MakeClaim) -> None:
    """One investor, two companies."""
    a = claim(30e9, metric="investment", counterparties=("Acme AI",), published=MONDAY)
    b = claim(20e9, "b", metric="investment", counterparties=("Glassworks",), published=MONDAY)
    assert said(a, b)[::2] == (Outcome.not_comparable, "other_counterparty")


def test_a_joint_sum_and_a_single_one_stay_undetermined(claim: MakeClaim) -> None:
    """Two names on one side may be a sum over both."""
    a = claim(30e9, metric="investment", counterparties=("Acme AI", "Glassworks"), published=MONDAY)
    b = claim(20e9, "b", metric="investment", counterparties=("Acme AI",), published=MONDAY)
    assert said(a, b)[::2] == (Outcome.undetermined, "unknown_scope")


def test_an_owner_and_its_subsidiary_are_one_counterparty(claim: MakeClaim) -> None:
    """A contract with the cloud arm is a contract with the group."""
    a = claim(30e9, metric="commitment", counterparties=("Acme",), published=MONDAY)
    b = claim(20e9, "b", metric="commitment", counterparties=("Acme Cloud",), published=MONDAY)
    assert said(a, b, parties=PARTIES)[0] is Outcome.contradiction
    assert said(a, b)[0] is Outcome.not_comparable


def test_lists_of_investors_may_each_be_incomplete(claim: MakeClaim) -> None:
    """One in common is enough for a round, and so is the week; loans of other lenders in one week may be two."""
    a = claim(5e9, counterparties=("North Fund", "South Fund"), published=MONDAY)
    b = claim(8e9, "b", counterparties=("South Fund",), published=MONDAY)
    c = claim(8e9, "c", counterparties=("West Fund",), published=MONDAY)
    assert said(a, b)[0] is Outcome.contradiction
    assert said(a, c)[0] is Outcome.contradiction
    loans = (claim(v, d, metric="debt", counterparties=(of,), published=MONDAY) for v, d, of in
             ((5e9, "a", "North Bank"), (8e9, "b", "West Bank")))  # fmt: skip
    assert said(*loans)[::2] == (Outcome.undetermined, "unknown_identity")


def test_a_site_inside_a_site_may_be_its_part(claim: MakeClaim) -> None:
    """`Fjord` and `Fjord One` are a tree, not two places."""
    a = claim(5e9, metric="power", unit="W", event=Event(site="Fjord"), published=MONDAY)
    b = claim(2e9, "b", metric="power", unit="W", event=Event(site="Fjord One"), published=MONDAY)
    assert said(a, b)[::2] == (Outcome.undetermined, "unknown_scope")


def test_a_metric_that_a_party_has_many_of_needs_a_label(claim: MakeClaim) -> None:
    """Two loans in one week may be two loans."""
    a, b = (claim(v, d, metric="debt", published=MONDAY) for v, d in ((5e9, "a"), (8e9, "b")))
    assert said(a, b)[::2] == (Outcome.undetermined, "unknown_identity")


def test_other_sums_never_contradict_by_value(claim: MakeClaim) -> None:
    """Penalties, salaries and prices of one party are many things."""
    a, b = (
        claim(v, d, metric="other_money", counterparties=("Court",), published=MONDAY)
        for v, d in ((5e9, "a"), (8e9, "b"))
    )
    assert said(a, b)[::2] == (Outcome.undetermined, "unknown_identity")


# the verdict


def test_a_verdict_tells_each_step_and_its_rules(claim: MakeClaim) -> None:
    """All questions in order up to the deciding one, with figures in plain words."""
    verdict = compare(claim(5e9, published=MONDAY), claim(8e9, "b", published=MONDAY))
    assert [step.question for step in verdict.trace] == [question for question, _ in QUESTIONS]
    answer = "$5 billion and $8 billion are 36.9% apart: they cannot both be right"
    assert verdict.trace[-1].answer in (
        answer,
        answer.replace("$5 billion and $8 billion", "$8 billion and $5 billion"),
    )
    assert (verdict.rules, verdict.flagged) == (RULES, True)
    assert verdict.reasons == ("values_differ", "unnamed", "published_together")


def test_an_unknown_reason_is_refused() -> None:
    """Each code that a verdict can give has its sentence."""
    with pytest.raises(ValueError, match="unknown reason 'because'"):
        Answer(words="", reasons=("because",))
    assert all(REASONS.values())


# buckets


def found(new: list[Claim], stored: list[Claim], **context: Any) -> list[tuple[str, str, Verdict]]:
    """What `compare_bucket` yields, with the documents' names."""
    return [(a.doc, b.doc, verdict) for a, b, verdict in compare_bucket(new, stored, Context(**context))]


def test_a_new_claim_meets_its_bucket_once(claim: MakeClaim) -> None:
    """Stored and new mates each once; not the stored among themselves, not other buckets, not itself again."""
    new = [claim(5e9, "n1", published=MONDAY), claim(5e9, "n2", published=MONDAY)]
    stored = [claim(5e9, "s1", published=MONDAY), claim(5e9, "s2", published=MONDAY), claim(5e9, "s3", metric="debt"),
              claim(5e9, "s4", subject=None), claim(5e9, "s5", subject="Other AI"), new[0]]  # fmt: skip
    met = sorted("".join(sorted((a, b))) for a, b, _ in found(new, stored))
    assert met == ["n1n2", "n1s1", "n1s2", "n2s1", "n2s2"]


def test_what_is_not_comparable_is_left_out(claim: MakeClaim) -> None:
    """A bucket of figures for many quarters stays quiet."""
    quarters = [claim(5e9 + n, f"q{n}", metric="revenue", period=f"2025-Q{n}") for n in (1, 2, 3, 4)]
    assert found(quarters, []) == []


def test_the_claims_at_hand_explain_a_difference(claim: MakeClaim) -> None:
    """The round in the new article explains its valuation against the stored one."""
    new = [valued(claim, 840e9, "n"), claim(110e9, "n", start=50, published=MONDAY)]
    ((_, _, verdict),) = found(new, [valued(claim, 730e9, "s")])
    assert (verdict.outcome, verdict.reasons[0]) == (Outcome.compatible, "different_basis")


def test_a_group_meets_in_one_bucket_where_the_table_knows_it(claim: MakeClaim) -> None:
    """Without a table the bucket is the subject's own."""
    new, stored = [claim(5e9, "n", subject="Acme Cloud")], [claim(5e9, "s", subject="Acme")]
    assert found(new, stored) == []
    ((_, _, verdict),) = found(new, stored, parties=PARTIES)
    assert verdict.outcome is Outcome.compatible


def test_the_module_says_what_it_offers() -> None:
    """The public names exist."""
    assert all(hasattr(conflicts, name) for name in conflicts.__all__)
