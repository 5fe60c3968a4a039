"""A call in virtual time as a sound file: what is said, what is cut, how long it lasts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from ivr.dialog import Program
from ivr.dialog.events import Dialled
from ivr.keyed import hold, parse
from ivr.menu.loader import load_service
from ivr.recorded import Recording
from ivr.sound import audio
from ivr.sound.audio import Audio, AudioError
from ivr.sound.prompts import Phrase

MENU = """\
service: shop
languages: [en]
numbers: {"100": main}
defaults: {then: bye}

nodes:
  main:
    prompt: Welcome.
    menu:
      hours: {key: 1, label: opening hours, goto: hours}
      end: {key: 2, label: the end, goto: bye}
  hours:
    prompt: We are open from nine to six.
    goto: main
  bye:
    hangup: Goodbye.
"""
DIALLED = Dialled("c1", "+79220000001", "100", datetime(2026, 3, 2, 12, tzinfo=UTC))


class Loud:
    """A voice that says every letter in 10 ms, as loud as the text is long."""

    def ready(self, phrase: Phrase) -> Audio | None:
        return self.make(phrase)

    def make(self, phrase: Phrase) -> Audio:
        return Audio(np.full(80 * len(phrase.text), 100 * len(phrase.text), np.int16), 8_000)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    (tmp_path / "service.yaml").write_text(MENU, encoding="utf-8")
    return Program(load_service(tmp_path))


def said(sound: Audio) -> list[int]:
    """How long the texts are that are heard, in order."""
    changes = np.flatnonzero(np.diff(sound.samples.astype(int), prepend=0))
    return [int(sound.samples[at]) // 100 for at in changes if sound.samples[at]]


def record(program: Program, file: Path, keys: str) -> Audio:
    with Recording(file, Loud(), rate=8_000) as recording:
        hold(program, DIALLED, parse(keys), sound=recording.speaker)
    return audio.read(file)


def test_a_call_is_heard_as_it_is_said_to_the_last_word(program: Program, tmp_path: Path):
    heard = record(program, tmp_path / "call.wav", ",1,2")
    texts = [len(text) for text in ("Welcome.", "We are open from nine to six.", "Welcome.", "Goodbye.")]
    found = iter(said(heard))
    assert all(text in found for text in texts), "each in turn"


def test_the_same_keys_give_the_same_sound(program: Program, tmp_path: Path):
    first = record(program, tmp_path / "a.wav", ",1,2")
    again = record(program, tmp_path / "b.wav", ",1,2")
    assert (first.samples == again.samples).all()


def test_a_file_that_cannot_be_written_is_told_before_the_call(program: Program, tmp_path: Path):
    with pytest.raises(AudioError, match="cannot be written"):
        record(program, tmp_path / "nowhere" / "call.wav", "2")
