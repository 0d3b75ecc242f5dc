"""Scores the verdicts: from the gold claims alone, and end to end from the texts; lists what is flagged, to be read.

`python -m benchmarks.conflicts [--gold DIR --score DIR] [--newswire FILE] [--flags] [--raise-floors]` prints one table
of figures with their floors and exits 1 when one is under its floor.  Labelled pairs are a selected sample, so
`--flags` prints every contradiction with the words of both claims: the share of them that is right by eye counts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import plants, score
from claims.conflicts import Context, compare_bucket
from claims.model import Claim
from claims.parties import PartyTable, load_parties
from claims.rates import reference_rate
from claims.verdicts import Verdict, pair_row
from extractors.article import read_row
from extractors.pipeline import Reader

Row = dict[str, Any]
Compared = tuple[Claim, Claim, Verdict]

WIRE_DAY = "1987-03-02"
"""The newswire texts carry no day of their own: each gets this one, so that time separates none of them."""
WIRE_TEXTS = 1500


def main(arguments: list[str] | None = None) -> int:
    """Print the figures and, where asked, the flags; 1 when a figure is under its floor, else 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, help="a folder with seeds/ and news/")
    parser.add_argument("--score", type=Path, help="the folder of the scripts that score it")
    parser.add_argument("--newswire", type=Path, help="a file of newswire texts (.jsonl.gz) to flag")
    parser.add_argument("--flags", action="store_true", help="print every flag with the words of both claims")
    parser.add_argument("--misses", type=int, default=0, help="print so many labelled pairs with another verdict")
    parser.add_argument("--raise-floors", action="store_true", help="pin floors under today's; none is lowered")
    given = parser.parse_args(arguments)
    reader = Reader(load_parties())
    measured: score.Figures = {"conflicts planted": {"right": plants.share_right()}}
    if given.gold is not None and given.score is not None and given.gold.is_dir() and given.score.is_dir():
        measured |= on_gold(reader, given.gold, given.score, flags=given.flags, misses=given.misses)
    else:
        print(f"no gold at {given.gold} (or no scripts at {given.score}): no verdict on annotated news is scored")
    if given.newswire is not None:
        measured |= on_newswire(reader, given.newswire, flags=given.flags)
    return score.report(measured, raise_floors=given.raise_floors)


def on_gold(reader: Reader, gold: Path, scripts: Path, *, flags: bool = False, misses: int = 0) -> score.Figures:
    """The figures on the gold folder: news from its claims, without and with links, news and seeds end to end.

    flags -- print every contradiction, of readable documents with their words.  misses -- print so many labelled pairs
    whose verdict is another.
    """
    context = _context(load_parties())
    unread = set((gold / "news" / "unread.txt").read_text(encoding="utf-8").split())
    texts = {row["id"]: row["text"] for row in score.news_rows(gold / "news")}
    seed_rows = [{"id": path.name, "text": path.read_text(encoding="utf-8")} for path in _texts(gold / "seeds")]
    annotated, found = list(gold_claims(gold / "news", load_parties())), _read(reader, score.news_rows(gold / "news"))
    runs = {
        "conflicts from gold": ("news", annotated),
        "conflicts linked": ("news", linked(annotated, found)),
        "conflicts news": ("news", found),
        "conflicts seeds": ("seeds", _read(reader, seed_rows)),
    }
    texts |= {row["id"]: row["text"] for row in seed_rows}
    out: score.Figures = {}
    for name, (folder, claims) in runs.items():
        compared = list(compare_bucket(claims, (), context))
        out[name] = _figures(gold / folder, scripts, compared, misses=misses, unread=unread)
        if flags:
            print(f"{name}: flags")
            print("\n".join(_flag_lines(compared, texts, unread)))
    return out


