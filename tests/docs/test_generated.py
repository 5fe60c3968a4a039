"""The generated parts of documents are what the tables give. `UPDATE_DOCS=1 pytest tests/docs` writes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ivr.menu import reference
from ivr.menu.checks.variables import ALWAYS
from ivr.menu.codes import FAMILIES
from ivr.menu.language import BLOCKS, KINDS, TYPES, Block
from tests.docs.documents import UPDATE, generated

PARTS = [
    ("docs/menu-language.md", "reference", reference.reference),
    ("docs/menu-language.md", "formats", reference.spoken_formats),
    ("docs/menu-language.md", "variables", reference.variables),
    ("docs/menu-language.md", "sentences", reference.own_sentences),
    ("docs/faults.md", "faults", reference.faults),
]


@pytest.mark.parametrize(("name", "part", "make"), [pytest.param(*one, id=one[1]) for one in PARTS])
def test_part_of_a_document_is_what_the_tables_give(name: str, part: str, make: Callable[[], str]) -> None:
    found, wanted = generated(name, part, make)
    assert found == wanted, f"{name} is out of date: run {UPDATE}=1 pytest tests/docs"


def part_of(title: str) -> str:
    """The part of the reference under a title."""
    return reference.reference().split(f"#### {title}\n", 1)[1].split("\n#### ", 1)[0]


@pytest.mark.parametrize("block", [pytest.param(block, id=block.title) for block in BLOCKS])
def test_reference_tells_every_key_of_a_block(block: Block) -> None:
    part = part_of(block.title)
    assert [key.name for key in block.keys if f"| `{key.name}` | `{key.type}` |" not in part] == []


@pytest.mark.parametrize("name", KINDS)
def test_reference_tells_every_key_of_a_kind_of_node(name: str) -> None:
    part = part_of(f"`{name}`")
    if "#keys-of-every-question" in part:
        part += part_of("Keys of every question")
    assert [key.name for key in KINDS[name].block.keys if f"| `{key.name}` | `{key.type}` |" not in part] == []


def test_reference_tells_every_type() -> None:
    text = reference.reference()
    assert [name for name in TYPES if f"| `{name}` |" not in text] == []


def test_every_type_that_a_key_names_is_explained() -> None:
    blocks = [*BLOCKS, *(kind.block for kind in KINDS.values())]
    assert {key.type for block in blocks for key in block.keys} <= set(TYPES)


def test_variables_that_are_always_there_are_those_of_the_checks() -> None:
    assert set(reference.ALWAYS_THERE) == set(ALWAYS)


def test_every_family_of_codes_has_a_title() -> None:
    assert {family[0].code[0] for family in FAMILIES} == set(reference.FAMILY_TITLES)


def test_faults_name_every_code() -> None:
    text = reference.faults()
    for family in FAMILIES:
        for code in family:
            assert f"### {code.code}\n\n**{code.title}** ({code.severity.value})" in text


def test_filling_a_document_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="no marks"):
        reference.filled("text", "faults", "content")


def test_filling_keeps_what_stands_around() -> None:
    text = "a\n<!-- part:begin (made) -->\nold\n<!-- part:end -->\nb\n"
    assert reference.filled(text, "part", "new\n") == "a\n<!-- part:begin (made) -->\nnew\n<!-- part:end -->\nb\n"
