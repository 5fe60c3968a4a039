"""A model comes here: downloaded, proved, unpacked, and put in its place whole or not at all."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from ivr.sound.models import net, unpacking
from ivr.sound.models.alone import alone
from ivr.sound.models.catalogue import HOME, Entry
from ivr.sound.models.errors import BadArchive, ModelError
from ivr.sound.recognition.models import fault, folders

GROWTH: Final = 2.5
"""How many times its archive's size a model usually has, for a first look at the free space."""
MARGIN: Final = 2
"""How many times the size that is told an archive may have: those known without the list are told in round figures."""


def default_folder() -> Path:
    """Where fetched models go: where vosk puts its own."""
    return folders()[-1]


def fetch(
    entry: Entry,
    folder: Path,
    progress: net.Progress = lambda *_: None,
    *,
    base: str = HOME,
    pauses: Sequence[float] = net.PAUSES,
    note: Callable[[str], None] = lambda _: None,
) -> Path:
    """The folder of a model in `folder`, fetched unless a whole one is there.

    What an interrupted fetch brought is kept beside it as `<name>.zip.part`, and gone on from. Of several processes
    that fetch one model the first does so, and the others wait for it. base: the address that the archive stands at.
    note: told what is done next. Raises ModelError.
    """
    place = folder / entry.name
    if fault(place) is None:
        return place
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder / f".{entry.name}.lock", lambda: note("waiting for another program that fetches it")):
            if fault(place) is not None:
                _clear(folder, entry)
                address, part = f"{base}{entry.name}.zip", folder / f"{entry.name}.zip.part"
                more = partial(net.download, address, part, progress, pauses, MARGIN * entry.size)
                _bring(entry, part, more, address, note)
                note("unpacking")
                _unpack(part, place)
    except OSError as error:
        raise ModelError(f"{error.filename or folder} cannot be written: {error.strerror or error}") from None
    return place


def _bring(entry: Entry, part: Path, more: Callable[[], None], address: str, note: Callable[[str], None]) -> None:
    """Have the whole archive in `part`, proved. more: downloads what is missing. Raises ModelError and OSError."""
    come = part.stat().st_size if part.exists() else 0
    _room(part.parent, round(entry.size * (1 + GROWTH)) - come)
    note("downloading")
    if not (come and _proved(part, entry)):
        more()
    note("checking")
    if come and not _proved(part, entry):  # what came another day may be of another archive
        part.unlink()
        note("downloading again")
        more()
    if entry.md5 and not _proved(part, entry):
        part.unlink()
        raise ModelError(f"{address} has not the checksum that the list of models tells, and was thrown away")


def _proved(part: Path, entry: Entry) -> bool:
    """Whether the archive is the one that the list of models tells, or else looks whole."""
    if entry.md5 is None:
        return zipfile.is_zipfile(part)
    with part.open("rb") as opened:
        found = hashlib.file_digest(opened, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    return found == entry.md5


def _unpack(part: Path, place: Path) -> None:
    """Put the model in its place, and throw its archive away: one that is no good would be no better next time."""
    try:
        _room(place.parent, unpacking.unpacked_size(part))
        _place(part, place)
    except BadArchive:
        part.unlink()
        raise
    part.unlink()


def _place(part: Path, place: Path) -> None:
    """Unpack beside, and move into place."""
    with tempfile.TemporaryDirectory(prefix=f".{place.name}.", dir=place.parent) as beside:
        new, old = Path(beside) / "new", Path(beside) / "old"
        new.mkdir()
        unpacking.unpack(part, new)
        if reason := fault(new):
            raise BadArchive(f"{place.name} was fetched and thrown away: {reason}")
        if place.exists():
            place.rename(old)
        new.rename(place)


def _clear(folder: Path, entry: Entry) -> None:
    """Throw away what a process left behind that was killed while it unpacked."""
    for left in folder.glob(f".{entry.name}.*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)


def _room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelError(
            f"{folder} has {free / 1e6:.0f} MB free, and {needed / 1e6:.0f} MB are needed: make room, or name another "
            "folder by --folder"
        )
