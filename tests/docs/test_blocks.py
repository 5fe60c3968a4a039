"""Every block of YAML in every document is a piece of a menu, or a call script, that does what the document says.

Blocks without a word after the language are whole services or call scripts. ``fragment``: a piece of a menu, put into
a service made for it. ``wrong=CODE``: a piece with that fault. ``right=CODE``: the same, mended.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ivr.menu import source
from ivr.menu.faults import Fault, Faults
from ivr.sound.synthesis import lexicon
from ivr.testing.reading import read_scripts
from tests.docs.documents import Block, blocks
from tests.docs.world import files_of, load_fragment

SCRIPT_KEYS = frozenset({"steps", "calls", "simulate", "account"})
SERVICE_LESS = {"A002", "S006", "S007", "Y027"}
"""Codes whose examples need more than one document; `test_fault_examples` loads them."""

YAML = [
    block
    for block in blocks("yaml")
    if not (block.has("part") or block.has("lexicon"))
    and not block.value("file")
    and not {block.value("wrong"), block.value("right")} & SERVICE_LESS
]
"""All of them, without the examples of the language's tables: `test_language_examples` loads those."""
LEXICONS = [block for block in blocks("yaml") if block.has("lexicon")]


def is_script(text: str) -> bool:
    """Whether a text is a call script."""
    root = source.read_text(text, "block", Faults())
    return isinstance(root, source.Mapping) and any(entry.key.text in SCRIPT_KEYS for entry in root.entries)


def faults_of(text: str, folder: Path, code: str = "") -> tuple[Fault, ...]:
    """What is wrong with a block. code: what is expected to be; its family tells how far the block is read."""
    if code[:1] == "Y":
        faults = Faults()
        for name, content in files_of(text).items():
            source.read_text(content, name, faults)
        return tuple(faults.sorted())
    if code[:1] == "S" or is_script(text):
        file = folder / "shown.call.yaml"
        file.write_text(text, encoding="utf-8")
        return read_scripts(file)[1]
    return load_fragment(folder, text).faults


def shown(block: Block, faults: tuple[Fault, ...]) -> str:
    """What a failure tells."""
    return f"{block.place}\n" + "\n".join(fault.render() for fault in faults)


@pytest.mark.parametrize("block", [pytest.param(block, id=block.place) for block in YAML])
def test_block_is_what_the_document_says(block: Block, tmp_path: Path) -> None:
    wrong = block.value("wrong")
    faults = faults_of(block.text, tmp_path, wrong)
    if wrong:
        assert wrong in {fault.code for fault in faults}, shown(block, faults)
    else:
        assert not faults, shown(block, faults)


@pytest.mark.parametrize("block", [pytest.param(block, id=block.place) for block in LEXICONS])
def test_lexicon_is_read_without_a_fault(block: Block) -> None:
    assert lexicon.parse(block.text, block.place).words
