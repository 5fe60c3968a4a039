"""One call: timers, events while it is busy, actions that fail, a fault of the engine, an end in the middle."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ivr.account import OperationConflict
from ivr.actions import Action, Context, Outcome, Registry, action
from ivr.call import AsyncioWorker, Call, InlineWorker, Worker
from ivr.channels.text import TextChannel
from ivr.clock import AsyncioClock, VirtualClock
from ivr.dialog import Program, Session
from ivr.dialog.effects import Effect, Entered, HangUp, KeyMasked, Say, Took, Trouble
from ivr.dialog.events import ActionDone, Dialled, Event, Heard, HungUp, Hypothesis, KeyPressed, PromptDone
from ivr.menu.loader import load_service
from ivr.worker import Done

SERVICE = """
service: tests
languages: [ru, en]
numbers: {"1": main}
defaults: {first_key: 4s, between_keys: 2s, tries: 2, then: bye}
universals:
  repeat: {key: "#", say: {ru: [повтор], en: [repeat]}}
nodes:
  main:
    prompt: {ru: Главное меню., en: Main menu.}
    menu:
      code: {key: 1, label: {ru: код, en: code}, goto: code}
      person: {key: 2, label: {ru: человек, en: person}, goto: person}
  code:
    collect: secret
    prompt: {ru: Введите код., en: Enter the code.}
    length: 4
    into: code
    goto: check
  check:
    action: code.check
    with: {code: "{{ code }}"}
    filler: {ru: Проверяю., en: Checking.}
    right: {goto: main, prompt: {ru: Код верен., en: Right.}}
    wrong: {goto: main, prompt: {ru: Код неверен., en: Wrong.}}
    late: {goto: main, prompt: {ru: Слишком долго., en: Too long.}}
    failed: {goto: main, prompt: {ru: Не вышло., en: Failed.}}
  person:
    transfer: "911"
    busy: bye
    no_answer: bye
    failed: bye
  bye: {hangup: {ru: До свидания., en: Goodbye.}}
"""
CODE = "4711"
DIALLED = Dialled("c-1", "+79221234567", "1", datetime(2026, 3, 2, 9, 0, tzinfo=UTC))


def program(folder: Path, check: Callable[..., Any]) -> Program:
    """The service, with an action of the test's."""
    (folder / "service.yaml").write_text(SERVICE.lstrip(), encoding="utf-8")
    registry = Registry()
    registry.add(action("code.check", outcomes=("right", "wrong"), timeout=3.0)(check))
    return Program(load_service(folder, actions=registry))


def right(context: Context, code: Any) -> Outcome:
    """The code is right when it is the one that tests press."""
    return Outcome("right" if code.reveal() == CODE else "wrong")


@dataclass
class Held:
    """A call in virtual time, and all that a listener was told of it."""

    program: Program
    worker: Worker = field(default_factory=InlineWorker)
    clock: VirtualClock = field(default_factory=VirtualClock)
    steps: list[tuple[float, Event, tuple[Effect, ...]]] = field(default_factory=list)
    ends: int = 0
    account: Any = None

    def __post_init__(self) -> None:
        self.channel = TextChannel(self.clock)
        self.call = Call(Session(self.program), self.channel, self.clock, self.worker, **self.options())

    def options(self) -> dict[str, Any]:
        """Options of the call."""
        return {"listeners": (self.note,), "on_end": self.ended, "account": self.account}

    def note(self, now: float, event: Event, effects: Any) -> None:
        self.steps.append((now, event, tuple(effects)))

    def ended(self) -> None:
        self.ends += 1

    def dial(self) -> Held:
        self.call.start(DIALLED)
        return self

    def press(self, keys: str) -> Held:
        for key in keys:
            self.call.post(KeyPressed(key))
        return self

    def hear_out(self) -> None:
        """Let the prompt be spoken to its end."""
        while not isinstance(self.steps[-1][1], PromptDone):
            assert self.clock.step()

    @property
    def heard(self) -> str:
        """All that was said, or begun to be said."""
        return " ".join(say.text for say in self.channel.said)

    def effects(self, kind: type) -> list[Any]:
        """Effects of one kind, in order."""
        return [effect for _, _, effects in self.steps for effect in effects if isinstance(effect, kind)]


