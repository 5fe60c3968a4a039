"""The languages that can be spoken."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ivr.wording.english import English
from ivr.wording.errors import WordingError
from ivr.wording.language import Language
from ivr.wording.russian import Russian

_ALL: tuple[Language, ...] = (Russian(), English())
_BY_CODE: Mapping[str, Language] = MappingProxyType({language.code: language for language in _ALL})

LANGUAGES: tuple[str, ...] = tuple(_BY_CODE)
"""Codes of the languages that can be spoken and understood."""


def get_language(code: str) -> Language:
    """The language of a code. Raises `WordingError`, naming the known ones, for any other."""
    if code not in _BY_CODE:
        raise WordingError(f"no language {code!r}; known: {', '.join(LANGUAGES)}")
    return _BY_CODE[code]
