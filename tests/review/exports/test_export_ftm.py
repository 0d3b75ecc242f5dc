"""Claims as FollowTheMoney statements: every entity is one that the library's own model accepts."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("followthemoney")  # an extra, which .ci/run installs
from followthemoney import model
from followthemoney.dataset import Dataset
from followthemoney.proxy import EntityProxy
from followthemoney.statement.entity import StatementEntity
from followthemoney.statement.serialize import read_json_statements

from claims.model import Modality, TemporalRole
from claims.parties import Party, PartyTable
from review.exports.ftm import MONEY, left_out
from tests.review.exports.claims_made import claim, stored

Run = Callable[..., Any]

PARTIES = """name,kind,parent,aliases
Northwind Compute,company,Northwind Group,Northwind
Northwind Group,company,,
Quarry Capital,fund,,
Ministry of Power,government,,
Fjord One,project,,
"""

STORIES = (
    ("round", "Northwind Compute raised $2.4 billion in a Series C round from Quarry Capital."),
    ("loan", "Northwind Compute borrowed more than $1.5 billion from Quarry Capital."),
    ("value", "Northwind Compute is valued at $12 billion."),
    ("denied", "Northwind Compute denied that it raised $3 billion from Quarry Capital."),
)


@pytest.fixture
def entities(cli: Run, tmp_path: Path) -> dict[str, StatementEntity]:
    """The entities that the statements of some stories add up to."""
    table, dump = tmp_path / "own.csv", tmp_path / "money.jsonl"
    table.write_text(PARTIES, encoding="utf-8")
    rows = [
        {"id": name, "text": text, "published": "2026-05-05", "title": name, "publisher": "The Wire"}
        for name, text in STORIES
    ]
    dump.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    own = {"COUNTERCLAIM_PARTIES": str(table)}
    assert cli("ingest", dump, **own).code == 0
    done = cli("export", "ftm", **own)
    assert done.code == 0
    by_entity: dict[str, list[Any]] = {}
    for statement in read_json_statements(io.BytesIO(done.out.encode())):
        assert statement.id == statement.generate_key() or statement.prop == "id"
        by_entity.setdefault(statement.entity_id, []).append(statement)
    dataset = Dataset.make({"name": "counterclaim", "title": "counterclaim"})
    return {name: StatementEntity.from_statements(dataset, found) for name, found in by_entity.items()}


def of(entities: dict[str, StatementEntity], schema: str) -> list[StatementEntity]:
    """The entities of a schema."""
    return [entity for entity in entities.values() if entity.schema.name == schema]


def test_every_entity_is_valid(entities: dict[str, StatementEntity]) -> None:
    """It has what its schema requires, all values are clean, and what it leads to is there and of the right kind."""
    for entity in entities.values():
        entity.schema.validate(entity.to_dict())
        clean = EntityProxy.from_dict(entity.to_dict(), cleaned=False)
        assert clean.to_dict()["properties"] == entity.to_dict()["properties"]
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert prop.range is None or entities[value].schema.is_a(prop.range)


def test_parties_are_what_the_table_says(entities: dict[str, StatementEntity]) -> None:
    """With their aliases and owners, who come along."""
    found = {entity.caption: entity for entity in of(entities, "Company")}
    assert set(found) == {"Northwind Compute", "Northwind Group", "Quarry Capital"}
    assert found["Northwind Compute"].get("alias") == ["Northwind"]
    assert found["Northwind Compute"].get("parent") == [found["Northwind Group"].id]


def test_a_round_is_a_payment_with_its_proof(entities: dict[str, StatementEntity]) -> None:
    """From the investor to the company, with the sum that is written and the article that says so."""
    (payment,) = of(entities, "Payment")
    (article,) = (entities[name] for name in payment.get("proof"))
    assert [entities[payment.first(end) or ""].caption for end in ("payer", "beneficiary")] == [
        "Quarry Capital", "Northwind Compute",
    ]  # fmt: skip
    assert (payment.get("amount"), payment.get("currency"), payment.get("amountUsd")) == (
        ["2400000000"], ["USD"], ["2400000000"],
    )  # fmt: skip
    assert payment.get("purpose") == ["Funding round (Series C)"]
    assert (article.schema.name, article.get("title"), article.get("publishedAt")) == (
        "Article", ["round"], ["2026-05-05"],
    )  # fmt: skip


def test_a_bound_is_no_amount(entities: dict[str, StatementEntity]) -> None:
    """It stands in words only."""
    (debt,) = of(entities, "Debt")
    assert debt.get("amount") == []
    assert debt.get("summary") == ["Debt: over $1.5 billion, asserted"]


def test_what_has_no_place_in_the_model_is_counted(cli: Run, entities: dict[str, StatementEntity]) -> None:
    """By reason, on stderr."""
    done = cli("export", "ftm")
    assert done.err == "counterclaim: 2 claims without money in this model: valuation 1, not said to be so 1\n"


def test_ids_are_the_same_in_every_export(cli: Run, entities: dict[str, StatementEntity]) -> None:
    """Of parties by their name, of claims and articles by their id."""
    (row,) = cli("claims", "--metric", "debt", "--format", "jsonl").rows
    assert of(entities, "Debt")[0].id == f"cc-claim-{row['claim']}"
    again = {json.loads(line)["entity_id"] for line in cli("export", "ftm", "--metric", "debt").out.splitlines()}
    assert again <= set(entities)


TABLE = PartyTable(
    [
        Party("Acme", "company"), Party("Beta", "company"), Party("Ministry", "government"),
        Party("Fjord One", "project"), Party("Varsity", "university"),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, None),
        ({"metric": "valuation"}, "valuation"),
        ({"metric": "power", "unit": "W"}, "power capacity"),
        ({"counterparties": ()}, "an end is not named"),
        ({"subject": None}, "an end is not named"),
        ({"metric": "debt", "counterparties": ()}, None),
        ({"modality": Modality.reported}, None),
        ({"modality": Modality.planned}, "not said to be so"),
        ({"modality": Modality.speculative}, "not said to be so"),
        ({"modality": Modality.denied}, "not said to be so"),
        ({"metric": "commitment", "modality": Modality.planned}, None),
        ({"temporal_role": TemporalRole.target}, "not said to be so"),
        ({"temporal_role": TemporalRole.superseded}, "not said to be so"),
        ({"temporal_role": TemporalRole.previous}, None),
        ({"subject": "Fjord One"}, "beneficiary of another kind"),
        ({"counterparties": ("Ministry",)}, None),
        ({"metric": "acquisition"}, None),
        ({"metric": "acquisition", "counterparties": ("Varsity",)}, "asset of another kind"),
        ({"counterparties": ("Nobody Knows",)}, None),
    ],
)
def test_money_is_only_what_the_article_says_has_moved(more: dict[str, Any], why: str | None) -> None:
    """A plan, a denial, a target, a value or an unnamed end moves nothing between two parties."""
    assert left_out(stored(claim(**{"counterparties": ("Beta",), **more})), TABLE) == why


def test_a_misread_claim_moves_nothing() -> None:
    """An analyst holds that the text does not say so."""
    assert left_out(stored(claim(counterparties=("Beta",)), misread=True), TABLE) == "read wrongly"


@pytest.mark.parametrize("metric", MONEY)
def test_each_row_names_properties_of_its_schema(metric: str) -> None:
    """The two ends are edges of the model."""
    row = MONEY[metric]
    known = model.schemata["Contract" if row.subject == "authority" else row.schema].properties
    assert row.subject in known
    assert row.counterparty in model.schemata[row.schema].properties