def on_newswire(reader: Reader, path: Path, *, flags: bool = False) -> score.Figures:
    """How often real prose that nobody labelled is flagged; printed, with no floor."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) | {"published": WIRE_DAY} for line in islice(lines, WIRE_TEXTS)]
    compared = list(compare_bucket(_read(reader, rows), (), _context(load_parties())))
    found = list(_flag_lines(compared, {row["id"]: row["text"] for row in rows}, set()))
    count = sum(verdict.flagged for _, _, verdict in compared)
    print(f"newswire: {count} of {len(compared)} compared pairs are flagged in {len(rows)} texts")
    if flags:
        print("\n".join(found))
    return {}


def gold_claims(folder: Path, parties: PartyTable) -> Iterator[Claim]:
    """The claims of a gold folder, with the day on which the index says their text was published, names as in the
    table of parties."""
    published = {row["doc"]: row.get("published") for row in score.lines(folder / "index.jsonl")}
    for row in score.lines(folder / "gold.jsonl"):
        names = {name: parties.canonical(name) or name for name in (row["subject"], *row["counterparties"]) if name}
        yield Claim.from_json(
            row
            | {"published": published.get(row["doc"]), "subject": names.get(row["subject"])}
            | {"counterparties": [names[name] for name in row["counterparties"]]}
        )


def linked(annotated: Sequence[Claim], found: Iterable[Claim]) -> list[Claim]:
    """The annotated claims with what no annotation holds: the links and places in time that the extractors read there.

    Brackets, parts, counts, whose report is denied, periods, what a price includes, previous and superseded figures:
    each is taken from the extracted claim that stands at the same place, the one with the same metric first.
    """
    by_doc: dict[str, list[Claim]] = defaultdict(list)
    for claim in found:
        by_doc[claim.doc].append(claim)
    twins: list[Claim | None] = []
    for gold in annotated:
        there = [claim for claim in by_doc[gold.doc] if claim.start < gold.end and gold.start < claim.end]
        twins.append(min(there, key=lambda c: (c.metric != gold.metric, c.subject != gold.subject), default=None))
    known = {twin.id: gold.id for gold, twin in zip(annotated, twins, strict=True) if twin is not None}
    return [
        gold
        if twin is None
        else replace(
            gold, converts=known.get(twin.converts or ""), part_of=known.get(twin.part_of or ""), count=twin.count,
            denies=twin.denies, includes=twin.includes, period=twin.period, temporal_role=twin.temporal_role,
        )
        for gold, twin in zip(annotated, twins, strict=True)
    ]  # fmt: skip


def _context(parties: PartyTable) -> Context:
    return Context(parties=parties, rate=reference_rate)


def _texts(folder: Path) -> list[Path]:
    return sorted((folder / "docs").glob("*.txt"))


def _read(reader: Reader, rows: Iterable[Row]) -> list[Claim]:
    return [claim for row in rows for claim in reader.read(read_row(row, where=row["id"])).claims]


def _figures(
    folder: Path, scripts: Path, compared: Sequence[Compared], *, misses: int, unread: set[str]
) -> dict[str, float]:
    """What the script prints, as figures of which more is better."""
    with TemporaryDirectory() as work:
        pairs = score.write(Path(work) / "pairs.jsonl", (pair_row(*one) for one in compared))
        options: list[object] = [folder / "conflicts.jsonl", pairs, folder / "gold.jsonl", "--json"]
        if misses:
            options += ["--misses", 10_000]
        *shown, last = score.run(scripts / "score_conflicts.py", *options).splitlines()
    readable = [line for line in shown if not any(f"{doc}:" in line for doc in unread)]
    if misses:
        print("\n".join((*readable[:misses], f"  and {len(shown) - len(readable)} in documents that are not opened")))
    printed = json.loads(last)
    wanted = printed["confusion"]
    contradictions = any(key.startswith("contradiction->") for key in wanted)
    found = {"contradiction_p": printed["contradiction_p"], "contradiction_r": printed["contradiction_r"]}
    return (found if contradictions else {}) | {
        "not_falsely_flagged": 1 - printed["false_flags"], "accuracy": printed["accuracy"],
    }  # fmt: skip


def _flag_lines(compared: Iterable[Compared], texts: dict[str, str], unread: set[str]) -> Iterator[str]:
    """Each flag with the words around both figures; those in documents that are not opened are only counted."""
    unopened = 0
    for a, b, verdict in compared:
        if not verdict.flagged:
            continue
        if {a.doc, b.doc} & unread:
            unopened += 1
            continue
        yield f"- {verdict.kind} ({verdict.grade}): {', '.join(verdict.reasons)}: {verdict.trace[-1].answer}"
        for claim in (a, b):
            yield f"    {claim.doc}: {_words(claim, texts[claim.doc])}"
    if unopened:
        yield f"and {unopened} in documents that are not opened"


def _words(claim: Claim, text: str) -> str:
    before, after = max(0, claim.start - 110), claim.end + 90
    return " ".join(f"{text[before : claim.start]}[[{claim.quote}]]{text[claim.end : after]}".split())


if __name__ == "__main__":
    sys.exit(main())
