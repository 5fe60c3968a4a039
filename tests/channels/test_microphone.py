"""The microphone channel's own work, with devices that a test moves by hand."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import numpy as np
import pytest

from ivr.channels.base import Notices
from ivr.channels.microphone import ECHO_TAIL, Microphone
from ivr.clock import AsyncioClock
from ivr.dialog.effects import Listen, Say, Utterance
from ivr.dialog.events import Event, KeyPressed, PromptDone, SpeechStarted
from ivr.sound import tones
from ivr.sound.audio import Audio, AudioError, Samples
from ivr.sound.prompts import Phrase

FRAME = 320


class Hum:
    """A voice that hums a fifth of a second for everything."""

    def ready(self, _: Phrase) -> Audio | None:
        return None

    def make(self, _: Phrase) -> Audio:
        return Audio(np.full(3200, 2000, np.int16), 16_000)


class Devices:
    """Sound moved by hand, from another thread as real devices do."""

    def __init__(self) -> None:
        self.closed = False

    def open(
        self,
        rate: int,
        take: Callable[[Samples, float], None],
        give: Callable[[int], Samples],
        gone: Callable[[str], None],
    ) -> Devices:
        assert rate == 16_000
        self.take, self.give, self.gone = take, give, gone
        return self

    def close(self) -> None:
        self.closed = True

    async def move(self, captured: Samples) -> Samples:
        """Give the microphone this sound, frame by frame; what the loudspeaker got meanwhile."""

        def turn(frame: Samples) -> Samples:
            out = self.give(len(frame))
            self.take(frame, 0.0)
            return out

        heard = []
        for at in range(0, len(captured), FRAME):
            heard.append(await asyncio.to_thread(turn, captured[at : at + FRAME]))
        await asyncio.sleep(0)
        return np.concatenate(heard)


class Minus:
    """A canceller that subtracts what was played."""

    def __init__(self, *, settled: bool = True) -> None:
        self.settled = settled

    def clean(self, captured: Samples, played: Samples) -> Samples:
        return captured - played


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not reached():
            await asyncio.sleep(0.001)


class Caller:
    def __init__(self, voice: Hum | None = None, **options: object) -> None:
        self.devices = Devices()
        self.events: list[Event] = []
        self.microphone = Microphone(
            asyncio.get_running_loop(),
            voice or Hum(),
            self.devices.open,
            **options,  # type: ignore[arg-type]
        )
        self.mouth = self.microphone.speaker(Notices())
        self.mouth.attach(self.events.append)
        self.microphone.ears.attach(self.events.append)
        self.microphone.open()

    async def say(self) -> None:
        self.mouth.say(Say(1, (Utterance("hello", "en"),)))
        await until(lambda: all(text.sound is not None for text in self.mouth._texts))


def tone(digits: str) -> Samples:
    return Audio(tones.keys(digits), 8000).at(16_000).samples


def test_prompts_are_played_and_keys_are_heard():
    async def call() -> None:
        caller = Caller()
        await caller.say()
        heard = await caller.devices.move(np.concatenate([np.zeros(8000, np.int16), tone("5")]))
        await until(lambda: len(caller.events) == 2)
        assert np.count_nonzero(heard == 2000) == 3200
        assert caller.events == [PromptDone(1), KeyPressed("5")]
        caller.microphone.close()
        assert caller.devices.closed

    asyncio.run(call())


def test_what_the_caller_hears_can_be_kept():
    async def call() -> None:
        kept: list[Samples] = []
        caller = Caller(listener=kept.append)
        await caller.say()
        heard = await caller.devices.move(np.zeros(8000, np.int16))
        assert (np.concatenate(kept) == heard).all()
        caller.microphone.close()

    asyncio.run(call())


class Loud:
    """An ear for tests: anything loud is speech."""

    def listen(self, _: object) -> None:
        pass

    def feed(self, samples: Samples) -> list[object]:
        from ivr.sound.recognition import Began

        return [Began(0.0)] if np.abs(samples).max(initial=0) > 500 else []

    def reset(self) -> None:
        pass


@pytest.mark.parametrize(
    ("options", "hears_itself"),
    [
        ({}, False),
        ({"headset": True}, True),
        ({"canceller": Minus()}, False),
        ({"canceller": Minus(settled=False)}, False),
    ],
)
def test_a_prompt_does_not_interrupt_itself(options: dict[str, object], hears_itself: bool):
    """The loudspeaker's sound comes back into the microphone; only a headset's would not, so there it counts."""

    async def call() -> None:
        caller = Caller(**options)
        caller.microphone.ears.use(Loud())  # type: ignore[arg-type]
        caller.microphone.ears.listen(Listen(keys="1", phrases=("balance",), kind="choice", language="en"))
        await caller.say()
        for _ in range(20):
            echo = caller.devices.give(FRAME)
            caller.devices.take(echo, 0.0)
            await asyncio.sleep(0)
        await until(lambda: PromptDone(1) in caller.events)
        await asyncio.sleep(0.05)
        assert (SpeechStarted() in caller.events) is hears_itself
        caller.microphone.close()

    asyncio.run(call())


@pytest.mark.parametrize(("settled", "interrupts"), [(True, True), (False, False)])
def test_a_canceller_that_knows_the_room_lets_speech_interrupt(settled: bool, interrupts: bool):
    async def call() -> None:
        caller = Caller(canceller=Minus(settled=settled))
        caller.microphone.ears.use(Loud())  # type: ignore[arg-type]
        caller.microphone.ears.listen(Listen(keys="1", phrases=("balance",), kind="choice", language="en"))
        await caller.say()
        for _ in range(5):
            caller.devices.give(FRAME)
            caller.devices.take(np.full(FRAME, 5000, np.int16), 0.0)
            await asyncio.sleep(0)
        await asyncio.sleep(0.05)
        assert (SpeechStarted() in caller.events) is interrupts
        caller.microphone.close()

    asyncio.run(call())


def test_keys_are_heard_through_the_echo_of_a_prompt():
    """The canceller spoils tones: the detector hears what the microphone gave."""

    class Deaf(Minus):
        def clean(self, captured: Samples, played: Samples) -> Samples:
            return np.zeros_like(captured)

    async def call() -> None:
        caller = Caller(canceller=Deaf())
        await caller.devices.move(np.concatenate([tone("7"), np.zeros(3200, np.int16)]))
        await until(lambda: KeyPressed("7") in caller.events)
        caller.microphone.close()

    asyncio.run(call())


def test_without_a_canceller_speech_is_heard_once_the_room_is_quiet():
    async def call() -> None:
        caller = Caller()
        caller.microphone.ears.use(Loud())  # type: ignore[arg-type]
        caller.microphone.ears.listen(Listen(keys="1", phrases=("balance",), kind="choice", language="en"))
        await caller.say()
        loud = np.full(FRAME, 3000, np.int16)
        await caller.devices.move(np.tile(loud, 20))
        await caller.devices.move(np.zeros(round(ECHO_TAIL * 16_000) + FRAME, np.int16))
        assert SpeechStarted() not in caller.events
        await caller.devices.move(loud)
        await until(lambda: SpeechStarted() in caller.events)
        caller.microphone.close()

    asyncio.run(call())


def test_lost_devices_are_told():
    async def call() -> None:
        told: list[str] = []
        caller = Caller(lost=told.append)
        await asyncio.to_thread(caller.devices.gone, "the headset was unplugged")
        await until(lambda: bool(told))
        assert told == ["the headset was unplugged"]
        caller.microphone.close()

    asyncio.run(call())


MENU = Listen(keys="1", phrases=("balance",), kind="choice", language="en")


def test_speech_is_heard_while_prompts_are_still_made():
    class Hangs(Hum):
        def __init__(self) -> None:
            self.go_on = threading.Event()

        def make(self, phrase: Phrase) -> Audio:
            self.go_on.wait(30)
            return super().make(phrase)

    async def call() -> None:
        voice = Hangs()
        caller = Caller(voice, headset=True)
        caller.microphone.ears.use(Loud())  # type: ignore[arg-type]
        caller.microphone.ears.listen(MENU)
        caller.mouth.say(Say(1, tuple(Utterance(text, "en") for text in "abcde")))
        caller.devices.take(np.full(FRAME, 5000, np.int16), 0.0)
        await until(lambda: SpeechStarted() in caller.events)
        caller.microphone.close()
        voice.go_on.set()

    asyncio.run(call())


def test_a_full_disk_ends_the_recording_and_not_the_call(caplog: pytest.LogCaptureFixture):
    def full(_: Samples) -> None:
        raise AudioError("call.wav cannot be written: No space left on device")

    async def call() -> None:
        failed: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: failed.append(context))
        caller = Caller(listener=full)
        await caller.say()
        await caller.devices.move(np.zeros(8000, np.int16))
        await until(lambda: PromptDone(1) in caller.events)
        caller.microphone.go_on_without(AsyncioClock(asyncio.get_running_loop()))
        caller.mouth.say(Say(2, (Utterance("goodbye", "en"),)))
        await until(lambda: PromptDone(2) in caller.events)
        caller.microphone.close()
        assert failed == []

    asyncio.run(call())
    assert [record.getMessage() for record in caplog.records] == [
        "the sound of the call is not kept from here on: call.wav cannot be written: No space left on device"
    ]


def test_a_recogniser_that_cannot_be_loaded_is_told_of():
    def load() -> str:
        raise RuntimeError("no home directory")

    async def call() -> None:
        told: list[object] = []
        caller = Caller()
        caller.microphone.recognise(load, told.append)
        await until(lambda: bool(told))
        assert told == ["speech cannot be recognised: its program failed (RuntimeError)"]
        caller.microphone.close()

    asyncio.run(call())


def test_what_comes_after_the_end_is_not_told():
    async def call() -> None:
        told: list[object] = []
        loaded, reported = threading.Event(), asyncio.Event()
        caller = Caller(lost=told.append)
        caller.microphone.recognise(lambda: (loaded.wait(10) and "no model") or "late", told.append)
        caller.microphone.close()
        loaded.set()
        await asyncio.to_thread(caller.devices.gone, "unplugged")
        asyncio.get_running_loop().call_soon(reported.set)
        await reported.wait()
        assert told == []

    asyncio.run(call())
