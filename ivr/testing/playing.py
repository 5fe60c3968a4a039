"""Playing a call script: each step becomes an act of the simulated caller, each failure a line that says where."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from ivr.menu.faults import Location
from ivr.testing.caller import Caller
from ivr.testing.expectations import CallFailed
from ivr.testing.script import (
    Expect,
    HangUpStep,
    Hear,
    Press,
    Script,
    Silent,
    Simulate,
    Sms,
    Speak,
    Step,
    TransferEnds,
    Wait,
)
from ivr.testing.subject import Subject

_ACTS: Final = (Press, Speak, Silent, Wait, HangUpStep)
"""Steps without which the rest of a script makes no sense."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that did not go as written: where in the script, what was expected and what came."""

    at: Location
    message: str

    def __str__(self) -> str:
        return f"{self.at.file}:{self.at.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a script. transcript: of a failed one. seconds: how long the call was, by its own clock."""

    script: Script
    failures: tuple[Failure, ...] = ()
    transcript: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether all went as written."""
        return not self.failures

    def render(self) -> str:
        """The failures for people, with the transcript; empty when there are none."""
        if self.passed:
            return ""
        lines = [str(failure) for failure in self.failures]
        return "\n".join([*lines, f"  the call `{self.script.name}`:", *(f"  {line}" for line in self.transcript)])

    def to_dict(self) -> dict[str, Any]:
        """The result as plain data."""
        return {
            "name": self.script.name,
            "file": self.script.at.file,
            "line": self.script.at.line,
            "passed": self.passed,
            "seconds": round(self.seconds, 3),
            "failures": [{"line": failure.at.line, "message": failure.message} for failure in self.failures],
            "transcript": list(self.transcript),
        }


def play(script: Script, subject: Subject) -> Result:
    """Hold the call of a script. An expectation that fails is noted and the call goes on; a failed act ends it."""
    caller = subject.caller()
    failures: list[Failure] = []

    def attempt(at: Location, act: Callable[[], object]) -> bool:
        try:
            act()
        except CallFailed as error:
            failures.append(Failure(at, error.message))
            return False
        return True

    with _engine_log() as log:
        if attempt(script.at, lambda: _begin(caller, script)):
            for step in script.steps:
                if not attempt(step.at, partial(_step, caller, step)) and isinstance(step, _ACTS):
                    break
            attempt(script.at, caller.finish)
    lines = (*caller.transcript(), *(f"    log: {line}" for line in log)) if failures else ()
    return Result(script, tuple(failures), lines, caller.seconds)


@contextmanager
def _engine_log() -> Iterator[list[str]]:
    """What the engine logs meanwhile, kept to be told beside a failure: failed actions are a part of many scripts."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("ivr")
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield lines
    finally:
        logger.propagate = before
        logger.removeHandler(handler)


def _begin(caller: Caller, script: Script) -> None:
    if script.account is None:
        caller.nobody()
    else:
        caller.account(**script.account)
    for number, facts in script.others.items():
        caller.other(number, **facts)
    for action, simulation in script.simulate.items():
        caller.simulates(action, simulation)
    head = script.head
    caller.dial(head.called, caller=head.caller, language=head.language, at=head.at)


def _step(caller: Caller, step: Step) -> None:
    match step:
        case Hear(never=False):
            caller.hears(*step.texts)
        case Hear():
            caller.never_hears(*step.texts)
        case Press():
            caller.press(step.keys)
        case Speak():
            caller.say(step.text, confidence=step.confidence)
        case Silent():
            caller.silent()
        case Wait():
            caller.waits(step.seconds)
        case Sms():
            caller.gets_sms(*step.texts)
        case TransferEnds():
            caller.transfer(step.outcome)
        case Simulate():
            for action, simulation in step.actions.items():
                caller.simulates(action, simulation)
        case Expect():
            _expect(caller, step)
        case HangUpStep():
            caller.hangs_up()


def _expect(caller: Caller, step: Expect) -> None:
    if step.node is not None:
        caller.is_at(step.node)
    if step.outcome is not None:
        caller.took(step.outcome)
    if step.transfer is not None:
        caller.is_transferred_to(step.transfer)
    if step.ended is not None:
        caller.is_hung_up(step.ended)
    if step.account is not None:
        caller.account_shows(**step.account)
