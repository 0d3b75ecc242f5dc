"""Where paragraphs and sentences begin and end."""

from __future__ import annotations

import pytest
import spacy

from extractors.sentences import LEAD, LONGEST, MOST, Sentence, paragraphs, sentences, uncrowded


def split(text: str) -> list[str]:
    """The sentences of a text, as text."""
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Acme raised $110B.", "Globex did not."],
        ["Is it 2 GW?", "It is!", "Nobody knew…", "Now they do."],
        ['He said "it is done."', "She left."],
        ["It ended (at last.)", "“Good,” he said."],
        ["It cost $5.", "€3 came later."],
        ["It closed.", "iPhone sales rose.", "2025 began."],
        ["They met the U.S.", "The talks failed."],
        ["It bought Acme Inc.", "It paid in cash."],
        ["One half;", "the other half."],
    ],
)
def test_sentences_end_at_their_stops(parts: list[str]) -> None:
    """A stop, with the quotes and brackets behind it, ends a sentence before a capital, a figure or a sign."""
    assert split(" ".join(parts)) == parts
    assert split("\u00a0".join(parts)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Acme Inc. Chief Jane Roe spoke.",
        "Mr. Roe and Dr. Doe met Gov. Poe on Jan. 5 in St. Paul, Calif. Nobody else did",
        "J. P. Roe paid Rs. 500 crore to No. 7.", "It paid $1.5 billion vs. $2.5 billion.",
        "The U.S. Army paid 3.5 percent.",
        "It grew approx. 5% to 2.5 GW.", "acme.com and Node.js grew.", "at 5 p.m. Eastern time", "the end.of it",
    ],
)  # fmt: skip
def test_stops_that_end_nothing(text: str) -> None:
    """Abbreviations, initials, companies, decimals and addresses run on."""
    assert split(text) == [text]


def test_each_line_is_a_paragraph() -> None:
    """Lines of a cleaned page are paragraphs; empty ones are left out, and white space at the ends is trimmed."""
    text = "A headline\n\n  First. Second.  \n \n\tThird"
    assert split(text) == ["A headline", "First.", "Second.", "Third"]
    assert [s.paragraph for s in sentences(text)] == [0, 1, 1, 2]
    assert sentences(text)[1] == Sentence(14, 20, 1)


def test_lines_wrapped_by_hand_are_joined() -> None:
    """Short lines that go on in lower case are one paragraph up to a blank line; a list item begins its own."""
    lines = [
        "Acme said on Monday that it would spend", "about $5 billion on a new campus. The first",
        "hall should open in 2027 and the last one", "two years later.", "",
        "Nobody else was asked to", "give a figure.",
        "- a list item stands alone",
    ]  # fmt: skip
    text = "\n".join(lines)
    assert [text[s:e] for s, e in paragraphs(text)] == ["\n".join(lines[:4]), "\n".join(lines[5:7]), lines[7]]
    assert split(text)[0] == "Acme said on Monday that it would spend\nabout $5 billion on a new campus."


@pytest.mark.parametrize("piece", ["$5bn in 2025 ", "word ", "A", "(", "no stop, "])
def test_no_sentence_is_too_long(piece: str) -> None:
    """A page without a stop is cut, between words where there are any, and nothing is lost."""
    text = (piece * 5_000).strip()
    found = sentences(text)
    assert max(s.end - s.start for s in found) <= LONGEST
    assert "".join(text[s.start : s.end] for s in found).replace(" ", "") == text.replace(" ", "")
    assert all(" " not in piece or text[s.end] == " " for s in found[:-1])


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\n\t"])
def test_no_text_no_sentence(text: str) -> None:
    """White space holds no sentence."""
    assert sentences(text) == []


def test_the_component_marks_the_same_sentences() -> None:
    """The spaCy pipeline cuts where these rules cut, also behind a sum that the tokenizer glues to the stop."""
    nlp = spacy.blank("en")
    nlp.add_pipe("news_sentences")
    assert [sent.text for sent in nlp("Acme raised $110B. Globex did not.").sents] == [
        "Acme raised $110B.",
        "Globex did not.",
    ]


def test_a_sentence_of_too_many_quantities_is_cut() -> None:
    """Each piece begins with a quantity and holds at most MOST of them; other sentences stay whole."""
    text = "It paid " + "$1 " * 60 + "in all. It paid $2."
    starts = [at for at, char in enumerate(text) if char == "$"]
    cut = uncrowded(text, sentences(text), starts)
    assert [sum(row.start <= at < row.end for at in starts) for row in cut] == [MOST, MOST, 60 - 2 * MOST, 1]
    assert "".join(text[row.start : row.end] for row in cut).replace(" ", "") == text.replace(" ", "")
    assert uncrowded(text, sentences(text), starts[:MOST]) == sentences(text)


@pytest.mark.parametrize("until", [0, 30, 60, 10_000])
def test_what_lies_far_behind_may_be_left_out(until: int) -> None:
    """The first LEAD sentences stay, and all up to the first one that begins behind the offset."""
    text = "\n".join(f"Sentence number {number}. Another one." for number in range(10))
    every, some = sentences(text), sentences(text, until)
    assert some == every[: len(some)]
    assert len(some) >= LEAD
    assert some == every or some[-1].start > until
