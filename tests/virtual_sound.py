"""A computer with a microphone and a loudspeaker that are not there: a PulseAudio server of the tests' own.

`virtual_sound` is a fixture for a session: import it in the module or the `conftest.py` that wants it. PortAudio looks
for devices once a process, when it is first imported, so the code under test runs in a process of its own with
`VirtualSound.env`. Nothing of the test's own process changes. A test that pulls the plug starts a server for itself.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from ivr.sound.audio import WIDE, Audio, Samples

TOOLS = ("pulseaudio", "pactl", "pacat", "parec")
PLUGIN = "libasound_module_pcm_pulse.so"
MICROPHONE = "virtmic"
LOUDSPEAKER = "spk"
FEED = "mic_feed"
PAD = 0.3
"""Seconds of silence before sound: a fresh stream loses its first 50 ms."""
PACE = "--latency-msec=10"
"""What a listener asks for. A null sink without one moves in leaps of up to two seconds, which no real device does, so
each has one as long as it lives."""
STORE = "--latency-msec=200"
"""What a speaker keeps ahead, so that a busy computer tears no hole into what is said."""
RATE = 48_000
"""Samples a second of the loudspeaker, as most real ones run."""


def missing() -> str | None:
    """Why there can be no virtual devices here."""
    tools = [tool for tool in TOOLS if not shutil.which(tool)]
    return f"PulseAudio is not installed ({', '.join(tools)}): see .ci/run" if tools else None


class VirtualSound:
    """The server. env: for a process whose usual microphone and loudspeaker are the virtual ones; HOME in it is the
    server's own empty folder."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ivr-sound-"))
        home, runtime = self.folder / "h", self.folder / "x"
        home.mkdir()
        runtime.mkdir(mode=0o700)
        (home / ".asoundrc").write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
        pulse = runtime / "pulse"
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PULSE_", "XDG_", "DBUS_"))},
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "PULSE_RUNTIME_PATH": str(pulse),
        }
        modules = (
            f"module-native-protocol-unix auth-anonymous=1 socket={pulse}/native",
            f"module-null-sink sink_name={FEED} rate={WIDE} channels=1",
            f"module-null-sink sink_name={LOUDSPEAKER} rate={RATE} channels=1",
            f"module-remap-source source_name={MICROPHONE} master={FEED}.monitor",
            "module-always-sink",
        )
        options = [option for module in modules for option in ("-L", module)]
        self._run("pulseaudio", "-n", "--daemonize=yes", "--exit-idle-time=-1", "--disallow-exit", *options)
        self.env["PULSE_SERVER"] = f"unix:{pulse}/native"
        self._pid = int((pulse / "pid").read_text())
        self._run("pactl", "set-default-source", MICROPHONE)
        self._run("pactl", "set-default-sink", LOUDSPEAKER)
        self._pacers = [self._listen(f"{sink}.monitor", WIDE) for sink in (FEED, LOUDSPEAKER)]

    def stop(self) -> None:
        """Pull the plug: the devices are gone at once. Harmless twice."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            self._pid = 0
            for pacer in self._pacers:
                pacer.end()
            shutil.rmtree(self.folder, ignore_errors=True)

    def freeze(self) -> None:
        """Have the server hang, as a system's sound does sometimes: it answers nothing, and its devices stay."""
        os.kill(self._pid, signal.SIGSTOP)

    def say(self, audio: Audio) -> None:
        """Play sound into the virtual microphone, after some silence; returns when it has been heard."""
        samples = np.concatenate([np.zeros(round(PAD * audio.rate), np.int16), audio.samples])
        self._run("pacat", "-p", "-d", FEED, STORE, *_raw(audio.rate), given=samples.tobytes())

    @contextmanager
    def heard(self, rate: int = RATE) -> Iterator[Heard]:
        """Listen to the virtual loudspeaker, from now on until the end of the block."""
        heard = self._listen(f"{LOUDSPEAKER}.monitor", rate, keep=True)
        try:
            yield heard
        finally:
            heard.end()

    @contextmanager
    def echoing(self) -> Iterator[None]:
        """The loudspeaker is heard by the microphone, until the end of the block."""
        loop = self._run("pactl", "load-module", "module-loopback", f"source={LOUDSPEAKER}.monitor", f"sink={FEED}")
        try:
            yield
        finally:
            self._run("pactl", "unload-module", loop.strip())

    def _listen(self, source: str, rate: int, *, keep: bool = False) -> Heard:
        command = ["parec", "-d", source, *_raw(rate), PACE]
        tool = subprocess.Popen(command, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return Heard(tool, rate, keep=keep)

    def _run(self, *command: str, given: bytes = b"") -> str:
        run = subprocess.run(command, env=self.env, input=given, capture_output=True, timeout=60, check=False)
        assert run.returncode == 0, f"{' '.join(command)}: {run.stderr.decode()}"
        return run.stdout.decode()


class Heard:
    """What sounds at the virtual loudspeaker."""

    def __init__(self, tool: subprocess.Popen[bytes], rate: int, *, keep: bool) -> None:
        self._tool, self._rate, self._keep = tool, rate, keep
        self._bytes = bytearray()
        self._begun = threading.Event()
        self._thread = threading.Thread(target=self._collect, daemon=True)
        self._thread.start()
        assert self._begun.wait(20), "the virtual loudspeaker gives nothing"

    @property
    def samples(self) -> Samples:
        """All of it, so far."""
        return np.frombuffer(bytes(self._bytes[: len(self._bytes) // 2 * 2]), np.int16)

    @property
    def audio(self) -> Audio:
        """All of it, so far."""
        return Audio(self.samples, self._rate)

    def end(self) -> None:
        """Listen no more."""
        self._tool.terminate()
        self._tool.wait(20)
        self._thread.join(20)

    def _collect(self) -> None:
        assert self._tool.stdout is not None
        while part := self._tool.stdout.read1(4096):  # type: ignore[attr-defined]
            if self._keep:
                self._bytes += part
            self._begun.set()


def _raw(rate: int) -> list[str]:
    return ["--raw", f"--rate={rate}", "--channels=1", "--format=s16le"]


@pytest.fixture(scope="session")
def virtual_sound() -> Iterator[VirtualSound]:
    """Virtual devices for the whole session."""
    if reason := missing():
        pytest.skip(reason)
    sound = VirtualSound()
    yield sound
    sound.stop()
