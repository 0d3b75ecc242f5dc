"""The ingestion flows under a real Prefect server: what they store, what they show, and what they tell."""

from __future__ import annotations

import asyncio
import json
import subprocess
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

import pytest

from claims.errors import Refusal, StoreUnavailable, UsageError
from flows import stages
from flows.serving import PrefectServer, serve_folder
from storage.store import Store

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
SITE = ROOT / "fixtures" / "site"
PAGES = sorted(path.stem for path in SITE.glob("*.html"))
RIVALS = (  # two articles of the same days that cannot both be right about one round
    (
        "wire",
        "Nscale raised $2.4 billion in a Series C funding round led by Brookfield, the company said on Tuesday.\n",
    ),
    (
        "post",
        "Nscale raised $1.8 billion in a Series C funding round led by Brookfield, the company said on Tuesday.\n",
    ),
)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The fixtures' pages on loopback, which may be read."""
    with serve_folder(SITE) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTERCLAIM_ALLOW_PRIVATE", "127.0.0.1")
        yield url


@pytest.fixture
def db(tmp_path: Path) -> str:
    """The place of a database that is not there yet."""
    return str(tmp_path / "news.db")


@pytest.fixture
def rivals(tmp_path: Path) -> str:
    """A dump with the two articles that contradict each other; ids hash content, so each test has its own text."""
    path = tmp_path / "rivals.jsonl"
    rows = [
        {"id": name, "publisher": name.title(), "published": "2026-05-05", "text": f"{text}{tmp_path.name}.\n"}
        for name, text in RIVALS
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def ask(question: Callable[[PrefectClient], Awaitable[T]]) -> T:
    """What Prefect's own client answers."""

    async def scenario() -> T:
        from prefect.client.orchestration import get_client

        async with get_client() as client:
            return await question(client)

    return asyncio.run(scenario())


def eventually(question: Callable[[], T], fits: Callable[[T], bool]) -> T:
    """The answer as soon as it fits, or as it is after 20 seconds: the server stores events a little later."""
    deadline = time.monotonic() + 20
    while not fits(answer := question()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return answer


def run(flow: Any, *arguments: Any) -> tuple[Any, Any]:
    """Run a flow; gives its rows, or what it raised, and its run as the server has it."""
    name = str(uuid4())
    try:
        result = asyncio.run(flow.with_options(flow_run_name=name)(*arguments))
    except Exception as error:  # noqa: BLE001  # the test says which it must be
        result = error
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName

    (stored,) = ask(
        lambda client: client.read_flow_runs(flow_run_filter=FlowRunFilter(name=FlowRunFilterName(any_=[name])))
    )
    return result, stored


def table_of(flow_run: Any) -> tuple[list[dict[str, Any]], str | None]:
    """The rows of the table that a run left, and what stands above it."""
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId

    wanted = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[flow_run.id]))
    (artifact,) = ask(lambda client: client.read_artifacts(artifact_filter=wanted))
    assert (artifact.type, artifact.key) == ("table", "counterclaim-ingested")
    return list(json.loads(str(artifact.data))), artifact.description


def events_of(edge: str) -> list[Any]:
    """The events that the server has of a conflict."""
    from prefect.events.filters import EventFilter, EventResourceFilter

    wanted = EventFilter(resource=EventResourceFilter(id=[f"counterclaim.conflict.{edge}"]))
    return list(ask(lambda client: client.read_events(wanted, limit=50)).events)


def expected_states(*, again: bool) -> dict[str, tuple[str, str | None]]:
    """State and reason of each page of the feed, from what is written beside the fixtures."""
    states: dict[str, tuple[str, str | None]] = {}
    for page in PAGES:
        said = json.loads((ROOT / "fixtures" / "expected" / f"{page}.meta.json").read_text())
        known = "twin" if "amp" in said["flags"] else "unchanged" if again else "new"  # a twin's original stands first
        states[page] = ("refused", said["refused"]) if said["refused"] else (known, None)
    return states


def test_a_feed_is_stored_and_a_second_run_changes_nothing(ingest: ModuleType, site: str, db: str) -> None:
    """All pages of the feed are new or refused for the reason written beside them, and known the second time."""
    feed = f"{site}/feed.xml"
    first, first_run = run(ingest.ingest_feed, feed, db)
    states = {Path(row["source"]).stem: (row["state"], row["reason"]) for row in first}
    assert states == expected_states(again=False)
    assert (first_run.state_name, first_run.parameters) == ("Completed", {"url": feed, "db": db})

    second, second_run = run(ingest.ingest_feed, feed, db)
    states = {Path(row["source"]).stem: (row["state"], row["reason"]) for row in second}
    assert states == expected_states(again=True)
    assert [(row["added"], row["retired"], row["conflicts"]) for row in second] == [(0, 0, [])] * len(PAGES)
    assert second_run.state_name == "Completed"


