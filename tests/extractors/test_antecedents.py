"""Whom a pronoun or a description stands for: place counts, and whether what a party does fits the noun."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.model import Claim
from claims.parties import TRADES
from extractors.antecedents import DESCRIPTIONS, MISFIT, Description, antecedent, excludes, fits
from extractors.lexicon import GENERIC_NOUNS
from extractors.parties import Mention

ReadText = Callable[..., tuple[Claim, ...]]


def party(name: str, trade: str | None = None, kind: str = "company") -> Mention:
    """A mention of a party that does what `trade` says."""
    return Mention(0, 1, name, kind, "table", trade)


LAB, CLOUD, CHIPS = party("Anthropic", "lab"), party("Microsoft", "cloud"), party("Nvidia", "chips")
UTILITY, LANDLORD = party("Entergy", "utility"), party("Equinix", "datacenter")
FUND, CARS = party("Brookfield", kind="fund"), party("Toyota")

CASES: dict[str, tuple[str, str]] = {
    "young companies": ("Microsoft met Anthropic and Entergy. The startup raised $2 billion.", "Anthropic"),
    "they make chips": ("Anthropic met Nvidia and Meta. The chipmaker spent $2 billion.", "Nvidia"),
    "they rent out computing": ("Anthropic met Nebius and Meta. The neocloud raised $2 billion.", "Nebius"),
    "they deliver power": ("Meta met Entergy. The utility will spend $2 billion.", "Entergy"),
    "they build and run sites": ("Anthropic met Nvidia and Equinix. The operator raised $2 billion.", "Equinix"),
    "miners of bitcoin let their sites": (
        "Amazon met Cipher Mining and Anthropic. The miner raised $2 billion.",
        "Cipher Mining",
    ),
    "large and listed": ("Anthropic met Microsoft and Equinix. The giant spent $2 billion.", "Microsoft"),
    "other trades": ("Nvidia met Toyota and Anthropic. The carmaker spent $2 billion.", "Toyota"),
}
"""By the reason of the row: two sentences, and who is meant; the first one named, or the last, is another."""
NOT_IN_TEXT = {"they place money": "a manager, a fund and an investor are nouns that no sentence goes on with"}


@pytest.mark.parametrize("row", DESCRIPTIONS, ids=lambda row: row.reason)
def test_a_description_finds_the_party_that_it_fits(read: ReadText, row: Description) -> None:
    """Every row of the table has a passage in which the trade outweighs the place, or a reason why it has none."""
    if row.reason in NOT_IN_TEXT:
        assert row.words.isdisjoint(GENERIC_NOUNS)
        return
    assert row.reason in CASES, f"add a passage for {sorted(row.words)} to CASES"
    text, name = CASES[row.reason]
    assert any(f"The {word} " in text for word in row.words)
    assert [claim.subject for claim in read(text)] == [name]


@pytest.mark.parametrize("row", DESCRIPTIONS, ids=lambda row: row.reason)
def test_a_row_is_well_formed(row: Description) -> None:
    """Known trades, none both meant and excluded, no noun in two rows."""
    assert row.trades <= set(TRADES)
    assert row.never <= set(TRADES)
    assert not row.trades & row.never
    assert all(row.words.isdisjoint(other.words) for other in DESCRIPTIONS if other is not row)


@pytest.mark.parametrize(
    ("noun", "who", "points"),
    [
        ("startup", LAB, 3.0),
        ("startup", CLOUD, MISFIT),
        ("startup", CHIPS, 0.0),
        ("startup", FUND, MISFIT),
        ("chipmaker", CHIPS, 3.0),
        ("chipmaker", LAB, MISFIT),
        ("utility", UTILITY, 3.0),
        ("utility", CARS, 0.0),
        ("landlord", LANDLORD, 3.0),
        ("manager", FUND, 3.0),
        ("manager", LAB, MISFIT),
        ("carmaker", CARS, 0.0),
        ("carmaker", CHIPS, MISFIT),
        ("company", CARS, 0.0),
        ("company", FUND, -1.0),
        ("it", FUND, 0.0),
    ],
)
def test_how_well_a_party_fits_a_noun(noun: str, who: Mention, points: float) -> None:
    """Three where its trade or kind says so, MISFIT where that says otherwise, nothing where neither is known."""
    assert fits(noun, who) == points


@pytest.mark.parametrize(
    ("noun", "inside", "before", "focus", "meant"),
    [
        ("it", [LAB, CLOUD], [], None, "Microsoft"),  # a pronoun means the nearest one of the sentence
        ("company", [LAB, CLOUD], [], None, "Anthropic"),  # a description the first one
        ("startup", [CLOUD, LAB], [], None, "Anthropic"),
        ("it", [], [CHIPS, LAB], None, "Nvidia"),  # the latest
        ("it", [], [CHIPS, LAB], "Anthropic", "Anthropic"),  # the one in focus
        ("it", [CARS], [LAB], "Anthropic", "Toyota"),  # the sentence comes before what was told
        ("chipmaker", [LAB], [CHIPS], None, "Nvidia"),  # but not before a party that fits
        ("carmaker", [], [CHIPS], "Nvidia", None),
        ("startup", [UTILITY], [], None, None),
        ("it", [], [], None, None),
    ],
)
def test_who_is_meant(
    noun: str, inside: list[Mention], before: list[Mention], focus: str | None, meant: str | None
) -> None:
    """The place in the sentence, the order of telling, the focus and the trade compete; a misfit is nobody."""
    assert antecedent(noun, inside, before, focus) == meant


def test_only_other_trades_exclude_a_party_altogether() -> None:
    """A lab may be "the developer of a chatbot"; a chip maker is never "the airline"."""
    assert [excludes(noun, who) for noun, who in [("airline", CHIPS), ("developer", LAB), ("airline", CARS)]] == [
        True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Nvidia and Anthropic met. The airline raised $2 billion.", None),
        ("OpenAI met Microsoft. It raised $2 billion.", "OpenAI"),
        ("Meta met Entergy. The utility said it would spend $2 billion.", "Entergy"),
        ("Google and Anthropic met. The search giant invested $2 billion.", "Google"),
        ("SK Group and Samsung grew. South Korea's government has set its budget at $2 billion.", None),
        ("Moonshot AI is in talks. The developer of the Kimi chatbot raised $2 billion.", "Moonshot AI"),
    ],
)
def test_in_a_text(read: ReadText, text: str, subject: str | None) -> None:
    """A description that nobody named fits has no party, and "it" behind a description means who is described."""
    assert [claim.subject for claim in read(text)] == [subject]
