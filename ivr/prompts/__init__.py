"""The prompts of a service: every phrase it can say, what is recorded and kept of them, and the voice that speaks."""

from ivr.prompts.manifest import Manifest, ManifestError
from ivr.prompts.rendering import Rendered, render
from ivr.prompts.review import Review, Reviewed, State, Unused, review
from ivr.prompts.texts import Place, ServicePhrase, phrases
from ivr.prompts.voices import audio_folder, heard_by_all, open_voice, recordings_of, speaking_for

__all__ = [
    "Manifest",
    "ManifestError",
    "Place",
    "Rendered",
    "Review",
    "Reviewed",
    "ServicePhrase",
    "State",
    "Unused",
    "audio_folder",
    "heard_by_all",
    "open_voice",
    "phrases",
    "recordings_of",
    "render",
    "review",
    "speaking_for",
]
