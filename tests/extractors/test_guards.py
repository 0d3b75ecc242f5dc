"""Hostile pages are refused before the parser sees them, each with the guard's reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import Refusal
from extractors import guards
from extractors.article import read_html
from extractors.guards import LIMITS, Limits

SENTENCE = "Northwind raised $2 billion from Contoso in October."
STORY = f"<p>{' '.join([SENTENCE] * 12)}</p>"
MANY_ATTRIBUTES = " ".join(f"a{i}=1" for i in range(200_000))


def page(body: str) -> bytes:
    return f"<html><body>{body}</body></html>".encode()


def refusal(body: bytes, **more: str) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        read_html(body, name="page.html", **more)  # type: ignore[arg-type]  # only text options are passed
    return caught.value.reason, caught.value.detail


@pytest.mark.parametrize(
    ("body", "reason", "detail"),
    [
        pytest.param(
            page("<p>" + "word " * 4_000_000),
            "too_large",
            "page.html: 20,000,029 bytes, the limit is 5,000,000",
            id="20 MB of text",
        ),
        pytest.param(
            page("x<br>" * 900_000),
            "too_complex",
            "page.html: 900,002 tags, the limit is 30,000",
            id="a million line breaks",
        ),
        pytest.param(
            page("<b>x</b> y" * 30_000),
            "too_complex",
            "page.html: 30,002 tags, the limit is 30,000",
            id="many inline tags",
        ),
        pytest.param(
            page(f"<p {MANY_ATTRIBUTES}>{STORY}"),
            "too_complex",
            "page.html: 200,000 attributes in one tag, the limit is 2,000",
            id="one tag of attributes",
        ),
        pytest.param(
            page(f'<p b" x=">" {MANY_ATTRIBUTES}>{STORY}'),
            "too_complex",
            "page.html: 200,002 attributes in one tag, the limit is 2,000",
            id="attributes behind a quoted bracket",
        ),
        pytest.param(
            page(f'<!-- <a x="--><p {MANY_ATTRIBUTES}>{STORY}'),
            "too_complex",
            "page.html: 200,000 attributes in one tag, the limit is 2,000",
            id="attributes behind a comment",
        ),
        pytest.param(
            page(("<p " + " ".join(f"a{i}=1" for i in range(1_500)) + ">") * 200 + STORY),
            "too_complex",
            "page.html: more than 150,000 attributes",
            id="many tags of attributes",
        ),
        pytest.param(
            page('<script type="application/ld+json">[' + '{"a":1},' * 150_000 + "{}]</script>" + STORY),
            "too_large",
            "page.html: 1,200,004 bytes of JSON-LD, the limit is 1,000,000",
            id="JSON-LD",
        ),
        pytest.param(
            page("<div>" * 3_000 + STORY), "too_complex", "page.html: elements nested more than 500 deep", id="nesting"
        ),
        pytest.param(b"%PDF-1.7\n", "binary", "page.html: a PDF file", id="a PDF"),
        pytest.param(bytes(range(256)) * 40, "binary", "page.html: binary data", id="random bytes"),
        pytest.param(b"", "empty", "page.html: nothing but white space", id="nothing"),
        pytest.param(b" \n\t ", "empty", "page.html: nothing but white space", id="white space"),
        pytest.param(page(""), "empty", "page.html: 26 bytes without a story", id="no text"),
    ],
)
def test_hostile_page(body: bytes, reason: str, detail: str) -> None:
    """The refusal names the page, the value and the limit."""
    assert refusal(body) == (reason, detail)


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json; charset=utf-8", "video/mp4"])
def test_content_type_of_no_page(kind: str) -> None:
    """What the server calls no page is not read, whatever the bytes are."""
    assert refusal(page(STORY), content_type=kind) == (
        "content_type",
        f"page.html: {kind.split(';')[0]} (expected text/html)",
    )


@pytest.mark.parametrize("kind", [None, "text/html", "TEXT/HTML; charset=utf-8", "application/xhtml+xml", ""])
def test_content_type_of_a_page(kind: str | None) -> None:
    """No content type says nothing against the page."""
    guards.check_content_type(kind, "page.html")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 300 + STORY + "</div>" * 300, id="nested 300 deep, where libxml2's default gives up"),
        pytest.param(STORY + "<p>&#0;&#1;&#x1f;&#xD800;&#xFFFF;&#x110000;</p>", id="references to no characters"),
        pytest.param(STORY + "<p>a\x00b\x0bc</p>", id="controls"),
        pytest.param('<script type="application/ld+json">' + "[" * 100_000 + "</script>" + STORY, id="deep JSON-LD"),
        pytest.param('<script type="application/ld+json">{' + " " * 900_000 + "</script>" + STORY, id="blank JSON-LD"),
        pytest.param("<p " + " ".join(f"a{i}=1" for i in range(1_900)) + ">" + STORY, id="attributes within the limit"),
        pytest.param("<p>a<sup>" + " " * 1_000_000 + "</sup></p>" + STORY, id="a footnote mark of white space"),
    ],
)
def test_odd_page_keeps_its_story(body: str) -> None:
    """What can be read is read, and not silently emptied."""
    assert read_html(page(body), name="page.html").text.count(SENTENCE) == 12


def test_lone_surrogates_do_not_empty_a_page() -> None:
    """Encoded surrogates are bad bytes: replaced and flagged, the story stays."""
    article = read_html(page(STORY + "<p>€ 5 bn</p>") + b"<p>\xed\xa0\x80 end</p>", name="page.html")
    assert article.text.count(SENTENCE) == 12


def test_limits_are_arguments() -> None:
    """A caller can set lower limits; the exact limit still passes."""
    guards.check_size(b"12345", "x", Limits(bytes=5))
    with pytest.raises(Refusal, match=r"x: 6 bytes, the limit is 5$"):
        guards.check_size(b"123456", "x", Limits(bytes=5))
    with pytest.raises(Refusal, match=r"x: 6 characters, the limit is 5$"):
        guards.check_text_size("123456", "x", Limits(text=5))
    guards.check_markup(b"<p><b>", "x", Limits(tags=2))
    with pytest.raises(Refusal, match=r"x: 3 tags, the limit is 2$"):
        guards.check_markup(b"<p><b></b><i>", "x", Limits(tags=2))


@pytest.mark.parametrize("opened", [b'<a x="' * 20_000, b"<a " * 20_000 + b" " * 2_000_000, b"<a x = " * 20_000])
def test_tags_without_an_end_are_too_complex(opened: bytes) -> None:
    """The guard reads each character a bounded number of times, and takes what follows for attributes."""
    with pytest.raises(Refusal) as caught:
        guards.check_markup(opened, "x", LIMITS)
    assert caught.value.reason == "too_complex"


def test_tags_inside_each_other_are_read_within_a_budget() -> None:
    """Each of these reads to the end of the page; a page of them is refused before that takes long."""
    opened = b"<a" + b"x" * 1_000
    guards.check_markup(b"<b>" + opened, "x", LIMITS)
    with pytest.raises(Refusal, match=r"x: tags without an end, one inside the other$"):
        guards.check_markup(opened * 100, "x", LIMITS)


def test_stray_brackets_are_no_tags() -> None:
    """A text full of less-than signs is within the limits."""
    guards.check_markup(b"1 < 2 <3 << " * 100_000, "x", LIMITS)


SOUP = st.text(alphabet="<>\"'=/ \nab:-x", max_size=60).map(lambda text: f"<p{text}> <a b='1' c>".encode())


@given(SOUP)
def test_tags_that_need_no_closer_look_end_at_their_first_bracket(page: bytes) -> None:
    """However a tag is read: no bracket of theirs can stand in a value, and they have few attributes."""
    odd = {found.start() for found in guards._ODD_TAG.finditer(page)}
    for found in guards._TAG_START.finditer(page):
        if found.start() not in odd:
            tag = guards._TAG.match(page, found.start())
            assert tag is not None
            assert tag[0] == page[found.start() : page.index(b">", found.start()) + 1]


@pytest.mark.parametrize("attribute", ["a{}", 'a{}="1"', "a{}='1'", "a{}=1", 'a{}="<>"', "a{}/"])
def test_the_limit_of_attributes_is_exact(attribute: str) -> None:
    """However they are written."""
    for count, refused in ((2_000, False), (2_001, True)):
        tag = f"<p {' '.join(attribute.format(number) for number in range(count))}>"
        told = None
        try:
            guards.check_markup(tag.encode(), "x", LIMITS)
        except Refusal as refusal:
            told = refusal.detail
        assert told == ("x: 2,001 attributes in one tag, the limit is 2,000" if refused else None)
