"""A sentence about somebody without a name here is not about the party told of before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.model import Claim

ReadText = Callable[..., tuple[Claim, ...]]
TOLD = "Meta broke ground in May. "


@pytest.mark.parametrize(
    "sentence",
    [
        "Richland County residents will pay $40 million.",
        "Residents paid $40 million more.",
        "Farmers were given $40 million for their land.",
        "The county will spend $40 million on roads.",
        "The county's treasury lost $40 million.",
        "In the summer, the city spent $40 million on pipes.",
        "Louisiana will spend $40 million on roads.",
        "France will spend $40 million on reactors.",
        "Germany's government set aside $40 million.",
        "The state cut $40 million from its budget.",
        "Every farmer was given $40,000.",
        "Another campus would use 150 MW.",
        "New Orleans, by comparison, needs 1.2 GW.",
    ],
)
def test_a_stranger_is_nobody(read: ReadText, sentence: str) -> None:
    """A place, people, a public body or "another" one: nothing is carried into the sentence."""
    assert [claim.subject for claim in read(TOLD + sentence)] == [None]


@pytest.mark.parametrize(
    "sentence",
    [
        "The campus will use 2 GW.",
        "Its campus will use 2 GW.",
        "The first phase will use 500 MW.",
        "The Menlo Park company will spend $40 million.",
        "In France, it will spend $40 million.",
        "Spending will be $40 million.",
        "A 150 MW facility needs its own substation.",
    ],
)
def test_what_belongs_to_the_party_is_no_stranger(read: ReadText, sentence: str) -> None:
    """A phase, a pronoun, "the Menlo Park company" and a thing without an owner go on about the party told of."""
    assert [claim.subject for claim in read(TOLD + sentence)] == ["Meta"]


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Louisiana was told that Entergy will spend $40 million.", "Entergy"),
        ("After the county voted, Meta spent $40 million.", "Meta"),
    ],
)
def test_a_party_of_the_sentence_itself_is_its_subject(read: ReadText, sentence: str, subject: str) -> None:
    """The stranger only keeps out what was told before."""
    assert [claim.subject for claim in read(TOLD + sentence)] == [subject]


@pytest.mark.parametrize("text", [",  users $5", ", was $5", "In , was $5", "of $5", "'s was $5", "In May, $5"])
def test_a_broken_sentence_is_read(read: ReadText, text: str) -> None:
    """A stray comma at the start, a sentence without a subject: no stranger, and no error."""
    assert len(read(text)) == 1
