"""The README: its call is a real one, its pictures are what `ivr graph` draws."""

from __future__ import annotations

import os
import re
import shlex
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner

from ivr.cli import main
from ivr.menu.codes import CODES
from ivr.sound import audio, levels
from tests.docs.documents import ROOT, UPDATE


def _filled(path: Path, content: str) -> str:
    text = path.read_text(encoding="utf-8")
    return re.sub(
        r"(<!-- call:begin [^>]*-->\n).*?(<!-- call:end -->)",
        lambda found: f"{found[1]}{content}{found[2]}",
        text,
        flags=re.DOTALL,
    )


def _transcript(run: CliRunner) -> str:
    result = run.invoke(main, ["call"])
    assert result.exit_code == 0, result.output
    lines = []
    for line in result.output.rstrip().splitlines()[2:]:
        lines += textwrap.wrap(line, 118, subsequent_indent=" " * 10, drop_whitespace=True) if line else [""]
    return "```text\n" + "\n".join(lines) + "\n```\n"


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_the_call_that_the_readme_shows_is_held(name):
    path = ROOT / name
    filled = _filled(path, _transcript(CliRunner()))
    if os.environ.get(UPDATE):
        path.write_text(filled, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == filled, f"{name} shows an old call: run {UPDATE}=1 pytest tests/docs"


def test_the_readme_counts_the_fault_codes():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(CODES)} explained fault codes" in text


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_how_to_have_the_command_is_said_before_it_is_used(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert 0 < text.index(". .venv/bin/activate") < text.index("$ ivr ")


def _clinic(folder: Path) -> Path:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, content in re.findall(r"```yaml file=(\S+)\n(.*?)```", text, re.DOTALL):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return folder / "clinic"


def test_the_two_minutes_of_the_readme_work(tmp_path, monkeypatch):
    clinic = _clinic(tmp_path)
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\$ ivr ((?:check|call|graph) clinic[^#\n]*)", text, re.MULTILINE)
    assert len(commands) == 3
    for command in [*commands, "test clinic"]:
        result = CliRunner().invoke(main, shlex.split(command))
        assert result.exit_code == 0, f"ivr {command}: {result.output}"
    assert (clinic.parent / "clinic.svg").exists()


@pytest.mark.parametrize(
    ("picture", "service"), [("clinic.svg", "clinic"), ("0505.svg", "0505"), ("0505-menus.svg", "0505 --menus")]
)
def test_the_pictures_are_what_graph_draws(tmp_path, picture, service):
    _clinic(tmp_path)
    source = [str(tmp_path / "clinic")] if service == "clinic" else service.split()
    result = CliRunner().invoke(main, ["graph", *source, "--lang", "ru", "-o", str(tmp_path / picture)])
    assert result.exit_code == 0, result.output
    kept, drawn = ROOT / "docs" / picture, (tmp_path / picture).read_bytes()
    if os.environ.get(UPDATE):
        kept.write_bytes(drawn)
    assert kept.exists() and kept.read_bytes() == drawn, f"docs/{picture} is old: run {UPDATE}=1 pytest tests/docs"


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_what_the_readme_lets_one_hear_is_heard(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (ROOT / name).read_text(encoding="utf-8")
    said = re.search(r"^\$ ivr (say [^#\n]*?) +# (.*)$", text, re.MULTILINE)
    recorded = re.search(r"^\$ ivr (call [^#\n]*--keys \"[^\"]*\" --record (\S+))", text, re.MULTILINE)
    assert said is not None and recorded is not None
    result = CliRunner().invoke(main, shlex.split(said[1]))
    assert (result.exit_code, result.output.strip()) == (0, said[2].strip())
    result = CliRunner().invoke(main, shlex.split(recorded[1]))
    assert result.exit_code == 0, result.output
    heard = audio.read(tmp_path / recorded[2])
    assert heard.seconds > 20
    assert levels.faults(heard) == []
