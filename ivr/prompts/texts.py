"""Every phrase that a service can say: an author's texts, and the sentences that the engine makes of them.

What a conversation says is composed in `ivr.dialog`; here the same functions compose it for all that could be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from ivr.menu import model
from ivr.menu.announcement import choice_line
from ivr.menu.faults import Location
from ivr.menu.model import (
    INCOMPLETE,
    REJECTED,
    TOO_LONG,
    ActionNode,
    Asking,
    Choice,
    CollectNode,
    ConfirmNode,
    Dialog,
    LanguageNode,
    ListNode,
    MenuNode,
    Node,
    Question,
    Service,
    routes,
)
from ivr.menu.template import Template, squeeze
from ivr.sound.prompts import Phrase, names_of
from ivr.wording import estimate
from ivr.wording.phrases import PHRASES, phrase

ENGINE: Final = "engine"
"""The node under which sentences stand that the engine may say anywhere."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase is said: its node (`dialog:node` in a sub-dialog), what for, and where it stands in a file."""

    node: str
    part: str
    at: Location

    def __str__(self) -> str:
        return f"{self.node}.{self.part}"


@dataclass(frozen=True)
class ServicePhrase:
    """One phrase in one language. text: slots are shown as `{balance.available|money}`. fixed: it has no slots, and
    so sounds the same for every caller. recording: the name that the menu gives its sound file. places: where it is
    said."""

    text: str
    language: str
    fixed: bool
    recording: str | None
    places: tuple[Place, ...]

    @cached_property
    def phrase(self) -> Phrase:
        """What a voice is asked for."""
        return Phrase(self.text, self.language, self.recording)

    @cached_property
    def name(self) -> str:
        """The name of the sound file that would stand for it, without suffix."""
        return names_of(self.phrase)[0]

    @property
    def seconds(self) -> float:
        """How long it lasts, by an estimate."""
        return estimate.seconds(self.text, self.language)


@dataclass(frozen=True, slots=True)
class _Said:
    """A text in a language, before equal ones become one."""

    text: str
    fixed: bool
    place: Place
    recording: str | None = None


def phrases(service: Service) -> tuple[ServicePhrase, ...]:
    """Every phrase that a service can say, in the order of the languages and of the places in the files."""
    found: dict[tuple[str, str, str | None], list[_Said]] = {}
    for language in service.languages:
        speaker = _Speaker(service, language)
        said = [*speaker.everywhere()]
        for dialog, node in service.nodes():
            if not isinstance(node, LanguageNode) or node.language == language:
                said += speaker.node(dialog, node)
        for one in sorted(said, key=lambda each: each.place.at):
            if one.text:
                found.setdefault((language, one.text, one.recording), []).append(one)
    return tuple(
        ServicePhrase(text, language, said[0].fixed, recording, tuple(dict.fromkeys(one.place for one in said)))
        for (language, text, recording), said in found.items()
    )


