"""Reading a keyboard stroke by stroke, or line by line where the terminal can do no more.

Whatever happens, the terminal is left as it was found.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ivr.channels.terminal.channel import BACKSPACE, ENTER, HANG_UP, TerminalChannel

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPress

Suspend: TypeAlias = Callable[[], None]
"""Stops the program, and returns when it goes on."""

SUSPEND: Final = "suspend"
"""The stroke that no channel gets to know of."""

ESCAPE_WAIT: Final = 0.2
"""Seconds after Esc in which the rest of a key's sequence (an arrow's, say) may still come."""


def can_read_strokes() -> bool:
    """Whether the terminal can give single strokes: it is one, and not a dumb one."""
    if not sys.stdin.isatty() or os.environ.get("TERM") == "dumb":
        return False
    if sys.platform == "win32":
        return True
    import termios

    try:
        termios.tcgetattr(sys.stdin.fileno())
    except (termios.error, OSError, ValueError):
        return False
    return True


@contextmanager
def quiet() -> Iterator[Suspend | None]:
    """Let the terminal keep what is typed, unseen, for `strokes`, which takes a moment to be imported.

    Gives what suspends the program, with the terminal as it was found meanwhile; None where that is not possible.
    """
    if sys.platform == "win32":
        yield None
        return
    import termios

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    silent = termios.tcgetattr(terminal)
    silent[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG)
    try:
        termios.tcsetattr(terminal, termios.TCSANOW, silent)
        yield lambda: _suspended(terminal, before)
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)


def _suspended(terminal: int, before: list[Any]) -> None:
    """Stop until the shell goes on with this program; the terminal is meanwhile as it was found.

    The rest of the process group (``make call``) is stopped first, as the terminal does it: else its shell would go on
    waiting. The signal to this thread stops the program before the call returns.
    """
    if sys.platform == "win32":
        return
    import termios

    ours = termios.tcgetattr(terminal)
    termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    handler = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    try:
        os.killpg(os.getpgrp(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.pthread_kill(threading.get_ident(), signal.SIGTSTP)
    finally:
        signal.signal(signal.SIGTSTP, handler)
        termios.tcsetattr(terminal, termios.TCSADRAIN, ours)


@contextmanager
def strokes(channel: TerminalChannel, source: Input | None = None, *, suspend: Suspend | None = None) -> Iterator[None]:
    """Give the channel every stroke, in the running asyncio loop. source: instead of the terminal's keyboard.

    suspend: what Ctrl-Z does.
    """
    from prompt_toolkit.input import create_input

    keyboard = source or create_input(sys.stdin)
    reader = _Strokes(keyboard, channel.typed, suspend)
    with ExitStack() as stack:
        stack.enter_context(keyboard.raw_mode())
        stack.enter_context(keyboard.attach(reader.read))
        stack.callback(reader.close)
        yield


@contextmanager
def lines(channel: TerminalChannel) -> Iterator[None]:
    """Give the channel every line of standard input, in the running asyncio loop: keys if it has only those, words
    otherwise; its end is a hang-up."""
    loop = asyncio.get_running_loop()

    def report(line: str | None) -> None:
        if line is None:
            channel.typed(HANG_UP)
        elif all(letter in "0123456789*#? " for letter in line):
            for letter in line.replace(" ", ""):
                channel.typed(letter)
        elif line.strip():
            channel.speak(line.strip())

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(report, line.rstrip("\r\n"))
        loop.call_soon_threadsafe(report, None)

    def read_while_open() -> None:
        try:
            read()
        except (RuntimeError, ValueError, OSError):  # the call, or the terminal, is gone
            return

    threading.Thread(target=read_while_open, name="keyboard", daemon=True).start()
    yield


class _Strokes:
    """Turns a keyboard's key presses into strokes."""

    def __init__(self, keyboard: Input, typed: Callable[[str], None], suspend: Suspend | None) -> None:
        self._keyboard = keyboard
        self._suspend = suspend
        self._typed = typed
        self._waiting: asyncio.TimerHandle | None = None
        self._gone = False

    def read(self) -> None:
        """Something can be read."""
        self.close()
        self._take(self._keyboard.read_keys())
        if self._keyboard.closed:
            if not self._gone:
                self._gone = True
                self._typed(HANG_UP)
        else:
            loop = asyncio.get_running_loop()
            self._waiting = loop.call_later(ESCAPE_WAIT, lambda: self._take(self._keyboard.flush_keys()))

    def close(self) -> None:
        """Wait for nothing more."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _take(self, presses: Sequence[KeyPress]) -> None:
        for stroke in strokes_of(presses):
            if stroke != SUSPEND:
                self._typed(stroke)
            elif self._suspend is not None:
                self._suspend()


def strokes_of(presses: Sequence[KeyPress]) -> Iterator[str]:
    """Strokes of what a keyboard gave at once. Esc with another key after it is Alt with that key: no stroke at all."""
    from prompt_toolkit.keys import Keys

    names: dict[str, str] = {
        Keys.ControlC: HANG_UP,
        Keys.ControlD: HANG_UP,
        Keys.SIGINT: HANG_UP,
        Keys.ControlZ: SUSPEND,
        Keys.ControlM: ENTER,
        Keys.ControlJ: ENTER,
        Keys.ControlH: BACKSPACE,
    }
    alt = False
    for number, press in enumerate(presses):
        if alt:
            alt = False
        elif press.key == Keys.Escape:
            alt = number + 1 < len(presses)
            if not alt:
                yield HANG_UP
        elif press.key == Keys.BracketedPaste:
            yield from press.data
        elif press.key in names:
            yield names[press.key]
        elif len(press.key) == 1:
            yield press.key
