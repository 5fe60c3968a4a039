"""A call that is written down and goes on in another process: nothing is lost, and nothing is asked twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ivr.actions import Action, Context, Outcome
from ivr.call import Call, Done, InlineWorker
from ivr.channels.text import TextChannel
from ivr.clock import VirtualClock
from ivr.dialog import Session
from ivr.dialog.effects import RunAction
from ivr.dialog.events import Dialled, KeyPressed
from ivr.pending import Pending
from ivr.secret import Secret
from tests.shop import DIALLED, shop


class KeepingWorker:
    """Keeps what is to be run."""

    def __init__(self) -> None:
        self.kept: list[tuple[Action, Context, Any, Done]] = []

    def run(self, action: Action, context: Context, arguments: Any, done: Done) -> None:
        self.kept.append((action, context, arguments, done))


class Process:
    """A process that holds a call: its own clock, channel and worker."""

    def __init__(self, data: str | None = None, *, age: float = 0.0) -> None:
        self.clock = VirtualClock()
        self.clock.advance(age)
        self.channel = TextChannel(self.clock)
        self.worker = KeepingWorker()
        if data is None:
            self.call = Call(Session(shop()), self.channel, self.clock, self.worker)
        else:
            self.call = Call.resume(shop(), json.loads(data), self.channel, self.clock, self.worker)

    def written(self) -> str:
        return json.dumps(self.call.to_json())


def restarted(process: Process) -> Process:
    """The call in a new process, whose clock says something else."""
    return Process(process.written(), age=1000.0)


def dialled() -> Process:
    process = Process()
    process.call.start(DIALLED)
    return process


def test_what_was_being_spoken_is_spoken_again_and_its_question_asked():
    first = dialled()
    first.clock.advance(1.0)
    second = restarted(first)
    assert second.channel.said == first.channel.said
    assert second.channel.listening == first.channel.listening
    second.clock.advance(60)
    assert any("Соединяю" in say.text for say in second.channel.said)


def test_a_timer_runs_on_with_what_it_had_left():
    first = dialled()
    while first.channel.speech.speaking is not None:
        first.clock.step()
    first.clock.advance(4.0)
    second = restarted(first)
    spoken = len(second.channel.said)
    second.clock.advance(0.9)
    assert len(second.channel.said) == spoken
    second.clock.advance(0.2)
    assert len(second.channel.said) == spoken + 1


def test_time_between_the_processes_does_not_count():
    first = dialled()
    first.clock.advance(2.5)
    second = restarted(first)
    assert second.call.now() == pytest.approx(2.5)
    second.clock.advance(1.0)
    assert second.call.now() == pytest.approx(3.5)


def test_a_running_action_is_asked_for_again_under_its_step_and_its_result_is_taken():
    first = dialled()
    first.call.post(KeyPressed("1"))
    second = restarted(first)
    [(action, context, _, done)] = second.worker.kept
    assert (action.name, context.step) == ("bread.get", first.worker.kept[0][1].step)
    done(Outcome("ok", 3))
    assert "Хлеба три." in second.channel.said[-1].text


def test_a_secret_on_its_way_arrives_as_a_secret():
    process = dialled()
    for key in "44321":
        process.call.post(KeyPressed(key))
    second = restarted(process)
    assert second.worker.kept[0][2]["pin"] == Secret("4321")


def test_a_transfer_is_tried_again():
    first = dialled()
    first.call.post(KeyPressed("0"))
    first.clock.advance(2.0)
    assert first.channel.transferred_to == "200"
    second = restarted(first)
    assert second.channel.transferred_to == "200"
    second.clock.advance(5.0)
    assert second.call.ended


def test_a_call_goes_the_same_way_when_every_event_is_in_another_process():
    whole, parts = dialled(), dialled()
    for key in "1444":
        for process in (whole, parts):
            process.call.post(KeyPressed(key))
            for action, context, arguments, done in process.worker.kept:
                InlineWorker().run(action, context, arguments, done)
            process.worker.kept.clear()
        parts = restarted(parts)
        assert parts.call.session.to_json() == whole.call.session.to_json()


def test_a_call_of_another_menu_is_refused():
    data = dialled().call.to_json()
    data["session"]["menu"] = "another"
    with pytest.raises(ValueError, match="another"):
        Process(json.dumps(data))


def test_a_call_that_is_over_stays_over():
    first = dialled()
    first.call.hang_up()
    second = restarted(first)
    assert second.call.ended
    second.call.post(Dialled("again", "1", "100", DIALLED.at))
    assert second.channel.said == []


def test_a_late_result_of_an_earlier_action_ends_no_wait_for_the_present_one():
    pending = Pending()
    pending.asked(RunAction(2, "bread.get", {}, 1.0), 0.0)
    data = pending.to_json(0.5)
    assert [effect.step for effect in Pending.effects(data) if isinstance(effect, RunAction)] == [2]
