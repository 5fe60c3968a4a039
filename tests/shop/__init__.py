"""A small service with one of each thing that a call can do, for tests of whole calls."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from ivr.dialog import Program
from ivr.dialog.events import Dialled
from ivr.menu.loader import load_service

SHOP = Path(__file__).parent
DIALLED = Dialled("call-1", "+79221234567", "100", datetime(2026, 3, 2, 12, 0, tzinfo=UTC))


@cache
def shop() -> Program:
    """The service, ready for calls."""
    return Program(load_service(SHOP))
