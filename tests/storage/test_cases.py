"""Cases in the store: gathered with each article, whatever the order, at a cost that does not grow with the store."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.article import Article, Fetch, Publication
from claims.buckets import Asked
from claims.cases import CaseStatus
from claims.errors import NotStored
from claims.model import Claim, Event, Reading
from claims.values import Quantity
from claims.verdicts import Edge, Grade, Kind, Outcome, Verdict
from storage.store import CaseQuery, Store
from tests.storage.asking import check_plans, statements

PUBLISHERS = ("The Wire", "The Echo", "The Ledger", "The Bell")
EVERY = CaseQuery(statuses=frozenset(CaseStatus) - {CaseStatus.merged})


@dataclass(frozen=True)
class Story:
    """An article that tells one sum; `text` None is one of its own."""

    name: str
    billions: float | None
    day: str | None = "2026-05-05"
    publisher: str = "The Wire"
    text: str | None = None
    party: str = "Acme AI"
    round: str | None = "Series C"

    @property
    def words(self) -> str:
        """The article's text."""
        told = "money" if self.billions is None else f"${self.billions} billion"
        return self.text or f"{self.party} raised {told}, says {self.name}."

    @property
    def article(self) -> Article:
        """The article."""
        return Article(
            doc=self.name, identity=self.name, text=self.words, publisher=self.publisher,
            publication=Publication(self.day, "row" if self.day else None),
        )  # fmt: skip

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Its one claim, or none."""
        if self.billions is None:
            return ()
        article, quote = self.article, f"${self.billions} billion"
        start = article.text.index(quote)
        return (
            Claim(
                doc=self.name, text_sha=article.text_sha, quote=quote, start=start, end=start + len(quote),
                sentence_start=0, sentence_end=len(article.text), metric="funding", subject=self.party,
                event=Event(round=self.round), published=self.day,
                quantity=Quantity(low=self.billions * 1e9, high=self.billions * 1e9, unit="USD", precision=1e8),
            ),
        )  # fmt: skip


def contradict(a: Claim, b: Claim) -> Verdict:
    """Another value is a contradiction, the same one is none: what the store needs of an engine."""
    same = a.low == b.low
    return Verdict(
        outcome=Outcome.compatible if same else Outcome.contradiction,
        reasons=("same_value" if same else "values_differ",), trace=(), rules="1",
        kind=None if same else Kind.value, gap=0.0 if same else 0.5,
        grade=None if same else Grade.medium,
    )  # fmt: skip


@dataclass
class Newsroom:
    """Stores stories as ingestion does: the article, its claims, and the verdicts on its bucket, in one transaction."""

    store: Store
    news: list[str] = field(default_factory=list)

    def tell(self, *stories: Story) -> tuple[str, ...]:
        """Store the stories in this order; gives the cases that the last one opened or reopened."""
        found: tuple[str, ...] = ()
        for story in stories:
            with self.store.writing() as writer:
                fetch = Fetch(source=story.name, fetched_at="2026-03-01T12:00:00Z")
                saved = writer.put_article(story.article, fetch, Reading(story.claims), None)
                bucket = writer.bucket(
                    Asked(frozenset({(claim.subject, claim.metric) for claim in saved.added if claim.subject}))
                )
                pairs = [(a, b) for a in saved.added for b in bucket if a.id != b.id]
                writer.put_edges([Edge.between(a, b, contradict(a, b)) for a, b in pairs])
            found = writer.news
        return found

    def sides(self, query: CaseQuery = EVERY) -> list[tuple[str, list[tuple[str, float, int, int]]]]:
        """Each case's status, and its sides' letters, values, articles and origins."""
        return [
            (
                str(found.status),
                [
                    (side.letter, side.claim.quantity.written / 1e9, len(side.articles), len(side.origin_ids))
                    for side in found.case.sides
                ],
            )
            for found in self.store.cases(query)
        ]


@pytest.fixture
def newsroom(desk: Any) -> Newsroom:
    """At an empty store."""
    return Newsroom(desk.store)


WIRE = Story("wire", 2.4, "2026-05-05")
LEDGER = Story("ledger", 4.2, "2026-05-07", "The Ledger")
ECHO = Story("echo", 2.4, "2026-05-06", "The Echo")


def test_two_articles_that_contradict_open_a_case(newsroom: Newsroom, clock: Any) -> None:
    """In the transaction of the second one."""
    assert newsroom.tell(WIRE) == ()
    (opened,) = newsroom.tell(LEDGER)
    (found,) = newsroom.store.cases()
    assert (found.id, found.status, found.version, found.opened_at) == (opened, CaseStatus.open, 1, clock.now)
    assert newsroom.sides() == [("open", [("A", 2.4, 1, 1), ("B", 4.2, 1, 1)])]
    (line,), decisions = newsroom.store.case_history(found)
    assert (line.what, line.detail) == (
        "opened",
        ("A: $2.4 billion, says The Wire", "B: $4.2 billion, says The Ledger"),
    )
    assert decisions == ()


def test_more_articles_join_the_case_and_open_none(newsroom: Newsroom) -> None:
    """The id stays, the version moves, the history says who came."""
    (opened,) = newsroom.tell(WIRE, LEDGER)
    assert newsroom.tell(ECHO) == ()
    (found,) = newsroom.store.cases()
    assert (found.id, found.version) == (opened, 2)
    assert newsroom.sides() == [("open", [("A", 2.4, 2, 2), ("B", 4.2, 1, 1)])]
    assert newsroom.store.case_history(found)[0][-1].detail == ("The Echo says $2.4 billion (side A, origin The Echo)",)


def test_an_article_that_contradicts_nothing_opens_no_case(newsroom: Newsroom) -> None:
    """Agreement is no case, and neither is another party."""
    newsroom.tell(WIRE, ECHO, Story("beta", 9.0, party="Beta"))
    assert newsroom.sides() == []


def test_the_same_articles_again_change_nothing(newsroom: Newsroom, desk: Any) -> None:
    """No row in any table, no version."""
    newsroom.tell(WIRE, LEDGER, ECHO)
    before, found = desk.counts(), newsroom.store.cases()
    assert newsroom.tell(WIRE, LEDGER, ECHO) == ()
    assert desk.counts() == before
    assert newsroom.store.cases() == found


def test_a_copy_is_an_article_and_no_origin(newsroom: Newsroom) -> None:
    """The same words under another name: what is counted twice is the raw number only."""
    newsroom.tell(WIRE, LEDGER)
    copy = Story("copy", 2.4, "2026-05-06", "The Bell", text=WIRE.words)
    assert newsroom.tell(copy) == ()
    assert newsroom.sides() == [("open", [("A", 2.4, 2, 1), ("B", 4.2, 1, 1)])]


def long_text(billions: float, more: str = "") -> str:
    """A text of three hundred words, so that near-duplicates are known."""
    words = [f"word{n}" for n in random.Random(3).choices(range(900), k=300)]
    return f"Acme AI raised ${billions} billion. {' '.join(words)}{more}"


def test_a_near_duplicate_is_no_origin_either_and_a_wire_tag_names_it(newsroom: Newsroom) -> None:
    """One paper cut the story, the other says whose it is."""
    newsroom.tell(LEDGER, Story("one", 2.4, "2026-05-06", "The Echo", text=long_text(2.4)))
    tagged = long_text(2.4, "\nThis story was supplied by Meridian Wire.")
    newsroom.tell(Story("two", 2.4, "2026-05-06", "The Bell", text=tagged))
    assert newsroom.sides() == [("open", [("A", 2.4, 2, 1), ("B", 4.2, 1, 1)])]
    (found,) = newsroom.store.cases()
    assert found.case.sides[0].origins == ("Meridian Wire",)


def test_the_copies_of_a_text_are_found_among_all(newsroom: Newsroom) -> None:
    """For the engine, which treats near-duplicates as told at one time."""
    stories = [
        Story("one", 2.4, text=long_text(2.4)), Story("two", 2.4, text=long_text(2.4, " And more.")), WIRE,
    ]  # fmt: skip
    newsroom.tell(*stories)
    shas = [story.article.text_sha for story in stories]
    assert [newsroom.store.copies(sha) for sha in shas] == [frozenset(shas[:2])] * 2 + [frozenset(shas[2:])]
    assert newsroom.store.copies("0" * 64) == frozenset({"0" * 64})


def test_a_case_is_retired_when_no_contradiction_is_left(newsroom: Newsroom, clock: Any) -> None:
    """A corrected article takes its figure back; the case keeps its last evidence for who asks."""
    newsroom.tell(WIRE, LEDGER)
    at = clock.pass_days(1)
    assert newsroom.tell(Story("ledger", None, "2026-05-07", "The Ledger")) == ()
    assert newsroom.store.cases() == []
    (found,) = newsroom.store.cases(EVERY)
    assert (found.status, found.version, found.changed_at) == (CaseStatus.retired, 2, at)
    assert newsroom.sides() == [("retired", [("A", 2.4, 1, 1), ("B", 4.2, 1, 1)])]
    assert newsroom.store.case_history(found)[0][-1].detail == ("The Ledger no longer says $4.2 billion",)


def test_a_retired_case_opens_again_when_its_evidence_returns(newsroom: Newsroom) -> None:
    """Under the same id: the same two values of the same event on the same days."""
    (opened,) = newsroom.tell(WIRE, LEDGER)
    newsroom.tell(Story("ledger", None, "2026-05-07", "The Ledger"))
    assert newsroom.tell(LEDGER) == (opened,)
    assert newsroom.store.case(opened).status is CaseStatus.open


def test_a_case_lives_on_while_other_evidence_stands(newsroom: Newsroom) -> None:
    """One of two articles of a side corrects itself; the history says so."""
    newsroom.tell(WIRE, LEDGER, ECHO)
    newsroom.tell(Story("echo", None, "2026-05-06", "The Echo"))
    assert newsroom.sides() == [("open", [("A", 2.4, 1, 1), ("B", 4.2, 1, 1)])]
    (found,) = newsroom.store.cases()
    assert newsroom.store.case_history(found)[0][-1].detail == ("The Echo no longer says $2.4 billion",)


def test_an_older_contradiction_renames_the_case_and_the_old_id_still_finds_it(newsroom: Newsroom) -> None:
    """An archive is read after the news."""
    (first,) = newsroom.tell(WIRE, LEDGER)
    newsroom.tell(Story("old", 4.2, "2026-05-01", "The Bell"))
    (found,) = newsroom.store.cases()
    assert found.id != first
    assert found.other_ids == (first,)
    assert newsroom.store.case(first) == found
    assert [line.what for line in newsroom.store.case_history(found)[0]] == ["opened", "merged", "merged", "evidence"]
    assert newsroom.sides() == [("open", [("A", 4.2, 2, 2), ("B", 2.4, 1, 1)])]


def test_two_cases_that_turn_out_to_have_one_root_become_one(newsroom: Newsroom) -> None:
    """Both ids find it; it is no news."""
    one = newsroom.tell(Story("a", 1.0, round=None), Story("b", 2.0, "2026-05-06", round=None))
    two = tell_apart(newsroom)
    assert len({*one, *two}) == len(newsroom.store.cases()) == 2
    assert newsroom.tell(Story("bridge", 2.0, "2026-05-06", "The Bell", party="Acme AI", round=None)) == ()
    join(newsroom, "bridge", "d")
    (found,) = newsroom.store.cases()
    assert {found.id, *found.other_ids} == {*one, *two}
    assert all(newsroom.store.case(name).id == found.id for name in (*one, *two))


def tell_apart(newsroom: Newsroom) -> tuple[str, ...]:
    """A contradiction of another party."""
    return newsroom.tell(
        Story("c", 3.0, party="Beta", round=None), Story("d", 4.0, "2026-05-06", party="Beta", round=None)
    )


def join(newsroom: Newsroom, one: str, other: str) -> None:
    """Store that the claims of two articles contradict each other."""
    a, b = (newsroom.store.article(name).claims[0].claim for name in (one, other))
    with newsroom.store.writing() as writer:
        writer.put_edges([Edge.between(a, b, contradict(a, b))])


def test_a_case_that_falls_apart_becomes_two(newsroom: Newsroom) -> None:
    """What joined them was a mistake of the rules, and newer rules take it back."""
    newsroom.tell(Story("a", 1.0, round=None), Story("b", 2.0, "2026-05-06", round=None))
    tell_apart(newsroom)
    join(newsroom, "b", "d")
    (whole,) = newsroom.store.cases()
    a, b = (newsroom.store.article(name).claims[0].claim for name in ("b", "d"))
    with newsroom.store.writing() as writer:
        writer.put_edges([Edge.between(a, b, contradict(a, a))])
    halves = [[("A", 1.0, 1, 1), ("B", 2.0, 1, 1)], [("A", 3.0, 1, 1), ("B", 4.0, 1, 1)]]
    assert sorted(side for _, side in newsroom.sides()) == halves
    assert newsroom.store.case(whole.id).id in {found.id for found in newsroom.store.cases()}


def test_a_verdict_that_newer_rules_take_back_retires_the_case(newsroom: Newsroom) -> None:
    """Nothing was retracted: the history says that the claims no longer contradict."""
    newsroom.tell(WIRE, LEDGER)
    a, b = WIRE.claims[0], LEDGER.claims[0]
    with newsroom.store.writing() as writer:
        writer.put_edges([Edge.between(a, b, contradict(a, a))])
    (found,) = newsroom.store.cases(EVERY)
    assert found.status is CaseStatus.retired
    assert newsroom.store.case_history(found)[0][-1].detail == ("its claims no longer contradict",)


def test_each_contradiction_knows_its_case(newsroom: Newsroom) -> None:
    """And no other verdict has one."""
    (opened,) = newsroom.tell(WIRE, LEDGER)
    newsroom.tell(ECHO)
    found = newsroom.store.edges(flagged_only=False)
    of = [(frozenset({edge.a.claim.low, edge.b.claim.low}), edge.case) for edge in found]
    assert len(of) == 3
    assert set(of) == {(frozenset({2.4e9}), None), (frozenset({2.4e9, 4.2e9}), opened)}


def test_cases_are_found_by_all_that_can_be_asked(newsroom: Newsroom) -> None:
    """Party in any case, metric, gap, independent origins, status, number."""
    newsroom.tell(WIRE, LEDGER)
    newsroom.tell(Story("c", 3.0, party="Beta"), Story("d", 4.0, party="Beta", publisher="The Echo"))
    newsroom.tell(Story("e", 4.0, party="Beta", publisher="The Bell"))

    def parties(**asked: Any) -> list[str | None]:
        return sorted(str(found.case.claim.subject) for found in newsroom.store.cases(CaseQuery(**asked)))

    assert parties() == ["Acme AI", "Beta"]
    assert parties(party="acme ai") == ["Acme AI"]
    assert parties(metric="funding") == ["Acme AI", "Beta"]
    assert parties(metric="debt") == parties(min_gap=0.6) == parties(statuses=frozenset({CaseStatus.decided})) == []
    assert parties(origins=3) == ["Beta"]
    assert len(newsroom.store.cases(CaseQuery(limit=1))) == 1


def test_a_case_is_found_by_the_start_of_its_id(newsroom: Newsroom) -> None:
    """The error says how to list them."""
    (opened,) = newsroom.tell(WIRE, LEDGER)
    assert newsroom.store.case(opened[:6].upper()).id == opened
    line = "^no case has the id 'zz'; `counterclaim conflicts --status all` lists them$"
    with pytest.raises(NotStored, match=line):
        newsroom.store.case("zz")


def test_an_error_in_the_block_leaves_the_cases_as_they_were(newsroom: Newsroom, desk: Any) -> None:
    """They are part of the transaction."""
    newsroom.tell(WIRE)
    before = desk.counts()

    def break_off() -> None:
        with newsroom.store.writing() as writer:
            fetch = Fetch(source="ledger", fetched_at="2026-03-01T12:00:00Z")
            writer.put_article(LEDGER.article, fetch, Reading(LEDGER.claims), None)
            writer.put_edges(
                [Edge.between(WIRE.claims[0], LEDGER.claims[0], contradict(WIRE.claims[0], LEDGER.claims[0]))]
            )
            writer.settle()
            raise KeyError(LEDGER.name)

    with pytest.raises(KeyError):
        break_off()
    assert desk.counts() == before


STORIES = st.lists(
    st.builds(
        Story, name=st.just("x"), billions=st.sampled_from((1.0, 2.0, 4.0)),
        day=st.sampled_from((None, "2026-05-05", "2026-05-06", "2026-06-01")), publisher=st.sampled_from(PUBLISHERS),
        party=st.sampled_from(("Acme AI", "Beta")), round=st.sampled_from((None, "Series C", "Series D")),
    ),
    min_size=2, max_size=6,
)  # fmt: skip


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store's file, to be copied: making tables takes longer than a test."""
    path = tmp_path_factory.mktemp("empty") / "claims.db"
    Store.open(str(path)).close()
    return path


