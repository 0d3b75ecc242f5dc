"""What guards every page: headers, hosts, origins, tokens of forms, sizes, sign-in, roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from claims.users import Role
from review.desk import passwords
from review.desk.app import LARGER, LARGEST, create_app
from storage.store import Store

PASSWORD = "correct horse battery"

CSP = {
    "default-src": "'none'", "style-src": "'self'", "script-src": "'self'", "img-src": "'self'",
    "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'", "connect-src": "'self'",
}  # fmt: skip

OPEN = {"/sign-in", "/sign-out", "/keys", "/"}
"""Pages that show nothing of the store: whoever has not signed in may see them."""


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 10, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Nine in the morning."""
    return Clock()


@pytest.fixture(scope="session")
def hashed() -> str:
    """What is kept of the password."""
    return passwords.hashed(PASSWORD)


@pytest.fixture
def people(newsroom: Store, hashed: str) -> dict[str, str]:
    """An analyst and a reader with the same password, and the token of a program that reads."""
    token = passwords.new_token()
    with newsroom.writing() as writer:
        writer.users.add("Ada", Role.analyst, password=hashed)
        writer.users.add("Rob", Role.reader, password=hashed)
        writer.users.add("exporter", Role.reader, token=passwords.token_hash(token))
    return {"token": token}


@pytest.fixture
def closed(newsroom: Store, people: Any, serve: Any, clock: Clock) -> Iterator[str]:
    """A desk whose users sign in."""
    with serve(newsroom, local=None, clock=clock) as url:
        yield url


@pytest.mark.parametrize("path", ["/keys", "/ingest", "/nowhere", "/api/nowhere", "/static/desk.css", "/static/none"])
def test_every_answer_has_the_headers(ada: Any, path: str) -> None:
    """Nothing that is not of the desk runs, frames, is loaded or told where the reader comes from."""
    said = ada.get(path).headers
    rules = dict(rule.strip().split(" ", 1) for rule in said["content-security-policy"].split(";"))
    assert rules == CSP
    assert said["x-content-type-options"] == "nosniff"
    assert said["x-frame-options"] == "DENY"
    assert said["referrer-policy"] == "same-origin"
    assert said["cross-origin-opener-policy"] == "same-origin"
    assert "access-control-allow-origin" not in said


def test_a_fault_of_ours_has_them_too_and_tells_no_details(newsroom: Store, serve: Any, visit: Any) -> None:
    """The trace is for who runs the desk."""
    newsroom.article = lambda name: 1 / 0  # type: ignore[method-assign,assignment,return-value]
    with serve(newsroom) as url:
        answer = visit(url).get("/articles/x")
    assert answer.status_code == 500
    assert "content-security-policy" in answer.headers
    assert "division" not in answer.text
    assert "a fault of counterclaim" in answer.text


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200), ("localhost", 200), ("localhost:1", 200), ("[::1]", 200), ("LOCALHOST.", 200),
        ("evil.example", 421), ("127.0.0.1.evil.example", 421), ("192.0.2.1", 421), ("", 400), ("a b", 400),
    ],
)  # fmt: skip
def test_only_its_own_names_are_served(ada: Any, host: str, status: int) -> None:
    """A site that has its name point to this machine gets nothing."""
    answer = ada.http.get("/keys", headers={"host": host})
    assert answer.status_code in {status, 421} if status == 400 else answer.status_code == status
    assert ("<html" in answer.text) == (status == 200)


def test_where_every_address_is_listened_at_numbers_are_served_and_other_names_are_not(
    newsroom: Store, serve: Any, visit: Any
) -> None:
    """A rebound name still names itself."""
    with serve(newsroom, hosts={"desk.example"}, any_address=True) as url:
        statuses = [
            visit(url).http.get("/keys", headers={"host": host}).status_code
            for host in ("192.0.2.1:8631", "[2001:db8::1]", "desk.example", "evil.example")
        ]
    assert statuses == [200, 200, 200, 421]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
    ],
)  # fmt: skip
def test_a_write_from_another_site_is_refused(ada: Any, headers: dict[str, str]) -> None:
    """Even with the right token."""
    token = ada.token()
    answer = ada.http.post("/ingest", data={"csrf": token, "url": "file:///etc/passwd"}, headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text


_PART = b'--x\r\nContent-Disposition: form-data; name="url"\r\n\r\nhttps://a.example\r\n--x--\r\n'


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (None, b""), ("text/plain", b"url=https://a.example"), ("multipart/form-data; boundary=x", _PART),
        ("application/x-www-form-urlencoded", b"url=https://a.example"),
    ],
)  # fmt: skip
def test_a_form_without_its_token_is_refused(ada: Any, kind: str | None, body: bytes) -> None:
    """Whatever a page of another site could send without asking."""
    ada.get("/ingest")
    sent = ada.http.post("/ingest", content=body, headers={"content-type": kind} if kind else {})
    assert sent.status_code == 403
    assert "open its page again" in sent.text


