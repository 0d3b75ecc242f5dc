"""The benchmark of the desk: with small numbers it fills a store, asks for every kind of page and says what it took."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import review
from storage.store import Store

LINE = re.compile(r"(?P<page>\w.*?) +[\d.]+ ms at the 95th percentile .*, +(?P<size>[\d.]+) kB(?:  TOO MUCH)?")


def test_every_kind_of_page_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All are answered with 200 and are small; how fast they are is not for a test to say."""
    db = tmp_path / "review.db"
    review.main(["--claims", "60", "--cases", "20", "--rounds", "2", "--db", str(db)])
    first, second, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("filled in ")
    assert re.fullmatch(r"\d+ claims, 20 cases, \d+ MB", second)
    found = [LINE.fullmatch(line) for line in lines]
    assert None not in found, lines
    sizes = {one["page"]: float(one["size"]) for one in found if one}
    kinds = {name.partition(",")[0] for name in sizes}
    assert {"queue", "search", "case", "party"} <= kinds
    assert max(sizes.values()) * 1000 < review.LARGEST
    with Store.open(str(db)) as store:
        assert list(store.check()) == []
        assert sorted(store.status().cases) == ["decided", "open"]


def test_the_share_of_values() -> None:
    """The smallest value that so many of them do not exceed."""
    values = [float(number) for number in range(1, 101)]
    assert [review.percentile(values, share) for share in (0.5, 0.95, 1.0)] == [50.0, 95.0, 100.0]
    assert review.percentile([3.0], 0.95) == 3.0
