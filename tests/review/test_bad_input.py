"""Every input that is no article: one clear line, a stored refusal, no traceback, and nothing stored before is lost."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

Run = Callable[..., Any]

PASSING = ("dead_host", "server_error")  # they are tried again after a wait, so once must do here
LOOPBACK = {"COUNTERCLAIM_ALLOW_PRIVATE": "127.0.0.1"}
PAGE = "<html><head><title>Round</title></head><body><article><h1>Round</h1>{}</article></body></html>"
STORY = "<p>Northwind Compute raised €2.4 billion in a Series C round.</p>"


def check_refused(cli: Run, source: str | Path, place: str, reason: str, words: str, **environment: str) -> None:
    """One line names the place and the trouble; the reason is stored; what was stored before is still there."""
    before = cli("claims", "--format", "json").out
    done = cli("ingest", source, **environment)
    assert done.code == 1
    (line,) = done.out.splitlines()
    assert line.startswith(f"refused    {place}: {words}")
    assert done.err == f"counterclaim: 1 refused ({reason} 1); 0 claims added, 0 new conflicts\n"
    assert json.loads(cli("status", "--format", "json").out)["refusals"] == {reason: 1}
    assert cli("claims", "--format", "json").out == before
    assert len(json.loads(before)) == 4
    if reason in PASSING:
        return
    read = cli("extract", source, "--format", "jsonl", **environment)
    assert (read.code, read.out) == (1, "")
    first, count = read.err.splitlines()
    assert first.startswith(f"counterclaim: {words}")
    assert count == f"counterclaim: 1 source refused ({reason} 1)"


@pytest.mark.usefixtures("stored")
class TestFiles:
    """What a person names on this machine."""

    def test_a_missing_file(self, cli: Run, tmp_path: Path) -> None:
        """The line names the path."""
        path = tmp_path / "gone.txt"
        check_refused(cli, path, f"{path}", "missing", f"there is no such file: {path}")

    def test_a_folder_without_articles(self, cli: Run, tmp_path: Path) -> None:
        """The line says what would be read."""
        folder = tmp_path / "empty"
        folder.mkdir()
        (folder / "picture.png").write_bytes(b"\x89PNG")
        words = f"the folder holds no .html, .txt, .jsonl or .warc file: {folder}"
        check_refused(cli, folder, f"{folder}", "no_articles", words)

    def test_a_file_of_another_kind(self, cli: Run, tmp_path: Path) -> None:
        """A PDF is not tried."""
        path = tmp_path / "report.pdf"
        path.write_bytes(b"%PDF-1.7")
        check_refused(cli, path, f"{path}", "unknown_type", "the file is of no kind that is read")

    @pytest.mark.parametrize("name", ["page.html", "page.txt"])
    def test_a_binary_file(self, cli: Run, tmp_path: Path, name: str) -> None:
        """A picture that is called a page is still a picture."""
        path = tmp_path / name
        path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8)
        check_refused(cli, path, f"{path}", "binary", f"the content is not text: {name}")

    @pytest.mark.parametrize(
        ("name", "content"), [("a.html", ""), ("a.txt", " \n"), ("b.html", "<html><body></body></html>")]
    )
    def test_an_empty_page(self, cli: Run, tmp_path: Path, name: str, content: str) -> None:
        """No text is a refusal, never an article without claims."""
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        check_refused(cli, path, f"{path}", "empty", f"the page has no article text: {name}")

    @pytest.mark.parametrize("name", ["large.html", "large.txt", "large.html.gz"])
    def test_a_page_of_20_megabytes(self, cli: Run, tmp_path: Path, name: str) -> None:
        """It is refused by its size, unpacked, and not parsed."""
        path = tmp_path / name
        body = PAGE.format("<p>" + "word " * 4_000_000 + "</p>").encode()
        path.write_bytes(gzip.compress(body, 1) if name.endswith(".gz") else body)
        check_refused(cli, path, f"{path}", "too_large", "the page is larger than the limit")

    def test_a_wrong_charset_is_read_right(self, cli: Run, tmp_path: Path) -> None:
        """A page that calls itself UTF-8 and is windows-1252 keeps its euro sign; nothing is refused."""
        path = tmp_path / "page.html"
        page = PAGE.replace("<head>", '<head><meta charset="utf-8">').format(STORY + "<p>“Enough”, it said.</p>" * 5)
        path.write_bytes(page.encode("cp1252"))
        done = cli("extract", path, "--format", "jsonl")
        assert (done.code, [row["quote"] for row in done.rows]) == (0, ["€2.4 billion"])
        assert cli("ingest", path).code == 0

    def test_an_unreadable_file(self, cli: Run, tmp_path: Path) -> None:
        """The line says what the system says."""
        if os.geteuid() == 0:
            path = tmp_path / "loop.txt"
            path.symlink_to(path)  # the superuser may read everything, but nothing that leads to itself
        else:
            path = tmp_path / "closed.txt"
            path.touch(mode=0)
        check_refused(cli, path, f"{path}", "unreadable", f"the file cannot be read: {path}: ")

    @pytest.mark.parametrize(
        ("broken", "words"),
        [
            (b"{not json}", "Expecting property name enclosed in double quotes at column 2"),
            (b"[1, 2]", "a list, not an object"),
            (b'{"id": "x"}', "no string in text or html"),
            (b'{"text": "no id"}', "id is None (expected a string)"),
            (b'{"id": "x", "text": "\xff"}', "not UTF-8 at byte 21"),
        ],
    )
    def test_a_broken_line_of_a_dump(self, cli: Run, tmp_path: Path, broken: bytes, words: str) -> None:
        """The line is named, and the rest is read."""
        good = json.dumps({"id": "late", "text": "Northwind Compute raised $9 billion."}).encode()
        dump = tmp_path / "dump.jsonl"
        dump.write_bytes(good.replace(b"late", b"early") + b"\n" + broken + b"\n" + good + b"\n")
        done = cli("ingest", dump)
        assert done.code == 1
        assert [line.split()[0] for line in done.out.splitlines()] == ["new", "refused", "new"]
        assert f"{dump} line 2: {words}" in done.out.splitlines()[1]
        assert json.loads(cli("status", "--format", "json").out)["refusals"] == {"bad_row": 1}
        read = cli("extract", dump, "--format", "jsonl")
        assert (read.code, [row["doc"] for row in read.rows]) == (1, ["early", "late"])
        assert f"{dump} line 2: {words}" in read.err.splitlines()[0]

    def test_a_dump_that_breaks_off(self, cli: Run, tmp_path: Path) -> None:
        """What came before the damage is stored."""
        lines = "".join(
            json.dumps({"id": str(n), "text": f"Northwind Compute raised ${n} billion. {os.urandom(999).hex()}"}) + "\n"
            for n in range(1, 40)
        )
        dump = tmp_path / "dump.jsonl.gz"
        dump.write_bytes(gzip.compress(lines.encode())[:-2000])
        done = cli("ingest", dump)
        assert done.code == 1
        assert done.out.splitlines()[0].startswith("new ")
        assert "the gzip data is damaged" in done.out.splitlines()[-1]


@pytest.mark.usefixtures("stored")
class TestServers:
    """What comes over the network, from a server on this machine."""

    @pytest.fixture(autouse=True)
    def without_rules(self, httpserver: HTTPServer) -> None:
        """The site has no robots.txt."""
        httpserver.expect_request("/robots.txt").respond_with_data(status=404)

    def test_a_dead_host(self, cli: Run) -> None:
        """Nobody listens there."""
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
            check_refused(cli, url, url, "dead_host", f"the host cannot be reached: {url}", **LOOPBACK)

    @pytest.mark.parametrize(
        ("status", "reason", "words"),
        [
            (404, "not_found", "the server has no such page (404 or 410)"),
            (403, "http_status", "the server refused the request"),
            (500, "server_error", "the server failed (5xx)"),
        ],
    )
    def test_a_status_that_is_no_page(
        self, cli: Run, httpserver: HTTPServer, status: int, reason: str, words: str
    ) -> None:
        """The line says which status, and what it means."""
        httpserver.expect_request("/story").respond_with_data(PAGE.format(STORY), status=status)
        url = httpserver.url_for("/story").replace("localhost", "127.0.0.1")
        check_refused(cli, url, url, reason, f"{words}: {url}: {status}", **LOOPBACK)

    def test_a_redirect_loop(self, cli: Run, httpserver: HTTPServer) -> None:
        """It is walked once."""

        def turn(request: Request) -> Response:
            there = "b" if request.path == "/a" else "a"
            return Response(status=302, headers={"Location": there})

        for path in ("/a", "/b"):
            httpserver.expect_request(path).respond_with_handler(turn)
        url = httpserver.url_for("/a").replace("localhost", "127.0.0.1")
        words = "the redirects lead in a circle or are too many"
        check_refused(cli, url, url, "redirect_loop", words, **LOOPBACK)

    def test_a_private_address_without_permission(self, cli: Run, httpserver: HTTPServer) -> None:
        """Nothing is sent, and the line says how to permit it."""
        url = httpserver.url_for("/story").replace("localhost", "127.0.0.1")
        check_refused(cli, url, url, "private_address", f"the address is in a private network: {url}")
        assert httpserver.log == []
        assert "COUNTERCLAIM_ALLOW_PRIVATE=127.0.0.1" in cli("extract", url).err

    def test_a_page_of_20_megabytes(self, cli: Run, httpserver: HTTPServer) -> None:
        """The rest of it is not fetched."""
        httpserver.expect_request("/large").respond_with_data(b"x" * 20_000_000, content_type="text/html")
        url = httpserver.url_for("/large").replace("localhost", "127.0.0.1")
        check_refused(cli, url, url, "too_large", f"the page is larger than the limit: {url}", **LOOPBACK)

    def test_a_site_that_forbids_it(self, cli: Run, httpserver: HTTPServer) -> None:
        """The line names the file that does."""
        httpserver.clear()
        httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /")
        url = httpserver.url_for("/story").replace("localhost", "127.0.0.1")
        rules = f"{url.removesuffix('/story')}/robots.txt"
        words = f"the site's robots.txt does not permit it: {url}: {rules} forbids it to counterclaim"
        check_refused(cli, url, url, "robots", words, **LOOPBACK)

    def test_a_picture(self, cli: Run, httpserver: HTTPServer) -> None:
        """The server's word is taken for it."""
        httpserver.expect_request("/picture").respond_with_data(b"\x89PNG", content_type="image/png")
        url = httpserver.url_for("/picture").replace("localhost", "127.0.0.1")
        check_refused(cli, url, url, "content_type", "the server says this is not a page", **LOOPBACK)