def test_a_token_of_another_browser_is_refused(ada: Any, desk_url: str, visit: Any) -> None:
    """It fits the cookie that came with it and no other."""
    theirs = visit(desk_url).token()
    ada.get("/ingest")
    assert ada.http.post("/ingest", data={"csrf": theirs, "url": "x"}).status_code == 403
    assert ada.http.post("/ingest", data={"csrf": ada.token(), "url": "x"}).status_code == 400


def test_a_request_that_is_too_large_is_refused(ada: Any) -> None:
    """By what it says of itself, and by what comes."""
    ada.get("/ingest")

    def pieces() -> Iterator[bytes]:
        for _ in range(LARGEST // 1000 + 10):
            yield b"x" * 1000

    form = {"content-type": "application/x-www-form-urlencoded"}
    assert ada.http.post("/ingest", content=b"x" * (LARGEST + 1), headers=form).status_code == 413
    assert ada.http.post("/ingest", content=pieces(), headers=form).status_code == 413


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [(b"{}", {"host": "evil.example"}, 421), (b"x" * (max(LARGER.values()) + 1), {}, 413)],
)
def test_a_program_that_is_refused_at_the_door_gets_an_object(
    ada: Any, content: bytes, headers: dict[str, str], status: int
) -> None:  # fmt: skip
    """As from every other place of the API."""
    answer = ada.http.post("/api/ingest", content=content, headers={"content-type": "application/json", **headers})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert "content-security-policy" in answer.headers


def routes(store: Store) -> list[tuple[str, str]]:
    """Method and path of every endpoint of the desk, a word in place of each parameter."""
    from claims.parties import load_parties

    app = create_app(store, load_parties(), local=None)
    found = []
    for context in iter_route_contexts(app.routes):
        if isinstance(context.route, APIRoute):
            found += [(method, context.path) for method in context.route.methods]
    return sorted(found)


def test_without_signing_in_nothing_of_the_store_is_shown(closed: str, newsroom: Store, visit: Any) -> None:
    """Pages lead to the sign-in, the API says 401; this asks every endpoint there is."""
    asked = routes(newsroom)
    assert ("GET", "/articles/{article_id}") in asked
    nobody = visit(closed)
    token = nobody.token()
    for method, path in asked:
        answer = nobody.http.request(method, path.replace("{", "").replace("}", ""), headers={"x-csrf-token": token})
        if path in OPEN:
            continue
        if path.startswith("/api"):
            assert (path, answer.status_code) == (path, 401)
            assert answer.headers["www-authenticate"] == "Bearer"
        else:
            assert (path, answer.status_code, answer.headers.get("location", "")[:8]) == (path, 303, "/sign-in")


def test_a_reader_changes_nothing(closed: str, newsroom: Store, visit: Any) -> None:
    """This tries every endpoint that writes."""
    rob = visit(closed)
    assert rob.sign_in("rob", PASSWORD).status_code == 303
    writing = [(method, path) for method, path in routes(newsroom) if method not in ("GET", "HEAD")]
    assert ("POST", "/ingest") in writing
    for method, path in writing:
        if path in OPEN:
            continue
        headers = {"x-csrf-token": rob.token()}
        answer = rob.http.request(method, path.replace("{", "").replace("}", ""), headers=headers)
        assert (method, path, answer.status_code) == (method, path, 403)
        assert "only an analyst" in answer.text
    assert rob.get("/articles").status_code == 200


def test_signing_in_leads_on_to_the_page_that_was_asked_for(closed: str, visit: Any) -> None:
    """And shows the name as it was given to the users."""
    ada = visit(closed)
    asked = ada.http.get("/articles?name=")
    assert asked.headers["location"] == "/sign-in?next=%2Farticles%3Fname%3D"
    assert ada.sign_in("ADA", PASSWORD, next="/articles?name=").headers["location"] == "/articles?name="
    page = ada.get("/articles").text
    assert "<span>Ada</span>" in page
    assert "Sign out" in page


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)"],
)
def test_nobody_is_sent_to_another_site(closed: str, visit: Any, elsewhere: str) -> None:
    """What is no path of this desk becomes its start."""
    assert visit(closed).sign_in("ada", PASSWORD, next=elsewhere).headers["location"] == "/cases"


