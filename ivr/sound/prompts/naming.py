"""The name of a phrase's sound file, made of its words, so that people find it and every run makes the same."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import Final

LONGEST: Final = 40
"""Letters of the words in a name; with the rest a name fits every file system and a column of a table."""
TELLING: Final = 6
"""Hexadecimal digits that tell phrases apart whose names begin alike: 16 million of them."""

_LATIN: Final = {
    ord(letter): latin
    for letter, latin in zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".replace("-", "").split(" "),
        strict=True,
    )
}


def slug(text: str) -> str:
    """The name of a phrase: its words in Latin letters, and six digits that tell it from others.

    `slug("Баланс — нажмите один.")` is "balans-nazhmite-odin-" and six digits. Marks, spaces and capital letters do
    not count, words do: another word is another name.
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())
    telling = sha256(" ".join(words).encode()).hexdigest()[:TELLING]
    latin = (re.sub(r"[^a-z0-9]", "", _plain(word.translate(_LATIN))) for word in words)
    name = ""
    for word in filter(None, latin):
        longer = f"{name}-{word}" if name else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        name = longer
    return f"{name or 'phrase'}-{telling}"


def _plain(word: str) -> str:
    """Letters without their marks: é is e."""
    return unicodedata.normalize("NFKD", word)
