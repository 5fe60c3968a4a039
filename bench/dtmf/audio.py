"""Labelled audio for the DTMF bench: keys under every impairment that the cases name, from a seed, at 8 kHz."""

from __future__ import annotations

import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]
Random = np.random.Generator

RATE = 8000
KEYS = "123A456B789C*0#D"
LOW = (697.0, 770.0, 852.0, 941.0)
HIGH = (1209.0, 1336.0, 1477.0, 1633.0)
FULL_SCALE_DBM0 = 3.14
"""A sine of full scale in A-law (ITU-T G.711)."""
MILLIWATT = 32768 * 10 ** (-FULL_SCALE_DBM0 / 20)
"""Peak of a 0 dBm0 sine in 16-bit samples: 22 827."""
LIBRARY = Path("/usr/share/asterisk")
"""Where Debian's asterisk-core-sounds-*-wav and asterisk-moh-opsound-wav put their recordings."""


@dataclass(frozen=True)
class Press:
    """A key that a sender pressed; seconds from the start of the audio."""

    digit: str
    start: float
    end: float


@dataclass(frozen=True)
class Clip:
    """Audio of one call, 16-bit, and the presses a detector must report (none: it must stay silent)."""

    samples: NDArray[np.int16]
    presses: tuple[Press, ...]


@dataclass(frozen=True)
class Keying:
    """How keys are sent. Milliseconds, dBm0 per tone (`low`: the row's tone), decibels (high over low), hertz."""

    on: tuple[float, float] = (50, 50)
    off: tuple[float, float] = (50, 50)
    level: tuple[float, float] = (-10, -10)
    twist: tuple[float, float] = (0, 0)
    low_shift: Callable[[float, Random], float] | None = None
    high_shift: Callable[[float, Random], float] | None = None
    ramp: float = 0
    gap: tuple[float, float] = (0, 0)
    """Length of an interruption inside each press, and how far after its start it begins at the soonest."""
    step: float = 0
    """Gain of the second half of each press, dB."""
    same: bool = False
    """One key again and again, instead of all sixteen in random order."""
    only: str = ""
    """`low` or `high`: only that tone is sent."""
    third: Callable[[float, float, Random], tuple[float, float]] | None = None
    """(low Hz, high Hz) -> hertz and level relative to the low tone (dB) of a third tone."""
    keys: str = KEYS


def send(keying: Keying, random: Random, repeats: int = 1, lead: float = 0.25) -> tuple[Samples, list[Press]]:
    """All sixteen keys, `repeats` times, at random phases and a random place in the frame."""
    keys = "".join("".join(random.permutation(list(keying.keys))) for _ in range(repeats))
    if keying.same:
        keys = "".join(key * 4 for key in keys[:: 4 if len(keys) > 16 else 1])
    at = int(lead * RATE) + int(random.integers(0, 160))
    pieces: list[tuple[int, Samples]] = []
    presses = []
    for key in keys:
        length = round(random.uniform(*keying.on) * RATE / 1000)
        pieces.append((at, tone_pair(key, length, keying, random)))
        presses.append(Press(key, at / RATE, (at + length) / RATE))
        at += length + round(random.uniform(*keying.off) * RATE / 1000)
    samples = np.zeros(at + int(0.25 * RATE))
    for start, piece in pieces:
        samples[start : start + len(piece)] += piece
    return samples, presses


