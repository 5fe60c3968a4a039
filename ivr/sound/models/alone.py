"""One process at a time: two that fetch the same model would write into the same file."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

AGAIN: Final = 0.5
"""Seconds between two tries, where a system cannot wait for a lock by itself."""


@contextmanager
def alone(lock: Path, waits: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Be the only one that holds this file, in this process and all others; it is gone afterwards.

    waits: told when somebody else holds it. The system frees it when its holder dies. Raises OSError when the file
    cannot be made.
    """
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _hold(handle, waits)
            if not _is(handle, lock):  # its last holder has removed it meanwhile
                continue
            try:
                yield
            finally:
                with suppress(OSError):  # Windows removes no open file
                    lock.unlink()
            return
        finally:
            os.close(handle)


def _is(handle: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), lock.stat())
    except OSError:
        return False


def _hold(handle: int, waits: Callable[[], None]) -> None:
    """Lock the whole file; a file system that knows no locks is trusted to have one user."""
    if sys.platform == "win32":
        import msvcrt

        told = False
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
                return
            except PermissionError:
                if not told:
                    waits()
                told = True
                time.sleep(AGAIN)
    import fcntl

    with suppress(OSError):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waits()
            fcntl.flock(handle, fcntl.LOCK_EX)
