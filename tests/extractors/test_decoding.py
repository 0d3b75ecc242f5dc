"""Bytes to characters: encodings, what is binary, and which characters never reach a text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import decoding
from extractors.decoding import Decoded, binary_kind, decode, markup, printable

META_1252 = b'<html><head><meta charset="windows-1252"></head><body>'
META_1251 = b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><body>'


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        pytest.param("€2.5 billion".encode(), None, Decoded("€2.5 billion", "utf-8"), id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + "€2".encode(), None, Decoded("€2", "utf-8"), id="utf-8 mark"),
        pytest.param(
            codecs.BOM_UTF16_LE + "€2".encode("utf-16-le"), None, Decoded("€2", "utf-16-le"), id="utf-16 mark"
        ),
        pytest.param("€2".encode("utf-32"), None, Decoded("€2", "utf-32-le"), id="utf-32 mark"),
        pytest.param("€2.5".encode("cp1252"), None, Decoded("€2.5", "cp1252"), id="cp1252 without a word on it"),
        pytest.param(
            "€2".encode("cp1252"), "text/html; charset=ISO-8859-1", Decoded("€2", "cp1252"), id="latin-1 is cp1252"
        ),
        pytest.param(
            "£2".encode("cp1252"), "text/html; charset=utf-8", Decoded("£2", "cp1252"), id="wrongly declared utf-8"
        ),
        pytest.param(
            "два".encode("cp1251"), 'text/html; charset="windows-1251"', Decoded("два", "cp1251"), id="http charset"
        ),
        pytest.param(
            "два".encode("cp1251"), "text/html; charset=unicode_escape", Decoded("äâà", "cp1252"), id="no text encoding"
        ),
        pytest.param(
            "два".encode("cp1251"), "text/html; charset=none-such", Decoded("äâà", "cp1252"), id="unknown charset"
        ),
        pytest.param(b"", None, Decoded("", "utf-8"), id="nothing"),
    ],
)
def test_encoding(body: bytes, content_type: str | None, expected: Decoded) -> None:
    """Mark, UTF-8, declared charset, cp1252: the first that fits decides."""
    assert decode(body, content_type) == expected


def test_one_bad_byte_costs_one_character() -> None:
    """A stray byte in a UTF-8 page is one replacement, and the euro sign beside it stays whole."""
    assert decode("€2.5 billion ".encode() + b"\xff ok") == Decoded("€2.5 billion � ok", "utf-8", 1)


def test_a_replacement_character_that_was_written_is_no_bad_byte() -> None:
    """U+FFFD in the source itself is not counted."""
    assert decode("€1 � ".encode() + b"\xff").replaced == 1


def test_the_meta_charset_counts_only_in_markup() -> None:
    """A text file that quotes a meta tag is not decoded by it."""
    body = META_1251 + "два".encode("cp1251")
    assert decode(body, markup=True).text.endswith("два")
    assert decode(body).encoding == "cp1252"


def test_http_charset_goes_before_meta() -> None:
    """The server's word wins over the page's."""
    assert decode(META_1252 + "два".encode("cp1251"), "text/html; charset=cp1251", markup=True).encoding == "cp1251"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7 text", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"PK\x03\x04word", "a zip archive or an office document"),
        (b"\x1f\x8b\x08", "gzip-compressed data"),
        (bytes(range(256)) * 8, "binary data"),
        (b"text with one \x00 in it", None),
        (codecs.BOM_UTF16_LE + "plain".encode("utf-16-le"), None),
        ("два".encode("cp1251") * 50, None),
        (b"", None),
    ],
)
def test_binary_kind(body: bytes, kind: str | None) -> None:
    """Magic numbers and many control bytes are binary; a stray NUL and foreign letters are not."""
    assert binary_kind(body) == kind


def test_printable_keeps_every_offset() -> None:
    """Controls become spaces and surrogates U+FFFD, one for one; tabs, newlines and no-break spaces stay."""
    assert printable("a\x00b\x1fc\x85d\ud800e\uffff\t\r\n\u00a0€") == "a b c d�e�\t\r\n\u00a0€"


def test_character_references_bring_in_no_controls() -> None:
    """`&#1;` would empty the whole text silently; references to real characters stay as they are."""
    page = "a&#1;b&#x1F;c&#xFFFF;d&#8364;&#150;&amp;&#10;&#0032;&#x00001c;&#65534;&#65533;&#310;&#x200;€"
    assert markup(page.encode()) == ("a b c�d&#8364;&#150;&amp;&#10;&#0032; �&#65533;&#310;&#x200;€".encode(), 0)


CHARACTERS = "a\t\n\r \x00\x0b\x0c\x1f\x7f\x80\x9f\xa0\u20ac\ud7ff\ud800\udfff\ue000\ufffd\ufffe\uffff\U0001f600"


@given(st.text(alphabet=st.sampled_from(CHARACTERS)))
def test_printable_is_what_its_patterns_say(text: str) -> None:
    """The look at the encoded text only saves time."""
    patterns = decoding._CONTROLS.sub(" ", text)
    assert decoding.printable(text) == decoding._NO_CHARACTERS.sub("\ufffd", patterns)
