"""Speech made ready for a line."""

import numpy as np
import pytest

from ivr.sound import levels
from ivr.sound.audio import PHONE, WIDE, Audio, join, silence
from ivr.sound.finish import AFTER, BEFORE, banded, finished, trimmed
from tests.sound.test_levels import speechlike, tone


@pytest.mark.parametrize(
    ("hertz", "decibels"),
    [(50, -45), (100, -40), (150, -35), (300, 0), (440, 0), (1000, 0), (3300, 0), (3400, 0), (3600, -30), (3900, -40)],
)
def test_only_the_band_of_a_telephone_passes(hertz: float, decibels: float) -> None:
    before = tone(-20, hertz=hertz)
    change = levels.level(banded(before, 300, 3400)) - levels.level(before)
    assert change == pytest.approx(0, abs=0.5) if decibels == 0 else change <= decibels


def test_wide_band_speech_keeps_its_heights() -> None:
    high = tone(-20, hertz=6000, rate=WIDE)
    assert levels.level(banded(high, 80, 20_000)) == pytest.approx(-20, abs=0.2)


def test_the_filter_delays_nothing() -> None:
    click = np.zeros(2000, np.int16)
    click[1000] = 20_000
    assert np.argmax(np.abs(banded(Audio(click, PHONE), 300, 3400).samples)) == 1000


@pytest.mark.parametrize("around", [0.0, 1.0])
def test_silence_round_speech_has_one_length(around: float) -> None:
    audio = trimmed(join([silence(around, PHONE), tone(-26, 1), silence(around, PHONE)], PHONE))
    assert audio.seconds == pytest.approx(1 + BEFORE + AFTER, abs=0.011)


def test_silence_alone_becomes_nothing() -> None:
    assert finished(silence(1, WIDE), PHONE).seconds == 0


@pytest.mark.parametrize("rate", [PHONE, WIDE])
def test_a_finished_prompt_is_at_the_level_of_the_line_and_without_fault(rate: int) -> None:
    prompt = finished(speechlike(-15, rate=22_050), rate)
    assert (prompt.rate, levels.faults(prompt)) == (rate, [])
    assert levels.level(prompt) == pytest.approx(levels.NOMINAL, abs=0.3)
    assert levels.true_peak(prompt) <= levels.PEAK + 0.01


def test_no_sound_is_none_after_all() -> None:
    assert len(finished(Audio(np.zeros(0, np.int16), WIDE), PHONE).samples) == 0
