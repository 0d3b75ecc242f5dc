"""The whole round of an analyst in a real browser: by keyboard alone, by mouse, and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.cases import CaseStatus
from claims.judgements import Judgement
from flows.serving import serve_folder
from storage.case_records import CaseQuery
from storage.store import Store

SITE = Path(__file__).parents[4] / "fixtures" / "site"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The fixtures' pages on loopback, which may be read."""
    monkeypatch.setenv("COUNTERCLAIM_ALLOW_PRIVATE", "127.0.0.1")
    with serve_folder(SITE) as url:
        yield url


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the element with these words has the focus, as somebody without a mouse does."""
    for _ in range(300):
        page.keyboard.press("Tab")
        named = page.evaluate(
            "(document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || '').trim()"
        )
        if named == words:
            return
    raise AssertionError(f"no element {words!r} can be reached with Tab")


def focused(page: Page) -> str:
    """The text of what has the focus."""
    return str(page.evaluate("document.activeElement.innerText"))


def case_of(page: Page) -> str:
    """The case that the address names."""
    found = re.search(r"/cases/([0-9a-f]{16})", page.url)
    assert found is not None, page.url
    return found[1]


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait for it."""
    with page.expect_navigation():
        page.keyboard.press(key)


def judged(store: Store) -> list[Judgement]:
    """What was decided and not taken back, in order."""
    decided = store.cases(CaseQuery(statuses=frozenset({CaseStatus.decided})))
    made = [found.decision for found in decided if found.decision]
    return [one.judgement for one in sorted(made, key=lambda one: (one.recorded_at, one.id))]


def test_by_keyboard_alone(url: str, site: str, store: Store, new_page: Callable[..., Page]) -> None:
    """Queue, filter, case, evidence, decide, undo, ten cases by keys, read wrongly, history, chart, ingest."""
    page = new_page()
    page.goto(f"{url}/cases")
    expect(page.locator("h1")).to_have_text("14 cases waiting for a decision")

    # search, and a filter
    page.keyboard.press("/")
    page.keyboard.type("large round for Nebius")
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text("1 case waiting for a decision")
    page.goto(f"{url}/cases")
    tab_to(page, "value")
    press(page, "Enter")
    assert "kind=value" in page.url

    # open a case, and go through the queue
    page.keyboard.press("j")
    first = focused(page)
    page.keyboard.press("j")
    assert focused(page) != first
    page.keyboard.press("k")
    assert focused(page) == first
    press(page, "Enter")
    opened = case_of(page)
    expect(page.locator("h1")).to_have_text(first)

    # read the evidence in its text
    tab_to(page, "Stored text")
    press(page, "Enter")
    expect(page.locator("mark.target")).to_be_in_viewport()
    page.go_back()

    # decide, see the next case at once, take it back
    press(page, "1")
    second = case_of(page)
    assert second != opened
    expect(page.locator(".notice")).to_contain_text("prefers A")
    assert store.case(opened).status is CaseStatus.decided
    press(page, "z")
    assert store.case(opened).status is CaseStatus.open

    # ten cases by keys
    page.goto(f"{url}/cases")
    page.keyboard.press("j")
    press(page, "Enter")
    keys = {
        "1": Judgement.prefer, "2": Judgement.prefer, "b": Judgement.both_valid, "s": Judgement.superseded,
        "w": Judgement.same_source, "u": Judgement.unsure,
    }  # fmt: skip
    typed = [list(keys)[number % len(keys)] for number in range(10)]
    seen = []
    for key in typed:
        seen.append(case_of(page))
        press(page, key)
    assert len(set(seen)) == 10
    assert [store.case(name).decision.judgement for name in seen] == [keys[key] for key in typed]  # type: ignore[union-attr]
    assert {store.case(name).decision.by for name in seen} == {"ada"}  # type: ignore[union-attr]

    # to and fro, and one that was read wrongly, with the text beside the fields
    here = case_of(page)
    press(page, "j")
    assert case_of(page) != here
    press(page, "k")
    assert case_of(page) == here
    press(page, "e")
    expect(page.locator("#edit mark")).to_be_visible()
    assert page.evaluate("document.activeElement.name") == "set.value"
    page.keyboard.press("Control+a")
    page.keyboard.type("3.5bn")
    tab_to(page, "Save as read wrongly")
    press(page, "Enter")
    assert [one.judgement for one in store.case_history(store.case(here))[1]] == [Judgement.extraction_error]

    # history and chart
    page.goto(f"{url}/cases/{seen[0]}")
    expect(page.locator("#history ~ div table")).to_contain_text("ada")
    tab_to(page, "timeline")
    press(page, "Enter")
    expect(page.locator("svg.chart")).to_be_visible()
    expect(page.locator("table")).to_contain_text("billion")

    # the keys are explained where one is
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_contain_text("undo the last decision")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.keys")).not_to_be_visible()

    # ingest a page
    tab_to(page, "Ingest")
    press(page, "Enter")
    page.keyboard.press("Tab")
    page.locator("input[name=url]").focus()
    page.keyboard.type(f"{site}/bell-coreweave-capex.html")
    press(page, "Enter")
    expect(page.locator(".notice.good")).to_contain_text("claims added")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_by_mouse(url: str, site: str, store: Store, new_page: Callable[..., Page], scripts: bool) -> None:
    """The same round; everything works without JavaScript too."""
    page = new_page(java_script_enabled=scripts)
    page.goto(url)
    expect(page.locator("h1")).to_have_text("14 cases waiting for a decision")
    page.get_by_role("navigation", name="Filters").get_by_role("link", name="Funding round").click()
    assert "metric=funding" in page.url
    page.locator(".queue h2 a").first.click()
    opened = case_of(page)
    page.get_by_text("questions, rules").click()
    page.get_by_role("link", name="Stored text").first.click()
    expect(page.locator("mark.target")).to_be_in_viewport()
    page.go_back()
    page.get_by_label("Note").fill("the filing says so")
    page.get_by_role("button", name=re.compile("^B: ")).click()
    expect(page.locator(".notice")).to_contain_text("prefers B")
    held = store.case(opened).decision
    assert held is not None
    assert (held.side, held.note, held.by) == ("B", "the filing says so", "ada")
    page.locator(".notice").get_by_role("button", name="Undo").click()
    assert store.case(opened).decision is None
    page.goto(f"{url}/cases/{opened}")
    for _ in range(10):
        page.get_by_role("button", name=re.compile("^A: ")).click()
    assert judged(store) == [Judgement.prefer] * 10
    page.goto(f"{url}/cases/{opened}")
    history = page.locator("#history ~ div table")
    expect(history).to_contain_text("the filing says so")
    expect(history).to_contain_text("prefers A")
    page.get_by_role("link", name="timeline").click()
    expect(page.locator("svg.chart")).to_be_visible()
    page.get_by_role("link", name="Ingest").click()
    page.get_by_label("Address of an article").fill(f"{site}/tranche-crusoe-sweetwater.html")
    page.get_by_role("button", name="Ingest").click()
    expect(page.locator(".steps")).to_contain_text("reading its claims")
    page.locator(".notice.good a").click()
    expect(page.locator("h1")).to_have_text("Inside Crusoe's Wyoming financing")
    expect(page.locator(".prose mark").first).to_be_visible()


