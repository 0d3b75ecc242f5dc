"""How sure a sentence is of a sum, and who says so."""

from __future__ import annotations

import pytest

from claims.model import Modality
from extractors.modality import Stance, stance
from extractors.modality_words import DENIALS, WORDINGS, Wording

OUTLETS = frozenset({"Daily Ledger"})
ASSERTED, REPORTED, PLANNED = Modality.asserted, Modality.reported, Modality.planned
SPECULATIVE, DENIED = Modality.speculative, Modality.denied


def of(marked: str, following: str = "", *, capacity: bool = False) -> Stance:
    """The stance towards the sum in square brackets; `following` is the next sentence."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    after = (len(text) + 1, len(text) + 1 + len(following)) if following else None
    return stance(f"{text} {following}", start, end, (0, len(text)), after, OUTLETS, capacity=capacity)


@pytest.mark.parametrize(
    ("marked", "modality"),
    [
        ("Acme raised [$5 billion].", ASSERTED),
        ("Acme and Globex signed a [$5 billion] deal.", ASSERTED),
        ("Acme announced in May that it closed a [$5 billion] round.", ASSERTED),
        ("Acme will spend [$5 billion].", PLANNED),
        ("Acme said it would spend [$5 billion].", PLANNED),
        ("A listing would raise [$5 billion].", SPECULATIVE),
        ("Acme plans to spend [$5 billion].", PLANNED),
        ("Acme is expected to need [2 GW].", PLANNED),
        ("Acme has committed to spend [$5 billion].", PLANNED),
        ("Acme agreed to pay [$5 billion].", PLANNED),
        ("Acme targets [$5 billion] of revenue.", PLANNED),
        ("The campus, under construction, has [2 GW].", PLANNED),
        ("The campus has [2 GW] by the end of 2028.", PLANNED),
        ("Acme reportedly raised [$5 billion].", REPORTED),
        ("Acme raised [$5 billion], people familiar with the matter said.", REPORTED),
        ("Acme is said to have raised [$5 billion].", REPORTED),
        ("Acme raised [$5 billion], according to a report.", REPORTED),
        ("Acme raised [$5 billion], the Daily Ledger reported.", REPORTED),
        ("Acme could raise [$5 billion].", SPECULATIVE),
        ("Acme might raise [$5 billion].", SPECULATIVE),
        ("Acme is in talks to raise [$5 billion].", SPECULATIVE),
        ("Acme is considering a [$5 billion] loan.", SPECULATIVE),
        ("Acme is close to a [$5 billion] loan.", SPECULATIVE),
        ("The proposed loan of [$5 billion] is large.", SPECULATIVE),
        ("A loan of [$5 billion] is under discussion.", SPECULATIVE),
        ("Acme seeks [$5 billion].", SPECULATIVE),
        ("Acme denied that it raised [$5 billion].", DENIED),
        ("Acme has not raised [$5 billion].", DENIED),
        ("Acme called the [$5 billion] figure false.", DENIED),
        ("Acme is not raising [$5 billion].", DENIED),
        ("Acme has no plans to raise [$5 billion].", DENIED),
    ],
)
def test_modality(marked: str, modality: Modality) -> None:
    """The wording of the clause decides."""
    assert of(marked).modality is modality


@pytest.mark.parametrize(
    ("marked", "modality"),
    [
        ("People familiar with it denied that Acme will raise [$5 billion].", DENIED),
        ("Acme could raise [$5 billion], people familiar with the matter said.", SPECULATIVE),
        ("Acme will reportedly spend [$5 billion].", REPORTED),
    ],
)
def test_where_two_fit_the_first_of_the_order_wins(marked: str, modality: Modality) -> None:
    """Denied, speculative, reported, planned, asserted."""
    assert of(marked).modality is modality


@pytest.mark.parametrize(
    ("marked", "modality"),
    [
        ("Globex could follow, but Acme raised [$5 billion].", ASSERTED),
        ("Acme raised [$5 billion], while Globex is in talks.", ASSERTED),
        ("Acme raised [$5 billion]; it will spend it.", ASSERTED),
        ("Acme raised [$5 billion] and will spend it.", ASSERTED),
        ("In May and with the might of its owner Acme raised [$5 billion].", SPECULATIVE),
        ("In May 2026 Acme raised [$5 billion].", ASSERTED),
    ],
)
def test_only_the_clause_of_the_sum_counts(marked: str, modality: Modality) -> None:
    """Another clause has its own; what governs the sum stands before it; the month is no "may"."""
    assert of(marked).modality is modality


@pytest.mark.parametrize(
    ("marked", "modality"),
    [
        # what a figure is measured by was so before
        ("Acme is in talks at $9 billion, up from [$5 billion] in May.", ASSERTED),
        ("The round would more than double the [$5 billion] value set in May.", ASSERTED),
        ("A raise would lift it to $9 billion, from [$5 billion] in May.", SPECULATIVE),
        ("Acme plans to spend $9 billion, compared with [$5 billion] last year.", ASSERTED),
        ("Acme guided to spending of $9 billion, up from [$5 billion] in July.", PLANNED),
        # a clause of its own tells what was done
        ("Acme is said to be back in the market, a month after it raised [$5 billion].", ASSERTED),
        ("Acme is weighing a round, which followed one that brought in [$5 billion].", ASSERTED),
        ("The round would come on top of the [$5 billion] that it raised in May.", ASSERTED),
        ("Debt, which could yet rise, was [$5 billion].", ASSERTED),
        ("Its revenue had passed [$5 billion] by May and is expected to double.", ASSERTED),
        ("Acme wants to build, and agreed last year to pay [$5 billion].", PLANNED),
        # plans of one's own, and talk of others
        ("Acme and Globex said on Tuesday they would invest [$5 billion].", PLANNED),
        ("One of the people said Acme would invest [$5 billion].", SPECULATIVE),
        ("Analysts polled by Globex look for revenue of [$5 billion].", SPECULATIVE),
        # headlines
        ("Acme to pump [$5 billion] into a hub", PLANNED),
        ("Globex: Acme to build a [$5 billion] hub", PLANNED),
        ("According to Acme [$5 billion] was spent", ASSERTED),
        ("Acme nears a [$5 billion] takeover", SPECULATIVE),
        ("Acme nears [$5 billion] of orders", ASSERTED),
        # denials
        ("Acme, which did not raise money, spent [$5 billion].", ASSERTED),
        ("Acme paid [$5 billion], which does not buy a gigawatt.", ASSERTED),
        ("Acme calls a report that it raised [$5 billion] false.", DENIED),
    ],
)
def test_a_verb_colours_what_it_governs(marked: str, modality: Modality) -> None:
    """Other verbs of the sentence are no matter."""
    assert of(marked).modality is modality


def test_what_is_said_of_a_plant_colours_its_capacity() -> None:
    """A capacity stands where its plant does; a sum is told by its own verb."""
    text = "With [2 GW], the plant will feed a campus."
    assert of(text).modality is ASSERTED
    assert of(text, capacity=True).modality is PLANNED


def test_the_cue_is_the_wording() -> None:
    """The offsets are those of the words that decided."""
    text = "Acme is in talks to raise $5 billion."
    found = of("Acme is in talks to raise [$5 billion].")
    assert found.cue is not None
    assert "talks" in text[slice(*found.cue)]
    assert of("Acme raised [$5 billion].").cue is None


@pytest.mark.parametrize(
    ("marked", "who"),
    [
        ("Acme raised [$5 billion], according to Globex.", "Globex"),
        ("Acme raised [$5 billion], according to the regulator.", "regulator"),
        ("Jane Roe said Acme raised [$5 billion].", "Jane Roe"),
        ("Analysts estimate that it is worth [$5 billion].", "Analysts"),
        ("Acme raised [$5 billion].", None),
        ("acme said so of [$5 billion].", None),
    ],
)
def test_who_is_cited(marked: str, who: str | None) -> None:
    """The one who says it, as written; None where nobody is cited by name."""
    assert of(marked).attribution == who


@pytest.mark.parametrize(
    ("following", "modality"),
    [
        ("Acme denied the report.", DENIED),
        ("A spokeswoman called the figure wrong.", DENIED),
        ("Acme said the report was inaccurate.", DENIED),
        ("Acme did not comment.", ASSERTED),
    ],
)
def test_a_denial_may_follow(following: str, modality: Modality) -> None:
    """The next sentence can deny the sum."""
    assert of("Acme raised [$5 billion].", following).modality is modality


@pytest.mark.parametrize(
    ("marked", "whose"),
    [
        ("Acme denied a Daily Ledger report that it raised [$5 billion].", "Daily Ledger"),
        ("Acme denied reports by Globex that it raised [$5 billion].", "Globex"),
        ("Acme denied that it raised [$5 billion].", None),
    ],
)
def test_whose_report_is_denied(marked: str, whose: str | None) -> None:
    """The outlet whose report it was, where it is named."""
    assert of(marked).denies == whose


@pytest.mark.parametrize("wording", [*DENIALS, *WORDINGS], ids=lambda wording: f"{wording.modality}-{wording.side}")
def test_every_wording_says_why(wording: Wording) -> None:
    """Each row has a side that is searched and a reason."""
    assert wording.side in ("left", "any", "source", "built")
    assert wording.reason
