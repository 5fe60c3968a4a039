"""How soon a key is felt: from its tone at the microphone to the prompt's end and the next one at the loudspeaker.

`ivr call` runs with the sound devices of a PulseAudio server, as through real ones. Prompts are recordings of single
tones, so that where one ends and the next begins can be told to a few milliseconds. All buffers are in the figures.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

from bench.measure import Row
from bench.prompts import told
from ivr.sound import tones
from ivr.sound.audio import PHONE, WIDE, Audio, Samples, write
from tests.virtual_sound import FEED, LOUDSPEAKER, VirtualSound, missing

PRESSES = 30
PROMPT_SECONDS = 30.0
HERTZ = {"low": 500.0, "high": 2500.0}
WINDOW = 80
"""Samples, 5 ms, in which a tone is looked for."""
HEARD = 200.0
"""Amplitude from which a tone is there."""
SERVICE = """\
service: bench
languages: [en]
numbers: {"100": low}
defaults: {then: bye, first_key: 60s}

nodes:
  low:
    prompt: {en: The low tone sounds., recording: low}
    menu:
      high: {key: 1, label: {en: further, recording: low}, goto: high}
  high:
    prompt: {en: The high tone sounds., recording: high}
    menu:
      low: {key: 2, label: {en: further, recording: high}, goto: low}
  bye: {hangup: Goodbye.}
"""


class Timeline:
    """What a source of the server gives, with the time at which each part came."""

    def __init__(self, sound: VirtualSound, source: str) -> None:
        command = ["parec", "-d", source, "--raw", f"--rate={WIDE}", "--channels=1", "--format=s16le"]
        self._tool = subprocess.Popen([*command, "--latency-msec=5"], env=sound.env, stdout=subprocess.PIPE)
        self._parts: list[tuple[float, bytes]] = []
        self._thread = threading.Thread(target=self._collect, daemon=True)
        self._thread.start()

    def _collect(self) -> None:
        assert self._tool.stdout is not None
        while part := self._tool.stdout.read1(640):  # type: ignore[attr-defined]
            self._parts.append((time.monotonic(), part))

    def end(self) -> tuple[float, Samples]:
        """The time of the first sample, and all of them. The server paces them, so the best-timed part dates all."""
        self._tool.terminate()
        self._tool.wait()
        self._thread.join()
        count, starts = 0, []
        for at, part in self._parts:
            count += len(part)
            starts.append(at - count / 2 / WIDE)
        samples = np.frombuffer(b"".join(part for _, part in self._parts), np.int16)
        return float(np.median(starts)), samples


def rows() -> list[Row]:
    """The table's lines on the microphone channel; a line that says so where it cannot be measured."""
    reason = missing()
    if reason is not None or sys.platform == "win32":
        return [Row("microphone channel", f"not measured: {reason or 'no PulseAudio on Windows'}")]
    sound = VirtualSound()
    try:
        with tempfile.TemporaryDirectory() as folder:
            stops, starts = _measured(sound, Path(folder))
    finally:
        sound.stop()
    return [
        Row("key's tone begins to prompt stopped, ms: p50 / p95", told(stops)),
        Row("key's tone begins to next prompt heard, ms: p50 / p95", told(starts)),
    ]


def _measured(sound: VirtualSound, folder: Path) -> tuple[list[float], list[float]]:
    import pexpect  # type: ignore[import-untyped]

    (folder / "service.yaml").write_text(SERVICE, encoding="utf-8")
    for name, hertz in HERTZ.items():
        place = folder / "audio" / "en" / f"{name}.wav"
        place.parent.mkdir(parents=True, exist_ok=True)
        write(place, Audio(tones.tone(hertz, PROMPT_SECONDS), PHONE))
    command = ["-m", "ivr", "call", str(folder), "--no-journal"]
    terminal = pexpect.spawn(sys.executable, command, env=sound.env, encoding="utf-8", timeout=30)
    terminal.expect("low tone")
    time.sleep(2)
    microphone, loudspeaker = Timeline(sound, f"{FEED}.monitor"), Timeline(sound, f"{LOUDSPEAKER}.monitor")
    time.sleep(1)
    for press in range(PRESSES):
        sound.say(Audio(tones.key("12"[press % 2], 0.1), PHONE))
        time.sleep(0.7 + 0.013 * press)
    fed, played = microphone.end(), loudspeaker.end()
    terminal.close(force=True)
    return _delays(fed, played)


def _delays(fed: tuple[float, Samples], played: tuple[float, Samples]) -> tuple[list[float], list[float]]:
    """Seconds from each key to the end of the tone that sounded, and to the beginning of the other."""
    keys = fed[0] + _rises(np.abs(fed[1].astype(float)).reshape(-1)[: len(fed[1]) // WINDOW * WINDOW], 500)
    there = {name: _amplitude(played[1], hertz) > HEARD for name, hertz in HERTZ.items()}
    stops, starts = [], []
    for press, key in enumerate(keys):
        before, after = ("low", "high") if press % 2 == 0 else ("high", "low")
        at = round((key - played[0]) * WIDE / WINDOW)
        ends = np.flatnonzero(~there[before][at:])
        begins = np.flatnonzero(there[after][at:])
        if len(ends) and len(begins):
            stops.append((at + ends[0]) * WINDOW / WIDE + played[0] - key)
            starts.append((at + begins[0]) * WINDOW / WIDE + played[0] - key)
    if len(stops) < PRESSES // 2:
        raise SystemExit(f"only {len(stops)} of {PRESSES} keys were followed by a prompt")
    return stops, starts


def _rises(loud: np.ndarray, level: float) -> np.ndarray:  # type: ignore[type-arg]
    """Seconds at which sound begins after at least 300 ms without any."""
    there = np.flatnonzero(loud > level)
    first = np.diff(there, prepend=-WIDE) > 0.3 * WIDE
    return there[first] / WIDE


def _amplitude(samples: Samples, hertz: float) -> np.ndarray:  # type: ignore[type-arg]
    """The amplitude of a tone in each window."""
    whole = samples[: len(samples) // WINDOW * WINDOW].astype(float).reshape(-1, WINDOW)
    wave = np.exp(-2j * np.pi * hertz * np.arange(WINDOW) / WIDE)
    return np.abs(whole @ wave) * 2 / WINDOW
