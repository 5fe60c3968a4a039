"""Text becomes speech. `open_synthesizer` gives the voice an operator names; pyttsx3 is the one that comes along."""

from ivr.sound.synthesis.base import SynthesisError, Synthesizer

__all__ = ["SynthesisError", "Synthesizer"]
