"""Cases as an Atom feed (RFC 4287): one entry each, those that changed last first."""

from __future__ import annotations

from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from lxml import etree

from claims.cases import value_words
from review.case_tables import about, support
from review.exports.material import Material, urn
from review.formats import clean

if TYPE_CHECKING:
    from storage.case_records import StoredCase

ATOM = "http://www.w3.org/2005/Atom"
TITLE = "counterclaim: cases"


def write(material: Material, out: BinaryIO) -> None:
    """Write the feed; its links lead to the desk where its address is known."""
    cases = material.cases()
    first = next(cases, None)
    updated = material.now if first is None else first.changed_at
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("feed", nsmap={None: ATOM}):
            for name, text in (("id", urn("feed", material.asked)), ("title", TITLE), ("updated", _moment(updated))):
                xml.write(_text(name, text), pretty_print=True)
            author = etree.Element("author")
            author.append(_text("name", "counterclaim"))
            xml.write(author, pretty_print=True)
            if material.desk is not None:
                query = f"?{material.asked}" if material.asked else ""
                xml.write(_link("self", f"{material.desk}/cases.atom{query}"), pretty_print=True)
                xml.write(_link("alternate", f"{material.desk}/cases{query}"), pretty_print=True)
            for found in chain(() if first is None else (first,), cases):
                xml.write(_entry(found, material.desk), pretty_print=True)
    out.write(b"\n")


def _entry(found: StoredCase, desk: str | None) -> etree._Element:
    who, what = about(found)
    entry = etree.Element("entry")
    sides = " or ".join(value_words(side.claim) for side in found.case.sides)
    entry.append(_text("id", urn("case", found.id)))
    entry.append(_text("title", f"{who}, {what}: {sides}"))
    entry.append(_text("updated", _moment(found.changed_at)))
    entry.append(_text("published", _moment(found.opened_at)))
    if desk is not None:
        entry.append(_link("alternate", f"{desk}/cases/{found.id}"))
    terms = {"status": found.status, "metric": found.case.claim.metric, "kind": found.case.kind,
             "grade": found.case.grade, "party": found.case.claim.subject}  # fmt: skip
    for scheme, term in terms.items():
        if term:
            etree.SubElement(entry, "category", term=clean(str(term)), scheme=urn("category", scheme), label=scheme)
    entry.append(_text("content", "\n".join(_lines(found)), type="text"))
    return entry


def _lines(found: StoredCase) -> list[str]:
    """What a reader of feeds sees: the state, a line a side, and the decision."""
    grade = f", grade {found.case.grade}" if found.case.grade else ""
    lines = [f"{found.status}, version {found.version}{grade}; case {found.id}"]
    for side in found.case.sides:
        lines.append(f"{side.letter}: {value_words(side.claim)}, {support(side)}: {', '.join(side.origins)}")
    if found.decision is not None:
        lines.append(f"Decided by {found.decision.by}: {found.decision.words}")
    return [*lines, *(f"Since then, {change.words}" for change in found.changes)]


def _text(name: str, text: str, **attributes: str) -> etree._Element:
    element = etree.Element(name, attributes)
    element.text = "\n".join(map(clean, text.split("\n")))  # no control character: XML has none
    return element


def _link(rel: str, href: str) -> etree._Element:
    return etree.Element("link", rel=rel, href=href)


def _moment(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
