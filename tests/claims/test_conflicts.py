"""When two claims conflict: one test a rule, in the order of the questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims import conflicts
from claims.conflicts import QUESTIONS, REASONS, RULES, Context, compare, compare_bucket
from claims.model import Claim, Event
from claims.pairs import Answer
from claims.parties import Party, PartyTable
from claims.verdicts import Grade, Kind, Outcome, Verdict

MakeClaim = Callable[..., Claim]

PARTIES = PartyTable(
    [
        Party("Acme", "company"), Party("Acme Cloud", "company", "Acme"), Party("Acme AI", "lab"),
        Party("Fjord One", "project"), Party("North Fund", "fund"),
    ]
)  # fmt: skip
RATES = {("EUR", "USD"): 1.1, ("USD", "EUR"): 1 / 1.1, ("GBP", "USD"): 1.25, ("USD", "GBP"): 0.8}
MONDAY, TUESDAY, NEXT_MONTH, YEAR_LATER = "2026-03-02", "2026-03-03", "2026-04-01", "2027-03-05"


def rate(one: str, other: str, day: str | None) -> float | None:
    """Fixed rates for two currencies, whatever the day."""
    return RATES.get((one, other))


def said(a: Claim, b: Claim, **context: Any) -> tuple[Outcome, Kind | None, str]:
    """Outcome, kind and deciding reason."""
    verdict = compare(a, b, Context(**context))
    return verdict.outcome, verdict.kind, verdict.reasons[0]


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
    one, same, other = (claim(v, d, metric="revenue", subject=s, period="2025", published=MONDAY)
                        for v, d, s in ((5e9, "a", "Acme"), (5e9, "b", "Acme Cloud"), (7e9, "c", "Acme Cloud")))  # fmt: skip
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
    """One in common is enough for a round; none in common leaves it open."""
    a = claim(5e9, counterparties=("North Fund", "South Fund"), published=MONDAY)
    b = claim(8e9, "b", counterparties=("South Fund",), published=MONDAY)
    c = claim(8e9, "c", counterparties=("West Fund",), published=MONDAY)
    assert said(a, b)[0] is Outcome.contradiction
    assert said(a, c)[::2] == (Outcome.undetermined, "unknown_identity")


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
    a, b = (claim(v, d, metric="other_money", counterparties=("Court",), published=MONDAY) for v, d in ((5e9, "a"), (8e9, "b")))  # fmt: skip
    assert said(a, b)[::2] == (Outcome.undetermined, "unknown_identity")


# brackets


def test_a_bracket_that_converts_is_checked_at_the_rate(claim: MakeClaim) -> None:
    """EUR 2.7 billion ($2.97 billion) fits; $27 billion is a slip; without a rate the text is believed."""
    euro = claim(2.7e9, unit="EUR", published=MONDAY)
    good = claim(2.97e9, start=20, converts=euro.id, published=MONDAY)
    slip = claim(27e9, start=20, converts=euro.id, published=MONDAY)
    near = claim(3.9e9, start=20, converts=euro.id, published=MONDAY)
    assert said(euro, good, rate=rate)[::2] == (Outcome.compatible, "conversion")
    assert said(euro, slip, rate=rate) == (Outcome.contradiction, Kind.scale, "conversion_slip")
    assert said(euro, near, rate=rate)[::2] == (Outcome.undetermined, "unknown_date")
    assert said(euro, slip)[::2] == (Outcome.compatible, "conversion")


# slips


def test_the_same_digits_with_another_scale_are_a_slip(claim: MakeClaim) -> None:
    """$14.6 billion and $14.6 million in one week, and even in one text."""
    a, b = claim(14.6e9, published=MONDAY), claim(14.6e6, "b", published=TUESDAY)
    assert said(a, b) == (Outcome.contradiction, Kind.scale, "scale_slip")
    assert said(a, claim(14.6e6, start=30, published=MONDAY)) == (Outcome.contradiction, Kind.scale, "scale_slip")


@pytest.mark.parametrize(
    "change",
    [
        {"value": 5e6, "precision": 1e6}, {"scope": "part"}, {"counterparties": ("North Fund",)},
        {"published": None}, {"published": YEAR_LATER}, {"qualifier": "vague"},
    ],
)  # fmt: skip
def test_what_is_no_slip(claim: MakeClaim, change: dict[str, Any]) -> None:
    """One digit, a part, another counterparty, another time and a vague value are no slip of scale."""
    value, digits = (5e9, {"precision": 1e9}) if "value" in change else (14.6e9, {})
    row = {"value": 14.6e6, "doc": "b", "published": MONDAY, **change}
    assert said(claim(value, published=MONDAY, **digits), claim(**row))[1] is None


def test_a_shifted_digit_inside_one_text_is_two_things(claim: MakeClaim) -> None:
    """11 billion and 110 billion in one text: no scale word was mistaken."""
    verdict = said(claim(11e9, published=MONDAY), claim(110e9, start=40, published=MONDAY))
    assert verdict[::2] == (Outcome.not_comparable, "one_text")


def test_the_same_number_in_another_currency_is_a_slip(claim: MakeClaim) -> None:
    """$5 billion and EUR 5 billion cannot both be right, once a rate says so."""
    a, b = claim(5e9, published=MONDAY), claim(5e9, "b", unit="GBP", published=MONDAY)
    assert said(a, b, rate=rate) == (Outcome.contradiction, Kind.scale, "currency_slip")
    assert said(a, b)[::2] == (Outcome.undetermined, "no_rate")


# denials


def test_a_denial_contradicts_the_same_written_value(claim: MakeClaim) -> None:
    """Within 14 days, or in one text; also where the other is hedged."""
    no = claim(15e9, modality="denied", denies="The Ledger", published=MONDAY)
    assert said(claim(15e9, "b", modality="reported", published=TUESDAY), no) == (
        Outcome.contradiction,
        Kind.denial,
        "denied",
    )
    assert said(claim(15e9, start=50, modality="speculative", published=MONDAY), no)[1] is Kind.denial
    assert said(claim(15e9, "b", qualifier="about", published=TUESDAY), no)[1] is Kind.denial


def test_a_denial_leaves_other_values_standing(claim: MakeClaim) -> None:
    """Who denies 200 does not deny 230."""
    no = claim(200e9, metric="valuation", modality="denied", published=MONDAY)
    yes = claim(230e9, "b", metric="valuation", published=MONDAY)
    assert said(no, yes)[::2] == (Outcome.compatible, "denied_other_value")


@pytest.mark.parametrize(
    ("published", "outcome"),
    [("2026-03-16", Outcome.contradiction), ("2026-03-17", Outcome.update), (None, Outcome.undetermined)],
)
def test_a_denial_reaches_14_days(claim: MakeClaim, published: str | None, outcome: Outcome) -> None:
    """Later, the one replaces the other; without a date nobody knows."""
    no = claim(15e9, modality="denied", published=MONDAY)
    assert said(no, claim(15e9, "b", published=published))[0] is outcome


def test_two_denials_agree(claim: MakeClaim) -> None:
    """Both say that it is untrue."""
    a, b = (claim(v, d, modality="denied", published=MONDAY) for v, d in ((15e9, "a"), (15e9, "b")))
    assert said(a, b)[::2] == (Outcome.compatible, "both_denied")


# scope


@pytest.mark.parametrize(
    ("scope", "reason"), [("part", "part_of"), ("increment", "increment"), ("cumulative", "cumulative")]
)
def test_another_scope_is_compatible_where_it_fits(claim: MakeClaim, scope: str, reason: str) -> None:
    """A tranche of a total, an addition to it, a sum over years that holds it."""
    large, small = (9e9, 3e9) if scope == "cumulative" else (3e9, 9e9)
    other = claim(small if scope == "cumulative" else 9e9, "b", published=MONDAY)
    assert said(claim(large, scope=scope, published=MONDAY), other)[::2] == (Outcome.compatible, reason)


def test_a_part_larger_than_the_whole_is_arithmetic_where_the_text_links_them(claim: MakeClaim) -> None:
    """Without the link, it may be a part of something else."""
    whole = claim(4e9, start=50, published=MONDAY)
    assert said(claim(6e9, part_of=whole.id, published=MONDAY), whole) == (
        Outcome.contradiction, Kind.arithmetic, "part_exceeds_whole",
    )  # fmt: skip
    assert said(claim(6e9, scope="part", published=MONDAY), whole)[::2] == (Outcome.undetermined, "unknown_scope")


def test_so_many_of_each_make_the_total(claim: MakeClaim) -> None:
    """Two of 400 MW against 800 MW."""
    each = claim(400e6, metric="power", unit="W", count=2, published=MONDAY)
    assert said(each, claim(800e6, "b", metric="power", unit="W", published=MONDAY))[::2] == (
        Outcome.compatible,
        "count",
    )


def test_rates_compare_with_rates_of_the_same_thing(claim: MakeClaim) -> None:
    """Per share is no sum, and not per year."""
    share = claim(46.5, metric="acquisition", scope="rate", per="share", counterparties=("T",), published=MONDAY)
    assert said(share, claim(62e9, "b", metric="acquisition", counterparties=("T",), published=MONDAY))[2] == "rate"
    year = claim(44.0, "b", metric="acquisition", scope="rate", per="year", counterparties=("T",), published=MONDAY)
    assert said(share, year)[::2] == (Outcome.not_comparable, "other_rate")
    lower = claim(44.0, "b", metric="acquisition", scope="rate", per="share", counterparties=("T",), published=MONDAY)
    assert said(share, lower)[0] is Outcome.contradiction


# temporal role


def test_the_previous_figure_of_a_state_was_replaced(claim: MakeClaim) -> None:
    """From $500 billion to $730 billion is an update."""
    old = claim(500e9, metric="valuation", temporal_role="previous", published=MONDAY)
    new = claim(730e9, start=60, metric="valuation", published=MONDAY)
    assert said(old, new)[::2] == (Outcome.update, "previous")


def test_the_previous_round_is_another_event(claim: MakeClaim) -> None:
    """A round does not replace the round before; a contract that grew does."""
    old, new = claim(2e8, temporal_role="previous", published=MONDAY), claim(5e8, "b", published=MONDAY)
    assert said(old, new)[::2] == (Outcome.not_comparable, "other_event")
    contract = {"metric": "commitment", "counterparties": ("Acme Cloud",), "published": MONDAY}
    grown = said(claim(38e9, temporal_role="previous", **contract), claim(100e9, start=40, **contract))
    assert grown[::2] == (Outcome.update, "previous")


def test_a_later_article_may_tell_the_current_figure_as_the_previous_one(claim: MakeClaim) -> None:
    """Its undated `previously` may mean the time of the older article."""
    old = claim(480e9, metric="valuation", temporal_role="previous", published=YEAR_LATER)
    assert said(old, claim(500e9, "b", metric="valuation", published=MONDAY))[::2] == (
        Outcome.undetermined,
        "unknown_date",
    )
    agreed = said(old, claim(480e9, "b", metric="valuation", published=MONDAY))
    assert agreed[0] is Outcome.compatible


def test_a_target_is_not_what_is(claim: MakeClaim) -> None:
    """280 billion aimed at against 13 billion made."""
    target = claim(280e9, metric="revenue", temporal_role="target", published=MONDAY)
    assert said(target, claim(13e9, "b", metric="revenue", published=MONDAY))[::2] == (Outcome.not_comparable, "target")


def test_a_superseded_plan_was_replaced(claim: MakeClaim) -> None:
    """Also an event grows."""
    old, new = claim(4e9, temporal_role="superseded", published=MONDAY), claim(5e9, "b", published=TUESDAY)
    assert said(old, new)[::2] == (Outcome.update, "superseded")


# basis


def valued(claim: MakeClaim, value: float, doc: str = "a", **rest: Any) -> Claim:
    return claim(value, doc, precision=1e9, metric="valuation", **{"published": MONDAY, **rest})


def test_pre_money_and_post_money_are_two_bases(claim: MakeClaim) -> None:
    """The words of the trace name the figures."""
    verdict = compare(valued(claim, 730e9, basis="pre_money"), valued(claim, 840e9, "b", basis="post_money"))
    assert (verdict.outcome, verdict.reasons[0]) == (Outcome.compatible, "different_basis")
    assert verdict.trace[-1].answer == "$730 billion is pre-money; $840 billion is post-money: two bases of one round"


def test_post_money_below_pre_money_of_one_round_is_arithmetic(claim: MakeClaim) -> None:
    """A round adds money; without its label it may be two rounds."""
    one = {"event": Event(round="Series F")}
    pre, post = valued(claim, 840e9, basis="pre_money", **one), valued(claim, 730e9, "b", basis="post_money", **one)
    assert said(pre, post) == (Outcome.contradiction, Kind.arithmetic, "post_below_pre")
    undated = valued(claim, 730e9, "b", basis="post_money", published=None, **one)
    assert said(pre, undated)[0] is not Outcome.contradiction


@pytest.mark.parametrize(
    ("basis", "other", "expected"),
    [
        ("pre_money", 840e9, (Outcome.undetermined, "unknown_basis")),
        ("pre_money", 650e9, (Outcome.contradiction, "values_differ")),
        ("post_money", 650e9, (Outcome.undetermined, "unknown_basis")),
        ("post_money", 840e9, (Outcome.contradiction, "values_differ")),
    ],
)
def test_an_unlabelled_valuation_may_be_on_the_other_basis(
    claim: MakeClaim, basis: str, other: float, expected: tuple[Outcome, str]
) -> None:
    """Unless it would be a post-money value below a pre-money one, which no round explains."""
    assert said(valued(claim, 730e9, basis=basis), valued(claim, other, "b"))[::2] == expected


def test_two_unlabelled_valuations_may_differ_by_the_round(claim: MakeClaim) -> None:
    """Without the round's size a small gap is undetermined; the known size explains it or does not."""
    a, b = valued(claim, 730e9), valued(claim, 840e9, "b")
    assert said(a, b)[::2] == (Outcome.undetermined, "unknown_basis")
    fits, other = claim(110e9, "b", start=90), claim(40e9, "b", start=90)
    assert said(a, b, article=lambda c: [fits] if c.doc == "b" else [])[::2] == (Outcome.compatible, "different_basis")
    assert said(a, b, article=lambda c: [other] if c.doc == "b" else [])[::2] == (
        Outcome.contradiction,
        "values_differ",
    )
    assert said(valued(claim, 300e9), b)[::2] == (Outcome.contradiction, "values_differ")


