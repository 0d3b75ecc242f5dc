"""The queue: filters, order and places, counts, who looks after a case, saved views."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event as Flag
from typing import Any

import pytest
from sqlalchemy import select

from claims.article import Publication
from claims.cases import CaseStatus
from claims.errors import NotStored, UsageError
from claims.judgements import Judgement
from claims.model import Event, Reading
from claims.verdicts import Edge, Grade, Kind
from storage import filing, queue
from storage.queue_records import Counted
from storage.schema import case_facets, case_postings, case_sides, case_words, cases
from storage.store import CaseQuery, Draft, Store

EVERY = frozenset(CaseStatus) - {CaseStatus.merged}


class Newsroom:
    """Tells contradictions: each of one party and metric, by two publishers."""

    def __init__(self, desk: Any, conflict: Callable[..., Any]) -> None:
        self.desk = desk
        self.store: Store = desk.store
        self.conflict = conflict

    def clash(
        self,
        party: str,
        gap: float,
        grade: Grade = Grade.high,
        *,
        kind: Kind = Kind.value,
        metric: str = "funding",
        publishers: tuple[str, str] = ("The Wire", "The Ledger"),
        words: str = "a large round",
        title: str = "News",
        **more: Any,
    ) -> str:
        """Store two articles of one contradiction; gives the id of its case."""
        claims = []
        with self.store.writing() as writer:
            for number, publisher in enumerate(publishers):
                name = f"{party}-{metric}-{number}".lower().replace(" ", "-")
                value = (5 + number) * 1e9
                text = f"{party} told of ${value / 1e9:g} billion in {words}, says {publisher}."
                article = self.desk.article(
                    text, name, publisher=publisher, title=f"{title} {number}",
                    publication=Publication("2026-02-27", "row"),
                )  # fmt: skip
                claim = self.desk.claim(
                    article, f"${value / 1e9:g} billion", value, subject=party, metric=metric,
                    event=Event(round=f"Series {party[0]}"), **more,
                )  # fmt: skip
                writer.put_article(article, self.desk.fetch(article), Reading((claim,)), None)
                claims.append(claim)
            verdict = replace(self.conflict(gap, grade), kind=kind)
            writer.put_edges([Edge.between(*claims, verdict)])
        return self.store.edge(Edge.between(*claims, verdict).id).case or ""

    def decide(self, case: str, judgement: Judgement = Judgement.unsure, **more: Any) -> None:
        """Decide a case."""
        with self.store.writing() as writer:
            writer.decide(case, Draft(judgement=judgement, by="ann", **more))

    def ids(self, **asked: Any) -> list[str]:
        """Ids of the cases that fit, in their order."""
        return [found.id for found in self.store.cases(CaseQuery(**asked))]


@pytest.fixture
def room(desk: Any, conflict: Callable[..., Any]) -> Newsroom:
    """A newsroom without news."""
    return Newsroom(desk, conflict)


@pytest.fixture
def four(room: Newsroom) -> dict[str, str]:
    """Four cases, a day after another: by the party's first letter."""
    made = {}
    told: tuple[tuple[str, dict[str, Any]], ...] = (
        ("Acme AI", {"gap": 0.2, "grade": Grade.medium, "publishers": ("The Wire", "The Echo")}),
        ("Beta Cloud", {"gap": 0.6, "grade": Grade.medium, "metric": "valuation"}),
        ("Čapek Ltd", {"gap": 0.06, "grade": Grade.high, "kind": Kind.denial, "words": "its third café"}),
        ("Delta", {"gap": 0.6, "grade": Grade.low, "counterparties": ("Acme AI",), "title": "Räume und Wörter"}),
    )
    for party, more in told:
        made[party[0]] = room.clash(party, **more)
        room.desk.clock.pass_days(1)
    return made


def test_the_gravest_come_first_and_of_these_those_of_the_widest_gap(room: Newsroom, four: dict[str, str]) -> None:
    """As they are listed, and page by page."""
    assert room.ids() == [four[letter] for letter in "ČBAD"]
    first = room.store.queue.page(CaseQuery(), 3)
    assert [found.id for found in first.cases] == [four[letter] for letter in "ČBA"]
    rest = room.store.queue.page(CaseQuery(after=first.after), 3)
    assert ([found.id for found in rest.cases], rest.after) == ([four["D"]], None)
    assert room.store.queue.page(CaseQuery(), 4).after is None


