"""Levels of speech, faults of recordings, and speech brought to one level."""

import math

import numpy as np
import pytest

from ivr.sound import levels
from ivr.sound.audio import PHONE, Audio, from_float, join, silence


def tone(dbov: float, seconds: float = 1.0, rate: int = PHONE, hertz: float = 440) -> Audio:
    """A sine of this power."""
    times = np.arange(round(seconds * rate)) / rate
    return Audio(from_float(10 ** (dbov / 20) * math.sqrt(2) * np.sin(2 * np.pi * hertz * times)), rate)


def speechlike(dbov: float, seconds: float = 3.0, rate: int = PHONE, seed: int = 7) -> Audio:
    """Noise with the peaks and the syllables of speech, about this loud."""
    draw = np.random.default_rng(seed)
    times = np.arange(round(seconds * rate)) / rate
    noise = draw.laplace(size=len(times)) * np.abs(np.sin(2 * np.pi * 2 * times))
    return Audio(from_float(noise / noise.std() * 10 ** (dbov / 20)), rate)


@pytest.mark.parametrize("dbov", [-10, -26, -50])
def test_a_steady_sound_has_the_level_of_its_power(dbov: float) -> None:
    assert levels.level(tone(dbov)) == pytest.approx(dbov, abs=0.1)


def test_pauses_do_not_lower_the_level_of_speech() -> None:
    parts = [tone(-26, 2), silence(4, PHONE), tone(-26, 2)]
    assert levels.level(join(parts, PHONE)) == pytest.approx(-26, abs=0.5)


def test_a_word_of_150_ms_has_a_level() -> None:
    assert levels.level(tone(-26, 0.15)) == pytest.approx(-26, abs=1)


def test_silence_has_no_level() -> None:
    assert levels.level(silence(1, PHONE)) == -math.inf


@pytest.mark.parametrize("samples", [0, 1, 39])
def test_sound_shorter_than_a_piece_of_the_envelope_is_measured(samples: int) -> None:
    audio = Audio(np.full(samples, 1000, np.int16), PHONE)
    assert levels.level(audio) <= 0
    assert levels.levelled(audio).samples.shape == audio.samples.shape


def test_a_peak_between_samples_is_seen() -> None:
    # A quarter of the sampling rate with its phase between samples: they stand 3 dB under the tops.
    times = np.arange(PHONE)
    between = Audio(from_float(0.7 * np.sin(np.pi / 2 * times + np.pi / 4)), PHONE)
    assert levels.true_peak(between) == pytest.approx(20 * math.log10(0.7), abs=0.1)


@pytest.mark.parametrize("before", [-50, -35, -26, -18])
def test_speech_is_brought_to_the_level_of_the_line(before: float) -> None:
    assert levels.level(levels.levelled(speechlike(before))) == pytest.approx(levels.NOMINAL, abs=0.3)


def test_peaks_are_held_and_nothing_is_clipped_however_loud_it_is_wanted() -> None:
    loud = levels.levelled(speechlike(-30), target=-8)
    assert levels.true_peak(loud) <= levels.PEAK + 0.01
    assert levels.clipped(loud) == 0


def test_levelling_leaves_silence_silent() -> None:
    assert not levels.levelled(silence(1, PHONE)).samples.any()


def test_flat_tops_are_counted_at_both_ends_of_the_scale() -> None:
    samples = np.zeros(100, np.int16)
    samples[10:15] = 32_767
    samples[50:53] = -32_768
    samples[70:72] = 32_767
    assert levels.clipped(Audio(samples, PHONE)) == 8


@pytest.mark.parametrize(
    ("audio", "words"),
    [
        (silence(1, PHONE), ["nothing is heard"]),
        (tone(-40), ["too quiet: speech at -40 dBov, -36 at least"]),
        (tone(-9), ["too loud: speech at -9 dBov, -14 at most"]),
        (join([silence(1, PHONE), tone(-26)], PHONE), ["starts with 1.0 s of silence"]),
        (join([tone(-26), silence(2, PHONE)], PHONE), ["ends with 2.0 s of silence"]),
        (tone(-26), []),
    ],
)
def test_faults_of_a_recording_say_what_with_its_figure(audio: Audio, words: list[str]) -> None:
    assert levels.faults(audio) == words


def test_a_clipped_recording_is_told_to_be_made_again() -> None:
    tops_cut_off = tone(3)
    assert any(fault.startswith("clipped: ") for fault in levels.faults(tops_cut_off))


def test_only_a_quiet_recording_is_too_quiet() -> None:
    assert [levels.too_quiet(tone(dbov)) for dbov in (-40, -30)] == [True, False]