@pytest.mark.parametrize(
    ("includes", "value", "outcome"),
    [
        ("debt", 106e9, Outcome.compatible), ("debt", 70e9, Outcome.undetermined),
        ("cash_only", 70e9, Outcome.compatible), ("contingent", 106e9, Outcome.compatible),
    ],
)  # fmt: skip
def test_with_or_without_debt_cash_and_contingent_parts(
    claim: MakeClaim, includes: str, value: float, outcome: Outcome
) -> None:
    """A price with debt is higher than the bare one, a price in cash only is lower."""
    bid = {"metric": "acquisition", "counterparties": ("Target",), "published": MONDAY}
    assert said(claim(85.4e9, **bid), claim(value, "b", includes=includes, **bid))[0] is outcome


# vague


def test_vague_never_alerts(claim: MakeClaim) -> None:
    """`Tens of billions` is loose wording for 110 billion; another order of magnitude stays undetermined."""
    loose = claim(1e10, high=1e11, qualifier="vague", precision=0.0, published=MONDAY)
    assert said(loose, claim(110e9, "b", published=MONDAY))[::2] == (Outcome.compatible, "vague")
    assert said(loose, claim(5e12, "b", published=MONDAY))[0] is Outcome.undetermined


# certainty and time


def test_talks_and_then_the_close_are_an_update(claim: MakeClaim) -> None:
    """Also without a date, also where the close fits the talk."""
    talk = claim(15e9, modality="speculative", published=MONDAY)
    assert said(talk, claim(20e9, "b", published=NEXT_MONTH))[::2] == (Outcome.update, "firmed")
    assert said(talk, claim(20e9, "b"))[::2] == (Outcome.update, "firmed")
    assert said(claim(10e10, qualifier="at_least", modality="speculative"), claim(11e10, "b"))[0] is Outcome.update


