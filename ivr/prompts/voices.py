"""What speaks for a service: its author's recordings and lexicon, a voice, and the prompts kept on this computer."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from ivr.menu.model import Service
from ivr.prompts.texts import phrases
from ivr.sound.finish import finished
from ivr.sound.prompts import Cache, Phrase, Recordings, Voice
from ivr.sound.synthesis import SynthesisError, Synthesizer, open_synthesizer
from ivr.wording.phrases import phrase

AUDIO: Final = "audio"
"""The folder beside a service's file with its recordings and lexicons."""


def audio_folder(service: Service) -> Path:
    """Where a service's recordings and lexicons are, whether there are any or not."""
    return Path(service.files[0]).parent / AUDIO


def recordings_of(service: Service) -> Recordings:
    """The recordings of a service."""
    return Recordings(audio_folder(service))


def heard_by_all(service: Service) -> Callable[[Phrase], bool]:
    """Tells the phrases that every caller may hear, and which therefore may be kept on disk: texts without values."""

    @cache
    def texts() -> frozenset[tuple[str, str]]:
        return frozenset((one.language, one.text) for one in phrases(service) if one.fixed)

    return lambda one: (one.language, one.text) in texts()


def open_voice(service: Service, name: str | None = None, processes: int = 1) -> Synthesizer:
    """The synthesizer of a name, or the one that comes along, with the service's lexicons.

    processes: how many sentences at a time, where the synthesizer can. Raises `ivr.sound.synthesis.SynthesisError`.
    """
    folder = audio_folder(service)
    options: dict[str, Any] = {"lexicon": folder} if any(folder.glob("lexicon.*.yaml")) else {}
    named = (name,) if name else ()
    if processes > 1:
        # A voice of somebody else's need not have this option.
        with contextlib.suppress(SynthesisError):
            return open_synthesizer(*named, processes=processes, **options)
    return open_synthesizer(*named, **options)


@contextlib.contextmanager
def speaking_for(service: Service, rate: int, name: str | None = None, cache: Cache | None = None) -> Iterator[Voice]:
    """What speaks in the calls of a service, at so many samples a second. name: of the synthesizer.

    The engine is started meanwhile: it takes most of a second, which the first text with a value would wait for.
    Raises `ivr.sound.synthesis.SynthesisError` when it cannot be opened.
    """
    synthesizer = open_voice(service, name)
    threading.Thread(target=_start, args=(synthesizer, service.languages[0], rate), daemon=True).start()
    try:
        voice = Voice(synthesizer, cache or Cache(), recordings_of(service), rate, keep=heard_by_all(service))
        try:
            yield voice
        finally:
            voice.close()
    finally:
        synthesizer.close()


def _start(synthesizer: Synthesizer, language: str, rate: int) -> None:
    """Have the engine say something that nobody hears. Why it cannot is told when it is needed."""
    with contextlib.suppress(Exception):
        finished(synthesizer.synthesize(phrase("yes", language), language), rate)
