"""Settings of voices, told to be wrong before anything is spoken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ivr.sound.synthesis.base import SynthesisError


def within(name: str, value: Any, least: float, most: float, unit: str = "") -> None:
    """Refuse what is no number from least to most: `within("rate", "fast", 80, 450, "words a minute")`."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        measure = f" {unit}" if unit else ""
        raise SynthesisError(f"a {name} of {value!r}{measure}; {least:g} to {most:g}{measure} is possible")


def whole(name: str, value: Any, least: int, most: int, unit: str = "") -> None:
    """Refuse what is no whole number from least to most."""
    within(name, value, least, most, unit)
    if not isinstance(value, int):
        raise SynthesisError(f"a {name} of {value!r}; it is a whole number")


def by_language(name: str, value: Any, kinds: type | tuple[type, ...], example: str) -> None:
    """Refuse what is no mapping from languages."""
    good = isinstance(value, Mapping) and all(
        isinstance(language, str) and isinstance(one, kinds) for language, one in value.items()
    )
    if not good:
        raise SynthesisError(f"`{name}` is for each language one, as {name}={example}, not {value!r}")