def test_the_lines_of_a_list_say_what_the_cases_do(room: Newsroom, four: dict[str, str]) -> None:
    """Without reading all their evidence."""
    with room.store.writing() as writer:
        writer.queue.assign(four["B"], "bob", "ann")
    room.decide(four["A"])
    query = CaseQuery(statuses=EVERY)
    listed, _ = room.store.queue.look(query, 3)
    whole = room.store.queue.page(query, 3)
    assert (listed.after, len(listed.lines)) == (whole.after, 3)
    for line, found in zip(listed.lines, whole.cases, strict=True):
        case = found.case
        assert (line.id, line.status, line.version, line.assignment) == (
            found.id, found.status, found.version, found.assignment,
        )  # fmt: skip
        assert (line.kind, line.grade, line.gap, line.claim) == (case.kind, case.grade, case.gap, case.claim)
        assert (line.articles, line.origins, line.side_count) == (
            len(case.articles), len(case.origin_ids), len(case.sides),
        )  # fmt: skip
        assert [(side.letter, side.claim, side.articles, side.origins, side.names) for side in line.sides] == [
            (side.letter, side.claim, len(side.articles), len(side.origin_ids), side.origins) for side in case.sides
        ]
    assert room.store.queue.look(replace(query, after=listed.after), 3)[0].after is None


def test_a_case_without_a_gap_comes_after_those_of_its_grade() -> None:
    """And one without a grade after all."""
    turns = [filing.turn(*one) for one in (("high", 1.9), ("high", 0.0), ("high", None), ("medium", 0.9), (None, 1.0))]
    assert turns == sorted(turns)


QUERIES: dict[str, tuple[dict[str, Any], str]] = {
    "a party as subject or counterparty": ({"party": "acme ai"}, "AD"),
    "a party in letters of its own": ({"party": "ČAPEK LTD"}, "Č"),
    "a metric": ({"metric": "valuation"}, "B"),
    "a kind": ({"kind": Kind.denial}, "Č"),
    "a grade": ({"grade": Grade.medium}, "BA"),
    "a gap": ({"min_gap": 0.2}, "BAD"),
    "origins": ({"origins": 2}, "ČBAD"),
    "more origins than there are": ({"origins": 3}, ""),
    "a publisher": ({"source": "the echo"}, "A"),
    "an article's address": ({"source": "https://paper.example/delta-funding-1"}, "D"),
    "several at once": ({"grade": Grade.medium, "party": "Acme AI"}, "A"),
    "a word of a sentence": ({"search": "CAFE"}, "Č"),
    "the beginning of a word": ({"search": "bet clo"}, "B"),
    "a word of a title": ({"search": "raume worter"}, "D"),
    "a phrase": ({"search": '"third cafe"'}, "Č"),
    "words that are no phrase": ({"search": '"cafe third"'}, ""),
    "a sum": ({"search": "$6 billion"}, "ČBAD"),
    "a number, not its beginning": ({"search": "$60 billion"}, ""),
    "all but": ({"search": "billion -cafe -delta"}, "BA"),
    "nothing but all but": ({"search": "-cafe"}, "BAD"),
    "only signs": ({"search": '"" () * - : ^ \' ;'}, "ČBAD"),
    "nothing": ({"search": " "}, "ČBAD"),
}  # fmt: skip


@pytest.mark.parametrize("asked", list(QUERIES))
def test_a_case_is_found_by(room: Newsroom, four: dict[str, str], asked: str) -> None:
    """All conditions hold at once; the order stays."""
    query, letters = QUERIES[asked]
    assert room.ids(**query) == [four[letter] for letter in letters]
    assert room.store.queue.count(CaseQuery(**query)) == len(letters)


@pytest.mark.parametrize(
    "typed",
    ['"', '"a', "a AND", "NEAR(", "words:a", "a OR NOT", "a*", "'", "\\", "&|!<->", "a\0b", "\ud800", "{a b}",
     "x" * 5000, "a " * 500, "-" * 50, "ﷺ", "़", "﷽ ١٢", "%_"],
)  # fmt: skip
def test_no_search_is_an_error(room: Newsroom, four: dict[str, str], typed: str) -> None:
    """Whatever is typed asks for words."""
    assert set(room.ids(search=typed)) <= set(four.values())


def test_cases_are_found_by_their_age(room: Newsroom, four: dict[str, str]) -> None:
    """By when they opened, and by when they changed last."""
    now: datetime = room.desk.clock.now
    room.decide(four["A"])
    assert room.ids(opened_since=now - timedelta(days=2), statuses=EVERY) == [four["Č"], four["D"]]
    assert room.ids(changed_since=now - timedelta(days=1), statuses=EVERY) == [four["A"], four["D"]]
    with pytest.raises(UsageError, match="has no time zone"):
        CaseQuery(opened_since=now.replace(tzinfo=None))


@pytest.mark.parametrize("after", ["", "x", "1.0", "nan_ab", "1.0_xyz", "inf_1"])
def test_a_place_that_is_none_is_said(after: str) -> None:
    """A page that was cut off in a message, say."""
    with pytest.raises(UsageError, match="is no place in the queue"):
        CaseQuery(after=after)


