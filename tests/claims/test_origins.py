"""Independence: how many newsrooms stand behind some tellings."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.copies import signature
from claims.model import Claim
from claims.origins import Origin, Telling, origins
from claims.values import Quantity

WORDS = [f"word{n}" for n in range(600)]


def signed(first: int, length: int = 200) -> bytes | None:
    """The signature of a stretch of words: stretches that overlap by most of it are copies."""
    return signature(" ".join(WORDS[first : first + length]))


@pytest.fixture
def tell(claim: Callable[..., Claim]) -> Callable[..., Telling]:
    """Makes a telling by an article of this name; its text is its own unless `text` says otherwise."""

    def telling(article: str, *, text: str | None = None, value: float = 5e9, **rest: Any) -> Telling:
        return Telling(claim=claim(value, article, text_sha=text or article), article=article, **rest)

    return telling


def stated(doc: str, text: str) -> Claim:
    """A claim of this text."""
    return Claim(
        doc=doc, text_sha=text, quote="$5bn", start=0, end=4, sentence_start=0, sentence_end=4, metric="funding",
        subject="Acme AI", quantity=Quantity(low=5e9, high=5e9, unit="USD"),
    )  # fmt: skip


def names(*tellings: Telling) -> list[str]:
    """The origins in the order of the tellings."""
    found = origins(tellings)
    return [found[telling.place].name for telling in tellings]


def test_two_publishers_with_texts_of_their_own_are_two_origins(tell: Callable[..., Telling]) -> None:
    """Nothing links them."""
    assert names(tell("a", publisher="The Wire"), tell("b", publisher="The Echo")) == ["The Wire", "The Echo"]


def test_one_publisher_is_one_origin(tell: Callable[..., Telling]) -> None:
    """Two stories of one newsroom are not two witnesses."""
    assert names(tell("a", publisher="The Wire"), tell("b", publisher="The Wire")) == ["The Wire"] * 2


def test_the_same_text_is_one_origin_and_the_earliest_publisher_gives_the_name(tell: Callable[..., Telling]) -> None:
    """Whoever prints it later copies."""
    later = tell("a", text="t", publisher="The Echo", published="2026-05-07")
    first = tell("b", text="t", publisher="The Wire", published="2026-05-05")
    undated = tell("c", text="t", publisher="The Ant")
    assert names(later, first, undated) == ["The Wire"] * 3


def test_near_duplicates_are_one_origin(tell: Callable[..., Telling]) -> None:
    """A paragraph was cut, a headline added."""
    one = tell("a", publisher="The Wire", published="2026-05-05", signature=signed(0))
    two = tell("b", publisher="The Echo", published="2026-05-06", signature=signed(30))
    other = tell("c", publisher="The Ledger", published="2026-05-06", signature=signed(300))
    assert names(one, two, other) == ["The Wire", "The Wire", "The Ledger"]


def test_a_wire_tag_names_the_origin_of_all_copies(tell: Callable[..., Telling]) -> None:
    """Also of those that dropped the tag, and whichever was printed first."""
    untagged = tell("a", publisher="The Echo", published="2026-05-04", signature=signed(0))
    tagged = tell("b", publisher="The Ledger", published="2026-05-05", wire="Reuters", signature=signed(20))
    own = tell("c", publisher="Reuters", published="2026-05-06", signature=signed(300))
    assert names(untagged, tagged, own) == ["Reuters"] * 3


def test_a_publisher_of_wire_copy_does_not_chain_its_wires(tell: Callable[..., Telling]) -> None:
    """A portal prints Reuters and Bloomberg: they stay two, and the portal's own story is a third."""
    portal = [
        tell("a", publisher="Portal", wire="Reuters"),
        tell("b", publisher="Portal", wire="Bloomberg"),
        tell("c", publisher="Portal"),
    ]
    assert names(*portal) == ["Reuters", "Bloomberg", "Portal"]


def test_what_a_sentence_cites_is_the_cited_outlets(tell: Callable[..., Telling]) -> None:
    """X reported, says Y: one origin with X's own story; what else Y says is Y's."""
    own = tell("a", publisher="Financial Times")
    citing = tell("b", publisher="The Echo", cited="Financial Times")
    rest = Telling(claim=tell("b", value=7e9).claim, article="b", publisher="The Echo")
    assert names(own, citing, rest) == ["Financial Times", "Financial Times", "The Echo"]


def test_one_address_is_one_origin(tell: Callable[..., Telling]) -> None:
    """A page that came by a dump and by its feed."""
    one = tell("a", url="https://wire.example/story")
    two = tell("b", url="https://wire.example/story")
    assert names(one, two) == ["wire.example"] * 2


def test_without_a_publisher_the_host_is_the_newsroom_and_without_a_host_the_text(tell: Callable[..., Telling]) -> None:
    """A file of unknown origin is an origin of its own."""
    assert (
        names(tell("a", url="https://www.wire.example/1"), tell("b", url="https://wire.example/2"))
        == ["wire.example"] * 2
    )
    assert names(tell("a"), tell("b")) == ["text a", "text b"]


def test_statements_of_companies_on_one_service_are_not_one_origin(tell: Callable[..., Telling]) -> None:
    """Business Wire prints what each company says about itself."""
    found = names(tell("a", publisher="Business Wire"), tell("b", wire="Business Wire", publisher="Business Wire"))
    assert found == ["text a", "text b"]


@pytest.mark.parametrize("other", ["bloomberg", "Bloomberg News", "BLOOMBERG", "The Bloomberg", "Bloomberg.com"])
def test_a_name_has_one_id_however_it_is_written(other: str) -> None:
    """Publishers write their own names in many ways."""
    assert Origin(other).id == Origin("Bloomberg").id


def test_names_that_are_nothing_but_such_words_stay_apart() -> None:
    """The News is a paper, and so is The Magazine."""
    assert Origin("The News").id != Origin("The Magazine").id


@given(st.data())
def test_the_order_of_the_tellings_changes_nothing(data: st.DataObject) -> None:
    """Origins are a function of the set."""

    def some(values: list[Any]) -> Any:
        return data.draw(st.sampled_from(values))

    told = [
        Telling(
            claim=stated(f"d{n}", some(["t1", "t2", f"d{n}"])), article=f"d{n}",
            publisher=some([None, "The Wire", "The Echo"]), url=some([None, "https://a.example/1", "https://b.example/2"]),
            published=some([None, "2026-05-05", "2026-05-06"]), wire=some([None, "Reuters"]),
            cited=some([None, None, "Nikkei"]), signature=some([None, signed(0), signed(30), signed(60)]),
        )
        for n in range(data.draw(st.integers(1, 5)))
    ]  # fmt: skip
    expected = origins(told)
    for order in itertools.islice(itertools.permutations(told), 12):
        assert origins(order) == expected