@pytest.fixture
def held(tmp_path: Path) -> Held:
    """A call whose action works, not yet begun."""
    return Held(program(tmp_path, right))


# timers


def test_silence_is_counted_after_the_prompt_and_ends_the_call(held: Held) -> None:
    held.dial()
    held.hear_out()
    assert held.clock.next_due == pytest.approx(held.clock.now() + 4.0)
    held.clock.advance(60.0)
    assert [took.outcome for took in held.effects(Took)][:2] == ["no_input", "no_input"]
    assert "До свидания." in held.heard
    assert held.call.ended
    assert held.ends == 1


def test_a_key_takes_the_timer_back(held: Held) -> None:
    held.dial()
    held.hear_out()
    held.clock.advance(3.9)
    held.press("1")
    held.clock.advance(0.2)
    assert "Введите код." in held.heard
    assert "no_input" not in [took.outcome for took in held.effects(Took)]


def test_nothing_is_planned_after_the_end(held: Held) -> None:
    held.dial()
    held.call.hang_up()
    assert held.clock.next_due is None
    assert held.ends == 1


# events


def test_an_event_that_comes_while_another_is_taken_waits_for_its_turn(held: Held) -> None:
    pressed: list[str] = []

    def press_at_once(_now: float, event: Event, effects: Any) -> None:
        if isinstance(event, Dialled):
            held.call.post(KeyPressed("1"))
            pressed.append(held.call.session.state.frames[-1].node)

    held.call = Call(held.call.session, held.channel, held.clock, held.worker, listeners=(held.note, press_at_once))
    held.dial()
    assert pressed == ["main"]
    assert [type(event).__name__ for _, event, _ in held.steps] == ["Dialled", "KeyPressed"]
    assert "Введите код." in held.heard


def test_events_after_the_end_are_dropped(held: Held) -> None:
    held.dial()
    held.call.hang_up()
    steps = len(held.steps)
    held.press("1")
    held.call.post(PromptDone(1))
    held.call.hang_up()
    assert len(held.steps) == steps
    assert held.ends == 1


def test_a_listener_that_fails_does_not_end_the_call(held: Held, caplog: pytest.LogCaptureFixture) -> None:
    def full(_now: float, _event: Event, _effects: Any) -> None:
        raise OSError("4711: no space left on device")

    held.call = Call(held.call.session, held.channel, held.clock, held.worker, listeners=(full, held.note))
    held.dial().press("1")
    assert "Введите код." in held.heard
    assert caplog.text.count("a listener failed: OSError") == 1  # not at every event
    assert CODE not in caplog.text


# actions


def test_an_action_is_told_of_the_call_and_its_outcome_leads_on(tmp_path: Path) -> None:
    seen: list[Context] = []

    def check(context: Context, code: Any) -> Outcome:
        seen.append(context)
        return right(context, code)

    account = object()
    held = Held(program(tmp_path, check), account=account).dial()
    held.clock.advance(2.0)
    held.press("1" + CODE)
    assert "Код верен." in held.heard
    [context] = seen
    assert (context.call_id, context.step, context.caller, context.called) == ("c-1", 1, "+79221234567", "1")
    assert context.language == "ru"
    assert context.account is account
    assert (context.now - DIALLED.at).total_seconds() == 2.0


def failing(context: Context, code: Any) -> Outcome:
    """Raises with the secret in its text."""
    raise ValueError(f"cannot check {code.reveal()}")


def exiting(context: Context, code: Any) -> Outcome:
    """Would end the program."""
    raise SystemExit(code.reveal())


def undeclared(context: Context, code: Any) -> Outcome:
    """Gives what it did not declare."""
    return Outcome(f"code {code.reveal()}")


def no_outcome(context: Context, code: Any) -> Any:
    """Gives a bare value."""
    return code.reveal()


def not_plain(context: Context, code: Any) -> Outcome:
    """Gives a value that cannot be kept."""
    return Outcome("right", [object(), code])


async def failing_coroutine(context: Context, code: Any) -> Outcome:
    """Raises when it is awaited."""
    raise RuntimeError(code.reveal())


