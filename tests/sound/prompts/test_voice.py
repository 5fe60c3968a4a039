"""The sound of phrases."""

import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest

from ivr.sound import levels
from ivr.sound.audio import WIDE, Audio, write
from ivr.sound.prompts import Cache, Phrase, Recordings, Speaking, Voice
from ivr.sound.prompts import speaking as speaking_module
from ivr.sound.prompts.speaking import attention_tone
from ivr.sound.synthesis import SynthesisError, Synthesizer, open_synthesizer
from ivr.sound.tones import tone
from tests.sound.prompts.beeper import Beeper

HELLO = Phrase("Здравствуйте!", "ru")
BALANCE = Phrase("На счёте сто двадцать один рубль.", "ru")


def voice_of(
    synthesizer: Synthesizer, folder: Path, *others: Synthesizer, rate: int = WIDE, keeps: bool = True
) -> Voice:
    """A voice with a cache and recordings in a folder, and these others to speak instead."""
    return Voice(
        synthesizer,
        Cache(folder / "cache"),
        Recordings(folder / "audio"),
        rate,
        keep=lambda phrase: keeps and phrase is not BALANCE,
        speaking=Speaking(synthesizer, lambda _: iter(others)),
    )


def recorded(folder: Path, name: str, hertz: float = 1_000) -> None:
    """Lay a recording of a second."""
    path = folder / "audio" / "ru" / f"{name}.wav"
    path.parent.mkdir(parents=True)
    write(path, Audio(tone(hertz, 1, -20), 8_000))


def pitch(audio: Audio) -> float:
    """The strongest frequency, in hertz."""
    return float(np.argmax(np.abs(np.fft.rfft(audio.samples)))) / audio.seconds


def test_nothing_is_ready_that_nobody_made(tmp_path: Path) -> None:
    assert voice_of(Beeper(), tmp_path).ready(HELLO) is None


@pytest.mark.parametrize("rate", [8_000, 16_000, 48_000])
def test_sound_has_the_rate_of_its_channel(tmp_path: Path, rate: int) -> None:
    assert voice_of(Beeper(), tmp_path, rate=rate).make(HELLO).rate == rate


def test_sound_has_the_level_of_a_line(tmp_path: Path) -> None:
    assert levels.level(voice_of(Beeper(), tmp_path).make(HELLO)) == pytest.approx(levels.NOMINAL, abs=0.5)


def test_what_was_made_is_ready_and_not_made_again(tmp_path: Path) -> None:
    beeper = Beeper()
    voice = voice_of(beeper, tmp_path)
    made = voice.make(HELLO)
    assert voice.ready(HELLO) is made
    assert voice.make(HELLO) is made
    assert beeper.asked == [HELLO.text]


def test_what_is_in_memory_is_ready_within_a_millisecond(tmp_path: Path) -> None:
    voice = voice_of(Beeper(), tmp_path)
    voice.make(HELLO)
    started = time.perf_counter()
    for _ in range(100):
        voice.ready(HELLO)
    assert (time.perf_counter() - started) / 100 < 0.001


def test_another_process_finds_it_on_disk(tmp_path: Path) -> None:
    made = voice_of(Beeper(), tmp_path).make(HELLO)
    found = voice_of(Beeper(), tmp_path).ready(HELLO)
    assert found is not None
    assert np.array_equal(found.samples, made.samples)


def test_another_voice_has_its_own_sound(tmp_path: Path) -> None:
    voice_of(Beeper(440), tmp_path).make(HELLO)
    assert voice_of(Beeper(880), tmp_path).ready(HELLO) is None


def test_what_only_one_caller_may_hear_never_comes_to_the_disk(tmp_path: Path) -> None:
    voice = voice_of(Beeper(), tmp_path)
    voice.make(BALANCE)
    assert voice.ready(BALANCE) is not None
    assert not (tmp_path / "cache").exists()


def test_without_being_told_nothing_comes_to_the_disk(tmp_path: Path) -> None:
    Voice(Beeper(), Cache(tmp_path / "cache"), Recordings(), WIDE).make(HELLO)
    assert not (tmp_path / "cache").exists()


