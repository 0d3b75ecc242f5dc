"""Shows how each claim was read, by which rule and cues, and what was seen and not read; as text or as HTML."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from claims.article import Article
from claims.metrics import METRICS
from claims.model import Claim, Cue, Reading, Signal
from review import words
from review.formats import harmless

if TYPE_CHECKING:
    from rich.text import Text
    from spacy.language import Language

COLOURS = {
    "metric": "#bfe1d9", "subject": "#7aecec", "counterparty": "#c887fb", "qualifier": "#e4e7d2", "modality": "#feca74",
    "date": "#ff9561",
}  # fmt: skip
"""Colours of the spans on the page, by what they decided; the figure has the colour of its metric."""
NOT_READ = "not read"
_AROUND = 100  # characters shown on either side of what was not read


@dataclass(frozen=True, slots=True)
class Explained:
    """A claim with the article that it was read from."""

    claim: Claim
    article: Article

    @property
    def cues(self) -> Sequence[Cue]:
        """The cues in the order of the text."""
        return sorted(self.claim.cues, key=lambda cue: (cue.start, cue.end, cue.decided))


@dataclass(frozen=True, slots=True)
class Unread:
    """Something seen and not read, with its article."""

    signal: Signal
    article: Article

    @property
    def place(self) -> tuple[int, int]:
        """Offsets of the words around it: its line, cut where that is long."""
        text, start, end = self.article.text, self.signal.start, self.signal.end
        first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
        line = text.find("\n", end)
        return first, min(len(text) if line < 0 else line, end + _AROUND)


Shown: TypeAlias = Explained | Unread


def explained(article: Article, reading: Reading) -> list[Shown]:
    """The claims of a reading and what was not read, in the order of the text."""
    shown: list[tuple[int, Shown]] = [(claim.start, Explained(claim, article)) for claim in reading.claims]
    shown += [(signal.start, Unread(signal, article)) for signal in reading.signals]
    return [one for _, one in sorted(shown, key=lambda placed: placed[0])]


def cue_rows(shown: Explained) -> list[dict[str, Any]]:
    """The cues as objects, with the words at their offsets."""
    return [
        {"decided": cue.decided, "start": cue.start, "end": cue.end, "text": shown.article.text[cue.start : cue.end]}
        for cue in shown.cues
    ]


def explained_row(shown: Shown) -> dict[str, Any]:
    """The claim's row, with its cues; what was not read has the reason as `signal`, a quote and its place."""
    if isinstance(shown, Unread):
        signal = shown.signal
        return {
            "claim": None, "doc": shown.article.doc, "quote": signal.quote, "start": signal.start, "end": signal.end,
            "cues": [], "signal": signal.reason,
        }  # fmt: skip
    return {**shown.claim.as_json(), "cues": cue_rows(shown), "signal": None}


def as_text(shown: Shown) -> Iterator[Text]:
    """The claim for people: what was read, its sentence with the figure marked, its rule and its cues.

    Of what was not read: the reason, and the words around it.
    """
    from rich.text import Text

    if isinstance(shown, Unread):
        signal, text, (first, last) = shown.signal, shown.article.text, shown.place
        yield Text(harmless(f"Not read: {signal.reason}"), "bold")
        if signal.quote:
            around = Text(harmless(f"  “{text[first : signal.start]}"))
            around.append(harmless(signal.quote, marks=True), "bold reverse")
            around.append(harmless(f"{text[signal.end : last]}”"))
            yield around
        yield Text(harmless(f"  {shown.article.doc} {signal.start}:{signal.end}"))
        yield Text("")
        return
    claim, text = shown.claim, shown.article.text
    yield Text(harmless(_heading(claim)), "bold")
    sentence = Text("  “")
    sentence.append(harmless(text[claim.sentence_start : claim.start]))
    sentence.append(harmless(claim.quote), "bold reverse")
    sentence.append(harmless(text[claim.end : claim.sentence_end]) + "”")
    yield sentence
    yield Text(harmless(f"  {claim.doc} {claim.start}:{claim.end}"))
    yield Text(harmless(f"  {'rule':<10} {claim.rule} (rules {claim.extractor_version})"))
    for cue in cue_rows(shown):
        yield Text(harmless(f"  {cue['decided']:<10} “{cue['text']}” {cue['start']}:{cue['end']}"))
    yield Text("")


def as_html(explained: Sequence[Shown], nlp: Language) -> str:
    """One page with a figure a claim: its sentence, with the figure and the cues as spans that may overlap.

    What was not read has a figure too, in its place.

    spaCy's displaCy draws it.  Its tokens only place the colours: the offsets of the claim are what counts.
    """
    from spacy import displacy

    labels = {row.label: row.colour for row in METRICS.values()} | {NOT_READ: "#cccccc"}
    page: str = displacy.render(
        [_figure(shown, nlp) for shown in explained], style="span", manual=True, page=True, jupyter=False,
        options={"colors": COLOURS | labels},
    )  # fmt: skip
    return page.replace("<title>displaCy</title>", "<title>counterclaim: how the claims were read</title>", 1)


def _figure(shown: Shown, nlp: Language) -> dict[str, Any]:
    if isinstance(shown, Unread):
        signal, (first, last) = shown.signal, shown.place
        marked = [(NOT_READ, signal.start, signal.end)] if signal.quote else []
        title = f"Not read: {signal.reason}. {shown.article.doc} {signal.start}:{signal.end}"
        return _drawn(shown.article.text, first, last, marked, title, nlp)
    claim, text = shown.claim, shown.article.text
    first, last = claim.sentence_start, max(claim.sentence_end, claim.end)
    marked = [(METRICS[claim.metric].label, claim.start, claim.end)]
    marked += [(cue.decided, cue.start, cue.end) for cue in shown.cues]
    title = f"{_heading(claim)}. Rule: {claim.rule}. {claim.doc} {claim.start}:{claim.end}"
    return _drawn(text, first, last, marked, title, nlp)


def _drawn(
    text: str, first: int, last: int, marked: Sequence[tuple[str, int, int]], title: str, nlp: Language
) -> dict[str, Any]:
    """What displaCy draws: the words of `text[first:last]`, with labelled spans given by their offsets in the text."""
    doc = nlp.make_doc(text[first:last])
    spans, elsewhere = [], []
    for label, start, end in marked:
        span = (
            doc.char_span(start - first, end - first, alignment_mode="expand") if first <= start < end <= last else None
        )
        if span is None:
            elsewhere.append(f"{label} by “{text[start:end]}”")
        else:
            spans.append({"start_token": span.start, "end_token": span.end, "label": label})
    if elsewhere:
        title += f". From other sentences: {', '.join(elsewhere)}"
    # displaCy escapes the tokens, not the title
    return {
        "text": doc.text, "spans": spans, "tokens": [harmless(token.text) for token in doc],
        "title": html.escape(harmless(title)),
    }  # fmt: skip


def _heading(claim: Claim) -> str:
    facts = filter(None, (words.amount(claim), words.when(claim), words.sure(claim)))
    return f"{words.who(claim)}: {words.what(claim)}: {'; '.join(facts)}"
