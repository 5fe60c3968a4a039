"""Rates changed bit by bit: the same sound, at once, and nothing that was not there."""

from __future__ import annotations

import numpy as np
import pytest

from ivr.sound.audio import Samples
from ivr.sound.resampling import Resampler

RATES = [(16_000, 8_000), (48_000, 8_000), (44_100, 16_000), (48_000, 16_000), (16_000, 44_100), (16_000, 48_000)]


def tone(hertz: float, rate: int, seconds: float = 0.5) -> Samples:
    return (10_000 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.int16)


def loudness(samples: Samples) -> float:
    return float(np.sqrt(np.mean(samples[len(samples) // 4 : -len(samples) // 4].astype(float) ** 2)))


def changed(samples: Samples, source: int, rate: int, block: int = 0) -> list[Samples]:
    """What comes of each block, of 20 ms unless told."""
    resampler, size = Resampler(source, rate), block or source // 50
    return [resampler.feed(samples[at : at + size]) for at in range(0, len(samples), size)]


@pytest.mark.parametrize(("source", "rate"), RATES)
def test_a_tone_stays_where_it_is(source: int, rate: int) -> None:
    made = np.concatenate(changed(tone(1_000, source), source, rate)).astype(int)
    late = Resampler(source, rate).delay

    wanted = 10_000 * np.sin(2 * np.pi * 1_000 * (np.arange(len(made)) - late) / rate)
    assert np.abs(made - wanted)[round(0.02 * rate) :].max() < 40
    assert late <= 0.0031 * rate


@pytest.mark.parametrize(("source", "rate"), RATES)
def test_every_block_comes_at_once(source: int, rate: int) -> None:
    assert {len(block) for block in changed(tone(500, source), source, rate)} == {rate // 50}


@pytest.mark.parametrize(("source", "rate", "hertz"), [(16_000, 8_000, 4_600), (48_000, 16_000, 9_000)])
def test_what_the_lower_rate_cannot_hold_is_gone(source: int, rate: int, hertz: float) -> None:
    made = np.concatenate(changed(tone(hertz, source), source, rate))

    assert loudness(made) < 10_000 / 1_000


@pytest.mark.parametrize("block", [1, 7, 160, 4_096])
def test_the_length_of_blocks_changes_nothing(block: int) -> None:
    sound = np.random.default_rng(1).integers(-32_768, 32_768, 4_096).astype(np.int16)

    made = np.concatenate(changed(sound, 44_100, 16_000, block))
    assert np.array_equal(made, np.concatenate(changed(sound, 44_100, 16_000)))


def test_the_loudest_sound_is_clipped_and_never_turned_over() -> None:
    square = np.where(np.arange(1_600) // 40 % 2, 32_767, -32_768).astype(np.int16)

    made = np.concatenate(changed(square, 16_000, 48_000))
    late = Resampler(16_000, 48_000).delay
    wanted = np.repeat(square, 3)[: len(made) - late]
    assert (np.sign(made[late:]) == np.sign(wanted)).mean() > 0.98


def test_the_same_rate_is_left_alone() -> None:
    sound = tone(1_000, 16_000)

    assert Resampler(16_000, 16_000).feed(sound) is sound
