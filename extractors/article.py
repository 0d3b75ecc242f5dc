"""Bytes to Article: the one entry for pages, text files and rows of a dump."""

from __future__ import annotations

from collections.abc import Mapping

from claims.article import Article, Publication
from claims.errors import Refusal
from extractors import guards, language
from extractors.decoding import decode, markup, printable
from extractors.guards import LIMITS, Limits

__all__ = ["LIMITS", "Limits", "read_html", "read_row", "read_text"]


def read_html(
    body: bytes,
    *,
    name: str,
    url: str | None = None,
    content_type: str | None = None,
    feed: Publication | None = None,
    publisher: str | None = None,
    title: str | None = None,
    doc: str | None = None,
    identity: str | None = None,
    bulk: bool = False,
    limits: Limits = LIMITS,
) -> Article:
    """The article of an HTML page.

    name -- the file or URL, for messages.  url -- where it was fetched from, after redirects.  content_type -- the
    server's header.  feed, publisher, title -- what is known from elsewhere, used where the page does not say.
    bulk -- take the faster path.  Raises Refusal with the reason why it is no article.
    """
    guards.check_size(body, name, limits)
    guards.check_content_type(content_type, name)
    guards.check_binary(body, name)
    # imported here: a text file pays for no parser
    from extractors import cleaning, metadata, walls

    page, replaced = markup(body, content_type)
    guards.check_markup(page, name, limits)
    tree = cleaning.parse(page, name)
    cleaning.drop_footnote_marks(tree)
    about = metadata.read(tree, url=url, feed=feed)
    text = cleaning.article_text(tree, bulk=bulk)
    met = walls.wall(about.headings, text or cleaning.visible_text(tree))
    if met is not None:
        raise Refusal(met[0], f"{name}: it says {met[1]!r}")
    if text is None:
        raise Refusal("empty", f"{name}: {len(body):,} bytes without a story")
    spoken = language.detect(text, about.language)
    return Article(
        doc=doc or about.canonical_url or name,
        identity=identity or about.canonical_url or name,
        text=text,
        title=about.title or title,
        url=url,
        canonical_url=about.canonical_url,
        language=spoken,
        publisher=about.publisher or publisher,
        publication=about.publication,
        flags=(*about.flags, *_general_flags(about.publication, replaced, spoken)),
    )


def read_text(
    body: bytes | str,
    *,
    name: str,
    identity: str | None = None,
    doc: str | None = None,
    url: str | None = None,
    publication: Publication | None = None,
    publisher: str | None = None,
    title: str | None = None,
    limits: Limits = LIMITS,
) -> Article:
    """The article of a plain text, kept character for character, so that offsets into it hold for the input too.

    Only a byte order mark goes; controls become spaces and lone surrogates U+FFFD, one for one.  No date is looked
    for.  Raises Refusal `too_large`, `binary` or `empty`.
    """
    replaced = 0
    if isinstance(body, bytes):
        guards.check_size(body, name, limits)
        guards.check_binary(body, name)
        decoded = decode(body)
        body, replaced = decoded.text, decoded.replaced
    guards.check_text_size(body, name, limits)
    text = printable(body)
    if not text.strip():
        raise Refusal("empty", f"{name}: nothing but white space")
    spoken = language.detect(text)
    published = publication or Publication()
    canonical = _cleaned(url)
    return Article(
        doc=doc or canonical or name,
        identity=identity or canonical or name,
        text=text,
        title=title,
        url=url,
        canonical_url=canonical,
        language=spoken,
        publisher=publisher,
        publication=published,
        flags=_general_flags(published, replaced, spoken),
    )


def read_row(row: Mapping[str, object], *, where: str, limits: Limits = LIMITS) -> Article:
    """The article of a dump's row: {"id", "text" or "html", "url"?, "published"?, "publisher"?, "title"?}.

    where -- file and line, for messages.  The row's `published` counts where an html page does not say; one that is no
    date is kept as raw only.  Raises Refusal `bad_row` for a row of another form, else as the text or the page does.
    """
    if not isinstance(row, Mapping):
        raise Refusal("bad_row", f"{where}: {type(row).__name__} instead of an object")
    given = row.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int) or given == "":
        raise Refusal("bad_row", f"{where}: id is {given!r} (expected a string)")
    doc = str(given)
    url, publisher, title = (_optional(row, key, where) for key in ("url", "publisher", "title"))
    publication = _row_publication(_optional(row, "published", where))
    text, html = _optional(row, "text", where), _optional(row, "html", where)
    if text is not None:
        return read_text(
            text, name=where, identity=doc, doc=doc, url=url, publication=publication, publisher=publisher,
            title=title, limits=limits,
        )  # fmt: skip
    if html is not None:
        return read_html(
            printable(html).encode("utf-8"), name=where, identity=doc, doc=doc, url=url, feed=publication,
            publisher=publisher, title=title, bulk=True, limits=limits,
        )  # fmt: skip
    raise Refusal("bad_row", f"{where}: neither text nor html (keys: {', '.join(sorted(map(str, row)))})")


def _general_flags(publication: Publication, replaced: int, spoken: str | None) -> tuple[str, ...]:
    raised = {
        "no_date": publication.date is None,
        "bad_bytes": replaced > 0,
        "not_english": spoken not in (None, "en"),
    }
    return tuple(name for name, up in raised.items() if up)


def _cleaned(url: str | None) -> str | None:
    if not url:
        return None
    from extractors import urls  # imported here: a text file has no URL to clean

    return urls.cleaned(url)


def _row_publication(written: str | None) -> Publication | None:
    if not written:
        return None
    from extractors.timestamps import day

    return Publication(day(written), "row" if day(written) else None, written)


def _optional(row: Mapping[str, object], key: str, where: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise Refusal("bad_row", f"{where}: {key} is {type(value).__name__} (expected a string)")
    return value
