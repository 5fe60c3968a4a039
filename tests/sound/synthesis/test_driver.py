"""Our driver under pyttsx3 itself, in this process: whole on return, nothing lost, errors told."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyttsx3

from ivr.sound import audio
from ivr.sound.audio import Audio
from ivr.sound.synthesis import driver


@pytest.fixture(scope="module")
def shared() -> Any:
    driver.install()
    return pyttsx3.init(driver.NAME)


@pytest.fixture
def engine(shared: Any) -> Iterator[Any]:
    """pyttsx3 with a Russian voice at its own rate."""
    shared.setProperty("voice", "zle/ru")
    shared.setProperty("rate", 175)
    shared.setProperty("pitch", 50)
    shared.runAndWait()
    yield shared


def said(engine: Any, text: str) -> Audio:
    engine.say(text)
    engine.runAndWait()
    heard = engine.getProperty("audio")
    assert isinstance(heard, Audio)
    return heard


def test_a_sentence_is_whole_when_run_and_wait_returns(engine: Any) -> None:
    heard = said(engine, "Нажмите один.")
    assert heard.rate == 22_050
    assert 0.5 < heard.seconds < 2


def test_each_of_two_files_is_written(engine: Any, tmp_path: Path) -> None:
    files = [tmp_path / "one.wav", tmp_path / "two.wav"]
    for file in files:
        engine.save_to_file("Нажмите один.", str(file))
    engine.runAndWait()
    assert [audio.read(file).seconds > 0.5 for file in files] == [True, True]


def test_a_sentence_after_a_file_goes_to_no_file(engine: Any, tmp_path: Path) -> None:
    file = tmp_path / "one.wav"
    engine.save_to_file("Нажмите один.", str(file))
    engine.runAndWait()
    written = file.read_bytes()
    said(engine, "Чтобы узнать баланс, нажмите два.")
    assert file.read_bytes() == written


def test_a_faster_rate_takes_less_time(engine: Any) -> None:
    calm = said(engine, "Чтобы узнать баланс, нажмите один.")
    engine.setProperty("rate", 300)
    assert said(engine, "Чтобы узнать баланс, нажмите один.").seconds < 0.8 * calm.seconds


def test_phonemes_are_said_and_not_read_out(engine: Any) -> None:
    word, phonemes = said(engine, "замок"), said(engine, "[[zam'ok]]")
    assert phonemes.seconds == pytest.approx(word.seconds, abs=0.1)


def test_the_stress_of_phonemes_is_heard(engine: Any) -> None:
    castle, lock = (said(engine, text).samples.astype(float) for text in ("[[z'amok]]", "[[zam'ok]]"))
    loudest = [np.argmax(np.convolve(np.square(samples), np.ones(2_205))) / 22_050 for samples in (castle, lock)]
    assert loudest[0] < loudest[1]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("voice", "zle/nowhere", "no voice `zle/nowhere`"),
        ("voice", "zle/ru+nobody", "no voice `zle/ru+nobody`"),
        ("volume", 1, "no property `volume`"),
    ],
)
def test_what_cannot_be_set_is_told(engine: Any, name: str, value: object, words: str) -> None:
    told: list[Exception] = []
    token = engine.connect("error", lambda name, exception: told.append(exception))
    engine.setProperty(name, value)
    engine.runAndWait()
    engine.disconnect(token)
    assert [words in str(error) for error in told] == [True]


def test_a_file_that_cannot_be_written_is_told(engine: Any, tmp_path: Path) -> None:
    told: list[Exception] = []
    token = engine.connect("error", lambda name, exception: told.append(exception))
    engine.save_to_file("Нажмите один.", str(tmp_path / "nowhere" / "one.wav"))
    engine.runAndWait()
    engine.disconnect(token)
    assert ["nowhere" in str(error) for error in told] == [True]


def test_properties_can_be_read(engine: Any) -> None:
    assert [engine.getProperty(name) for name in ("voice", "rate", "pitch")] == ["zle/ru", 175, 50]
