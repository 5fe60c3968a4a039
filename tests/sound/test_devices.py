"""Real sound through virtual devices: what is played is heard, what is said is captured, and troubles are told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ivr.sound import dtmf, tones
from ivr.sound.audio import PHONE, WIDE, Audio, Samples, read, silence, write
from ivr.sound.devices import Device, NoDevice, choose
from ivr.sound.devices.rates import Blocks, Source
from tests.virtual_sound import RATE, VirtualSound, missing, virtual_sound

__all__ = ["virtual_sound"]

ROOT = Path(__file__).parents[2]
TOO_FAST = 400_000
"""Samples a second that no device runs at."""
PATIENCE = 30.0
"""Seconds in which a program must have ended, or it hangs."""


class Program:
    """`tests.sound.at_devices`, while it runs."""

    def __init__(self, sound: VirtualSound, folder: Path, rate: int, play: Audio, fault: str) -> None:
        write(folder / "play.wav", play)
        self.record, self._errors = folder / "record.wav", folder / "errors.txt"
        command = [
            sys.executable,
            "-m",
            "tests.sound.at_devices",
            str(rate),
            str(folder / "play.wav"),
            str(self.record),
        ]
        self._process = subprocess.Popen(
            [*command, fault] if fault else command,
            cwd=ROOT,
            env=sound.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors.open("w"),
            text=True,
        )
        assert self._process.stdout is not None
        self.opened: dict[str, Any] = json.loads(self._process.stdout.readline() or "{}")

    def wait(self) -> dict[str, Any]:
        """Let it end by itself, and take what it says."""
        assert self._process.stdout is not None
        patience = threading.Timer(PATIENCE, self._process.kill)
        patience.start()
        line = self._process.stdout.readline() or "{}"
        self._process.wait()
        patience.cancel()
        told: dict[str, Any] = json.loads(line)
        return told

    def end(self) -> dict[str, Any]:
        """End it, and take what it says."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self.wait()

    def errors(self) -> str:
        """What it wrote to standard error, when it has ended: now, if it has not."""
        self._process.kill()
        self._process.wait(30)
        return self._errors.read_text(encoding="utf-8")


@contextmanager
def program(
    sound: VirtualSound, folder: Path, rate: int = WIDE, play: Audio | None = None, fault: str = ""
) -> Iterator[Program]:
    running = Program(sound, folder, rate, play or silence(0.1, WIDE), fault)
    try:
        yield running
    finally:
        sys.stderr.write(running.errors())


@pytest.fixture
def own_sound() -> Iterator[VirtualSound]:
    """Devices whose plug a test may pull."""
    if reason := missing():
        pytest.skip(reason)
    sound = VirtualSound()
    yield sound
    sound.stop()


def keys_in(audio: Audio) -> str:
    detector = dtmf.Detector()
    found = detector.feed(audio.at(PHONE).samples.tobytes()) + detector.flush()
    return "".join(digit.digit for digit in found)


def likeness(heard: Samples, played: Samples) -> float:
    """The correlation of what was played with what was heard: the median of its tenths, each compared where the heard
    sound is most like it, so that one which a busy computer tore does not count."""
    return float(np.median([_likeness(heard, part) for part in np.array_split(played, 10)]))


def _likeness(heard: Samples, played: Samples) -> float:
    size = len(heard) + len(played)
    product = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(played, size))
    start = int(np.argmax(np.fft.irfft(product, size)[: len(heard) - len(played) + 1]))
    return float(np.corrcoef(heard[start : start + len(played)], played)[0, 1])


def sweep(seconds: float) -> Audio:
    """A sound that is like itself at one place only: a tone that climbs from 200 to 6,000 Hz."""
    at = np.arange(round(seconds * WIDE)) / WIDE
    return Audio((9000 * np.sin(2 * np.pi * (200 * at + 2900 * at**2 / seconds))).astype(np.int16), WIDE)


