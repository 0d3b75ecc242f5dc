"""Reading by the API: claims, verdicts, cases, decisions, articles and parties, in pages, with ETags."""

from __future__ import annotations

from typing import Any

import pytest

LISTS = ("claims", "conflicts?outcome=contradiction", "cases?status=all", "decisions", "articles", "parties")


def test_claims_are_what_the_command_line_prints(api: Any, cli: Any) -> None:
    """And the hash of the text, which the offsets point into."""
    items = api.get("claims")["items"]
    printed = {row["claim"]: row for row in cli("claims", "--format", "jsonl").rows}
    assert [item["doc"] for item in items] == ["wire-1", "ledger-1", "echo-1", "plan-1"]
    for item in items:
        row = printed[item["claim"]]
        moments = ("recorded_at", "retired_at", "last_seen")
        both = {name: value for name, value in item.items() if name in row and name not in moments}
        assert both == {name: row[name] for name in both}
        assert set(item) - set(row) == {"text_sha", "misread"}
        assert api.get(f"claims/{item['claim']}") == item


@pytest.mark.parametrize(
    ("query", "docs"),
    [
        ({"party": "northwind compute", "metric": "power"}, ["plan-1"]),
        ({"party": "Nobody"}, []),
        ({"since": "2026-05-06", "until": "2026-05"}, ["ledger-1", "echo-1"]),
        ({"source": "The Echo", "metric": "funding"}, ["echo-1"]),
        ({"as_of": "2020-01-01T00:00:00Z"}, []),
        ({"include_retired": "true", "limit": 500}, ["wire-1", "ledger-1", "echo-1", "plan-1"]),
    ],
)
def test_claims_are_asked_for_by_what_they_say(api: Any, query: dict[str, Any], docs: list[str]) -> None:
    """All conditions at once."""
    assert [item["doc"] for item in api.get("claims", **query)["items"]] == docs


@pytest.mark.parametrize("path", LISTS)
def test_pages_of_one_are_the_whole_list(api: Any, path: str) -> None:
    """Each leads to the next, the last to none."""
    name, _, query = path.partition("?")
    asked = dict(pair.split("=") for pair in query.split("&")) if query else {}
    whole = api.get(name, **asked)
    assert whole["next"] is None
    found: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        page = api.get(name, **asked, **cursor, limit=1)
        assert len(page["items"]) <= 1
        found += page["items"]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert found == whole["items"]


def test_a_verdict_has_both_claims_and_how_it_came_about(api: Any) -> None:
    """Contradictions without being asked; all of them with an outcome."""
    items = api.get("conflicts")["items"]
    assert {(item["verdict"], item["kind"], item["status"]) for item in items} == {("contradiction", "value", "open")}
    (case,) = api.get("cases")["items"]
    assert {item["case"] for item in items} == {case["id"]}
    assert sorted(item["id"] for item in items) == sorted(case["pairs"])
    one = api.get(f"conflicts/{items[0]['id']}")
    assert one == items[0]
    assert {one["a"]["quote"], one["b"]["quote"]} == {"$2.4 billion", "$4.2 billion"}
    assert one["trace"][0]["question"].startswith("Is it the same party")
    assert [item["verdict"] for item in api.get("conflicts", outcome="compatible")["items"]] == ["compatible"]


def test_a_case_has_its_sides_and_hides_the_suggestion(api: Any) -> None:
    """Until somebody has decided; a single one also has sentences, history and trace."""
    (case,) = api.get("cases", party="northwind compute", grade="high", gap=0.1, origins=2, q="series")["items"]
    assert [(side["side"], side["value"], side["origins"]) for side in case["sides"]] == [
        ("A", "$2.4 billion", 2), ("B", "$4.2 billion", 1),
    ]  # fmt: skip
    whole = api.get(f"cases/{case['id']}")
    assert (whole["decision"], whole["suggestion"], whole["decisions"]) == (None, None, [])
    assert whole["sides"][1]["evidence"][0]["sentence"] == (
        "Northwind Compute raised $4.2 billion in a Series C round."
    )
    assert whole["history"][0]["what"] == "opened"
    assert api.get("cases", party="Nobody")["items"] == []
    assert api.get("cases", changed="7d")["items"] == [case]


