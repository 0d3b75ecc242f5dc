"""Shows for each claim how it was read: its rule, the cues that decided, and where they stand; as text or as HTML."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.article import Article
from claims.metrics import METRICS
from claims.model import Claim, Cue
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


@dataclass(frozen=True, slots=True)
class Explained:
    """A claim with the article that it was read from."""

    claim: Claim
    article: Article

    @property
    def cues(self) -> Sequence[Cue]:
        """The cues in the order of the text."""
        return sorted(self.claim.cues, key=lambda cue: (cue.start, cue.end, cue.decided))


def cue_rows(shown: Explained) -> list[dict[str, Any]]:
    """The cues as objects, with the words at their offsets."""
    return [
        {"decided": cue.decided, "start": cue.start, "end": cue.end, "text": shown.article.text[cue.start : cue.end]}
        for cue in shown.cues
    ]


def explained_row(shown: Explained) -> dict[str, Any]:
    """The claim's row, with its cues."""
    return {**shown.claim.as_json(), "cues": cue_rows(shown)}


def as_text(shown: Explained) -> Iterator[Text]:
    """The claim for people: what was read, its sentence with the figure marked, its rule and its cues."""
    from rich.text import Text

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


def as_html(explained: Sequence[Explained], nlp: Language) -> str:
    """One page with a figure a claim: its sentence, with the figure and the cues as spans that may overlap.

    spaCy's displaCy draws it.  Its tokens only place the colours: the offsets of the claim are what counts.
    """
    from spacy import displacy

    metrics = {row.label: row.colour for row in METRICS.values()}
    page: str = displacy.render(
        [_figure(shown, nlp) for shown in explained], style="span", manual=True, page=True, jupyter=False,
        options={"colors": COLOURS | metrics},
    )  # fmt: skip
    return page.replace("<title>displaCy</title>", "<title>counterclaim: how the claims were read</title>", 1)


def _figure(shown: Explained, nlp: Language) -> dict[str, Any]:
    claim, text = shown.claim, shown.article.text
    first, last = claim.sentence_start, max(claim.sentence_end, claim.end)
    doc = nlp.make_doc(text[first:last])
    marked = [(METRICS[claim.metric].label, claim.start, claim.end)]
    marked += [(cue.decided, cue.start, cue.end) for cue in shown.cues]
    spans, elsewhere = [], []
    for label, start, end in marked:
        span = (
            doc.char_span(start - first, end - first, alignment_mode="expand") if first <= start < end <= last else None
        )
        if span is None:
            elsewhere.append(f"{label} by “{text[start:end]}”")
        else:
            spans.append({"start_token": span.start, "end_token": span.end, "label": label})
    title = f"{_heading(claim)}. Rule: {claim.rule}. {claim.doc} {claim.start}:{claim.end}"
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
