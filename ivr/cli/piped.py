"""Keys for a call that come down a pipe, a line after each prompt."""

from __future__ import annotations

import io
import os
import select
import sys
from typing import Final

MOST: Final = 10_000
"""Characters that are read: a pipe may have no end."""

SOON: Final = 0.3
"""Seconds in which whoever writes into the pipe has begun."""


def piped_keys() -> str | None:
    """What ``--keys`` would say of the lines that wait at the standard input: each is pressed when the service has been
    heard out. None when nothing waits there.

    An input that nobody writes to, as on a build server, is not waited for.
    """
    if sys.stdin is None or sys.stdin.isatty() or not _waits():
        return None
    lines = sys.stdin.read(MOST).split("\n")
    keys = [line.strip() for line in lines if line.strip()]
    return "".join(f",{line}" for line in keys) or None


def _waits() -> bool:
    try:
        place = sys.stdin.fileno()
    except (io.UnsupportedOperation, ValueError):  # no file of the system: it is read at once, or closed
        return not sys.stdin.closed
    if os.name == "nt":  # only sockets can be asked there
        return False
    return bool(select.select([place], [], [], SOON)[0])
