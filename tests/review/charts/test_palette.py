"""The colours of charts: seen by all eyes, on both papers, and the same in the desk's style sheet."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

import review.desk
from review.charts.marks import COLOURS
from review.charts.palette import DARK, LIGHT, classes, dark_rules

Colour = tuple[float, float, float]

EYES: dict[str, tuple[Colour, Colour, Colour]] = {
    # Machado, Oliveira and Fernandes 2009, severity 1
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
}  # fmt: skip


def linear(colour: str) -> Colour:
    """Red, green and blue, as light."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def lightness(colour: str) -> float:
    """Relative luminance, as WCAG 2 has it."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((lightness(one), lightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def seen(colour: str, eyes: str) -> Colour:
    """A colour as these eyes see it, in OKLab."""
    light = linear(colour)
    red, green, blue = (min(1.0, max(0.0, sum(row[n] * light[n] for n in range(3)))) for row in EYES[eyes])
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_all_colours_stand_out_from_the_paper(colours: dict[str, str]) -> None:
    """Words by 4.5 to one, marks by three to one."""
    assert [name for name in ("ink", "soft") if contrast(colours[name], colours["paper"]) < 4.5] == []
    marks = [f"o{number}" for number in range(COLOURS + 1)]
    assert {name: contrast(colours[name], colours["paper"]) for name in marks
            if contrast(colours[name], colours["paper"]) < 3} == {}  # fmt: skip


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_no_two_origins_look_alike(colours: dict[str, str], eyes: str) -> None:
    """Also for eyes that miss a kind of cone."""
    marks = {f"o{number}": seen(colours[f"o{number}"], eyes) for number in range(COLOURS)}
    near = {
        (one, other): distance
        for (one, a), (other, b) in combinations(marks.items(), 2)
        if (distance := sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5) < 0.06
    }
    assert near == {}


def test_both_papers_have_the_same_names() -> None:
    """And no colour stands for two things."""
    assert LIGHT.keys() == DARK.keys()
    assert len(set(LIGHT.values())) == len(LIGHT)


def test_a_shape_is_known_by_what_its_colours_stand_for() -> None:
    """Other colours have no name."""
    assert classes(LIGHT["o0"], LIGHT["ink"]) == "f-o0 s-ink"
    assert classes("none", None) == ""


def test_the_desks_style_sheet_has_the_dark_colours() -> None:
    """Its pages forbid a style sheet inside the picture."""
    sheet = (Path(next(iter(review.desk.__path__))) / "static" / "desk.css").read_text(encoding="utf-8")
    assert dark_rules("svg.chart ") in sheet
