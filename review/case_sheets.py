"""What is shown of one case: its sides with their evidence, the verdict, its history, and how to decide it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from claims.cases import WAITING, Side, value_words
from claims.suggestions import suggest
from review import words
from review.case_tables import CASE_KEYS, SUGGESTION_KEYS, about, case_row, decision_row, suggestion_row, support
from review.formats import styled
from review.sheets import reasoning

if TYPE_CHECKING:
    from rich.text import Text

    from storage.case_records import CaseEvent, StoredCase, StoredDecision
    from storage.store import Store

SHEET_KEYS = (*CASE_KEYS, "history", "decisions", "trace", "rules", *SUGGESTION_KEYS)


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """A case with its history, all decisions, and the texts of its claims by hash.

    suggesting -- whether the suggested side is shown: never before somebody has decided, unless it was asked for.
    """

    found: StoredCase
    history: tuple[CaseEvent, ...]
    decisions: tuple[StoredDecision, ...]
    texts: dict[str, str]
    suggesting: bool


def sheet(store: Store, found: StoredCase, *, suggestion: bool) -> CaseSheet:
    """Fetch what a case's sheet shows."""
    history, made = store.case_history(found)
    shas = {one.telling.claim.text_sha for side in found.case.sides for one in side.evidence}
    texts = {sha: store.text(sha) for sha in sorted(shas)}
    return CaseSheet(found, history, made, texts, suggestion or found.decision is not None)


def sheet_row(shown: CaseSheet) -> dict[str, Any]:
    """All of a case as an object: each telling with its sentence, the trace of the gravest verdict, the history."""
    row = case_row(shown.found)
    for side, listed in zip(shown.found.case.sides, row["sides"], strict=True):
        for one, line in zip(side.evidence, listed["evidence"], strict=True):
            claim = one.telling.claim
            line["sentence"] = shown.texts[claim.text_sha][claim.sentence_start : claim.sentence_end]
    verdict = shown.found.case.edges[0].verdict if shown.found.case.edges else None
    history = [
        {"at": one.recorded_at.isoformat(), "version": one.version, "what": one.what, "detail": list(one.detail)}
        for one in shown.history
    ]
    decided = [
        {**decision_row(one), "undoes": one.undoes, "undone_by": one.undone_by,
         "grounds": [asdict(ground) for ground in one.grounds]}
        for one in shown.decisions
    ]  # fmt: skip
    trace = [] if verdict is None else [{"question": s.question, "answer": s.answer} for s in verdict.trace]
    row |= {"history": history, "decisions": decided, "trace": trace, "rules": verdict.rules if verdict else None}
    if shown.suggesting:
        row["suggestion"] = suggestion_row(suggest(shown.found.case))
    return row


def case_sheet(shown: CaseSheet) -> Iterator[Text]:
    """A case for people."""
    found, case = shown.found, shown.found.case
    who, what = about(found)
    yield styled("", (f"{who}: {what}", "bold"))
    facts = [f"{found.status}", *([f"contradiction of {case.kind}"] if case.kind else [])]
    facts += [f"grade {case.grade}"] if case.grade else []
    facts += [f"gap {words.gap(case.gap)}"] if case.gap is not None else []
    articles = words.plural(len(case.articles), "article")
    origins = words.plural(len(case.origin_ids), "independent origin")
    yield styled(f"{', '.join(facts)}; {articles}, {origins}; case {found.id}, version {found.version}")
    yield styled("")
    for side in case.sides:
        yield from _side(shown, side)
        yield styled("")
    if case.edges:
        first, *others = case.edges
        yield from reasoning(first.verdict)
        if others:
            some = ", ".join(words.short(edge.id) for edge in others[:5]) + (", ..." if len(others) > 5 else "")
            yield styled(f"     and {words.plural(len(others), 'more contradiction')} between the sides: {some}")
        yield styled("")
    yield from _life(shown)
    if shown.suggesting:
        yield from _suggestion(shown)
    if found.status in WAITING and case.sides:
        letter = case.sides[0].letter
        typed = f"counterclaim decide {words.short(found.id)} prefer {letter} --expect {found.version}"
        yield styled(f"To decide: {typed}; what else there is: counterclaim decide --help")


def _side(shown: CaseSheet, side: Side) -> Iterator[Text]:
    names = ", ".join(side.origins)
    yield styled(f"{side.letter}  ", (value_words(side.claim), "bold"), f"  {support(side)}: {names}")
    seen: set[str] = set()
    copies = []
    for one in side.evidence:
        if one.origin.id in seen:
            copies.append(one)
            continue
        seen.add(one.origin.id)
        claim, telling = one.telling.claim, one.telling
        text = shown.texts[claim.text_sha]
        left, right = text[claim.sentence_start : claim.start], text[claim.end : claim.sentence_end]
        yield styled("   “", left, (claim.quote, "bold reverse"), right, "”")
        more = [
            f": {part}" if n == 0 else f", {part}" for n, part in enumerate(filter(None, (telling.title, telling.url)))
        ]
        yield styled(f"   {words.source(claim.doc, telling.publisher, telling.published)}", *more)
        said = "; ".join(filter(None, (words.what(claim), words.sure(claim), words.when(claim))))
        stored = shown.found.claims[telling.place]
        gone = f", no longer stated since {words.moment(stored.retired_at)}" if stored.retired_at else ""
        yield styled(f"   {said}; claim {claim.id}, known since {words.moment(stored.recorded_at)}{gone}")
    for one in copies:
        telling = one.telling
        where = words.source(telling.claim.doc, telling.publisher, telling.published)
        yield styled(f"   also {where}: {value_words(telling.claim)}, from {one.origin.name}, claim {telling.claim.id}")


def _life(shown: CaseSheet) -> Iterator[Text]:
    for event in shown.history:
        first, *rest = event.detail or ("",)
        yield styled(f"{words.moment(event.recorded_at)}  ", (f"{event.what:<9}", "bold"), f" {first}".rstrip())
        for line in rest:
            yield styled(f"{'':<32}{line}")
    held = shown.found.decision
    if held is None:
        return
    yield styled("", (f"Decided by {held.by}: {held.words}", "bold"), f" (decision {held.id}, version {held.version})")
    for change in shown.found.changes:
        yield styled(f"  since then, {change.words}" + (": this reopens it" if change.reopens else ""))


def _suggestion(shown: CaseSheet) -> Iterator[Text]:
    made = suggest(shown.found.case)
    side = next((side for side in shown.found.case.sides if side.letter == made.side), None)
    for_it = "none: the reasons weigh the same" if side is None else f"{side.letter} ({value_words(side.claim)})"
    yield styled(f"Suggested by the evidence alone: {for_it}")
    for letter, why in made.reasons:
        yield styled(f"  {letter}  {why}")
