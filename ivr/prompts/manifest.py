"""For which text each recording was made: so that one is found out whose text was changed in the menu afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from ivr.sound.prompts import Recording, slug

NAME: Final = "recordings.json"
"""Of the file, in the folder with the recordings; it belongs with them into version control."""


class ManifestError(Exception):
    """The manifest cannot be read or written. The message says where, why and how to mend it."""


class Manifest:
    """The texts of recordings, by language and name.

    A recording that is new, or whose file is another than before, is taken for one of the text that the menu has now.
    """

    def __init__(self, folder: Path) -> None:
        """folder: of the recordings. Raises ManifestError when there is a manifest that is none."""
        self._file = folder / NAME
        self._known: dict[str, dict[str, dict[str, Any]]] = self._read()
        self._seen: dict[str, dict[str, dict[str, Any]]] = {}

    def recorded(self, recording: Recording, texts: Iterable[str]) -> tuple[str, ...]:
        """The texts that a recording was made for. texts: what it stands for in the menu now. Raises OSError."""
        before = self._known.get(recording.language, {}).get(recording.name)
        digest = sha256(recording.path.read_bytes()).hexdigest()
        made_for = sorted(texts) if before is None or before["file"] != digest else before["texts"]
        self._seen.setdefault(recording.language, {})[recording.name] = {"file": digest, "texts": made_for}
        return tuple(made_for)

    def save(self) -> None:
        """Write down what was seen; what was not is forgotten. Nothing is written when nothing changed.

        Raises ManifestError.
        """
        if self._seen == self._known:
            return
        text = json.dumps(self._seen, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        try:
            self._file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise ManifestError(f"{self._file} cannot be written: {error.strerror}") from None

    def _read(self) -> dict[str, dict[str, dict[str, Any]]]:
        try:
            text = self._file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            raise ManifestError(f"{self._file} cannot be read: {error}") from None
        try:
            found: dict[str, dict[str, dict[str, Any]]] = json.loads(text)
            for names in found.values():
                for entry in names.values():
                    if not isinstance(entry["file"], str) or not isinstance(entry["texts"], list):
                        raise TypeError
        except (ValueError, TypeError, KeyError, AttributeError):
            raise ManifestError(
                f"{self._file} is no list of recordings; take it from version control, or delete it: recordings are "
                "then taken for those of the texts that the menu has now"
            ) from None
        return found


def same_words(one: str, other: str) -> bool:
    """Whether two texts are read out alike: marks and capital letters do not count."""
    return slug(one) == slug(other)
