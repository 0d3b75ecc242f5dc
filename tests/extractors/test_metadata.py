"""What a page says about itself: title, publisher, canonical URL, date with its source, flags."""

import json

import pytest

from claims.article import Publication
from extractors import metadata
from extractors.cleaning import parse
from extractors.metadata import Metadata
from extractors.published import english_dates
from extractors.timestamps import day, url_day
from extractors.urls import cleaned, is_root, looks_amp, same_page

URL = "https://news.example/deals/northwind"
STORY = "<p>" + "Northwind raised $2 billion from Contoso. " * 10 + "</p>"


def read(head: str = "", body: str = STORY, *, url: str | None = URL, feed: Publication | None = None) -> Metadata:
    return metadata.read(parse(f"<html><head>{head}</head><body>{body}</body></html>", "page"), url=url, feed=feed)


def ld(*nodes: object, graph: bool = False) -> str:
    value: object = {"@context": "https://schema.org", "@graph": nodes} if graph else nodes[0]
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Northwind &amp; Contoso agree",
    "datePublished": "2025-10-03T23:30:00-04:00",
    "dateModified": "2025-10-05T08:00:00Z",
    "publisher": {"@type": "Organization", "name": "The Example"},
}
META_DATE = '<meta property="article:published_time" content="2025-10-04T01:00:00Z">'


def test_json_ld_says_all() -> None:
    """Date as written, in its own offset, with the day of the last change; publisher; headline without an h1."""
    found = read(ld(ARTICLE) + META_DATE)
    assert found.publication == Publication("2025-10-03", "jsonld", "2025-10-03T23:30:00-04:00", "2025-10-05")
    assert (found.publisher, found.title) == ("The Example", "Northwind & Contoso agree")


@pytest.mark.parametrize(
    ("head", "body", "url", "publication"),
    [
        pytest.param(META_DATE, STORY, URL, Publication("2025-10-04", "meta", "2025-10-04T01:00:00Z"), id="meta"),
        pytest.param(
            '<meta name="parsely-pub-date" content="Fri, 03 Oct 2025 10:00:00 +0200">',
            STORY,
            URL,
            Publication("2025-10-03", "meta", "Fri, 03 Oct 2025 10:00:00 +0200"),
            id="meta, RFC 2822",
        ),
        pytest.param(
            "",
            '<time itemprop="datePublished" datetime="2025-10-02">x</time>' + STORY,
            URL,
            Publication("2025-10-02", "meta", "2025-10-02"),
            id="microdata",
        ),
        pytest.param(
            "", STORY, "https://news.example/2025/10/01/deal", Publication("2025-10-01", "url", "2025/10/01"), id="URL"
        ),
        pytest.param(
            "",
            '<p class="byline">Published on October 6, 2025</p>' + STORY,
            URL,
            Publication("2025-10-06", "text", "2025-10-06"),
            id="visible date",
        ),
        pytest.param(
            "", STORY + "<p>The round closed on October 3, 2025.</p>", URL, Publication(), id="a date in the story"
        ),
        pytest.param(
            "",
            "<div>"
            + "Northwind said on 3 October 2025 that it has raised $2 billion from Contoso and others. " * 4
            + "</div>",
            URL,
            Publication(),
            id="a date in a story without paragraphs",
        ),
        pytest.param(
            "", STORY + "<footer>© 2019 The Example</footer>", URL, Publication(), id="the year of the copyright"
        ),
        pytest.param(
            ld({**ARTICLE, "datePublished": "1970-01-01T00:00:00Z"}) + META_DATE,
            STORY,
            URL,
            Publication("2025-10-04", "meta", "2025-10-04T01:00:00Z", "2025-10-05"),
            id="an empty timestamp",
        ),
        pytest.param(
            ld({**ARTICLE, "datePublished": "soon", "dateModified": ""}), STORY, URL, Publication(), id="no timestamp"
        ),
        pytest.param(
            ld({"@type": "Organization", "datePublished": "2011-01-01"}),
            STORY,
            URL,
            Publication(),
            id="the date of something else",
        ),
        pytest.param(
            '<meta property="article:modified_time" content="2025-10-09T01:00:00Z">',
            STORY,
            "https://news.example/20251001-deal",
            Publication("2025-10-01", "url", "20251001", "2025-10-09"),
            id="modified is not published",
        ),
    ],
)
def test_publication(head: str, body: str, url: str, publication: Publication) -> None:
    """The first of JSON-LD, meta, URL and visible date; none of them is no date, never a guess."""
    assert read(head, body, url=url).publication == publication