def test_talk_after_the_close_is_about_something_else(claim: MakeClaim) -> None:
    """It is no contradiction of the close."""
    close, talk = claim(20e9, published=MONDAY), claim(15e9, "b", modality="speculative", published=TUESDAY)
    assert said(close, talk)[::2] == (Outcome.undetermined, "unknown_identity")


def test_reported_and_then_asserted_is_an_update_where_the_values_differ(claim: MakeClaim) -> None:
    """On one day they are two tellings of one thing."""
    talk = claim(15e9, modality="reported", published=MONDAY)
    assert said(talk, claim(20e9, "b", published=TUESDAY))[::2] == (Outcome.update, "firmed")
    assert said(talk, claim(20e9, "b", published=MONDAY))[0] is Outcome.contradiction
    assert said(talk, claim(15e9, "b", published=TUESDAY))[::2] == (Outcome.compatible, "same_value")


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2026-03-09", (Outcome.contradiction, "values_differ")),
        ("2026-03-10", (Outcome.update, "later")),
        ("2026-04-16", (Outcome.update, "later")),
        ("2026-04-17", (Outcome.undetermined, "unknown_identity")),
        (None, (Outcome.undetermined, "unknown_date")),
    ],
)
def test_the_windows_of_7_and_45_days(claim: MakeClaim, published: str | None, expected: tuple[Outcome, str]) -> None:
    """Within a week it is one event; up to 45 days the later replaces the earlier; then it may be another round."""
    a, b = claim(5e9, published=MONDAY), claim(8e9, "b", published=published)
    assert said(a, b)[::2] == expected