class TestDatabases:
    """What --db names."""

    def check_unusable(self, cli: Run, database: Path, stories: Path, words: str) -> None:
        """Reading and writing fail with the same one line, before anything is fetched or read."""
        for asked in (["ingest", str(stories)], ["claims"], ["conflicts"], ["status"]):
            done = cli(*asked, "--db", database)
            assert (done.code, done.out) == (1, "")
            (line,) = done.err.splitlines()
            assert line.startswith(f"counterclaim: database {database}: ")
            assert words in line

    def test_an_unwritable_place(self, cli: Run, stories: Path, tmp_path: Path) -> None:
        """A file stands where the folder should be."""
        blocked = tmp_path / "file"
        blocked.write_text("no folder", encoding="utf-8")
        done = cli("ingest", stories, "--db", blocked / "claims.db")
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
        assert f"counterclaim: database {blocked / 'claims.db'}: " in done.err

    def test_an_unwritable_file(self, process: Run, stories: Path, stored: Path) -> None:
        """It cannot be used, and stays as it was."""
        if os.geteuid() == 0:
            pytest.skip("the superuser may write everything")
        stored.chmod(0o444)
        self.check_unusable(process, stored, stories, "may not be written")

    def test_a_folder(self, cli: Run, stories: Path, tmp_path: Path) -> None:
        """The line shows what to type."""
        self.check_unusable(cli, tmp_path, stories, f"add a file name, such as {tmp_path / 'counterclaim.db'}")

    def test_something_else(self, cli: Run, stories: Path, tmp_path: Path) -> None:
        """A file that is no database is left alone."""
        other = tmp_path / "notes.db"
        other.write_text("These are notes, not tables. " * 100, encoding="utf-8")
        before = other.read_bytes()
        self.check_unusable(cli, other, stories, "it is not a SQLite database")
        assert other.read_bytes() == before

    def test_a_database_from_a_newer_version(self, cli: Run, stories: Path, stored: Path) -> None:
        """It is not touched, and works again with the version that made it."""
        kept = stored.with_suffix(".kept")
        with sqlite3.connect(stored) as connection:
            known = connection.execute("SELECT version_num FROM counterclaim_version").fetchone()
            connection.execute("UPDATE counterclaim_version SET version_num = '9999'")
        connection.close()
        shutil.copy(stored, kept)
        self.check_unusable(cli, stored, stories, "a later version of counterclaim wrote it")
        with sqlite3.connect(stored) as connection:
            connection.execute("UPDATE counterclaim_version SET version_num = ?", known)
        connection.close()
        assert len(cli("claims", "--format", "jsonl").rows) == 4
