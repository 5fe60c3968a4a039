"""What a terminal shows of a call, line by line. Only this module knows about colours and the cursor."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence
from typing import Final, TextIO

BOLD: Final = "1"
DIM: Final = "2"
KEY: Final = "1;36"
SMS: Final = "33"
WIDEST: Final = 100
"""Columns used at most: longer lines are hard to read."""

CUT: Final = " —"
SPEAKER: Final = "» "
CALLER: Final = "> "
INDENT: Final = "  "


class Screen:
    """Writes a call to a terminal. Nothing here is ever a secret: what is masked comes masked.

    colour: use colours. cursor: the terminal can redraw the line being typed.
    """

    def __init__(self, out: TextIO, *, colour: bool = True, cursor: bool = True, width: int | None = None) -> None:
        self._out = out
        self._colour = colour
        self._cursor = cursor
        self._width = min(width or shutil.get_terminal_size().columns, WIDEST)
        self._open = False
        self._caps = False
        self._typed = ""

    def head(self, title: str, hints: Sequence[str]) -> None:
        """The first lines: who calls what, and how to."""
        self._line(self._styled(title, BOLD))
        for hint in hints:
            self._wrapped(hint, "", "", DIM)
        self._line("")

    def speak(self, text: str) -> None:
        """A text begins to be spoken; its line stays open, to be marked when it is cut short."""
        self._wrapped(text, INDENT + self._styled(SPEAKER, DIM), INDENT + " " * len(SPEAKER), end=False)

    def cut(self) -> None:
        """What was spoken last was stopped in the middle."""
        if self._open and not self._caps:
            self._write(self._styled(CUT, DIM))

    def key(self, shown: str) -> None:
        """A key was pressed; keys pressed one after another stand in one line."""
        cap = self._styled(f"[{shown}]", KEY)
        if self._caps and self._open:
            self._write(f" {cap}")
        else:
            self._close()
            self._write(INDENT + cap)
            self._open = self._caps = True
        self._flush()

    def typing(self, shown: str) -> None:
        """The line that the caller types, as far as it goes; empty when there is none."""
        if not self._cursor:
            return
        if not self._typed:
            self._close()
        self._erase()
        self._typed = shown
        self._redraw()

    def said(self, shown: str) -> None:
        """The caller has said something."""
        self._erase()
        self._typed = ""
        if self._cursor:
            self._line(INDENT + self._styled(CALLER, DIM) + self._styled(shown, KEY))

    def message(self, sender: str, text: str) -> None:
        """An SMS arrived at the caller's phone."""
        title = f" SMS from {sender} "
        inside = textwrap.wrap(text, max(20, min(self._width - 8, 60))) or [""]
        width = max(len(title) + 1, *(len(line) for line in inside))
        rows = [f"╭─{title}{'─' * (width - len(title))}─╮"]
        rows += [f"│ {line:<{width}} │" for line in inside]
        rows += [f"╰{'─' * (width + 2)}╯"]
        for row in rows:
            self._line(INDENT + INDENT + self._styled(row, SMS))

    def note(self, text: str) -> None:
        """Something that the caller would not hear: what is simulated, how the call ended, faults of the service."""
        self._wrapped(text, INDENT, INDENT, DIM)

    def end(self) -> None:
        """Leave the cursor at the start of a line."""
        self._erase()
        self._typed = ""
        self._close()
        self._flush()

    # within

    def _wrapped(self, text: str, first: str, rest: str, style: str = "", end: bool = True) -> None:
        lines = textwrap.wrap(text, max(20, self._width - len(rest) - len(CUT))) or [""]
        shown = [f"{first if not number else rest}{self._styled(line, style)}" for number, line in enumerate(lines)]
        self._line("\n".join(shown), end=end)

    def _line(self, text: str, *, end: bool = True) -> None:
        self._erase()
        self._close()
        self._write(text + ("\n" if end or self._typed else ""))
        self._open = not end and not self._typed
        self._redraw()

    def _close(self) -> None:
        if self._open:
            self._write("\n")
        self._open = self._caps = False

    def _erase(self) -> None:
        if self._typed:
            self._write("\r\x1b[K")

    def _redraw(self) -> None:
        if self._typed:
            room = self._width - len(INDENT) - len(CALLER) - 1
            self._write(INDENT + self._styled(CALLER, DIM) + self._typed[-room:])
        self._flush()

    def _styled(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._colour and style and text else text

    def _write(self, text: str) -> None:
        self._out.write(text)

    def _flush(self) -> None:
        self._out.flush()
