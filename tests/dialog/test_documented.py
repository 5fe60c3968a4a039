"""The table of phases in docs/dialog.md is the one that the machine runs by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from ivr.dialog import Program
from ivr.dialog.effects import Listen
from ivr.dialog.events import Event
from ivr.dialog.session import REACTIONS
from ivr.dialog.state import PHASES

DOCUMENT = Path(__file__).parents[2] / "docs" / "dialog.md"


def rows() -> dict[str, list[str]]:
    """Phase to the events that the document names for it."""
    text = DOCUMENT.read_text(encoding="utf-8")
    table = text.split("<!-- phases:begin", 1)[1].split("<!-- phases:end -->", 1)[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")][2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {phase: events.split(", ") for phase, _, events in cells}


def test_documented_events_are_those_of_the_machine() -> None:
    assert rows() == {phase: [event.__name__ for event in taken] for phase, taken in REACTIONS.items()}


def test_every_phase_is_documented_in_order() -> None:
    assert tuple(rows()) == PHASES


def test_every_event_means_something_in_some_phase() -> None:
    assert {name for events in rows().values() for name in events} == {event.__name__ for event in get_args(Event)}


def test_example_in_the_document_runs(program: Callable[..., Program]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    code = text.split("```python\n", 1)[1].split("```", 1)[0]
    service = program("""
        main: {menu: {news: {key: 1, label: {ru: новости, en: news}}}}
        news: {confirm: {ru: Ещё?, en: More?}, yes: news, no: main}
    """).service
    names: dict[str, Any] = {"service": service, "now": datetime(2026, 3, 2, 12, 0, tzinfo=UTC)}
    exec(code, names)
    assert any(isinstance(effect, Listen) for effect in names["effects"])
    assert names["session"].state.frames[-1].node == "news"
