"""The wordings that say how sure a text is: each group with the reason it means what it does.

The order is that of the annotation: denied, speculative, reported, planned; the first that fits wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from claims.model import Modality
from extractors.patterns import by_first_letter

Side = Literal["left", "any", "source", "built"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One group of wordings.

    side -- `left`: it governs what follows in its clause; `any`: it colours the whole clause; `source`: it says who
    stands behind several clauses; `built`: it colours a capacity on either side.
    words -- source of the pattern between two word boundaries, in lower case.
    quick -- the same for a text in lower case: where it begins nowhere, the pattern need not be searched.
    """

    modality: Modality
    side: Side
    words: str
    reason: str
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    quick: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        grouped = rf"\b(?:{by_first_letter(self.words)})\b"
        object.__setattr__(self, "pattern", re.compile(grouped, re.IGNORECASE))
        object.__setattr__(self, "quick", re.compile(grouped))


DENIALS: tuple[Wording, ...] = (
    Wording(
        Modality.denied,
        "source",
        r"denied|denies|deny|denying|refuted?|dismissed|rejected (?:the |a )?reports?"
        r"|call(?:s|ed|ing) (?:\S+ ){0,8}[\"“‘']?(?:false|untrue|fake|nonsense)"
        r"|call(?:s|ed|ing) (?:\S+ ){0,5}[\"“‘']?wrong|word: [\"“‘'](?:false|no|nonsense)"
        r"|is (?:not true|untrue|false|incorrect)|was (?:not true|untrue|false|incorrect)|no truth"
        r"|never (?:raised|agreed|invested|committed)|\"?false\"?,? a "
        r"|no (?:plans|intention) (?:to|of)",
        "somebody says that it is not so",
    ),
    Wording(
        Modality.denied,
        "left",
        r"did not (?:raise|invest|agree|sign|commit)|has not (?:raised|invested|agreed|signed|committed)"
        r"|(?:is|are|am|was|were)(?: not|n.t) (?:investing|raising|buying|acquiring|selling|in talks|putting)"
        r"|(?:will|would|has|have|had|did|does|do)(?: not|n.t) (?:be |been )?"
        r"(?:invest|rais|buy|acquir|put|contribut)\w*",
        "it is not done",
    ),
)

WORDINGS: tuple[Wording, ...] = (
    Wording(
        Modality.speculative,
        "left",
        r"could|(?-i:might|may)|would"
        r"|in (?:advanced |early |early-stage |preliminary |active "
        r"|exclusive )?(?:talks|discussions|negotiations)|talks|discussions|negotiating"
        r"|discussing|considering|considers|considered"
        r"|exploring|explores|weighing|weighs|mulling|mulls|looking to|look to|seeks?|seeking"
        r"|eyes|eyeing|propos(?:ed|al|es|ing)|potential(?:ly)?|possibl[ey]|hopes? to|hoping"
        r"|if |whether|rumou?red|speculat\w+|estimat(?:e|es|ing)(?: that)?|estimated (?:that|the|its?|to|at|in)"
        r"|forecasts?|is forecast|likely|perhaps|close to (?:finalizing|signing|a (?:deal|agreement))"
        r"|(?:near|nears|nearing) an? |sounding out|courting|pursuing|wants to|would-be|pitch(?:ed|ing)?"
        r"|(?:an?|the|with|has|have|had|holds?|further|includ(?:es|ing)) options?|optional"
        r"|up for|appears?|seems?|projection|uncertain|talked (?:of|about)|envisag\w+|envision\w*|reckons?|predicts?"
        r"|believes?|eventually|can ultimately"
        r"|analysts(?: \w+){0,6} (?:see|expect|expected|forecast|looked for|look for|looking for|want)"
        r"|(?:bernstein|goldman sachs|jpmorgan|morgan stanley|jefferies|citi|barclays|ubs|mckinsey) (?:sees|expects)",
        "it may come to nothing, or is somebody's reckoning",
    ),
    Wording(
        Modality.speculative,
        "any",
        r"in (?:advanced |early |early-stage |preliminary |active |exclusive )?(?:talks"
        r"|discussions|negotiations)|proposed|potentially|if (?:completed|finali[sz]ed|approved"
        r"|exercised|extended)|mooted|under discussion|under consideration|hypothetical",
        "it may come to nothing",
    ),
    Wording(
        Modality.reported,
        "any",
        r"reportedly|(?:is|are|was|were) said to|said to have|rumou?rs?|(?:was|were|been) (?:first |widely )?reported"
        r"|reported at the time|first reported",
        "only an outlet or unnamed people stand behind it",
    ),
    Wording(
        Modality.reported,
        "source",
        r"people (?:familiar|close|with|in the know|briefed)|(?:person|source"
        r"|sources)(?: \w+){0,3} (?:familiar|close|said|told|with)|sources|according to (?:reports?"
        r"|media|(?:a |the )?(?:report|person|people|source|news))"
        r"|reports? (?:say|said|that|suggest)|(?:asked"
        r"|asking) not to be (?:named|identified)|unnamed|anonymous"
        r"|(?:the|two|three|four|several|some|one of the) people,? (?:said|say|put|told|added)",
        "only an outlet or unnamed people stand behind it",
    ),
    Wording(
        Modality.planned,
        "left",
        r"will|plans?|planned|planning|aims?|aiming|targets?|targeting|expects?|expected"
        r"|expecting|intends?|intended|set to|is to|are to|to be|scheduled|pledg\w+|promis\w+"
        r"|commit(?:s|ted|ting)?|agreed (?:\w+ ){0,3}to|agrees to|vow\w*|by the end of|due to|due"
        r"|on track|slated|guidance|guided?|foresees?|foreseen|projects? (?:that|it|a|to"
        r"|\$)|projected|projecting|anticipat\w+|going to|shall|earmark\w*|upcoming|forthcoming"
        r"|next (?:year|month|quarter|decade)|goal|target|outlook|roadmap|would|ambition"
        r"|undertook|budget\w*|calls for|pipeline|meant to|designed to|supposed to|spoke of|prospective"
        r"|reserved for",
        "it is still to come",
    ),
    Wording(
        Modality.planned,
        "any",
        r"by (?:the end of )?(?:20[2-9]\d|next year|year-?end|end-20\d\d)|over the next"
        r"|in the coming|come online|coming online|due online|once (?:fully )?(?:complete"
        r"|completed|deployed|built|operational)|under construction|at full (?:capacity"
        r"|build-?out)|going up|planned|(?:is|are) reserved for",
        "it is still to come",
    ),
    Wording(
        Modality.planned,
        "built",
        r"will|to be (?:built|completed|delivered|developed|deployed|added|operated)|being (?:built|developed)|slated"
        r"|scheduled"
        r"|(?:is|are) (?:meant|expected|due|set|intended|planned|to)|on schedule|under load study|phase|expansion",
        "a capacity that is still to be built",
    ),
)

_ROWS = (*DENIALS, *WORDINGS)
_ANY = re.compile(rf"\W(?=(?:{by_first_letter('|'.join(row.words for row in _ROWS))})\b)")


def begins(low: str) -> dict[Wording, list[int]]:
    """Where wordings begin in a sentence in lower case, row by row in the order of the tables; most have none."""
    places = [match.start() for match in _ANY.finditer(f" {low}")]
    rows = ((row, [place for place in places if row.quick.match(low, place)]) for row in _ROWS if places)
    return {row: found for row, found in rows if found}
