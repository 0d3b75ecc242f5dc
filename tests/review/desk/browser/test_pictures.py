"""The pictures of the README: made by a script from the fixtures, and small."""

from __future__ import annotations

from pathlib import Path

from benchmarks.screenshots import IMAGES, LARGEST, PAGES, take


def test_the_script_makes_all_pictures(tmp_path: Path) -> None:
    """The ones in the repository are of the same names, and none weighs more than a picture may."""
    made = take(tmp_path)
    assert [path.name for path in made] == [f"{name}.png" for name, _, _, _ in PAGES]
    assert {path.name for path in IMAGES.glob("*.png")} == {path.name for path in made}
    for path in (*made, *IMAGES.glob("*.png")):
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.stat().st_size < LARGEST
