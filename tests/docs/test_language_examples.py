"""Every example of the language's tables is a piece of a menu that loads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr.menu.language import BLOCKS, KINDS, Block, Key
from tests.docs.world import load_fragment

NODE = "shown: {{{}}}"
HOLDERS = {
    "Service": "{}",
    "Defaults": "defaults: {{{}}}",
    "Limits": "limits: {{{}}}",
    "Access": "access: {{{}}}\nnodes:\n  shown: {{needs: manage, prompt: SAY, goto: bye}}",
    "Universal": "universals: {{extra: {{{}}}}}\nnodes:\n  shown: {{confirm: SAY, yes: bye, no: bye}}",
    "Choice": "shown: {{menu: {{balance: {{{}}}}}}}",
    "Route": "shown: {{confirm: SAY, yes: {{{}}}, no: bye}}",
    "Remedy": "shown: {{confirm: SAY, yes: bye, no: bye, no_match: {{{}}}}}",
    "Phrase": "shown: {{hangup: {{ru: Текст., en: A text., {}}}}}",
    "List": "shown: {{list: {{{}}}, goto: bye, failed: bye}}",
    "Case": "shown: {{branch: [{{{}}}, {{else: bye}}]}}",
    "Sub-dialog": "# authentication.yaml\n{}\n# service.yaml\nshown: {{prompt: SAY, goto: bye}}",
    "Included file": "# more.yaml\n{}\n# service.yaml\nshown: {{prompt: SAY, goto: bye}}",
    "return": "# quiz.yaml\ndialog: quiz\nparameters: [doctor]\nnodes:\n  shown: {{{}}}\n"
    "# service.yaml\nmain: {{prompt: SAY, goto: bye}}",
}
"""What each block stands in; the block's keys come in place of the empty braces."""

HOLDERS_OF_KEYS = {
    ("List", "items"): "shown: {{list: {{{}}}, goto: bye}}",
    ("menu", "shortcuts"): "shown: {{{}}}\n"
    "below: {{menu: {{packages: {{key: 1, label: SAY}}, promised_payment: {{key: 2, label: {{ru: два, en: two}}}}}}}}\n"
    "packages: {{prompt: SAY, goto: below}}\npromised_payment: {{prompt: SAY, goto: below}}",
    ("Case", "else"): "shown: {{branch: [{{when: level > 1, goto: bye}}, {{{}}}]}}",
    ("call", "with"): "# visit.yaml\ndialog: visit\nparameters: [doctor]\nnodes: {{end: {{return: made}}}}\n"
    "# service.yaml\nshown: {{{}}}",
}
"""Keys that stand in something else than their block's other keys do."""

OWN_LINES = ("Service", "Sub-dialog", "Included file")
"""Blocks whose keys stand in lines of their own."""

QUIZ = "\n  ask: {confirm: SAY, yes: done, no: refused}\n  done: {return: finished}\n  refused: {return: refused}"
AUTH = "# auth.yaml\nnodes: {extra: {prompt: SAY, goto: stop}}\n"
FILES = {
    ("Service", "include"): AUTH,
    ("Service", "prompts"): "# prompts.yaml\ngreeting: SAY\n",
    ("Included file", "include"): "# cards/nodes.yaml\nnodes: {extra: {prompt: SAY, goto: stop}}\n",
}
"""Files that an example names."""

COMPANIONS = {
    "Defaults": {"then": "operator"},
    "Access": {"levels": "[view, manage]", "authenticate": "authentication"},
    "Universal": {"key": '"7"', "goto": "operator"},
    "Choice": {"label": "SAY", "goto": "bye"},
    "Route": {"goto": "bye"},
    "Remedy": {},
    "List": {"from": "tariff.list", "each": "SAY", "empty": "bye"},
    "Case": {"when": "level > 1", "goto": "bye"},
    "Sub-dialog": {"dialog": "quiz", "nodes": QUIZ},
    "Included file": {"nodes": "{news: {prompt: SAY, goto: bye}}"},
    "say": {"prompt": "SAY", "goto": "bye"},
    "menu": {"menu": "{bye: {key: 1, label: SAY}}"},
    "collect": {"collect": "number", "prompt": "SAY", "goto": "bye"},
    "confirm": {"confirm": "SAY", "yes": "bye", "no": "bye"},
    "list": {"list": "{from: tariff.list, each: SAY, empty: bye}", "goto": "bye", "failed": "bye"},
    "action": {"action": "balance.get", "ok": "bye", "failed": "bye"},
    "branch": {"branch": "[{when: level > 1, goto: bye}, {else: bye}]"},
    "call": {"call": "authentication", "with": "{level: 2}", "granted": "bye", "denied": "bye"},
    "return": {"return": "granted"},
    "transfer": {"transfer": '"0500"', "busy": "bye"},
    "language": {"language": "en", "goto": "bye"},
    "hangup": {"hangup": "true"},
}
"""What a block needs beside the key that is shown."""

