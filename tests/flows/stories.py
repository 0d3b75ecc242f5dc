"""Small articles about a few deals, many of which contradict each other, and what a database holds of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Table, create_engine, select

from storage import postings, schema
from storage.engine import place
from storage.schema import Moment

COMPANIES = ("Nscale", "CoreWeave", "Crusoe", "Lambda", "Nebius", "Mistral AI", "xAI", "Anthropic", "OpenAI", "Groq")
INVESTORS = ("Brookfield", "Blackstone", "SoftBank", "MGX", "Apollo", "Blue Owl Capital", "Magnetar", "Nvidia")
SENTENCES = (
    "{who} raised {sum} in a Series {letter} round led by {other}.",
    "{who} is valued at {sum} after the round, {other} said.",
    "{other} will invest {sum} in {who}.",
    "{who} signed a contract worth {sum} with {other}.",
    "{who} borrowed {sum} from {other} for its data centre in Abilene.",
    "{who} plans to use {power} of power by 20{year}.",
    "{who} denied a report that it had raised {sum}.",
)


def stories(
    seed: int,
    count: int,
    *,
    companies: Sequence[str] = COMPANIES,
    investors: Sequence[str] = INVESTORS,
    sentences: Sequence[str] = SENTENCES,
) -> list[dict[str, str]]:
    """Small articles, each another one, many about the same deals with other sums."""
    chance = Random(seed)
    found = []
    for number in range(count):
        said = [
            sentence.format(
                who=chance.choice(companies), other=chance.choice(investors), letter=chance.choice("BCD"),
                sum=f"${chance.randint(10, 99) / 10} billion", power=f"{chance.randint(2, 9)}00 MW",
                year=chance.randint(28, 31),
            )
            for sentence in chance.sample(sentences, 3)
        ]  # fmt: skip
        text = f"{' '.join(said)} This is story {number} of {seed}."
        day = f"2026-05-{chance.randint(1, 28):02}"
        found.append({"id": f"story-{number}", "publisher": f"Paper {number % 7}", "published": day, "text": text})
    return found


def write(path: Path, rows: Sequence[dict[str, str]]) -> str:
    """A dump of these rows; gives its path."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


PASSING = {"key", "attempts", "fetched_at", "last_fetched_at", "last", "mark"}
"""Keys, when and how often a source was tried, as a repeated run has tried more often, and what depends on the order or
on chance."""


def content(where: str) -> dict[str, list[Any]]:
    """All rows of all tables, with names in place of keys and without times: what must be the same."""
    engine = create_engine(place(where).url)
    with engine.connect() as connection:
        found = {
            name: list(connection.execute(select(table)).mappings()) for name, table in schema.metadata.tables.items()
        }
    engine.dispose()
    names: dict[str, dict[int, str]] = {"articles": {row["key"]: row["identity"] for row in found["articles"]}}
    named = names["articles"]
    names["revisions"] = {row["key"]: f"{named[row['article']]} {row['number']}" for row in found["revisions"]}
    names["claims"] = {
        row["key"]: f"{row['id']} {names['revisions'][row['revision']]}" for row in found["claims"]
    }  # fmt: skip
    names["texts"] = {row["key"]: row["sha"] for row in found["texts"]}

    cases = {row["key"]: row["case"] for row in found["case_words"]}

    def value(column: Any, of: Any) -> Any:
        if isinstance(column.type, Moment):
            return of is not None
        if column is schema.case_postings.c.listed:
            return sorted(cases[key] for key in postings.unpacked(of))
        if column is schema.cases.c.claim:
            return of and names["claims"][of]
        for key in column.foreign_keys:
            if key.column.name == "key" and of is not None:
                return names[key.column.table.name][of]
        return of

    def kept(table: Table) -> list[Any]:
        columns = [column for column in table.columns if column.name not in PASSING]
        return [tuple(value(column, row[column.name]) for column in columns) for row in found[table.name]]

    return {name: sorted(kept(table), key=repr) for name, table in schema.metadata.tables.items()}


def facts(where: str) -> dict[str, list[Any]]:
    """All but history: what became of a case on the way, and under which ids, depends on the order of its evidence."""
    found = content(where)
    version, successor = (list(schema.cases.c.keys()).index(name) for name in ("version", "successor"))
    found["cases"] = [row[:version] + row[version + 1 :] for row in found["cases"] if row[successor] is None]
    del found["case_log"]
    return found
