"""Models of speech for vosk: which there are, how one comes here, and whether it is good.

Where a model is looked for when a call begins is told by `ivr.sound.recognition.models`.
"""

from ivr.sound.models.catalogue import Catalogue, Entry, read_catalogue
from ivr.sound.models.errors import ModelError
from ivr.sound.models.fetching import default_folder, fetch
from ivr.sound.models.installed import Installed, installed, look
from ivr.sound.models.trial import Trial, try_model

__all__ = [
    "Catalogue",
    "Entry",
    "Installed",
    "ModelError",
    "Trial",
    "default_folder",
    "fetch",
    "installed",
    "look",
    "read_catalogue",
    "try_model",
]