def test_a_run_leaves_a_table(ingest: ModuleType, rivals: str, tmp_path: Path, db: str) -> None:
    """The table names each source with its state, the claims it added, its conflicts and why it was refused."""
    missing = str(tmp_path / "nothing.txt")
    rows, flow_run = run(ingest.ingest_articles, [rivals, missing], db)
    assert [row["state"] for row in rows] == ["new", "new", "refused"]
    table, description = table_of(flow_run)
    assert table == [
        {"source": f"{rivals} line 1", "state": "new", "claims added": 1, "conflicts": 0, "reason": ""},
        {"source": f"{rivals} line 2", "state": "new", "claims added": 1, "conflicts": 1, "reason": ""},
        {
            "source": missing, "state": "refused", "claims added": 0, "conflicts": 0,
            "reason": f"there is no such file: {missing}",
        },
    ]  # fmt: skip
    assert description == (
        f"Of 3 sources 2 new, 1 refused; claims added: 2, new conflicts: 1. The table shows 3 of 3. Database: {db}"
    )


def test_a_new_conflict_is_one_event(ingest: ModuleType, rivals: str, db: str) -> None:
    """The event names the case, both articles and both figures in words; a second run sends none."""
    own = Path(rivals).read_text().replace("$2.4 billion", "$2.6 billion")  # the server has the case of other tests
    Path(rivals).write_text(own)
    rows, _ = run(ingest.ingest_articles, [rivals], db)
    (conflict,) = [case for row in rows for case in row["conflicts"]]
    run(ingest.ingest_articles, [rivals], db)
    (event,) = eventually(lambda: events_of(conflict), bool)
    assert event.event == "counterclaim.conflict.opened"
    assert event.resource["prefect.resource.name"] in (
        "Nscale: $2.6 billion or $1.8 billion", "Nscale: $1.8 billion or $2.6 billion",
    )  # fmt: skip
    with Store.open(db) as store:
        found = store.case(conflict)
    articles = {related["prefect.resource.id"] for related in event.related if related.role == "article"}
    assert articles == {f"counterclaim.article.{article}" for article in found.case.articles}
    payload = dict(event.payload)
    assert set(payload.pop("words").split("; ")) == {
        "Wire (2026-05-05) says $2.6 billion", "Post (2026-05-05) says $1.8 billion",
    }  # fmt: skip
    assert payload == {
        "status": "open", "party": "Nscale", "metric": "Funding round", "kind": "value", "grade": str(found.case.grade),
        "articles": 2, "origins": 2, "command": f"counterclaim conflict {conflict}",
    }  # fmt: skip


