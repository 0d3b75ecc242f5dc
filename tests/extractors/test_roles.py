"""Who a claim is about and who stands on the other side, per metric and form of sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.metrics import METRICS
from claims.model import Claim
from extractors.counterparties import COUNTER
from extractors.roles import COUNTED, WEIGHTS

ReadText = Callable[..., tuple[Claim, ...]]
AWS = "Amazon Web Services"


def roles(claims: tuple[Claim, ...]) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """Metric, subject and counterparties of each claim, in order."""
    return [(claim.metric, claim.subject, claim.counterparties) for claim in claims]


FORMS: list[tuple[str, str, str | None, tuple[str, ...]]] = [
    # funding: who raises, from whom
    ("Nscale raised $2 billion in a Series C led by Brookfield.", "funding", "Nscale", ("Brookfield",)),
    ("A $2 billion round for Nscale was led by Brookfield.", "funding", "Nscale", ("Brookfield",)),
    ("$2 billion was raised by Nscale from Brookfield and Nvidia.", "funding", "Nscale", ("Brookfield", "Nvidia")),
    ("Nscale's $2 billion round closed on Monday.", "funding", "Nscale", ()),
    ("Nvidia-backed Nscale raised $2 billion.", "funding", "Nscale", ("Nvidia",)),
    ("Raising $2 billion from Brookfield, Nscale plans to hire.", "funding", "Nscale", ("Brookfield",)),
    ("Nscale received $500 million from Nvidia.", "funding", "Nscale", ("Nvidia",)),
    ("Nscale, whose backers include Nvidia, raised $2 billion.", "funding", "Nscale", ("Nvidia",)),
    ("According to PitchBook, Nscale raised $2 billion.", "funding", "Nscale", ()),
    ("Meta hired Morgan Stanley to raise $29 billion.", "funding", "Meta", ()),
    # investment: who puts money in, into whom
    ("Brookfield invested $500 million in Nscale.", "investment", "Brookfield", ("Nscale",)),
    ("Brookfield's $500 million investment in Nscale closed.", "investment", "Brookfield", ("Nscale",)),
    ("$500 million was invested in Nscale by Brookfield.", "investment", "Brookfield", ("Nscale",)),
    ("Nvidia is putting $1 billion into Nokia.", "investment", "Nvidia", ("Nokia",)),
    ("Nvidia took a $1 billion stake in Nokia.", "investment", "Nvidia", ("Nokia",)),
    ("Meta paid $14.3 billion for 49% of Scale AI.", "investment", "Meta", ("Scale AI",)),
    ("Nvidia, which invested $100 million in Nscale, will supply it.", "investment", "Nvidia", ("Nscale",)),
    # valuation: what is valued
    ("The round values Nscale at $14 billion.", "valuation", "Nscale", ()),
    ("Nscale is valued at $14 billion.", "valuation", "Nscale", ()),
    ("Nscale, valued at $14 billion, is based in London.", "valuation", "Nscale", ()),
    ("Nscale's valuation reached $14 billion.", "valuation", "Nscale", ()),
    ("Investors valued Anthropic at $183 billion.", "valuation", "Anthropic", ()),
    ("Nvidia's market value passed $5 trillion.", "market_cap", "Nvidia", ()),
    ("Nvidia has a market capitalization of $5 trillion.", "market_cap", "Nvidia", ()),
    # acquisition: who buys, what
    ("AMD bought ZT Systems for $4.9 billion.", "acquisition", "AMD", ("ZT Systems",)),
    ("AMD's $4.9 billion acquisition of ZT Systems closed.", "acquisition", "AMD", ("ZT Systems",)),
    ("ZT Systems was acquired by AMD for $4.9 billion.", "acquisition", "AMD", ("ZT Systems",)),
    ("AMD agreed to pay $4.9 billion for ZT Systems.", "acquisition", "AMD", ("ZT Systems",)),
    ("AMD agreed to buy ZT Systems in a deal valued at $4.9 billion.", "acquisition", "AMD", ("ZT Systems",)),
    ("AMD completed a $4.9 billion deal to buy ZT Systems.", "acquisition", "AMD", ("ZT Systems",)),
    # commitment: who pays, who is paid
    ("OpenAI signed a $38 billion contract with AWS.", "commitment", "OpenAI", (AWS,)),
    ("OpenAI agreed to spend $38 billion on AWS.", "commitment", "OpenAI", (AWS,)),
    ("OpenAI will pay Oracle $300 billion over five years.", "commitment", "OpenAI", ("Oracle",)),
    ("Microsoft rents capacity from Nebius in a contract worth $17 billion.", "commitment", "Microsoft", ("Nebius",)),
    ("Microsoft denied that it had agreed to pay Nebius $17 billion.", "commitment", "Microsoft", ("Nebius",)),
    # debt: who borrows, from whom
    ("CoreWeave borrowed $2.6 billion from Morgan Stanley.", "debt", "CoreWeave", ("Morgan Stanley",)),
    ("Ares Management lent CoreWeave $2.6 billion.", "debt", "CoreWeave", ("Ares Management",)),
    ("A $2.6 billion loan to CoreWeave was arranged by Ares Management.", "debt", "CoreWeave", ("Ares Management",)),
    ("Blackstone provided Crusoe with a $2.3 billion loan.", "debt", "Crusoe", ("Blackstone",)),
    ("Morgan Stanley arranged $27 billion of debt for Meta.", "debt", "Meta", ("Morgan Stanley",)),
    ("CoreWeave sold $2 billion of senior notes.", "debt", "CoreWeave", ()),
    # results and spending
    ("OpenAI's revenue reached $13 billion.", "revenue", "OpenAI", ()),
    ("Groq cut its revenue forecast to $500 million.", "revenue", "Groq", ()),
    ("Alphabet raised its capital-spending forecast to $85 billion.", "spending", "Google", ()),
    ("OpenAI generated $13 billion in revenue.", "revenue", "OpenAI", ()),
    ("Nvidia posted a profit of $31 billion.", "profit", "Nvidia", ()),
    ("Meta spent $72 billion on data centers.", "spending", "Meta", ()),
    ("The campus will cost Meta $10 billion.", "spending", "Meta", ()),
    ("Microsoft's capital expenditures rose to $35 billion.", "spending", "Microsoft", ()),
    # power: who uses it, who supplies it
    ("OpenAI will deploy 10 GW of capacity.", "power", "OpenAI", ()),
    ("Crusoe is building a 1.2 GW data center for OpenAI.", "power", "OpenAI", ("Crusoe",)),
    ("For OpenAI, Crusoe is building a 1.2 GW campus.", "power", "OpenAI", ("Crusoe",)),
    ("OpenAI signed an agreement with AMD for 6 GW of processors.", "power", "OpenAI", ("AMD",)),
    ("OpenAI will take 6 GW of AMD's processors.", "power", "OpenAI", ("AMD",)),
    ("Microsoft agreed to buy 835 MW from Constellation.", "power", "Microsoft", ("Constellation Energy",)),
    ("Meta's Hyperion campus will draw 2 GW.", "power", "Meta", ()),
    ("A 500 MW campus in Ohio is being built by QTS.", "power", "QTS", ()),
    # other sums
    ("Tesla paid a $1.5 million fine.", "other_money", "Tesla", ()),
    ("Nvidia fell to $180 a share.", "other_money", "Nvidia", ()),
]


@pytest.mark.parametrize(("sentence", "metric", "subject", "others"), FORMS, ids=[form[0] for form in FORMS])
def test_who_does_what_with_whom(
    read: ReadText, sentence: str, metric: str, subject: str | None, others: tuple[str, ...]
) -> None:
    """Active, passive, possessive, compound, participle: the roles are the same."""
    assert roles(read(sentence)) == [(metric, subject, others)]


@pytest.mark.parametrize(
    ("sentence", "metric", "payer", "paid"),
    [
        (
            "CoreWeave signed a $10 billion agreement to provide OpenAI with capacity.",
            "commitment",
            "OpenAI",
            "CoreWeave",
        ),
        (
            "Nebius will supply Microsoft with servers under a $17 billion agreement.",
            "commitment",
            "Microsoft",
            "Nebius",
        ),
        ("Oracle won a $300 billion contract from OpenAI.", "commitment", "OpenAI", "Oracle"),
        ("Google landed a $10 billion cloud deal with Meta.", "commitment", "Meta", "Google"),
        ("TotalEnergies agreed to supply Google with 100 MW of solar power.", "power", "Google", "TotalEnergies"),
        ("Talen Energy will sell Amazon 1.9 GW of power.", "power", "Amazon", "Talen Energy"),
    ],
)
def test_who_supplies_is_paid(read: ReadText, sentence: str, metric: str, payer: str, paid: str) -> None:
    """The one who acts sells: the other side is the subject."""
    (claim,) = read(sentence)
    assert (claim.metric, claim.subject) == (metric, payer)
    assert claim.counterparties in ((paid,), ())


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        ("Brookfield and Nvidia each invested $500 million in Nscale.", ["Brookfield", "Nvidia"]),
        ("Brookfield and Nvidia invested $500 million apiece in Nscale.", ["Brookfield", "Nvidia"]),
        ("Brookfield, Nvidia and Dell invested $500 million in Nscale.", [None]),
        (
            "Amazon plans to spend $200 billion, Google $180 billion and Meta $135 billion.",
            ["Amazon", "Google", "Meta"],
        ),
        ("SoftBank invested $30 billion and Thrive Capital $1 billion in OpenAI.", ["SoftBank", "Thrive Capital"]),
        ("Nvidia and Dell are investing $30 million and $9 million, respectively.", ["Nvidia", "Dell"]),
        (
            "Spending came to: Amazon ($131 billion), Google ($93 billion) and Meta ($72 billion).",
            ["Amazon", "Google", "Meta"],
        ),
    ],
)
def test_several_parties(read: ReadText, sentence: str, subjects: list[str | None]) -> None:
    """ "each" shares a sum out, a list pairs each party with its own, a joint total of many has no single subject."""
    assert [claim.subject for claim in read(sentence)] == subjects


@pytest.mark.parametrize(
    "sentence",
    [
        "Hyperscalers will spend $600 billion this year.",
        "Investors put $200 billion into AI startups in 2025.",
        "Global data center demand will reach 200 GW by 2030.",
        "Analysts at Citi expect spending of $490 billion by hyperscalers.",
        "The market for AI chips will reach $500 billion by 2030.",
    ],
)
def test_a_group_without_a_name_is_no_subject(read: ReadText, sentence: str) -> None:
    """Where the text names nobody, the claim names nobody."""
    assert [claim.subject for claim in read("Nvidia rose in New York. " + sentence)] == [None]


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Mistral AI borrowed $830 million from seven banks for a 44 MW data center.", "Mistral AI"),
        ("The venture firms Thrive Capital and Sequoia Capital invested $9 million each.", "Thrive Capital"),
        ("Labs such as Mistral AI spent $100 million.", "Mistral AI"),
    ],
)
def test_a_group_beside_a_name_leaves_the_name(read: ReadText, sentence: str, subject: str) -> None:
    """ "seven banks" after "from", "the venture firms" before names: the named party is the subject."""
    assert read(sentence)[-1 if "44 MW" in sentence else 0].subject == subject


def test_a_bank_that_forecasts_leaves_a_group_a_group(read: ReadText) -> None:
    """ "JPMorgan expects hyperscalers to sell": the hyperscalers sell, and no company told of before."""
    (claim,) = read("Nebius grew. JPMorgan expects hyperscalers to sell $300 billion of bonds.")
    assert (claim.metric, claim.subject) == ("debt", None)


def test_what_stands_in_an_aside_is_not_the_subject(read: ReadText) -> None:
    """ "The company, which rents Nvidia processors, had": not Nvidia."""
    claims = read("CoreWeave grew. The company, which rents Nvidia processors, had debt of $18 billion.")
    assert [claim.subject for claim in claims] == ["CoreWeave"]


def test_who_is_cited_is_not_the_subject(read: ReadText) -> None:
    """The forecaster, the newspaper and the analyst's bank are not who the sum is about."""
    for source in (
        "Goldman Sachs estimates that",
        "An analyst at Jefferies told Bloomberg that",
        "According to Reuters,",
    ):
        assert [claim.subject for claim in read(f"{source} OpenAI will spend $50 billion.")] == ["OpenAI"]


def test_the_tables_cover_every_metric() -> None:
    """Each metric has weights for an agent, all counts the same; counterparties where the metric has them."""
    assert set(WEIGHTS) == {name for name, metric in METRICS.items() if metric.unit != "count"}
    assert "agent" in COUNTED
    assert all("agent" in weights for weights in WEIGHTS.values())
    assert set(COUNTER) <= set(METRICS)
