"""Claims as W3C Web Annotations: both selectors choose the quote, and the document is one that the model allows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from review.exports.annotation import AROUND
from storage.store import Store

Run = Callable[..., Any]


@pytest.fixture
def found(cli: Run, stored: Path) -> dict[str, Any]:
    """The exported collection."""
    loaded: dict[str, Any] = json.loads(cli("export", "annotation").out)
    return loaded


def test_it_is_a_collection_with_one_page(found: dict[str, Any]) -> None:
    """As section 5 of the Web Annotation Data Model has them."""
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["total"], found["first"]["type"]) == ("AnnotationCollection", 4, "AnnotationPage")
    assert "@context" not in found["first"]
    assert found["first"]["partOf"] == found["id"]
    assert (found["first"]["startIndex"], len(found["first"]["items"])) == (0, 4)


def test_ids_are_iris_that_never_change(found: dict[str, Any], cli: Run) -> None:
    """Each its own, and the same in the next export and under other filters."""
    ids = [one["id"] for one in found["first"]["items"]]
    assert len(set(ids)) == 4
    assert all(name.startswith("urn:uuid:") for name in (*ids, found["id"], found["first"]["id"]))
    some = json.loads(cli("export", "annotation", "--metric", "power").out)
    assert [one["id"] for one in some["first"]["items"]] == ids[3:]
    assert some["id"] != found["id"]


def test_both_selectors_choose_the_quote_in_the_article(found: dict[str, Any], stored: Path) -> None:
    """The position by code points of the cleaned text; the quote with what stands around it."""
    with Store.open(str(stored)) as store:
        texts = {claim.claim.id: store.text(claim.claim.text_sha) for claim in store.claims()}
    for one in found["first"]["items"]:
        (claim,) = (body["value"] for body in one["body"] if body["purpose"] == "identifying")
        quote, position = one["target"]["selector"]
        text = texts[claim]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert quote["prefix"] == text[max(0, start - AROUND) : start]
        assert quote["suffix"] == text[end : end + AROUND]
        assert text.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1


def test_the_source_is_the_article_s_url(found: dict[str, Any]) -> None:
    """Of an article without one, its own IRI."""
    sources = [one["target"]["source"] for one in found["first"]["items"]]
    assert sources[0] == "https://wire.example/northwind"
    assert all(source.startswith("urn:uuid:") for source in sources[1:])


def test_each_annotation_has_what_the_model_requires(found: dict[str, Any]) -> None:
    """Type, target, bodies with their purpose, moments with their zone."""
    for one in found["first"]["items"]:
        assert (one["type"], one["motivation"]) == ("Annotation", "describing")
        assert one["target"]["type"] == "SpecificResource"
        assert {body["type"] for body in one["body"]} == {"TextualBody"}
        for moment in (one["created"], one["modified"], one["target"]["state"]["sourceDate"]):
            assert datetime.fromisoformat(moment).utcoffset() is not None
    first = found["first"]["items"][0]["body"]
    assert [(body["purpose"], body["value"]) for body in first if body["purpose"] != "identifying"] == [
        ("describing", "Northwind Compute: Funding round (Series C), $2.4 billion"),
        ("tagging", "funding"), ("tagging", "Northwind Compute"),
    ]  # fmt: skip


def test_it_links_to_the_desk_where_its_address_is_known(cli: Run, found: dict[str, Any]) -> None:
    """The claim's page there."""
    linked = json.loads(cli("export", "annotation", "--desk", "https://desk.example/", "--limit", "1").out)
    (one,) = linked["first"]["items"]
    (claim,) = (body["value"] for body in one["body"] if body["purpose"] == "identifying")
    assert one["via"] == f"https://desk.example/claims/{claim}"
    assert "via" not in found["first"]["items"][0]


def test_a_damaged_text_costs_the_words_around_it_only(cli: Run, stored: Path) -> None:
    """And says so on stderr."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(stored)) as connection, connection:
        connection.execute("UPDATE snapshots SET data = x'00'")
    done = cli("export", "annotation", "--limit", "1")
    ((quote, _),) = (one["target"]["selector"] for one in json.loads(done.out)["first"]["items"])
    assert quote == {"type": "TextQuoteSelector", "exact": "$2.4 billion"}
    assert (done.code, done.err.count("is damaged")) == (0, 1)
