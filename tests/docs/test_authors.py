"""The guide for authors: its commands run in its order, and its mistakes give the messages that it shows."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from ivr.cli import main
from tests.docs.documents import ROOT, UPDATE, Block, blocks_of, generated
from tests.docs.test_blocks import faults_of

NAME = "docs/authors.md"
BLOCKS = list(blocks_of(ROOT / NAME))
SHOWN = {"ivr check clinic": "check", 'ivr call clinic --keys "1 2 2"': "call", "ivr test clinic": "test"}
"""Commands whose output the guide shows, and the name of the part that does."""


class Ran(NamedTuple):
    """A command of the guide and what came of it."""

    command: str
    code: int
    output: str


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> list[Ran]:
    """Go through the guide: write its files, run its commands."""
    folder = tmp_path_factory.mktemp("author")
    before, home = set(sys.modules), Path.cwd()
    os.chdir(folder)
    try:
        return list(_gone_through(folder))
    finally:
        os.chdir(home)
        for name in set(sys.modules) - before:
            if name.startswith("clinic"):
                del sys.modules[name]


def _gone_through(folder: Path) -> Iterator[Ran]:
    for block in BLOCKS:
        if name := block.value("file"):
            (folder / name).write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            for line in block.text.splitlines():
                assert line.startswith("$ ivr "), f"{block.place}: {line}"
                yield _run(folder, line.removeprefix("$ "))


def _run(folder: Path, line: str) -> Ran:
    words = shlex.split(line.partition(" > ")[0])[1:]
    done = CliRunner().invoke(main, words)
    if into := line.partition(" > ")[2]:
        (folder / into).write_text(done.output, encoding="utf-8")
    return Ran(line, done.exit_code, done.output)


def test_every_command_succeeds(session: list[Ran]) -> None:
    assert [ran for ran in session if ran.code != 0] == []
    assert {ran.command for ran in session} >= set(SHOWN)


@pytest.mark.parametrize("command", SHOWN)
def test_command_prints_what_the_guide_shows(command: str, session: list[Ran]) -> None:
    printed = next(ran.output for ran in session if ran.command == command)
    steady = re.sub(r"\d+\.\d+ s \(\d+ a second\)", "0.01 s", printed)
    found, wanted = generated(NAME, SHOWN[command], lambda: "```text\n" + steady.strip("\n") + "\n```")
    assert found == wanted, f"run {UPDATE}=1 pytest tests/docs"


def test_scripts_of_the_guide_reach_the_whole_menu(session: list[Ran]) -> None:
    printed = next(ran.output for ran in session if ran.command == "ivr test clinic")
    assert ", 0 failed," in printed
    assert "menu coverage of clinic: 100 %" in printed


def test_schemas_are_written(session: list[Ran]) -> None:
    schemas = [ran.output for ran in session if ran.command.startswith("ivr schema")]
    assert len(schemas) == 2
    assert all('"$schema"' in text for text in schemas)


MISTAKES = [(wrong, told) for wrong, told in pairwise(BLOCKS) if wrong.value("wrong")]


@pytest.mark.parametrize(("wrong", "told"), [pytest.param(*pair, id=pair[0].value("wrong")) for pair in MISTAKES])
def test_mistake_is_told_as_the_guide_shows(wrong: Block, told: Block, tmp_path: Path) -> None:
    code = wrong.value("wrong")
    fault = next(fault for fault in faults_of(wrong.text, tmp_path, code) if fault.code == code)
    message = f"{fault.code} {fault.message}\n" + (f"  hint: {fault.hint}\n" if fault.hint else "")
    message = message.replace(f"{tmp_path}{os.sep}", "")
    assert told.language == "text"
    if os.environ.get(UPDATE):
        _show(wrong, message)
    else:
        assert told.text == message, f"run {UPDATE}=1 pytest tests/docs"


def _show(wrong: Block, message: str) -> None:
    """Put a message into the block after a mistake."""
    path = ROOT / NAME
    before, found, after = path.read_text(encoding="utf-8").partition(
        f"wrong={wrong.value('wrong')}\n{wrong.text}```\n"
    )
    rest = re.sub(r"\A\n```text\n.*?```\n", lambda _: f"\n```text\n{message}```\n", after, count=1, flags=re.DOTALL)
    path.write_text(before + found + rest, encoding="utf-8")


def test_every_command_named_in_the_text_exists() -> None:
    text = (ROOT / NAME).read_text(encoding="utf-8")
    named = set(re.findall(r"`ivr ([a-z]+)", text)) | set(re.findall(r"^\$ ivr ([a-z]+)", text, re.MULTILINE))
    assert named <= set(main.list_commands(None))  # type: ignore[arg-type]
