"""Text becomes speech. `open_synthesizer` gives the voice an operator names; pyttsx3 is the one that comes along."""

from ivr.sound.synthesis.base import SynthesisError, Synthesizer
from ivr.sound.synthesis.lexicon import LexiconError
from ivr.sound.synthesis.opening import open_synthesizer, synthesizers

__all__ = ["LexiconError", "SynthesisError", "Synthesizer", "open_synthesizer", "synthesizers"]
