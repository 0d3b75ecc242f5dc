"""The charts of the desk: the picture by its address, and the page with links and a table of the same rows."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import pytest

from review.charts.palette import dark_rules
from storage.store import ClaimQuery, Store

PICTURE = "/charts/Northwind Compute/funding.svg"
PAGE = "/charts/northwind/funding"


def test_a_picture_is_asked_for_once(ada: Any) -> None:
    """Its tag changes with what it shows."""
    first = ada.get(PICTURE)
    assert (first.status_code, first.headers["content-type"]) == (200, "image/svg+xml")
    again = ada.http.get(PICTURE, headers={"if-none-match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert ada.get(PICTURE, log="1").headers["etag"] != first.headers["etag"]
    assert ada.get(PICTURE, small="1").headers["etag"] != first.headers["etag"]


def test_a_picture_may_use_its_own_style_sheet_and_nothing_else(ada: Any) -> None:
    """By the hash of what stands in it."""
    answer = ada.get(PICTURE)
    policy = answer.headers["content-security-policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert style == dark_rules()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_the_page_has_a_table_of_what_is_drawn(ada: Any, newsroom: Store) -> None:
    """Every mark leads to its claim, and has its row."""
    page = ada.get(PAGE).text
    picture, _, table = page.partition("</svg>")
    links = set(re.findall(r'href="/claims/([0-9a-f]{16})"', picture))
    told = {one.claim.id for one in newsroom.claims(ClaimQuery(party="Northwind Compute", metric="funding"))}
    assert links == told
    assert set(re.findall(r'href="/claims/([0-9a-f]{16})"', table)) == told
    assert ("<style" in page, " style=" in page) == (False, False)
    assert "open case" in table
    assert 'href="/charts/Northwind%20Compute/power"' in table


def test_dates_and_scale_can_be_asked_for(ada: Any) -> None:
    """The form holds what was asked."""
    page = ada.get(PAGE, since="2026-05-06", until="2026", log="1").text
    assert ('value="2026-05-06"' in page, '<option value="1" selected>' in page) == (True, True)
    assert ("$4.2 billion" in page, "The Wire" in page) == (True, False)
    assert "There is nothing to draw." in ada.get(PAGE, until="1999").text


@pytest.mark.parametrize(("path", "status"), [
    ("/charts/northwind/nothing", 400), ("/charts/northwind/nothing.svg", 400), ("/charts/nobody/funding", 404),
    ("/charts/northwind/funding?since=19", 400), ("/charts/northwind/funding?log=maybe", 400),
    ("/charts/northwind/debt", 200), ("/charts/northwind/debt.svg", 200),
])  # fmt: skip
def test_what_cannot_be_drawn_is_a_clear_answer(ada: Any, path: str, status: int) -> None:
    """A metric of which nothing is told is an empty chart."""
    assert ada.http.get(path).status_code == status