@pytest.mark.parametrize("few", [0, 500])
@pytest.mark.parametrize("asked", list(QUERIES))
def test_a_page_and_its_neighbours_are_the_same_however_many_fit(
    room: Newsroom, four: dict[str, str], monkeypatch: pytest.MonkeyPatch, asked: str, few: int
) -> None:
    """Few cases are asked for by their keys, many are met in their order."""
    monkeypatch.setattr(queue, "FEW", few)
    query, letters = QUERIES[asked]
    wanted = [four[letter] for letter in letters]
    page, facets = room.store.queue.look(CaseQuery(**query), 2)
    assert [line.id for line in page.lines] == wanted[:2]
    assert facets.total == len(wanted)
    rest = room.store.queue.look(CaseQuery(**query, after=page.after), 2)[0].lines if page.after else ()
    assert [line.id for line in rest] == wanted[2:]
    around = [None, *wanted, None]
    for before, own, after in zip(around, wanted, around[2:], strict=False):
        at = room.store.case(own).cursor
        assert room.store.queue.neighbours(CaseQuery(**query), at) == (before, after)


def test_the_cases_before_and_after_a_place(room: Newsroom, four: dict[str, str]) -> None:
    """Also once the case that stood there does not fit any more."""
    at = room.store.case(four["B"]).cursor
    assert room.store.queue.neighbours(CaseQuery(), at) == (four["Č"], four["A"])
    room.decide(four["B"])
    assert room.store.queue.neighbours(CaseQuery(), at) == (four["Č"], four["A"])
    assert room.store.queue.neighbours(CaseQuery(grade=Grade.high), at) == (four["Č"], None)


def test_facets_count_under_all_other_conditions(room: Newsroom, four: dict[str, str]) -> None:
    """So each count says what a click would show."""
    room.decide(four["D"])
    with room.store.writing() as writer:
        writer.queue.assign(four["A"], "bob", "ann")
    _, facets = room.store.queue.look(CaseQuery(grade=Grade.medium), 1)
    found = facets.counted
    assert facets.total == 2

    def counts(name: str) -> dict[str, int]:
        return {one.value: one.count for one in found[name]}

    assert counts("status") == {"open": 2}
    assert counts("grade") == {"high": 1, "medium": 2}
    assert counts("kind") == {"value": 2}
    assert counts("metric") == {"funding": 1, "valuation": 1}
    assert counts("gap") == {"0.05": 2, "0.1": 2, "0.25": 1, "0.5": 1}
    assert counts("origins") == {"2": 2}
    assert counts("opened") == {"7d": 2, "30d": 2}
    assert counts("assignee") == {"bob": 1, "nobody": 1}
    assert counts("party") == {"acme ai": 1, "beta cloud": 1}
    assert found["source"] == (
        Counted("the wire", 2, "The Wire"), Counted("the echo", 1, "The Echo"), Counted("the ledger", 1, "The Ledger"),
    )  # fmt: skip
    every = room.store.queue.look(CaseQuery(statuses=EVERY, min_gap=0.5, search="billion"), 9)[1].counted
    assert {one.value: one.count for one in every["gap"]} == {"0.05": 4, "0.1": 3, "0.25": 2, "0.5": 2}
    assert {one.value: one.count for one in every["status"]} == {"open": 1, "decided": 1}


def test_who_looks_after_a_case(room: Newsroom, four: dict[str, str]) -> None:
    """A row with who and when, a line of the history, and no new version: nothing about the evidence has changed."""
    before = room.store.case(four["A"])
    with room.store.writing() as writer:
        writer.queue.assign(four["A"], "  bob ", "ann")
    at = room.desk.clock.now
    with room.store.writing() as writer:
        writer.queue.assign(four["A"], "bob", "cid")
    found = room.store.case(four["A"])
    assert found.assignment is not None
    assert (found.assignment.analyst, found.assignment.made_by, found.assignment.at) == ("bob", "ann", at)
    assert found.version == before.version
    assert room.ids(assignee="bob") == [four["A"]]
    assert room.ids(assignee="nobody") == [four[letter] for letter in "ČBD"]
    with room.store.writing() as writer:
        writer.queue.assign(four["A"], None, "bob")
    assert room.store.case(four["A"]).assignment is None
    told = [event.detail for event in room.store.case_history(found)[0] if event.what == "assigned"]
    assert told == [("ann gave it to bob",), ("bob gave it to nobody",)]
    with pytest.raises(UsageError, match="names no analyst"), room.store.writing() as writer:
        writer.queue.assign(four["A"], " ", "ann")
    assert room.store.queue.analysts() == []


