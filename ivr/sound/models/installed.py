"""Models on this computer."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ivr.sound.recognition.models import VARIABLE, fault, folders, language_of


@dataclass(frozen=True, slots=True)
class Installed:
    """A model on this computer. size: bytes on disk. fault: why it cannot be used, or None."""

    folder: Path
    language: str | None
    size: int
    fault: str | None


def installed() -> list[Installed]:
    """Every model where models are looked for, in the order of the search."""
    named = os.environ.get(VARIABLE)
    found: list[Installed] = []
    for place in [*([Path(named)] if named else []), *folders()]:
        inside = sorted(place.iterdir()) if place.is_dir() else []
        for folder in [place, *inside]:
            if folder.is_dir() and (language_of(folder) or (folder == place and fault(folder) is None)):
                found.append(look(folder))
    return found


def look(folder: Path) -> Installed:
    """A model's facts, without loading it."""
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Installed(folder, language_of(folder), size, fault(folder))
