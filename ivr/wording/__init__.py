"""How a language says things, and how it is understood.

`speak` turns plain values (kopecks, ISO dates, digit strings) into words; `ivr.wording.understand` turns words back;
`ivr.wording.phrases` holds the sentences that the engine itself says; `ivr.wording.estimate` tells how long a text
lasts. All functions are pure: no clock, no locale, nothing from the rest of the engine.
"""

from ivr.wording.errors import WordingError
from ivr.wording.formats import FORMATS, Format, speak
from ivr.wording.keys import KEYS, key_name
from ivr.wording.language import Language
from ivr.wording.languages import LANGUAGES, get_language

__all__ = [
    "FORMATS",
    "KEYS",
    "LANGUAGES",
    "Format",
    "Language",
    "WordingError",
    "get_language",
    "key_name",
    "speak",
]
