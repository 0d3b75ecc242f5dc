"""The colours of a chart, by what they stand for, on light and on dark paper.

The colours of origins differ for eyes that confuse red and green too, and have a contrast of three to one with their
paper (a test simulates the eyes and measures the contrast).
"""

from __future__ import annotations

LIGHT: dict[str, str] = {
    "paper": "#fefefe", "ink": "#1d232b", "soft": "#59636e", "grid": "#e4e7eb",
    "o0": "#0068a8", "o1": "#d55e00", "o2": "#43a26d", "o3": "#ba6fe4", "o4": "#9f0c54", "o5": "#254104",
    "o6": "#4a0284", "o7": "#6f7782",
}  # fmt: skip
"""On light paper: what is drawn into the picture."""

DARK: dict[str, str] = {
    "paper": "#14181d", "ink": "#e8ebee", "soft": "#a2acb7", "grid": "#2a3139",
    "o0": "#3d95da", "o1": "#f5873c", "o2": "#0fcb9c", "o3": "#f2c1f6", "o4": "#b43481", "o5": "#667815",
    "o6": "#e0dc26", "o7": "#8b95a1",
}  # fmt: skip
"""On dark paper: what a style sheet puts in their place."""


def classes(fill: str | None, stroke: str | None) -> str:
    """The classes of a shape that is filled and drawn with colours of LIGHT: `f-o0 s-ink`."""
    names = {colour: name for name, colour in LIGHT.items()}
    found = [f"{kind}-{names[colour]}" for kind, colour in (("f", fill), ("s", stroke)) if colour in names]
    return " ".join(found)


def dark_rules(within: str = "") -> str:
    """The style sheet's rules for dark paper, for shapes inside this selector."""
    lines = [f"{within}.f-{name}{{fill:{colour}}}{within}.s-{name}{{stroke:{colour}}}" for name, colour in DARK.items()]
    return "@media (prefers-color-scheme:dark){\n" + "\n".join(lines) + "\n}\n"
