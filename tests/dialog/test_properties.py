"""Whatever happens, in whatever service: no exception, bounded effects, plain data, never a caller in silence."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.actions import Registry
from ivr.dialog import Program
from ivr.dialog.events import (
    ActionDone,
    Dialled,
    Heard,
    HungUp,
    Hypothesis,
    KeyPressed,
    PromptDone,
    Resumed,
    SpeechStarted,
    TimerFired,
    TransferDone,
)
from ivr.dialog.session import REACTIONS
from ivr.dialog.state import NEW, PHASES, TRANSFERRING
from ivr.menu.faults import Severity
from ivr.menu.loader import load
from tests.dialog.conftest import balance, card, fruit, pay, pin
from tests.dialog.line import NOON, Line
from tests.dialog.menus import SUB_DIALOG, WORDS, services

MAX_EFFECTS = 900
"""More than one event may ever ask for: 200 nodes with a few effects each, and the apology."""

BASKET = [{"name": name, "code": name} for name in ("яблоко", "груша", "слива", "вишня", "айва")]

events = st.one_of(
    st.sampled_from("0123456789*#ABCD").map(KeyPressed),
    st.sampled_from("0123456789*#").map(KeyPressed),
    st.just(SpeechStarted()),
    st.lists(
        st.builds(
            Hypothesis, st.sampled_from([*WORDS, "да", "нет", "оператор", "сто рублей", "пять"]), st.floats(0, 1)
        ),
        max_size=3,
    ).map(lambda found: Heard(tuple(found))),
    st.integers(0, 60).map(PromptDone),
    st.integers(0, 60).map(TimerFired),
    st.builds(ActionDone, st.integers(0, 9), st.sampled_from(["ok", "failed", "list", "granted", "?"])),
    st.sampled_from(["connected", "busy", "no_answer", "?"]).map(TransferDone),
    st.just(HungUp()),
    st.just(HungUp("the line broke")),
    st.just(Resumed("again", "+79221234567", "0505", NOON)),
    st.builds(Dialled, st.just("again"), st.just("+79221234567"), st.just("0505"), st.just(NOON)),
)
steps = st.one_of(
    events,
    events,
    st.sampled_from([0.1, 1.0, 3.0, 6.0]),
    st.sampled_from(
        [
            ("ok", 12105, None),
            ("ok", "no money", None),
            ("list", BASKET, None),
            ("list", [], None),
            ("list", 7, None),
            ("granted", None, 2),
            ("taken", None, None),
            ("failed", None, None),
            ("undeclared", {"x": 1}, 1),
        ]
    ),
)


def made(service: dict[str, Any]) -> Program:
    """The service, loaded as an author's would be. A fault in it is a fault of the generator."""
    registry = Registry()
    for function in (balance, pay, card, pin, fruit):
        registry.add(function)
    with tempfile.TemporaryDirectory() as folder:
        if not any("call" in node for node in service["nodes"].values()):
            del service["include"]
        else:
            (Path(folder) / "sub.yaml").write_text(json.dumps(SUB_DIALOG, ensure_ascii=False), encoding="utf-8")
        file = Path(folder) / "service.yaml"
        file.write_text(json.dumps(service, ensure_ascii=False, indent=1), encoding="utf-8")
        loaded = load(file, actions=registry)
        errors = [fault.render() for fault in loaded.faults if fault.severity is Severity.ERROR]
        assert loaded.service is not None, "\n".join(errors)
        return Program(loaded.service)


def never_stuck(line: Line) -> None:
    """Either the call is over, or something will happen by itself even when the caller does nothing."""
    state = line.session.state
    assert state.phase in PHASES
    assert state.phase in REACTIONS
    waits = state.saying or state.timers or state.phase in (NEW, TRANSFERRING)
    assert line.session.ended or waits, f"nothing will ever happen: {state}"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(services(), st.lists(steps, max_size=40))
def test_any_events_on_any_service(service, steps):
    line = Line(made(service))
    line.dial()
    for step in steps:
        if isinstance(step, float):
            line.wait(step)
        elif isinstance(step, tuple):
            line.send(ActionDone(line.session.state.acting, *step))
        else:
            line.send(step)
        assert len(line.effects) < MAX_EFFECTS
        never_stuck(line)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(services(), st.lists(st.sampled_from("0123456789*#"), max_size=15), st.sampled_from(["busy", "no_answer"]))
def test_a_caller_who_falls_silent_comes_to_an_end(service, keys, refusal):
    """However the caller came there, silence ends the call in bounded time, with every action late or failing."""
    line = Line(made(service)).dial()
    line.press("".join(keys))
    for _ in range(200):
        if line.session.ended:
            break
        if line.session.state.phase == TRANSFERRING:
            line.transfer(refusal)
        line.wait(30)
    assert line.session.ended
    assert line.troubles == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(services(), st.lists(steps, max_size=25))
def test_equal_events_give_equal_effects(service, steps):
    program = made(service)
    lines = [Line(program).dial(), Line(program).dial()]
    for step in steps:
        for line in lines:
            if isinstance(step, float):
                line.wait(step)
            elif isinstance(step, tuple):
                line.send(ActionDone(line.session.state.acting, *step))
            else:
                line.send(step)
    assert lines[0].log == lines[1].log
    assert lines[0].session.to_json() == lines[1].session.to_json()
