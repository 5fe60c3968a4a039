"""A tree from the events of a YAML parser, with the traps on the way reported and the bombs refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import yaml

from ivr.menu.faults import Fault, Location
from ivr.menu.yaml_events import Event
from ivr.menu.yaml_nodes import Entry, Mapping, Node, Scalar, Sequence
from ivr.menu.yaml_notes import NO_VALUE, Broken, Notes
from ivr.menu.yaml_traps import LONGEST_WORD, NUMERIC_START, key_trap, quoted, trap

MAX_DEPTH: Final = 40
"""Deepest nesting, aliases followed."""

MAX_NODES: Final = 2_000_000
"""Most nodes that a walk over the tree may meet, aliases followed."""

_SCALAR: Final = yaml.ScalarEvent
_tuple: Final = tuple.__new__  # a NamedTuple's own constructor calls this too, half as fast
_BLOCK_STYLES: Final = frozenset("|>")


class Tree(Notes):
    """Builds the tree of one document. faults: what was found on the way, also when building stops early."""

    def __init__(self, file: str, lines: list[str]) -> None:
        super().__init__(file, lines)
        self._cut = {number for number, line in enumerate(lines) if " #" in line}
        self._anchors: dict[str, tuple[Node, int, int] | None] = {}
        self._nodes = 0
        self._good_keys: set[str] = set()
        self._deepest = 0

    def build(self, events: Iterator[Event]) -> Node | None:
        """The root, or None for an empty document. Raises Broken, and what the events raise."""
        next(events)
        if type(next(events)) is yaml.StreamEndEvent:
            self._empty()
            return None
        first = next(events)
        empty = type(first) is _SCALAR and not first.value and not first.style and not first.anchor
        if empty:
            self._empty()
            root = None
        else:
            root = self._node(first, events, 1)
        next(events)
        event = next(events)
        if type(event) is not yaml.StreamEndEvent:
            self._fault(
                "Y007",
                "a second document starts here; a file holds one",
                event.start_mark,
                "remove the line `---`, or move what follows into a file of its own",
            )
            raise Broken
        self._comment_keys()
        return root

    def _node(self, event: Event, events: Iterator[Event], depth: int) -> Node:
        kind = type(event)
        if kind is _SCALAR:
            return self._scalar(event)
        if kind is yaml.AliasEvent:
            return self._alias(event, depth)
        if depth > MAX_DEPTH:
            self._fault(
                "Y019",
                f"nested deeper than {MAX_DEPTH}",
                event.start_mark,
                "close brackets that are open, or name the inner parts as nodes of their own",
            )
            raise Broken
        if event.tag is not None:
            self._tag(event)
        anchor = event.anchor
        before, outer = self._nodes, self._deepest
        self._count(1, event)
        self._deepest = depth
        if anchor is not None:
            self._anchors[anchor] = None
        build = self._sequence if kind is yaml.SequenceStartEvent else self._mapping
        node = build(event, events, depth)
        if anchor is not None:
            self._anchors[anchor] = (node, self._nodes - before, self._deepest - depth)
        self._deepest = max(outer, self._deepest)
        return node

    def _scalar(self, event: Event) -> Scalar:
        mark = event.start_mark
        line = mark.line
        text, style = event.value, event.style
        at = _tuple(Location, (self._file, line + 1, mark.column + 1))
        node = _tuple(Scalar, (text, not style, at, style in _BLOCK_STYLES))
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._count(0, event)
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, 1, 0)
        if event.tag is not None:
            self._tag(event)
        if style and event.end_mark.line > line:
            self._texts.append((line, event.end_mark.line))
        return node

    def _sequence(self, event: Event, events: Iterator[Event], depth: int) -> Node:
        items: list[Node] = []
        for inner in events:
            if type(inner) is yaml.SequenceEndEvent:
                break
            item = self._scalar(inner) if type(inner) is _SCALAR else self._node(inner, events, depth + 1)
            if type(item) is Scalar and item.plain and type(inner) is _SCALAR:
                self._plain_value(item, inner, "")
            items.append(item)
        return Sequence(tuple(items), self._at(event.start_mark))

    def _mapping(self, event: Event, events: Iterator[Event], depth: int) -> Node:
        entries: list[Entry] = []
        seen: dict[str, Location] = {}
        templated = False
        good_keys = self._good_keys
        flow = event.flow_style
        for inner in events:
            if type(inner) is yaml.MappingEndEvent:
                if templated:
                    return self._template(event, inner)
                break
            known = len(self.faults)
            key = self._scalar(inner) if type(inner) is _SCALAR else self._node(inner, events, depth + 1)
            value_event = next(events)
            value = (
                self._scalar(value_event)
                if type(value_event) is _SCALAR
                else self._node(value_event, events, depth + 1)
            )
            if flow and not entries and self._doubled(event, inner):
                templated = True
                del self.faults[known:]
                continue
            if not isinstance(key, Scalar):
                self._fault("Y012", "a key must be one word", inner.start_mark, "write the key as a word or in quotes")
                continue
            if flow and self._comma(entries, key, value, value_event, inner):
                continue
            if key.text == "<<" and key.plain:
                del self.faults[known:]
            if key.text not in good_keys or not key.plain:
                self._key(key, inner)
            if type(value) is Scalar and value.plain and type(value_event) is _SCALAR:
                self._plain_value(value, value_event, key.text)
            first = seen.get(key.text)
            if first is None:
                seen[key.text] = key.at
                entries.append(_tuple(Entry, (key, value)))
            elif key.text != "<<":
                if depth == 1 or _names_blocks(value):
                    entries = _joined(entries, key.text, value)
                self._fault(
                    "Y011",
                    f"`{key.text}` is written twice; the first is at line {first.line}, column {first.column}",
                    inner.start_mark,
                    "keep one of the two, or give one of them another name",
                )
        return Mapping(tuple(entries), self._at(event.start_mark))

    def _key(self, key: Scalar, event: Event) -> None:
        text = key.text
        if not text:
            if key.plain:
                hint = "write the key, or put the text in quotes"
                self._fault("Y012", "there is no key before the colon", event.start_mark, hint)
        elif key.plain and type(event) is _SCALAR:
            if text == "<<":
                hint = "write the keys out, or use `defaults`"
                self._fault("Y010", "merge keys (`<<`) are not part of the menu language", event.start_mark, hint)
                return
            found = key_trap(text)
            if found:
                self._fault(found.code, found.message, event.start_mark, found.hint)
            else:
                self._good_keys.add(text)

    def _plain_value(self, value: Scalar, event: Event, key: str) -> None:
        text = value.text
        if text[-1:] == '"' and '"' not in text[:-1]:
            at = event.end_mark
            place = Location(self._file, at.line + 1, at.column)
            hint = f"write `{quoted(text[:-1])}`"
            self._add(Fault("Y031", "the quote that closes here was never opened", place, hint))
            return
        if len(text) > LONGEST_WORD and text[0] not in NUMERIC_START and event.end_mark.line not in self._cut:
            return
        if not text:
            if event.tag is None:
                self._empty_value(event, key)
            return
        found = trap(text)
        if found:
            self._fault(found.code, found.message, event.start_mark, found.hint)
        elif event.end_mark.line in self._cut and (" " in text or not text.isascii()):
            self._cut_text(text, event)

    def _doubled(self, event: Event, key: Event) -> bool:
        """Whether two braces stand together: a template without quotes."""
        outer, inner = event.start_mark, key.start_mark
        return (
            type(key) is yaml.MappingStartEvent
            and bool(key.flow_style)
            and (outer.line, outer.column + 1) == (inner.line, inner.column)
        )

    def _template(self, start: Event, end: Event) -> Scalar:
        first, last = start.start_mark, end.end_mark
        text = self._lines[first.line][first.column : last.column if last.line == first.line else None].strip()
        self._fault("Y037", "a text that starts with `{{` must be in quotes", first, f"write `{quoted(text)}`")
        return Scalar(text, False, self._at(first))

    def _comma(self, entries: list[Entry], key: Scalar, value: Node, value_event: Event, key_event: Event) -> bool:
        """Whether a comma has cut a text in braces: `{prompt: Здравствуйте, это клиника.}`."""
        if not (entries and key.plain and type(value) is Scalar and value.plain and not value.text):
            return False
        key_end, place = key_event.end_mark, value_event.start_mark
        if ":" in self._lines[key_end.line][key_end.column : place.column] or key_end.line != place.line:
            return False
        last = entries[-1]
        if type(last.value) is not Scalar or not last.value.plain:
            hint = f"write `{key.text}: …`, or remove it"
            self._fault(NO_VALUE, f"`{key.text}` has no value", key_event.start_mark, hint)
            return True
        text = f"{last.value.text}, {key.text}"
        hint = f"write `{last.key.text}: {quoted(text)}`"
        self._fault("Y016", "a comma ends a text in braces unless the text is in quotes", key_event.start_mark, hint)
        entries[-1] = Entry(last.key, Scalar(text, True, last.value.at))
        return True

    def _alias(self, event: Event, depth: int) -> Node:
        name = event.anchor
        if name not in self._anchors:
            hint = f'write `"*{name}"`; only a name given before with `&{name}` may stand after `*` without quotes'
            self._fault("Y014", f"`*{name}` without quotes refers to a name that is not there", event.start_mark, hint)
            return Scalar(f"*{name}", False, self._at(event.start_mark))
        target = self._anchors[name]
        if target is None:
            hint = f"remove `*{name}`, or move it out of what `&{name}` names"
            self._fault("Y018", f"`*{name}` stands inside of what it refers to", event.start_mark, hint)
            raise Broken
        node, nodes, height = target
        self._count(nodes, event)
        if depth + height > MAX_DEPTH:
            hint = "do not nest what aliases refer to"
            self._fault("Y019", f"nested deeper than {MAX_DEPTH} where `*{name}` is followed", event.start_mark, hint)
            raise Broken
        self._deepest = max(self._deepest, depth + height)
        return node

    def _count(self, nodes: int, event: Event) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            message = f"more than {MAX_NODES:,} values when every alias is followed".replace(",", " ")
            self._fault("Y020", message, event.start_mark, "write fewer aliases (`*name`) of what holds aliases itself")
            raise Broken


def _joined(entries: list[Entry], name: str, again: Node) -> list[Entry]:
    """Entries in which a key written twice has what is written at both: what is in the second is not missing."""
    if not isinstance(again, Mapping):
        return entries
    return [
        Entry(entry.key, _with(entry.value, again))
        if entry.key.text == name and isinstance(entry.value, Mapping)
        else entry
        for entry in entries
    ]


def _names_blocks(node: Node) -> bool:
    """Whether a mapping holds named parts, such as nodes or choices, and not the keys of one part."""
    return isinstance(node, Mapping) and all(isinstance(entry.value, Mapping) for entry in node.entries)


def _with(first: Mapping, second: Mapping) -> Mapping:
    more = (entry for entry in second.entries if first.get(entry.key.text) is None)
    return Mapping((*first.entries, *more), first.at)
