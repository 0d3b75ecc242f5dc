"""What happens when an article comes again: the same, with another text, with another reading, as a twin, as a copy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from claims.article import Publication
from claims.buckets import Asked
from claims.model import Cue, Modality, Reading, Signal
from claims.values import Quantity
from storage.store import ClaimQuery

TEXT = "Acme AI raised $5 billion. Beta Cloud will pay $2 billion for 900 GWh."


def everything(desk: Any) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
    article = desk.article(TEXT)
    found = (
        desk.claim(article, "$5 billion", 5e9, counterparties=("Beta Cloud",), cues=(Cue("metric", 8, 14),)),
        desk.claim(article, "$2 billion", 2e9, metric="commitment", subject="Beta Cloud"),
    )
    rest = {"mentions": (desk.mention(article, "Acme AI"),), "signals": (desk.signal(article, "900 GWh"),)}
    return article, found, rest


def test_the_same_article_again_adds_no_row_to_any_table(desk: Any, clock: Any) -> None:
    """Only `last_seen`, the number of attempts and their last time move."""
    article, found, rest = everything(desk)
    first = desk.put(article, *found, body=b"<p>page</p>", **rest)
    before, recorded = desk.counts(), clock.now
    later = clock.pass_days(3)
    desk.fetched_at = "2026-03-04T12:00:00Z"
    again = desk.put(article, *found, body=b"<p>page</p>", **rest)
    assert (first.state, first.revision, first.added, first.kept, first.retired) == ("new", 1, found, 0, 0)
    assert (again.state, again.revision, again.added, again.kept, again.retired) == ("unchanged", 1, (), 2, 0)
    assert desk.counts() == before
    stored = desk.store.article(article.identity)
    assert (stored.first_seen, stored.last_seen) == (recorded, later)
    assert [(held.recorded_at, held.last_seen) for held in stored.claims] == [(recorded, later)] * 2
    assert [(tried.attempts, tried.fetch.fetched_at, tried.last_fetched_at) for tried in stored.fetches] == [
        (2, "2026-03-01T12:00:00Z", "2026-03-04T12:00:00Z")
    ]


def test_a_page_whose_text_stayed_is_unchanged_and_its_new_body_is_not_kept(desk: Any) -> None:
    """Advertisements change with every request: the first body of a revision is the one that is kept."""
    article, found, rest = everything(desk)
    desk.put(article, *found, body=b"<p>page</p><i>ad 1</i>", **rest)
    before = desk.counts()
    again = desk.put(article, *found, body=b"<p>page</p><i>ad 2</i>", **rest)
    assert again.state == "unchanged"
    assert desk.counts() == before | {"fetches": before["fetches"] + 1}
    (revision,) = desk.store.article(article.identity).revisions
    assert desk.store.body(revision.body_sha) == b"<p>page</p><i>ad 1</i>"


def test_another_text_is_a_new_revision_and_retires_what_it_no_longer_says(desk: Any, clock: Any) -> None:
    """Both texts and all claims stay; the old claims are no longer live."""
    article, found, rest = everything(desk)
    desk.put(article, *found, **rest)
    recorded, changed = clock.now, clock.pass_days(1)
    corrected = desk.article("Correction: Acme AI raised $4 billion.")
    new = desk.claim(corrected, "$4 billion", 4e9)
    saved = desk.put(corrected, new)
    assert (saved.state, saved.revision, saved.added, saved.kept, saved.retired) == ("changed", 2, (new,), 0, 2)
    stored = desk.store.article(article.identity)
    assert (stored.text, stored.mentions, stored.signals) == (corrected.text, (), ())
    assert [held.claim for held in stored.claims] == [new]
    assert [(old.number, desk.store.text(old.text_sha)) for old in stored.revisions] == [
        (1, TEXT),
        (2, corrected.text),
    ]
    retired = [held for held in desk.store.claims(ClaimQuery(include_retired=True)) if held.retired_at is not None]
    assert {held.claim for held in retired} == set(found)
    assert {(held.recorded_at, held.retired_at, held.revision) for held in retired} == {(recorded, changed, 1)}


def test_a_text_that_comes_back_brings_its_claims_back(desk: Any, clock: Any) -> None:
    """A claim that was retired and is stated again has two rows with one id: it was known twice."""
    article = desk.article("Acme AI raised $5 billion.")
    other = desk.article("Acme AI raised money.")
    claim = desk.claim(article, "$5 billion", 5e9)
    for text, found in ((article, [claim]), (other, []), (article, [claim])):
        desk.put(text, *found)
        clock.pass_days(1)
    assert desk.store.article(article.identity).article == article
    assert [held.revision for held in desk.store.claims(ClaimQuery(include_retired=True))] == [1, 3]
    assert desk.store.claim(claim.id).revision == 3


def test_better_rules_on_the_same_text_add_keep_and_retire(desk: Any) -> None:
    """No new revision: the text is the same, and what the rules no longer read is retired."""
    article, (five, two), rest = everything(desk)
    desk.put(article, five, two, **rest)
    as_revenue = replace(two, metric="revenue")
    saved = desk.put(article, five, as_revenue, **rest)
    assert (saved.state, saved.revision, saved.added, saved.kept, saved.retired) == ("changed", 1, (as_revenue,), 1, 1)
    assert [held.claim for held in desk.store.article(article.identity).claims] == [five, as_revenue]


def test_a_claim_read_by_another_rule_with_the_same_result_is_kept(desk: Any, clock: Any) -> None:
    """Rule, version and cues are how a claim was read: they move without a new row."""
    article, (five, two), rest = everything(desk)
    desk.put(article, five, two, **rest)
    recorded, before = clock.now, desk.counts()
    clock.pass_days(1)
    again = replace(five, rule="funding.better", extractor_version="2", cues=(Cue("subject", 0, 7),))
    saved = desk.put(article, again, two, **rest)
    assert (saved.state, saved.added, saved.kept, saved.retired) == ("unchanged", (), 2, 0)
    assert desk.counts() == before
    stored = desk.store.claim(five.id)
    assert (stored.claim, stored.claim.cues, stored.recorded_at) == (again, again.cues, recorded)


def test_a_claim_that_says_something_else_under_its_id_is_retired_and_added(desk: Any, clock: Any) -> None:
    """The modality is not part of the id, but it is part of what was known at a time."""
    article, (five, two), rest = everything(desk)
    desk.put(article, five, two, **rest)
    earlier = clock.now
    clock.pass_days(1)
    denied = replace(five, modality=Modality.denied)
    saved = desk.put(article, denied, two, **rest)
    assert (saved.state, saved.added, saved.kept, saved.retired) == ("changed", (denied,), 1, 1)
    assert desk.store.claim(five.id).claim == denied
    then = {held.claim for held in desk.store.claims(ClaimQuery(as_of=earlier))}
    assert then == {five, two}
    assert {held.claim for held in desk.store.claims()} == {denied, two}


def test_what_is_said_around_the_text_moves_without_a_new_revision(desk: Any) -> None:
    """A new headline over the same text is not a new text."""
    article = desk.article("Acme AI raised money.", title="Acme raises")
    desk.put(article)
    renamed = replace(article, title="Acme raises again", publication=Publication("2026-02-28", "meta"))
    assert desk.put(renamed).state == "unchanged"
    stored = desk.store.article(article.identity)
    assert (stored.article, len(stored.revisions)) == (renamed, 1)


@pytest.mark.parametrize("flag", ["amp", "canonical_elsewhere"])
def test_a_twin_of_a_stored_original_changes_nothing_but_the_fetches(desk: Any, flag: str) -> None:
    """The two may come in turns for ever: the article stays as the original has it."""
    article, found, rest = everything(desk)
    desk.put(article, *found, body=b"original", **rest)
    before = desk.counts()
    twin = replace(article, text="Acme AI raised $5 billion.", url=f"{article.url}/{flag}", flags=(flag,))
    same_claim = desk.claim(twin, "$5 billion", 5e9)
    for _ in range(2):
        saved = desk.put(twin, same_claim, body=b"twin")
        assert (saved.state, saved.revision, saved.added, saved.kept, saved.retired) == ("twin", 1, (), 0, 0)
        assert desk.put(article, *found, body=b"original", **rest).state == "unchanged"
    assert desk.counts() == before | {"fetches": before["fetches"] + 1}
    stored = desk.store.article(article.identity)
    assert (stored.article, len(stored.fetches)) == (article, 2)


def test_an_amp_twin_changes_nothing_where_the_stored_page_too_names_another_original(desk: Any) -> None:
    """Two copies on another host than the canonical one do not take turns in being the article."""
    main = replace(desk.article("Acme AI raised $4 billion."), flags=("canonical_elsewhere",))
    amp = replace(main, text="Acme AI raised $5 billion.", flags=("canonical_elsewhere", "amp"))
    assert [desk.put(page).state for page in (main, amp, main, amp)] == ["new", "twin", "unchanged", "twin"]


def test_an_original_replaces_the_twin_that_came_first(desk: Any) -> None:
    """A twin alone is an article like any other, until its original is read."""
    original = desk.article("Acme AI raised $5 billion. More follows.")
    twin = replace(original, text="Acme AI raised $5 billion.", url=f"{original.url}/amp", flags=("amp",))
    assert [desk.put(twin).state, desk.put(twin).state] == ["new", "unchanged"]
    assert desk.put(original).state == "changed"
    assert desk.put(twin).state == "twin"
    assert desk.store.article(original.identity).text == original.text


@pytest.mark.parametrize("order", [("first", "second"), ("second", "first")])
def test_copies_of_one_text_share_ids_and_count_once_in_a_bucket(desk: Any, order: tuple[str, str]) -> None:
    """Two addresses, two stored claims, one snapshot, one claim to compare with: that of the copy published first."""
    days = {"first": "2026-02-26", "second": "2026-02-27"}
    texts = {name: desk.article("Acme AI raised $5 billion.", name) for name in days}
    stated = {name: desk.claim(text, "$5 billion", 5e9, published=days[name]) for name, text in texts.items()}
    for name in order:
        assert desk.put(texts[name], stated[name]).added == (stated[name],)
    assert stated["first"].id == stated["second"].id
    assert len(list(desk.store.claims())) == 2
    assert desk.counts()["snapshots"] == 1
    with desk.store.writing() as writer:
        assert writer.bucket(Asked(frozenset({("Acme AI", "funding")}))) == [stated["first"]]


def test_a_text_file_is_kept_once_as_body_and_text(desk: Any) -> None:
    """Body and cleaned text of the same bytes share one snapshot."""
    article = desk.article("Plain words.")
    desk.put(article, body=b"Plain words.")
    assert desk.counts()["snapshots"] == 1


def test_a_bucket_holds_live_claims_of_its_subject_and_metric(desk: Any) -> None:
    """Those of this very transaction included, those of other buckets and retired ones not."""
    article, (five, two), rest = everything(desk)
    desk.put(article, five, two, **rest)
    other = desk.article("Acme AI raised $4 billion on top of $1 billion.", "two")
    four, one = desk.claim(other, "$4 billion", 4e9), desk.claim(other, "$1 billion", 1e9, subject=None)
    with desk.store.writing() as writer:
        writer.put_article(other, desk.fetch(other), Reading((four, one)), None)
        assert writer.bucket(Asked(frozenset({("Acme AI", "funding")}))) == [five, four]
        assert writer.bucket(Asked(frozenset({("Acme AI", "revenue")}))) == []
        assert writer.bucket(Asked(frozenset({("Beta Cloud", "commitment"), ("Acme AI", "funding")}))) == [
            five,
            two,
            four,
        ]
    desk.put(article, two, **rest)
    with desk.store.writing() as writer:
        assert writer.bucket(Asked(frozenset({("Acme AI", "funding")}))) == [four]


def test_two_claims_with_one_id_give_one_claim_and_a_signal(desk: Any) -> None:
    """The first is kept; the other, which says something else, is not dropped silently."""
    article = desk.article("Acme AI raised $5 billion.")
    claim = desk.claim(article, "$5 billion", 5e9)
    saved = desk.put(article, claim, replace(claim, attribution="a spokesman"), claim)
    assert saved.added == (claim,)
    assert desk.store.article(article.identity).signals == (Signal("duplicate_claim", 15, 25, "$5 billion"),)


def test_a_refusal_is_stored_and_belongs_to_the_article_that_was_there(desk: Any) -> None:
    """A page that is gone now does not lose what was read from it."""
    article, found, rest = everything(desk)
    desk.put(article, *found, **rest)
    gone = desk.fetch(article, status=404, refusal="not_found", detail=f"{article.url} answered 404", headers=())
    dead = replace(gone, source="https://dead.example/", status=None, refusal="dead_host")
    for fetch in (gone, gone, dead):
        with desk.store.writing() as writer:
            writer.put_refusal(fetch)
    stored = desk.store.article(article.identity)
    assert [(tried.fetch.refusal, tried.attempts) for tried in stored.fetches] == [(None, 1), ("not_found", 2)]
    assert stored.fetches[1].fetch == gone
    assert len(stored.claims) == 2
    assert desk.store.status().refusals == {"dead_host": 1, "not_found": 1}


def test_a_source_that_answers_again_is_no_longer_refused(desk: Any) -> None:
    """The counts of refusals are those of the last attempts."""
    article = desk.article("Plain words.")
    with desk.store.writing() as writer:
        writer.put_refusal(desk.fetch(article, status=503, refusal="server_error"))
    assert desk.store.status().refusals == {"server_error": 1}
    desk.put(article)
    assert desk.store.status().refusals == {}


def test_a_reading_of_another_text_is_refused(desk: Any) -> None:
    """Claims and mentions must be of the article, and quote it to the letter; else nothing is stored."""
    article, other = desk.article(TEXT), desk.article("Acme AI raised $5 billion", "two")
    claim = desk.claim(article, "$5 billion", 5e9)
    with pytest.raises(ValueError, match="was not read from"):
        desk.put(other, claim)
    with pytest.raises(ValueError, match="does not read '\\$6 billion'"):
        desk.put(article, replace(claim, quote="$6 billion", quantity=Quantity(low=6e9, high=6e9, unit="USD")))
    with pytest.raises(ValueError, match="does not read 'Acme'"):
        desk.put(article, mentions=(replace(desk.mention(article, "Acme AI"), text="Acme"),))
    assert set(desk.counts().values()) == {0}


def test_a_fetch_that_does_not_fit_is_refused(desk: Any) -> None:
    """An article needs a fetch that gave it, a refusal one that did not."""
    article = desk.article("Plain words.")
    good = desk.fetch(article, b"body")
    with desk.store.writing() as writer, pytest.raises(ValueError, match="names no refusal"):
        writer.put_refusal(good)
    with desk.store.writing() as writer, pytest.raises(ValueError, match="was refused"):
        writer.put_article(article, replace(good, refusal="empty"), Reading(), b"body")
    with desk.store.writing() as writer, pytest.raises(ValueError, match="has another body"):
        writer.put_article(article, good, Reading(), b"other")
    assert set(desk.counts().values()) == {0}