INSTEAD: dict[tuple[str, str], dict[str, str | None]] = {
    ("Service", "prompts"): {"nodes": "{shown: {prompt: $greeting, goto: bye}}"},
    ("List", "items"): {"from": None},
    ("List", "with"): {"from": "doctors.free"},
    ("Case", "else"): {"when": None, "goto": None},
    ("Universal", "say"): {"key": None},
    ("collect", "pattern"): {"collect": "phone"},
    ("collect", "validate"): {"collect": "digits", "into": "card", "with": '{card: "{{ card }}"}'},
    ("collect", "with"): {"validate": "visits.book"},
    ("action", "with"): {"action": "visits.book", "ok": None, "booked": "bye", "taken": "bye"},
    ("call", "with"): {"call": "visit", "granted": None, "denied": None, "made": "bye"},
    ("list", "list"): {"failed": None},
    ("Sub-dialog", "dialog"): {"parameters": "[level]", "nodes": "{ask: {return: granted}}"},
}
"""Companions that are other ones for a key."""


def _keys() -> Iterator[tuple[str, Block, Key]]:
    for block in BLOCKS:
        yield from ((block.title, block, key) for key in block.keys)
    for kind in KINDS.values():
        yield from ((kind.name, kind.block, key) for key in kind.block.keys)


def test_every_key_has_an_example() -> None:
    assert [f"{title}.{key.name}" for title, _, key in _keys() if not key.example] == []


def test_every_example_shows_its_key() -> None:
    wrong = [f"{title}.{key.name}" for title, _, key in _keys() if not key.example.startswith(f"{key.name}: ")]
    assert wrong == []


@pytest.mark.parametrize(
    ("title", "block", "key"), [pytest.param(*one, id=f"{one[0]}.{one[2].name}") for one in _keys()]
)
def test_example_of_a_key_loads(title: str, block: Block, key: Key, tmp_path: Path) -> None:
    text = _around(title, key)
    loaded = load_fragment(tmp_path, text)
    assert not loaded.faults, f"{text}\n" + "\n".join(fault.render() for fault in loaded.faults)


def _around(title: str, key: Key) -> str:
    others = {**COMPANIONS.get(title, {}), **INSTEAD.get((title, key.name), {})}
    others.pop(key.name, None)
    written = [key.example, *(f"{name}: {value}" for name, value in others.items() if value is not None)]
    body = ("\n" if title in OWN_LINES else ", ").join(written)
    text = HOLDERS_OF_KEYS.get((title, key.name), HOLDERS.get(title, NODE)).format(body)
    files = FILES.get((title, key.name), "")
    if files and title == "Service":
        return f"{files}# service.yaml\n{text}"
    return files + text


SHOWN = [block for block in (*BLOCKS, *(kind.block for kind in KINDS.values())) if block.example]


@pytest.mark.parametrize("block", [pytest.param(block, id=block.title) for block in SHOWN])
def test_example_of_a_block_loads(block: Block, tmp_path: Path) -> None:
    text = {
        "Choice": "main:\n  menu:\n    {}",
        "Remedy": "main: {{confirm: Хорошо?, yes: bye, no: bye, {}}}",
        "Phrase": "main: {{{}, goto: bye}}",
        "List": "main: {{{}, goto: bye, failed: bye}}",
        "return": "# quiz.yaml\ndialog: quiz\nnodes:\n  {}\n# service.yaml\nmain: {{prompt: SAY, goto: bye}}",
    }.get(block.title, "{}").format(block.example)
    loaded = load_fragment(tmp_path, text)
    assert not loaded.faults, f"{text}\n" + "\n".join(fault.render() for fault in loaded.faults)
