"""Prompts kept on disk, for every process of a user: named by hashes, whole or not there, bounded in size.

A file is a header and the sound of one format. It is written beside its place and moved there, so a reader in another
process finds all of it or nothing; its checksum tells when a disk has spoilt it, and it is then made anew. What nobody
has asked for longest goes first when there are too many.

Sound is speech: whoever may read a file may hear what was said to a caller. So only what every caller may hear is put
here (`ivr.sound.prompts.Voice` asks its `keep`), and the folder is its user's alone.
"""

from __future__ import annotations

import os
import struct
import tempfile
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from ivr.sound.audio import Audio
from ivr.sound.prompts.formats import Format

MAX_BYTES: Final = 1_000_000_000
"""Of all files together, unless another bound is given: eight hours of speech at 16 kHz."""
RECIPE: Final = "1"
"""Counts up when the same text is to sound otherwise, with other levels or filters for one: what was kept is then
forgotten."""

_HEADER: Final = struct.Struct("<4s8sII")
"""Mark, format, length and CRC-32 of the sound."""
_MARK: Final = b"IVR1"
_FRESH: Final = 3600.0
"""Seconds within which a file's use is not noted again: reading would cost a write each time."""
_LEFT: Final = 3600.0
"""Seconds after which a half-written file has been left behind by a process that died."""
_SPARE: Final = 0.1
"""Part of the bound that is made free at a time, so that not every new prompt looks through all files."""
_SHARE: Final = 1 / 32
"""Part of the bound that one process fills before it counts the files of all again: two processes together pass the
bound by no more than this."""


class CacheError(Exception):
    """A prompt could not be kept. The message says where and why."""


class Usage(NamedTuple):
    """What is kept."""

    files: int
    bytes: int


class _File(NamedTuple):
    path: Path
    size: int
    used: float


def key_of(identity: str, language: str, text: str) -> str:
    """The key of a text in a voice. It tells nothing of the text to whoever does not know it already."""
    return sha256("\0".join((RECIPE, identity, language, text)).encode()).hexdigest()


def default_folder() -> Path:
    """Where this user's prompts are kept."""
    import platformdirs

    return platformdirs.user_cache_path("ivr") / "prompts"


class Cache:
    """Prompts by key and format. May be used from any thread, and by several processes at once."""

    def __init__(self, folder: Path | None = None, max_bytes: int = MAX_BYTES) -> None:
        """folder: made when something is put; this user's cache when none is given. max_bytes: of all files."""
        self.folder = default_folder() if folder is None else folder
        self._max = max_bytes
        self._lock = threading.Lock()
        self._room: int | None = None

    def get(self, key: str, form: Format) -> Audio | None:
        """The sound that is kept."""
        data = self.codes(key, form)
        return None if data is None else form.decode(data)

    def codes(self, key: str, form: Format) -> bytes | None:
        """The same as bytes of the format, as a line carries them."""
        path = self._path(key, form)
        try:
            with path.open("rb") as file:
                used = os.fstat(file.fileno()).st_mtime
                content = file.read()
        except OSError:
            return None
        data = _opened(content, form)
        with suppress(OSError):
            if data is None:
                path.unlink()
            elif time.time() - used > _FRESH:
                os.utime(path)
        return data

    def holds(self, key: str, form: Format) -> bool:
        """Whether something is kept, without reading it."""
        return self._path(key, form).exists()

    def put(self, key: str, form: Format, audio: Audio) -> None:
        """Keep sound. Raises CacheError when the disk is full or closed to us."""
        data = form.encode(audio)
        content = _HEADER.pack(_MARK, form.value.encode(), len(data), zlib.crc32(data)) + data
        path = self._path(key, form)
        try:
            self._make_room(len(content))
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(path, content)
        except OSError as error:
            raise CacheError(f"prompts cannot be kept in {self.folder}: {error.strerror or error}") from None

    def usage(self) -> Usage:
        """How much is kept."""
        files = list(self._files())
        return Usage(len(files), sum(file.size for file in files))

    def clear(self) -> Usage:
        """Forget everything; what there was."""
        files = [file for file in self._files() if _gone(file.path)]
        with suppress(OSError):
            for folder in self.folder.iterdir():
                with suppress(OSError):
                    folder.rmdir()
        with self._lock:
            self._room = None
        return Usage(len(files), sum(file.size for file in files))

    def _path(self, key: str, form: Format) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.{form.value}"

    def _files(self) -> Iterator[_File]:
        for path in self.folder.glob("??/*"):
            with suppress(OSError):
                found = path.stat()
                yield _File(path, found.st_size, found.st_mtime)

    def _make_room(self, size: int) -> None:
        """Drop what was not used longest, when this would not fit. Other processes' files are seen only when all are
        counted anew: at the start, and each time this process has filled its share of the room that was left."""
        with self._lock:
            if self._room is None or self._room < size:
                left = self._max - self._evict(size)
                self._room = max(size, min(left, int(self._max * _SHARE)))
            self._room -= size

    def _evict(self, size: int) -> int:
        """Drop files until this size fits, with some to spare; the bytes that are left."""
        if not self.folder.exists():
            return 0
        files = sorted(self._files(), key=lambda file: file.used)
        total = sum(file.size for file in files)
        wanted = self._max * (1 - _SPARE) - size if total + size > self._max else self._max
        stale = time.time() - _LEFT
        for file in files:
            left_behind = file.path.suffix == ".part" and file.used < stale
            if (total > wanted or left_behind) and (_gone(file.path) or not file.path.exists()):  # or by another
                total -= file.size
        return total


def _opened(content: bytes, form: Format) -> bytes | None:
    """The sound of a file, when it is whole."""
    if len(content) < _HEADER.size:
        return None
    mark, name, length, checksum = _HEADER.unpack_from(content)
    data = content[_HEADER.size :]
    whole = mark == _MARK and name.rstrip(b"\0") == form.value.encode() and len(data) == length
    return data if whole and zlib.crc32(data) == checksum else None


def _write(path: Path, content: bytes) -> None:
    handle, beside = tempfile.mkstemp(suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).replace(path)
    except BaseException:
        _gone(Path(beside))
        raise


def _gone(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
