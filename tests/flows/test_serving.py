"""What is served on loopback for the demo and the tests, and that it is gone afterwards."""

from __future__ import annotations

from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from claims.errors import CounterclaimError
from flows.serving import PrefectServer, serve_folder


def get(url: str, path: str) -> tuple[int, str | None, bytes]:
    """Status, content type and body, with the path sent as it is."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, answer.getheader("content-type"), answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("page.html", "text/html"),
        ("feed.xml", "application/rss+xml"),
        ("letter.txt", "text/plain; charset=utf-8"),
        ("rows.jsonl", "application/jsonl"),
        ("picture.bin", "application/octet-stream"),
    ],
)
def test_a_file_comes_as_it_is_with_its_type(tmp_path: Path, name: str, content_type: str) -> None:
    """The bytes are sent unchanged; a page's type names no charset, for the page does."""
    (tmp_path / name).write_bytes(b"\xa3 1.2bn")
    with serve_folder(tmp_path) as url:
        assert get(url, f"/{name}") == (200, content_type, b"\xa3 1.2bn")


def test_nothing_else_is_served(tmp_path: Path) -> None:
    """Folders are not listed, and no path leads out of the folder."""
    (tmp_path / "site").mkdir()
    (tmp_path / "secret.txt").write_text("not served")
    with serve_folder(tmp_path / "site") as url:
        assert [get(url, path)[0] for path in ("/", "/../secret.txt", "/%2e%2e/secret.txt")] == [404, 404, 404]


def test_the_port_is_free_again(tmp_path: Path) -> None:
    """After the block nobody answers."""
    with serve_folder(tmp_path) as url:
        assert url.startswith("http://127.0.0.1:")
    with pytest.raises(ConnectionRefusedError):
        get(url, "/")


def test_a_slow_prefect_is_one_line_and_is_stopped(tmp_path: Path) -> None:
    """Where the server does not answer in time, the line names its log, and the process ends with the block."""
    with PrefectServer(tmp_path / "home") as server, pytest.raises(CounterclaimError) as raised:
        server.wait(patience=0)
    assert str(raised.value) == f"Prefect's server does not answer after 0 s; see {tmp_path}/home/prefect-server.log"
    with pytest.raises(CounterclaimError, match=r"Prefect's server ended with code -15; its last words are in .*\.log"):
        server.wait()


def test_the_runs_of_the_server_stay_on_this_machine(tmp_path: Path) -> None:
    """Its variables turn off what Prefect would send elsewhere."""
    with PrefectServer(tmp_path) as server:
        sent = {name: server.variables[name] for name in ("PREFECT_SERVER_ANALYTICS_ENABLED", "DO_NOT_TRACK")}
        assert sent == {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
        assert server.variables["PREFECT_API_URL"].startswith("http://127.0.0.1:")
