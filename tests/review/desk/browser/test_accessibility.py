"""axe finds no violation of WCAG 2.2 AA on any page, in light and dark, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from claims.users import Role
from review.desk import passwords
from storage.store import ClaimQuery, Store

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

VIEWS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"color_scheme": "light", "viewport": {"width": 360, "height": 740}},
}  # fmt: skip


def violations(page: Page) -> list[str]:
    """What axe finds, a line each: the rule and the element."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def wider(page: Page) -> bool:
    """Whether the page is wider than its window: then a person has to scroll sideways to read."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.fixture
def paths(store: Store, decide: Callable[..., Any]) -> dict[str, str]:
    """Every kind of page, with something on it."""
    waiting, decided = store.cases()[:2]
    decide(store, decided.id, by="bob")
    claim = waiting.case.sides[0].claim
    other = waiting.case.sides[1].claim
    article = waiting.case.sides[0].evidence[0].telling.article
    party = quote(str(claim.subject))
    return {
        "queue": "/cases", "filtered queue": "/cases?metric=funding&q=round", "empty queue": "/cases?party=nobody",
        "case": f"/cases/{waiting.id}", "decided case": f"/cases/{decided.id}",
        "edited case": f"/cases/{waiting.id}?edit={claim.id}", "many at once": "/cases/bulk?metric=funding",
        "article": f"/articles/{article}", "claim in its article": f"/articles/{article}?claim={claim.id}",
        "find an article": "/articles", "claim": f"/claims/{claim.id}", "why": f"/claims/{claim.id}/why/{other.id}",
        "parties": "/parties", "party": f"/parties/{party}", "claims of a party": f"/parties/{party}?metric=funding",
        "all of a party": f"/parties/{party}?all=1", "chart": f"/charts/{party}/{claim.metric}",
        "ingest": "/ingest", "keys": "/keys", "error": "/nowhere", "not stored": "/cases/ffff",
    }  # fmt: skip


@pytest.mark.parametrize("view", list(VIEWS))
def test_no_page_has_a_violation(url: str, paths: dict[str, str], new_page: Callable[..., Page], view: str) -> None:
    """All of them, one by one; none is wider than its window."""
    page = new_page(**VIEWS[view])
    found, wide = {}, []
    for name, path in paths.items():
        page.goto(url + path)
        if lines := violations(page):
            found[name] = lines
        if wider(page):
            wide.append(name)
    assert (found, wide) == ({}, [])


@pytest.mark.parametrize("view", list(VIEWS))
def test_signing_in_and_ingesting_have_none(url: str, store: Store, new_page: Callable[..., Page], view: str) -> None:
    """Also where something went wrong, and with the keys in their dialog."""
    page = new_page(**VIEWS[view])
    page.goto(f"{url}/ingest")
    page.get_by_label("Address of an article").fill("http://169.254.169.254/")
    page.get_by_role("button", name="Ingest").click()
    page.locator(".notice.bad").wait_for()
    assert violations(page) == []
    page.keyboard.press("?")
    page.locator("dialog.keys").wait_for()
    assert violations(page) == []
    with store.writing() as writer:
        writer.users.add("Ada", Role.analyst, password=passwords.hashed("correct horse battery"))
    page.goto(f"{url}/cases")
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    page.locator(".notice.bad").wait_for()
    assert (violations(page), wider(page)) == ([], False)


@pytest.mark.parametrize("path", ["queue", "case", "article", "chart"])
def test_what_has_the_focus_is_seen(url: str, paths: dict[str, str], new_page: Callable[..., Page], path: str) -> None:
    """Each stop of Tab has an outline, is in the window, and nothing lies over it."""
    page = new_page()
    page.goto(url + paths[path])
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
                const one = document.activeElement;
                if (one === document.body) return "left";
                const box = one.getBoundingClientRect();
                const style = getComputedStyle(one);
                const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 20) / 2);
                const covered = !(at && (one.contains(at) || at.contains(one) || one.labels?.length));
                const bare = style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2;
                return covered || bare ? `${covered ? "covered" : "no outline"}: ${one.outerHTML.slice(0, 120)}` : "";
            }"""
        )
        if seen == "left":
            break
        if seen:
            unseen.append(seen)
    assert unseen == []


def test_a_case_is_printed_whole_and_in_black_on_white(url: str, store: Store, new_page: Callable[..., Page]) -> None:
    """Quotes and history, no buttons and no menus."""
    page = new_page(color_scheme="dark")
    page.goto(f"{url}/cases/{store.cases()[0].id}")
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    assert "Series C" in shown
    assert "History" in shown
    assert not page.get_by_role("button", name="Both valid").is_visible()
    assert not page.locator("header.top").is_visible()
    ground, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")


def test_every_claim_has_a_page_for_who_cannot_see_the_chart(
    store: Store, url: str, new_page: Callable[..., Page]
) -> None:
    """The chart's table names all its values, each with its link."""
    page = new_page()
    page.goto(f"{url}/charts/Nebius/funding")
    links = {link.get_attribute("href") for link in page.locator("table a[href^='/claims/']").all()}
    assert links == {f"/claims/{one.claim.id}" for one in store.claims(ClaimQuery(party="Nebius"))}
