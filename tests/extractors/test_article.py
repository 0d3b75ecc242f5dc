"""Bytes to Article: pages, text files and rows of a dump."""

import codecs
import subprocess
import sys

import pytest

from claims.article import Article, Publication
from claims.errors import Refusal
from extractors.article import Limits, read_html, read_row, read_text
from extractors.cleaning import drop_footnote_marks, parse

SENTENCE = "Northwind said on Friday that it has raised $2 billion from Contoso and that the money is for data centers."
PARAGRAPHS = [f"{SENTENCE[:-1]} in country {number}." for number in range(6)]
STORY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
URL = "https://news.example/deals/northwind"
GERMAN = (
    "Das Unternehmen hat nach eigenen Angaben zwei Milliarden Euro von der Bank und dem Staat für den Bau erhalten. "
)


def page(body: str = STORY, head: str = "", html: str = "") -> bytes:
    return f"<!doctype html><html {html}><head>{head}</head><body>{body}</body></html>".encode()


def test_a_page() -> None:
    """All that a page says ends up in the article; comments, navigation, footer and asides do not."""
    head = (
        '<title>Northwind raises | The Example</title><meta property="og:site_name" content="The Example">'
        '<meta property="article:published_time" content="2025-10-03T10:00:00Z">'
    )
    body = (
        "<nav>Home $1 billion</nav><h1>Northwind raises</h1><article>" + STORY + "</article>"
        "<aside>More: $3 billion</aside><!-- $4 billion --><footer>© $5 billion</footer>"
    )
    assert read_html(page(body, head, 'lang="en"'), name="page.html", url=URL + "#top") == Article(
        doc=URL,
        identity=URL,
        text="\n".join(PARAGRAPHS),
        title="Northwind raises",
        url=URL + "#top",
        canonical_url=URL,
        language="en",
        publisher="The Example",
        publication=Publication("2025-10-03", "meta", "2025-10-03T10:00:00Z"),
    )


def test_what_is_known_from_elsewhere_fills_gaps_only() -> None:
    """Title and publisher of the feed stand where the page has none; the feed's date too."""
    feed = Publication("2025-10-07", "feed", "Tue, 07 Oct 2025 09:00:00 GMT")
    bare = read_html(page(), name="a.html", feed=feed, publisher="Given", title="Given title")
    assert (bare.title, bare.publisher, bare.publication, bare.flags) == ("Given title", "Given", feed, ())
    told = read_html(page("<h1>Own title</h1>" + STORY), name="a.html", title="Given title")
    assert told.title == "Own title"


def test_names_of_a_page() -> None:
    """doc and identity: what the caller says, else the canonical URL, else the name."""
    given = read_html(page(), name="a.html", url=URL, doc="row-1", identity="key-1")
    file = read_html(page(), name="a.html")
    assert [(a.doc, a.identity) for a in (given, file)] == [("row-1", "key-1"), ("a.html", "a.html")]


def test_repeated_paragraphs_stay() -> None:
    """Nothing is deduplicated: a sum that is told twice is in the text twice."""
    body = f"<article>{STORY}<p>So $2 billion it is, they said.</p>{STORY}</article>"
    again = read_html(page(body), name="a.html").text
    assert again.split("\n") == [*PARAGRAPHS, "So $2 billion it is, they said.", *PARAGRAPHS]


def test_bulk_reads_the_same_story() -> None:
    """The fast path gives the same text for an ordinary page."""
    assert read_html(page(), name="a.html", bulk=True).text == read_html(page(), name="a.html").text


def test_bad_bytes_and_cp1252() -> None:
    """A stray byte is flagged and costs nothing else; a cp1252 page has none."""
    stray = read_html(page("<p>It paid €2.5 billion.</p>" + STORY) + b"<p>\xff</p>", name="a.html")
    assert stray.text.startswith("It paid €2.5 billion.")
    assert "bad_bytes" in stray.flags
    cp1252 = page("<p>It paid €2.5 billion – “all cash”.</p>" + STORY).decode().encode("cp1252")
    assert read_html(cp1252, name="a.html").text.startswith("It paid €2.5 billion – “all cash”.")
    assert read_html(cp1252, name="a.html").flags == ("no_date",)


