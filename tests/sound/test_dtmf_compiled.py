"""The detector in C answers what the one in Python does, whatever is fed to it."""

from __future__ import annotations

import os
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.dtmf.audio import Keying, companded, lose, noise, power_amplitude, quantise, send, steady
from ivr.sound.dtmf import FRAME, RATE, BatchDetector, Detector, Digit, compiled
from ivr.sound.dtmf.keys import HIGH, LOW
from ivr.sound.synthesis import open_synthesizer

Sound = np.ndarray


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    """Skips these tests where the detector was not built; on CI that is a failure."""
    if compiled.core(1) is None:
        lacking = "no C compiler was there when ivr was installed: apt-get install gcc python3-dev, and install it anew"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(lacking)


def heard(sound: Sound, detector: Detector) -> list[Digit]:
    return detector.feed(sound.astype("<i2").tobytes()) + detector.flush()


def in_python(sound: Sound) -> list[Digit]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(compiled.CHOICE, "python")
        detector = Detector()
    return heard(sound, detector)


@cache
def prompts() -> Sound:
    """Some prompts spoken by the default voice; root mean square 1."""
    synthesizer = open_synthesizer()
    try:
        texts = ("Чтобы узнать баланс, нажмите один.", "For your plan, press two.", "Расходы за месяц — нажмите три.")
        spoken = [synthesizer.synthesize(text, "ru").at(RATE).samples for text in texts]
    finally:
        synthesizer.close()
    samples = np.concatenate(spoken).astype(float)
    return samples / np.sqrt(np.mean(samples**2))


def speech(length: int, random: np.random.Generator) -> Sound:
    """The prompts again and again, from anywhere in them."""
    return np.resize(np.roll(prompts(), int(random.integers(len(prompts())))), length)


KINDS = {
    "clean": lambda samples, random: samples,
    "noise": lambda samples, random: samples + noise(len(samples), float(random.uniform(-22, -6)), random),
    "lost frames": lambda samples, random: lose(samples, 0.12, random, "zero"),
    "repeated frames": lambda samples, random: lose(samples, 0.12, random, "repeat"),
    "faded frames": lambda samples, random: lose(samples, 0.12, random, "fade"),
    "dial tone": lambda samples, random: samples + steady((350.0, 440.0), len(samples), -12, random),
    "prompt": lambda samples, random: samples + speech(len(samples), random) * power_amplitude(-12),
    "companded": lambda samples, random: companded(samples, "alaw"),
    "clipped": lambda samples, random: np.clip(samples * 3, -20000, 20000),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "keying",
    [
        Keying(),
        Keying(on=(18, 60), off=(18, 60), level=(-30, 3), twist=(-11, 7)),
        Keying(on=(30, 200), off=(5, 90), gap=(5, 12), level=(-20, 0)),
        Keying(on=(40, 80), off=(25, 60), level=(-26, 0), twist=(-9, 5)),
    ],
    ids=["plain", "at the bounds", "interrupted", "twisted"],
)
def test_keys_of_every_kind_are_heard_alike(kind: str, keying: Keying):
    decided = 0
    for seed in range(3):
        random = np.random.default_rng([17, seed, len(kind)])
        samples, _ = send(keying, random, 2)
        sound = quantise(KINDS[kind](samples, random))
        answers = heard(sound, Detector())
        assert answers == in_python(sound)
        decided += len(answers)
    assert decided > 10


def test_speech_and_noise_are_heard_alike():
    random = np.random.default_rng(5)
    for sound in (
        speech(60 * RATE, random) * power_amplitude(-9),
        random.standard_normal(30 * RATE) * 4000,
        random.choice((-32768, 32767), 10 * RATE),
        np.zeros(RATE),
    ):
        assert heard(quantise(sound), Detector()) == in_python(quantise(sound))


PIECES = st.tuples(
    st.sampled_from(["silence", "key", "two keys", "one tone", "noise", "square", "frame again"]),
    st.integers(1, 900),
    st.sampled_from(LOW),
    st.sampled_from(HIGH),
    st.floats(0, 20000),
    st.floats(0, 20000),
    st.floats(0.96, 1.04),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=25), st.integers(0, 1000))
def test_whatever_comes_is_heard_alike(pieces: list[tuple[str, int, int, int, float, float, float]], seed: int):
    random = np.random.default_rng(seed)
    sound = np.zeros(0)
    for kind, length, low, high, first, second, off in pieces:
        time = (np.arange(length) + len(sound)) / RATE
        piece = {
            "silence": lambda time: time * 0,
            "key": lambda time, low=low, high=high, first=first, second=second, off=off: (
                first * np.sin(2 * np.pi * low * off * time) + second * np.sin(2 * np.pi * high * off * time)
            ),
            "two keys": lambda time, low=low, high=high, first=first: (
                first * sum(np.sin(2 * np.pi * tone * time) for tone in (low, high, 770, 1336))
            ),
            "one tone": lambda time, low=low, first=first: first * np.sin(2 * np.pi * low * time),
            "noise": lambda time, first=first: random.standard_normal(len(time)) * first,
            "square": lambda time, high=high, second=second: second * np.sign(np.sin(2 * np.pi * high * time)),
            "frame again": lambda time, sound=sound: np.resize(sound[-FRAME:], len(time)) if len(sound) else time * 0,
        }[kind](time)
        sound = np.concatenate([sound, piece])
    assert heard(quantise(sound), Detector()) == in_python(quantise(sound))


def test_batches_of_both_hear_alike(monkeypatch: pytest.MonkeyPatch):
    random = np.random.default_rng(8)
    rows = [quantise(np.resize(send(Keying(on=(25, 90), off=(25, 90)), random)[0], 2 * RATE)) for _ in range(70)]
    sound = np.stack(rows)
    built = BatchDetector(len(sound))
    monkeypatch.setenv(compiled.CHOICE, "python")
    python = BatchDetector(len(sound))
    answers = [(built.feed(frame), python.feed(frame)) for frame in np.split(sound, sound.shape[1] // FRAME, axis=1)]
    assert all(one == other for one, other in answers)
    assert built.flush() == python.flush()
    assert sum(len(one) for one, _ in answers) > 50


def test_the_environment_chooses(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(compiled.CHOICE, "python")
    assert compiled.core(1) is None


def test_a_core_refuses_what_it_cannot_use():
    core = compiled.core(2)
    assert core is not None
    for wrong in (b"", bytes(320), bytes(641)):
        with pytest.raises(ValueError, match="one frame of 320 bytes for each call"):
            core.feed(wrong)
    with pytest.raises(TypeError):
        core.feed("frame")
    make = type(core)
    with pytest.raises(ValueError, match="at least one call"):
        compiled.core(0)
    with pytest.raises(ValueError, match="the rules lack gate"):
        make(1, {}, {})
    numbers, tables = compiled._numbers(), compiled._tables()
    with pytest.raises(ValueError, match="the tables lack tones"):
        make(1, numbers, {})
    with pytest.raises(ValueError, match="table tones has another size"):
        make(1, numbers, {**tables, "tones": np.zeros(7)})
    with pytest.raises(TypeError):
        make(1, {**numbers, "gate": "loud"}, tables)
