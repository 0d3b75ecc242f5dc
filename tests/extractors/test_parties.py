"""Who is named in a text: by the table, by forms that the text introduces, by the words around a name."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.parties import Party, PartyTable
from extractors.mentions import Mention
from extractors.parties import PartyFinder, _merge
from extractors.party_patterns import AFTER, BEFORE, BEFORE_LAST, BEFORE_REACH, CONTEXTS
from extractors.pipeline import build_pipeline

NLP = build_pipeline()
FINDER = PartyFinder(
    NLP,
    PartyTable([
        Party("Acme", "company", None, ("Acme Inc.", "ACME", "acme.com")),
        Party("Acme Cloud", "company", "Acme", ("ACS",)),
        Party("Globex", "company"),
        Party("Northern Lights Power", "company"),
        Party("Roadrunner", "product", "Acme", ("Runner",)),
        Party("Quill", "product"),
        Party("Bricks", "company", None, ("Facewall", "BRX"), "cloud"),
        Party("Jane Roe", "person"),
        Party("Springfield", "place"),
        Party("Meadow", "project"),
    ]),
)  # fmt: skip


def find(text: str) -> list[Mention]:
    """The mentions of a text."""
    return FINDER.find(text)


def named(text: str) -> list[tuple[str, str, str]]:
    """What stands in a text, whom it names and how it was found."""
    return [(text[m.start : m.end], m.canonical, m.found_by) for m in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme hired people.", [("Acme", "Acme")]),
        ("They work at ACME, on acme.com.", [("ACME", "Acme"), ("acme.com", "Acme")]),
        ("Acme Cloud is larger than Globex.", [("Acme Cloud", "Acme Cloud"), ("Globex", "Globex")]),
        ("Acme's halls and Globex’s own", [("Acme", "Acme"), ("Globex", "Globex")]),
        ("“Globex” (ACS)", [("Globex", "Globex"), ("ACS", "Acme Cloud")]),
        ("Globex-made and Acme/Globex", [("Globex", "Globex"), ("Acme", "Acme"), ("Globex", "Globex")]),
        ("acme, globex and Acmes", []),
        ("Nobody is named here.", []),
        ("", []),
    ],
)
def test_the_table_comes_first(text: str, expected: list[tuple[str, str]]) -> None:
    """Every form of a row is found as written, the longest first, and gives the canonical name."""
    assert named(text) == [(form, canonical, "table") for form, canonical in expected]


def test_kinds_tell_who_can_act() -> None:
    """Products, persons and places are found, so as not to be taken for parties."""
    found = find("Jane Roe showed the Roadrunner of Acme in Springfield, next to Meadow.")
    assert [(m.canonical, m.kind, m.is_party) for m in found] == [
        ("Jane Roe", "person", False),
        ("Roadrunner", "product", False),
        ("Acme", "company", True),
        ("Springfield", "place", False),
        ("Meadow", "project", True),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Northern Lights Power (NLP) grew. NLP paid.", "NLP"),
        ("Northern Lights Power, known as NoLiPo, grew. NoLiPo paid.", "NoLiPo"),
        ("Northern Lights Power grew. Northern paid.", "Northern"),
    ],
)
def test_short_forms_that_the_text_introduces(text: str, expected: str) -> None:
    """A bracket, "known as" and the first word of a long name stand for it from there on."""
    found = named(text)
    assert found[0] == ("Northern Lights Power", "Northern Lights Power", "table")
    assert found[-1] == (expected, "Northern Lights Power", "short_name")


@pytest.mark.parametrize(
    "text",
    [
        "Northern Lights Power grew. Northern Ireland paid.",
        "Later Northern Lights Power met with people from Northern Fields Robotics again. Northern paid.",
        "Jane Roe (JR) spoke. JR paid.",
    ],
)
def test_no_short_form(text: str) -> None:
    """The start of another name, a word that two names share and a person's initials stand for no party."""
    assert [m for m in find(text) if m.found_by == "short_name"] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A loan for Initech Corp. came through.", "Initech"),
        ("The Initech-backed plan is dead.", "Initech"),
        ("So they asked at Hooli Robotics for it.", "Hooli Robotics"),
        ("Initech raised $5 billion this week.", "Initech"),
        ("Initech, which makes chips, has secured €20 million.", "Initech"),
        ("The round was led by Initech last week.", "Initech"),
        ("It is held by Initech, a cloud provider, and others.", "Initech"),
        ("It is said that Initech AI, the Norwegian developer of models, grew.", "Initech AI"),
        ("It is said that Initech AI has raised $5 billion.", "Initech AI"),
        ("They sold it to chipmaker Initech at once.", "Initech"),
        ("They saw that Initech (NASDAQ: INTK) fell.", "Initech"),
        ("They signed a contract with Initech for power.", "Initech"),
        ("They have a stake in Initech of 5%.", "Initech"),
        ("The sum has participation from Initech as well.", "Initech"),
    ],
)
def test_names_that_only_the_context_tells(text: str, name: str) -> None:
    """A capitalised name in a strong context is a company, without its legal form."""
    assert named(text) == [(name, name, "context")]