def test_a_later_but_weaker_figure_replaces_nothing(claim: MakeClaim) -> None:
    """A rumour three weeks after the fact."""
    a, b = claim(5e9, published=MONDAY), claim(8e9, "b", modality="reported", published=NEXT_MONTH)
    assert said(a, b)[::2] == (Outcome.undetermined, "unknown_date")


def test_results_compare_within_their_period(claim: MakeClaim) -> None:
    """Q4 is not near Q1, whenever the articles appeared; without a period nobody knows."""
    a = claim(5e9, metric="revenue", period="2025-Q4", published=MONDAY)
    assert said(a, claim(6e9, "b", metric="revenue", period="2026-Q1", published=MONDAY))[2] == "other_period"
    assert said(a, claim(6e9, "b", metric="revenue", as_of="2025-Q4", published=YEAR_LATER))[0] is Outcome.contradiction
    assert said(a, claim(6e9, "b", metric="revenue", published=MONDAY))[::2] == (Outcome.undetermined, "unknown_date")


def test_plans_for_a_period_count_by_the_day_they_were_told(claim: MakeClaim) -> None:
    """A forecast that was raised after three weeks is an update."""
    a = claim(120e9, metric="spending", modality="planned", horizon="2026", published=MONDAY)
    same_week, raised, next_year = (
        claim(190e9, "b", metric="spending", modality="planned", horizon=h, published=day)
        for h, day in (("2026", TUESDAY), ("2026", NEXT_MONTH), ("2027", TUESDAY))
    )
    assert said(a, same_week)[0] is Outcome.contradiction
    assert said(a, raised)[::2] == (Outcome.update, "later")
    assert said(a, next_year)[::2] == (Outcome.not_comparable, "other_period")


