"""Sample automations: a message to a webhook for each event that counterclaim sends.

PREFECT_API_URL=http://127.0.0.1:4200/api python -m flows.automations https://chat.example/hooks/desk
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from prefect.automations import Automation
from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.events.actions import SendNotification
from prefect.events.schemas.automations import EventTrigger, Posture

from flows.ingest import OPENED, REOPENED
from flows.scheduled import STALE

BLOCK = "counterclaim-webhook"
"""The block that holds the webhook's address; another kind of block, of e-mail or of a chat, does as well."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One automation: its name, the event that it waits for, the resources of that event, and its message."""

    name: str
    event: str
    resources: str
    body: str


_CASE = "{{ event.payload.words }} ({{ event.payload.grade }}). See it: {{ event.payload.command }}"
SAMPLES = (
    Sample("counterclaim: a conflict opened", OPENED, "counterclaim.conflict.*", _CASE),
    Sample("counterclaim: a decided conflict reopened", REOPENED, "counterclaim.conflict.*", _CASE),
    Sample(
        "counterclaim: a feed went quiet", STALE, "counterclaim.feed.*",
        "Silent since {{ event.payload.stale_since }}. Look at it: {{ event.payload.command }}",
    ),
)  # fmt: skip


async def create(url: str) -> list[str]:
    """Create or renew the automations, which send to the webhook at `url`; gives their names."""
    block = CustomWebhookNotificationBlock.model_validate(
        {"name": BLOCK, "url": url, "json_data": {"subject": "{{subject}}", "text": "{{body}}"}}
    )
    saved = await block.save(BLOCK, overwrite=True)
    for sample in SAMPLES:
        with suppress(ValueError):  # there is none yet
            await (await Automation.aread(name=sample.name)).adelete()
        await Automation(
            name=sample.name,
            trigger=EventTrigger(
                expect={sample.event}, match={"prefect.resource.id": sample.resources}, posture=Posture.Reactive,
                threshold=1, within=timedelta(0),
            ),
            actions=[
                SendNotification(block_document_id=saved, subject="{{ event.resource.name }}", body=sample.body)
            ],
        ).acreate()  # fmt: skip
    return [sample.name for sample in SAMPLES]


def main(arguments: Sequence[str]) -> int:
    """The command: one address."""
    if len(arguments) != 1 or not arguments[0].startswith(("http://", "https://")):
        print("counterclaim: give the http or https address of a webhook", file=sys.stderr)  # noqa: T201
        return 2
    for name in asyncio.run(create(arguments[0])):
        print(f"created {name}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