def test_the_cookie_is_for_this_site_and_this_site_alone(closed: str, visit: Any) -> None:
    """No script can read it, and no other site can have it sent."""
    said = visit(closed).sign_in("ada", PASSWORD).headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=strict" in said
    assert "max-age=43200" in said
    assert "secure" not in said  # this desk is http


def test_a_session_ends_with_its_time(closed: str, visit: Any, clock: Clock) -> None:
    """After twelve hours, whatever was done meanwhile."""
    ada = visit(closed)
    ada.sign_in("ada", PASSWORD)
    clock.now += timedelta(hours=11, minutes=59)
    assert ada.http.get("/articles").status_code == 200
    clock.now += timedelta(minutes=1)
    assert ada.http.get("/articles").status_code == 303


def test_signing_out_ends_it_for_who_copied_the_cookie_too(closed: str, visit: Any) -> None:
    """The cookie says nothing any more."""
    ada, thief = visit(closed), visit(closed)
    ada.sign_in("ada", PASSWORD)
    thief.http.cookies = dict(ada.http.cookies)
    assert thief.http.get("/articles").status_code == 200
    assert ada.post("/sign-out").headers["location"] == "/sign-in"
    assert thief.http.get("/articles").status_code == 303


@pytest.mark.parametrize("change", ["password", "removed"])
def test_a_session_ends_with_another_password_and_with_its_user(
    closed: str, newsroom: Store, visit: Any, change: str
) -> None:
    """At once, on every machine."""
    ada = visit(closed)
    ada.sign_in("ada", PASSWORD)
    with newsroom.writing() as writer:
        if change == "password":
            writer.users.set_password("ada", passwords.hashed("another long one"))
        else:
            writer.users.remove("ada")
    assert ada.http.get("/articles").status_code == 303


def test_a_cookie_that_was_changed_is_none(closed: str, visit: Any) -> None:
    """It is signed."""
    rob = visit(closed)
    rob.sign_in("rob", PASSWORD)
    ((name, value),) = [(n, v) for n, v in rob.http.cookies.items() if "forms" not in n]
    rob.http.cookies = {name: value[:-3] + "AAA"}
    assert rob.http.get("/articles").status_code == 303


@pytest.mark.parametrize("name", ["ada", "nobody"])
def test_wrong_names_and_wrong_passwords_look_alike_and_are_counted(
    closed: str, visit: Any, clock: Clock, name: str
) -> None:
    """Ten from an address in a quarter of an hour; then the right one waits too."""
    guesser = visit(closed)
    answers = [guesser.sign_in(name, f"guess {n}") for n in range(10)]
    assert {answer.status_code for answer in answers} == {401}
    assert all("the name or the password is wrong" in answer.text for answer in answers)
    late = guesser.sign_in("ada", PASSWORD)
    assert (late.status_code, late.headers["retry-after"]) == (429, "901")
    assert "wait 15 minutes" in late.text
    clock.now += timedelta(minutes=15)
    assert guesser.sign_in("ada", PASSWORD).status_code == 303


def test_what_goes_well_is_not_counted(closed: str, visit: Any) -> None:
    """A team behind one address may sign in as often as it likes."""
    ada = visit(closed)
    assert {ada.sign_in("ada", PASSWORD).status_code for _ in range(12)} == {303}


def test_a_token_stands_for_its_user(closed: str, people: dict[str, str], visit: Any) -> None:
    """Without a cookie and without a form's token, in its user's role."""
    program = visit(closed, authorization=f"Bearer {people['token']}")
    assert program.http.get("/articles").status_code == 200
    answer = program.http.post("/ingest", data={"url": "https://a.example"})
    assert (answer.status_code, "only an analyst" in answer.text) == (403, True)


def test_a_wrong_token_is_refused_and_counted(closed: str, visit: Any) -> None:
    """As a wrong password is."""
    program = visit(closed, authorization="Bearer nonsense", accept="application/json")
    answers = [program.http.get("/articles") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert answers[0].headers["content-type"] == "application/problem+json"
    assert answers[0].json() == {
        "title": "Unauthorized", "status": 401,
        "detail": "no user has this token; `counterclaim users token NAME` makes a new one",
    }  # fmt: skip


def test_on_loopback_the_first_user_closes_the_desk(
    newsroom: Store, hashed: str, serve: Any, visit: Callable[..., Any]
) -> None:
    """At once: nobody has to start it again."""
    with serve(newsroom) as url:
        visitor = visit(url)
        assert "<span>ada</span>" in visitor.get("/articles").text
        with newsroom.writing() as writer:
            writer.users.add("Ada", Role.analyst, password=hashed)
        assert visitor.http.get("/articles").status_code == 303
