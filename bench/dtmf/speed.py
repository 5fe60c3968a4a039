"""Processor time of the detector against spandsp on the same audio: `python -m bench.dtmf.speed [calls] [seconds]`.

Three mixes: a call (prompts, silence and one key each two seconds), prompts alone, keys without end (50/50 ms).
Process time, best of three; spandsp is called once a frame through ctypes, with the cost of an empty ctypes call
taken off.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.dtmf.audio import RATE, Keying, power_amplitude, quantise, send, speech
from bench.dtmf.peer import Spandsp
from ivr.sound.dtmf import FRAME, BatchDetector, Detector
from ivr.sound.dtmf.compiled import CHOICE

Sound = NDArray[np.int16]


def call(length: int, random: np.random.Generator) -> Sound:
    """Half prompts, half line noise, a key of 100 ms each two seconds."""
    sound = random.standard_normal(length) * 8
    prompt = speech(length, random) * power_amplitude(-15)
    sound += prompt * (np.arange(length) // (4 * RATE) % 2)
    keys, _ = send(Keying(on=(100, 100), off=(1900, 1900)), random, length // (32 * RATE) + 1)
    sound += np.resize(keys, length)
    return quantise(sound)


def prompts(length: int, random: np.random.Generator) -> Sound:
    return quantise(speech(length, random) * power_amplitude(-15))


def keys(length: int, random: np.random.Generator) -> Sound:
    return quantise(np.resize(send(Keying(), random, 20)[0], length))


def best(run: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        before = time.process_time()
        run()
        times.append(time.process_time() - before)
    return min(times)


def single(sound: Sound) -> None:
    detector, data = Detector(), sound.tobytes()
    for at in range(0, len(data), 2 * FRAME):
        detector.feed(data[at : at + 2 * FRAME])


def batch(sounds: NDArray[np.int16]) -> None:
    detector = BatchDetector(len(sounds))
    for at in range(0, sounds.shape[1], FRAME):
        detector.feed(sounds[:, at : at + FRAME])


def peer(sound: Sound) -> None:
    Spandsp().consume(sound)


def idle(sound: Sound) -> None:
    """What `peer` costs without spandsp: the same number of ctypes calls of nothing."""
    nothing = ctypes.CDLL(None).abs
    nothing.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
    for at in range(0, 2 * len(sound), 2 * FRAME):
        nothing(None, at, FRAME)


@dataclass(frozen=True, slots=True)
class Figures:
    """Microseconds a frame of 20 ms. single, batch: as installed; the others without what is built of C."""

    spandsp: float
    single: float
    batch: float
    single_python: float
    batch_python: float


@contextmanager
def in_python() -> Iterator[None]:
    """Detectors that are made here are in Python alone."""
    before = os.environ.get(CHOICE)
    os.environ[CHOICE] = "python"
    try:
        yield
    finally:
        os.environ.pop(CHOICE)
        if before is not None:
            os.environ[CHOICE] = before


def measure(make: Callable[[int, np.random.Generator], Sound], calls: int = 200, seconds: int = 20) -> Figures:
    """What a mix costs each of the three."""
    length = seconds * RATE
    frames = length // FRAME
    sounds = np.stack([make(length, np.random.default_rng([7, index])) for index in range(calls)])
    long = np.ascontiguousarray(sounds[:10].reshape(-1))
    own = (best(lambda: single(long)) / (10 * frames) * 1e6, best(lambda: batch(sounds)) / (calls * frames) * 1e6)
    with in_python():
        slow = (best(lambda: single(long)) / (10 * frames) * 1e6, best(lambda: batch(sounds)) / (calls * frames) * 1e6)
    return Figures((best(lambda: peer(long)) - best(lambda: idle(long))) / (10 * frames) * 1e6, *own, *slow)


def warm() -> None:
    """Run it once; the threads that designed the filters spin for a while, which is no cost of detecting."""
    single(keys(RATE, np.random.default_rng(1)))
    time.sleep(1)


MIXES = {"call": call, "prompts": prompts, "keys": keys}


def main(calls: int = 200, seconds: int = 20) -> None:
    out = sys.stdout
    heads = ("spandsp", "Detector", f"batch of {calls}", "Detector in Python", "batch in Python")
    out.write(f"{'mix':10}" + "".join(f"{head:>22}" for head in heads))
    out.write("   microseconds a frame (times spandsp; times real time)\n")
    warm()
    for name, make in MIXES.items():
        found = measure(make, calls, seconds)
        costs = (found.spandsp, found.single, found.batch, found.single_python, found.batch_python)
        shown = "".join(f"{cost:8.2f} ({cost / found.spandsp:4.1f};{20_000 / cost:6.0f})" for cost in costs)
        out.write(f"{name:10}{shown}\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
