"""A call is heard: real speech through a real model."""

import numpy as np
import pytest

from ivr.sound.audio import PHONE, WIDE, Samples
from ivr.sound.recognition import Began, Ear, Ended, Grammar, Recognition
from tests.sound.recognition import korean
from tests.sound.recognition.korean import MENU, utterance

FRAME = 320
ACCEPT = 0.6
"""The dialog's threshold."""


@pytest.fixture
def ear(recognition: Recognition) -> Ear:
    ear = recognition.ear()
    ear.listen(MENU)
    return ear


def fed(ear: Ear, samples: Samples, size: int = FRAME) -> list[tuple[float, Began | Ended]]:
    """What was heard, with the seconds of sound after which it was told."""
    return [
        ((at + size) / WIDE, event)
        for at in range(0, len(samples), size)
        for event in ear.feed(samples[at : at + size])
    ]


def words(ear: Ear, samples: Samples) -> list[str]:
    """The words of each utterance, nothing where it meant nothing."""
    return [
        event.hypotheses[0].text if event.hypotheses else "" for event in ear.feed(samples) if isinstance(event, Ended)
    ]


@pytest.mark.parametrize("samples", [np.zeros(320), np.zeros((320, 1), np.int16), bytes(640)])
def test_samples_of_another_type_are_refused(ear: Ear, samples: Samples) -> None:
    with pytest.raises(ValueError, match="one row of int16"):
        ear.feed(samples)


@pytest.mark.parametrize("word", MENU.phrases)
def test_a_word_of_the_grammar_is_heard(ear: Ear, word: str) -> None:
    assert words(ear, utterance(word)) == [word]


@pytest.mark.parametrize("word", [word for word in MENU.phrases if word != "어머니"])
def test_a_word_of_the_grammar_is_trusted(ear: Ear, word: str) -> None:
    events = [event for event in ear.feed(utterance(word)) if isinstance(event, Ended)]
    assert [event.hypotheses[0].confidence >= ACCEPT for event in events] == [True]


@pytest.mark.parametrize("word", ["메뉴", "라디오", "어머니"])
def test_a_word_is_heard_at_the_rate_of_a_telephone(recognition: Recognition, word: str) -> None:
    ear = recognition.ear(PHONE)
    ear.listen(MENU)
    assert words(ear, utterance(word, rate=PHONE)) == [word]


@pytest.mark.parametrize("word", ["서울", "선생님", "자동차"])
def test_a_word_outside_the_grammar_is_not_trusted(ear: Ear, word: str) -> None:
    events = [event for event in ear.feed(utterance(word)) if isinstance(event, Ended)]
    assert len(events) == 1
    assert all(guess.confidence < ACCEPT for guess in events[0].hypotheses)


def test_the_beginning_is_told_within_200_ms(ear: Ear) -> None:
    told, event = fed(ear, utterance("메뉴", before=0.5))[0]
    assert isinstance(event, Began)
    assert told - 0.5 <= 0.2


def test_the_beginning_stands_where_the_speech_begins(ear: Ear) -> None:
    _, event = fed(ear, utterance("메뉴", before=0.5))[0]
    assert event.at == pytest.approx(0.5, abs=0.1)


def test_the_end_is_told_within_800_ms(ear: Ear) -> None:
    sound = utterance("메뉴", before=0.5, after=1.6)
    told, event = fed(ear, sound)[1]
    assert isinstance(event, Ended)
    assert told - (len(sound) / WIDE - 1.6) <= 0.8


def test_times_are_of_the_whole_stream(ear: Ear) -> None:
    ear.feed(utterance("메뉴"))
    first = len(utterance("메뉴")) / WIDE
    began = ear.feed(utterance("음악", before=0.5))[0]
    assert began.at == pytest.approx(first + 0.5, abs=0.1)


