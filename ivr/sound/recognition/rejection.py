"""How far what vosk heard can be trusted: a confidence of our own, from 0 to 1, since vosk's is 1.0 whatever was said.

Two things are weighed. How much better the speech fits the grammar than a loop of fillers, which fits any speech; and
how long it was spoken, against how long its words take. The weights were fitted by `measure` so that the dialog's
thresholds are right for callers: from 0.6 an answer is taken, from 0.3 it is asked back.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from ivr.sound.recognition.decoding import Decoded
from ivr.sound.recognition.fillers import UNKNOWN

MIDDLE: Final = 0.0
"""Likelihood of grammar over fillers, in nats, at which speech is as often inside the grammar as outside."""
SLOPE: Final = 0.35
"""How much surer a nat makes."""
UNCOMPARED: Final = 0.55
"""Confidence where there are no fillers to compare with: enough to be asked back, not to be taken."""

LETTERS_PER_SECOND: Final = (4.0, 30.0)
"""Letters of the slowest and the fastest speech: a drawl, and twice the rate of a calm announcement."""
SYLLABLES_PER_SECOND: Final = (1.5, 12.0)
"""The same for scripts that write a syllable as one sign."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an utterance is judged by. seconds: how long it was spoken. words: how many may be said."""

    heard: Decoded
    loop: Decoded | None
    seconds: float
    words: int


def confidence(evidence: Evidence) -> float:
    """From 0, surely none of the grammar's phrases, to 1."""
    if UNKNOWN in evidence.heard.text.split():
        return 0.0
    if evidence.loop is None:
        sure = UNCOMPARED
    else:
        sure = 1 / (1 + math.exp(-SLOPE * (evidence.heard.score - evidence.loop.score - MIDDLE)))
    return round(sure * _likely_length(evidence.heard.text, evidence.seconds), 3)


def _likely_length(text: str, seconds: float) -> float:
    """1 where the text can have been spoken in so many seconds, less the further off it is."""
    letters = sum(letter.isalnum() for letter in text)
    hangul = any("가" <= letter <= "힣" for letter in text)
    slow, fast = SYLLABLES_PER_SECOND if hangul else LETTERS_PER_SECOND
    shortest, longest = letters / fast, letters / slow + 0.3
    if seconds < shortest:
        return max(0.0, seconds / shortest)
    return min(1.0, longest / seconds)
