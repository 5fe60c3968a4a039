"""The command line as a test calls it, and a small service for it to work on."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ivr.cli import main

Run = Callable[..., Result]

FAULTY = """
service: faulty
languages: [ru]
numbers: {"1": hello}
defaults: {then: bye}
nodes:
  hello: {prompt: Добрый день., goto: byee}
  bye: {hangup: До свидания.}
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run ``ivr`` with arguments. Files of the user are in a folder of the test.

    Modules beside the services of tests are forgotten after each command, as each is a program of its own.
    """
    temporary = str(tmp_path_factory.getbasetemp())
    for name in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("IVR_ACCOUNT_URL", raising=False)

    def command(*arguments: object, **more: Any) -> Result:
        try:
            return CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False, **more)
        finally:
            for name, module in tuple(sys.modules.items()):
                if (getattr(module, "__file__", None) or "").startswith(temporary):
                    del sys.modules[name]

    return command


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The service that ``ivr new`` makes; not to be changed."""
    folder = tmp_path_factory.mktemp("new") / "bakery"
    assert CliRunner().invoke(main, ["new", str(folder)]).exit_code == 0
    return folder


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A service with a mistyped target."""
    folder = tmp_path / "faulty"
    folder.mkdir()
    (folder / "service.yaml").write_text(FAULTY.lstrip(), encoding="utf-8")
    return folder


def data(result: Result) -> Any:
    """What a command printed with ``--json``."""
    return json.loads(result.stdout)
