"""A gateway in a test: one service, messages at given moments, and what the world does with them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from ivr.fronts import Conversations, MemoryStore, Sms, Ussd
from ivr.menu.loader import load_service
from ivr.menu.model import Service

KIOSK = Path(__file__).parent / "kiosk"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CALLER = "+79221234567"

T = TypeVar("T")


@cache
def kiosk() -> Service:
    """The service, loaded once."""
    return load_service(KIOSK)


class Account:
    """An account that makes each request once, and is as slow as it is told."""

    def __init__(self) -> None:
        self.orders: dict[tuple[str, int], int] = {}
        self.asked = 0
        self.slow = asyncio.Event()
        self.slow.set()
        self.order_waits = asyncio.Event()
        self.order_waits.set()

    async def order(self, call_id: str, step: int, kopecks: int) -> None:
        self.asked += 1
        await self.order_waits.wait()
        self.orders.setdefault((call_id, step), kopecks)

    async def wait(self) -> None:
        await self.slow.wait()


class Sink:
    """A journal in memory: its records as text, too."""

    def __init__(self) -> None:
        self.records: list[dict[str, Any]] = []
        self.closed = 0

    def write(self, record: dict[str, Any]) -> None:
        self.records.append(record)

    def close(self) -> None:
        self.closed += 1


class Gateway:
    """Both fronts of the kiosk, in the loop of one test."""

    def __init__(self, store: Any = None, *, service: Service | None = None, **more: Any) -> None:
        self.account: Any = more.pop("account", None) or Account()
        self.store = MemoryStore() if store is None else store
        self.journals: dict[str, Sink] = {}
        self.conversations = Conversations(
            service or kiosk(), account=self.account, store=self.store, journal=self._journal, **more
        )
        self.ussd = Ussd(self.conversations)
        self.sms = Sms(self.conversations)
        self.now = NOON

    def _journal(self, call_id: str, began: datetime) -> list[Sink]:
        return [self.journals.setdefault(call_id, Sink())]

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    async def dial(self, text: str, session: str = "s1", message_id: str = "") -> str:
        """The page that answers; a session that is over has its end marked."""
        page = await self.ussd.receive(session, CALLER, text, self.now, message_id)
        return page.text + (" [over]" if page.ended else "")

    async def write(self, called: str, text: str, message_id: str = "", caller: str = CALLER) -> str:
        return (await self.sms.receive(caller, called, text, self.now, message_id)).text

    @property
    def journalled(self) -> str:
        """All journals, as text."""
        return "\n".join(str(record) for sink in self.journals.values() for record in sink.records)


async def at_once(_: float) -> None:
    """A time limit that runs out when everything else has had its turn."""
    for _turn in range(20):
        await asyncio.sleep(0)


def in_loop(test: Callable[[], Awaitable[T]]) -> T:
    """Hold a test in a loop of its own, at most ten seconds."""

    async def held() -> T:
        return await asyncio.wait_for(test(), 10)

    return asyncio.run(held())
