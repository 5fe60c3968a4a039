"""One of two processes that answer a message of the same session: ``python -m tests.fronts.racer URL MESSAGE_ID TEXT``.

It says ``ready``, and ``ordering`` when the order is being made, which goes on when a line comes in. Then the reply.
"""

from __future__ import annotations

import asyncio
import json
import sys

from ivr.fronts import Conversations, Ussd
from ivr.fronts.stored import DatabaseStore
from tests.fronts.gateway import CALLER, NOON, kiosk


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class SlowAccount:
    """Tells of every order, and waits to be let on."""

    async def order(self, call_id: str, step: int, kopecks: int) -> None:
        say("ordering")
        await asyncio.to_thread(sys.stdin.readline)


async def race(url: str, message_id: str, text: str) -> None:
    ussd = Ussd(Conversations(kiosk(), account=SlowAccount(), store=DatabaseStore.open(url)))
    say("ready")
    await asyncio.to_thread(sys.stdin.readline)
    page = await ussd.receive("s1", CALLER, text, NOON, message_id)
    say(json.dumps([page.text, page.ended]))


if __name__ == "__main__":
    asyncio.run(race(*sys.argv[1:]))