def test_memory_is_bounded(tmp_path: Path) -> None:
    voice = Voice(Beeper(), Cache(tmp_path), Recordings(), WIDE, memory=30_000)
    for number in range(20):
        voice.make(Phrase(f"text {number:02}", "ru"))
    assert [voice.ready(Phrase(f"text {number:02}", "ru")) is not None for number in (0, 19)] == [False, True]


def test_a_disk_that_is_closed_to_us_is_told_once_and_no_fault(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cache").write_text("")
    voice = voice_of(Beeper(), tmp_path)
    for text in ("a", "b"):
        assert voice.make(Phrase(text, "ru")).seconds > 0
    assert len(caplog.records) == 1


def test_a_recording_replaces_the_voice(tmp_path: Path) -> None:
    recorded(tmp_path, "welcome", 1_000)
    beeper = Beeper(440)
    made = voice_of(beeper, tmp_path).make(Phrase("Здравствуйте!", "ru", "welcome"))
    assert (round(pitch(made), -1), beeper.asked) == (1_000, [])


def test_a_recording_is_made_ready_once(tmp_path: Path) -> None:
    recorded(tmp_path, "welcome")
    phrase = Phrase("Здравствуйте!", "ru", "welcome")
    voice_of(Beeper(), tmp_path).make(phrase)
    assert voice_of(Beeper(), tmp_path).ready(phrase) is not None


def test_a_recording_is_kept_without_the_text_it_stands_for(tmp_path: Path) -> None:
    recorded(tmp_path, "welcome")
    voice_of(Beeper(), tmp_path).make(Phrase("На счёте рубль.", "ru", "welcome"))
    assert voice_of(Beeper(), tmp_path).ready(Phrase("На счёте два рубля.", "ru", "welcome")) is not None


def test_a_recording_made_anew_is_heard(tmp_path: Path) -> None:
    recorded(tmp_path, "welcome", 1_000)
    phrase = Phrase("Здравствуйте!", "ru", "welcome")
    voice_of(Beeper(), tmp_path).make(phrase)
    write(tmp_path / "audio" / "ru" / "welcome.wav", Audio(tone(600, 1.5, -20), 8_000))
    assert round(pitch(voice_of(Beeper(), tmp_path).make(phrase)), -1) == 600


def test_a_recording_that_cannot_be_read_is_told_and_its_text_spoken(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    recorded(tmp_path, "welcome")
    (tmp_path / "audio" / "ru" / "welcome.wav").write_bytes(b"no sound")
    beeper = Beeper()
    voice_of(beeper, tmp_path).make(Phrase("Здравствуйте!", "ru", "welcome"))
    assert beeper.asked == ["Здравствуйте!"]
    assert "welcome.wav cannot be read as sound" in caplog.text


def test_several_threads_wait_for_one_synthesis(tmp_path: Path) -> None:
    gate = Barrier(2)
    beeper = Beeper(gate=gate)
    voice = voice_of(beeper, tmp_path)
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(voice.make, HELLO) for _ in range(8)]
        gate.wait(10)
        assert len({id(made.result(10)) for made in asked}) == 1
    assert beeper.asked == [HELLO.text]


@pytest.mark.parametrize("error", [SynthesisError("the engine is gone"), ValueError("рубль")])
def test_where_a_voice_fails_another_speaks(tmp_path: Path, error: Exception) -> None:
    other = Beeper(880)
    made = voice_of(Beeper(440, fails=error), tmp_path, other).make(BALANCE)
    assert (round(pitch(made), -1), other.asked) == (880, [BALANCE.text])


def test_what_another_voice_said_is_not_kept_as_if_it_were_the_first(tmp_path: Path) -> None:
    beeper = Beeper(fails=SynthesisError("the engine is gone"))
    voice = voice_of(beeper, tmp_path, Beeper(880))
    voice.make(HELLO)
    beeper.fails = None
    assert round(pitch(voice.make(HELLO)), -1) == 440


def test_where_no_voice_speaks_a_tone_is_heard(tmp_path: Path) -> None:
    made = voice_of(Beeper(fails=SynthesisError("gone")), tmp_path).make(HELLO)
    assert made.seconds == pytest.approx(attention_tone().seconds, abs=0.1)


def test_a_failure_is_told_once_and_without_the_text(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    voice = voice_of(Beeper(fails=ValueError(f"cannot say {BALANCE.text}")), tmp_path)
    with caplog.at_level(logging.DEBUG):
        voice.make(BALANCE)
        voice.make(HELLO)
    assert [record.getMessage() for record in caplog.records] == [
        "the voice `beeper` could not speak: it raised ValueError"
    ]


def test_a_voice_that_fails_again_and_again_rests(tmp_path: Path) -> None:
    beeper, now = Beeper(fails=SynthesisError("gone")), [0.0]
    speaking = Speaking(beeper, lambda _: iter(()), lambda: now[0])
    for text in "abcdef":
        speaking.speak(text, "ru")
    assert beeper.asked == ["a", "b", "c"]
    now[0] = 31.0
    speaking.speak("g", "ru")
    assert beeper.asked[3:] == ["g"]


def test_a_language_that_a_voice_lacks_does_not_silence_the_others(tmp_path: Path) -> None:
    class Monoglot(Beeper):
        def synthesize(self, text: str, language: str) -> Audio:
            if language != "ru":
                raise SynthesisError(f"no voice for the language `{language}`")
            return super().synthesize(text, language)

    speaking = Speaking(Monoglot(), lambda _: iter(()), lambda: 0.0)
    for _ in range(5):
        assert speaking.speak("Салем", "kk")[1] is False
    assert speaking.speak("Здравствуйте!", "ru")[1] is True


def test_a_voice_that_cannot_tell_what_it_is_speaks_all_the_same(tmp_path: Path) -> None:
    class Nameless(Beeper):
        def identity(self, language: str) -> str:
            raise FileNotFoundError("voice.onnx")

    voice = voice_of(Nameless(), tmp_path)
    assert voice.ready(HELLO) is None
    assert round(pitch(voice.make(HELLO)), -1) == 440


def test_another_package_s_broken_voice_leaves_no_caller_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(name: str) -> Synthesizer:
        raise SynthesisError(f"the synthesizer `{name}` cannot be loaded: no module of that name")

    monkeypatch.setattr(speaking_module, "synthesizers", lambda: ["theirs"])
    monkeypatch.setattr(speaking_module, "open_synthesizer", opened)
    wanted = Beeper(fails=SynthesisError("gone"))
    made = Voice(wanted, Cache(tmp_path), Recordings(), WIDE).make(BALANCE)
    assert made.seconds == pytest.approx(attention_tone().seconds, abs=0.1)


def test_whatever_fails_a_tone_is_heard_and_the_text_is_not_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def keep(phrase: Phrase) -> bool:
        raise LookupError(phrase.text)

    voice = Voice(Beeper(), Cache(tmp_path), Recordings(), WIDE, keep=keep)
    assert voice.make(BALANCE).seconds == attention_tone().seconds
    assert [record.getMessage() for record in caplog.records] == ["a phrase could not be made into sound: LookupError"]


def test_other_voices_are_closed_and_the_given_one_is_not(tmp_path: Path) -> None:
    mine, other = Beeper(fails=SynthesisError("gone")), Beeper()
    voice = voice_of(mine, tmp_path, other)
    voice.make(HELLO)
    voice.close()
    assert (mine.closed, other.closed) == (False, True)


@pytest.fixture(scope="module")
def espeak() -> Iterator[Synthesizer]:
    opened = open_synthesizer()
    opened.synthesize("раз", "ru")
    yield opened
    opened.close()


def test_a_sentence_with_a_sum_starts_within_a_tenth_of_a_second(espeak: Synthesizer, tmp_path: Path) -> None:
    voice = voice_of(espeak, tmp_path, keeps=False)
    voice.make(HELLO)
    started = time.perf_counter()
    made = voice.make(BALANCE)
    assert time.perf_counter() - started < 0.1
    assert made.seconds > 1


def test_a_language_without_a_voice_is_spoken_by_one_that_has_it(espeak: Synthesizer, tmp_path: Path) -> None:
    english = open_synthesizer("pyttsx3", voices={"xx": "gmw/en"})
    try:
        made = voice_of(espeak, tmp_path, english).make(Phrase("Good morning, everybody.", "xx"))
    finally:
        english.close()
    assert made.seconds > 0.8
