"""The picture of a chart: shapes, words and our own links, whatever the texts hold."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree

from claims.model import Modality
from claims.values import Qualifier, Quantity
from review.charts.layout import SMALL
from review.charts.svg import png, svg
from storage.standing import Fate

HOSTILE = (
    "<script>alert(1)</script>", "\"><image href=x onerror=alert(1)>", "</text></svg><script>alert(1)</script>",
    "{{ 7*7 }} ${7*7} <%= 7 %>", "datum.x + alert(1)", "'; alert(1); '", "‮drowssap", "a\x00b\x08c\nd", "&lt;b&gt;",
    "]]><!--", "x" * 5_000, "\ud800", "url(javascript:alert(1))",
)  # fmt: skip
ALLOWED = {"svg", "g", "a", "path", "rect", "line", "text", "title", "style"}


def names(picture: str) -> set[str]:
    """The elements of a picture."""
    return {etree.QName(one).localname for one in etree.fromstring(picture.encode()).iter()}


def texts(picture: str) -> list[str]:
    """The words of a picture, in their order."""
    root = etree.fromstring(picture.encode())
    return [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_same_chart_is_the_same_picture(told: Any) -> None:
    """To the character, as SVG and as PNG."""
    told.add(110e9)
    told.add(2e9, "2025-12-03", origin="The Ledger", case="c1")
    chart = told.chart()
    assert svg(chart) == svg(chart)
    assert png(chart) == png(chart)
    assert png(chart)[:8] == b"\x89PNG\r\n\x1a\n"


def test_a_picture_has_heading_values_dates_and_a_key(told: Any) -> None:
    """In words that people read."""
    told.add(110e9)
    told.add(0, "2025-12-03", origin="The Ledger", quantity=Quantity(low=80e9, high=None, unit="USD",
             qualifier=Qualifier.at_least), case="c1")  # fmt: skip
    found = texts(svg(told.chart()))
    for words in ("Acme AI: Valuation", "$110 billion", "over $80 billion", "$60 billion", "10 Nov 2025", "The Wire",
                  "The Ledger", "at least", "in an open case"):  # fmt: skip
        assert words in found
    assert "denied" not in found


def test_a_small_picture_leaves_to_the_page_what_the_page_says(told: Any) -> None:
    """Heading and key."""
    told.add(110e9)
    assert "Acme AI: Valuation" not in texts(svg(told.chart(), size=SMALL))
    assert "The Wire" not in texts(svg(told.chart(), size=SMALL))


def test_each_mark_leads_to_its_claim(told: Any) -> None:
    """Point, bar, arrow, ring, cross and words alike; with a title that says it all."""
    told.add(1e9, fate=Fate.replaced)
    told.add(0, case="c1", quantity=Quantity(low=2e9, high=3e9, unit="USD", qualifier=Qualifier.range))
    told.add(5e9, modality=Modality.denied)
    chart = told.chart()
    picture = svg(chart)
    links = re.findall(r'<a href="([^"]*)"', picture)
    assert set(links) == {f"/claims/{mark.id}" for mark in chart.marks}
    assert "$1 billion; Valuation; said 3 Oct 2025; The Wire, 3 Oct 2025; replaced by a later figure" in picture
    assert "in an open case</title>" in picture
    assert "mark.invalid" not in picture


def test_a_mark_may_lead_nowhere(told: Any) -> None:
    """A picture without links has none."""
    told.add(1e9)
    assert "<a" not in svg(told.chart(), lambda _: None)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_or_title_is_only_words(told: Any, text: str) -> None:
    """No element, attribute or address comes from a text; what steers is made visible."""
    told.add(1e9, origin=text, publisher=text, title=text, subject=text)
    told.add(2e9, "2024-01-01", origin=text + "2", doc=text)
    chart = told.chart()
    object.__setattr__(chart, "party", text)
    for picture in (svg(chart), svg(chart, styled=False, size=SMALL)):
        assert names(picture) <= ALLOWED
        root = etree.fromstring(picture.encode())
        attributes = {name for one in root.iter() for name in one.attrib}
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "id")]
        assert {one.get("href") for one in root.iter("{http://www.w3.org/2000/svg}a")} == {
            f"/claims/{mark.id}" for mark in chart.marks
        }  # fmt: skip
        assert not re.search("[\u202e\x00\x08]", picture)
        assert len(picture) < 40_000
    assert png(chart)[:4] == b"\x89PNG"


def test_a_picture_for_a_page_has_no_style_of_its_own(told: Any) -> None:
    """The page's policy forbids it; a file has it for dark paper."""
    told.add(1e9)
    assert "style" in names(svg(told.chart()))
    assert "style" not in svg(told.chart(), styled=False)


def test_an_empty_chart_is_drawn(told: Any) -> None:
    """Axes, and nothing on them."""
    assert "Acme AI: Valuation" in texts(svg(told.chart()))


def test_a_hundred_marks_fit_a_page(told: Any) -> None:
    """With all links and titles."""
    for number in range(120):
        told.add((number + 1) * 1e9, f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}", origin=f"Paper {number % 9}")
    chart = told.chart()
    assert len(chart.marks) == 100
    assert len(svg(chart)) < 100_000


@pytest.mark.parametrize("text", ["\x1b[31m", "\x0c", "\x07\x00", "\ufffe", "\ud800"])
def test_no_text_reaches_the_library_that_would_end_the_process(told: Any, text: str) -> None:
    """A value's own words may hold a character that XML does not know."""
    told.add(110e9, per=text)
    assert "$110 billion per" in " ".join(texts(svg(told.chart())))
