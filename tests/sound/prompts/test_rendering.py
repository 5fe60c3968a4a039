"""Prompts made ahead."""

from pathlib import Path

import pytest

from ivr.sound.audio import Audio, AudioError, write
from ivr.sound.prompts import Cache, Format, Phrase, Recordings, Renderer, Voice
from ivr.sound.synthesis import SynthesisError
from ivr.sound.tones import tone
from tests.sound.prompts.beeper import Beeper

HELLO = Phrase("Здравствуйте!", "ru", "welcome")


def renderer(beeper: Beeper, folder: Path) -> Renderer:
    return Renderer(beeper, Cache(folder / "cache"), Recordings(folder / "audio"), tuple(Format))


def test_a_text_is_spoken_once_for_all_formats(tmp_path: Path) -> None:
    beeper = Beeper()
    renderer(beeper, tmp_path).render(HELLO)
    assert (beeper.asked, renderer(beeper, tmp_path).missing(HELLO)) == ([HELLO.text], ())


def test_only_what_is_missing_is_made(tmp_path: Path) -> None:
    beeper = Beeper()
    renderer(beeper, tmp_path).render(HELLO)
    renderer(beeper, tmp_path).render(HELLO)
    assert len(beeper.asked) == 1


@pytest.mark.parametrize("rate", [8_000, 16_000])
def test_a_call_finds_what_was_made_ahead(tmp_path: Path, rate: int) -> None:
    renderer(Beeper(), tmp_path).render(HELLO)
    voice = Voice(Beeper(), Cache(tmp_path / "cache"), Recordings(tmp_path / "audio"), rate)
    assert voice.ready(HELLO) is not None


def test_a_recording_is_made_ready_too(tmp_path: Path) -> None:
    (tmp_path / "audio" / "ru").mkdir(parents=True)
    write(tmp_path / "audio" / "ru" / "welcome.wav", Audio(tone(1_000, 1, -20), 8_000))
    beeper = Beeper()
    renderer(beeper, tmp_path).render(HELLO)
    assert (beeper.asked, renderer(beeper, tmp_path).missing(HELLO)) == ([], ())


def test_a_recording_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "audio" / "ru").mkdir(parents=True)
    (tmp_path / "audio" / "ru" / "welcome.wav").write_bytes(b"no sound")
    with pytest.raises(AudioError, match=r"welcome\.wav"):
        renderer(Beeper(), tmp_path).render(HELLO)


def test_a_language_without_a_voice_is_named(tmp_path: Path) -> None:
    with pytest.raises(SynthesisError, match="does not speak the language xx"):
        renderer(Beeper(), tmp_path).render(Phrase("hello", "xx"))