def test_a_page_in_another_language_is_flagged() -> None:
    """No rules for German: the article is kept and says so."""
    article = read_html(page(f"<p>{GERMAN}</p>" * 6, html='lang="en"'), name="a.html")
    assert (article.language, article.flags) == ("de", ("no_date", "not_english"))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("$2.5<sup>2</sup> billion", "$2.5 billion"),
        ("300<sup>1</sup> MW", "300 MW"),
        ("$10<sup>2</sup> billion", "$10 billion"),
        ("$40m<sup>2</sup> round", "$40m round"),
        ('$5<sup><a href="#n1">[1]</a></sup> billion', "$5 billion"),
        ('$3<a href="#fn3">3</a> billion', "$3 billion"),
        ("<b>$7</b><sup>4, 5</sup> billion", "$7 billion"),
        ("500<sup>†</sup> MW", "500 MW"),
        ("€1<sup>[citation needed]</sup> bn", "€1 bn"),
        ("the 1<sup>st</sup> round", "the 1st round"),
        ("Northwind<sup>TM</sup>", "NorthwindTM"),
        ("40 m<sup>2</sup> of floor", "40 m2 of floor"),
        ("3 × 10<sup>21</sup> operations", "3 × 10^21 operations"),
        ('$<a href="#chart">40</a> million', "$40 million"),
    ],
)
def test_footnote_marks(markup: str, text: str) -> None:
    """Marks go, so that they do not join a number; ordinals, units and linked numbers stay."""
    tree = parse(f"<html><body><p>{markup}</p></body></html>", "page")
    drop_footnote_marks(tree)
    assert tree.text_content() == text


@pytest.mark.parametrize(
    ("body", "head", "reason"),
    [
        pytest.param(
            "<p>Checking your browser before accessing news.example.</p>",
            "<title>Just a moment...</title>",
            "challenge",
            id="browser check",
        ),
        pytest.param(
            "<p>Enable JavaScript and cookies to continue</p>",
            "<title>news.example</title>",
            "challenge",
            id="browser check by its text",
        ),
        pytest.param("<h1>Access denied</h1><p>You do not have permission.</p>", "", "challenge", id="access denied"),
        pytest.param(
            "<h1>Before you continue to The Example</h1><p>We use cookies.</p>",
            "",
            "consent",
            id="consent by its heading",
        ),
        pytest.param(
            "<p>We and our 812 partners store and access information on a device. Accept all.</p>",
            "",
            "consent",
            id="consent by its text",
        ),
        pytest.param("<h1>Page not found</h1><p>Try the search.</p>", "", "not_found_page", id="soft 404"),
        pytest.param(
            "<p>Try the search.</p>", "<title>404 | The Example</title>", "not_found_page", id="soft 404 by its title"
        ),
        pytest.param(
            "<p>Sorry, the page you are looking for has moved.</p>", "", "not_found_page", id="soft 404 by its text"
        ),
        pytest.param("<h1>This article is no longer available</h1>", "", "not_found_page", id="gone"),
        pytest.param("<nav>Home</nav>", "<title>The Example</title>", "empty", id="no story"),
        pytest.param("<script>render()</script>", "", "empty", id="a page that only a browser fills"),
    ],
)
def test_pages_that_are_no_article(body: str, head: str, reason: str) -> None:
    """Each is a refusal with its reason, never an article without claims."""
    with pytest.raises(Refusal) as caught:
        read_html(page(body, head), name="a.html")
    assert (caught.value.reason, caught.value.detail.startswith("a.html: ")) == (reason, True)


@pytest.mark.parametrize(
    "title",
    ["404 Media raises $2 million", "Page not found: how links rot", "Before you continue: cookies and your money"],
)
def test_articles_about_such_pages_are_articles(title: str) -> None:
    """A wording in the title refuses no page with a long story under it."""
    assert read_html(page(f"<h1>{title}</h1>" + STORY * 12), name="a.html").title == title


def test_a_short_story_of_404_media() -> None:
    """The publisher's name is no error code."""
    assert read_html(page("<h1>404 Media raises $2 million</h1>" + STORY), name="a.html").text.count("$2 billion") == 6


def test_a_text_is_kept_character_for_character() -> None:
    """Line ends, no-break spaces and double spaces stay, and so do all offsets; only a byte order mark goes."""
    text = " Northwind raised\u00a0$2  billion.\r\n\r\n\tIt said so.\n"
    article = read_text(codecs.BOM_UTF8 + text.encode(), name="a.txt", identity="/in/a.txt")
    assert article == Article(doc="a.txt", identity="/in/a.txt", text=text, language="en", flags=("no_date",))


def test_odd_characters_of_a_text_keep_its_offsets() -> None:
    """Controls and lone surrogates are replaced one for one."""
    text = "\ufeffa\x00b \ud83d c \x1b[1m $2 billion"
    read = read_text(text, name="a.txt").text
    assert (read, len(read)) == ("\ufeffa b \ufffd c  [1m $2 billion", len(text))


