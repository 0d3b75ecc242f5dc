"""Pronouns and descriptions: which one a sum leans on, and whom the grammar of its sentence lets it mean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.model import Claim
from extractors.clauses import Clause
from extractors.pronouns import nearest

ReadText = Callable[..., tuple[Claim, ...]]
ClauseOf = Callable[[str], Clause]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Nscale said it raised $2 billion.", "it"),
        ("Nscale said the company raised $2 billion.", "company"),
        ("The Menlo Park, California, company spent $2 billion.", "company"),
        ("The Paris-based group spent $2 billion.", "group"),
        ("Nscale raised $2 billion.", None),
        ("A company spent $2 billion.", None),
        ("The head of a large company spent $2 billion.", None),
    ],
)
def test_the_nearest_before_the_sum(clause_of: ClauseOf, sentence: str, word: str | None) -> None:
    """A pronoun, or a phrase that "the" opens."""
    clause = clause_of(sentence)
    found = nearest(clause, clause.at[0])
    assert (None if found is None else clause.lows[found]) == word


@pytest.mark.parametrize(
    ("text", "metric", "subject"),
    [
        # described right behind its name
        ("Meta is buying Manus, the Singapore agent company that raised $75 million.", "funding", "Manus"),
        # who invests is not who is valued
        ("Ampere Computing designs chips. SoftBank considered an investment that valued it at $8 billion.", "valuation",
         "Ampere Computing"),
        ("Meta is taking 49% of Scale AI, which would value it at $29 billion.", "valuation", "Scale AI"),
        # a sale of shares does value who sells
        ("Lambda is weighing the sale of a stake that would value it at $4 billion.", "valuation", "Lambda"),
        # whose investment it is
        ("Amazon put money into Anthropic, which brings its investment to $13 billion.", "investment", "Amazon"),
        # beside a name, it goes on about it
        ("The Energy Department gave a loan to Holtec International for its 800 MW plant.", "power",
         "Holtec International"),
        # the second "it" is the first one
        ("CoreWeave grows fast. It bought Weights & Biases, and it had net debt of $11 billion.", "debt", "CoreWeave"),
        # who stands in an aside is not meant
        ("DeepSeek, funded by High-Flyer, denied that it had raised $1 billion.", "funding", "DeepSeek"),
        # another clause has its own
        ("Nscale went to Norway, while Crusoe said the company spent $2 billion.", "spending", "Crusoe"),
    ],
)  # fmt: skip
def test_whom_the_grammar_lets_it_mean(read: ReadText, text: str, metric: str, subject: str) -> None:
    """The last sum of the text, its metric and its subject."""
    claim = read(text)[-1]
    assert (claim.metric, claim.subject) == (metric, subject)
