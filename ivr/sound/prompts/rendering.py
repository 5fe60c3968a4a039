"""Making prompts ahead, in every format that channels will ask for, so that a call waits for none of them."""

from __future__ import annotations

from collections.abc import Sequence

from ivr.sound.audio import Audio, read
from ivr.sound.finish import finished
from ivr.sound.prompts.cache import Cache
from ivr.sound.prompts.formats import Format
from ivr.sound.prompts.keys import Keys
from ivr.sound.prompts.phrase import Phrase
from ivr.sound.prompts.recordings import Recordings
from ivr.sound.synthesis import SynthesisError, Synthesizer


class Renderer:
    """Fills a cache. May be used from any thread."""

    def __init__(
        self, synthesizer: Synthesizer, cache: Cache, recordings: Recordings, formats: Sequence[Format]
    ) -> None:
        self._synthesizer = synthesizer
        self._cache = cache
        self._recordings = recordings
        self._formats = formats
        self._keys = Keys(synthesizer, recordings)

    def missing(self, phrase: Phrase) -> tuple[Format, ...]:
        """The formats in which a phrase is not kept."""
        key = self._keys.of(phrase)
        return tuple(form for form in self._formats if key is None or not self._cache.holds(key, form))

    def render(self, phrase: Phrase) -> None:
        """Keep a phrase in the formats that are missing: its recording, or its text spoken once for all of them.

        Raises SynthesisError, `ivr.sound.audio.AudioError` for a recording that cannot be read, and CacheError.
        """
        missing = self.missing(phrase)
        if not missing:
            return
        key = self._keys.of(phrase)
        if key is None:
            raise SynthesisError(f"the voice `{self._synthesizer.name}` does not speak the language {phrase.language}")
        recording = self._recordings.find(phrase)
        if recording is not None:
            source = read(recording.path)
        else:
            source = self._synthesizer.synthesize(phrase.text, phrase.language)
        ready: dict[int, Audio] = {}
        for form in missing:
            if form.rate not in ready:
                ready[form.rate] = finished(source, form.rate)
            self._cache.put(key, form, ready[form.rate])
