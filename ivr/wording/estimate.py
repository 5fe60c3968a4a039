"""How long a text lasts when spoken: an estimate, for checks and plans before any sound exists.

The model is a straight line: letters at a steady rate, plus a pause for each mark inside the text, plus a short onset.
Letters predict better than syllables in Russian, where clusters of consonants take their time, and about as well in
English. The numbers were fitted to espeak-ng 1.52 at 160 words a minute, a calm telephone rate, on 28 prompts in each
language (voices ru and en-gb; mean error 6 %, worst 0.4 s). Replace them when another voice has been measured.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ivr.wording.languages import get_language

LETTERS_PER_SECOND: Mapping[str, float] = {"ru": 17.0, "en": 13.1}
"""Letters spoken in a second, without pauses."""

ONSET = 0.1
"""Seconds before and after a text that do not depend on its length."""

SHORT_PAUSE = 0.28
"""Seconds of the pause at a comma, colon, semicolon or dash."""

LONG_PAUSE = 0.5
"""Seconds of the pause between two sentences; the mark that ends the text adds nothing."""

LETTERS_PER_DIGIT = 4.4
"""Letters in the mean name of a digit, for text that still has digit characters."""

_SHORT_MARKS = re.compile(r"[,:;]+(?!\d)|\s[—–-]\s")
_LONG_MARKS = re.compile(r"[.?!…]+(?!\d)")


def seconds(text: str, language: str) -> float:
    """The estimated length of a text in seconds; 0 for a text with nothing to say. Raises for an unknown language."""
    rate = LETTERS_PER_SECOND[get_language(language).code]
    letters = sum(LETTERS_PER_DIGIT if letter.isdigit() else 1.0 for letter in text if letter.isalnum())
    if not letters:
        return 0.0
    inside = text.strip(" \n\t.,:;?!…—–-")
    pauses = SHORT_PAUSE * len(_SHORT_MARKS.findall(inside)) + LONG_PAUSE * len(_LONG_MARKS.findall(inside))
    return ONSET + letters / rate + pauses