def test_the_feed_dates_a_page_that_does_not_date_itself() -> None:
    """The feed goes before what is visible, and after what the page declares."""
    feed = Publication("2025-10-07", "feed", "Tue, 07 Oct 2025 09:00:00 GMT")
    dated = '<p class="byline">Published on October 6, 2025</p>' + STORY
    assert read("", dated, feed=feed).publication == feed
    assert read(META_DATE, dated, feed=feed).publication.source == "meta"


def test_json_ld_in_a_graph_with_a_publisher_by_reference() -> None:
    """Nodes of a graph refer to each other by id; the dated article wins over the page around it."""
    article = {**ARTICLE, "publisher": {"@id": "#org"}}
    page = {"@type": "WebPage", "datePublished": "2025-01-01"}
    found = read(ld(page, article, {"@type": "Organization", "@id": "#org", "name": "By Reference"}, graph=True))
    assert (found.publication.date, found.publisher) == ("2025-10-03", "By Reference")


def test_json_ld_of_a_list_of_other_articles_is_not_read() -> None:
    """Teasers carry dates too."""
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2020-01-01"}]}
    assert read(ld(listed)).publication == Publication()


def test_broken_json_ld_gives_its_plain_fields() -> None:
    """A quotation mark inside a description breaks the JSON, not the date."""
    broken = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "description": "the "deal"", '
        '"datePublished": "2025-10-03T10:00:00Z", "isAccessibleForFree": false}</script>'
    )
    found = read(broken)
    assert (found.publication.raw, found.flags) == ("2025-10-03T10:00:00Z", ("paywall",))


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param(ld(ARTICLE), "<h1> Northwind\n raises </h1>" + STORY, "Northwind raises", id="h1"),
        pytest.param(
            ld(ARTICLE), "<h1>The Example</h1>" + STORY, "Northwind & Contoso agree", id="an h1 that names the site"
        ),
        pytest.param(
            '<meta property="og:title" content="Northwind raises two billion">',
            "<h1>Markets</h1><h1>Northwind raises two billion</h1>",
            "Northwind raises two billion",
            id="of two h1 the one that og:title repeats",
        ),
        pytest.param(
            "",
            "<h1>Markets</h1><article><h1>Northwind raises</h1></article>",
            "Northwind raises",
            id="of two h1 the one in the article",
        ),
        pytest.param('<meta property="og:title" content="By OpenGraph">', STORY, "By OpenGraph", id="og:title"),
        pytest.param("<title>Only a title element</title>", STORY, None, id="none"),
    ],
)
def test_title(head: str, body: str, title: str | None) -> None:
    """h1, JSON-LD headline, og:title, in this order."""
    assert read(head, body).title == title


def test_publisher_by_opengraph() -> None:
    """og:site_name stands in for a missing JSON-LD publisher."""
    assert read('<meta property="og:site_name" content="The Example">').publisher == "The Example"


@pytest.mark.parametrize(
    ("head", "url", "canonical", "flags"),
    [
        pytest.param("", URL + "?utm_source=x&amp=1#top", URL, ("amp",), id="tracking, amp=1 and fragment go"),
        pytest.param(
            '<link rel="canonical" href="/deals/northwind">',
            URL + "?page=1",
            URL,
            ("canonical_elsewhere",),
            id="relative",
        ),
        pytest.param(
            f'<link rel="canonical" href="{URL}">',
            "http://www.news.example/deals/northwind/",
            URL,
            (),
            id="www, scheme and slash are the same page",
        ),
        pytest.param(
            f'<link rel="canonical" href="{URL}">',
            "https://news.example/amp/deals/northwind",
            URL,
            ("amp",),
            id="AMP twin",
        ),
        pytest.param(
            '<link rel="canonical" href="https://wire.example/first">',
            URL,
            "https://wire.example/first",
            ("canonical_elsewhere",),
            id="a copy names its original",
        ),
        pytest.param(
            '<link rel="canonical" href="https://news.example/">', URL, URL, (), id="the front page is no canonical"
        ),
        pytest.param('<link rel="canonical" href="javascript:void(0)">', URL, URL, (), id="no web page"),
        pytest.param(f'<meta property="og:url" content="{URL}">', None, URL, (), id="og:url of a file"),
        pytest.param("", None, None, (), id="a file that does not say"),
    ],
)
def test_canonical_url(head: str, url: str | None, canonical: str | None, flags: tuple[str, ...]) -> None:
    """rel=canonical, og:url, else the URL fetched, all in one form."""
    found = read(head, url=url)
    assert (found.canonical_url, found.flags) == (canonical, flags)