def test_an_old_figure_does_not_lend_its_date_to_the_article(claim: MakeClaim) -> None:
    """A value of last March told today is not today's value."""
    old = claim(113e9, metric="valuation", as_of="2025-03", published=MONDAY)
    new = claim(230e9, "b", metric="valuation", published=MONDAY)
    assert said(old, new)[::2] == (Outcome.update, "later")
    assert (
        said(claim(10e9, as_of="2025-03", published=MONDAY), claim(15e9, "b", published=MONDAY))[0]
        is Outcome.undetermined
    )


def test_explicit_dates_outweigh_publication(claim: MakeClaim) -> None:
    """The same day of the event makes one event of articles a year apart; other days make two."""
    a = claim(5e9, as_of="2026-02-27", published=MONDAY)
    assert said(a, claim(8e9, "b", as_of="2026-02-27", published=YEAR_LATER))[0] is Outcome.contradiction
    other = claim(8e9, "b", as_of="2025-06-01", published=MONDAY)
    assert said(a, other)[::2] == (Outcome.not_comparable, "other_event")


def test_a_plan_that_shrinks_within_120_days_contradicts(claim: MakeClaim) -> None:
    """Same site and date; growing is an update, and so is shrinking after 120 days."""
    plan = {"metric": "power", "unit": "W", "event": Event(site="Fjord One"), "horizon": "2026", "modality": "planned"}
    first = claim(11e9, published="2026-01-02", **plan)
    assert said(first, claim(1e9, "b", published="2026-04-01", **plan)) == (
        Outcome.contradiction,
        Kind.value,
        "plan_shrank",
    )
    assert said(first, claim(12e9, "b", published="2026-04-01", **plan))[::2] == (Outcome.update, "later")
    assert said(first, claim(1e9, "b", published="2026-06-01", **plan))[::2] == (Outcome.update, "later")


