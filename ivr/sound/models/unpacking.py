"""An archive that came over the network becomes a folder, and nothing but that folder."""

from __future__ import annotations

import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from ivr.sound.models.errors import BadArchive

MOST_FILES: Final = 2_000
"""Files that a model may have; real ones have some 20 to 50."""
MOST_GROWTH: Final = 30
"""How many times its archive's size a model may have; real ones have 1.3 to 4 times."""
COPY: Final = 1 << 20


def unpacked_size(archive: Path) -> int:
    """Bytes that the archive says it becomes. Raises BadArchive for one that is damaged or not safe."""
    with _opened(archive) as opened:
        return sum(entry.file_size for entry, _ in _entries(opened, archive))


def unpack(archive: Path, folder: Path) -> None:
    """Write the content of the archive's one folder into a new folder.

    Raises BadArchive, having written some of it, for an archive that is damaged, leads out of the folder, holds links,
    or grows beyond what a model may be; OSError when the folder cannot be written.
    """
    with _opened(archive) as opened:
        for entry, path in _entries(opened, archive):
            place = folder / path
            if entry.is_dir():
                place.mkdir(parents=True, exist_ok=True)
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as target:
                for part in _content(opened, entry, archive):
                    target.write(part)


def _content(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, archive: Path) -> Iterator[bytes]:
    """A file of the archive, bit by bit: not more than the size told, and with the CRC told."""
    try:
        with opened.open(entry) as source:
            while part := source.read(COPY):
                yield part
    except Exception as error:  # of a damaged one zipfile raises a dozen kinds, OSError among them
        raise BadArchive(f"{archive} is damaged: {error}") from None


def _opened(archive: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archive)
    except Exception as error:
        raise BadArchive(f"{archive} is no whole ZIP archive: {error}") from None


def _entries(opened: zipfile.ZipFile, archive: Path) -> list[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """The entries, each with its path below the one folder that an archive of a model holds."""
    entries = opened.infolist()
    if len(entries) > MOST_FILES:
        raise BadArchive(f"{archive} holds {len(entries)} files, as no model does")
    if sum(entry.file_size for entry in entries) > MOST_GROWTH * archive.stat().st_size:
        raise BadArchive(f"{archive} would grow more than {MOST_GROWTH} times, as no model does")
    paths = [_safe(entry, archive) for entry in entries]
    files_at_top = any(len(path.parts) == 1 and not entry.is_dir() for entry, path in zip(entries, paths, strict=True))
    if len({path.parts[0] for path in paths}) != 1 or files_at_top:
        raise BadArchive(f"{archive} does not hold one folder, as an archive of a model does")
    twice = next((path for path, times in Counter(paths).items() if times > 1), None)
    if twice is not None:
        raise BadArchive(f"{archive} holds '{twice}' twice")
    return [(entry, PurePosixPath(*path.parts[1:])) for entry, path in zip(entries, paths, strict=True)]


def _safe(entry: zipfile.ZipInfo, archive: Path) -> PurePosixPath:
    name = entry.orig_filename
    path = PurePosixPath(name)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    outside = path.is_absolute() or ".." in path.parts or not path.parts
    if outside or any(char in name for char in "\\:\0") or kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise BadArchive(f"{archive} is not safe: it holds '{name!r}', which is no file inside of its folder")
    if entry.flag_bits & 1:
        raise BadArchive(f"{archive} is encrypted, as no model is")
    return path
