"""Decisions: what they rest on, what reopens them, who was first, and that nothing of them is ever lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from claims.article import Article, Fetch, Publication
from claims.buckets import Asked
from claims.cases import CaseStatus
from claims.errors import NotDecidable, NotStored, UsageError
from claims.judgements import Differs, Judgement
from claims.model import ANALYST, Claim, Event, Modality, Reading
from claims.values import Quantity
from claims.verdicts import Edge, Grade, Kind, Outcome, Verdict
from storage.schema import decisions
from storage.store import CaseQuery, ClaimQuery, Draft, Store

EVERY = CaseQuery(statuses=frozenset(CaseStatus) - {CaseStatus.merged})


def contradict(a: Claim, b: Claim) -> Verdict:
    """Another value is a contradiction."""
    same = a.low == b.low
    return Verdict(
        outcome=Outcome.compatible if same else Outcome.contradiction, reasons=("values_differ",), trace=(), rules="1",
        kind=None if same else Kind.value, gap=0.0 if same else 0.5, grade=None if same else Grade.medium,
    )  # fmt: skip


class Office:
    """A store, and short ways to tell stories of one round and to decide about them."""

    def __init__(self, store: Store, clock: Any) -> None:
        self.store = store
        self.clock = clock

    def tell(
        self, name: str, billions: float | None, day: str = "2026-05-05", *, text: str = "", **more: Any
    ) -> Claim | None:
        """Store an article with one claim, or none, by a publisher of that name, and compare it."""
        words = text or (f"Acme AI raised ${billions} billion, says {name}." if billions else f"Nothing, says {name}.")
        article = Article(
            doc=name, identity=name, text=words, publisher=f"The {name.title()}", publication=Publication(day, "row")
        )
        quote = f"${billions} billion"
        claim = None
        if billions is not None:
            at = words.index(quote)
            claim = Claim(
                doc=name, text_sha=article.text_sha, quote=quote, start=at, end=at + len(quote), sentence_start=0,
                sentence_end=len(words), metric="funding", subject="Acme AI", event=Event(round="Series C"),
                published=day, quantity=Quantity(low=billions * 1e9, high=billions * 1e9, unit="USD", precision=1e8),
            )  # fmt: skip
            claim = replace(claim, **more)
        with self.store.writing() as writer:
            fetch = Fetch(source=name, fetched_at="2026-03-01T12:00:00Z")
            saved = writer.put_article(article, fetch, Reading((claim,) if claim else ()), None)
            self.compare(writer, *saved.added)
        return claim

    def compare(self, writer: Any, *added: Claim) -> None:
        """Compare claims with their bucket."""
        bucket = writer.bucket(Asked(frozenset({("Acme AI", "funding")})))
        writer.put_edges([Edge.between(a, b, contradict(a, b)) for a in added for b in bucket if a.id != b.id])

    def decide(self, judgement: Judgement, by: str = "ann", **draft: Any) -> Any:
        """Decide the one case, some hours later."""
        self.clock.pass_days(1)
        with self.store.writing() as writer:
            made, corrected = writer.decide(self.case.id, Draft(judgement=judgement, by=by, **draft))
            self.compare(writer, *corrected)
        return made

    def undo(self, by: str = "bob", **rest: Any) -> Any:
        """Take the decision in effect back."""
        self.clock.pass_days(1)
        with self.store.writing() as writer:
            made, again = writer.undo(self.case.id, by, **rest)
            self.compare(writer, *again)
        return made

    @property
    def case(self) -> Any:
        """The one case."""
        (found,) = self.store.cases(EVERY)
        return found

    def refused(self, kind: type[Exception], act: Callable[[], Any]) -> str:
        """The line with which an act is refused; nothing of it is stored."""
        before, rows = self.case, self.store.case_history(self.case)
        with pytest.raises(kind) as caught:
            act()
        assert (self.case, self.store.case_history(self.case)) == (before, rows)
        return str(caught.value)


@pytest.fixture
def office(desk: Any, clock: Any) -> Office:
    """With a case: $2.4 billion, says the Wire; $4.2 billion, says the Ledger."""
    made = Office(desk.store, clock)
    made.tell("wire", 2.4, "2026-05-05")
    made.tell("ledger", 4.2, "2026-05-07")
    return made


def test_a_decision_says_who_when_why_and_on_what_it_rested(office: Office) -> None:
    """All that is needed to defend it a year later is in its row."""
    made = office.decide(Judgement.prefer, side="A", note="the filing says so")
    case = office.case
    assert (case.status, case.version, case.decision) == (CaseStatus.decided, 2, made)
    assert (made.by, made.note, made.recorded_at, made.version) == ("ann", "the filing says so", office.clock.now, 1)
    assert made.words == "prefers A ($2.4 billion)"
    assert [(g.side, g.source, g.value, g.quote, g.low, g.unit, g.published) for g in made.grounds] == [
        ("A", "The Wire", "$2.4 billion", "$2.4 billion", 2.4e9, "USD", "2026-05-05"),
        ("B", "The Ledger", "$4.2 billion", "$4.2 billion", 4.2e9, "USD", "2026-05-07"),
    ]
    assert {g.claim for g in made.grounds} == case.case.claims
    history, made_of = office.store.case_history(case)
    assert (history[-1].what, history[-1].detail) == (
        "decided",
        ("ann: prefers A ($2.4 billion)", "the filing says so"),
    )
    assert made_of == (made,)
    assert office.store.cases() == []


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ({"judgement": Judgement.prefer, "side": "b"}, "prefers B ($4.2 billion)"),
        ({"judgement": Judgement.prefer, "side": "$4.2 Billion"}, "prefers B ($4.2 billion)"),
        ({"judgement": Judgement.superseded, "side": "A"}, "has been superseded: A ($2.4 billion)"),
        ({"judgement": Judgement.both_valid, "differs": Differs.basis}, "both are valid, they differ in basis"),
        ({"judgement": Judgement.same_source}, "the sides have the same source"),
        ({"judgement": Judgement.unsure}, "cannot be decided with what is there"),
    ],
)
def test_every_judgement_decides(office: Office, draft: dict[str, Any], words: str) -> None:
    """A side is named by its letter or its value, in any case."""
    assert office.decide(**draft).words == words
    assert office.case.status is CaseStatus.decided


def test_a_side_is_named_by_a_claim_too(office: Office) -> None:
    """Six digits at the least."""
    (claim,) = office.case.case.sides[1].claims
    assert office.decide(Judgement.prefer, side=claim[:6]).side == "B"


@pytest.mark.parametrize(
    ("draft", "line"),
    [
        ({"judgement": Judgement.prefer, "side": "Q"}, "has no side 'Q'; its sides are A ($2.4 billion), B ($4.2"),
        ({"judgement": Judgement.prefer}, "prefer needs a side"),
        ({"judgement": Judgement.unsure, "side": "A"}, "unsure takes no side; leave it away"),
        ({"judgement": Judgement.both_valid}, "both-valid needs --differs"),
        ({"judgement": Judgement.prefer, "side": "A", "differs": Differs.time}, "prefer takes no --differs"),
        (
            {"judgement": Judgement.extraction_error, "claim": "ffff", "changes": {"value": "1"}},
            "has no claim 'ffff'; its claims are ",
        ),
        ({"judgement": Judgement.extraction_error, "claim": "ffff"}, "extraction-error needs --set"),
        ({"judgement": Judgement.unsure, "changes": {"value": "1"}}, "unsure takes no --set; leave it away"),
    ],
)  # fmt: skip
def test_a_draft_that_does_not_fit_is_one_line_and_changes_nothing(office: Office, draft: Any, line: str) -> None:
    """It says what there is to choose from."""
    assert line in office.refused(UsageError, lambda: office.decide(**draft))


def test_a_wrong_field_undoes_the_whole_decision(office: Office, desk: Any) -> None:
    """Neither the decision nor half a claim stays."""
    (claim,) = office.case.case.sides[1].claims
    before = desk.counts()
    draft = {"claim": claim, "changes": {"value": "2.4bn", "metrics": "debt"}}
    line = office.refused(UsageError, lambda: office.decide(Judgement.extraction_error, **draft))
    assert line.startswith("--set metrics=: a claim has no field 'metrics'; use one of value, low,")
    assert desk.counts() == before


def test_an_unknown_case_is_named_with_the_command_that_lists_them(office: Office) -> None:
    """Exit code 1: it was typed well, and is not there."""
    with office.store.writing() as writer, pytest.raises(NotStored) as caught:
        writer.decide("ffff", Draft(judgement=Judgement.unsure, by="ann"))
    assert str(caught.value) == "no case has the id 'ffff'; `counterclaim conflicts --status all` lists them"


def test_a_decided_case_says_who_decided_what_when_and_why(office: Office) -> None:
    """And how to decide it anew."""
    made = office.decide(Judgement.prefer, side="A", note="the filing")
    line = office.refused(NotDecidable, lambda: office.decide(Judgement.unsure, by="bob"))
    assert line == (
        f"case {office.case.id} was decided by ann on {made.recorded_at:%Y-%m-%d %H:%M} UTC: prefers A ($2.4 billion) "
        f"(the filing); to decide it anew, first: counterclaim undo {office.case.id}"
    )


def test_a_retired_case_cannot_be_decided(office: Office) -> None:
    """There is nothing left to decide."""
    office.tell("ledger", None, "2026-05-07")
    line = office.refused(NotDecidable, lambda: office.decide(Judgement.unsure))
    assert "is retired since 2026-03-01 12:00 UTC: its articles no longer contradict each other" in line


def test_who_looked_at_another_version_is_told(office: Office) -> None:
    """An article came between looking and deciding."""
    seen = office.case.version
    office.tell("echo", 2.4, "2026-05-08")
    line = office.refused(NotDecidable, lambda: office.decide(Judgement.prefer, side="B", expect=seen))
    assert line == (
        f"case {office.case.id} is at version 2, not 1: it changed on 2026-03-01 12:00 UTC; "
        f"look at it again: counterclaim conflict {office.case.id}"
    )
    assert office.decide(Judgement.prefer, side="B", expect=2).version == 2


DECIDE = """
import sys
from claims.errors import NotDecidable
from claims.judgements import Judgement
from storage.store import Draft, Store

