"""What ``ivr serve`` is put together of."""

from __future__ import annotations

import asyncio

import pytest

from ivr.cli.serving import _Told
from ivr.database import DatabaseError
from ivr.fronts import StoreError


def test_a_session_that_cannot_be_put_aside_is_the_databases_trouble() -> None:
    """Which a gateway is told as 503: ask again."""

    async def receive(*_: object) -> str:
        raise StoreError("database is locked")

    with pytest.raises(DatabaseError, match="database is locked"):
        asyncio.run(_Told(receive).receive("session", "+79221234567"))
