"""Who pays and who is paid, by trade: computing is sold up a chain that ends with the labs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.model import Claim
from claims.parties import SUPPLY_CHAIN, TRADES, load_parties
from extractors.clauses import Clause
from extractors.role_values import Context, Roles
from extractors.supply import METRICS, settle

ReadText = Callable[..., tuple[Claim, ...]]
ClauseOf = Callable[[str], Clause]

OF_TRADE = {
    "lab": "Anthropic", "cloud": "Meta", "neocloud": "CoreWeave", "datacenter": "Equinix", "utility": "Entergy",
    "power": "Bloom Energy", "hardware": "Dell", "chips": "Nvidia",
}  # fmt: skip
"""One party of each trade, in the order of the chain."""
STEPS = [(up, down) for i, up in enumerate(SUPPLY_CHAIN) for down in SUPPLY_CHAIN[i + 1 :]]


def sides(claims: tuple[Claim, ...]) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """Metric, subject and counterparties of each claim."""
    return [(claim.metric, claim.subject, claim.counterparties) for claim in claims]


def test_every_trade_of_the_chain_has_a_party_here() -> None:
    """A new trade needs one; the shipped table gives it that trade."""
    table = load_parties()
    assert tuple(OF_TRADE) == SUPPLY_CHAIN, "add a party of the new trade to OF_TRADE"
    assert {trade: row.trade for trade, name in OF_TRADE.items() if (row := table.get(name))} == {
        trade: trade for trade in SUPPLY_CHAIN
    }
    assert set(TRADES) - set(SUPPLY_CHAIN) == {"bank", "news"}


@pytest.mark.parametrize(("up", "down"), STEPS)
def test_a_deal_with_is_paid_down_the_chain(read: ReadText, up: str, down: str) -> None:
    """ "X signed a deal with Y" and "Y signed a deal with X" have the same payer."""
    payer, paid = OF_TRADE[up], OF_TRADE[down]
    for one, other in ((payer, paid), (paid, payer)):
        assert sides(read(f"{one} signed a $14 billion deal with {other}.")) == [("commitment", payer, (paid,))]


@pytest.mark.parametrize(
    ("sentence", "user", "supplier"),
    [
        ("Cipher Mining leases 300MW to AWS.", "Amazon Web Services", "Cipher Mining"),
        ("Cipher Mining has leased 300 MW of capacity to AWS.", "Amazon Web Services", "Cipher Mining"),
        ("Constellation Energy signed a deal with Meta for 1.1 GW.", "Meta", "Constellation Energy"),
        ("Meta signed a deal with Constellation Energy for 1.1 GW.", "Meta", "Constellation Energy"),
    ],
)
def test_power_is_used_up_the_chain(read: ReadText, sentence: str, user: str, supplier: str) -> None:
    """Whoever acts, the customer is the subject."""
    assert sides(read(sentence)) == [("power", user, (supplier,))]


@pytest.mark.parametrize(
    ("sentence", "payer", "paid"),
    [
        ("Nvidia will pay CoreWeave $6.3 billion for unsold capacity.", "Nvidia", "CoreWeave"),
        ("Nvidia buys $2 billion of servers from Dell for OpenAI.", "Nvidia", "Dell"),
        ("CoreWeave has to buy $2 billion of servers from Meta.", "CoreWeave", "Meta"),
    ],
)
def test_who_is_said_to_pay_pays(read: ReadText, sentence: str, payer: str, paid: str) -> None:
    """A verb of paying wins over the trades."""
    assert sides(read(sentence)) == [("commitment", payer, (paid,))]


@pytest.mark.parametrize(
    ("sentence", "metric", "user", "maker"),
    [
        ("OpenAI will buy $250 billion of Azure services.", "commitment", "OpenAI", "Microsoft"),
        ("Anthropic ordered $21 billion of TPUs.", "commitment", "Anthropic", "Google"),
        ("Anthropic will use 2 GW of Trainium.", "power", "Anthropic", "Amazon"),
    ],
)
def test_the_maker_of_what_is_bought_is_paid(read: ReadText, sentence: str, metric: str, user: str, maker: str) -> None:
    """A product leads to the party that the table names as its owner."""
    assert sides(read(sentence)) == [(metric, user, (maker,))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Toyota signed a $2 billion deal with Panasonic.",
        "Toyota signed a $2 billion deal with Nvidia.",
        "Microsoft signed a $2 billion deal with Meta.",
    ],
)
def test_without_two_steps_of_the_chain_the_words_decide(read: ReadText, sentence: str) -> None:
    """A party without a trade, and two of the same trade, stay where the sentence has them."""
    first, last = sentence.split()[0], sentence.rstrip(".").split()[-1]
    assert sides(read(sentence)) == [("commitment", first, (last,))]


def test_only_contracts_and_power_are_turned(read: ReadText) -> None:
    """Money for shares flows either way, and a takeover has its own words."""
    assert {"commitment", "power"} == METRICS
    assert sides(read("Nvidia invested $2 billion in Anthropic.")) == [("investment", "Nvidia", ("Anthropic",))]
    assert sides(read("AMD bought ZT Systems for $4.9 billion.")) == [("acquisition", "AMD", ("ZT Systems",))]


def test_several_subjects_and_respectively_are_left(clause_of: ClauseOf) -> None:
    """What a list says in order is not turned about."""
    clause = clause_of("Nvidia signed a $14 billion deal with Meta.")
    context = Context(trades={"Nvidia": "chips", "Meta": "cloud"})
    for roles in (
        Roles(("Nvidia",), ("Meta",), "respectively", 0),
        Roles(("Nvidia", "Dell"), ("Meta",), "sentence", 0),
    ):
        assert settle(clause, clause.at[0], roles, context) == roles
    turned = settle(clause, clause.at[0], Roles(("Nvidia",), ("Meta",), "sentence", 0), context)
    assert (turned.subjects, turned.counterparties) == (("Meta",), ("Nvidia",))
