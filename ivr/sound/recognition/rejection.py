"""How far what vosk heard can be trusted: a confidence of our own, from 0 to 1, since vosk's is 1.0 whatever was said.

What was said is decoded twice: by the grammar, which makes phrases of anything, and by the grammar with fillers beside
it, into which speech outside the grammar turns. Four things are weighed: whether the second decoding keeps the words of
the first, how much less likely the first is than the second, whether the words are one phrase, and how long they were
spoken against how long they take. The weights were fitted so that the dialog's thresholds serve callers: from 0.6 an
answer is taken, from 0.3 it is asked back. `docs/recognition.md` has the figures.
"""

from __future__ import annotations

import math
from typing import Final

from ivr.sound.recognition.decoding import Decoded
from ivr.sound.recognition.events import Guess
from ivr.sound.recognition.grammar import Compiled

NAT: Final = 0.17
"""How much surer each nat makes by which the grammar is likelier than grammar and fillers."""
KEPT: Final = 2.2
"""How much surer it makes that all its words stay when there are fillers; a part of them makes a part of it."""
MIXED: Final = -2.0
"""What is against it that words of several phrases are heard where only one was to be said."""
OFFSET: Final = -0.45
"""What is against anything."""
UNCOMPARED: Final = 0.55
"""Confidence where the model knows no filler to compare with: enough to be asked back, not to be taken."""

LETTERS_PER_SECOND: Final = (4.0, 30.0)
"""Letters of the slowest and the fastest speech: a drawl, and twice the rate of a calm announcement."""
SYLLABLES_PER_SECOND: Final = (1.5, 12.0)
"""The same for scripts that write a syllable as one sign."""


def judge(heard: Decoded, loop: Decoded | None, seconds: float, compiled: Compiled) -> Guess | None:
    """What an utterance means; None for nothing. seconds: how long it was spoken."""
    if loop is None:
        return _guess(heard.text, UNCOMPARED, seconds)
    among = " ".join(word.text for word in loop.words if word.text not in compiled.fillers)
    if among in compiled.said and heard.text not in compiled.said:
        # "well, my balance, please": the grammar alone makes other phrases of "well" and "please".
        text, kept = among, _share(loop, compiled)
    else:
        text, kept = heard.text, _kept(heard, loop)
    sure = NAT * (heard.score - loop.score) + KEPT * kept + OFFSET
    if text not in compiled.said and not compiled.mixed:
        sure += MIXED
    return _guess(text, 1 / (1 + math.exp(-max(-20.0, min(20.0, sure)))), seconds)


def _guess(text: str, sure: float, seconds: float) -> Guess | None:
    return Guess(text, round(sure * likely_length(text, seconds), 3)) if text else None


def _kept(heard: Decoded, loop: Decoded) -> float:
    """Share of the grammar's words, by time, that are heard at the same place among fillers too."""
    total = sum(word.end - word.start for word in heard.words)
    kept = sum(
        word.end - word.start
        for word in heard.words
        if any(other.text == word.text and other.start < word.end and word.start < other.end for other in loop.words)
    )
    return kept / total if total else 0.0


def _share(loop: Decoded, compiled: Compiled) -> float:
    """Share of the grammar's words, by time, in what was heard with fillers."""
    total = sum(word.end - word.start for word in loop.words)
    own = sum(word.end - word.start for word in loop.words if word.text not in compiled.fillers)
    return own / total if total else 0.0


def likely_length(text: str, seconds: float) -> float:
    """1 where a text can have been spoken in so many seconds, less the further off it is."""
    letters = sum(letter.isalnum() for letter in text)
    hangul = any("가" <= letter <= "힣" for letter in text)
    slow, fast = SYLLABLES_PER_SECOND if hangul else LETTERS_PER_SECOND
    shortest, longest = letters / fast, letters / slow + 0.3
    if seconds < shortest:
        return max(0.0, seconds / shortest)
    return min(1.0, longest / seconds) if seconds else 0.0
