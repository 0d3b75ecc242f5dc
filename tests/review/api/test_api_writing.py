"""Writing by the API: decisions at the version that was looked at, undoing them, and reading new articles."""

from __future__ import annotations

from typing import Any

import pytest

from claims.users import Role
from review.desk import passwords
from tests.review.api.conftest import Client


def decided(api: Any, **body: Any) -> Any:
    """The answer to a decision of the one case, at the version that it is at."""
    (case,) = api.get("cases", status="all")["items"]
    return api.post(f"cases/{case['id']}/decisions", {"expect": case["version"], **body})


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"judgement": "prefer", "side": "A"}, "prefers A ($2.4 billion)"),
        ({"judgement": "prefer", "side": "$4.2 billion"}, "prefers B ($4.2 billion)"),
        ({"judgement": "superseded", "side": "A"}, "has been superseded: A ($2.4 billion)"),
        ({"judgement": "both-valid", "differs": "time"}, "both are valid, they differ in time"),
        ({"judgement": "same-source"}, "the sides have the same source"),
        ({"judgement": "unsure", "note": "later"}, "cannot be decided with what is there"),
    ],
)
def test_a_case_is_decided_and_the_decision_taken_back(api: Any, body: dict[str, str], said: str) -> None:
    """Under the name of who asks; both stay in the list of decisions."""
    answer = decided(api, **body)
    made = answer.json()
    assert (answer.status_code, made["case"]["status"], made["case"]["decision"]["words"]) == (201, "decided", said)
    assert (made["decision"]["by"], made["decision"]["note"]) == ("ada", body.get("note"))
    assert {ground["claim"] for ground in made["decision"]["grounds"]} == {
        evidence["claim"] for side in made["case"]["sides"] for evidence in side["evidence"]
    }
    undo = {"expect": made["case"]["version"], "note": "no"}
    undone = api.post(f"decisions/{made['decision']['id']}/undo", undo).json()
    assert (undone["case"]["status"], undone["case"]["decision"]) == ("open", None)
    assert undone["decision"]["undoes"] == made["decision"]["id"]
    listed = api.get("decisions", case=made["case"]["id"])["items"]
    assert [(one["judgement"], one["undone_by"]) for one in listed] == [
        (body["judgement"], undone["decision"]["id"]), ("undo", None),
    ]  # fmt: skip
    assert api.get("decisions", by="nobody")["items"] == []
    assert api.get(f"decisions/{made['decision']['id']}") == listed[0]


def test_a_misread_claim_gets_an_analyst_s_beside_it(api: Any) -> None:
    """With the fields that were set."""
    (claim,) = api.get("claims", source="The Ledger")["items"]
    changes = {"low": "2.4e9", "high": "2.4e9"}
    made = decided(api, judgement="extraction-error", claim=claim["claim"], changes=changes).json()
    assert made["decision"]["changes"] == ["low=2.4e9", "high=2.4e9"]
    assert api.get(f"claims/{made['decision']['corrected']}")["rule"] == "analyst"
    assert api.get(f"claims/{claim['claim']}")["misread"] is True