def test_one_plan_with_two_dates_is_a_clash_of_dates(claim: MakeClaim) -> None:
    """Within a week, or a slip within 120 days; another size for another date is another phase."""
    plan = {"metric": "power", "unit": "W", "event": Event(site="Fjord One"), "modality": "planned"}
    first = claim(2e9, published=MONDAY, horizon="2027", **plan)
    slip = claim(2e9, "b", published=NEXT_MONTH, horizon="2029", **plan)
    assert said(first, claim(2e9, "b", published=MONDAY, horizon="2028", **plan)) == (Outcome.contradiction, Kind.date, "horizons_clash")  # fmt: skip
    assert said(first, slip) == (Outcome.contradiction, Kind.date, "horizons_clash")
    phase = claim(5e9, "b", published=MONDAY, horizon="2029", **plan)
    assert said(first, phase)[::2] == (Outcome.not_comparable, "other_horizon")


def test_a_market_value_is_of_its_day(claim: MakeClaim) -> None:
    """It moves every day: the next day's is an update."""
    a = claim(4.5e12, metric="market_cap", published=MONDAY)
    assert said(a, claim(4.9e12, "b", metric="market_cap", published=TUESDAY))[0] is Outcome.update
    assert said(a, claim(4.9e12, "b", metric="market_cap", published=MONDAY))[0] is Outcome.contradiction


def test_a_revised_article_replaces_itself(claim: MakeClaim) -> None:
    """Two texts of one document."""
    a, b = claim(5e9, published=MONDAY), claim(8e9, text_sha="second", published=MONDAY)
    assert said(a, b)[::2] == (Outcome.update, "revision")


def test_copies_of_one_text_need_no_date(claim: MakeClaim) -> None:
    """Near-duplicates share their time; unrelated undated texts do not."""
    a, b = claim(5e9), claim(8e9, "b")
    assert said(a, b, origin=lambda c: "wire")[0] is Outcome.contradiction
    assert said(a, b, origin=lambda c: c.doc)[::2] == (Outcome.undetermined, "unknown_date")
    assert said(a, b, origin=lambda c: None)[::2] == (Outcome.undetermined, "unknown_date")


# one text


def test_two_values_in_one_text_are_two_things(claim: MakeClaim) -> None:
    """And the same value twice is a repetition, where a headline may drop the hedge."""
    a = claim(5e9, published=MONDAY)
    assert said(a, claim(8e9, start=40, published=MONDAY))[::2] == (Outcome.not_comparable, "one_text")
    assert said(a, claim(5e9, start=40, published=MONDAY))[::2] == (Outcome.compatible, "restated")
    assert said(a, claim(5e9, start=40, qualifier="about", published=MONDAY))[::2] == (Outcome.compatible, "restated")
    assert said(a, claim(2e9, start=40, qualifier="at_least", published=MONDAY))[::2] == (
        Outcome.compatible,
        "within_bound",
    )


