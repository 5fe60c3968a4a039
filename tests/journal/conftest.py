"""Calls whose journals these tests read: held by keys in virtual time, with secrets in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ivr.dialog import Program
from ivr.journal import Recorder
from tests.dialog.conftest import HEAD, program  # noqa: F401 - a fixture
from tests.dialog.line import Line
from tests.dialog.test_access import AUTH, MENU


class Kept:
    """A sink that keeps records in memory."""

    def __init__(self) -> None:
        self.records: list[dict[str, Any]] = []
        self.closed = False

    def write(self, record: dict[str, Any]) -> None:
        self.records.append(record)

    def close(self) -> None:
        self.closed = True


class Recorded(Line):
    """A line whose events and effects go into a journal."""

    def __init__(self, service: Program, *sinks: Any) -> None:
        super().__init__(service)
        self.kept = Kept()
        self.recorder = Recorder(service.service, [self.kept, *sinks])

    def send(self, event: Any) -> Any:
        now = self.now
        effects = super().send(event)
        self.recorder(now, event, effects)
        return effects


@pytest.fixture
def guarded(program: Callable[..., Program]) -> Program:  # noqa: F811 - the fixture of that name
    head = HEAD.replace(
        "nodes:", "include: [auth.yaml]\naccess: {levels: [view, manage], authenticate: authentication}\nnodes:"
    )
    return program(MENU, head=head, files={"auth.yaml": AUTH})
