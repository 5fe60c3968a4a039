"""A text made fit for an engine: its words as the lexicon has them, no digit, no markup, no sign that would be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from ivr.sound.synthesis import figures
from ivr.sound.synthesis.lexicon import STRESS, Lexicon
from ivr.wording import LANGUAGES, key_name

VERSION: Final = 3
"""Goes into the identity of every synthesizer; raised whenever the same text comes out of `spoken` otherwise."""

_MARKUP: Final = re.compile(r"</?[A-Za-z][^<>]*/?>")
_BEFORE_MARK: Final = re.compile(r" +([.,!?;:])")

_SIGNS: Final[Mapping[str, Mapping[str, str]]] = {
    "ru": {
        "№": "номер",
        "&": "и",
        "%": "процентов",
        "@": "собака",
        "§": "параграф",
        "=": "равно",
        "°": "градусов",
        "₽": "рублей",
    },
    "en": {
        "№": "number",
        "&": "and",
        "%": "percent",
        "@": "at",
        "§": "section",
        "=": "equals",
        "°": "degrees",
        "₽": "roubles",
    },
}
_KEYS: Final = "*#"
_KEPT: Final = frozenset(".,!?;:'’-–—")
_DASHES: Final = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u00ad": None, "\u200b": None})


def spoken(text: str, language: str, lexicon: Lexicon, phonemes: bool = False) -> str:
    """What an engine is given to say; empty when nothing of the text can be said.

    phonemes: whether the engine takes `[[…]]`. Numbers should come here in words, by the formats of a menu; digits
    that are left are said as numbers, long ones and those with a leading zero one by one. In a language that
    `ivr.wording` does not know digits stay.
    """
    text = _MARKUP.sub(" ", text.translate(_DASHES))
    text = _named_signs(text, language)  # before compatibility forms, which make "No" of "№"
    text = unicodedata.normalize("NFKC", text)
    text = "".join(_kept(letter) for letter in text)
    pieces = _apart(lexicon.apply(text, phonemes))
    said = "".join(piece if piece.startswith("[[") else _plain(piece, language) for piece in pieces)
    said = _BEFORE_MARK.sub(r"\1", re.sub(r"\s+", " ", said)).strip()
    return said if any(letter.isalnum() for letter in said) else ""


def _named_signs(text: str, language: str) -> str:
    signs = _SIGNS.get(language, {})
    if language in LANGUAGES:
        text = figures.with_signs(text, language)
        for key in _KEYS:
            text = text.replace(key, f" {key_name(key, language)} ")
    for sign, name in signs.items():
        text = text.replace(sign, f" {name} ")
    return text


def _kept(letter: str) -> str:
    """A character of a word or of punctuation stays; what engines read aloud, or choke on, becomes a gap."""
    return letter if letter.isalnum() or letter == STRESS or letter in _KEPT or letter == "+" else " "


def _apart(text: str) -> list[str]:
    return re.split(r"(\[\[[^\[\]]*\]\])", text)


def _plain(text: str, language: str) -> str:
    """Text without phonemes: stress unmarked, as espeak would stress another vowel for it, and digits in words."""
    text = text.replace(STRESS, "").replace("+", " ")
    return figures.bare(text, language) if language in LANGUAGES else text
