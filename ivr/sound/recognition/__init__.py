"""Sound becomes words: vosk follows what a caller says, by a grammar of what may be said.

`Recognition` is shared by the calls of a process, an `Ear` hears one of them.
"""

from ivr.sound.recognition.ear import Ear
from ivr.sound.recognition.errors import RecognitionError
from ivr.sound.recognition.events import Began, Ended, Grammar, Guess
from ivr.sound.recognition.models import find_model, find_models
from ivr.sound.recognition.recognition import Recognition

__all__ = ["Began", "Ear", "Ended", "Grammar", "Guess", "Recognition", "RecognitionError", "find_model", "find_models"]
