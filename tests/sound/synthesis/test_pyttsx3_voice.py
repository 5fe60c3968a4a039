"""The voice that comes along, for real."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ivr.sound import levels
from ivr.sound.synthesis.base import SynthesisError, Synthesizer
from ivr.sound.synthesis.pyttsx3_voice import Pyttsx3
from ivr.wording import estimate

BALANCE = {
    "ru": "На счёте сто двадцать один рубль пять копеек. Чтобы вернуться в меню, нажмите решётку.",
    "en": "Your balance is one hundred and twenty-one roubles five kopecks. To go back, press pound.",
}
FIRST_SAMPLE = 0.1
"""Seconds to the first sample of a sentence that nobody has said before."""


@pytest.fixture(scope="module")
def voice() -> Iterator[Pyttsx3]:
    opened = Pyttsx3()
    yield opened
    opened.close()


def test_it_is_a_synthesizer(voice: Pyttsx3) -> None:
    assert isinstance(voice, Synthesizer)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_sentence_lasts_as_long_as_was_reckoned(voice: Pyttsx3, language: str) -> None:
    text = BALANCE[language]
    assert voice.synthesize(text, language).seconds == pytest.approx(estimate.seconds(text, language), rel=0.2)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_sentence_is_fit_to_be_heard(voice: Pyttsx3, language: str) -> None:
    audio = voice.synthesize(BALANCE[language], language)
    assert levels.clipped(audio) == 0
    assert levels.level(audio) > levels.QUIET


def test_languages_can_take_turns(voice: Pyttsx3) -> None:
    lasting = [[voice.synthesize(BALANCE[language], language).seconds for language in ("ru", "en")] for _ in range(3)]
    assert lasting[1:] == [pytest.approx(lasting[0], rel=0.02)] * 2


def test_a_new_sentence_is_there_in_time(voice: Pyttsx3) -> None:
    voice.synthesize("Здравствуйте.", "ru")
    texts = [f"{BALANCE['ru']} {word}." for word in ("да", "нет", "меню", "баланс", "тариф", "роуминг", "бонус")]
    taken = []
    for text in texts:
        started = time.perf_counter()
        voice.synthesize(text, "ru")
        taken.append(time.perf_counter() - started)
    assert sorted(taken)[len(taken) // 2] < FIRST_SAMPLE


def test_threads_can_speak_at_once(voice: Pyttsx3) -> None:
    texts = [("Нажмите один.", "ru"), (BALANCE["ru"], "ru"), ("Press one.", "en"), (BALANCE["en"], "en")] * 5
    alone = {text: voice.synthesize(*text).seconds for text in texts}
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda text: voice.synthesize(*text).seconds, texts))
    assert together == pytest.approx([alone[text] for text in texts], rel=0.02)


@pytest.mark.parametrize("text", ["", " ", "…", "«»", "<b></b>"])
def test_nothing_to_say_is_silence_of_no_length(voice: Pyttsx3, text: str) -> None:
    assert voice.synthesize(text, "ru").seconds == 0


def test_digits_are_said_as_their_words(voice: Pyttsx3) -> None:
    digits, words = voice.synthesize("Код 0505.", "ru"), voice.synthesize("Код ноль пять ноль пять.", "ru")
    assert digits.seconds == pytest.approx(words.seconds, rel=0.02)


def test_rate_is_words_a_minute() -> None:
    fast = Pyttsx3(rate=240)
    assert fast.synthesize(BALANCE["ru"], "ru").seconds < 0.85 * estimate.seconds(BALANCE["ru"], "ru")
    fast.close()


def test_a_lexicon_of_the_author_is_heard(tmp_path: Path) -> None:
    (tmp_path / "lexicon.ru.yaml").write_text("баланс: остаток денежных средств\n", "utf-8")
    own, plain = Pyttsx3(lexicon=tmp_path), Pyttsx3()
    assert own.synthesize("Баланс.", "ru").seconds > 2 * plain.synthesize("Баланс.", "ru").seconds
    own.close()
    plain.close()


def test_identity_changes_with_all_that_is_heard(tmp_path: Path) -> None:
    (tmp_path / "lexicon.ru.yaml").write_text("баланс: остаток\n", "utf-8")
    voices = [
        Pyttsx3(),
        Pyttsx3(rate=150),
        Pyttsx3(pitch=40),
        Pyttsx3(voices={"ru": "zle/ru+f3"}),
        Pyttsx3(lexicon=tmp_path),
    ]
    assert len({voice.identity("ru") for voice in voices}) == len(voices)


def test_identity_of_the_same_is_the_same_in_each_language() -> None:
    assert Pyttsx3().identity("ru") == Pyttsx3(voices={"en": "gmw/en-US"}).identity("ru")
    assert Pyttsx3().identity("ru") != Pyttsx3().identity("en")


@pytest.mark.parametrize("ask", [lambda voice: voice.identity("de"), lambda voice: voice.synthesize("Guten Tag", "de")])
def test_a_language_without_a_voice_is_an_error(voice: Pyttsx3, ask: object) -> None:
    with pytest.raises(SynthesisError, match="no voice for the language `de`; there are voices for ru, en"):
        ask(voice)  # type: ignore[operator]


def test_a_voice_that_is_not_there_is_an_error_each_time() -> None:
    nobody = Pyttsx3(voices={"ru": "zle/nobody"})
    for _ in range(2):
        with pytest.raises(SynthesisError, match="no voice `zle/nobody`"):
            nobody.synthesize("Привет.", "ru")
    assert nobody.synthesize("Hello.", "en").seconds > 0.2
    nobody.close()


@pytest.mark.parametrize("wrong", [{"rate": 20}, {"rate": 1000}, {"pitch": -1}, {"pitch": 101}])
def test_settings_that_cannot_be_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(SynthesisError, match="is possible"):
        Pyttsx3(**wrong)  # type: ignore[arg-type]
