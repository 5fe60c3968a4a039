"""What is asked for: one text in a language, maybe with the name of a recording that stands for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text to be heard. recording: name of a sound file that stands for it where it exists."""

    text: str
    language: str
    recording: str | None = None
