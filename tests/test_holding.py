"""Calls in a real terminal (a pseudo-terminal): what one sees, and that the terminal is left as it was found."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ivr.account import accounts_in_memory
from ivr.account.facts import prepare
from ivr.account.records import Request
from ivr.phone import arriving
from tests.shop import DIALLED, SHOP

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

PATIENCE = 30.0
"""Seconds after which a program that has not shown what is waited for has failed."""


SHELL = """
import os, signal, subprocess, sys
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
job = subprocess.Popen(sys.argv[1:], process_group=0)
_, status = os.waitpid(job.pid, os.WUNTRACED)
if os.WIFSTOPPED(status):
    os.write(1, b"[stopped]")
    signal.sigwait({signal.SIGUSR1})
    os.write(1, b"[goes on]")
    os.kill(job.pid, signal.SIGCONT)
    _, status = os.waitpid(job.pid, 0)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""What a shell does with a job: it sees it stop, and lets it go on, here after a signal."""


class Terminal:
    """A pseudo-terminal with ``ivr call`` in it."""

    def __init__(
        self, *arguments: str, service: str = str(SHOP), journal: bool = False, shell: str = "", **environment: str
    ) -> None:
        """journal: the user's own, unless the arguments name one. shell: a program in Python that runs the call."""
        self._master, self._slave = pty.openpty()
        self.before = termios.tcgetattr(self._slave)
        self.shown = ""
        without = () if journal or "--journal" in arguments else ("--no-journal",)
        within = (sys.executable, "-c", shell) if shell else ()
        self.program = subprocess.Popen(
            [
                *within,
                sys.executable,
                "-m",
                "ivr",
                "call",
                service,
                "--fast",
                *without,
                *arguments,
            ],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "100", "NO_COLOR": "", **environment},
            start_new_session=True,
        )

    def until(self, text: str) -> str:
        """Read until a text is shown; everything shown so far."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.shown:
            ready, _, _ = select.select([self._master], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"{text!r} was not shown, but {self.shown!r}"
            self.shown += os.read(self._master, 4096).decode(errors="replace")
        return self.shown

    def send(self, strokes: str) -> None:
        os.write(self._master, strokes.encode())

    def ends(self) -> int:
        """The program's exit code."""
        return self.program.wait(PATIENCE)

    @property
    def as_before(self) -> bool:
        found: Any = termios.tcgetattr(self._slave)
        return bool(found == self.before)

    def close(self) -> None:
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        for end in (self._master, self._slave):
            os.close(end)


@pytest.fixture
def terminal(request: pytest.FixtureRequest) -> Iterator[Terminal]:
    made = Terminal(**getattr(request, "param", {}))
    yield made
    made.close()


def test_a_call_by_keys_and_words(terminal: Terminal):
    terminal.until("Лавка")
    terminal.until("Это лавка.")
    assert not terminal.as_before
    terminal.send("1")
    terminal.until("Хлеба двадцать один.")
    terminal.send("булка\r")
    terminal.until("> ")
    terminal.send("\x1b")
    terminal.until("You hung up. The call lasted 0:0")
    assert terminal.ends() == 0
    assert terminal.as_before
    assert "\x1b[1;36m[1]" in terminal.shown


@pytest.mark.parametrize("how", ["\x03", "\x04", signal.SIGTERM, signal.SIGHUP])
def test_however_one_leaves_the_call_ends_and_the_terminal_is_as_before(how: str | signal.Signals, tmp_path: Path):
    terminal = Terminal("--journal", str(tmp_path), "--transcript", str(tmp_path / "call.txt"))
    try:
        terminal.until("Это лавка.")
        if isinstance(how, str):
            terminal.send(how)
        else:
            terminal.program.send_signal(how)
        terminal.until("You hung up.")
        assert terminal.ends() == 0
        assert terminal.as_before
    finally:
        terminal.close()
    [journal] = tmp_path.rglob("*.jsonl")
    assert '"HungUp"' in journal.read_text(encoding="utf-8").splitlines()[-1]
    assert "hangs up" in (tmp_path / "call.txt").read_text(encoding="utf-8").splitlines()[-1]


def test_an_action_that_hangs_holds_up_neither_the_call_nor_the_end_of_the_program(terminal: Terminal):
    terminal.until("Это лавка.")
    terminal.send("2")
    terminal.until("Не вышло.")
    terminal.send("2\x03")
    terminal.until("You hung up.")
    assert terminal.ends() == 0


