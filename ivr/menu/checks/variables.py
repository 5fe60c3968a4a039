"""Every slot gets filled: variables that may be unset where they are used, fields their values lack, and secrets."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from typing import Any, Final

from ivr.actions import value_fields
from ivr.menu.checks import trial
from ivr.menu.checks.arguments import NO_LIST, is_list, type_name
from ivr.menu.checks.bindings import ANYTHING, COLLECTED, SECRET, UNSET, Returned, Special, Way, item_type, sets, ways
from ivr.menu.checks.fields import fields_of, held, mended, tolerates
from ivr.menu.checks.ground import Ground, listed, way
from ivr.menu.checks.reaching import Reach, before, leaves, solve
from ivr.menu.faults import Location, did_you_mean
from ivr.menu.model import (
    ROOT,
    ActionNode,
    BranchNode,
    CallNode,
    CollectNode,
    Dialog,
    ListNode,
    MenuNode,
    Node,
    Phrase,
    Prompt,
    Question,
    ReturnNode,
)
from ivr.menu.template import Expression, Template

UNKNOWN: Final = "T002"
SECRET_SAID: Final = "T006"
NO_FIELD: Final = "T008"
UNSPEAKABLE: Final = "T009"
UNWORKABLE: Final = "T010"

ALWAYS: Final[Mapping[str, Any]] = {"caller": str, "called": str, "language": str, "now": str, "level": int}
"""Variables that every call has, with their types."""


def check(ground: Ground) -> None:
    """Report slots that may stay empty, fields that values lack, and secrets that would be heard or kept."""
    if not ground.whole:
        return
    left = leaves(ground)
    reached = {address[0] for address in ground.graph.reachable}
    for dialog in ground.service.dialogs.values():
        if dialog.name in reached:
            _Dialog(ground, dialog, solve(ground, dialog, left)).check()


class _Dialog:
    """The check of one dialog."""

    def __init__(self, ground: Ground, dialog: Dialog, reach: Reach) -> None:
        self.ground = ground
        self.dialog = dialog
        self.reach = reach
        self.silent: set[int] = set()
        self.tried: dict[tuple[str, str, tuple[tuple[str, Any], ...]], str] = {}
        self.before: dict[str, list[tuple[str, Way | None]]] | None = None

    def check(self) -> None:
        for name, state in self.reach.states.items():
            node = self.dialog.nodes.get(name)
            if node is not None:
                self._node(node, state)

    def _node(self, node: Node, state: int) -> None:
        self._prompt(node, node.prompt, state)
        match node:
            case MenuNode():
                for choice in node.choices:
                    if choice.label is not None:
                        self._phrase(node, choice.label, state)
                    if choice.when is not None:
                        self._use(node, choice.when, state, choice.at, private=True)
            case CollectNode():
                own = {node.into: SECRET if node.secret else COLLECTED.get(node.kind, ANYTHING)}
                self._prompt(node, node.confirm, state, own)
                if node.validate is not None:
                    self._values(node, node.validate.arguments, state, node.validate.at, own, private=True)
            case ListNode():
                self._list(node, state)
            case ActionNode():
                self._values(node, node.call.arguments, state, node.call.at, private=True)
                self._prompt(node, node.filler, state)
            case CallNode():
                self._values(node, node.arguments, state, node.at)
            case ReturnNode():
                self._values(node, node.values, state, node.at)
            case BranchNode():
                for case in node.cases:
                    if case.when is not None:
                        self._use(node, case.when, state, case.at, private=True)
        if isinstance(node, Question):
            for remedy in node.asking.remedies.values():
                self._prompt(node, remedy.prompt, state)
        for one in ways(self.ground, node):
            route = one.route
            if route.sets or (route.prompt is not None and id(route.prompt) not in self.silent):
                bound = self.reach.values.assigned(state, one.bound)
                for expression in route.sets.values():
                    self._use(node, expression, bound, route.at)
                self._prompt(node, route.prompt, self.reach.values.assigned(bound, sets(route)))

    def _list(self, node: ListNode, state: int) -> None:
        item = item_type(self.ground, node)
        if node.source is not None:
            self._values(node, node.source.arguments, state, node.source.at, private=True)
            self._prompt(node, node.filler, state)
        elif node.items is not None:
            if not self._known(node, node.items, state, node.at, {}):
                return
            kinds = [one for one in self.reach.values.types(node.items, state) if one is not UNSET]
            wrong = [one for one in kinds if not isinstance(one, Special) and not is_list(one)]
            if wrong:
                message = f"`{node.items}` is no list, it holds {type_name(wrong[0])}"
                self.ground.fault(NO_LIST, message, node.at, "name a variable that an action's list was bound to")
            lists = [one.__args__[0] for one in kinds if getattr(one, "__args__", ())]
            item = lists[0] if len(lists) == len(kinds) == 1 else ANYTHING
        fields = value_fields(item)
        own: dict[str, Any] = {node.into: item}
        if item is ANYTHING:
            own.update((name, ANYTHING) for text in node.each.texts.values() for name in text.slots.variables)
        own.update(fields or {})
        self._phrase(node, node.each, state, own)

    def _prompt(
        self, node: Node, prompt: Prompt | None, state: int, own: Mapping[str, Any] = types.MappingProxyType({})
    ) -> None:
        if prompt is None or id(prompt) in self.silent:
            return
        spoken = False
        for phrase in prompt.attempts:
            spoken = self._phrase(node, phrase, state, own) or spoken
        if not spoken:
            self.silent.add(id(prompt))

    def _phrase(
        self, node: Node, phrase: Phrase, state: int, own: Mapping[str, Any] = types.MappingProxyType({})
    ) -> bool:
        """Check a phrase; whether it has slots at all."""
        slots = False
        for text in phrase.forms():
            if text.slots.variables:
                slots = True
                self._use(node, text, state, phrase.at, own)
        return slots

    def _values(
        self,
        node: Node,
        values: Mapping[str, Expression],
        state: int,
        at: Location,
        own: Mapping[str, Any] = types.MappingProxyType({}),
        *,
        private: bool = False,
    ) -> None:
        for expression in values.values():
            self._use(node, expression, state, at, own, private=private)

    def _use(
        self,
        node: Node,
        text: Template | Expression,
        state: int,
        at: Location,
        own: Mapping[str, Any] = types.MappingProxyType({}),
        *,
        private: bool = False,
    ) -> None:
        """Check one text or value. own: variables it has beside the dialog's. private: secrets may be in it."""
        found = self.ground.count
        for variable in sorted(text.slots.variables):
            tolerant = tolerates(text.source, variable)
            if not self._known(node, variable, state, at, own, tolerant=tolerant):
                continue
            kinds = self._kinds(variable, state, own)
            if SECRET in kinds and not private:
                self.ground.fault(
                    SECRET_SAID,
                    f"`{variable}` is a secret, and here it would be heard or kept",
                    at,
                    "a secret can only be given to an action; say something else",
                )
            elif not tolerant:
                for path in sorted(text.slots.paths):
                    if path[0] == variable and len(path) > 1:
                        self._fields(path, kinds, at)
        if text.slots.variables and self.ground.count == found:
            self._try(text, state, at, own)

    def _try(self, text: Template | Expression, state: int, at: Location, own: Mapping[str, Any]) -> None:
        """Whether formats and operations fit the values, where each variable has one type."""
        kinds: dict[str, Any] = {}
        for variable in text.slots.variables:
            found = [one for one in self._kinds(variable, state, own) if one is not None]
            if len(found) != 1 or isinstance(found[0], Special | Returned):
                return
            kinds[variable] = found[0]
        language = text.language if isinstance(text, Template) else ""
        key = (text.source, language, tuple(kinds.items()))
        if key not in self.tried:
            self.tried[key] = trial.trouble(text, kinds)
        if reason := self.tried[key]:
            if language:
                hint = "choose a format that fits the value"
                self.ground.fault(UNSPEAKABLE, f"the {language} text cannot be spoken: {reason}", at, hint)
            else:
                self.ground.fault(
                    UNWORKABLE,
                    f"`{text.source}` cannot be worked out: {held(text.slots, kinds)}",
                    at,
                    mended(text.slots, kinds),
                )

    def _kinds(self, variable: str, state: int, own: Mapping[str, Any]) -> list[Any]:
        if variable in own:
            return [own[variable]]
        if variable in self.reach.values.of:
            return [one for one in self.reach.values.types(variable, state) if one is not UNSET]
        return [ALWAYS.get(variable, ANYTHING)]

    def _known(
        self, node: Node, variable: str, state: int, at: Location, own: Mapping[str, Any], *, tolerant: bool = False
    ) -> bool:
        """Whether a variable has a value here; reports it when it has none, or may have none."""
        if variable in own:
            return True
        values = self.reach.values
        if variable not in values.of:
            if variable in ALWAYS:
                return True
            known = (*values.of, *ALWAYS, *own)
            hint = did_you_mean(variable, known) or f"variables here are {listed(known, 8)}"
            if variable in self.ground.service.languages:
                hint = f"a text stands in quotes: `'{variable}'`"
            self.ground.fault(UNKNOWN, f"no variable is called `{variable}`", at, hint)
            return False
        if tolerant or variable in ALWAYS or UNSET not in values.types(variable, state):
            return True
        never = values.types(variable, state) == [UNSET]
        path = way((self.dialog.name, one) for one in self._unset_way(node.name, variable))
        self.ground.fault(
            UNKNOWN,
            f"`{variable}` {'is never' if never else 'may not be'} set when a caller comes to `{node.name}`",
            at,
            f"nothing sets it on the way {path}",
        )
        return not never

    def _unset_way(self, name: str, variable: str) -> list[str]:
        """A shortest way to a node on which nothing sets a variable."""
        entries = set(self.ground.service.numbers.values()) if self.dialog.name == ROOT else {self.dialog.start}
        if self.before is None:
            self.before = before(self.ground, self.dialog, self.reach)
        after: dict[str, str | None] = {name: None}
        todo = [name]
        for here in todo:
            if here in entries:
                found = [here]
                while (following := after[found[-1]]) is not None:
                    found.append(following)
                return found
            for previous, one in self.before.get(here, ()):
                setting = one is not None and (
                    variable in one.route.sets or any(bound == variable for bound, _ in one.bound)
                )
                if previous not in after and not setting:
                    after[previous] = here
                    todo.append(previous)
        return [name]

    def _fields(self, path: tuple[str, ...], kinds: Iterable[Any], at: Location) -> None:
        for declared in kinds:
            kind = declared
            for depth, name in enumerate(path[1:], 1):
                fields = fields_of(kind)
                if fields is None:
                    break
                if name not in fields:
                    whole = ".".join(path[:depth])
                    hint = did_you_mean(name, fields) or (
                        f"its fields are {listed(list(fields), 8)}" if fields else f"it is {type_name(kind)}"
                    )
                    self.ground.fault(NO_FIELD, f"`{whole}` has no field `{name}`", at, hint)
                    return
                kind = fields[name]