@pytest.mark.parametrize("size", [80, 333, 512, 4000])
def test_the_size_of_chunks_does_not_matter(recognition: Recognition, size: int) -> None:
    def plain(events: list[Began | Ended]) -> list[object]:
        return [
            (event.at, [guess.text for guess in event.hypotheses]) if isinstance(event, Ended) else event.at
            for event in events
        ]

    sound = utterance("음악", "나무")
    whole, parts = recognition.ear(), recognition.ear()
    whole.listen(MENU)
    parts.listen(MENU)
    assert plain([event for _, event in fed(parts, sound, size)]) == plain(whole.feed(sound))


def test_two_utterances_are_told_apart(ear: Ear) -> None:
    assert words(ear, utterance("음악", "나무")) == ["음악", "나무"]


def test_a_string_goes_on_over_a_pause(ear: Ear) -> None:
    ear.listen(Grammar("ko", MENU.phrases, strings=True))
    assert words(ear, utterance("메뉴", "라디오", between=0.8, after=2.0)) == ["메뉴 라디오"]


def test_silence_says_nothing(ear: Ear) -> None:
    assert ear.feed(np.zeros(3 * WIDE, np.int16)) == []


@pytest.mark.parametrize("level", [30, 300, 3000])
def test_noise_is_no_speech(ear: Ear, level: int) -> None:
    noise = np.random.default_rng(1).normal(0, level, 5 * WIDE).astype(np.int16)
    assert ear.feed(noise) == []


def test_clicks_are_no_speech(ear: Ear) -> None:
    sound = np.zeros(5 * WIDE, np.int16)
    chance = np.random.default_rng(1)
    for at in range(WIDE, 4 * WIDE, WIDE // 2):
        sound[at : at + 480] = chance.normal(0, 8000, 480) * np.exp(-np.arange(480) / 100)
    assert ear.feed(sound) == []


def test_nothing_is_heard_where_nothing_is_listened_for(ear: Ear) -> None:
    ear.listen(None)
    assert ear.feed(utterance("메뉴")) == []


def test_speech_without_a_phrase_to_hear_is_told_and_means_nothing(ear: Ear) -> None:
    ear.listen(Grammar("ko", ()))
    began, ended = ear.feed(utterance("메뉴"))
    assert isinstance(began, Began)
    assert isinstance(ended, Ended)
    assert ended.hypotheses == ()


def test_speech_in_a_language_without_a_model_means_nothing(ear: Ear) -> None:
    ear.listen(Grammar("ru", ("баланс",)))
    assert words(ear, utterance("메뉴")) == [""]


def test_a_new_grammar_is_heard_by(ear: Ear) -> None:
    ear.listen(Grammar("ko", ("서울", "나무")))
    assert words(ear, utterance("나무")) == ["나무"]


def test_what_was_begun_is_forgotten_by_reset(ear: Ear) -> None:
    sound = utterance("메뉴", before=0.5)
    half = round(0.8 * WIDE)
    assert [type(event) for event in ear.feed(sound[:half])] == [Began]
    ear.reset()
    assert ear.feed(np.zeros(2 * WIDE, np.int16)) == []


def test_a_word_begun_just_before_listening_is_heard(recognition: Recognition) -> None:
    ear = recognition.ear()
    sound = utterance("라디오", before=0.5)
    ear.feed(sound[: round(0.6 * WIDE)])
    ear.listen(MENU)
    assert words(ear, sound[round(0.6 * WIDE) :]) == ["라디오"]


def test_speech_without_end_is_ended_once(ear: Ear) -> None:
    speech = np.tile(korean.say("안녕하세요 감사합니다").samples, 12)[: 15 * WIDE]
    events = ear.feed(np.concatenate([speech, np.zeros(2 * WIDE, np.int16)]))
    assert [type(event) for event in events] == [Began, Ended]
    assert events[1].at <= events[0].at + 10.1


def test_after_close_nothing_is_heard(ear: Ear) -> None:
    ear.close()
    assert ear.feed(utterance("메뉴")) == []