def test_a_named_projects_own_total_may_contradict_itself(claim: MakeClaim) -> None:
    """By the event's site, or where the table calls the subject a project; far smaller is rather a phase."""
    site = {
        "metric": "power",
        "unit": "W",
        "event": Event(site="Fjord One"),
        "modality": "planned",
        "published": MONDAY,
    }
    assert said(claim(5e9, **site), claim(4e9, start=40, **site))[0] is Outcome.contradiction
    assert said(claim(5e9, **site), claim(1e9, start=40, **site))[::2] == (Outcome.not_comparable, "one_text")
    own = {"metric": "power", "unit": "W", "subject": "Fjord One", "modality": "planned", "published": MONDAY}
    assert said(claim(5e9, **own), claim(4e9, start=40, **own), parties=PARTIES)[0] is Outcome.contradiction
    assert said(claim(5e9, **own), claim(4e9, start=40, **own))[0] is Outcome.not_comparable


# values


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        ({"value": 5e9}, {"value": 5e9}, "same_value"),
        ({"value": 85e9, "precision": 1e9}, {"value": 85.4e9, "precision": 1e8}, "rounding"),
        ({"value": 5e9}, {"value": 4e9, "qualifier": "at_least"}, "within_bound"),
        ({"value": 5e9}, {"value": 6e9, "qualifier": "at_most"}, "within_bound"),
        ({"value": 5e9}, {"value": 5.1e9, "qualifier": "about", "precision": 1e8}, "within_bound"),
        ({"value": 185e9}, {"value": 175e9, "high": 185e9, "qualifier": "range"}, "range"),
    ],
)
def test_overlap_is_agreement(claim: MakeClaim, a: dict[str, Any], b: dict[str, Any], reason: str) -> None:
    """Rounding, bounds, hedges and ranges are no conflict."""
    assert said(claim(**a, published=MONDAY), claim(**b, doc="b", published=MONDAY))[::2] == (
        Outcome.compatible,
        reason,
    )


def test_currencies_compare_at_the_rate_of_the_day(claim: MakeClaim) -> None:
    """3 % slack, 10 % where the claim has no date; no rate leaves it open."""
    euro, undated = claim(2e9, unit="EUR", published=MONDAY), claim(2e9, unit="EUR")
    dollars = claim(2.25e9, "b", precision=1e7, published=MONDAY)
    more = claim(2.35e9, "b", precision=1e7, published=MONDAY)
    assert said(euro, dollars, rate=rate)[::2] == (Outcome.compatible, "conversion")
    assert said(euro, more, rate=rate)[0] is Outcome.contradiction
    assert said(undated, more, rate=rate)[::2] == (Outcome.compatible, "conversion")
    assert said(euro, more)[::2] == (Outcome.undetermined, "no_rate")


def test_a_gap_above_75_percent_needs_a_label(claim: MakeClaim) -> None:
    """The same round, period or horizon; else it is rather another thing."""
    a, b = claim(1e9, published=MONDAY), claim(8e9, "b", published=MONDAY)
    assert said(a, b)[::2] == (Outcome.undetermined, "unknown_identity")
    one = {"event": Event(round="Series C"), "published": MONDAY}
    assert said(claim(1e9, **one), claim(8e9, "b", **one))[0] is Outcome.contradiction


def test_an_article_that_gives_both_values_speaks_of_two_things(claim: MakeClaim) -> None:
    """Its other figure is not the one that the first article means."""
    a, b, twin = claim(5e9, published=MONDAY), claim(8e9, "b", published=MONDAY), claim(5e9, "b", start=70)
    verdict = compare(a, b, Context(article=lambda c: [b, twin] if c.doc == "b" else [a]))
    assert (verdict.outcome, verdict.reasons[:2]) == (Outcome.undetermined, ("unknown_identity", "stated_by_both"))


@pytest.mark.parametrize(
    ("value", "modality", "grade"),
    [
        (8e9, "asserted", Grade.high), (5.6e9, "asserted", Grade.medium), (5.2e9, "asserted", Grade.low),
        (8e9, "reported", Grade.medium), (5.6e9, "reported", Grade.low),
    ],
)  # fmt: skip
def test_the_grade_follows_gap_and_certainty(claim: MakeClaim, value: float, modality: str, grade: Grade) -> None:
    """A large gap between two facts deserves time first."""
    a, b = claim(5e9, published=MONDAY), claim(value, "b", modality=modality, published=MONDAY)
    assert compare(a, b).grade is grade


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
