"""Bytes to characters: which encoding they are in, what is binary, and which characters never reach a text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"BZh", "bzip2-compressed data"),
    (b"\xfd7zXZ\x00", "xz-compressed data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"RIFF", "a WebP image or other RIFF data"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"OggS", "Ogg media"),
    (b"ID3", "an MP3 file"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)

_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_BINARY_SHARE = 0.02  # random bytes have 10 %; pages of the article-extraction-benchmark have none
_BINARY_LEAST = 4  # a stray NUL or two does not make a short text binary

# What WHATWG's Encoding Standard reads under these names: the superset that pages really use.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Only families of text encodings: Python also knows `unicode_escape`, `punycode` and `undefined` by name.
_FAMILIES = ("cp", "iso8859", "koi8", "gb", "big5", "shift_jis", "euc", "mac-", "utf-16", "iso2022", "tis-620")

_META_CHARSET = re.compile(rb"""<(?:meta|\?xml)\b[^<>]*?\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_META_WINDOW = 4096  # the standard looks at 1,024 bytes; some templates put scripts before it
_HTTP_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NO_REFERENCES = (0xFFFE, 0xFFFF)
_REFERENCE = re.compile(  # to a control, or to one of these
    rb"&#(?:[xX]0*([01]?[0-9a-fA-F]|[fF]{3}[eEfF])|0*([12]?[0-9]|3[01]|6553[45]))(?:;|(?![0-9a-fA-F]))"
)
_NO_CHARACTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")
# The same in UTF-8, to see fast whether there are any: each pattern begins with the byte that memchr looks for.
_CONTROLS_ASCII = bytes(set(range(32)) - set(b"\t\n\r")) + b"\x7f"
_UNPRINTABLE = tuple(map(re.compile, (rb"\xc2[\x80-\x9f]", rb"\xed[\xa0-\xbf]", rb"\xef\xbf[\xbe\xbf]")))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, the name of the encoding that gave them, and how many places had to be replaced by U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def binary_kind(body: bytes) -> str | None:
    """What the bytes are when they are no text ("a PNG image", "binary data"), else None."""
    if _bom(body) is not None:
        return None
    for magic, kind in _MAGIC:
        if body.startswith(magic):
            return kind
    controls = len(body) - len(body.translate(None, _CONTROL_BYTES))
    if controls >= _BINARY_LEAST and controls > len(body) * _BINARY_SHARE:
        return "binary data"
    return None


def decode(body: bytes, content_type: str | None = None, *, markup: bool = False) -> Decoded:
    """Characters of a page or a text file; a byte order mark is taken off.

    In this order: byte order mark; UTF-8, also with bad bytes as long as more of its sequences are right than wrong;
    the charset of the HTTP `content_type`; with `markup`, the one of its meta tag; cp1252.  Never raises.
    """
    marked = _bom(body)
    if marked is not None:
        mark, encoding = marked
        return _replacing(body[len(mark) :], encoding)
    try:
        return Decoded(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        tolerant = _replacing(body, "utf-8")
    right = len(tolerant.text) - len(tolerant.text.encode("ascii", "ignore")) - tolerant.replaced
    if right >= tolerant.replaced:
        return tolerant
    for encoding in _declared(body, content_type, markup):
        try:
            return Decoded(body.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    return _replacing(body, "cp1252")


def markup(body: bytes, content_type: str | None = None) -> tuple[bytes, int]:
    """A page in UTF-8 as a parser may have it, and how many places were replaced: `decode`, then `printable`.

    Character references (`&#1;`) to what is not printable are replaced as well.
    """
    decoded = decode(body, content_type, markup=True)
    if decoded.encoding == "utf-8" and not decoded.replaced:
        page = body.removeprefix(codecs.BOM_UTF8)
    else:
        page = decoded.text.encode("utf-8", "surrogatepass")
    if _unprintable(page):
        page = printable(decoded.text).encode("utf-8")
    return _REFERENCE.sub(_checked, page), decoded.replaced


def printable(text: str) -> str:
    """The same text, one character for one: controls (all but tab and newlines) are spaces, surrogates U+FFFD."""
    if not _unprintable(text.encode("utf-8", "surrogatepass")):
        return text
    return _NO_CHARACTERS.sub("\ufffd", _CONTROLS.sub(" ", text))


def _unprintable(encoded: bytes) -> bool:
    """Whether a text in UTF-8 has a character that `printable` replaces."""
    if len(encoded.translate(None, _CONTROLS_ASCII)) != len(encoded):
        return True
    return any(pattern.search(encoded) for pattern in _UNPRINTABLE)


def _checked(reference: re.Match[bytes]) -> bytes:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if code in _NO_REFERENCES:
        return "\ufffd".encode()
    return reference[0] if chr(code) in "\t\n\f\r" else b" "  # from 128 to 159 HTML reads cp1252


def _bom(body: bytes) -> tuple[bytes, str] | None:
    return next((row for row in _BOMS if body.startswith(row[0])), None)


def _replacing(body: bytes, encoding: str) -> Decoded:
    text = body.decode(encoding, "replace")
    written = body.count("\ufffd".encode(encoding)) if encoding.startswith("utf") else 0
    return Decoded(text, encoding, max(0, text.count("\ufffd") - written))


def _declared(body: bytes, content_type: str | None, markup: bool) -> list[str]:
    names = []
    if content_type and (http := _HTTP_CHARSET.search(content_type)):
        names.append(http[1])
    if markup and (meta := _META_CHARSET.search(body, 0, _META_WINDOW)):
        names.append(meta[1].decode("ascii", "replace"))
    return [encoding for name in names if (encoding := _known(name)) is not None]


def _known(name: str) -> str | None:
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        return None
    encoding = _SUPERSETS.get(encoding, encoding)
    return encoding if encoding.startswith(_FAMILIES) else None