def tone_pair(key: str, length: int, keying: Keying, random: Random) -> Samples:
    place = KEYS.index(key)
    low, high = LOW[place // 4], HIGH[place % 4]
    f_low = low + (keying.low_shift(low, random) if keying.low_shift else 0)
    f_high = high + (keying.high_shift(high, random) if keying.high_shift else 0)
    level = random.uniform(*keying.level)
    a_low = MILLIWATT * 10 ** (level / 20)
    a_high = a_low * 10 ** (random.uniform(*keying.twist) / 20)
    time = np.arange(length) / RATE
    phase = random.uniform(0, 2 * np.pi, 3)
    tone = np.zeros(length)
    if keying.only != "high":
        tone += a_low * np.sin(2 * np.pi * f_low * time + phase[0])
    if keying.only != "low":
        tone += a_high * np.sin(2 * np.pi * f_high * time + phase[1])
    if keying.third:
        f_third, relative = keying.third(low, high, random)
        tone += a_low * 10 ** (relative / 20) * np.sin(2 * np.pi * f_third * time + phase[2])
    if keying.ramp:
        edge = round(keying.ramp * RATE / 1000)
        slope = 0.5 - 0.5 * np.cos(np.pi * (np.arange(edge) + 0.5) / edge)
        tone[:edge] *= slope
        tone[length - edge :] *= slope[::-1]
    if keying.gap[0]:
        hole = round(keying.gap[0] * RATE / 1000)
        soonest = round(keying.gap[1] * RATE / 1000)
        start = int(random.integers(soonest, length - soonest - hole + 1))
        tone[start : start + hole] = 0
    if keying.step:
        tone[int(random.uniform(0.4, 0.6) * length) :] *= 10 ** (keying.step / 20)
    return tone


def quantise(samples: Samples) -> NDArray[np.int16]:
    """16-bit samples, clipped as a converter clips."""
    return np.clip(np.round(samples), -32768, 32767).astype(np.int16)


def noise(length: int, decibels: float, random: Random, pink: bool = False) -> Samples:
    """Noise of the whole band, power relative to a sine pair at -10 dBm0 a tone (-7 dBm0)."""
    white = random.standard_normal(length)
    if pink:
        spectrum = np.fft.rfft(white)
        spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
        spectrum[0] = 0
        white = np.fft.irfft(spectrum, length)
        white /= white.std()
    return white * power_amplitude(-10) * 10 ** (decibels / 20)


def power_amplitude(level: float) -> float:
    """Root mean square of two sines of this level each (dBm0)."""
    return float(MILLIWATT * 10 ** (level / 20))


def steady(frequencies: Sequence[float], length: int, level: float, random: Random) -> Samples:
    """Sines of this level each (dBm0), of random phase."""
    time = np.arange(length) / RATE
    tones = [np.sin(2 * np.pi * hertz * time + random.uniform(0, 2 * np.pi)) for hertz in frequencies]
    return np.asarray(MILLIWATT * 10 ** (level / 20) * np.sum(tones, axis=0))


def cadence(samples: Samples, on: float, off: float) -> Samples:
    """Switched on and off, seconds."""
    time = np.arange(len(samples)) / RATE
    return samples * (time % (on + off) < on)


@cache
def recordings(kind: str) -> tuple[NDArray[np.int16], ...]:
    """Human speech (`sounds/ru`, …) or music (`moh`), one array a file; empty when the packages are missing."""
    found = []
    for path in sorted(path for folder in LIBRARY.glob(f"{kind}*") for path in folder.rglob("*.wav")):
        with wave.open(str(path)) as file:
            if file.getframerate() == RATE and file.getnchannels() == 1 and file.getsampwidth() == 2:
                found.append(np.frombuffer(file.readframes(file.getnframes()), "<i2"))
    return tuple(found)


def speech(length: int, random: Random, voice: str = "sounds") -> Samples:
    """Prompts in random order, without pauses longer than the recordings have; root mean square 1 over active parts."""
    files = recordings(voice)
    if not files:
        raise FileNotFoundError(f"no recordings in {LIBRARY}: install asterisk-core-sounds-ru-wav and its fellows")
    parts: list[Samples] = []
    total = 0
    while total < length:
        part = files[int(random.integers(len(files)))].astype(float)
        blocks = part[: len(part) // 160 * 160].reshape(-1, 160)
        active = np.mean(blocks**2, axis=1) if len(blocks) else np.zeros(0)
        loud = active[active > active.max(initial=0) / 1000]
        if not len(loud) or len(part) < RATE // 2:
            continue
        part /= np.sqrt(loud.mean())
        parts.append(part)
        total += len(part)
    return np.concatenate(parts)[:length]


def companded(samples: Samples, law: str) -> Samples:
    """Through G.711 and back (`alaw` or `ulaw`)."""
    value = quantise(samples).astype(np.int64)
    sign = np.where(value < 0, -1, 1)
    if law == "ulaw":
        size = np.minimum(abs(value) >> 2, 8158) + 33
        chord = octave(size).clip(5) - 5
        return np.asarray(sign * 4.0 * (((2 * (size >> (chord + 1)) + 1) << chord) - 33))
    size = np.minimum(abs(value) >> 4, 2047)
    shift = octave(size).clip(4) - 4
    return np.asarray(sign * 8.0 * (2 * ((size >> shift) << shift) + (1 << shift)))


def octave(size: NDArray[np.int64]) -> NDArray[np.int64]:
    """Place of the highest bit."""
    return np.asarray(np.floor(np.log2(np.maximum(size, 1))), np.int64)


def lose(samples: Samples, share: float, random: Random, how: str) -> Samples:
    """20 ms frames lost at random: `zero` (silence), `repeat` (the frame before again) or `fade` (repeated, 6 dB
    down)."""
    frames = samples[: len(samples) // 160 * 160].reshape(-1, 160).copy()
    for index in np.flatnonzero(random.random(len(frames)) < share):
        before = frames[index - 1] if index else 0
        frames[index] = 0 if how == "zero" else before * (1 if how == "repeat" else 0.5)
    return frames.reshape(-1)


def clip_of(samples: Samples, presses: Sequence[Press]) -> Clip:
    return Clip(quantise(samples), tuple(presses))


__all__ = [
    "HIGH", "KEYS", "LOW", "MILLIWATT", "RATE", "Clip", "Keying", "Press", "Random", "Samples", "cadence", "clip_of",
    "companded", "lose", "noise", "power_amplitude", "recordings", "send", "speech", "steady",
]  # fmt: skip
