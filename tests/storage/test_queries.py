"""Finding claims and articles: by party, metric, date, source, moment and the start of an id."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from claims.article import Publication
from claims.errors import NotStored, UsageError
from claims.model import Reading
from claims.verdicts import Edge
from storage import queries
from storage.store import ClaimQuery


@pytest.fixture
def three(desk: Any) -> dict[str, Any]:
    """Three claims of three articles, stored a day apart: a round, a contract in watts, a result without a date."""
    round_ = desk.article("Acme AI raised $5 billion from Östra Fonden.", "round", doc="r1")
    plant = desk.article(
        "Beta Cloud will use 2 GW of Acme AI.", "plant",
        publisher="Power Daily", publication=Publication("2025-11-30", "url"),
    )  # fmt: skip
    result = desk.article(
        "Gamma had sales of $9 billion in 2024.", "result", publication=Publication(), publisher=None, title="Gamma"
    )
    claims = {
        "round": desk.claim(round_, "$5 billion", 5e9, counterparties=("Östra Fonden",)),
        "plant": desk.claim(plant, "2 GW", 2e9, metric="power", subject="Beta Cloud", counterparties=("Acme AI",)),
        "result": desk.claim(result, "$9 billion", 9e9, metric="revenue", subject="Gamma", as_of="2024"),
    }
    for article, name in ((round_, "round"), (plant, "plant"), (result, "result")):
        desk.put(article, claims[name])
        desk.clock.pass_days(1)
    return claims


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["round", "plant", "result"]),
        ({"party": "Acme AI"}, ["round", "plant"]),
        ({"party": "östra FONDEN"}, ["round"]),
        ({"party": "Acme"}, []),
        ({"metric": "power"}, ["plant"]),
        ({"party": "acme ai", "metric": "power"}, ["plant"]),
        ({"since": "2025-11-30"}, ["round", "plant"]),
        ({"since": "2025-12"}, ["round"]),
        ({"until": "2025-Q4"}, ["plant", "result"]),
        ({"since": "2024", "until": "2024"}, ["result"]),
        ({"source": "r1"}, ["round"]),
        ({"source": "https://paper.example/plant"}, ["plant"]),
        ({"source": "the paper"}, ["round"]),
        ({"source": "Power Daily"}, ["plant"]),
        ({"source": "Nobody"}, []),
        ({"order": "value"}, ["result", "round", "plant"]),
        ({"order": "recorded"}, ["result", "plant", "round"]),
        ({"order": "recorded", "limit": 2}, ["result", "plant"]),
    ],
)
def test_a_query_gives_the_claims_that_fit_in_its_order(
    desk: Any, three: dict[str, Any], query: dict[str, Any], expected: list[str]
) -> None:
    """Each condition alone, and some together; newest first unless told otherwise, undated last."""
    found = list(desk.store.claims(ClaimQuery(**query)))
    assert [stored.claim for stored in found] == [three[name] for name in expected]


@pytest.mark.parametrize("typed", ["Acme\0", "Acme \udcff", "\ud800"])
def test_what_no_database_takes_can_be_asked_for_and_is_not_there(desk: Any, three: Any, typed: str) -> None:
    """A terminal hands over any bytes; NUL and halves of surrogate pairs are in no name that is stored."""
    for query in ({"party": typed}, {"source": typed}):
        assert list(desk.store.claims(ClaimQuery(**query))) == []
    assert desk.store.edges(party=typed) == []
    with pytest.raises(NotStored, match="no article has the id"):
        desk.store.article(typed)


def test_what_is_read_in_one_go_is_one_state_of_the_database(
    desk: Any, conflict: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Verdicts come with their claims in several statements: what is written meanwhile is not half seen."""
    monkeypatch.setattr(queries, "BATCH", 1)
    one, two = desk.article("Sums: $1 billion, $2 billion, $3 billion."), desk.article("Sum: $4 billion.", "two")
    a, b, c = (desk.claim(one, f"${n} billion", n * 1e9) for n in (1, 2, 3))
    d = desk.claim(two, "$4 billion", 4e9)
    desk.put(one, a, b, c)
    desk.put(two, d)
    with desk.store.writing() as writer:
        writer.put_edges([Edge.between(other, d, conflict()) for other in (a, b, c)])
    stream = desk.store.pairs()
    first = next(stream)
    desk.put(desk.article("Corrected.", "two"))
    assert [edge.status for edge in (first, *stream)] == ["open"] * 3
    assert list(desk.store.pairs()) == []


