"""The prompts of a service: every phrase it can say, what is recorded and kept of them, and the voice that speaks."""

from ivr.prompts.texts import Place, ServicePhrase, phrases
from ivr.prompts.voices import audio_folder, heard_by_all, open_voice, recordings_of, speaking_for

__all__ = [
    "Place",
    "ServicePhrase",
    "audio_folder",
    "heard_by_all",
    "open_voice",
    "phrases",
    "recordings_of",
    "speaking_for",
]
