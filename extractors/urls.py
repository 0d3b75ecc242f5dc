"""What makes two URLs the same page: tracking and AMP marks off, fragment dropped, the page's own canonical link."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from courlan import clean_url

_LONGEST = 2_000  # characters; what browsers and servers take
_AMP_QUERY = frozenset({"amp", "amp;amp"})
_AMP_ON = frozenset({"", "1", "true"})
_HOST_TWINS = re.compile(r"^(?:(?:www\d?|m|mobile|amp)\.)+")
_AMP_PATH = re.compile(r"^/amp(?=/)|/amp$|[./-]amp(?=\.html?$)|\.amp$")


def cleaned(url: str | None, base: str | None = None) -> str | None:
    """The URL that names the page: absolute, without tracking, fragment and `amp=1`; None where it is no web page."""
    if not url or not url.strip() or len(url) > _LONGEST:
        return None
    try:
        absolute = clean_url(_without_amp(urljoin(base, url.strip()) if base else url.strip()))
        parts = urlsplit(absolute or "")
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, ""))


def same_page(one: str, other: str) -> bool:
    """Whether two cleaned URLs name one page but for scheme, www, mobile and AMP twins and a trailing slash."""
    return _bare(one) == _bare(other)


def same_site(one: str, other: str) -> bool:
    """Whether two URLs are of one host but for www, mobile and AMP twins."""
    return _bare(one)[0] == _bare(other)[0]


def is_root(url: str) -> bool:
    """Whether the URL is a site's front page: as a canonical link it names no article."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def looks_amp(url: str) -> bool:
    """Whether the URL itself says that it is an AMP twin."""
    parts = urlsplit(url)
    marked = any(key in _AMP_QUERY and value.lower() in _AMP_ON for key, value in parse_qsl(parts.query, True))
    return marked or (parts.hostname or "").startswith("amp.") or _AMP_PATH.search(parts.path.rstrip("/")) is not None


def _without_amp(url: str) -> str:
    """Before courlan sees it, that leaves `?=1` of `?amp=1`.  Raises ValueError for a URL that cannot be split."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(key, value) for key, value in pairs if not (key in _AMP_QUERY and value.lower() in _AMP_ON)]
    return url if len(kept) == len(pairs) else urlunsplit(parts._replace(query=urlencode(kept)))


def _bare(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    path = _AMP_PATH.sub("", parts.path.rstrip("/")).rstrip("/")
    return _HOST_TWINS.sub("", parts.netloc.lower()), path, parts.query
