"""The keyboard: what the keys of a real terminal's byte stream become."""

from __future__ import annotations

import asyncio
import io
import os
import sys
import threading
from typing import Any

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding import KeyPress

from ivr.channels.terminal import keyboard
from ivr.channels.terminal.channel import BACKSPACE, ENTER, HANG_UP


def strokes(text: str) -> list[str]:
    """The strokes of what a terminal sends."""
    presses: list[KeyPress] = []
    parser = Vt100Parser(presses.append)
    parser.feed_and_flush(text)
    return list(keyboard.strokes_of(presses))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("1#*", ["1", "#", "*"]),
        ("ба\r", ["б", "а", ENTER]),
        ("\x7f", [BACKSPACE]),
        ("\x03", [HANG_UP]),
        ("\x04", [HANG_UP]),
        ("\x1b", [HANG_UP]),
        ("\x1b[A\x1b[15~1", ["1"]),
        ("\x1bx2", ["2"]),
        ("\t", []),
        ("\x1b[200~12#\x1b[201~", ["1", "2", "#"]),
    ],
)
def test_what_the_terminal_sends_becomes_strokes(sent: str, expected: list[str]):
    assert strokes(sent) == expected


class Listener:
    """Stands for the channel."""

    def __init__(self) -> None:
        self.strokes: list[str] = []
        self.words: list[str] = []
        self.gone = asyncio.Event()

    def typed(self, stroke: str) -> None:
        self.strokes.append(stroke)
        if stroke == HANG_UP:
            self.gone.set()

    def speak(self, words: str) -> None:
        self.words.append(words)


def test_strokes_are_reported_in_the_loop_and_escape_after_a_moment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keyboard, "ESCAPE_WAIT", 0.0)

    async def hold() -> list[str]:
        listener: Any = Listener()
        with create_pipe_input() as source, keyboard.strokes(listener, source):
            source.send_text("12\x1b")
            await asyncio.wait_for(listener.gone.wait(), 10)
        found: list[str] = listener.strokes
        return found

    assert asyncio.run(hold()) == ["1", "2", HANG_UP]


def test_a_keyboard_that_goes_away_is_a_hang_up():
    async def hold() -> list[str]:
        listener: Any = Listener()
        with create_pipe_input() as source, keyboard.strokes(listener, source):
            source.send_text("1")
            source.close()
            await asyncio.wait_for(listener.gone.wait(), 10)
        found: list[str] = listener.strokes
        return found

    assert asyncio.run(hold()) == ["1", HANG_UP]


def test_line_by_line_keys_are_keys_words_are_words_and_the_end_is_a_hang_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("1 #\nпотом булка\n\n?\n"))

    async def hold() -> Listener:
        listener: Any = Listener()
        with keyboard.lines(listener):
            await asyncio.wait_for(listener.gone.wait(), 10)
        found: Listener = listener
        return found

    listener = asyncio.run(hold())
    assert listener.strokes == ["1", "#", "?", HANG_UP]
    assert listener.words == ["потом булка"]


def test_reading_lines_ends_quietly_when_the_call_is_over(monkeypatch: pytest.MonkeyPatch):
    unheard: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", unheard.append)
    read_end, write_end = os.pipe()
    monkeypatch.setattr(sys, "stdin", os.fdopen(read_end, encoding="utf-8"))

    async def hold() -> None:
        with keyboard.lines(Listener()):  # type: ignore[arg-type]
            pass

    asyncio.run(hold())
    os.write(write_end, b"1\n")
    os.close(write_end)
    for thread in threading.enumerate():
        if thread.name == "keyboard":
            thread.join(10)
    assert unheard == []


def test_a_dumb_terminal_and_a_pipe_give_no_strokes(monkeypatch: pytest.MonkeyPatch):
    assert not keyboard.can_read_strokes()
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", terminal)
    monkeypatch.setenv("TERM", "dumb")
    assert not keyboard.can_read_strokes()
