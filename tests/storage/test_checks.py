"""What a check of the store finds: nothing in a sound one, and each kind of damage by its name, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from claims.errors import SnapshotDamaged
from claims.model import Claim
from storage.store import Checked, Finding, Store

TEXT = "Acme AI raised $5 billion. Beta Cloud will pay $2 billion."
RESTORE = "restore a copy of the database"


@pytest.fixture
def two(desk: Any, two_sides: Any) -> tuple[Claim, Claim]:
    """Two claims of one article with a page, beside the two sides of a conflict."""
    article = desk.article(TEXT, "checked")
    found = (
        desk.claim(article, "$5 billion", 5e9),
        desk.claim(article, "$2 billion", 2e9, metric="commitment", subject="Beta Cloud"),
    )
    desk.put(article, *found, body=b"<p>page</p>")
    return found


def found(desk: Any) -> list[Finding]:
    """All that is wrong."""
    return list(desk.store.check())


def test_a_sound_store_has_nothing_wrong_and_every_thing_is_counted(desk: Any, two: Any) -> None:
    """The steps that a progress bar is told of add up to what there is."""
    steps: list[int] = []
    assert list(desk.store.check(steps.append)) == []
    total = desk.store.to_check()
    assert total == Checked(articles=3, revisions=3, snapshots=4, claims=4, edges=1)
    assert sum(steps) == total.steps == 12


def test_an_empty_store_is_sound(desk: Any) -> None:
    """There is nothing to look at."""
    assert found(desk) == []
    assert desk.store.to_check().steps == 0


def test_a_quote_that_does_not_stand_at_its_place_is_named_with_what_stands_there(desk: Any, two: Any) -> None:
    """Retired claims too were right once, but only those that stand are checked."""
    desk.run("UPDATE claims SET quote = %s WHERE id = %s", "$6 billion", two[0].id)
    (one,) = found(desk)
    assert (one.what, one.article, one.claim) == ("claim", "https://paper.example/checked", two[0].id)
    assert one.detail == "its quote is '$6 billion', and at 15:25 stands '$5 billion'"
    assert one.repair.startswith("`counterclaim reextract --source ")


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ("sentence_end = 3", "its sentence 0:3 is not around 15:25"),
        ("metric = 'visitors'", "its row cannot be read: unknown metric 'visitors': add a row to claims.metrics"),
        ("subject = 'Acme'", "what it says has the id"),
        ("low = 1, high = 1", "what it says has the id"),
    ],
)
def test_a_claim_that_was_changed_behind_the_store_is_named(desk: Any, two: Any, change: str, detail: str) -> None:
    """Its id hashes what it says."""
    desk.run(f"UPDATE claims SET {change} WHERE id = %s", two[0].id)
    (one,) = found(desk)
    assert (one.what, one.claim) == ("claim", two[0].id)
    assert one.detail.startswith(detail)


def test_a_damaged_text_is_one_finding_and_the_rest_is_checked(desk: Any, two: Any, two_sides: Any) -> None:
    """Its own claims cannot be; reading it says the same in one line, and the article again mends it."""
    article = desk.article(TEXT, "checked")
    desk.run("UPDATE snapshots SET data = %s WHERE sha = %s", b"no zstd frame", article.text_sha)
    desk.run("UPDATE claims SET quote = %s WHERE id = %s", "$6 billion", two_sides[0].id)
    snapshot, claim = found(desk)
    assert (snapshot.what, snapshot.article, claim.claim) == ("snapshot", article.doc, two_sides[0].id)
    assert snapshot.detail.startswith(
        f"the text of revision 1, snapshot {article.text_sha[:16]}: it cannot be unpacked"
    )
    assert snapshot.repair == f"{RESTORE}, or ingest https://paper.example/checked again"
    for read in (desk.store.text, lambda _: desk.store.article(article.identity)):
        with pytest.raises(SnapshotDamaged) as caught:
            read(article.text_sha)
        assert str(caught.value).startswith(f"snapshot {article.text_sha[:16]} is damaged (it cannot be unpacked: ")
        assert str(caught.value).endswith("; `counterclaim doctor` says what to do")
    assert desk.put(article, *two, body=b"<p>page</p>").state == "unchanged"
    assert found(desk) == [claim]


def test_other_bytes_under_a_hash_are_found(desk: Any, two: Any) -> None:
    """They unpack well, and are another page."""
    ((sha,),) = _rows(desk, "SELECT body_sha FROM revisions WHERE body_sha IS NOT NULL")
    desk.run(
        "UPDATE snapshots SET data = (SELECT data FROM snapshots WHERE sha = %s) WHERE sha = %s",
        desk.article(TEXT, "checked").text_sha, sha,
    )  # fmt: skip
    (one,) = found(desk)
    assert one.detail == (
        f"the page of revision 1, snapshot {sha[:16]}: its bytes have the hash {two[0].text_sha[:16]}"
    )
    assert one.repair == f"{RESTORE}; no claim rests on the page itself"


def test_a_snapshot_that_nothing_uses_is_checked_too(desk: Any) -> None:
    """It belongs to no article."""
    desk.run("INSERT INTO snapshots (sha, size, data) VALUES (%s, 1, %s)", "0" * 64, b"")
    (one,) = found(desk)
    assert (one.article, one.repair) == (None, RESTORE)
    assert one.detail.startswith("snapshot 0000000000000000, which no revision uses: ")


def test_what_points_nowhere_is_found(desk: Any, two: Any, two_sides: Any) -> None:
    """A verdict without its claim, an article without its revision."""
    _, _, edge = two_sides
    desk.run("UPDATE edges SET a = %s WHERE id = %s", "f" * 16, edge.id)
    desk.run("UPDATE articles SET revision = 7 WHERE doc = %s", "https://paper.example/checked")
    revision, verdict = found(desk)
    assert (revision.what, revision.article) == ("revision", "https://paper.example/checked")
    assert revision.detail == "its revision 7 is not there"
    assert (verdict.what, verdict.claim) == ("verdict", "f" * 16)
    assert verdict.detail.startswith(f"verdict {edge.id} is about the claims ")


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_a_snapshot_that_is_gone_is_found_with_the_reference_to_it(desk: Any, two: Any, where: str) -> None:
    """A server would not let it go; in a file, another program may take it."""
    sha = desk.article(TEXT, "checked").text_sha
    desk.run("DELETE FROM snapshots WHERE sha = %s", sha)
    *references, lost = found(desk)
    assert [reference.what for reference in references] == ["database", "database"]  # the revision's, and its origin's
    for reference in references:
        assert reference.detail.endswith("points at a row of snapshots that is not there")
    assert (lost.what, lost.detail) == ("revision", f"the text of revision 1, snapshot {sha[:16]}, is not there")


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_a_damaged_index_is_found(desk: Any, two: Any, where: str) -> None:
    """By SQLite's own check of the file."""
    with desk.connected() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        connection.exec_driver_sql(
            "UPDATE sqlite_master SET sql = 'CREATE INDEX ix_articles_doc ON articles (identity DESC)' "
            "WHERE name = 'ix_articles_doc'"
        )
        connection.commit()
    desk.store.close()
    with Store.open(where) as store:
        kinds = {one.what for one in store.check()}
    assert kinds == {"database"}


def _rows(desk: Any, query: str) -> list[Any]:
    with desk.connected() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]
