"""Everything that this project raises on purpose.

CounterclaimError               one clear line for the person: what, where, how to repair it
├── UsageError                  the command was typed wrongly                            (exit code 2)
├── TableError                  a table of rules or names cannot be read: file, row, repair
├── Refusal                     an input that is no article, with a reason from REASONS; stored, never lost
│   └── FetchError              the network or the server failed; may be tried again
└── StoreError                  the database cannot be used
    ├── StoreUnavailable        it cannot be opened, read or written
    ├── StoreTooNew             a later version of counterclaim wrote it
    ├── SnapshotDamaged         a stored page or text is not what was put in
    ├── NotStored               no article, claim or conflict has this id
    │   └── Ambiguous           several have an id that starts so
    └── NotDecidable            the case cannot be decided so: somebody else was first, or its evidence is gone
"""

from __future__ import annotations

REASONS: dict[str, str] = {
    "missing": "there is no such file",
    "unreadable": "the file cannot be read",
    "unknown_type": "the file is of no kind that is read (.html, .txt, .jsonl, .warc, each also .gz)",
    "no_articles": "the folder holds no .html, .txt, .jsonl or .warc file",
    "binary": "the content is not text",
    "content_type": "the server says this is not a page",
    "too_large": "the page is larger than the limit",
    "too_complex": "the page has more elements or attributes than the limit",
    "empty": "the page has no article text",
    "bad_row": "the row of the dump is not a JSON object with text or html",
    "challenge": "the page asks for a browser check instead of showing an article",
    "consent": "the page shows a consent wall instead of an article",
    "not_found_page": "the page says that the article does not exist",
    "not_found": "the server has no such page (404 or 410)",
    "http_status": "the server refused the request",
    "rate_limited": "the server asks for fewer requests (429)",
    "robots": "the site's robots.txt does not permit it",
    "server_error": "the server failed (5xx)",
    "broken_answer": "the server's answer broke off or cannot be decoded",
    "dead_host": "the host cannot be reached",
    "tls": "the server's certificate or TLS version is not to be trusted",
    "timeout": "the server did not answer in time",
    "redirect_loop": "the redirects lead in a circle or are too many",
    "private_address": "the address is in a private network",
    "bad_url": "the URL cannot be fetched",
    "parse_failed": "the page cannot be parsed",
    "cleaning_timeout": "the page takes too long to read",
    "cleaning_memory": "the page takes more memory to read than the limit",
    "cleaning_crashed": "the process that read the page failed",
}
"""Why an input was refused: the code that is stored, and what it means to a person."""

STAGES: dict[str, frozenset[str]] = {
    "find": frozenset({"missing", "unreadable", "unknown_type", "no_articles", "bad_row", "bad_url"}),
    "fetch": frozenset(
        {
            "content_type", "not_found", "http_status", "rate_limited", "robots", "server_error", "broken_answer",
            "dead_host", "tls", "timeout", "redirect_loop", "private_address",
        }
    ),
    "clean": frozenset(
        {
            "binary", "too_large", "too_complex", "empty", "challenge", "consent", "not_found_page", "parse_failed",
            "cleaning_timeout", "cleaning_memory", "cleaning_crashed",
        }
    ),
}  # fmt: skip
"""How far an input came before it was refused; the stage after these is `store`."""


def stage_of(reason: str | None) -> str:
    """The stage that refused for this reason; `store` for an input that was not refused."""
    return next((stage for stage, reasons in STAGES.items() if reason in reasons), "store")


class CounterclaimError(Exception):
    """Base of every error this project raises on purpose; `str()` is one line fit for a person."""


class UsageError(CounterclaimError):
    """The command was typed wrongly; the line says what to type instead."""


class TableError(CounterclaimError):
    """A table of rules, names or fixtures cannot be read; names the file, the row and the repair."""


class Refusal(CounterclaimError):
    """An input that gives no article.

    reason -- a key of REASONS; detail -- the value and the place, one line.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        if reason not in REASONS:
            raise ValueError(f"unknown refusal reason {reason!r}: add it to claims.errors.REASONS")
        self.reason = reason
        self.detail = detail
        super().__init__(f"{REASONS[reason]}: {detail}" if detail else REASONS[reason])

    def __reduce__(self) -> tuple[type[Refusal], tuple[str, str]]:
        return type(self), (self.reason, self.detail)  # so that one can cross to another process


class FetchError(Refusal):
    """A refusal by the network or the server: nothing is known about the page itself, so it may be tried again."""


class StoreError(CounterclaimError):
    """The database cannot be used as asked."""


class StoreUnavailable(StoreError):
    """The database cannot be opened, read or written."""


class StoreTooNew(StoreError):
    """A later version of counterclaim wrote this database."""


class SnapshotDamaged(StoreError):
    """A stored page or text is not what was put in."""


class NotStored(StoreError):
    """No article, claim or conflict has this id."""


class Ambiguous(NotStored):
    """Several articles, claims or conflicts have an id that starts so."""


class NotDecidable(StoreError):
    """The case cannot be decided, or the decision not undone, as asked: what happened, who did it and when."""
