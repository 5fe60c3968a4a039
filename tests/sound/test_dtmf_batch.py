"""Many calls at once give what each alone would."""

from __future__ import annotations

import numpy as np
import pytest

from bench.dtmf.audio import Keying, lose, noise, quantise, send, steady
from ivr.sound.dtmf import FRAME, BatchDetector, Detector, Digit


def calls() -> np.ndarray:
    """Keys of all kinds, clean and not, one call a row."""
    rows = []
    for seed in range(24):
        random = np.random.default_rng([3, seed])
        kind = Keying(
            on=(25, 120), off=(25, 120), level=(-28, 2), twist=(-10, 6), gap=(5, 1) if seed % 3 == 0 else (0, 0)
        )
        samples, _ = send(kind, random)
        if seed % 4 == 1:
            samples = samples + noise(len(samples), float(random.uniform(-20, -6)), random)
        if seed % 4 == 2:
            samples = lose(samples, 0.1, random, "zero")
        if seed % 4 == 3:
            samples = samples + steady((350.0, 440.0), len(samples), -10, random)
        rows.append(np.resize(quantise(samples), 3 * 8000))
    return np.stack(rows)


def test_a_batch_hears_exactly_what_each_call_alone_does():
    sound = calls()
    batch = BatchDetector(len(sound))
    together: list[list[Digit]] = [[] for _ in sound]
    for at in range(0, sound.shape[1], FRAME):
        for call, digits in batch.feed(sound[:, at : at + FRAME]).items():
            together[call] += digits
    for call, digits in batch.flush().items():
        together[call] += digits
    alone = []
    for row in sound:
        detector = Detector()
        alone.append(detector.feed(row.astype("<i2").tobytes()) + detector.flush())
    assert together == alone
    assert sum(map(len, alone)) > 200


def test_a_frame_of_another_shape_or_type_is_refused():
    batch = BatchDetector(2)
    with pytest.raises(ValueError, match=r"int16 of shape \(2, 160\)"):
        batch.feed(np.zeros((3, FRAME), np.int16))
    with pytest.raises(ValueError, match="float64"):
        batch.feed(np.zeros((2, FRAME)))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not bytes"):
        batch.feed(bytes(640))  # type: ignore[arg-type]


def test_a_batch_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one call"):
        BatchDetector(0)
    with pytest.raises(ValueError, match=r"not 2\.5"):
        BatchDetector(2.5)  # type: ignore[arg-type]