def test_a_second_analyst_in_between_is_shown_and_not_overwritten(
    url: str, store: Store, new_page: Callable[..., Page], decide: Callable[..., Any]
) -> None:
    """Who was first, and what they decided."""
    page = new_page()
    page.goto(f"{url}/cases/{store.cases()[0].id}")
    first = decide(store, store.cases()[0].id, by="bob")
    press(page, "2")
    expect(page.locator(".notice.bad")).to_contain_text("bob")
    assert store.case(first.id).decision == first.decision


def test_two_keys_in_haste_decide_one_case(url: str, store: Store, new_page: Callable[..., Page]) -> None:
    """The second one would be meant for a case that nobody has seen yet."""
    page = new_page()
    page.goto(f"{url}/cases/{store.cases()[0].id}")
    with page.expect_navigation():
        page.evaluate(
            "for (const key of ['1', '1'])"
            " document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}))"
        )
    assert judged(store) == [Judgement.prefer]


def test_keys_do_nothing_while_somebody_types(url: str, store: Store, new_page: Callable[..., Page]) -> None:
    """A note may hold any letter."""
    page = new_page()
    page.goto(f"{url}/cases/{store.cases()[0].id}")
    page.get_by_label("Note").focus()
    page.keyboard.type("12 bsewuz/?jk")
    assert page.get_by_label("Note").input_value() == "12 bsewuz/?jk"
    assert judged(store) == []
    page.keyboard.press("Escape")
    press(page, "u")
    (found,) = store.cases(CaseQuery(statuses=frozenset({CaseStatus.decided})))
    assert found.decision is not None
    assert found.decision.note == "12 bsewuz/?jk"
