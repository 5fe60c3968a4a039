"""The formats prompts are kept in."""

import numpy as np
import pytest

from ivr.sound.audio import Audio
from ivr.sound.prompts import Format
from ivr.sound.tones import tone

SOUND = Audio(tone(1_000, 0.5, -20), 8_000)


@pytest.mark.parametrize("form", Format)
def test_sound_comes_back_at_the_rate_of_its_format(form: Format) -> None:
    back = form.decode(form.encode(SOUND))
    assert (back.rate, round(back.seconds, 3)) == (form.rate, 0.5)


@pytest.mark.parametrize(("form", "size"), [("pcm16k", 16_000), ("pcm8k", 8_000), ("alaw", 4_000), ("mulaw", 4_000)])
def test_half_a_second_has_its_size(form: str, size: int) -> None:
    assert len(Format(form).encode(SOUND)) == size


@pytest.mark.parametrize("form", [Format.ALAW, Format.MULAW])
def test_the_codes_of_a_line_cost_little_of_the_sound(form: Format) -> None:
    back = form.decode(form.encode(SOUND)).samples.astype(float)
    noise = back - SOUND.samples
    assert 10 * np.log10(np.mean(SOUND.samples.astype(float) ** 2) / np.mean(noise**2)) > 35


def test_uncompressed_sound_is_the_same() -> None:
    assert np.array_equal(Format.PCM8K.decode(Format.PCM8K.encode(SOUND)).samples, SOUND.samples)
