"""The day that a timestamp or a URL names, as it is written."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"\s*(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))(?!\d)")
_WORDED = ("%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%d %B %Y", "%d %b %Y")
_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([/_-])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))(?!\d)")
_URL_NAMED = re.compile(r"(?<!\d)((?:19|20)\d\d)/([a-z]{3})/(\d{1,2})(?!\d)", re.I)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = 100  # characters of a timestamp
_EPOCH = date(1970, 1, 1)  # what an empty timestamp prints as


def day(written: str | None) -> str | None:
    """YYYY-MM-DD of a timestamp (ISO 8601, RFC 2822, `October 3, 2025`), in its own offset; None where it is none."""
    if not written or len(written) > _LONGEST:
        return None
    if iso := _ISO.match(written):
        return _valid(iso[1], iso[3] or iso[5], iso[4] or iso[6])
    for form in _WORDED:
        try:
            return datetime.strptime(written.strip(), form).date().isoformat()  # noqa: DTZ007  # only the day is read
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):  # what the standard library raises for other words
        return None


def url_day(url: str) -> tuple[str, str] | None:
    """The full day that a URL's path names, and the characters that do: `2025/10/03`, `2025-10-03`, `2025/oct/03`."""
    path = url.partition("://")[2].partition("/")[2].partition("?")[0]
    for match in _URL_DATE.finditer(path):
        found = _valid(match[1], match[3] or match[5], match[4] or match[6])
        if found is not None:
            return found, match[0]
    for match in _URL_NAMED.finditer(path):
        if match[2].lower() in _MONTHS:
            found = _valid(match[1], str(_MONTHS.index(match[2].lower()) + 1), match[3])
            if found is not None:
                return found, match[0]
    return None


def _valid(year: str, month: str, number: str) -> str | None:
    try:
        found = date(int(year), int(month), int(number))
    except ValueError:
        return None
    return found.isoformat() if found > _EPOCH else None
