"""Under which key a phrase's sound is kept: that of its recording where there is one, else that of its text spoken."""

from __future__ import annotations

from ivr.sound.prompts.cache import key_of
from ivr.sound.prompts.phrase import Phrase
from ivr.sound.prompts.recordings import Recording, Recordings
from ivr.sound.synthesis import Synthesizer


class Keys:
    """The keys of phrases for one voice and one set of recordings."""

    def __init__(self, synthesizer: Synthesizer, recordings: Recordings) -> None:
        self._synthesizer = synthesizer
        self._recordings = recordings
        self._identities: dict[str, str | None] = {}

    def of(self, phrase: Phrase) -> str | None:
        """The key of what is played for a phrase; None where there is neither a recording nor a voice."""
        recording = self._recordings.find(phrase)
        return self.spoken(phrase) if recording is None else self.recorded(recording)

    def recorded(self, recording: Recording) -> str | None:
        """The key of a recording: the same for all texts that it stands for. None when the file is gone."""
        try:
            return key_of(recording.identity, recording.language, "")
        except OSError:
            return None

    def spoken(self, phrase: Phrase) -> str | None:
        """The key of a text in the voice; None when it does not speak the language."""
        language = phrase.language
        if language not in self._identities:
            # Asked once: it takes a voice milliseconds to tell. One of somebody else's may raise what it likes.
            try:
                self._identities[language] = self._synthesizer.identity(language)
            except Exception:
                self._identities[language] = None
        identity = self._identities[language]
        return None if identity is None else key_of(identity, language, phrase.text)
