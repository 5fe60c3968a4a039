"""The guide for integrators is one small project: its files are written out, and its programs run as they stand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ivr.menu.loader import load
from tests.docs.documents import ROOT, UPDATE, blocks_of, generated

NAME = "docs/integrators.md"
BLOCKS = list(blocks_of(ROOT / NAME))
PROGRAMS = {block.value("run"): block.text for block in BLOCKS if block.value("run")}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the clinic that the guide builds."""
    folder = tmp_path_factory.mktemp("clinic")
    for block in BLOCKS:
        if name := block.value("file"):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(block.text, encoding="utf-8")
    return folder


def run(project: Path, text: str) -> str:
    """Run a program in the project's folder, in a process of its own; what it prints."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(project), str(ROOT))), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", text],
        cwd=project,
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


@pytest.mark.parametrize("name", PROGRAMS)
def test_program_prints_what_the_guide_shows(name: str, project: Path) -> None:
    printed = run(project, PROGRAMS[name])
    found, wanted = generated(NAME, name, lambda: f"```text\n{printed}```")
    assert found == wanted, f"run {UPDATE}=1 pytest tests/docs"


def test_journal_is_the_one_that_the_guide_shows(project: Path) -> None:
    (project / "call.jsonl").unlink(missing_ok=True)
    run(project, PROGRAMS["hold"])
    written = (project / "call.jsonl").read_text(encoding="utf-8")
    assert json.loads(written.splitlines()[0])["call_id"] == "c-1"
    found, wanted = generated(NAME, "journal", lambda: f"```json\n{written}```")
    assert found == wanted, f"run {UPDATE}=1 pytest tests/docs"


def test_every_program_was_run() -> None:
    assert set(PROGRAMS) == {"hold", "live", "listen"}


def test_request_is_done_once(project: Path) -> None:
    printed = run(
        project,
        "from diary import Diary\n"
        "diary = Diary()\n"
        "first = diary.book('ivanova', '+7', request=('c', 1))\n"
        "again, other = (diary.book('ivanova', '+7', request=('c', step)) for step in (1, 2))\n"
        "print(first == again, other)\n",
    )
    assert printed == "True None\n"


def test_clinic_has_no_fault(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(sys.modules)
    try:
        faults = load(project / "service.yaml").faults
    finally:
        for name in set(sys.modules) - before:
            if name in ("visits", "diary", "pins"):
                del sys.modules[name]
    assert not faults, "\n".join(fault.render() for fault in faults)


def test_call_scripts_go_as_written(project: Path) -> None:
    printed = run(project, "from ivr.testing import render, run\nprint(render(run(['.'])))\n")
    assert "3 calls, 0 failed" in printed


def test_call_from_the_command_line_opens_the_account(project: Path) -> None:
    printed = run(project, "from ivr.cli import main\nmain(['call', '.', '--keys', '1'])\n")
    assert "Ждём вас пятого марта" in printed


def test_secret_action_takes_a_secret(project: Path) -> None:
    printed = run(
        project,
        "import pins\n"
        "from datetime import datetime, UTC\n"
        "from ivr.actions import Context\n"
        "from ivr.secret import Secret\n"
        "class Account:\n"
        "    def verify(self, caller, pin): return pin == '4711'\n"
        "context = Context('c', 1, '+7', '600', 'ru', datetime.now(UTC), Account())\n"
        "print(pins.check(context, Secret('4711')), pins.check(context, Secret('4712')))\n",
    )
    assert printed == "Outcome(name='right', value=None, level=2) Outcome(name='wrong', value=None, level=None)\n"