def test_claims_are_found_by_the_id_of_their_article(desk: Any, three: dict[str, Any]) -> None:
    """The id that the store gave the article is a source too."""
    article_id = desk.store.article("r1").id
    assert [stored.claim for stored in desk.store.claims(ClaimQuery(source=article_id))] == [three["round"]]


def test_as_of_a_moment_gives_what_the_store_held_then(desk: Any) -> None:
    """From the second in which a claim was recorded up to, not including, the one in which it was retired."""
    before, after = desk.article("Acme AI raised $5 billion."), desk.article("Acme AI raised $4 billion.")
    old, new = desk.claim(before, "$5 billion", 5e9), desk.claim(after, "$4 billion", 4e9)
    recorded = desk.clock.now
    desk.put(before, old)
    changed = desk.clock.pass_days(2)
    desk.put(after, new)
    second = timedelta(seconds=1)
    for moment, known in (
        (recorded - second, []),
        (recorded, [old]),
        (changed - second, [old]),
        (changed, [new]),
        (changed + second, [new]),
    ):
        assert [stored.claim for stored in desk.store.claims(ClaimQuery(as_of=moment))] == known


def test_a_moment_of_another_zone_is_the_same_moment(desk: Any) -> None:
    """Times are stored in UTC and read back aware, whatever zone they are given in."""
    article = desk.article("Acme AI raised $5 billion.")
    desk.clock.now = datetime(2026, 3, 1, 23, 30, 0, 999, tzinfo=ZoneInfo("America/New_York"))
    desk.put(article, desk.claim(article, "$5 billion", 5e9))
    (stored,) = desk.store.claims()
    assert stored.recorded_at == datetime(2026, 3, 2, 4, 30, tzinfo=UTC)
    assert stored.recorded_at.tzinfo is UTC
    midnight = datetime(2026, 3, 2, 0, 0, tzinfo=ZoneInfo("America/New_York"))
    assert len(list(desk.store.claims(ClaimQuery(as_of=midnight)))) == 1


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"metric": "downloads"}, "unknown metric 'downloads'; use one of funding, "),
        ({"order": "size"}, "unknown order 'size'; use one of published, value, recorded"),
        ({"limit": 0}, "limit 0 gives nothing; use 1 or more"),
        ({"since": "yesterday"}, "since 'yesterday' is no date; write 2025, 2025-Q4, 2025-10 or 2025-10-03"),
        ({"until": "2025-13"}, "until '2025-13' is no date"),
        ({"as_of": datetime(2026, 3, 1)}, "has no time zone; add one"),  # noqa: DTZ001
    ],
)
def test_a_query_that_cannot_be_asked_is_refused(query: dict[str, Any], message: str) -> None:
    """A wrong word gives an error with the right ones, not an empty answer."""
    with pytest.raises(UsageError, match=f"^.*{message}"):
        ClaimQuery(**query)


def test_a_claim_is_found_by_the_start_of_its_id(desk: Any, three: dict[str, Any]) -> None:
    """In any case of the letters."""
    claim = three["round"]
    assert desk.store.claim(claim.id).claim == claim
    assert desk.store.claim(claim.id[:6].upper()).claim == claim


