"""The JSON Schema: it takes what the reader takes, refuses typical mistakes, and tells an editor every key."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ivr.menu import load, source
from ivr.menu.faults import Faults
from ivr.menu.language import BLOCKS, KINDS, REQUIRED, TYPES, Block
from ivr.menu.schema import ORDER, dumps, name_of, plain_data, schema
from tests.menu.reading import HEAD, indented
from tests.menu.test_reader import FIELDS
from tests.menu.test_reader_faults import NODES

CLINIC = Path(__file__).parent / "clinic"
GENERAL = schema()
VALIDATOR = Draft202012Validator(GENERAL)
EVERY_BLOCK = [
    *((name_of(block) if block.title != "Phrase" else "phrase_texts", block) for block in BLOCKS),
    *((f"{kind.name}_node", kind.block) for kind in KINDS.values()),
]


def data(text: str) -> Any:
    """A document as an editor sees it."""
    node = source.read_text(text, "menu.yaml", Faults())
    assert node is not None
    return plain_data(node)


def problems(document: Any, validator: Draft202012Validator = VALIDATOR) -> list[str]:
    """What the schema finds wrong."""
    return [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(document)]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(GENERAL)
    assert json.loads(dumps()) == GENERAL


def test_every_reference_leads_somewhere() -> None:
    def references(part: Any) -> set[str]:
        if isinstance(part, dict):
            found = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
            return found.union(*(references(value) for value in part.values()))
        return set().union(*(references(item) for item in part)) if isinstance(part, list) else set()

    assert references(GENERAL) <= {f"#/$defs/{name}" for name in GENERAL["$defs"]}


@pytest.mark.parametrize(("name", "block"), EVERY_BLOCK, ids=[name for name, _ in EVERY_BLOCK])
def test_every_key_has_its_meaning_and_examples(name: str, block: Block) -> None:
    properties = GENERAL["$defs"][name]["properties"]
    assert set(block.names) <= set(properties)
    for key in block.keys:
        assert properties[key.name]["description"].startswith(key.doc)
        assert properties[key.name]["examples"], key.name


@pytest.mark.parametrize(("name", "block"), EVERY_BLOCK, ids=[name for name, _ in EVERY_BLOCK])
def test_every_default_is_told(name: str, block: Block) -> None:
    properties = GENERAL["$defs"][name]["properties"]
    for key in block.keys:
        if key.default and key.default != REQUIRED:
            assert "default" in properties[key.name] or key.default in properties[key.name]["description"], key.name


@pytest.mark.parametrize(("name", "block"), EVERY_BLOCK, ids=[name for name, _ in EVERY_BLOCK])
def test_every_example_and_default_is_valid(name: str, block: Block) -> None:
    for key in block.keys:
        prop = GENERAL["$defs"][name]["properties"][key.name]
        validator = Draft202012Validator({"$ref": f"#/$defs/{key.type}", "$defs": GENERAL["$defs"]})
        values = [*prop["examples"], *([prop["default"]] if "default" in prop else [])]
        for value in values:
            assert not problems(value, validator), (key.name, value)


def test_every_type_and_kind_is_there() -> None:
    assert set(TYPES) <= set(GENERAL["$defs"])
    assert {*ORDER, "say"} == set(KINDS)


@pytest.mark.parametrize("file", sorted(CLINIC.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_real_service_is_valid(file: Path) -> None:
    document = data(file.read_text(encoding="utf-8"))
    assert problems(document) == []
    own = schema(load(CLINIC).draft)
    assert problems(document, Draft202012Validator(own)) == []


@pytest.mark.parametrize("text", [case[0] for case in FIELDS])
def test_what_the_reader_takes_is_valid(text: str) -> None:
    document = data(HEAD + indented(text))
    if "prompt: 5" in text:
        pytest.skip("an editor may ask for quotes round a number that is spoken")
    assert problems(document) == []


UNSEEN_CODES = {"M011", "M006", "T003", "T004", "T005"}
"""Faults that a schema cannot see: keys that do not go together, repetition, templates."""

UNSEEN_VALUES = (
    "needs: proven",
    "needs: 2",
    "say: ['!']",
    'say: ["{{ x }}"]',
    "min: 0.555",
    "max: 1.5",
    "pattern: '9['",
    "prompt: welcome.wav",
    "shortcuts: [main]",
)
"""Values that only the reader judges: against the service's own names, by the kind collected, or by being compiled."""


def seen() -> list[str]:
    """Wrong nodes whose fault a schema can see."""
    return [
        text
        for text, faults in NODES
        if UNSEEN_CODES.isdisjoint(fault[0] for fault in faults) and not any(value in text for value in UNSEEN_VALUES)
    ]


@pytest.mark.parametrize("text", seen())
def test_what_the_reader_refuses_is_invalid(text: str) -> None:
    assert problems(data(HEAD + indented(text)))


MISTAKES = [
    "service: s\n",
    "service: s\nlanguages: [de]\nnumbers: {'1': main}\ndefaults: {then: main}\nnodes: {}\n",
    "service: s\nlanguages: [ru]\nnumbers: {main: main}\ndefaults: {then: main}\nnodes: {}\n",
    "service: s\nlanguages: [ru]\nnumbers: {'1': main}\ndefaults: {}\nnodes: {}\n",
    "service: s\nlanguages: [ru]\nnumbers: {'1': main}\ndefaults: {then: main}\n",
    "dialog: d\n",
    "dialog: d\nnodes: {}\nlanguages: [ru]\n",
    "nodes: {main: {hangup: true}}\nlanguages: [ru]\n",
    "end: 5\n",
    "the end: Всё.\n",
]


@pytest.mark.parametrize("text", MISTAKES)
def test_typical_mistakes_of_a_file(text: str) -> None:
    assert problems(data(text))


def test_a_service_offers_its_own_names() -> None:
    service = load(CLINIC).draft
    assert service is not None
    own = schema(service)["$defs"]
    assert own["level"]["enum"] == ["known", "proved"]
    assert "visits.book" in own["action"]["anyOf"][0]["enum"]
    assert own["dialog"]["anyOf"][0]["enum"] == ["password"]
    assert "confirm_visit" in own["target"]["anyOf"][0]["enum"]
    assert own["language"]["enum"] == ["ru", "en"]


def test_a_fault_is_told_for_the_kind_of_node_it_is_in() -> None:
    document = data(HEAD + indented("main: {menu: {bye: {key: 1, label: да}}, frist_key: 5s}"))
    assert len(problems(document)) == 1
    assert "frist_key" in problems(document)[0]
