"""How it stands with a service's prompts: which are recorded, kept or missing, and what is wrong with recordings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from ivr.prompts.manifest import Manifest, same_words
from ivr.prompts.texts import ServicePhrase
from ivr.sound import levels
from ivr.sound.audio import AudioError, read
from ivr.sound.prompts import Recording, Recordings, Renderer, names_of


class State(Enum):
    """What a caller hears for a phrase."""

    RECORDED = "recorded"
    """Its recording."""
    STALE = "stale"
    """A recording of an older text."""
    CACHED = "cached"
    """Synthesis, at once: it is kept."""
    MISSING = "missing"
    """Synthesis, which has to be made first."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How it stands with one phrase. faults: of its recording, in words. made_for: the older text of a stale one."""

    phrase: ServicePhrase
    state: State
    recording: Path | None = None
    faults: tuple[str, ...] = ()
    made_for: str = ""


@dataclass(frozen=True, slots=True)
class Unused:
    """A recording that stands for no phrase. made_for: the text it was recorded for, when that is known."""

    recording: Path
    language: str
    made_for: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """How it stands with a service."""

    phrases: tuple[Reviewed, ...]
    unused: tuple[Unused, ...] = ()

    @property
    def faulty(self) -> bool:
        """Whether a recording is stale, unused or unfit."""
        return bool(self.unused) or any(one.faults or one.state is State.STALE for one in self.phrases)

    @property
    def whole(self) -> bool:
        """Whether every phrase is there before anybody calls."""
        return not any(one.state is State.MISSING for one in self.phrases)

    def only(self, language: str) -> Review:
        """What of it is in one language."""
        return Review(
            tuple(one for one in self.phrases if one.phrase.language == language),
            tuple(one for one in self.unused if one.language == language),
        )


def review(
    phrases: Sequence[ServicePhrase], recordings: Recordings, renderer: Renderer, manifest: Manifest | None
) -> Review:
    """Look at every phrase that is recorded, or has no values and so can be made ahead.

    phrases: in all languages. renderer: tells what is kept. manifest: tells, and is told, what recordings were made
    for; None where there are none.
    """
    texts: dict[Recording, list[str]] = {}
    for one in phrases:
        found = recordings.find(one.phrase)
        if found is not None and one.text not in texts.setdefault(found, []):
            texts[found].append(one.text)
    looked_at: dict[Recording, tuple[tuple[str, ...], tuple[str, ...]]] = {
        found: (_made_for(found, said, manifest), _faults(found, said)) for found, said in texts.items()
    }
    reviewed = []
    for one in phrases:
        recording = recordings.find(one.phrase)
        if recording is not None:
            reviewed.append(_recorded(one, recording, *looked_at[recording]))
        elif one.fixed:
            kept = not renderer.missing(one.phrase)
            reviewed.append(Reviewed(one, State.CACHED if kept else State.MISSING))
    unused = tuple(
        Unused(recording.path, recording.language, " / ".join(_made_for(recording, (), manifest)))
        for recording in recordings
        if recording not in texts
    )
    return Review(tuple(reviewed), unused)


def unrecorded(phrases: Iterable[ServicePhrase], reviewed: Review) -> list[ServicePhrase]:
    """The phrases without values that have no recording of their present text: what is still to be recorded."""
    done = {one.phrase.phrase for one in reviewed.phrases if one.state is State.RECORDED}
    return [one for one in phrases if one.fixed and one.phrase not in done]


def file_name(one: ServicePhrase, suffix: str = ".wav") -> str:
    """Where the recording of a phrase belongs, from the folder of recordings on."""
    return f"{one.language}/{names_of(one.phrase)[0]}{suffix}"


def _recorded(one: ServicePhrase, recording: Recording, made_for: tuple[str, ...], faults: tuple[str, ...]) -> Reviewed:
    if not one.fixed:
        faults = ("its text has values, and a recording always says the same", *faults)
    if any(same_words(text, one.text) for text in made_for) or not made_for:
        return Reviewed(one, State.RECORDED, recording.path, faults)
    return Reviewed(one, State.STALE, recording.path, faults, " / ".join(made_for))


def _made_for(recording: Recording, texts: Iterable[str], manifest: Manifest | None) -> tuple[str, ...]:
    if manifest is None:
        return ()
    try:
        return manifest.recorded(recording, texts)
    except OSError:
        return ()


def _faults(recording: Recording, texts: Sequence[str]) -> tuple[str, ...]:
    faults = []
    if any(not same_words(texts[0], text) for text in texts):
        faults.append(f"stands for {len(texts)} texts that differ: {' / '.join(texts)}")
    try:
        faults += levels.faults(read(recording.path))
    except AudioError as error:
        faults.append(str(error))
    return tuple(faults)
