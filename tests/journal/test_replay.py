"""A journal runs again, in no time and without its secrets, to the same effects."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.dialog.events import ActionDone
from ivr.journal import Journal, JournalError, replay
from tests.dialog.conftest import HEAD
from tests.dialog.menus import services
from tests.dialog.test_properties import made, steps
from tests.journal.conftest import Recorded


def journal(line: Recorded) -> Journal:
    return Journal.of(json.loads(json.dumps(line.kept.records)))


@pytest.mark.parametrize(
    "keys",
    ["1", "3", "0", "*#", "11", "1 9876", "1 98", "1 98#76", "19876", "2 98765", "1 9876 1", "9 9", "1 9A8B7", "1 AB"],
)
def test_a_call_by_keys_replays(guarded, keys):
    line = Recorded(guarded)
    line.dial()
    for together in keys.split():
        line.wait(0.4).press(together)
        if line.running is not None:
            line.answer("granted", level=2)
    line.wait(30).hang_up()
    result = replay(journal(line), guarded.service)
    assert result.same, result.differences
    assert result.ended
    assert len(result.steps) == len(line.kept.records) - 1


def test_keys_before_the_call_replay(guarded):
    line = Recorded(guarded)
    line.press("19876").dial().answer("granted", level=2).hang_up()
    assert replay(journal(line), guarded.service).same


def test_a_spoken_secret_replays(guarded):
    line = Recorded(guarded)
    line.dial().press("1").say("девять восемь семь шесть").answer("granted", level=2)
    assert replay(journal(line), guarded.service).same


def test_another_version_of_the_menu_is_refused_and_can_be_compared(guarded, program):
    line = Recorded(guarded)
    line.dial().press("3").listen()
    nodes = """
    main:
      menu:
        bye: {key: 3, label: {ru: попрощаться, en: part}}
    """
    changed = program(nodes, head=HEAD)
    with pytest.raises(JournalError, match="version"):
        replay(journal(line), changed.service)
    result = replay(journal(line), changed.service, other_version=True)
    assert not result.same
    assert result.differences[0].record == 2
    assert "попрощаться" in json.dumps(result.differences[0].now, ensure_ascii=False).lower()


def test_a_changed_journal_is_told_by_its_line(guarded):
    line = Recorded(guarded)
    line.dial().press("3").listen()
    line.kept.records[2]["event"] = {"KeyPressed": {"key": "9"}}
    result = replay(journal(line), guarded.service)
    assert result.differences[0].record == 3


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(services(), st.lists(steps, max_size=30))
def test_any_call_replays(service, steps):
    program = made(service)
    line = Recorded(program)
    line.dial()
    for step in steps:
        if isinstance(step, float):
            line.wait(step)
        elif isinstance(step, tuple):
            line.send(ActionDone(line.session.state.acting, *step))
        else:
            line.send(step)
    result = replay(journal(line), program.service)
    assert result.same, result.differences
