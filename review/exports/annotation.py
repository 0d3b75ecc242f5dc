"""Claims as W3C Web Annotations: a JSON-LD collection that quotes each claim in its article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from review import words
from review.exports.material import urn
from review.formats import json_line

if TYPE_CHECKING:
    from review.exports.material import Material
    from storage.records import StoredClaim

AROUND = 32
"""Characters before and behind a quote: enough to find the right one of two that read alike."""

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
GENERATOR = {"type": "Software", "name": "counterclaim"}


def write(material: Material, out: BinaryIO) -> None:
    """Write one AnnotationCollection whose one page holds all annotations, one a line."""
    asked = repr(material.claims_asked)
    head = {"@context": CONTEXT, "id": urn("claims", asked), "type": "AnnotationCollection",
            "label": "Claims on the financing of AI infrastructure"}  # fmt: skip
    page = {"id": urn("page", asked), "type": "AnnotationPage", "partOf": head["id"], "startIndex": 0}
    out.write(f'{json_line(head)[:-1]}, "first": {json_line(page)[:-1]}, "items": ['.encode())
    text, count = material.texts(), 0
    for stored in material.claims():
        out.write(b",\n" if count else b"\n")
        out.write(json_line(annotation(stored, text(stored.claim.text_sha), material.desk)).encode())
        count += 1
    out.write(f'\n]}}, "total": {count}}}\n'.encode())


def annotation(stored: StoredClaim, text: str | None, desk: str | None) -> dict[str, Any]:
    """One claim as an annotation of its article; text -- the cleaned text, None where it is damaged.

    The two selectors choose the same words: the quote finds them on the page as it is, the position in the cleaned
    text, whose characters are counted as code points.
    """
    claim = stored.claim
    quote: dict[str, Any] = {"type": "TextQuoteSelector", "exact": claim.quote}
    if text is not None:
        quote["prefix"] = text[max(0, claim.start - AROUND) : claim.start]
        quote["suffix"] = text[claim.end : claim.end + AROUND]
    made: dict[str, Any] = {
        "id": urn("claim", f"{claim.id}/{stored.article_id}"), "type": "Annotation", "motivation": "describing",
        "created": stored.recorded_at.isoformat(), "modified": stored.last_seen.isoformat(), "generator": GENERATOR,
        "body": [
            _body("describing", f"{words.who(claim)}: {words.what(claim)}, {words.amount(claim)}", language="en"),
            _body("identifying", claim.id), _body("tagging", claim.metric),
            *(_body("tagging", name) for name in (claim.subject, *claim.counterparties) if name),
        ],
        "target": {
            "type": "SpecificResource", "source": stored.url or urn("article", stored.article_id),
            "selector": [quote, {"type": "TextPositionSelector", "start": claim.start, "end": claim.end}],
            "state": {"type": "TimeState", "sourceDate": stored.recorded_at.isoformat()},
        },
    }  # fmt: skip
    if desk is not None:
        made["via"] = f"{desk}/claims/{claim.id}"
    return made


def _body(purpose: str, value: str, **more: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain", **more}
