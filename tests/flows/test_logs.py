"""What the flows log, as a collector of logs gets it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from flows.serving import PrefectServer

CODE = """
import asyncio, sys
from flows.ingest import ingest_articles
asyncio.run(ingest_articles(sys.argv[2:], db=sys.argv[1]))
"""


def test_a_line_is_a_record_with_article_and_run(
    server: PrefectServer, python: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """Both of a stored article and of one that was refused; no field is lost in the line's words."""
    story, empty = tmp_path / "story.txt", tmp_path / "empty.txt"
    story.write_text("Nscale raised $1.1 billion in a Series B round, the company said on 3 May 2026.")
    empty.write_text("")
    done = python(
        "-c", CODE, str(tmp_path / "news.db"), str(story), str(empty),
        **server.variables, PREFECT_LOGGING_HANDLERS_CONSOLE_FORMATTER="json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    stored, refused = (record for record in records if "state" in record)
    named = ("levelname", "state", "reason", "added", "conflicts")
    assert [stored[name] for name in named] == ["INFO", "new", None, 1, []]
    assert [refused[name] for name in named] == ["WARNING", "refused", "empty", 0, []]
    assert len(stored["article_id"]) == 16
    assert {record["flow_run_id"] for record in (stored, refused)} == {stored["flow_run_id"]}
    assert stored["task_run_id"] == refused["task_run_id"]
