"""Sound for phrases."""

from ivr.sound.prompts.phrase import Phrase

__all__ = ["Phrase"]