def test_a_text_has_the_language_and_the_date_it_is_given() -> None:
    """No date is looked for in a text."""
    given = Publication("2025-10-03", "given", "2025-10-03")
    article = read_text(SENTENCE, name="a.txt", url=URL + "?utm_source=x", publication=given, publisher="P", title="T")
    assert article == Article(
        doc=URL, identity=URL, text=SENTENCE, title="T", url=URL + "?utm_source=x", canonical_url=URL, language="en",
        publisher="P", publication=given,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "reason", "detail"),
    [
        (b"", "empty", "a.txt: nothing but white space"),
        (b" \n\t\x00 ", "empty", "a.txt: nothing but white space"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary", "a.txt: a PNG image"),
        (bytes(range(256)) * 4, "binary", "a.txt: binary data"),
        (b"x" * 101, "too_large", "a.txt: 101 bytes, the limit is 100"),
        ("x" * 51, "too_large", "a.txt: 51 characters, the limit is 50"),
    ],
)
def test_texts_that_are_none(body: bytes | str, reason: str, detail: str) -> None:
    """Empty, binary and oversized files are refused in one line."""
    with pytest.raises(Refusal) as caught:
        read_text(body, name="a.txt", limits=Limits(bytes=100 if len(body) < 1000 else 5000, text=50))
    assert (caught.value.reason, caught.value.detail) == (reason, detail)


def test_a_row_of_text() -> None:
    """The row's id is the document; its date counts, with its source."""
    row = {"id": 7, "text": SENTENCE, "url": URL, "published": "2025-10-03T10:00:00Z", "publisher": "P", "title": None}
    assert read_row(row, where="d.jsonl:1") == Article(
        doc="7", identity="7", text=SENTENCE, url=URL, canonical_url=URL, language="en", publisher="P",
        publication=Publication("2025-10-03", "row", "2025-10-03T10:00:00Z"),
    )  # fmt: skip


def test_a_row_of_html() -> None:
    """The row's date stands in for the page's own."""
    row = {"id": "x", "html": page().decode() + "\ud800", "published": "2025-10-03", "title": "T"}
    article = read_row(row, where="d.jsonl:1")
    assert (article.doc, article.identity, article.title) == ("x", "x", "T")
    assert article.publication == Publication("2025-10-03", "row", "2025-10-03")
    dated = {**row, "html": page(head='<meta property="article:published_time" content="2025-10-01">').decode()}
    assert read_row(dated, where="d.jsonl:1").publication == Publication("2025-10-01", "meta", "2025-10-01")


def test_a_row_with_an_unreadable_date_keeps_it_as_written() -> None:
    """A date that is none is no reason to lose the article, and no reason to guess."""
    article = read_row({"id": "x", "text": SENTENCE, "published": "last week"}, where="d.jsonl:1")
    assert (article.publication, article.flags) == (Publication(None, None, "last week"), ("no_date",))


@pytest.mark.parametrize(
    ("row", "detail"),
    [
        ({"text": "x"}, "d.jsonl:3: id is None (expected a string)"),
        ({"id": "", "text": "x"}, "d.jsonl:3: id is '' (expected a string)"),
        ({"id": True, "text": "x"}, "d.jsonl:3: id is True (expected a string)"),
        ({"id": "a"}, "d.jsonl:3: neither text nor html (keys: id)"),
        ({"id": "a", "text": 5}, "d.jsonl:3: text is int (expected a string)"),
        ({"id": "a", "text": "x", "url": ["u"]}, "d.jsonl:3: url is list (expected a string)"),
        (["a"], "d.jsonl:3: list instead of an object"),
    ],
)
def test_rows_that_are_none(row: object, detail: str) -> None:
    """The refusal names the place, the field and what it holds."""
    with pytest.raises(Refusal) as caught:
        read_row(row, where="d.jsonl:3")  # type: ignore[arg-type]
    assert (caught.value.reason, caught.value.detail) == ("bad_row", detail)


def test_an_empty_row_is_refused_as_empty() -> None:
    """A row of the right form without text is an empty article."""
    with pytest.raises(Refusal) as caught:
        read_row({"id": "a", "text": " "}, where="d.jsonl:3")
    assert (caught.value.reason, caught.value.detail) == ("empty", "d.jsonl:3: nothing but white space")


def test_a_text_file_pays_for_no_parser() -> None:
    """Reading a text imports neither lxml nor trafilatura: that is start-up time."""
    code = (
        "import sys; from extractors.article import read_text; read_text('It raised $2 billion.', name='a');"
        "print(sorted({'lxml', 'trafilatura', 'htmldate', 'courlan', 'spacy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("bulk", [False, True])
def test_a_story_that_stands_in_json_only_is_read(bulk: bool) -> None:
    """Scripts and styles go before cleaning, but not that one."""
    story = "Northwind raised $2 billion from Contoso on Friday. " * 8
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{story}"}}</script>'
    page = f"<html><body>{data}<script>var a = 1</script><style>p {{}}</style><div id=app></div></body></html>"
    assert read_html(page.encode(), name="page.html", bulk=bulk).text == story.strip()
