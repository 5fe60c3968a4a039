"""Which answer an utterance means: phrases against hypotheses, by whole words and confidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from ivr.dialog.events import Hypothesis
from ivr.dialog.plan import ITEM, Answer, Plan
from ivr.wording import understand

WITHIN: Final = 0.9
"""Share of a hypothesis' confidence that a phrase keeps when other words were said around it."""

AKIN: Final = 0.85
"""The same when the words around it are there, and its own have other endings."""

TELLING: Final = 4
"""Letters that a word of an item has at least, for the item to be known by it."""

KEPT: Final = 4096
"""Phrases whose stems are kept: those of a few large services."""

AMBIGUITY: Final = 0.15
"""Answers whose scores lie closer than this cannot be told apart."""


def best_answers(plan: Plan, hypotheses: Iterable[Hypothesis], language: str) -> list[tuple[float, Answer]]:
    """Every answer that the hypotheses may mean with its score (0 to 1), the best first."""
    scores: dict[str, tuple[float, Answer]] = {}
    for hypothesis in hypotheses:
        for quality, answer in _meanings(plan, hypothesis.text, language):
            score = hypothesis.confidence * quality
            if score > scores.get(answer.id, (0.0, answer))[0]:
                scores[answer.id] = (score, answer)
    return sorted(scores.values(), key=lambda item: -item[0])


def rivals(answers: Sequence[tuple[float, Answer]]) -> list[Answer]:
    """The answers that cannot be told apart from the best one, itself first."""
    return [answer for score, answer in answers if answers[0][0] - score < AMBIGUITY] if answers else []


def _meanings(plan: Plan, text: str, language: str) -> list[tuple[float, Answer]]:
    said = understand.normalise(text)
    exact = [(1.0, answer) for phrase, answer in plan.phrases if phrase == said]
    if exact:
        return exact
    digits = understand.digits(said, language)
    if digits is not None and digits in plan.answers:
        return [(1.0, plan.answers[digits])]
    heard = _Heard(f" {said} ", said.split(), language)
    inside = _longest([(phrase, answer) for phrase, answer in plan.phrases if heard.asks_for(phrase)])
    if inside:
        return [(WITHIN, answer) for answer in inside]
    heard = replace(heard, padded=f" {understand.stems(said, language)} ")
    akin: list[tuple[str, Answer]] = []
    for phrase, answer in plan.phrases:
        stem = _stems(phrase, language)
        borrowed = answer.choice is not None and answer.choice.shortcut
        if heard.asks_for(stem) and not (borrowed and any(stem == other for other, _ in akin)):
            akin.append((stem, answer))
    return [(AKIN, answer) for answer in _longest(akin)] or [(AKIN, answer) for answer in _named(plan, heard)]


@dataclass(frozen=True, slots=True)
class _Heard:
    """What was said: the words, or their stems, with a space around each, and the words themselves."""

    padded: str
    words: Sequence[str]
    language: str

    def asks_for(self, phrase: str) -> bool:
        """Whether the phrase is among the words and asked for there: in "не надо тариф" no tariff is, and "сто два" in
        "сто два рубля" is no number to be dialled."""
        at = self.padded.find(f" {phrase} ")
        while at >= 0:
            start = self.padded.count(" ", 0, at)
            before, after = self.words[:start], self.words[start + len(phrase.split()) :]
            if not understand.turned_down(before, self.language) and not (
                understand.digits(phrase, self.language) and understand.goes_on(before, after, self.language)
            ):
                return True
            at = self.padded.find(f" {phrase} ", at + 1)
        return False


def _named(plan: Plan, said: _Heard) -> list[Answer]:
    """The items of a list of which something was said that no other item has: "детский" of "Детский, 200 рублей"."""
    items = [
        (answer, {stem for stem in _stems(phrase, said.language).split() if len(stem) >= TELLING})
        for phrase, answer in plan.phrases
        if answer.kind == ITEM
    ]
    held = Counter(stem for _, stems in items for stem in stems)
    return [answer for answer, stems in items if any(held[stem] == 1 and said.asks_for(stem) for stem in stems)]


def _longest(found: Sequence[tuple[str, Answer]]) -> list[Answer]:
    """The answers whose phrases are no part of another one that was found."""
    return [
        answer
        for phrase, answer in found
        if not any(len(other) > len(phrase) and f" {phrase} " in f" {other} " for other, _ in found)
    ]


@lru_cache(KEPT)
def _stems(phrase: str, language: str) -> str:
    """Those of a menu's phrase; a caller's words are not kept."""
    return understand.stems(phrase, language)
