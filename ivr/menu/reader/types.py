"""Which parser reads which type of the language: one for every name of `ivr.menu.language.TYPES`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ivr.menu import source
from ivr.menu.reader import branches, head, questions, shortcuts, texts, values, ways
from ivr.menu.reader.desk import Desk, Parser


def nodes(_desk: Desk, node: source.Node) -> source.Node:
    """Nodes are read last, when everything they may name is known."""
    return node


PARSERS: Final[Mapping[str, Parser]] = MappingProxyType(
    {
        **{name: head.scalar(parse) for name, parse in values.PARSERS.items()},
        "phrase": texts.phrase,
        "prompt": texts.prompt,
        "phrases": texts.phrases,
        "expression": texts.expression,
        "values": texts.values,
        "hangup": texts.hangup,
        "level": head.level,
        "language": head.language,
        "route": ways.route,
        "remedy": ways.remedy,
        "days": branches.days,
        "cases": branches.cases,
        "menu": questions.choices,
        "shortcuts": shortcuts.shortcuts,
        "list": questions.list_block,
        "names": head.several(values.name, alone=False, example="[view, manage]"),
        "languages": head.several(values.language, alone=False, example="[ru, en]"),
        "paths": head.several(values.text, alone=True, example="[nodes.yaml]"),
        "modules": head.several(values.dotted, alone=True, example="clinic.actions"),
        "numbers": head.numbers,
        "defaults": head.defaults,
        "universals": head.universals,
        "access": head.access,
        "limits": head.limits,
        "nodes": nodes,
    }
)
