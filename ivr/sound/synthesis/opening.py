"""Which synthesizer is meant: by its name, among all that the installed packages offer."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Iterable
from importlib.metadata import EntryPoint, distributions
from typing import Any, Final

from ivr.sound.synthesis.base import SynthesisError, Synthesizer
from ivr.sound.synthesis.guarded import Guarded

GROUP: Final = "ivr.synthesizers"
"""The group of entry points; each names what makes a Synthesizer from the options of `open_synthesizer`."""
DEFAULT: Final = "pyttsx3"


def synthesizers() -> list[str]:
    """The names of those that are installed, in order."""
    return sorted(_entries())


def open_synthesizer(name: str = DEFAULT, **options: Any) -> Synthesizer:
    """The synthesizer of a name, with its options: `open_synthesizer("pyttsx3", rate=150)`.

    Raises SynthesisError for a name or an option that there is not, and for whatever keeps it from being opened.
    """
    entries = _entries()
    if name not in entries:
        known = sorted(entries)
        raise SynthesisError(f"no synthesizer `{name}`; installed: {', '.join(known)}{_hint(name, known)}")
    try:
        make = entries[name].load()
    except (Exception, SystemExit) as error:
        raise SynthesisError(f"the synthesizer `{name}` cannot be loaded: {_told(error)}") from None
    takes = _options_of(make)
    for option in options:
        if takes is not None and option not in takes:
            there = f"it takes {', '.join(takes)}" if takes else "it takes none"
            raise SynthesisError(f"the synthesizer `{name}` has no option `{option}`; {there}{_hint(option, takes)}")
    try:
        opened = make(**options)
    except SynthesisError:
        raise
    except (Exception, SystemExit) as error:
        raise SynthesisError(f"the synthesizer `{name}` cannot be opened: {_told(error)}") from error
    if not isinstance(opened, Synthesizer):
        lacks = [part for part in ("name", "identity", "synthesize", "close") if not hasattr(opened, part)]
        raise SynthesisError(f"the synthesizer `{name}` is none: {type(opened).__name__} has no {', '.join(lacks)}")
    return Guarded(name, opened)


def _options_of(make: Callable[..., Any]) -> list[str] | None:
    """The options that a synthesizer takes; None for whatever they are called."""
    try:
        parameters = list(inspect.signature(make).parameters.values())
    except (TypeError, ValueError):  # nothing of Python's, or no callable: the call tells
        return None
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        return None
    return [parameter.name for parameter in parameters]


def _told(error: BaseException) -> str:
    """Why, in words; by the kind where there are none. Its import's own words tell what is missing."""
    if isinstance(error, ImportError):
        return str(error)
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _entries() -> dict[str, EntryPoint]:
    """Those of every package by name. `entry_points` would look at one description of each package, which may be an
    old one that a build has left in a checkout."""
    return {entry.name: entry for package in distributions() for entry in package.entry_points if entry.group == GROUP}


def _hint(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word.casefold(), list(known), n=1)
    return f"; did you mean `{close[0]}`?" if close else ""