def test_the_loudspeaker_sounds_what_is_given(virtual_sound: VirtualSound, tmp_path: Path) -> None:
    played = sweep(2.0)
    padded = Audio(np.concatenate([np.zeros(WIDE // 2, np.int16), played.samples]), WIDE)
    with virtual_sound.heard() as heard, program(virtual_sound, tmp_path, play=padded) as running:
        virtual_sound.say(silence(3.0, WIDE))
        running.end()

    assert likeness(heard.samples, played.at(RATE).samples) > 0.99


def test_keys_said_into_the_microphone_are_captured(virtual_sound: VirtualSound, tmp_path: Path) -> None:
    with program(virtual_sound, tmp_path) as running:
        virtual_sound.say(Audio(tones.keys("0505*#"), PHONE))
        told = running.end()

    assert keys_in(read(running.record)) == "0505*#"
    assert told["blocks"] == [320]
    assert told["starts"] == [0.0, 0.02, 0.04]


def test_a_device_that_refuses_the_rate_runs_at_its_own(virtual_sound: VirtualSound, tmp_path: Path) -> None:
    played = sweep(1.0)
    padded = Audio(np.concatenate([np.zeros(WIDE // 2, np.int16), played.samples]), WIDE)
    with virtual_sound.heard() as heard, program(virtual_sound, tmp_path, TOO_FAST, padded) as running:
        virtual_sound.say(Audio(tones.keys("147"), PHONE))
        virtual_sound.say(silence(1.0, WIDE))
        told = running.end()

    assert told["failure"] == "None"
    assert likeness(heard.samples, played.at(RATE).samples) > 0.99
    assert keys_in(read(running.record).at(PHONE)) == "147"


def test_sound_flows_without_gaps(virtual_sound: VirtualSound, tmp_path: Path) -> None:
    with program(virtual_sound, tmp_path) as running:
        virtual_sound.say(silence(2.0, WIDE))
        told = running.end()

    assert (told["lost"], told["failure"]) == ([], "None")
    assert told["overruns"] == 0
    assert read(running.record).seconds > 1.9
    assert 0 < running.opened["latency"] < 0.3


def test_devices_that_go_in_the_middle_are_told_once(own_sound: VirtualSound, tmp_path: Path) -> None:
    with program(own_sound, tmp_path) as running:
        own_sound.say(silence(0.5, WIDE))
        own_sound.stop()
        told = running.wait()

    assert len(told["lost"]) == 1
    assert "is gone; plug it in" in told["lost"][0]


@pytest.mark.parametrize("lost", [False, True])
def test_a_system_that_hangs_does_not_hold_up_the_end(own_sound: VirtualSound, tmp_path: Path, lost: bool) -> None:
    with program(own_sound, tmp_path) as running:
        own_sound.say(silence(0.5, WIDE))
        own_sound.freeze()
        told = running.wait() if lost else running.end()

    assert told["failure"] == "None"
    assert len(told["lost"]) == lost
    assert "does not answer and was left open" in running.errors()


@pytest.mark.parametrize(("fault", "text"), [("input", "the ears ache"), ("output", "the mouth is dry")])
def test_what_a_callback_raises_is_told(virtual_sound: VirtualSound, tmp_path: Path, fault: str, text: str) -> None:
    with program(virtual_sound, tmp_path, fault=fault) as running:
        told = running.wait()

    assert told["lost"] == [f"the sound has ended by a fault of the program: RuntimeError: {text}"]
    assert text in told["failure"]
    assert "Traceback" in running.errors()


def _alone(script: str, home: Path) -> str:
    """What a program prints on a computer without sound."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PULSE_", "XDG_"))}
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**env, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


CHOOSE = "from ivr.sound.devices import NoDevice, choose\ntry: choose()\nexcept NoDevice as error: print(error)"


def test_without_devices_one_line_says_so(tmp_path: Path) -> None:
    if missing():
        pytest.skip("the PortAudio library is not installed: see .ci/run")
    if list(Path("/dev").glob("snd/pcm*")):
        pytest.skip("this computer has sound devices")
    said = _alone(CHOOSE, tmp_path)

    assert said == (
        "no sound: this computer shows no microphone; plug one in and start again "
        "(in a container or over ssh there is none)"
    )


def test_without_the_library_one_line_says_what_to_install(tmp_path: Path) -> None:
    hidden = "import ctypes.util, sys\nctypes.util.find_library = lambda name: None\nsys.platform = 'linux'\n"

    assert "apt install libportaudio2" in _alone(hidden + CHOOSE, tmp_path)


def test_without_the_package_one_line_says_what_to_install(tmp_path: Path) -> None:
    hidden = "import sys\nsys.modules['sounddevice'] = None\n"

    assert _alone(hidden + CHOOSE, tmp_path).endswith("pip install sounddevice")


DEVICES = [
    Device(0, "Built-in Audio", "ALSA", 2, 2, 44100),
    Device(1, "Headset", "ALSA", 1, 2, 48000),
    Device(2, "Headset", "OSS", 1, 2, 48000),
    Device(3, "Headset Pro", "ALSA", 1, 2, 48000),
    Device(4, "HDMI", "ALSA", 0, 8, 48000),
    Device(5, "default", "ALSA", 32, 32, 44100, default=frozenset({"input", "output"})),
]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (None, (5, 5)),
        ("", (5, 5)),
        ("2", (2, 2)),
        ("built", (0, 0)),
        ("headset", (1, 1)),
        ("pro", (3, 3)),
        ("headset,hdmi", (1, 4)),
        ("0, 4", (0, 4)),
        (",hdmi", (5, 4)),
        ("pro,", (3, 5)),
    ],
)
def test_devices_are_found_by_number_and_name(wanted: str | None, numbers: tuple[int, int]) -> None:
    assert tuple(device.number for device in choose(wanted, DEVICES)) == numbers


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("hdmi", "no microphone 'hdmi'; there is 0 Built-in"),
        ("9", "no microphone '9'"),
        ("0,9", "no loudspeaker '9'"),
        ("heads", "may be several; give the number of one: 1 Headset (ALSA); 3 Headset Pro (ALSA)"),
    ],
)
def test_what_is_not_there_or_not_clear_is_told_with_what_is(wanted: str, text: str) -> None:
    with pytest.raises(NoDevice) as told:
        choose(wanted, DEVICES)

    assert text in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("rate", [44_100, 48_000, 16_000])
def test_blocks_change_the_rate_and_keep_the_sound(rate: int) -> None:
    sound = sweep(1.0)
    blocks = Blocks(rate, WIDE, 320)
    out = [block for part in np.array_split(sound.at(rate).samples, 51) for block in blocks.feed(part)]

    assert {len(block) for block in out} == {320}
    assert likeness(sound.samples, np.concatenate(out)) > 0.99


@pytest.mark.parametrize("rate", [44_100, 48_000, 16_000])
def test_a_source_changes_the_rate_and_keeps_the_sound(rate: int) -> None:
    left = sweep(1.0).samples

    def fill(count: int) -> Samples:
        nonlocal left
        out, left = left[:count], left[count:]
        return np.pad(out, (0, count - len(out)))

    source = Source(fill, WIDE, rate, 320)
    taken = [source.take(count) for count in [rate // 50, rate // 100] * 34]

    assert len(taken[0]) == rate // 50
    heard = Audio(np.concatenate(taken), rate).at(WIDE).samples
    assert likeness(heard, sweep(1.0).samples) > 0.99


def test_a_source_that_is_given_too_little_says_so() -> None:
    with pytest.raises(ValueError, match=r"320 samples of int16 were asked for, and int16 \(7,\) given"):
        Source(lambda _: np.zeros(7, np.int16), WIDE, WIDE, 320).take(320)