def test_a_case_that_becomes_part_of_another_hands_on_who_looks_after_it(room: Newsroom, desk: Any) -> None:
    """And is found under its own words no more."""
    one, other = room.clash("Acme AI", 0.2, words="first words"), room.clash("Acme AI", 0.3, metric="valuation")
    with room.store.writing() as writer:
        writer.queue.assign(one, "bob", "ann")
        writer.queue.assign(other, "cid", "ann")

    def looking() -> list[str]:
        return [one.value for one in room.store.queue.look(CaseQuery(), 5)[1].counted["assignee"]]

    assert looking() == ["bob", "cid"]
    told = [one.claim for found in room.store.cases() for one in found.claims.values()]
    a, b = (next(claim for claim in told if claim.metric == metric) for metric in ("funding", "valuation"))
    with room.store.writing() as writer:
        writer.put_edges([Edge.between(a, b, room.conflict())])
    (found,) = room.store.cases()
    assert found.assignment is not None
    assert looking() == [found.assignment.analyst]
    assert room.ids(search="first words") == room.ids(metric="valuation") == room.ids(metric="funding") == [found.id]
    assert desk.counts()["assignments"] == desk.counts()["case_words"] == 1


def test_views_are_kept_under_a_name(room: Newsroom) -> None:
    """Their owner may change them, everybody may use and drop them."""
    for query in ("grade=low", "grade=high&metric=power"):
        with room.store.writing() as writer:
            writer.queue.save_view(" my  power ", query, "ann")
    at = room.desk.clock.now
    (view,) = room.store.queue.views()
    assert (view.name, view.query, view.made_by, view.made_at) == ("my power", "grade=high&metric=power", "ann", at)
    with pytest.raises(UsageError, match="is of ann; choose another name"), room.store.writing() as writer:
        writer.queue.save_view("my power", "", "bob")
    with room.store.writing() as writer:
        writer.queue.drop_view("my power")
    assert room.store.queue.views() == []
    with pytest.raises(NotStored, match="no view is called 'my power'"), room.store.writing() as writer:
        writer.queue.drop_view("my power")


def test_what_a_case_is_found_by_follows_its_evidence(room: Newsroom, four: dict[str, str]) -> None:
    """Another title of the same text, another publisher: nothing stale is left."""
    desk = room.desk
    (one,) = [c for c in room.store.case(four["A"]).claims.values() if c.publisher == "The Echo"]
    article = room.store.article_as_given(one.article_id)
    renamed = replace(article, publisher="The Gazette", title="Correction: never mind")
    desk.put(renamed, one.claim)
    assert room.ids(source="The Echo") == []
    assert room.ids(source="The Gazette", search="correction mind") == [four["A"]]


def test_cases_are_filed_by_a_migration_as_they_are_when_they_settle(room: Newsroom, four: dict[str, str]) -> None:
    """Row for row, decided and retired ones included."""
    room.decide(four["B"])

    def rows() -> list[list[tuple[Any, ...]]]:
        with room.desk.connected() as connection:
            return [
                sorted(tuple(row) for row in connection.execute(query))
                for query in (
                    select(case_facets),
                    select(case_sides),
                    select(case_words.c.case, case_words.c.words),
                    select(cases.c.id, cases.c.turn, cases.c.claim, cases.c.sides, cases.c.key),
                    select(case_postings),
                )
            ]

    settled = rows()
    for table in ("case_facets", "case_postings", "case_sides"):
        room.desk.run(f"DELETE FROM {table}")
    room.desk.run("UPDATE cases SET turn = 0, claim = NULL, sides = 0, key = NULL")
    room.desk.run("UPDATE case_words SET words = ''")
    with room.desk.connected() as connection, connection.begin():
        filing.put_missing(connection)
    assert rows() == settled
    assert room.ids(search="cafe") == [four["Č"]]


def test_looks_of_many_threads_see_one_state_each(room: Newsroom) -> None:
    """While cases open and are decided: what is kept in memory of one state is never mixed with another."""
    done, looks = Flag(), 4

    def look(n: int) -> list[set[int]]:
        seen: list[set[int]] = []
        while not done.is_set() or len(seen) < looks:
            asked = CaseQuery(statuses=EVERY, party="Firm" if n % 2 else None)
            page, facets = room.store.queue.look(asked, 50)
            sums = [sum(one.count for one in facets.counted[facet]) for facet in ("status", "metric", "assignee")]
            ages = [one.count for one in facets.counted["opened"]]
            seen.append({facets.total, len(page.lines), *sums, *ages})
        return seen

    with ThreadPoolExecutor(looks) as pool:
        started = [pool.submit(look, n) for n in range(looks)]
        try:
            for n in range(12):
                case = room.clash(f"{chr(65 + n)} Ltd", 0.2, counterparties=("Firm",))
                with room.store.writing() as writer:
                    writer.queue.assign(case, f"analyst {n % 3}", "ann")
                room.decide(case)
        finally:
            done.set()
        seen = [one for future in started for one in future.result()]
    assert [one for one in seen if len(one) != 1] == []
    assert {12} in seen