def test_an_article_has_its_text_and_its_claims_in_place(api: Any) -> None:
    """Found by its source in the list."""
    (line,) = api.get("articles", source="The Ledger")["items"]
    article = api.get(f"articles/{line['id']}")
    assert {name: article[name] for name in line} == line
    (claim,) = article["stated"]
    assert article["text"][claim["start"] : claim["end"]] == claim["quote"] == "$4.2 billion"
    assert (article["title"], article["published"], article["revision"]) == ("A large round", "2026-05-07", 1)
    assert [revision["text_sha"] for revision in article["revisions"]] == [article["text_sha"]]


def test_a_party_has_what_the_table_knows(api: Any) -> None:
    """And how many claims there are of it, by metric; one of the table alone has none."""
    assert api.get("parties")["items"] == [{"name": "Northwind Compute", "claims": 4}]
    assert api.get("parties/NORTHWIND compute") == {
        "name": "Northwind Compute", "claims": 4, "kind": "company", "parent": None, "trade": None,
        "aliases": ["Northwind"], "metrics": [{"metric": "funding", "claims": 3}, {"metric": "power", "claims": 1}],
    }  # fmt: skip
    assert (api.get("parties/Quarry Capital")["claims"], api.get("parties/Quarry Capital")["kind"]) == (0, "fund")


@pytest.mark.parametrize("path", [*LISTS, "parties/Northwind Compute"])
def test_who_has_an_answer_already_is_told_so(api: Any, path: str) -> None:
    """By its ETag, alone or among others; another tag gets the answer."""
    answer = api.call("GET", f"/api/{path}")
    tag = answer.headers["etag"]
    for header in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = api.call("GET", f"/api/{path}", headers={"if-none-match": header})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert api.call("GET", f"/api/{path}", headers={"if-none-match": '"other"'}).content == answer.content


def test_a_tag_changes_with_what_is_stored(api: Any) -> None:
    """A decision changes that of its case."""
    (case,) = api.get("cases")["items"]
    tag = api.call("GET", f"/api/cases/{case['id']}").headers["etag"]
    body = {"judgement": "unsure", "expect": case["version"]}
    assert api.post(f"cases/{case['id']}/decisions", body).status_code == 201
    assert api.call("GET", f"/api/cases/{case['id']}", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("claims?metric=weight", 422, "metric"),
        ("claims?since=lately", 422, "no date"),
        ("claims?as_of=2026-01-01T00:00:00", 422, "as_of"),
        ("claims?as_of=1772366400", 422, "no moment"),
        ("claims?limit=0", 422, "limit"),
        ("claims?limit=501", 422, "limit"),
        ("claims?cursor=%21", 400, "begin without one"),
        ("claims?cursor=eA", 400, "begin without one"),
        ("cases?cursor=eA", 400, "no place in the queue"),
        ("cases?grade=huge", 422, "grade"),
        ("cases?opened=ages", 422, "opened"),
        ("claims/0000000000000000", 404, "no claim"),
        ("conflicts/0000000000000000", 404, "no conflict"),
        ("cases/0000000000000000", 404, "no case"),
        ("decisions/0000000000000000", 404, "no decision"),
        ("articles/0000000000000000", 404, "no article"),
        ("claims/0000", 422, "claim_id"),
        ("parties/Nobody", 404, "no claim and no table names"),
        ("nothing", 404, "there is no page"),
    ],
)
def test_every_error_is_a_problem(api: Any, path: str, status: int, said: str) -> None:
    """With its status in words, and one line for a person."""
    answer = api.call("GET", f"/api/{path}")
    body = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert set(body) == {"title", "status", "detail"}
    assert body["status"] == status
    assert said in body["detail"]


@pytest.mark.parametrize("text", ["\x00", "ſ", "%", "' OR 1=1 --", "\U0001f4b8", "a" * 400])
def test_any_text_may_be_asked_for(api: Any, text: str) -> None:
    """It is looked for, and not found."""
    for path, name in (
        ("claims", "party"),
        ("claims", "source"),
        ("cases", "q"),
        ("cases", "party"),
        ("decisions", "by"),
    ):
        if len(text) <= 300 or path != "cases":
            assert api.get(path, **{name: text})["items"] in ([], api.get(path)["items"])
