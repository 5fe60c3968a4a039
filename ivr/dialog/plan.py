"""What can be worked out about a question before anybody calls: its keys, phrases and announcement, once per language.

One `Program` serves every call of a service in one manner, spoken or written; plans are made when first needed and
kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ivr.dialog.effects import Listen, Utterance
from ivr.menu.announcement import choice_line
from ivr.menu.in_writing import in_writing
from ivr.menu.model import (
    Choice,
    CollectNode,
    ConfirmNode,
    MenuNode,
    Question,
    Service,
    Universal,
)
from ivr.wording.understand import normalise
from ivr.wording.written import MANNERS, SPOKEN, WRITTEN

DIGITS: Final = "0123456789"
CHOICE: Final = "choice"
UNIVERSAL: Final = "universal"
YES: Final = "yes"
NO: Final = "no"
YES_NO_KEYS: Final = {"1": YES, "2": NO}
"""Keys of the engine's own yes/no questions (read-back, "did you say …")."""
ITEM: Final = "item"
NEXT: Final = "next"
PREVIOUS: Final = "previous"


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing a caller can answer. kind: one of the names above; name: its outcome; index: of a list's item."""

    kind: str
    name: str
    choice: Choice | None = None
    universal: Universal | None = None
    index: int = 0

    @property
    def id(self) -> str:
        """A name that is unique within its question."""
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A question made ready for one language.

    answers: by the keys that take them. longer: beginnings of answers' keys, for which the next key is awaited.
    phrases: normalised, with the answer each means. announcement: spoken after the prompt; a choice stands for its line
    when its label has slots. conditional: which choices stand depends on the caller's variables.
    """

    answers: dict[str, Answer]
    longer: frozenset[str]
    phrases: tuple[tuple[str, Answer], ...]
    listen: Listen
    announcement: tuple[Utterance | Choice, ...] = ()
    conditional: bool = False

    def by_id(self, name: str) -> Answer | None:
        """The answer of that `Answer.id`."""
        found = next((answer for answer in self.answers.values() if answer.id == name), None)
        return found or next((answer for _, answer in self.phrases if answer.id == name), None)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list's page: its key and answer, what the caller may say for it, and how it is announced."""

    key: str
    answer: Answer
    label: str
    spoken: str


class Program:
    """A service made ready to hold calls. manner: how its callers are told things, to be heard or to be read."""

    def __init__(self, service: Service, manner: str = SPOKEN) -> None:
        if manner not in MANNERS:
            raise ValueError(f"no manner {manner!r}; known: {', '.join(MANNERS)}")
        self.manner = manner
        self.written = manner == WRITTEN
        self.service = in_writing(service) if self.written else service
        self._plans: dict[tuple[str, str, str, int], Plan] = {}

    def plan(self, dialog: str, node: Question, language: str, shown: int = -1) -> Plan:
        """The plan of a question that is no list. shown: bits of the choices whose ``when`` holds now."""
        key = (dialog, node.name, language, shown)
        found = self._plans.get(key)
        if found is None:
            found = self._plans[key] = self._make(node, language, shown)
        return found

    def page(self, node: Question, language: str, lines: Sequence[Line]) -> Plan:
        """The plan of one page of a list."""
        answers = {line.key: line.answer for line in lines}
        phrases = [(normalise(line.label), line.answer) for line in lines]
        return self._plan(node, language, answers, phrases, tuple(Utterance(line.spoken, language) for line in lines))

    def _make(self, node: Question, language: str, shown: int) -> Plan:
        answers: dict[str, Answer] = {}
        phrases: list[tuple[str, Answer]] = []
        lines: list[Utterance | Choice] = []
        if isinstance(node, MenuNode):
            for number, choice in enumerate(node.choices):
                if not shown >> number & 1:
                    continue
                answer = Answer(CHOICE, choice.name, choice=choice)
                if choice.key:
                    answers[choice.key] = answer
                phrases += [(phrase, answer) for phrase in spoken_forms(choice, language)]
                if choice.hidden or choice.label is None:
                    continue
                label = choice.label.told(written=self.written).get(language) or choice.label.texts[language]
                if label.static and self.written and choice.label.written:
                    phrases.append((normalise(label.static), answer))
                if label.static is None:
                    lines.append(choice)
                else:
                    line = choice_line(label.static, choice.key, language, self.manner)
                    lines.append(Utterance(line, language, choice.label.recording))
        elif isinstance(node, ConfirmNode):
            answers = {node.yes_key: Answer(YES, YES), node.no_key: Answer(NO, NO)}
        return self._plan(node, language, answers, phrases, tuple(lines))

    def _plan(
        self,
        node: Question,
        language: str,
        answers: dict[str, Answer],
        phrases: Iterable[tuple[str, Answer]],
        announcement: tuple[Utterance | Choice, ...],
    ) -> Plan:
        everything = list(phrases)
        collecting = isinstance(node, CollectNode)
        terminator = node.terminator or "" if isinstance(node, CollectNode) else ""
        for universal in self.service.universals:
            if universal.name in node.asking.without:
                continue
            answer = Answer(UNIVERSAL, universal.name, universal=universal)
            if universal.key and not (collecting and (universal.key in DIGITS + terminator)):
                answers.setdefault(universal.key, answer)
            everything += [(phrase, answer) for phrase in universal.phrases.get(language, ())]
        kind = node.kind if isinstance(node, CollectNode) else "yes_no" if isinstance(node, ConfirmNode) else CHOICE
        keys = set("".join(answers)) | (set(DIGITS + terminator) if collecting else set())
        listen = Listen(
            keys="".join(sorted(keys)),
            phrases=tuple(dict.fromkeys(phrase for phrase, _ in everything)),
            kind=kind,
            language=language,
            secret=isinstance(node, CollectNode) and node.secret,
        )
        longer = frozenset(key[:end] for key in answers for end in range(1, len(key)))
        conditional = isinstance(node, MenuNode) and any(choice.when is not None for choice in node.choices)
        return Plan(answers, longer, tuple(everything), listen, announcement, conditional)


def spoken_forms(choice: Choice, language: str) -> tuple[str, ...]:
    """What a caller may say for a choice: its label and its phrases, normalised, each once."""
    forms = [*choice.phrases.get(language, ())]
    if choice.label is not None and not choice.shortcut and (static := choice.label.texts[language].static):
        forms.insert(0, normalise(static))
    return tuple(dict.fromkeys(form for form in forms if form))
