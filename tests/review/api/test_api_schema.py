"""The description of the API holds: generated requests, valid and invalid ones, get answers that conform to it.

What is generated is the same in each run.  No request leaves: every name, and every address, is one of this machine.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from claims.parties import load_parties
from flows import addresses, clients
from review.api.parameters import cursor
from review.api.router import describe
from review.desk.app import create_app
from storage.store import Store
from tests.review.api.conftest import Client

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "12"))
"""Generated requests an operation; more of them find more, and take longer."""

WAIT = 120.0
"""Seconds for an answer: the first article that is read waits for the process that reads it."""

PERIODS = ("2025", "2025-H1", "2025-Q4", "2025-10", "2024-02-29", "0001", "9999-12-31")

CONFORMANCE = [
    not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
    checks.response_headers_conformance, checks.response_schema_conformance,
]  # fmt: skip

FUZZED = settings(
    max_examples=EXAMPLES, derandomize=True, database=None, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip

OPERATIONS = [(method, path) for path, methods in describe()["paths"].items() for method in methods]

schemathesis.openapi.format("period", st.sampled_from(PERIODS))
schemathesis.openapi.format("age", st.sampled_from(("7d", "0d", "99999d", *PERIODS)))
schemathesis.openapi.format("cursor", st.sampled_from([str(cursor("1"))]))


async def here(host: str, port: int) -> list[str]:
    """This machine, whatever is asked for: so that every fetch is refused before a connection is opened."""
    return ["127.0.0.1"]


async def never(*_: Any, **__: Any) -> Any:
    """What would open a connection."""
    raise AssertionError("a request left")


@pytest.fixture(scope="module")
def app(_stored_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """An application with the newsroom in a store of its own, which reaches nobody."""
    path = Path(shutil.copy(_stored_once, tmp_path_factory.mktemp("api") / "claims.db"))
    with pytest.MonkeyPatch.context() as patch, Store.open(str(path)) as store:
        patch.setattr(clients, "system_resolver", here)
        patch.setattr(addresses.GuardedBackend, "_connect", never)
        parties = load_parties(_stored_once.with_name("parties.csv"))
        made = create_app(store, parties, local="ada", hosts={"testserver", "127.0.0.1"})
        yield made
        made.state.desk.intake.close()


@pytest.fixture(scope="module")
def described(app: Any) -> Any:
    """Its description, as it serves it."""

    async def without_life(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http", "it lives for all tests of this module, not for one"
        await app(scope, receive, send)

    return schemathesis.openapi.from_asgi("/api/openapi.json", without_life)


def run(strategy: Any, check: Callable[[Any], None]) -> None:
    """Check what is generated."""

    @FUZZED
    @given(strategy)
    def generated(case: Any) -> None:
        check(case)

    generated()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_answers_conform_to_the_description(described: Any, method: str, path: str, mode: GenerationMode) -> None:
    """No fault of the server, no status, type, header or field that is not described, and nothing invalid is taken.

    A decision may be valid and not fit its case, and a cursor be of another list: then it is refused all the same.
    """

    def check(case: Any) -> None:
        loose = method == "post" or "cursor" in (case.query or {})
        left = [checks.positive_data_acceptance] if loose else []
        if any(name.lower() == "if-none-match" for name in case.headers or {}):
            left.append(checks.negative_data_rejection)  # what the caller has may answer before the rest is looked at
        case.call_and_validate(excluded_checks=left, timeout=WAIT)

    run(described[path][method].as_strategy(mode), check)


@pytest.mark.parametrize(("method", "path"), [operation for operation in OPERATIONS if "{" in operation[1]])
def test_answers_about_what_is_there_conform(described: Any, app: Any, method: str, path: str) -> None:
    """Each operation on one thing, with the id of one that is stored and, of a case, the version that it is at."""
    client = Client(app)
    (found,) = client.get("cases", status="all")["items"]
    claim, made = client.get("claims", limit=1)["items"][0], client.get("decisions", limit=500)["items"]
    ids = {
        "case_id": found["id"], "claim_id": claim["claim"], "article_id": claim["article_id"],
        "verdict_id": found["pairs"][0], "name": "Northwind Compute",
        "decision_id": made[-1]["id"] if made else "0" * 16,
    }  # fmt: skip
    name = path.partition("{")[2].partition("}")[0]

    def check(case: Any) -> None:
        if isinstance(case.body, dict):
            case.body["expect"] = client.get(f"cases/{found['id']}")["version"]
        answer = case.call(timeout=WAIT)
        case.validate_response(answer, checks=CONFORMANCE)
        if method == "get" and (made or name != "decision_id"):
            assert answer.status_code in (200, 304)

    run(described[path][method].as_strategy(path_parameters={name: ids[name]}), check)


def test_the_description_names_and_explains_every_operation() -> None:
    """Each has an id of its own, a summary, a description, a shape of its answers and one of its errors."""
    found = describe()
    operations = [operation for path in found["paths"].values() for operation in path.values()]
    ids = [operation["operationId"] for operation in operations]
    assert sorted(ids) == sorted(
        [
            "list_claims", "get_claim", "list_conflicts", "get_conflict", "list_cases", "get_case", "decide_case",
            "list_decisions", "get_decision", "undo_decision", "list_articles", "get_article", "list_parties",
            "get_party", "ingest",
        ]
    )  # fmt: skip
    for operation in operations:
        assert operation["summary"]
        assert operation["description"]
        assert all(parameter.get("description") for parameter in operation.get("parameters", ()))
        for status, answer in operation["responses"].items():
            if int(status) < 300:
                assert "$ref" in answer["content"]["application/json"]["schema"]
            elif int(status) >= 400:
                assert answer["content"] == {
                    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                }