@pytest.mark.parametrize(
    ("head", "body", "flags"),
    [
        pytest.param(ld({**ARTICLE, "isAccessibleForFree": "False"}), STORY, ("paywall",), id="not free"),
        pytest.param(
            ld({**ARTICLE, "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False}}),
            STORY,
            ("paywall",),
            id="a part not free",
        ),
        pytest.param('<meta property="article:content_tier" content="locked">', STORY, ("paywall",), id="locked"),
        pytest.param(ld({**ARTICLE, "isAccessibleForFree": True}), STORY, (), id="free"),
        pytest.param(
            ld({**ARTICLE, "@type": ["LiveBlogPosting", "NewsArticle"]}), STORY, ("live_blog",), id="live blog"
        ),
        pytest.param("", f"<article>{STORY}</article>" * 2, ("several_articles",), id="two stories"),
        pytest.param(
            "", f"<article>{STORY}</article><article><p>A teaser.</p></article>", (), id="a story and a teaser"
        ),
        pytest.param("", f"<article><article>{STORY}</article>{STORY}</article>", (), id="nested"),
    ],
)
def test_flags(head: str, body: str, flags: tuple[str, ...]) -> None:
    """What only looks like one free article says so."""
    assert read(head, body).flags == flags


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-10-03", "2025-10-03"),
        ("2025-10-03T00:30:00+09:00", "2025-10-03"),
        ("20251003T120000Z", "2025-10-03"),
        ("2025/10/3 10:00", "2025-10-03"),
        ("October 3, 2025", "2025-10-03"),
        ("3 Oct 2025", "2025-10-03"),
        ("Fri, 03 Oct 2025 23:59:00 -0500", "2025-10-03"),
        ("2025-13-03", None),
        ("2025-02-30", None),
        ("1759449600", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_day(written: str | None, expected: str | None) -> None:
    """The day as written, in the timestamp's own offset; nothing else is a day."""
    assert day(written) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/2025/10/03/deal", ("2025-10-03", "2025/10/03")),
        ("https://news.example/deal-2025-10-03.html", ("2025-10-03", "2025-10-03")),
        ("https://news.example/2025/oct/3/deal", ("2025-10-03", "2025/oct/3")),
        ("https://news.example/2025/10/deal", None),
        ("https://news.example/id/2025100399", None),
        ("https://20251003.example/deal?d=2025-10-03", None),
        ("https://news.example/2025/99/99", None),
    ],
)
def test_url_day(url: str, expected: tuple[str, str] | None) -> None:
    """Only a full day in the path; a month is none."""
    assert url_day(url) == expected


def test_urls() -> None:
    """What names a page, what is its twin, and what names none."""
    assert cleaned("HTTPS://News.Example/a?fbclid=1&id=2#x") == "https://news.example/a?id=2"
    assert cleaned("https://news.example/a?amp=0") == "https://news.example/a?amp=0"
    assert [cleaned(url) for url in (None, " ", "mailto:a@b.example", "http://[bad", "/deals")] == [None] * 5
    assert same_page("https://m.news.example/a.amp.html", "http://news.example/a.html/")
    assert not same_page("https://news.example/a?id=1", "https://news.example/a?id=2")
    assert is_root("https://news.example/")
    assert not is_root("https://news.example/?p=12")
    assert looks_amp("https://news.example/a/amp/")
    assert not looks_amp("https://news.example/amplifiers/amp-prices")


def test_odd_dates_are_read_in_english_only() -> None:
    """Loading the other languages takes seconds; htmldate is asked as a page asks it, and must ask our parser."""
    before = english_dates.cache_info().hits + english_dates.cache_info().misses
    found = read("", f'<p class="post-date">Published 3 Foo 2025</p>{STORY}').publication
    assert found == Publication("2025-01-01", "text", "2025-01-01")
    assert english_dates.cache_info().hits + english_dates.cache_info().misses > before
