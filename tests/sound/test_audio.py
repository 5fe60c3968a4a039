"""Sound files and rates, with real files and the real resampler."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from ivr.sound import audio
from ivr.sound.audio import Audio, AudioError


def sine(rate: int, hertz: float = 440, seconds: float = 0.5) -> Audio:
    time = np.arange(round(rate * seconds)) / rate
    return Audio((10_000 * np.sin(2 * np.pi * hertz * time)).astype(np.int16), rate)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    audio.write(tmp_path / "a.wav", sine(16_000))
    again = audio.read(tmp_path / "a.wav")
    assert again.rate == 16_000
    assert (again.samples == sine(16_000).samples).all()


@pytest.mark.parametrize("kind", [("WAV", "ALAW"), ("WAV", "ULAW"), ("FLAC", "PCM_24"), ("OGG", "VORBIS")])
def test_recordings_of_many_kinds_are_read_and_mixed(tmp_path: Path, kind: tuple[str, str]) -> None:
    file = tmp_path / "sound"
    one = sine(8_000).samples / 32768
    soundfile.write(file, np.stack([one, np.zeros_like(one)], axis=1), 8_000, format=kind[0], subtype=kind[1])
    mixed = audio.read(file)
    assert mixed.rate == 8_000
    assert 4_000 < np.abs(mixed.samples[200:-200]).max() < 6_000


def test_another_rate_keeps_length_and_pitch() -> None:
    there = sine(22_050).at(8_000)
    assert there.rate == 8_000
    assert there.seconds == pytest.approx(0.5, abs=0.001)
    spectrum = np.abs(np.fft.rfft(there.samples))
    assert np.argmax(spectrum) / there.seconds == pytest.approx(440, abs=3)


def test_a_file_that_is_no_sound_is_named(tmp_path: Path) -> None:
    file = tmp_path / "notes.wav"
    file.write_text("not a sound", encoding="utf-8")
    with pytest.raises(AudioError, match=r"notes\.wav cannot be read as sound"):
        audio.read(file)
    with pytest.raises(AudioError, match=r"gone\.wav cannot be read"):
        audio.read(tmp_path / "gone.wav")
    with pytest.raises(AudioError, match=r"cannot be written"):
        audio.write(tmp_path / "no folder" / "a.wav", sine(8_000))


def test_a_growing_file_is_whole_after_each_write(tmp_path: Path) -> None:
    file = tmp_path / "call.wav"
    out = audio.Writer(file, 8_000)
    out.write(sine(8_000).samples)
    out.write(sine(8_000).samples)
    assert audio.read(file).seconds == pytest.approx(1.0)
    out.close()
    assert audio.read(file).seconds == pytest.approx(1.0)


def test_joining_brings_all_to_one_rate() -> None:
    joined = audio.join([sine(8_000), audio.silence(0.25, 16_000)], 16_000)
    assert joined.rate == 16_000
    assert joined.seconds == pytest.approx(0.75, abs=0.001)
