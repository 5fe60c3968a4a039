"""How well speech is recognised, in figures: what is said inside a grammar and outside of it, by voices and on lines.

A false accept is a caller taken for having said what they did not; a false reject one who said it in vain.
Between the two stands asking back, which costs a caller time and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ivr.sound import g711
from ivr.sound.audio import FULL_SCALE, PHONE, WIDE, Audio, Samples, silence
from ivr.sound.levels import NOMINAL, levelled
from ivr.sound.recognition.ear import Ear
from ivr.sound.recognition.events import Ended, Grammar, Guess
from ivr.wording.understand import normalise

Voice = Callable[[str], Audio]
"""Speaks a text."""

ACCEPT: Final = 0.6
"""Confidence from which a dialog takes an answer, where its author sets no other."""
CONFIRM: Final = 0.3
"""Confidence from which it asks back."""

LEAD: Final = 0.5
"""Seconds of silence before a phrase."""
TAIL: Final = 1.5
"""Seconds of it after a phrase: more than ends any utterance."""
SEED: Final = 2026
"""Of the noise: the same figures at every run."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A line. noise: dB of speech over white noise, measured while it is spoken; None: no noise."""

    name: str
    rate: int = WIDE
    a_law: bool = False
    noise: float | None = None

    def carry(self, audio: Audio, chance: np.random.Generator) -> Samples:
        """The speech, at -26 dBov, as it comes out of the line, with silence around it."""
        spoken = levelled(audio.at(self.rate)).samples
        still = [silence(seconds, self.rate).samples for seconds in (LEAD, TAIL)]
        samples = np.concatenate([still[0], spoken, still[1]]).astype(np.float64)
        if self.noise is not None:
            deviation = FULL_SCALE * 10 ** ((NOMINAL - self.noise) / 20)
            samples += chance.normal(0.0, deviation, len(samples))
        sound: Samples = np.clip(np.round(samples), -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)
        return g711.from_alaw(g711.to_alaw(sound)) if self.a_law else sound


CONDITIONS: Final = (
    Condition("16 kHz"),
    Condition("8 kHz A-law", PHONE, a_law=True),
    Condition("16 kHz, 20 dB noise", noise=20.0),
    Condition("8 kHz A-law, 20 dB noise", PHONE, a_law=True, noise=20.0),
    Condition("16 kHz, 10 dB noise", noise=10.0),
)


TELEPHONE: Final = (CONDITIONS[1], CONDITIONS[3])
"""What most callers call through."""


@dataclass(slots=True)
class Counts:
    """What became of utterances. right, asked, wrong, lost: of those inside the grammar, taken for what they are, asked
    back as what they are, taken for something else, and rejected or misheard at low confidence. taken, doubted,
    refused: of those outside, taken (a false accept), asked back, rejected. unnoticed: not heard as speech at all."""

    right: int = 0
    asked: int = 0
    wrong: int = 0
    lost: int = 0
    taken: int = 0
    doubted: int = 0
    refused: int = 0
    unnoticed: int = 0

    @property
    def inside(self) -> int:
        """Utterances of the grammar's phrases."""
        return self.right + self.asked + self.wrong + self.lost

    @property
    def outside(self) -> int:
        """Utterances of anything else."""
        return self.taken + self.doubted + self.refused

    @property
    def false_accepts(self) -> float:
        """Share of what was said outside the grammar that was taken for a phrase of it."""
        return self.taken / max(1, self.outside)

    @property
    def false_rejects(self) -> float:
        """Share of the grammar's phrases that were neither taken nor asked back for what they are."""
        return (self.wrong + self.lost) / max(1, self.inside)


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance of a measurement."""

    condition: str
    voice: str
    text: str
    inside: bool
    noticed: bool
    guesses: tuple[Guess, ...]


@dataclass(slots=True)
class Measured:
    """All of a measurement, and its counts by condition."""

    heard: list[Heard] = field(default_factory=list)

    def counts(self, accept: float = ACCEPT, confirm: float = CONFIRM) -> dict[str, Counts]:
        """What a dialog with these thresholds would have done, by condition."""
        found: dict[str, Counts] = {}
        for one in self.heard:
            _count(found.setdefault(one.condition, Counts()), one, accept, confirm)
        return found


def measure(
    ear: Callable[[int], Ear],
    voices: Mapping[str, Voice],
    grammar: Grammar,
    outside: Sequence[str],
    conditions: Iterable[Condition] = CONDITIONS,
) -> Iterator[Heard]:
    """Speak every phrase of a grammar, and texts that are none, and tell what is heard, one by one.

    ear: gives an ear for a rate (`Recognition.ear`). voices: by name.
    """
    chance = np.random.default_rng(SEED)
    phrases = [(text, True) for text in grammar.phrases] + [(text, False) for text in outside]
    conditions = tuple(conditions)
    ears = {rate: ear(rate) for rate in {condition.rate for condition in conditions}}
    for listening in ears.values():
        listening.listen(grammar)
    for name, speak in voices.items():
        for text, inside in phrases:
            audio = speak(text)
            for condition in conditions:
                events = ears[condition.rate].feed(condition.carry(audio, chance))
                ends = [event for event in events if isinstance(event, Ended)]
                yield Heard(condition.name, name, text, inside, bool(ends), _surest(ends))


def _surest(ends: Sequence[Ended]) -> tuple[Guess, ...]:
    """Of what was said in several utterances, the one that a dialog would sooner take."""
    return max((end.hypotheses for end in ends), key=lambda heard: heard[0].confidence if heard else 0.0, default=())


def table(counts: Mapping[str, Counts]) -> str:
    """Counts as a table of Markdown."""
    rows = [
        "| line | inside | taken right | asked back | taken wrong | rejected "
        "| outside | false accepts | asked back | rejected |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, count in counts.items():
        inside = [count.right, count.asked, count.wrong, count.lost]
        outside = [count.taken, count.doubted, count.refused]
        cells = [*_shares(inside), *_shares(outside)]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _shares(numbers: Sequence[int]) -> list[str]:
    total = sum(numbers)
    return [str(total), *(f"{100 * number / max(1, total):.1f} %" for number in numbers)]


def _count(counts: Counts, one: Heard, accept: float, confirm: float) -> None:
    guess = one.guesses[0] if one.guesses else Guess("", 0.0)
    right = one.inside and normalise(guess.text) == normalise(one.text)
    counts.unnoticed += not one.noticed
    if guess.confidence >= accept:
        counts.right += right
        counts.wrong += one.inside and not right
        counts.taken += not one.inside
    elif guess.confidence >= confirm:
        counts.asked += right
        counts.lost += one.inside and not right
        counts.doubted += not one.inside
    else:
        counts.lost += one.inside
        counts.refused += not one.inside