@pytest.mark.parametrize("check", [failing, exiting, undeclared, no_outcome, not_plain, failing_coroutine])
def test_a_bad_action_has_its_own_way_and_the_log_holds_no_value(
    tmp_path: Path, check: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    held = Held(program(tmp_path, check)).dial().press("1" + CODE)
    assert "Не вышло." in held.heard
    assert "code.check" in caplog.text
    assert CODE not in caplog.text
    assert not held.call.ended


def test_a_step_that_was_another_requests_is_told_from_a_failure(tmp_path: Path) -> None:
    def check(context: Context, code: Any) -> Outcome:
        raise OperationConflict("the step was something else")

    held = Held(program(tmp_path, check)).dial().press("1" + CODE)
    assert [event.conflict for _, event, _ in held.steps if isinstance(event, ActionDone)] == [True]
    held = Held(program(tmp_path, failing)).dial().press("1" + CODE)
    assert [event.conflict for _, event, _ in held.steps if isinstance(event, ActionDone)] == [False]


class Waiting:
    """A worker whose actions end when a test says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[Context, Done]] = []

    def run(self, action: Action, context: Context, arguments: Any, done: Done) -> None:
        self.asked.append((context, done))


def test_an_action_that_takes_too_long_is_led_around_and_its_late_result_means_nothing(tmp_path: Path) -> None:
    worker = Waiting()
    held = Held(program(tmp_path, right), worker).dial().press("1" + CODE)
    held.clock.advance(2.9)
    assert "Проверяю." in held.heard
    assert "Слишком долго." not in held.heard
    held.clock.advance(0.2)
    assert "Слишком долго." in held.heard
    [(_, done)] = worker.asked
    done(Outcome("right"))
    assert "Код верен." not in held.heard
    assert isinstance(held.steps[-1][1], ActionDone)


def test_a_hang_up_in_the_middle_of_an_action_ends_the_call_and_its_result_is_dropped(tmp_path: Path) -> None:
    worker = Waiting()
    held = Held(program(tmp_path, right), worker).dial().press("1" + CODE)
    held.call.hang_up()
    assert held.call.ended
    [(_, done)] = worker.asked
    steps = len(held.steps)
    done(Outcome("right"))
    assert len(held.steps) == steps
    assert held.clock.next_due is None


# faults


def test_a_fault_of_the_engine_is_a_sentence_and_a_hang_up(
    held: Held, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    held.dial()

    def broken(self: Session, event: Event, now: float) -> list[Effect]:
        raise KeyError(CODE)

    monkeypatch.setattr(Session, "handle", broken)
    held.press("1")
    assert held.channel.said[-1].text.startswith("Извините")
    assert held.channel.hung_up == "trouble"
    assert held.call.ended
    assert held.ends == 1
    assert [trouble.what for trouble in held.effects(Trouble)] == ["the engine failed: KeyError"]
    assert isinstance(held.steps[-1][2][-1], HangUp)
    assert held.steps[-1][2][0] == KeyMasked(), "nobody can tell any more whether the key was a secret's"
    assert CODE not in caplog.text


def test_words_that_the_engine_failed_at_are_told_to_nobody(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    held.dial()

    def broken(self: Session, event: Event, now: float) -> list[Effect]:
        raise KeyError(CODE)

    monkeypatch.setattr(Session, "handle", broken)
    held.call.post(Heard((Hypothesis("четыре семь один один"),)))
    assert held.steps[-1][1] == Heard(())


def test_a_channel_that_fails_ends_the_call_in_order(held: Held, caplog: pytest.LogCaptureFixture) -> None:
    def broken(say: Say) -> None:
        raise ConnectionError(CODE)

    held.channel.say = broken  # type: ignore[method-assign]
    held.dial()
    assert held.call.ended
    assert held.ends == 1
    assert "ConnectionError" in caplog.text
    assert CODE not in caplog.text


def test_a_fault_of_the_service_is_logged(held: Held, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "ivr.call")
    held.dial()
    held.call._carry_out(Trouble("a template failed"))
    assert "call c-1: a template failed" in caplog.text


# another process


def test_a_call_goes_on_in_another_process(tmp_path: Path) -> None:
    worker = Waiting()
    held = Held(program(tmp_path, right), worker).dial()
    held.clock.advance(1.0)
    held.press("1" + CODE[:2])
    data = json.loads(json.dumps(held.call.to_json()))
    there = Held(held.program)
    there.clock.advance(1000.0)
    there.call = Call.resume(there.program, data, there.channel, there.clock, InlineWorker(), **there.options())
    assert there.call.now() == pytest.approx(held.call.now())
    assert there.channel.listening is not None
    assert there.channel.listening.secret
    there.press(CODE[2:])
    assert "Код верен." in there.heard
    there.clock.advance(60.0)
    assert there.call.ended


def test_actions_of_a_resumed_call_know_what_time_it_is(tmp_path: Path) -> None:
    moments: list[datetime] = []

    def checked(context: Context, code: Any) -> Outcome:
        moments.append(context.now)
        return right(context, code)

    held = Held(program(tmp_path, checked), Waiting()).dial()
    held.press("1" + CODE[:2])
    data = json.loads(json.dumps(held.call.to_json()))
    later = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)
    there = Held(held.program)
    there.call = Call.resume(
        there.program, data, there.channel, there.clock, InlineWorker(), at=later, **there.options()
    )
    there.clock.advance(1.0)
    there.press(CODE[2:])
    assert [abs((moment - later).total_seconds()) for moment in moments] == [pytest.approx(1.0)]


def test_an_action_that_was_running_is_asked_for_again_under_its_step(tmp_path: Path) -> None:
    worker = Waiting()
    held = Held(program(tmp_path, right), worker).dial().press("1" + CODE)
    data = json.loads(json.dumps(held.call.to_json()))
    there = Held(held.program)
    there.call = Call.resume(there.program, data, there.channel, there.clock, InlineWorker(), **there.options())
    assert "Код верен." in there.heard
    assert worker.asked[0][0].step == 1


def test_a_call_of_another_version_of_the_menu_is_refused(held: Held, tmp_path: Path) -> None:
    data = held.dial().call.to_json()
    (tmp_path / "other").mkdir()
    other = Held(program(tmp_path / "other", right))
    file = tmp_path / "other" / "service.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Главное", "Другое"), encoding="utf-8")
    changed = Program(load_service(tmp_path / "other", actions=other.program.service.actions))
    with pytest.raises(ValueError, match="runs on menu"):
        Call.resume(changed, data, other.channel, other.clock, InlineWorker())


# beside a loop


def test_a_slow_action_does_not_hold_up_keys_and_speech(tmp_path: Path) -> None:
    let_go, threads = threading.Event(), []

    def slow(context: Context, code: Any) -> Outcome:
        threads.append(threading.current_thread())
        assert let_go.wait(10.0)
        return right(context, code)

    async def hold() -> list[str]:
        loop = asyncio.get_running_loop()
        clock, done = AsyncioClock(loop), loop.create_future()
        channel = TextChannel(clock, pace=0.0)

        def told(_now: float, event: Event, effects: Any) -> None:
            if isinstance(event, ActionDone):
                done.set_result(None)

        call = Call(Session(loaded), channel, clock, AsyncioWorker(loop), listeners=(told,))
        call.start(DIALLED)
        for key in "1" + CODE:
            call.post(KeyPressed(key))
        # The action is running now, and the call still takes what the caller does.
        call.post(KeyPressed("2"))
        call.post(Heard((Hypothesis("человек"),)))
        assert call.session.state.held == "2"
        let_go.set()
        await done
        call.post(HungUp())
        return [say.text for say in channel.said]

    loaded = program(tmp_path, slow)
    heard = asyncio.run(asyncio.wait_for(hold(), 20.0))
    assert any("Код верен." in text for text in heard)
    assert threads[0] is not threading.main_thread()


def test_a_coroutine_runs_in_the_loop(tmp_path: Path) -> None:
    async def check(context: Context, code: Any) -> Outcome:
        await asyncio.sleep(0)
        return right(context, code)

    async def hold() -> bool:
        loop = asyncio.get_running_loop()
        clock, done = AsyncioClock(loop), loop.create_future()
        channel = TextChannel(clock)

        def told(_now: float, event: Event, effects: Any) -> None:
            if any(isinstance(effect, Entered) and effect.node == "main" for effect in effects) and (
                isinstance(event, ActionDone)
            ):
                done.set_result(True)

        call = Call(Session(program(tmp_path, check)), channel, clock, AsyncioWorker(loop), listeners=(told,))
        call.start(DIALLED)
        for key in "1" + CODE:
            call.post(KeyPressed(key))
        found: bool = await done
        call.hang_up()
        return found

    assert asyncio.run(asyncio.wait_for(hold(), 20.0))
