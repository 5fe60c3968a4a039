"""What every synthesizer does to a text before its engine sees it, by the shipped lexicons and the author's."""

from __future__ import annotations

from pathlib import Path

from ivr.sound.synthesis import lexicon as lexicons
from ivr.sound.synthesis.lexicon import Lexicon
from ivr.sound.synthesis.spoken import VERSION, spoken


class Shaping:
    """Makes texts fit for an engine.

    folder: where the author's `lexicon.<language>.yaml` are, `audio/` of a service; None for none. phonemes: whether
    the engine takes espeak's in `[[…]]`. Lexicons are read when made, so that their faults are told at once; raises
    LexiconError.
    """

    def __init__(self, folder: Path | str | None, languages: tuple[str, ...], phonemes: bool) -> None:
        self._phonemes = phonemes
        self._lexicons = {language: _lexicon(folder, language) for language in languages}

    def text(self, text: str, language: str) -> str:
        """What the engine is given; empty when there is nothing to say."""
        return spoken(text, language, self._of(language), self._phonemes)

    def identity(self, language: str) -> str:
        """What a change of these words, or of the rules, changes."""
        return f"text={VERSION} lexicon={self._of(language).digest}"

    def _of(self, language: str) -> Lexicon:
        return self._lexicons.get(language) or Lexicon()


def _lexicon(folder: Path | str | None, language: str) -> Lexicon:
    own = lexicons.find(Path(folder), language) if folder else None
    known = lexicons.shipped(language)
    return known | lexicons.read(own) if own else known
