"""What a reader of a chart should know of it: what was left out, by which rule, and what was converted."""

from __future__ import annotations

from collections.abc import Iterator

from review import words


def notes(
    *, read: int, total: int | None, marks: int, shown: int, converted: int, unit: str, undated: int, flat: int,
    other: int,
) -> Iterator[str]:  # fmt: skip
    """One sentence each.

    read, total -- claims that were read, of how many.  marks, shown -- values, and how many there is room for.
    converted -- values in other currencies than the chart's, `unit`.  undated, flat, other -- values that stand beside
    the chart: without a date, not above zero on a logarithmic scale, without a rate.
    """
    if total is not None and total > read:
        yield (
            f"Of {total:,} claims {read:,} were read: those in open cases, then those published last; narrow the dates "
            "to see others."
        )
    if marks > shown:
        yield (
            f"Of {marks:,} values {shown:,} are shown: those in open cases first, then those that count still, then "
            "the newest."
        )
    if converted:
        yield (
            f"{words.plural(converted, 'value')} in another currency {_are(converted)} drawn in {unit}, at the "
            "European Central Bank's rate of their day, else its newest."
        )
    if undated:
        yield f"{words.plural(undated, 'value')} without any date {_are(undated)} only in the table."
    if flat:
        yield f"{words.plural(flat, 'value')} not above zero {_are(flat)} only in the table: the scale is logarithmic."
    if other:
        yield f"{words.plural(other, 'value')} in a currency without a rate {_are(other)} only in the table."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