class _Speaker:
    """What a service says in one language."""

    def __init__(self, service: Service, language: str) -> None:
        self._service = service
        self._language = language

    def everywhere(self) -> Iterator[_Said]:
        """What may be said at any place."""
        service = self._service
        at = service.at
        yield self._engine("technical_trouble", Place(ENGINE, "technical_trouble", at))
        if service.exhausted.prompt is not None:
            yield from self._first(service.exhausted.prompt, "service", "exhausted")
        if service.access.denied is not None and service.access.denied.prompt is not None:
            yield from self._first(service.access.denied.prompt, "service", "denied")
        if service.access.denied is None and any(_guarded(node) for _, node in service.nodes()):
            yield self._engine("access_denied", Place(ENGINE, "access_denied", at))

    def node(self, dialog: Dialog, node: Node) -> Iterator[_Said]:
        """What a node says."""
        name = f"{dialog.name}:{node.name}" if dialog.name else node.name
        question = isinstance(node, MenuNode | CollectNode | ConfirmNode | ListNode)
        if node.prompt is not None and question:
            yield from (self._text(one, Place(name, "prompt", one.at)) for one in node.prompt.attempts)
        elif node.prompt is not None:
            yield from self._first(node.prompt, name, "prompt")
        if isinstance(node, MenuNode | CollectNode | ConfirmNode | ListNode):
            yield from self._question(name, node)
        if isinstance(node, ActionNode | ListNode) and node.filler is not None:
            yield from self._first(node.filler, name, "filler")
        if isinstance(node, CollectNode) and node.validate is not None:
            yield self._engine("technical_trouble", Place(name, "validate", node.at))
        for outcome, route in routes(node):
            if route.prompt is not None:
                yield from self._first(route.prompt, name, outcome or "goto")

    # questions

    def _question(self, name: str, node: Question) -> Iterator[_Said]:
        match node:
            case MenuNode():
                for choice in node.choices:
                    yield from self._choice(name, choice)
            case ConfirmNode():
                yield from self._yes_no(name, node, node.yes_key, node.no_key)
            case CollectNode():
                yield from self._read_back(name, node)
            case ListNode():
                yield from self._list(name, node)
        if not isinstance(node, CollectNode):
            yield from self._doubt(name, node)
        yield from self._remedies(name, node, node.asking)

    def _choice(self, name: str, choice: Choice) -> Iterator[_Said]:
        if choice.label is None or choice.hidden:
            return
        label = self._text(choice.label, Place(name, choice.name, choice.label.at))
        line = choice_line(label.text, choice.key, self._language)
        yield _Said(line, label.fixed, label.place, label.recording if label.fixed else None)

    def _yes_no(self, name: str, node: Question, yes_key: str, no_key: str) -> Iterator[_Said]:
        for answer, key in (("yes", yes_key), ("no", no_key)):
            line = choice_line(phrase(answer, self._language), key, self._language)
            yield _Said(line, True, Place(name, answer, node.at))

    def _read_back(self, name: str, node: CollectNode) -> Iterator[_Said]:
        asks = node.kind == "yes_no"
        if node.confirm is not None and not node.secret:
            yield from (self._text(one, Place(name, "confirm", one.at)) for one in node.confirm.attempts)
            asks = True
        elif not node.secret and node.kind != "yes_no":
            yield self._engine("confirm_heard", Place(name, "confirm", node.at), label=f"{{{node.into}}}")
        if asks:
            yield from self._yes_no(name, node, "1", "2")

    def _list(self, name: str, node: ListNode) -> Iterator[_Said]:
        each = self._text(node.each, Place(name, "each", node.each.at))
        yield _Said(_line(each.text, "{key}", self._language), False, each.place)
        for way, key in (("list_next", node.next_key), ("list_previous", node.previous_key)):
            yield self._engine(way, Place(name, way, node.at), key=key)

    def _doubt(self, name: str, node: Question) -> Iterator[_Said]:
        """The sentences by which doubtful speech is asked back."""
        labels = [*self._labels(name, node)]
        for label in labels:
            text = phrase("confirm_heard", self._language, label=label.text)
            yield _Said(text, label.fixed, replace(label.place, part=f"{label.place.part}, asked back"))
        if len(labels) > 1:
            yield self._engine("ambiguous", Place(ENGINE, "ambiguous", self._service.at), a="{label}", b="{label}")

    def _labels(self, name: str, node: Question) -> Iterator[_Said]:
        """What each answer is called, as `ivr.dialog.saying.label_of` calls it."""
        if isinstance(node, MenuNode):
            for choice in node.choices:
                place = Place(name, choice.name, choice.at)
                spoken = choice.phrases.get(self._language, ())
                if choice.label is not None:
                    yield self._text(choice.label, place)
                elif spoken:
                    yield _Said(spoken[0], True, place)
        elif isinstance(node, ListNode):
            place = Place(name, "each", node.each.at)
            yield _Said(self._text(node.each, place).text, False, place)
            yield from (_Said(phrase(way, self._language), True, place) for way in ("next", "previous"))
        for universal in self._service.universals:
            spoken = universal.phrases.get(self._language, ())
            if spoken and universal.name not in node.asking.without:
                yield _Said(spoken[0], True, Place("universals", universal.name, universal.at))

    def _remedies(self, name: str, node: Question, asking: Asking) -> Iterator[_Said]:
        """What is said when asking failed, before it is asked again: not the last time."""
        for outcome, remedy in asking.remedies.items():
            if remedy.tries < 2 or not self._can_fail(node, outcome):
                continue
            if remedy.prompt is None:
                yield self._engine(outcome, Place(name, outcome, node.at))
            else:
                said = remedy.prompt.attempts[: remedy.tries - 1]
                yield from (self._text(one, Place(name, outcome, one.at)) for one in said)

    def _can_fail(self, node: Question, outcome: str) -> bool:
        """Whether asking can fail so: only entries are too long or rejected, only long keys break off."""
        if isinstance(node, CollectNode) or outcome not in (INCOMPLETE, TOO_LONG, REJECTED):
            return True
        own = [choice.key for choice in node.choices] if isinstance(node, MenuNode) else []
        keys = [*own, *(universal.key for universal in self._service.universals)]
        return outcome == INCOMPLETE and any(len(key or "") > 1 for key in keys)

    # texts

    def _first(self, prompt: model.Prompt, name: str, part: str) -> Iterator[_Said]:
        """Of a prompt that is said once, the first attempt."""
        first = prompt.for_attempt(1)
        yield self._text(first, Place(name, part, first.at))

    def _text(self, one: model.Phrase, place: Place) -> _Said:
        template = one.texts.get(self._language) or next(iter(one.texts.values()))
        return _Said(shown(template), template.static is not None, place, one.recording)

    def _engine(self, name: str, place: Place, **slots: str) -> _Said:
        return _Said(phrase(name, self._language, **slots), not _shows_slots(slots), place)


def shown(template: Template) -> str:
    """A text for people: its values as `{balance.available|money}`."""
    if template.static is not None:
        return template.static
    text = re.sub(r"\{#.*?#\}", "", template.source, flags=re.DOTALL)
    return squeeze(re.sub(r"\{([{%])-?\s*(.*?)\s*-?[}%]\}", _slot, text, flags=re.DOTALL))


def _slot(match: re.Match[str]) -> str:
    return "{" + re.sub(r"\s*\|\s*", "|", match[2]) + "}"


def _shows_slots(slots: dict[str, str]) -> bool:
    return any(value.startswith("{") for value in slots.values())


def _line(label: str, key: str, language: str) -> str:
    """A choice's line whose key is not known yet."""
    return PHRASES[language]["choice"].format(label=label.rstrip(".!…"), key=key)


def _guarded(node: Node) -> bool:
    return node.needs > 0 or (isinstance(node, MenuNode) and any(choice.needs > 0 for choice in node.choices))
