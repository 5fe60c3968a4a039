"""The page on recordings: its commands run in its order, and print what it shows."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from ivr.cli import main
from tests.docs.documents import ROOT, blocks_of

PAGE = ROOT / "docs" / "recordings.md"


def test_commands_print_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("IVR_VOICE", raising=False)
    printed = ""
    shown = 0
    for block in blocks_of(PAGE):
        if block.language == "console":
            printed = "".join(_run(line) for line in block.text.splitlines())
        elif block.language == "text":
            assert [line for line in block.text.splitlines() if line not in printed] == [], block.place
            shown += 1
    assert shown == 5


def _run(line: str) -> str:
    words = shlex.split(line.removeprefix("$ "))
    if words[0] == "mkdir":
        Path(words[-1]).mkdir(parents=True)
        return ""
    done = CliRunner().invoke(main, words[1:])
    assert done.exit_code == 0, f"{line}\n{done.output}"
    return done.stdout