def test_a_task_is_a_batch(ingest: ModuleType, tmp_path: Path, db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven files in batches of three are three tasks, and the rows come in the order of the files."""
    for number in range(7):
        (tmp_path / f"{number}.txt").write_text(f"CoreWeave borrowed ${number + 2} billion from banks on Monday.\n")
    monkeypatch.setattr(ingest, "BATCH", 3)
    rows, flow_run = run(ingest.ingest_articles, [str(tmp_path)], db)
    assert [Path(row["source"]).name for row in rows] == [f"{number}.txt" for number in range(7)]
    assert {row["state"] for row in rows} == {"new"}

    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

    mine = FlowRunFilter(id=FlowRunFilterId(any_=[flow_run.id]))
    tasks = eventually(
        lambda: ask(lambda client: client.read_task_runs(flow_run_filter=mine)),
        lambda found: len(found) == 3 and all(task.state_name == "Completed" for task in found),
    )
    assert [task.state_name for task in tasks] == ["Completed"] * 3


def test_a_lost_database_is_tried_again(
    ingest: ModuleType, rivals: str, db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch whose database does not answer at first is repeated, and the run completes."""
    lost = [ConnectionRefusedError("nobody there")]
    opened = Store.open

    def open_late(where: str) -> Store:
        if lost:
            raise StoreUnavailable(f"database {where}: no server answers there") from lost.pop()
        return opened(where)

    monkeypatch.setattr(ingest.Store, "open", open_late)
    monkeypatch.setattr(ingest.ingest_batch, "retry_delay_seconds", 0)
    rows, flow_run = run(ingest.ingest_articles, [rivals], db)
    assert ([row["state"] for row in rows], flow_run.state_name) == (["new", "new"], "Completed")
    assert lost == []


def test_a_wrong_path_is_not_tried_again(ingest: ModuleType, rivals: str, tmp_path: Path) -> None:
    """A database that cannot be where it should be fails the run at once, with the store's own line."""
    raised, flow_run = run(ingest.ingest_articles, [rivals], str(tmp_path))
    assert isinstance(raised, StoreUnavailable)
    assert str(raised).startswith(f"database {tmp_path}: this is a folder;")
    assert flow_run.state_name == "Failed"
    assert flow_run.total_run_time.total_seconds() < ingest.RETRIES[0]


def test_no_source_is_a_usage_error(ingest: ModuleType, db: str) -> None:
    """A URL that is neither http nor https fails the run before anything is stored."""
    raised, _ = run(ingest.ingest_articles, ["ftp://one.example/a"], db)
    assert isinstance(raised, UsageError)
    assert not Path(db).exists()


@pytest.mark.parametrize(("page", "reason"), [("gone-for-good.xml", "not_found"), ("gone.html", "parse_failed")])
def test_no_feed_is_a_failed_run(ingest: ModuleType, site: str, db: str, page: str, reason: str) -> None:
    """A feed that is not there, or is a page, fails the run; the store knows of the refusal."""
    raised, flow_run = run(ingest.ingest_feed, f"{site}/{page}", db)
    assert isinstance(raised, Refusal)
    assert (raised.reason, flow_run.state_name) == (reason, "Failed")
    with Store.open(db) as store:
        assert dict(store.status().refusals) == {reason: 1}


def test_the_entrypoints_load(python: Callable[..., subprocess.CompletedProcess[str]], prefect_home: Path) -> None:
    """Prefect loads the flows by path, with `flows/` first on the path of modules, and gets no placeholders."""
    done = python(
        "-c",
        "from prefect.flows import load_flow_from_entrypoint as load\n"
        "for name in ('ingest_articles', 'ingest_feed'):\n"
        f"    flow = load(f'{ROOT}/flows/ingest.py:{{name}}', use_placeholder_flow=False)\n"
        "    print(flow.name, flow.fn.__name__, *flow.parameters.properties)",
        PREFECT_HOME=str(prefect_home),
    )
    found = done.stdout.splitlines()
    assert found == ["ingest-articles ingest_articles sources db", "ingest-feed ingest_feed url db"], done.stderr


def test_the_command_line_is_a_run_where_prefect_is(
    ingest: ModuleType,
    python: Callable[..., subprocess.CompletedProcess[str]],
    server: PrefectServer,
    rivals: str,
    db: str,
) -> None:
    """With PREFECT_API_URL set, `counterclaim ingest` is a completed run that Prefect's page shows."""
    done = python("-m", "review.cli", "ingest", rivals, "--db", db, **server.variables, PREFECT_LOGGING_LEVEL="ERROR")
    assert (done.returncode, [line.split()[0] for line in done.stdout.splitlines()]) == (0, ["new", "new"]), done.stderr
    runs = ask(lambda client: client.read_flow_runs())
    assert [run.state_name for run in runs if run.parameters == {"sources": [rivals], "db": db}] == ["Completed"]


def test_no_server_is_needed(
    python: Callable[..., subprocess.CompletedProcess[str]], prefect_home: Path, rivals: str, db: str
) -> None:
    """With no PREFECT_API_URL Prefect starts a server for the run, and takes it down again."""
    done = python(
        "-c",
        "import asyncio, sys\n"
        "from flows.ingest import ingest_articles\n"
        "rows = asyncio.run(ingest_articles([sys.argv[1]], sys.argv[2]))\n"
        "print([row['state'] for row in rows])",
        rivals, db, PREFECT_HOME=str(prefect_home), PREFECT_LOGGING_LEVEL="ERROR",
        PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="90",
        PREFECT_SERVER_LOGGING_LEVEL="CRITICAL",  # while it is taken down, its own loops may miss it, and say so
    )  # fmt: skip
    assert (done.stdout, done.stderr, done.returncode) == ("['new', 'new']\n", "", 0)


def test_the_logger_outside_a_run() -> None:
    """Outside a run there is a standard logger."""
    from flows.prefect_helpers import run_logger

    assert run_logger().name == "counterclaim"


def test_the_default_database() -> None:
    """COUNTERCLAIM_DB names it, and else it is in the user's data folder."""
    assert stages.default_database({"COUNTERCLAIM_DB": "news.db"}) == "news.db"
    assert Path(stages.default_database({})).parts[-2:] == ("counterclaim", "counterclaim.db")
