"""Links from a claim: to its place in the stored text, and to its words on the live page."""

from __future__ import annotations

from urllib.parse import quote

from claims.model import Claim
from review.desk.templating import web

AROUND = 3
"""Words before and behind a quote that tell it from the same words elsewhere on the page."""


def stored_link(article_id: str, claim: Claim) -> str:
    """Where the claim stands in the stored text of its article: in the revision and the part that holds it."""
    return f"/articles/{article_id}?claim={claim.id}#c-{claim.id}"


def live_link(url: str | None, text: str | None, claim: Claim) -> str | None:
    """The live page, scrolled to the quote by a text fragment; None where the address is none of the web.

    text -- in which the claim stands; without it only the quote is looked for.
    """
    address = web(url)
    if address is None:
        return None
    left = right = ""
    if text is not None:
        left = " ".join(text[claim.sentence_start : claim.start].split()[-AROUND:])
        right = " ".join(text[claim.end : claim.sentence_end].split()[:AROUND])
    found = [f"{_encoded(left)}-"] if left else []
    found.append(_encoded(" ".join(claim.quote.split())))
    found += [f"-{_encoded(right)}"] if right else []
    page, _, place = address.partition("#")
    return f"{page}#{place.partition(':~:')[0]}:~:text={','.join(found)}"


def _encoded(text: str) -> str:
    """Percent-encoded, the dash too: it is what parts the words around from the quote."""
    return quote(text, safe="", errors="replace").replace("-", "%2D")