@settings(max_examples=10, deadline=None)
@given(drawn=STORIES, seed=st.integers(0, 10**6))
def test_the_order_of_the_articles_leaves_no_trace(empty: Path, drawn: list[Story], seed: int) -> None:
    """Three orders, three stores, the same cases: ids, sides, origins, grades; a copy is among the articles."""
    stories = [Story(**{**vars_of(story), "name": f"story {n}"}) for n, story in enumerate(drawn)]
    stories.append(Story(**{**vars_of(stories[0]), "name": "copy", "text": stories[0].words, "publisher": "The Bell"}))
    orders = [stories, stories[::-1], random.Random(seed).sample(stories, len(stories))]
    found = []
    for order in orders:
        with TemporaryDirectory() as folder, Store.open(shutil.copy(empty, folder)) as store:
            Newsroom(store).tell(*order)
            found.append([(case.id, case.status, case.case.fingerprint) for case in store.cases(EVERY)])
    assert found[0] == found[1] == found[2]


def vars_of(story: Story) -> dict[str, Any]:
    """The fields of a story."""
    return {name: getattr(story, name) for name in Story.__dataclass_fields__}


def test_a_new_article_costs_the_same_in_a_large_store(newsroom: Newsroom) -> None:
    """As many statements among a hundred articles with forty cases as among a few; none reads a whole table."""
    new = [
        Story("new", 2.6, "2026-05-08", "The Bell", text=long_text(2.6)),
        Story("newer", 2.7, "2026-05-08", text=long_text(2.7)),
    ]
    newsroom.tell(WIRE, LEDGER)
    with statements(newsroom.store) as few:
        newsroom.tell(new[0])
    for n in range(40):
        party = f"Party {n}"
        newsroom.tell(
            *(
                Story(f"{party} {k}", value, "2026-05-05", publisher, party=party)
                for k, (value, publisher) in enumerate(zip((1.0, 2.0, 2.0), PUBLISHERS, strict=False))
            )
        )
    with statements(newsroom.store) as many:
        newsroom.tell(new[1])
    assert abs(len(many) - len(few)) <= 6
    check_plans(newsroom.store, many)


def test_every_article_is_in_its_case_whichever_process_stored_it(desk: Any, newsroom: Newsroom) -> None:
    """Another store object at the same place sees and continues the case."""
    newsroom.tell(WIRE, LEDGER)
    with Store.open(desk.where) as other:
        Newsroom(other).tell(ECHO)
    assert newsroom.sides() == [("open", [("A", 2.4, 2, 2), ("B", 4.2, 1, 1)])]


@pytest.mark.parametrize("order", list(itertools.permutations((WIRE, LEDGER, ECHO))))
def test_three_articles_make_one_case_in_every_order(newsroom: Newsroom, order: tuple[Story, ...]) -> None:
    """The id is that of the earliest contradiction, whichever was read last."""
    newsroom.tell(*order)
    (found,) = newsroom.store.cases()
    told: Callable[[str], str] = newsroom.store.case
    assert told(found.id) == found
    assert newsroom.sides() == [("open", [("A", 2.4, 2, 2), ("B", 4.2, 1, 1)])]
