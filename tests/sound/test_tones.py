"""Tones have the frequencies, levels and lengths that they say."""

from __future__ import annotations

import numpy as np
import pytest

from ivr.sound import tones


def peaks(samples: np.ndarray) -> dict[int, float]:
    """Hertz and dBm0 of the tones in a second of sound."""
    size = np.abs(np.fft.rfft(samples)) / len(samples) * 2
    return {int(at): round(20 * np.log10(size[at] / tones.MILLIWATT), 1) for at in np.flatnonzero(size > 20)}


def test_a_key_is_two_tones_of_the_level_and_twist_asked_for():
    assert peaks(tones.key("6", 1.0, level=-12, twist=-3)) == {770: -12.0, 1477: -15.0}


def test_keys_are_as_long_as_they_and_their_pauses():
    assert len(tones.keys("12,3", on=0.05, off=0.03)) == 8000 * (3 * 0.08 + 1)


@pytest.mark.parametrize(("name", "hertz"), [("dial", {425}), ("dial us", {350, 440})])
def test_signals_have_their_frequencies(name, hertz):
    assert set(peaks(tones.signal(name, 1.0))) == hertz


def test_a_cadence_switches_the_sound_on_and_off():
    busy = tones.signal("busy", 0.9)
    assert busy[:3200].any()
    assert not busy[3200:6400].any()
    assert busy[6400:].any()


def test_a_tone_of_0_dbm0_has_the_milliwatts_peak():
    assert np.abs(tones.tone(500, 0.5, 0).astype(int)).max() == round(tones.MILLIWATT)


def test_no_tones_together_are_silence():
    assert tones.together([], 0.1, -10.0).tolist() == [0] * 800


def test_what_passes_full_scale_is_clipped():
    loud = tones.key("1", 0.1, level=0, twist=0)
    assert (loud.min(), loud.max()) == (-32768, 32767)


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: tones.keys("1x"), "no key"),
        (lambda: tones.key("12"), "no DTMF key"),
        (lambda: tones.tone(4000, 1), "does not fit"),
        (lambda: tones.tone(400, 1, 20), "dBm0 is outside"),
        (lambda: tones.silence(-1), "seconds is outside"),
        (lambda: tones.signal("engaged", 1), "signals are dial"),
        (lambda: tones.cadenced(tones.silence(1), (1.0,)), "pairs of seconds"),
    ],
)
def test_nonsense_is_refused(make, text):
    with pytest.raises(ValueError, match=text):
        make()
