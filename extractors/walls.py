"""Pages that stand where an article should be: browser checks, consent walls, soft 404s."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wall:
    """A wording that gives such a page away: the refusal's reason, where it stands, and the longest text it rules.

    A longer text is an article about the subject, or one that has the wording in its furniture.
    """

    reason: str
    place: str  # heading or text
    pattern: re.Pattern[str]
    longest: int  # characters


def _wall(reason: str, place: str, pattern: str, longest: int) -> Wall:
    return Wall(reason, place, re.compile(pattern, re.I), longest)


WALLS: tuple[Wall, ...] = (
    # the titles that bot protection services put on their checks
    _wall("challenge", "heading", r"^(?:just a moment|attention required|one more step|please wait)\b.{0,40}$", 2_000),
    _wall("challenge", "heading", r"\bare you (?:a )?(?:robot|human)\b|\bpardon our interruption\b", 2_000),
    _wall("challenge", "heading", r"^(?:access (?:to this page )?(?:has been )?denied|security check)\b", 2_000),
    _wall("challenge", "heading", r"\bddos[- ](?:guard|protection)\b|^verif(?:y|ying) you are human", 2_000),
    # what the checks say; an article that quotes one is longer
    _wall(
        "challenge",
        "text",
        r"checking (?:your browser|if the site connection is secure)|enable javascript and cookies to continue"
        r"|verify(?:ing)? (?:that )?you are (?:a )?human|unusual (?:traffic|activity) from your (?:computer )?network"
        r"|complete the (?:security check|captcha)|prove (?:that )?you(?:'re| are) not a robot",
        1_000,
    ),
    _wall("consent", "heading", r"\bbefore you continue\b|\byour privacy (?:choices|is important)\b", 6_000),
    _wall("consent", "heading", r"\bwe (?:value|care about) your privacy\b|^(?:cookie|privacy) (?:consent|set)", 6_000),
    _wall("consent", "heading", r"\bcookies? (?:and|&) (?:your )?privacy\b.{0,20}$|^consent\b", 4_000),
    # the first words of a consent dialogue that is all there is
    _wall(
        "consent",
        "text",
        r"\bwe (?:value|care about) your privacy\b|\bbefore you continue to\b"
        r"|\b(?:accept|reject) all\b.{0,400}\b(?:cookies|partners|consent)\b"
        r"|\bwe and our (?:\d+ )?partners (?:store|use|process|access)\b",
        1_500,
    ),
    # "404 Media" is a publisher: the number alone is not enough
    _wall("not_found_page", "heading", r"^\W*(?:error\s*)?404\s*(?:$|[-–—:|!.]|error\b|not found\b|page\b)", 3_000),
    _wall(
        "not_found_page",
        "heading",
        r"\b(?:page|article|story|content|url) (?:was |is |could )?not (?:be )?found",
        3_000,
    ),
    _wall("not_found_page", "heading", r"^\W*(?:not found|file not found|object not found)\b.{0,30}$", 3_000),
    _wall(
        "not_found_page",
        "heading",
        r"\b(?:can(?:'|’)?t|cannot|could(?:n(?:'|’)?t| not)) (?:be )?f(?:i|ou)nd\b.{0,20}\b(?:page|article|story)\b"
        r"|\b(?:page|article|story)\b.{0,30}\b(?:can(?:'|’)?t|cannot|could(?:n(?:'|’)?t| not)) be found\b"
        r"|\b(?:page|article|story)\b.{0,20}\b(?:no longer|does(?:n(?:'|’)?t| not)) (?:available|exists?)\b"
        r"|\b(?:page|article|story)\b.{0,12}\b(?:isn(?:'|’)?t|is (?:not|no longer)) available\b",
        3_000,
    ),
    _wall(
        "not_found_page",
        "text",
        r"\b(?:page|article|story) (?:that )?(?:you (?:are|were)|you(?:'|’)re) (?:looking|searching) for\b"
        r"|\b(?:page|article|story) you(?:(?:'|’)ve| have)? requested\b"
        r"|\bpage (?:was |could )?not (?:be )?found\b|\bthis (?:page|article) (?:no longer|does not) exists?\b",
        700,
    ),
)


def wall(headings: Iterable[str], text: str) -> tuple[str, str] | None:
    """The refusal's reason and the words that gave the page away, or None for an article.

    headings -- the page's h1 and title; text -- all that a reader would see of it.
    """
    titles = tuple(headings)
    for row in WALLS:
        if len(text) > row.longest:
            continue
        for place in titles if row.place == "heading" else (text,):
            if found := row.pattern.search(place):
                return row.reason, " ".join(found[0].split())[:80]
    return None
