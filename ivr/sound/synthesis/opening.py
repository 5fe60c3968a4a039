"""Which synthesizer is meant: by its name, among all that the installed packages offer."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Iterable
from importlib.metadata import entry_points
from typing import Any, Final

from ivr.sound.synthesis.base import SynthesisError, Synthesizer

GROUP: Final = "ivr.synthesizers"
"""The group of entry points; each names what makes a Synthesizer from the options of `open_synthesizer`."""
DEFAULT: Final = "pyttsx3"


def synthesizers() -> list[str]:
    """The names of those that are installed, in order."""
    return sorted({entry.name for entry in entry_points(group=GROUP)})


def open_synthesizer(name: str = DEFAULT, **options: Any) -> Synthesizer:
    """The synthesizer of a name, with its options: `open_synthesizer("pyttsx3", rate=150)`.

    Raises SynthesisError for a name or an option that there is not, and what the synthesizer raises.
    """
    found = entry_points(group=GROUP, name=name)
    if not found:
        known = synthesizers()
        raise SynthesisError(f"no synthesizer `{name}`; installed: {', '.join(known)}{_hint(name, known)}")
    try:
        make = next(iter(found)).load()
    except ImportError as error:
        raise SynthesisError(f"the synthesizer `{name}` cannot be loaded: {error}") from None
    parameters = list(inspect.signature(make).parameters.values())
    if not any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        takes = [parameter.name for parameter in parameters]
        for option in options:
            if option not in takes:
                there = f"it takes {', '.join(takes)}" if takes else "it takes none"
                raise SynthesisError(
                    f"the synthesizer `{name}` has no option `{option}`; {there}{_hint(option, takes)}"
                )
    opened: Synthesizer = make(**options)
    return opened


def _hint(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word.casefold(), list(known), n=1)
    return f"; did you mean `{close[0]}`?" if close else ""
