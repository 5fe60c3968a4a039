"""The names of the telephone keys, as a caller hears them."""

from __future__ import annotations

from ivr.wording import values
from ivr.wording.errors import WordingError
from ivr.wording.languages import get_language
from ivr.wording.russian import singular

KEYS = "1234567890*#ABCD"
"""The sixteen keys of DTMF (ITU-T Q.23); A to D are on few telephones."""


def key_name(key: str, language: str, case: str = "nominative") -> str:
    """Name a key: "1" is "один" or "one", "*" is "звёздочка" or "star", "#" is "решётка" or "pound".

    Say "нажмите" with `case="accusative"`: "нажмите звёздочку". Raises `WordingError` for what is no key.
    """
    spoken = get_language(language)
    form = values.case("key", case)
    if key not in spoken.keys:
        raise WordingError(f"key: needs one of the keys {' '.join(KEYS)}")
    name = spoken.keys[key]
    return name if isinstance(name, str) else singular(name, form)
