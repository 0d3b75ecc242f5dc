"""The sample automations under a real Prefect server: an event becomes a message to a webhook."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread
from types import ModuleType
from typing import Any

import pytest

from flows.serving import LOOPBACK

Messages = Queue[dict[str, Any]]


@pytest.fixture
def webhook() -> Iterator[tuple[str, Messages]]:
    """The address of a webhook on loopback, and the messages that it was sent."""
    messages: Messages = Queue()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            messages.put(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer((LOOPBACK, 0), Hook) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://{LOOPBACK}:{server.server_port}/desk", messages
        server.shutdown()
        thread.join()


@pytest.fixture
def automations(ingest: ModuleType) -> ModuleType:
    """The module `flows.automations`, which speaks to the server."""
    import flows.automations

    return flows.automations


def send(event: str, resource: dict[str, str], payload: dict[str, Any]) -> None:
    """Send an event as the flows do, at once."""
    from prefect.events import emit_event
    from prefect.events.worker import EventsWorker

    emit_event(event, resource=resource, payload=payload)
    EventsWorker.drain_all()


def test_each_event_is_a_message(automations: ModuleType, webhook: tuple[str, Messages]) -> None:
    """With who and what as its subject, and the command that shows more; made twice, an automation sends once."""
    url, messages = webhook
    names = asyncio.run(automations.create(url))
    assert asyncio.run(automations.create(url)) == names == [sample.name for sample in automations.SAMPLES]
    case = {"words": "A says $2 billion; B says $3 billion", "grade": "strong", "command": "counterclaim conflict c1"}
    for event in ("counterclaim.conflict.opened", "counterclaim.conflict.reopened"):
        send(event, {"prefect.resource.id": "counterclaim.conflict.c1", "prefect.resource.name": "Acme"}, case)
    send(
        "counterclaim.feed.stale",
        {"prefect.resource.id": "counterclaim.feed.7", "prefect.resource.name": "https://paper.example/rss"},
        {"stale_since": "2026-03-01T12:00:00+00:00", "command": "counterclaim feeds check"},
    )
    told = {
        "subject": "Acme",
        "text": "A says $2 billion; B says $3 billion (strong). See it: counterclaim conflict c1",
    }
    quiet = {
        "subject": "https://paper.example/rss",
        "text": "Silent since 2026-03-01T12:00:00+00:00. Look at it: counterclaim feeds check",
    }
    got = sorted((messages.get(timeout=60) for _ in range(3)), key=lambda message: message["subject"])
    assert got == [told, told, quiet]
    assert messages.empty()


@pytest.mark.parametrize("arguments", [[], ["chat.example"], ["https://chat.example", "x"]])
def test_the_command_needs_one_address(
    automations: ModuleType, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Else it is one line and exit code 2."""
    assert automations.main(arguments) == 2
    assert capsys.readouterr().err == "counterclaim: give the http or https address of a webhook\n"