@pytest.mark.parametrize("unknown", ["", "  ", "zz", "%", "0123456789abcdef0"])
def test_an_id_that_fits_nothing_is_named_with_the_command_that_lists_them(desk: Any, unknown: str) -> None:
    """Signs that mean something to a database mean nothing here."""
    with pytest.raises(NotStored, match=f"no claim has the id '{unknown}'; `counterclaim claims` lists them"):
        desk.store.claim(unknown)


def test_an_id_that_fits_several_claims_names_them(desk: Any) -> None:
    """Sixteen ids or more share a first digit somewhere; the error shows some and says what to do."""
    article = desk.article(" ".join(f"${n} billion." for n in range(40)))
    found = [desk.claim(article, f"${n} billion", n * 1e9) for n in range(40)]
    desk.put(article, *found)
    first = sorted(claim.id for claim in found)
    digit = next(id_[0] for id_ in first if sum(other[0] == id_[0] for other in first) > 3)
    named = ", ".join([id_ for id_ in first if id_[0] == digit][:3])
    with pytest.raises(
        NotStored, match=f"^the id '{digit}' fits more than one claim \\({named} and more\\); type more"
    ):
        desk.store.claim(digit)


@pytest.mark.parametrize("name", ["r1", "https://paper.example/round"])
def test_an_article_is_found_by_doc_url_and_id(desk: Any, three: dict[str, Any], name: str) -> None:
    """All its names lead to it, and so does the start of its id."""
    stored = desk.store.article(name)
    assert [held.claim for held in stored.claims] == [three["round"]]
    assert desk.store.article(stored.id[:7]) == stored
    assert desk.store.article(stored.id) == stored


def test_an_article_is_found_by_its_canonical_url(desk: Any) -> None:
    """What the page says of itself is a name too."""
    desk.put(replace(desk.article("Words."), canonical_url="https://paper.example/canonical"))
    assert desk.store.article("https://paper.example/canonical").text == "Words."


def test_a_doc_that_two_articles_share_is_named_with_both_ids(desk: Any) -> None:
    """Two folders may hold files of one name: the paths tell them apart."""
    for folder in ("a", "b"):
        desk.put(desk.article(f"Words of {folder}.", url=None, doc="news.txt", identity=f"/{folder}/news.txt"))
    ids = [desk.store.article(f"/{folder}/news.txt").id for folder in ("a", "b")]
    with pytest.raises(NotStored, match=rf"names 2 articles \({ids[0]} /a/news.txt, {ids[1]} /b/news.txt\); use an id"):
        desk.store.article("news.txt")


def test_an_unknown_article_is_named(desk: Any) -> None:
    """A URL that was never stored is no prefix of an id."""
    with pytest.raises(NotStored, match=r"^no article has the id 'https://paper.example/x'; `counterclaim claims`"):
        desk.store.article("https://paper.example/x")


def test_a_hash_that_names_no_snapshot_is_an_error(desk: Any) -> None:
    """Only the first body of each revision is kept, and the error says so."""
    with pytest.raises(NotStored, match="only the first body of each revision is kept"):
        desk.store.body("0" * 64)


def test_status_counts_what_is_there(desk: Any, three: dict[str, Any]) -> None:
    """Articles, their texts, claims that stand and claims that do not."""
    desk.put(desk.article("Acme AI raised money.", "round", doc="r1"))
    status = desk.store.status()
    assert (status.articles, status.revisions, status.claims, status.retired) == (3, 4, 2, 1)
    assert (status.edges, status.refusals) == ({}, {})


def test_a_reader_does_not_see_half_an_article(desk: Any, three: dict[str, Any]) -> None:
    """What a transaction has written is nobody's until it ends, and a stream that is open stays what it was."""
    stream = desk.store.claims()
    first = next(stream)
    article = desk.article("Delta raised $7 billion.", "delta")
    with desk.store.writing() as writer:
        writer.put_article(article, desk.fetch(article), Reading((desk.claim(article, "$7 billion", 7e9),)), None)
        assert len(list(desk.store.claims())) == 3
    assert len(list(desk.store.claims())) == 4
    assert len([first, *stream]) == 3
