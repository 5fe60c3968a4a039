"""Sound becomes words."""

from ivr.sound.recognition.events import Began, Ended, Grammar, Guess

__all__ = ["Began", "Ended", "Grammar", "Guess"]
