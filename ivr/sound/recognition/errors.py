"""What can go wrong before speech is recognised."""

from __future__ import annotations


class RecognitionError(Exception):
    """Speech cannot be recognised: vosk or a model is missing or unfit. The message says how to mend it; a call goes on
    by keys alone."""
