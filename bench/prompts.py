"""How soon a prompt begins to sound: fixed ones from the cache, those with a slot made on the spot."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.measure import Row
from ivr.sound.audio import WIDE
from ivr.sound.prompts import Cache, Phrase, Recordings, Voice
from ivr.sound.synthesis import open_synthesizer
from ivr.wording.formats import speak

COUNT = 200
GOAL_SECONDS = 0.1
"""A phrase with a slot is to sound within this."""
GREETING = Phrase("Здравствуйте! Это сервис-гид.", "ru")


def rows() -> list[Row]:
    """The table's lines on prompts. Time of the clock: the voice runs in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        synthesizer = open_synthesizer()
        try:
            return _measured(synthesizer, Path(folder))
        finally:
            synthesizer.close()


def _measured(synthesizer: object, folder: Path) -> list[Row]:
    def voice() -> Voice:
        return Voice(synthesizer, Cache(folder), Recordings(folder), WIDE, keep=lambda _: True)  # type: ignore[arg-type]

    start = time.perf_counter()
    voice().make(GREETING)
    first = time.perf_counter() - start
    made, kept = [], []
    maker = voice()
    for number in range(COUNT):
        phrase = Phrase(f"На счёте {speak('money', 12_105 + 4_127 * number, 'ru')}.", "ru")
        start = time.perf_counter()
        maker.make(phrase)
        made.append(time.perf_counter() - start)
    for _ in range(COUNT):
        reader = voice()  # nothing in memory: from the disk
        start = time.perf_counter()
        assert reader.ready(GREETING) is not None
        kept.append(time.perf_counter() - start)
    slot = float(np.percentile(made, 95))
    return [
        Row("first prompt of a program: its voice starts, ms", f"{1000 * first:.0f}"),
        Row("prompt with a slot, ms: p50 / p95", told(made), f"< {1000 * GOAL_SECONDS:.0f}", slot < GOAL_SECONDS),
        Row("cached prompt, ms: p50 / p95", told(kept)),
    ]


def told(seconds: Sequence[float]) -> str:
    """The median and the 95th percentile, in milliseconds."""
    p50, p95 = np.percentile(seconds, [50, 95])
    return f"{1000 * p50:.1f} / {1000 * p95:.1f}"
