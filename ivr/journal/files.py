"""Journals as files: one of JSON lines for each call, in a folder for each day."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TextIO

from ivr.journal.record import Journal, JournalError

SUFFIX: Final = ".jsonl"


class JournalFile:
    """The journal of one call. Every line is on the disk's side of the program before `write` returns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: TextIO | None = None

    def open(self) -> None:
        """Make the file, so that what keeps it from being written is known before there is something to write.

        Raises JournalError.
        """
        try:
            self._opened()
        except OSError as error:
            raise self._failed(error) from None

    def write(self, record: dict[str, Any]) -> None:
        """Add one line. Raises JournalError when the file cannot be written."""
        try:
            file = self._opened()
            file.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
            file.flush()
        except OSError as error:
            raise self._failed(error) from None

    def close(self) -> None:
        """Close the file. Raises JournalError when what was written does not reach it."""
        if self._file is not None:
            file, self._file = self._file, None
            try:
                file.close()
            except OSError as error:
                raise self._failed(error) from None

    def _opened(self) -> TextIO:
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            self._file = os.fdopen(descriptor, "a", encoding="utf-8", newline="\n")
            if _is_cut(self.path):
                self._file.write("\n")
        return self._file

    def _failed(self, error: OSError) -> JournalError:
        """What is told: the folder that could not be made, or else the file, and why."""
        return JournalError(f"cannot write the journal {error.filename or self.path}: {error.strerror}")


class JournalFiles:
    """A folder of journals."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def sink(self, call_id: str, at: datetime) -> JournalFile:
        """A new journal for a call that begins at that time."""
        name = re.sub(r"[^A-Za-z0-9._-]", "_", call_id)
        if name != call_id:  # several names may become one
            name += "-" + hashlib.blake2s(call_id.encode(), digest_size=4).hexdigest()
        return JournalFile(self.folder / at.date().isoformat() / f"{name}{SUFFIX}")

    def __iter__(self) -> Iterator[Path]:
        """Every journal in the folder, oldest day first."""
        return iter(sorted(self.folder.rglob(f"*{SUFFIX}")))


def read_file(path: Path) -> Journal:
    """Read a journal. A last line cut short by a crash is left out. Raises JournalError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise JournalError(f"cannot read {path}: {error.strerror}") from None
    lines = content.removesuffix(b"\n").split(b"\n") if content else []
    records = []
    for number, line in enumerate(lines, 1):
        try:
            records.append(json.loads(line.decode("utf-8")))
        except UnicodeDecodeError:
            if number < len(lines) or not records:
                raise JournalError(f"{path} is no journal: it is not UTF-8 text") from None
        except ValueError:
            if number < len(lines):
                raise JournalError(f"{path}:{number}: this line is not JSON") from None
    try:
        return Journal.of(records)
    except JournalError as error:
        raise JournalError(f"{path}: {error}") from None


def _is_cut(path: Path) -> bool:
    """Whether a file ends in the middle of a line, after a crash."""
    with path.open("rb") as file:
        if not file.seek(0, os.SEEK_END):
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"