def test_what_one_context_tells_holds_for_the_whole_text() -> None:
    """Once known, the name is found wherever it stands."""
    found = named("Initech is small. The round was led by Initech last week.")
    assert found == [("Initech", "Initech", "context")] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Initech is here.",
        "The round was led by Jane Doe last week.",
        "The round was led by Robert Poe last week.",
        "It was led by chief executive Maria Poe, who spoke.",
        "The Roadrunner-backed plan is dead.",
        "Here Monday raised $5 billion.",
        "Investors raised $5 billion. They raised €3 billion.",
        "On Tuesday, Analysts raised $5 targets.",
        "They spoke of European AI and of German AI.",
        "initech raised $5 billion",
    ],
)
def test_no_party_is_better_than_a_wrong_one(text: str) -> None:
    """Without a context, and for people, days, products and general words, no company is made up."""
    assert [m for m in find(text) if m.found_by == "context"] == []


@pytest.mark.parametrize(
    ("text", "form", "name", "trade"),
    [
        ("The Roadrunner maker grew.", "Roadrunner maker", "Acme", None),
        ("The Runner-maker grew.", "Runner-maker", "Acme", None),
        ("Roadrunner's creator grew.", "Roadrunner's creator", "Acme", None),
        ("Roadrunner’s developer grew.", "Roadrunner’s developer", "Acme", None),
        ("The Acme Cloud owner grew.", "Acme Cloud owner", "Acme", None),
        ("The Facewall parent grew.", "Facewall parent", "Bricks", "cloud"),
    ],
)
def test_a_description_is_a_party(text: str, form: str, name: str, trade: str | None) -> None:
    """The maker of a product, the owner of a company, and the company behind another name of its own."""
    (found,) = find(text)
    assert (text[found.start : found.end], found.canonical, found.found_by, found.trade) == (
        form, name, "description", trade,
    )  # fmt: skip
    assert found.is_party


@pytest.mark.parametrize(
    "text",
    [
        "The Roadrunner maker Globex grew.",  # the name follows
        "The Roadrunner maker, Globex, grew.",
        "The Roadrunner developer of that year grew.",
        "The Quill maker grew.",  # nobody knows whose
        "The Acme parent grew.",  # nobody owns it
        "The Roadrunner market grew.",
        "The Jane Roe owner grew.",
    ],
)
def test_no_description(text: str) -> None:
    """Where the name follows, or the table knows no owner, what is named stays what it is."""
    assert [m for m in find(text) if m.found_by == "description"] == []