def test_who_looked_at_an_older_version_is_refused(api: Any) -> None:
    """A second analyst's decision in between is told, not overwritten; nor is a decision undone that was not seen."""
    (case,) = api.get("cases")["items"]
    first = decided(api, judgement="prefer", side="A", note="the filing").json()
    second = api.post(f"cases/{case['id']}/decisions", {"judgement": "unsure", "expect": case["version"]})
    assert second.status_code == 409
    assert "was decided by ada on" in second.json()["detail"]
    assert "prefers A ($2.4 billion) (the filing)" in second.json()["detail"]
    late = api.post(f"decisions/{first['decision']['id']}/undo", {"expect": case["version"]})
    assert (late.status_code, late.json()["title"]) == (409, "Conflict")
    assert api.get(f"cases/{case['id']}")["decision"]["id"] == first["decision"]["id"]


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({}, 422, "judgement"),
        ({"judgement": "undo"}, 422, "undo"),
        ({"judgement": "prefer"}, 422, "side"),
        ({"judgement": "prefer", "side": "Z"}, 400, "has no side 'Z'"),
        ({"judgement": "unsure", "side": "A"}, 422, "side"),
        ({"judgement": "unsure", "expect": None}, 422, "expect"),
        ({"judgement": "unsure", "note": "\x00"}, 422, "note"),
        ({"judgement": "both-valid", "differs": "colour"}, 422, "differs"),
        ({"judgement": "extraction-error", "claim": "ffff", "changes": {"low": "1"}}, 400, "has no claim 'ffff'"),
    ],
)
def test_a_decision_that_does_not_fit_changes_nothing(api: Any, body: dict[str, Any], status: int, said: str) -> None:
    """And the line says what would."""
    answer = decided(api, **body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert said in answer.json()["detail"]
    assert api.get("decisions")["items"] == []


def test_a_text_is_read_and_stored(api: Any) -> None:
    """Its claims come back, with the cases that it opened or reopened; the same again changes nothing."""
    body = {
        "text": "Northwind Compute raised $9.9 billion in a Series C round.", "id": "api-1",
        "published": "2026-05-06", "publisher": "The Herald", "title": "More",
    }  # fmt: skip
    first = api.post("ingest", body)
    found = first.json()
    assert (first.status_code, found["state"], found["added"], found["doc"]) == (200, "new", 1, "api-1")
    assert [claim["quote"] for claim in found["claims"]] == ["$9.9 billion"]
    (case,) = api.get("cases")["items"]
    assert [side["value"] for side in case["sides"]] == ["$2.4 billion", "$9.9 billion", "$4.2 billion"]
    again = api.post("ingest", body).json()
    assert (again["state"], again["added"], again["kept"]) == ("unchanged", 0, 1)
    assert [claim["claim"] for claim in again["claims"]] == [claim["claim"] for claim in found["claims"]]


def test_a_text_without_a_name_has_one_of_its_own(api: Any) -> None:
    """The same text is the same article."""
    body = {"text": "Northwind Compute raised $1.1 billion."}
    first, again = (api.post("ingest", body).json() for _ in range(2))
    assert (first["state"], again["state"]) == ("new", "unchanged")
    assert first["article_id"] == again["article_id"]


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/a", "http://[::1]/", "http://10.0.0.1/x", "http://localhost/", "https://169.254.169.254/"],
)
def test_a_private_address_is_refused_with_the_reason(api: Any, url: str) -> None:
    """As an answer: what came of it."""
    found = api.post("ingest", {"url": url}).json()
    assert (found["state"], found["reason"], found["claims"]) == ("refused", "private_address", [])


@pytest.mark.parametrize(
    "body",
    [
        {}, {"url": "ftp://host/x"}, {"url": "/etc/passwd"}, {"text": ""}, {"text": "x", "html": "<p>"},
        {"url": "http://a.example", "html": "x"}, {"text": "\ud800"}, [], "x",
    ],
)  # fmt: skip
def test_what_is_neither_a_url_nor_a_text_is_refused(api: Any, body: Any) -> None:
    """Files of the machine among it."""
    answer = api.call("POST", "/api/ingest", content=json_of(body), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


def json_of(body: Any) -> str:
    """The body as JSON, lone surrogates and all."""
    import json

    return json.dumps(body)


@pytest.mark.parametrize(
    ("role", "reads", "writes"), [(None, 401, 401), (Role.reader, 200, 403), (Role.analyst, 200, 201)]
)
def test_roles_decide_who_may_what(
    make_app: Any, store: Any, api: Any, role: Role | None, reads: int, writes: int
) -> None:
    """Once there are users, with a token: without one nothing is shown, and readers change nothing."""
    (case,) = api.get("cases")["items"]
    with store.writing() as writer:
        writer.users.add("bob", role or Role.reader, token=passwords.token_hash("secret"))
    client = Client(make_app(), **({"authorization": "Bearer secret"} if role else {}))
    assert client.call("GET", "/api/claims").status_code == reads
    assert client.call("GET", "/api/openapi.json").status_code == reads
    answer = client.post(f"cases/{case['id']}/decisions", {"judgement": "unsure", "expect": case["version"]})
    assert answer.status_code == writes
    assert client.post("ingest", {"text": "Nothing."}).status_code == (200 if writes == 201 else writes)
    if writes == 201:
        assert answer.json()["decision"]["by"] == "bob"


def test_another_site_writes_nothing(api: Any) -> None:
    """A browser says where a request comes from."""
    (case,) = api.get("cases")["items"]
    body = {"judgement": "unsure", "expect": case["version"]}
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        answer = api.call("POST", f"/api/cases/{case['id']}/decisions", json=body, headers=headers)
        assert (answer.status_code, answer.json()["title"]) == (403, "Forbidden")
    assert api.get("decisions")["items"] == []
