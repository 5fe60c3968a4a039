"""Which answer an utterance means: phrases against hypotheses, by whole words and confidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ivr.dialog.events import Hypothesis
from ivr.dialog.plan import Answer, Plan
from ivr.wording import understand

WITHIN: Final = 0.9
"""Share of a hypothesis' confidence that a phrase keeps when other words were said around it."""

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
    padded = f" {said} "
    inside = [(phrase, answer) for phrase, answer in plan.phrases if f" {phrase} " in padded]
    longest = [
        (phrase, answer)
        for phrase, answer in inside
        if not any(len(other) > len(phrase) and f" {phrase} " in f" {other} " for other, _ in inside)
    ]
    return [(WITHIN, answer) for _, answer in longest]
