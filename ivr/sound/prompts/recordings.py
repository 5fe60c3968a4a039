"""An author's recordings: sound files named after phrases, which are played instead of synthesis."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ivr.sound.prompts.naming import slug
from ivr.sound.prompts.phrase import Phrase

SUFFIXES: Final = (".wav", ".flac", ".ogg", ".mp3")
"""Of sound files; of two with one name the earlier here is played."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A sound file. name: without its suffix, from the language's folder on."""

    language: str
    name: str
    path: Path

    @property
    def identity(self) -> str:
        """What its sound depends on: another file at the same place is another recording. Raises OSError."""
        found = self.path.stat()
        return f"recording {self.path.resolve()} {found.st_size} {found.st_mtime_ns}"


class Recordings:
    """The recordings in a folder: `<language>/<name>.wav`, or .flac, .ogg, .mp3.

    A phrase's recording is the file that the menu names for it, or else the one called after its words
    (`ivr.sound.prompts.slug`). Files are looked for once: a running line takes new ones after a restart.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """folder: may be missing; None means that there are no recordings."""
        self.folder = folder
        self._known: Mapping[tuple[str, str], Recording] = {
            (found.language, found.name): found for found in (_files(folder) if folder is not None else ())
        }

    def find(self, phrase: Phrase) -> Recording | None:
        """The recording of a phrase."""
        for name in names_of(phrase):
            found = self._known.get((phrase.language, name))
            if found is not None:
                return found
        return None

    def __iter__(self) -> Iterator[Recording]:
        """All of them, by language and name."""
        return iter(self._known[key] for key in sorted(self._known))


def names_of(phrase: Phrase) -> tuple[str, ...]:
    """The names that a phrase's sound file may have, the foremost first: the menu's, and that of its words."""
    words = slug(phrase.text)
    return (name_in(phrase.recording), words) if phrase.recording else (words,)


def name_in(recording: str) -> str:
    """The name of a recording as the menu gives it; it may end in a suffix there."""
    name = unicodedata.normalize("NFC", recording.strip())
    suffix = next((suffix for suffix in SUFFIXES if name.lower().endswith(suffix)), "")
    return name[: len(name) - len(suffix)]


def _files(folder: Path) -> Iterator[Recording]:
    """All sound files, the foremost of each name last."""
    for suffix in reversed(SUFFIXES):
        for path in sorted(folder.glob("*/**/*")):
            if path.suffix.lower() == suffix and path.is_file():
                language, *inside = path.relative_to(folder).with_suffix("").parts
                yield Recording(language, unicodedata.normalize("NFC", "/".join(inside)), path)
