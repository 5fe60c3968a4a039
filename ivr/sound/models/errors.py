"""What can go wrong with models."""

from __future__ import annotations


class ModelError(Exception):
    """A model cannot be had or is not good; the message says what, where, and how to mend it, in one line."""


class BadArchive(ModelError):
    """What was fetched is no model, or is not safe to unpack."""