def test_an_action_that_fails_is_told_to_the_author_without_its_words(terminal: Terminal):
    terminal.until("Это лавка.")
    terminal.send("3")
    terminal.until("Не вышло.")
    assert "broken.get failed: RuntimeError" in terminal.shown
    assert "4276" not in terminal.shown and "Traceback" not in terminal.shown


@pytest.mark.parametrize("terminal", [{"TERM": "dumb"}], indirect=True)
def test_a_dumb_terminal_is_called_line_by_line(terminal: Terminal):
    terminal.until("Это лавка.")
    assert terminal.as_before
    terminal.send("1\n")
    terminal.until("Хлеба двадцать один.")
    terminal.send("человек\n")
    terminal.until("(simulated: connected)")
    terminal.until("handed on")
    assert terminal.ends() == 0
    assert "\x1b" not in terminal.shown
    assert "Type 0-9 * # or words, then Enter." in terminal.shown


@pytest.mark.parametrize("terminal", [{"TERM": "dumb"}], indirect=True)
def test_the_help_of_a_dumb_terminal_is_that_of_whole_lines(terminal: Terminal):
    terminal.until("Это лавка.")
    terminal.send("?\n")
    terminal.until("words, then Enter: what you would say")
    assert "Esc" not in terminal.shown


@pytest.mark.parametrize("terminal", [{"shell": SHELL}], indirect=True)
def test_ctrl_z_gives_the_terminal_back_until_the_call_goes_on(terminal: Terminal):
    terminal.until("Это лавка.")
    assert not terminal.as_before
    terminal.send("\x1a")
    terminal.until("[stopped]")
    assert terminal.as_before
    terminal.program.send_signal(signal.SIGUSR1)
    terminal.until("[goes on]")
    terminal.send("1")
    terminal.until("Хлеба двадцать один.")
    assert not terminal.as_before
    terminal.send("\x03")
    terminal.until("You hung up.")
    assert terminal.ends() == 0
    assert terminal.as_before


@pytest.mark.parametrize("terminal", [{"NO_COLOR": "1"}], indirect=True)
def test_no_color_is_respected(terminal: Terminal):
    terminal.until("Это лавка.")
    terminal.send("1")
    terminal.until("Хлеба двадцать один.")
    assert "\x1b[" not in terminal.shown.replace("\x1b[?", "")


def test_a_terminal_call_is_journalled_in_the_users_own_folder_unless_it_is_not_wanted(tmp_path: Path):
    homes = {name: str(tmp_path) for name in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA")}
    for wanted in (True, False):
        terminal = Terminal(journal=wanted, **homes)
        try:
            terminal.until("Это лавка.")
            terminal.send("\x03")
            terminal.until("You hung up.")
            assert terminal.ends() == 0
        finally:
            terminal.close()
        assert len(list(tmp_path.rglob("*.jsonl"))) == 1


def test_accounts_that_cannot_be_opened_end_the_call_with_one_line():
    terminal = Terminal("--account-url", "nosuch://user:hunter2@host/db", service="0505")
    try:
        terminal.until("the accounts cannot be opened")
        assert terminal.ends() == 2
        assert terminal.as_before
    finally:
        terminal.close()
    assert "Traceback" not in terminal.shown and "hunter2" not in terminal.shown


def test_an_sms_of_0505_arrives_on_the_screen(tmp_path: Path):
    homes = {name: str(tmp_path) for name in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA")}
    terminal = Terminal(service="0505", **homes)
    try:
        terminal.until("Это сервис-гид.")
        terminal.send("42")
        terminal.until("Получить новый пароль — нажмите один.")
        terminal.send("1")
        terminal.until("SMS from 0505")
        terminal.send("\x03")
        assert terminal.ends() == 0
    finally:
        terminal.close()


def test_messages_arrive_once():
    accounts = accounts_in_memory()
    prepare(accounts, DIALLED.caller, {"balance": 100}, DIALLED.at)
    at = datetime.now().astimezone()
    accounts.identify(Request("call-1", 1, DIALLED.caller, at))
    accounts.request_password(Request("call-1", 2, DIALLED.caller, at))
    [text] = arriving(accounts, DIALLED.caller)
    assert any(letter.isdigit() for letter in text)
    assert list(arriving(accounts, DIALLED.caller)) == []
