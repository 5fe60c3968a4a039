"""The parts of nodes: what is said, the ways on, choices, and how an answer is waited for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ivr.menu.faults import Location
from ivr.menu.template import Expression, Template

ROOT: Final = ""
"""Name of the dialog that a dialled number leads into; every other dialog is a sub-dialog with a name of its own."""

NO_INPUT: Final = "no_input"
INCOMPLETE: Final = "incomplete"
TOO_LONG: Final = "too_long"
NO_MATCH: Final = "no_match"
REJECTED: Final = "rejected"
ASKING_OUTCOMES: Final = (NO_INPUT, INCOMPLETE, TOO_LONG, NO_MATCH, REJECTED)
"""The five ways in which asking a caller can fail, each with its own counter, prompts and way out."""

GRANTED: Final = "granted"
"""The outcome by which an authentication dialog says that the caller has proved the level asked for."""

BUSY: Final = "busy"
NO_ANSWER: Final = "no_answer"
TRANSFER_OUTCOMES: Final = (BUSY, NO_ANSWER, "failed")
"""How a transfer can fail. A transfer that succeeds ends the service's part of the call."""

REPEAT: Final = "repeat"
BACK: Final = "back"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing to say, in each language of the service.

    recording: name of a sound file (``audio/<language>/<recording>``) that stands for the text where it exists.
    barge_in: whether a key or speech may cut it short. written: what callers who write read instead, in each language,
    where that is not the same.
    """

    texts: Mapping[str, Template]
    at: Location
    recording: str | None = None
    barge_in: bool = True
    written: Mapping[str, Template] = field(default_factory=dict)

    def told(self, *, written: bool) -> Mapping[str, Template]:
        """The texts that a caller hears, or reads."""
        return self.written if written and self.written else self.texts

    def forms(self) -> Iterator[Template]:
        """Every text, said or written."""
        yield from self.texts.values()
        yield from self.written.values()


@dataclass(frozen=True, slots=True)
class Prompt:
    """A phrase for each attempt (tapered prompts): the first for the first, the last for all that follow."""

    attempts: tuple[Phrase, ...]

    def for_attempt(self, number: int) -> Phrase:
        """The phrase for an attempt, counted from 1."""
        return self.attempts[min(max(number, 1), len(self.attempts)) - 1]


@dataclass(frozen=True, slots=True)
class Route:
    """A way on: what is said on it, the variables it sets, and the node it leads to."""

    goto: str
    at: Location
    prompt: Prompt | None = None
    sets: Mapping[str, Expression] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remedy:
    """What happens when asking fails in one of the five ways.

    prompt: said before the question is asked again (tapered); None means the language's own sentence.
    tries: how often this outcome may happen in one visit; the last time leads to ``then``.
    """

    tries: int
    then: Route
    prompt: Prompt | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """How a node waits for an answer: timers in seconds, thresholds 0 to 1, and one remedy per asking outcome.

    first_key: silence after the prompt's end that makes ``no_input``.
    between_keys: silence after a key that ends the entry.
    accept, confirm: recogniser confidence from which a hypothesis is taken, or read back first; below is no match.
    type_ahead: False forgets keys pressed before this node.
    without: universals that are not valid here.
    """

    first_key: float
    between_keys: float
    remedies: Mapping[str, Remedy]
    accept: float
    confirm: float
    type_ahead: bool = True
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu: its name is also the outcome that reports count.

    key: DTMF keys that take it ("1", "10"), or None when it is only spoken.
    label: what the announcement calls it; phrases: what the caller may say, by language (the label always counts).
    needs: access level; when: the choice stands only while this holds; hidden: works, and is not announced.
    shortcut: one that stands in another menu, and is only spoken here; phrases hold all its words, the label names it.
    """

    name: str
    route: Route
    at: Location
    key: str | None = None
    label: Phrase | None = None
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: int = 0
    when: Expression | None = None
    hidden: bool = False
    shortcut: bool = False


@dataclass(frozen=True, slots=True)
class Universal:
    """A choice valid in every question: `repeat` and `back` act by themselves, any other leads to a root node.

    names: what it is called by language, the first of its phrases as the author wrote it.
    """

    name: str
    at: Location
    key: str | None = None
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    goto: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActionCall:
    """An action by name with its arguments."""

    action: str
    arguments: Mapping[str, Expression]
    at: Location
