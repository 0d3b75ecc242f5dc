"""Sitemaps of news and indexes of them: what they list, in which order, and what is none."""

from __future__ import annotations

import pytest

from claims.article import Publication
from claims.errors import Refusal
from flows.discovery import FeedEntry
from flows.sitemaps import Child, read_sitemap

HERE = "https://paper.example/news.xml"
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url>
    <loc> https://paper.example/one </loc>
    <lastmod>2026-05-07T08:00:00+02:00</lastmod>
    <news:news>
      <news:publication><news:name>The Paper</news:name><news:language>en</news:language></news:publication>
      <news:publication_date>2026-05-05T23:30:00-04:00</news:publication_date>
      <news:title>Acme raises
        money</news:title>
    </news:news>
    <image:image><image:loc>https://paper.example/one.jpg</image:loc><image:title>A hall</image:title></image:image>
  </url>
  <url><loc>/two</loc></url>
  <url><loc>/two</loc><lastmod>2026-05-01</lastmod></url>
  <url><loc>mailto:desk@paper.example</loc></url>
  <url><lastmod>2026-05-01</lastmod></url>
</urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <sitemap><loc>https://paper.example/april.xml</loc><lastmod>2026-04-30</lastmod></sitemap>
  <sitemap><loc>https://paper.example/undated.xml</loc></sitemap>
  <sitemap><loc>https://paper.example/may.xml</loc><lastmod>2026-05-31</lastmod></sitemap>
</sitemapindex>"""


def test_what_a_news_sitemap_says_of_an_article() -> None:
    """Day in the offset written, title on one line, publication; an image's own address and title are not it."""
    assert read_sitemap(NEWS, HERE).entries == [
        FeedEntry(
            "https://paper.example/one", "Acme raises money",
            Publication("2026-05-05", "feed", "2026-05-05T23:30:00-04:00", "2026-05-07"), "The Paper",
        ),
        FeedEntry("https://paper.example/two", None, Publication(), None),
    ]  # fmt: skip


def test_an_index_lists_sitemaps_the_newest_first() -> None:
    """Those without a date come last."""
    found = read_sitemap(INDEX, HERE)
    assert (found.entries, found.children) == (
        [],
        [
            Child("https://paper.example/may.xml", "2026-05-31"),
            Child("https://paper.example/april.xml", "2026-04-30"),
            Child("https://paper.example/undated.xml", None),
        ],
    )  # fmt: skip


def test_names_count_without_their_namespaces() -> None:
    """Servers get those wrong."""
    plain = NEWS.replace(b"news:", b"").replace(b' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"', b"")
    assert read_sitemap(plain, HERE).entries == read_sitemap(NEWS, HERE).entries


@pytest.mark.parametrize("body", [b"", b"<html><body>Hello</body></html>", b"no markup", b"<urlset", b"\x00\x01"])
def test_what_is_no_sitemap_is_refused(body: bytes) -> None:
    """With the address; a sitemap that breaks off gives what stands before the break."""
    if body == b"<urlset":
        assert read_sitemap(body, HERE).entries == []
        return
    with pytest.raises(Refusal) as refused:
        read_sitemap(body, HERE)
    assert (refused.value.reason, HERE in refused.value.detail) == ("parse_failed", True)


def test_entities_and_other_files_are_never_read() -> None:
    """A sitemap is hostile text too."""
    bomb = b'<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset><url><loc>/&a;x</loc></url></urlset>'
    assert [entry.url for entry in read_sitemap(bomb, HERE).entries] == ["https://paper.example/"]