def test_a_mention_knows_its_trade_and_a_product_its_maker() -> None:
    """From the table, by the canonical name; tickers are aliases."""
    found = find("BRX met Globex over the Roadrunner and the Quill.")
    assert [(m.canonical, m.trade, m.maker) for m in found] == [
        ("Bricks", "cloud", None), ("Globex", None, None), ("Roadrunner", None, "Acme"), ("Quill", None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The financing round was led by Tarn, Wexley & Finch and Skagen.", ["Tarn", "Wexley & Finch", "Skagen"]),
        ("It was co-led by Tarn and existing investor Skagen.", ["Tarn", "Skagen"]),
        ("The round had participation from Tarn, Skagen, as well as Bolt.", ["Tarn", "Skagen", "Bolt"]),
        (
            "The round had participation from existing investors Tarn, Wexley & Finch and Bolt.",
            ["Tarn", "Wexley & Finch", "Bolt"],
        ),
        ("Its investors include Tarn and Skagen.", ["Tarn", "Skagen"]),
        ("It took funding from Tarn and Skagen.", ["Tarn", "Skagen"]),
        ("It was led by Jane Doe and Skagen.", ["Skagen"]),
        ("It was led by Tarn. Skagen is a town.", ["Tarn"]),
        ("Tarn and Skagen are towns.", []),
    ],
)
def test_every_name_of_a_list_of_investors_is_one(text: str, names: list[str]) -> None:
    """The words before the list make all of its names companies; a person is passed over."""
    assert [m.canonical for m in find(text) if m.found_by == "context"] == names


@pytest.mark.parametrize("name", ["Residents", "Taxpayers", "Customers", "Farmers", "Lawmakers"])
def test_people_are_no_company(name: str) -> None:
    """A plural that opens a sentence is not a name, though money is raised and paid behind it."""
    assert find(f"{name} paid $40 million more.") == []


def test_a_name_that_a_text_keeps_coming_back_to() -> None:
    """Three times, acting: found wherever it stands."""
    text = "Last year Pixwell grew. By then, Pixwell had lost money. Nobody knows what Pixwell plans."
    assert [m.canonical for m in find(text)] == ["Pixwell"] * 3


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda context: str(context.key))
def test_every_context_says_why(context: object) -> None:
    """A rule without a reason cannot be judged."""
    assert next(row.reason for row in CONTEXTS if row is context)


@pytest.mark.parametrize(
    "lead",
    [
        "led by ", "co-led by ", "owned by ", "deal with ", "agreement with ", "stake in ", "takeover of ",
        "acquiring ", "investment in ", "participation from ", "investors including ", "alongside ", "joined by ",
        "startup ", "company called ", "chipmaker ", "data center operator named ",
    ],
)  # fmt: skip
def test_the_quick_look_lets_every_context_through(lead: str) -> None:
    """The word that is looked at first never hides a context that would have matched, and the reach is enough."""
    text = f"It is {lead}"
    match = BEFORE.search(text, max(0, len(text) - BEFORE_REACH))
    assert match is not None
    assert BEFORE_LAST.fullmatch(text.split()[-1])


@pytest.mark.parametrize("text", ["", " ", " and others", ", said Mr Doe", "’s plan"])
def test_what_is_no_context(text: str) -> None:
    """General words behind a name say nothing about it."""
    assert AFTER.match(text) is None


PIECES = st.sampled_from(
    "Acme Globex ACS (ACS) Initech Corp. Hooli Robotics Labs, led by raised $5 billion with -backed 's ’s Jane Roe The "
    "(NLP) Northern Lights Power , a startup . \n \u200b \x00 É İstanbul ﬁ 😀 AAAA".split(" ")
)


@given(text=st.one_of(st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)))
def test_mentions_of_any_text_stand_in_it(text: str) -> None:
    """Mentions are in order, apart, not empty, and those of the table are written as the table has them."""
    found = find(text)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(FINDER.table.canonical(text[m.start : m.end]) == m.canonical for m in found if m.found_by == "table")
    assert found == find(text)


def test_of_two_names_for_one_place_the_first_given_is_taken() -> None:
    """Whatever they hash to: the same text is read the same in every process."""
    for n in range(20):
        one, two = (Mention(0, 4, f"{name} {n}", "company", "context") for name in ("Wexcombe", "Wexcombe Technology"))
        assert (_merge([one, two]), _merge([two, one])) == ([one], [two])
