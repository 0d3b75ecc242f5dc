"""What a sentence leaves for the next: pronouns, carried parties, metrics, conversions, the same sum elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.model import Basis, Claim, Modality, Scope, TemporalRole

ReadText = Callable[..., tuple[Claim, ...]]


def told(claims: tuple[Claim, ...]) -> list[tuple[str, str, str | None]]:
    """Quote, metric and subject of each claim, in order."""
    return [(claim.quote, claim.metric, claim.subject) for claim in claims]


@pytest.mark.parametrize(
    "opening",
    ["It", "The company", "The startup", "The London-based firm"],
)
def test_a_pronoun_stands_for_the_party_told_of(read: ReadText, opening: str) -> None:
    """The sentence before says who "it" and "the company" are."""
    claims = read(f"Nscale opened an office in Austin. {opening} raised $2 billion in March.")
    assert told(claims) == [("$2 billion", "funding", "Nscale")]


def test_a_pronoun_means_who_acts_and_not_whom_it_deals_with(read: ReadText) -> None:
    """After "Microsoft signed with Nebius", "it" is Microsoft."""
    claims = read("Microsoft signed up Nebius for more capacity. It spent $35 billion in the quarter.")
    assert told(claims) == [("$35 billion", "spending", "Microsoft")]


def test_a_pronoun_follows_the_main_clause(read: ReadText) -> None:
    """Who stands in an opening clause of time is not who "it" is."""
    claims = read("Weeks after OpenAI closed its round, Mistral AI was courted by funds. It is raising $1 billion.")
    assert told(claims) == [("$1 billion", "funding", "Mistral AI")]


def test_a_row_of_parties_is_not_meant_by_it(read: ReadText) -> None:
    """ "it" after a list of backers is the party that the text is about."""
    text = "Nscale grew again. Nscale has backers. Brookfield, Nvidia and Dell are among them. It raised $2 billion."
    assert told(read(text)) == [("$2 billion", "funding", "Nscale")]


def test_in_another_paragraph_a_pronoun_means_the_main_party(read: ReadText) -> None:
    """The party of the paragraph before has gone; the text is about another."""
    text = "Nscale grew again. Nscale hired.\n\nDell sells it servers.\n\nIt raised $2 billion."
    assert told(read(text)) == [("$2 billion", "funding", "Nscale")]


def test_a_pronoun_inside_the_sentence_means_its_own_subject(read: ReadText) -> None:
    """ "Microsoft said it would spend": Microsoft, whoever came before."""
    claims = read("Nscale opened an office. Microsoft said it would spend $80 billion.")
    assert told(claims) == [("$80 billion", "spending", "Microsoft")]


def test_a_sentence_without_a_name_goes_on_about_the_main_party(read: ReadText) -> None:
    """The title and the first sentences say whom an article is about."""
    claims = read("Debt of $18 billion is due soon.", title="CoreWeave faces its lenders")
    assert told(claims) == [("$18 billion", "debt", "CoreWeave")]


def test_nobody_is_invented(read: ReadText) -> None:
    """Without any name the claim has no subject."""
    assert told(read("Debt of $18 billion is due soon.")) == [("$18 billion", "debt", None)]


def test_power_goes_to_the_customer_for_whom_it_is_built(read: ReadText) -> None:
    """Once the text says for whom a site is built, its power is theirs."""
    claims = read("Crusoe is building a campus for OpenAI in Abilene. A first hall of 200 MW is running.")
    assert [claim.subject for claim in claims] == ["OpenAI"]


def test_the_deal_told_of_keeps_its_two_sides(read: ReadText) -> None:
    """ "The lease is worth": between the two of the sentence before."""
    power, lease = read("Cipher Mining will deliver 300 MW to Amazon. The lease is worth $5.5 billion.")
    assert (power.subject, power.counterparties) == ("Amazon", ("Cipher Mining",))
    assert (lease.metric, lease.subject, lease.counterparties) == ("commitment", "Amazon", ("Cipher Mining",))


def test_who_took_part_may_be_told_in_the_next_sentence(read: ReadText) -> None:
    """The investors of a round are those of the sentence after it too."""
    (claim,) = read("Nscale raised $2 billion. Brookfield led the round, with participation from Nvidia.")
    assert (claim.subject, claim.counterparties) == ("Nscale", ("Brookfield", "Nvidia"))


def test_the_two_ends_of_a_movement_share_their_metric(read: ReadText) -> None:
    """ "rose from X to Y" is two claims, the first of them previous."""
    claims = read("Revenue rose from $3 billion to $5 billion at CoreWeave.")
    assert told(claims) == [("$3 billion", "revenue", "CoreWeave"), ("$5 billion", "revenue", "CoreWeave")]
    assert [claim.temporal_role for claim in claims] == [TemporalRole.previous, TemporalRole.current]


def test_what_is_compared_shares_its_metric(read: ReadText) -> None:
    """ "up from" leads to another value of the same thing, whatever stands behind it."""
    claims = read("The deal gives Scale AI a valuation of $30 billion, up from the $14 billion of last year's round.")
    assert [claim.metric for claim in claims] == ["valuation", "valuation"]


def test_a_conversion_shares_everything_and_names_what_it_converts(read: ReadText) -> None:
    """The sum in the bracket is the same claim in another currency."""
    first, second = read("Mistral AI raised €2 billion ($2.3 billion) from ASML.")
    assert (second.metric, second.subject, second.counterparties) == ("funding", "Mistral AI", ("ASML",))
    assert (first.converts, second.converts) == (None, first.id)
    assert (first.unit, second.unit) == ("EUR", "USD")


def test_the_same_sum_elsewhere_lends_its_reading(read: ReadText) -> None:
    """A sum that nothing near it explains is read like its twin."""
    claims = read("Nscale raised $2.4 billion.\n\nWhat will the $2.4 billion change?")
    assert told(claims) == [("$2.4 billion", "funding", "Nscale")] * 2
    assert "as elsewhere" in claims[1].rule


def test_a_part_refers_back(read: ReadText) -> None:
    """A tranche without a noun of its own measures what the sum before it does."""
    claims = read("Crusoe borrowed $10 billion. The first slice is $3 billion.")
    assert [claim.metric for claim in claims] == ["debt", "debt"]


def test_a_sum_that_nothing_explains_is_kept(read: ReadText) -> None:
    """No cue gives other_money; nothing is dropped."""
    (claim,) = read("They mentioned $2 billion.")
    assert (claim.metric, claim.subject) == ("other_money", None)
    assert "no cue" in claim.rule


@pytest.mark.parametrize(
    "sentence",
    [
        "CoreWeave reported a net loss of $290 million.",
        "OpenAI lost $290 million.",
        "CoreWeave's loss narrowed to $290 million.",
    ],
)
def test_a_loss_is_negative(read: ReadText, sentence: str) -> None:
    """A loss is a profit below zero."""
    (claim,) = read(sentence)
    assert (claim.metric, claim.low, claim.high) == ("profit", -290e6, -290e6)


def test_the_bounds_of_a_loss_change_sides(read: ReadText) -> None:
    """A loss of more than $2 billion is at most minus two billion."""
    (claim,) = read("OpenAI had a loss of more than $2 billion.")
    assert (claim.low, claim.high) == (None, -2e9)


def test_a_profit_beside_a_loss_keeps_its_sign(read: ReadText) -> None:
    """The nearest word says which it is."""
    claims = read("Dell made a profit of $3 billion, against a loss of $1 billion.")
    assert [claim.low for claim in claims] == [3e9, -1e9]


def test_a_bid_per_share_is_a_price(read: ReadText) -> None:
    """A price per piece is other_money with scope rate."""
    (claim,) = read("Takeda offered $60 a share for Shire.")
    assert (claim.metric, claim.scope, claim.per, claim.subject) == ("other_money", Scope.rate, "share", "Takeda")


def test_a_result_has_a_period(read: ReadText) -> None:
    """The date of a result is its period; that of a deal is not."""
    result, deal = read("OpenAI's revenue reached $13 billion in 2025. It raised $40 billion in 2025.")
    assert (result.as_of, result.period) == ("2025", "2025")
    assert (deal.as_of, deal.period) == ("2025", None)


def test_a_claim_is_whole(read: ReadText) -> None:
    """One sentence with everything: each field is where the text says it."""
    text = (
        "Nscale said on Tuesday it had raised $2.4 billion in a Series C led by Brookfield, "
        "at a post-money valuation of $14.6 billion."
    )
    funding, valuation = read(text, publisher="Meridian Wire")
    assert (funding.metric, funding.subject, funding.counterparties) == ("funding", "Nscale", ("Brookfield",))
    assert (funding.low, funding.high, funding.unit, funding.quantity.precision) == (2.4e9, 2.4e9, "USD", 1e8)
    assert (funding.event.round, funding.modality, funding.attribution) == ("Series C", Modality.asserted, "Nscale")
    assert (funding.published, funding.published_source) == ("2026-05-04", "given")
    assert (valuation.metric, valuation.subject, valuation.basis) == ("valuation", "Nscale", Basis.post_money)
    assert text[funding.start : funding.end] == funding.quote == "$2.4 billion"
    assert (funding.sentence_start, funding.sentence_end) == (0, len(text))


def test_the_cues_are_the_words_that_decided(read: ReadText) -> None:
    """Metric, subject and qualifier name their spans."""
    text = "Nscale raised more than $2 billion."
    (claim,) = read(text)
    assert [(cue.decided, text[cue.start : cue.end]) for cue in claim.cues] == [
        ("metric", "raised"), ("qualifier", "more than"), ("subject", "Nscale"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("Capital spending by Amazon was $6 billion.\n- Meta: $5 billion\n- Oracle: $4 billion", ["spending"] * 3),
        ("Amazon spent $6 billion.\n\n• Meta: $5 billion\n• Oracle: $4 billion in cash", ["spending", "spending",
                                                                                         "other_money"]),
        ("Amazon spent $6 billion.\n- Meta: $5 million", ["spending", "other_money"]),
        ("Amazon spent $6 billion.\nMeta was told of $5 billion.", ["spending", "other_money"]),
    ],
)  # fmt: skip
def test_a_list_goes_on(read: ReadText, text: str, metrics: list[str]) -> None:
    """A line without a verb goes on with the sum before it, not one about cash, or a thousand times smaller."""
    assert [claim.metric for claim in read(text)] == metrics


def test_each_line_of_a_list_has_its_own_party(read: ReadText) -> None:
    """The label of a bullet is the subject."""
    claims = read("Capital spending by Amazon was $6 billion.\n- Meta: $5 billion\n- Oracle: $4 billion")
    assert [claim.subject for claim in claims] == ["Amazon", "Meta", "Oracle"]


def test_a_sum_that_goes_into_a_party_is_an_investment(read: ReadText) -> None:
    """Without a verb: "$5 billion into Intel"; into a thing it is not."""
    claims = read("Nvidia has been busy. There was the $5 billion into Intel.")
    assert [(c.metric, c.subject, c.counterparties) for c in claims] == [("investment", "Nvidia", ("Intel",))]
    assert [c.metric for c in read("Nvidia has been busy. There was the $5 billion into thin air.")] == ["other_money"]


def test_a_conversion_follows_its_source_to_the_end(read: ReadText) -> None:
    """Where the source is read like the same sum elsewhere, so is what converts it."""
    source, converted = read("A matter of €2 billion ($2.3 billion). Meta spent €2 billion on roads.")[:2]
    assert [(c.metric, c.subject) for c in (source, converted)] == [("spending", "Meta")] * 2
    assert converted.converts == source.id


def test_the_sign_goes_with_the_noun_right_behind_the_sum(read: ReadText) -> None:
    """ "Swings to a $9 million loss from a $3 million profit"."""
    claims = read("Oracle swung to a $9 million loss from $3 million profit.")
    assert [claim.low for claim in claims] == [-9e6, 3e6]
