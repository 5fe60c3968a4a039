"""The events of a YAML stream, from libyaml where PyYAML was built with it, and from PyYAML's own parser elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

LIBYAML: Final[bool] = yaml.__with_libyaml__
"""Whether the fast parser is there."""

Event: TypeAlias = Any
"""An event of `yaml.events`. PyYAML's stubs leave out its attributes and make its marks optional."""

Parse: TypeAlias = Callable[[str], Iterator[Event]]


@dataclass
class SyntaxFault(Exception):
    """What a parser says when it stops. what, problem: its words. start, place: line and column from 0."""

    what: str
    problem: str
    start: tuple[int, int]
    place: tuple[int, int]


_QUESTION: Final = re.compile(r"(?<=[^\s\[\]{},])\?")
"""A question mark within a text."""

_STAND_IN: Final = "\U0010fffd"
"""A character for private use, which no menu holds."""


class _Pure(Reader, Scanner, Parser):
    """PyYAML's parser without its constructors.

    It follows YAML 1.1, where a question mark ends a text within brackets; libyaml follows YAML 1.2, where it is one of
    the text's letters. So another letter stands in for it.
    """

    def __init__(self, text: str) -> None:
        self._stood_in = _STAND_IN not in text
        Reader.__init__(self, _QUESTION.sub(_STAND_IN, text) if self._stood_in else text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def get_event(self) -> Event:
        """The next event."""
        event = super().get_event()  # type: ignore[no-untyped-call]
        if self._stood_in and isinstance(event, yaml.ScalarEvent):
            event.value = event.value.replace(_STAND_IN, "?")
        return event


def events(text: str) -> Iterator[Event]:
    """The events of a text, by the fastest parser there is. Raises SyntaxFault."""
    return fast_events(text) if LIBYAML else pure_events(text)


def fast_events(text: str) -> Iterator[Event]:
    """The events by libyaml. Raises SyntaxFault."""
    from yaml import cyaml

    return _events(cyaml.CLoader, text)


def pure_events(text: str) -> Iterator[Event]:
    """The events by PyYAML's own parser: some forty times slower, the same answers. Raises SyntaxFault."""
    return _events(_Pure, text)


def _events(parser: Callable[[str], Any], text: str) -> Iterator[Event]:
    try:
        get_event = parser(text).get_event
        while True:
            event = get_event()
            yield event
            if type(event) is yaml.StreamEndEvent:
                return
    except yaml.MarkedYAMLError as error:
        place = _place(error.problem_mark) or _place(error.context_mark) or (0, 0)
        start = _place(error.context_mark) or place
        raise SyntaxFault(error.context or "", error.problem or "", start, place) from None
    except yaml.YAMLError as error:
        raise SyntaxFault("", str(error), (0, 0), (0, 0)) from None


def _place(mark: Any) -> tuple[int, int] | None:
    return None if mark is None else (mark.line, mark.column)