print("ready", flush=True)
sys.stdin.readline()
with Store.open(sys.argv[1]) as store:
    try:
        with store.writing() as writer:
            writer.decide(sys.argv[2], Draft(judgement=Judgement.prefer, by=sys.argv[3], side="A", expect=1))
        print("decided")
    except NotDecidable as error:
        print(error)
"""


def test_of_two_analysts_who_decide_at_once_the_second_is_told(office: Office) -> None:
    """Two processes at one moment: one decision is stored, and the other one's line names it."""
    command = [sys.executable, "-c", DECIDE, office.store.where, office.case.id]
    both = [
        subprocess.Popen([*command, who], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for who in ("ann", "bob")
    ]  # fmt: skip
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("now\n")
        process.stdin.flush()
    said = [process.communicate()[0].strip() for process in both]
    assert sorted(line == "decided" for line in said) == [False, True]
    first = ("ann", "bob")[said.index("decided")]
    (told,) = [line for line in said if line != "decided"]
    assert told.startswith(f"case {office.case.id} was decided by {first} on ")
    assert [made.by for made in office.store.case_history(office.case)[1]] == [first]


def test_undoing_is_a_row_and_the_decision_stays(office: Office) -> None:
    """The case is open again; both acts are in its history."""
    made = office.decide(Judgement.prefer, side="A")
    taken = office.undo(note="amended")
    assert (office.case.status, office.case.decision, office.case.version) == (CaseStatus.open, None, 3)
    assert (taken.judgement, taken.undoes, taken.by, taken.note) == (Judgement.undo, made.id, "bob", "amended")
    history, made_of = office.store.case_history(office.case)
    assert [(one.id, one.undone_by) for one in made_of] == [(made.id, taken.id), (taken.id, None)]
    assert history[-1].detail == ("bob took back: prefers A ($2.4 billion)", "amended")


def test_a_decision_is_undone_by_its_own_id_once(office: Office) -> None:
    """The second time says who did it; an undoing is not undone; an open case has nothing to take back."""
    made = office.decide(Judgement.prefer, side="A")

    def undo(name: str) -> None:
        with office.store.writing() as writer:
            writer.undo(name, "bob")

    undo(made.id[:8])
    (_, taken) = office.store.case_history(office.case)[1]
    assert office.refused(NotDecidable, lambda: undo(made.id)) == (
        f"decision {made.id} was already undone by bob on {taken.recorded_at:%Y-%m-%d %H:%M} UTC"
    )
    assert "is itself an undoing" in office.refused(NotDecidable, lambda: undo(taken.id))
    assert office.refused(NotDecidable, lambda: undo(office.case.id)) == (
        f"case {office.case.id} has no decision to take back; it is open; "
        f"see it: counterclaim conflict {office.case.id}"
    )
    assert "no case has the id 'ffff'" in office.refused(NotStored, lambda: undo("ffff"))


def test_new_independent_evidence_reopens_and_is_named(office: Office) -> None:
    """A copy does not; support for the preferred side does not."""
    office.decide(Judgement.prefer, side="A")
    office.tell("copy", 4.2, "2026-05-08", text="Acme AI raised $4.2 billion, says ledger.")
    office.tell("echo", 2.4, "2026-05-08")
    assert office.case.status is CaseStatus.decided
    assert [(change.what, change.reopens) for change in office.case.changes] == [("new_origin", False), ("copy", False)]
    office.tell("bell", 4.2, "2026-05-09")
    case = office.case
    assert case.status is CaseStatus.reopened
    assert [change.words for change in case.changes if change.reopens] == [
        "a new origin on side B: The Bell says $4.2 billion"
    ]
    history, _ = office.store.case_history(case)
    assert (history[-1].what, history[-1].detail) == (
        "reopened",
        ("a new origin on side B: The Bell says $4.2 billion",),
    )
    assert office.store.cases() == [case]


def test_a_reopened_case_is_decided_again_and_an_undo_leads_back(office: Office) -> None:
    """The later decision is in effect; without it the earlier one is, with what reopened it."""
    office.decide(Judgement.prefer, side="A")
    office.tell("bell", 4.2, "2026-05-09")
    office.decide(Judgement.prefer, side="B", by="bob")
    assert (office.case.status, office.case.decision.by, office.case.changes) == (CaseStatus.decided, "bob", ())
    office.undo()
    assert (office.case.status, office.case.decision.by) == (CaseStatus.reopened, "ann")


def test_evidence_that_reopened_a_case_and_goes_leaves_the_decision(office: Office) -> None:
    """The case is what the evidence and the decision make of it now."""
    office.decide(Judgement.prefer, side="A")
    office.tell("bell", 4.2, "2026-05-09")
    office.tell("bell", None, "2026-05-09")
    assert office.case.status is CaseStatus.decided
    assert [line.what for line in office.store.case_history(office.case)[0]][-2:] == ["lost", "decided"]


def test_a_decision_survives_reading_the_texts_again(office: Office) -> None:
    """Better rules give the claim another place and another id: who tells what has not changed."""
    made = office.decide(Judgement.prefer, side="B")
    article = office.store.article("ledger")
    text = article.text
    claim = replace(
        article.claims[0].claim, sentence_start=1, quote=text[15:27], start=15, end=27, modality=Modality.reported
    )
    with office.store.writing() as writer:
        fetch = Fetch(source="ledger", fetched_at="2026-03-02T12:00:00Z")
        again = replace(claim, quote=text[16:27], start=16)
        saved = writer.put_article(article.article, fetch, Reading((again,)), None)
        office.compare(writer, *saved.added)
    assert saved.retired == 1
    assert again.id not in {ground.claim for ground in made.grounds}
    assert (office.case.status, office.case.decision, office.case.changes) == (CaseStatus.decided, made, ())


def test_evidence_that_is_read_otherwise_now_reopens_and_says_why(office: Office) -> None:
    """The Ledger's figure was preferred, and is another one by today's rules."""
    office.decide(Judgement.prefer, side="B")
    article = office.store.article("ledger")
    other = replace(article.claims[0].claim, quantity=Quantity(low=4.2e6, high=4.2e6, unit="USD", precision=1e5))
    with office.store.writing() as writer:
        fetch = Fetch(source="ledger", fetched_at="2026-03-02T12:00:00Z")
        saved = writer.put_article(article.article, fetch, Reading((other,)), None)
        office.compare(writer, *saved.added)
    found = office.store.cases()[0]
    assert found.status is CaseStatus.reopened
    assert {change.words for change in found.changes if change.reopens} == {
        "a new value: The Ledger says $4.2 million",
        "no longer stated on side B: The Ledger said $4.2 billion",
    }


def test_a_decision_on_a_case_that_is_renamed_stays_in_effect(office: Office) -> None:
    """An older article gives the case another id; the decision is under the old one, and holds."""
    made = office.decide(Judgement.prefer, side="A")
    office.tell("archive", 4.2, "2026-05-01")
    case = office.case
    assert case.id != made.case
    assert (case.decision, case.status) == (made, CaseStatus.reopened)
    assert [change.words for change in case.changes] == ["a new origin on side B: The Archive says $4.2 billion"]
    office.undo()
    assert office.case.status is CaseStatus.open


def test_retraction_retires_a_decided_case(office: Office) -> None:
    """The decision stays in its history."""
    made = office.decide(Judgement.prefer, side="A")
    office.tell("ledger", None, "2026-05-07")
    assert office.case.status is CaseStatus.retired
    assert office.store.case_history(office.case)[1] == (made,)


def test_a_decision_on_a_retired_case_can_be_taken_back(office: Office) -> None:
    """It stays retired, and the history says who did it: when the evidence returns, the case is open."""
    office.decide(Judgement.prefer, side="A")
    office.tell("ledger", None, "2026-05-07")
    office.undo()
    history, _ = office.store.case_history(office.case)
    assert (office.case.status, history[-1].what, history[-1].version) == (CaseStatus.retired, "undone", 4)
    office.tell("ledger", 4.2, "2026-05-07")
    assert office.case.status is CaseStatus.open


def test_a_decision_holds_when_retired_evidence_returns(office: Office) -> None:
    """The same tellings as before: nothing that it did not weigh."""
    office.decide(Judgement.prefer, side="A")
    office.tell("ledger", None, "2026-05-07")
    office.tell("ledger", 4.2, "2026-05-07")
    assert office.case.status is CaseStatus.decided


class TestExtractionErrors:
    """A claim that was read wrongly, and the analyst's beside it."""

    def wrong(self, office: Office) -> str:
        """The id of the Ledger's claim."""
        return str(next(iter(office.case.case.sides[1].claims)))

    def test_the_analysts_claim_stands_beside_the_machines(self, office: Office) -> None:
        """Both are live; the analyst's has the corrected fields, the machine's words and a rule that says so."""
        wrong = self.wrong(office)
        made = office.decide(Judgement.extraction_error, claim=wrong[:8], changes={"value": "2.4bn", "round": ""})
        live = {one.claim.id: one.claim for one in office.store.claims(ClaimQuery(source="ledger"))}
        assert set(live) == {wrong, made.corrected}
        own = live[made.corrected]
        assert (own.rule, own.low, own.event.round, own.quote) == (ANALYST, 2.4e9, None, live[wrong].quote)
        assert (office.case.status, made.words) == (
            CaseStatus.decided, f"claim {wrong} was read wrongly: value=2.4bn, round=",
        )  # fmt: skip

    def test_the_misread_claim_meets_no_new_article(self, office: Office) -> None:
        """The analyst's does: what contradicts it opens a case of its own."""
        office.decide(Judgement.extraction_error, claim=self.wrong(office), changes={"value": "2.4bn"})
        office.tell("echo", 2.4, "2026-05-08")
        assert office.store.cases() == []
        office.tell("bell", 3.3, "2026-05-08")
        (found,) = office.store.cases()
        assert {one.telling.claim.rule for side in found.case.sides for one in side.evidence} >= {ANALYST}

    def test_a_correction_that_contradicts_too_reopens_at_once(self, office: Office) -> None:
        """The text says neither 4.2 nor 2.4."""
        made = office.decide(Judgement.extraction_error, claim=self.wrong(office), changes={"value": "3.1bn"})
        assert office.case.status is CaseStatus.reopened
        assert [line.what for line in office.store.case_history(office.case)[0]][-2:] == ["decided", "reopened"]
        assert made.corrected in office.case.case.claims

    def test_the_article_again_leaves_the_analysts_claim(self, office: Office, desk: Any) -> None:
        """Reading the same text never retires what a person said of it."""
        made = office.decide(Judgement.extraction_error, claim=self.wrong(office), changes={"value": "2.4bn"})
        before = desk.counts()
        office.tell("ledger", 4.2, "2026-05-07")
        assert desk.counts() == before
        assert office.store.claim(made.corrected).retired_at is None

    def test_another_text_retires_both(self, office: Office) -> None:
        """What they point at is gone."""
        made = office.decide(Judgement.extraction_error, claim=self.wrong(office), changes={"value": "2.4bn"})
        office.tell("ledger", 2.4, "2026-05-07", text="Correction: Acme AI raised $2.4 billion.")
        assert office.store.claim(made.corrected).retired_at is not None
        assert office.case.status is CaseStatus.retired

    def test_undoing_retires_the_analysts_claim_and_compares_the_machines_again(self, office: Office) -> None:
        """With what came meanwhile, too."""
        made = office.decide(Judgement.extraction_error, claim=self.wrong(office), changes={"value": "2.4bn"})
        office.tell("echo", 2.4, "2026-05-08")
        office.undo()
        assert office.store.claim(made.corrected).retired_at == office.clock.now
        assert (office.case.status, len(office.case.case.edges)) == (CaseStatus.open, 2)

    def test_each_copy_of_the_text_gets_the_correction(self, office: Office) -> None:
        """The words are the same, and so is the mistake."""
        office.tell("copy", 4.2, "2026-05-08", text="Acme AI raised $4.2 billion, says ledger.")
        made = office.decide(Judgement.extraction_error, claim=self.wrong(office), changes={"value": "2.4bn"})
        told = [one.article_id for one in office.store.claims() if one.claim.id == made.corrected]
        assert len(set(told)) == 2


def test_decisions_are_never_changed_or_removed(office: Office) -> None:
    """Every row is there after all that can happen, as it was written."""

    def rows() -> list[tuple[Any, ...]]:
        with office.store._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(select(decisions).order_by(decisions.c.key))]

    seen: list[tuple[Any, ...]] = []
    for act in (
        lambda: office.decide(Judgement.prefer, side="A"), office.undo, lambda: office.decide(Judgement.unsure),
        lambda: office.tell("bell", 9.9), lambda: office.decide(Judgement.same_source),
        lambda: office.tell("archive", 1.1, "2026-05-01"), lambda: office.tell("ledger", None, "2026-05-07"),
    ):  # fmt: skip
        act()
        now = rows()
        assert now[: len(seen)] == seen
        seen = now
    assert len(seen) == 4
    assert all(json.loads(row[decisions.c.keys().index("grounds")]) for row in seen if "undo" not in row)
