"""Many calls share few threads, and each is heard in order."""

import threading
from queue import SimpleQueue

import numpy as np
import pytest

from ivr.sound.audio import Samples
from ivr.sound.recognition import Began, Ended, Grammar, Recognition
from ivr.sound.recognition.workers import Workers
from tests.sound.recognition.korean import MENU, utterance


class Counting:
    """An ear that tells the value of each sample it is given, and that no two threads use it at once."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.crowded = False
        self._one = threading.Lock()

    def listen(self, grammar: Grammar | None) -> None:
        self.heard.append(-1)

    def feed(self, samples: Samples) -> list[Began | Ended]:
        if not self._one.acquire(blocking=False):
            self.crowded = True
            return []
        self.heard += samples.tolist()
        self._one.release()
        return [Began(float(samples[-1]))]


def frame(value: int) -> Samples:
    return np.array([value], np.int16)


@pytest.mark.parametrize("threads", [1, 3])
def test_every_call_is_heard_whole_and_in_order(threads: int) -> None:
    ears = [Counting() for _ in range(20)]
    with Workers(threads) as workers:
        for value in range(300):
            for ear in ears:
                workers.submit(ear, frame(value), lambda _: None)
    assert all(ear.heard == list(range(300)) and not ear.crowded for ear in ears)


def test_a_new_grammar_waits_for_the_sound_before_it() -> None:
    ear = Counting()
    with Workers(2) as workers:
        workers.submit(ear, frame(1), lambda _: None)
        workers.listen(ear, None)
        workers.submit(ear, frame(2), lambda _: None)
    assert ear.heard == [1, -1, 2]


def test_a_caller_who_is_heard_is_told() -> None:
    told: SimpleQueue[list[Began | Ended]] = SimpleQueue()
    with Workers(1) as workers:
        workers.submit(Counting(), frame(7), told.put)
    assert told.get_nowait() == [Began(7.0)]


def test_sound_may_be_used_again_after_it_was_submitted() -> None:
    ear, sound, gate = Counting(), frame(1), threading.Event()
    with Workers(1) as workers:
        workers.then(ear, lambda: gate.wait() and None)
        workers.submit(ear, sound, lambda _: None)
        sound[0] = 2
        gate.set()
    assert ear.heard == [1]


def test_what_waits_is_told() -> None:
    ear, gate = Counting(), threading.Event()
    with Workers(1) as workers:
        workers.then(ear, lambda: gate.wait() and None)
        workers.submit(ear, np.zeros(160, np.int16), lambda _: None)
        assert workers.behind == 160
        gate.set()
    assert workers.behind == 0


def test_a_fault_of_one_call_is_told_and_ends_no_other() -> None:
    faults: list[BaseException] = []
    ear = Counting()

    def fail() -> None:
        raise ValueError("broken")

    with Workers(1, faults.append) as workers:
        workers.then(Counting(), fail)
        workers.submit(ear, frame(1), lambda _: None)
    assert (str(faults[0]), ear.heard) == ("broken", [1])


def test_closed_workers_take_nothing() -> None:
    workers = Workers(1)
    workers.close()
    with pytest.raises(RuntimeError):
        workers.submit(Counting(), frame(1), lambda _: None)


def test_calls_are_recognised_side_by_side(recognition: Recognition) -> None:
    told: dict[int, list[str]] = {number: [] for number in range(6)}

    def callback(number: int, events: list[Began | Ended]) -> None:
        told[number] += [event.hypotheses[0].text for event in events if isinstance(event, Ended)]

    with Workers(2) as workers:
        for number, word in enumerate(MENU.phrases[1:7]):
            ear, sound = recognition.ear(), utterance(word)
            workers.listen(ear, MENU)
            for at in range(0, len(sound), 320):
                workers.submit(ear, sound[at : at + 320], lambda events, number=number: callback(number, events))
    assert told == {number: [word] for number, word in enumerate(MENU.phrases[1:7])}
