"""A text made fit for an engine: its words as the lexicon has them, no digit, no markup, no sign that would be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from ivr.sound.synthesis.lexicon import STRESS, Lexicon
from ivr.wording import LANGUAGES, WordingError, key_name, speak

VERSION: Final = 1
"""Goes into the identity of every synthesizer; raised whenever the same text comes out of `spoken` otherwise."""

_MARKUP: Final = re.compile(r"</?[A-Za-z][^<>]*/?>")
_BEFORE_MARK: Final = re.compile(r" +([.,!?;:])")
_PHONE: Final = re.compile(r"\+ ?([1-9]\d{9,14})(?!\d)")
_PERCENT: Final = re.compile(r"(\d+) ?%")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_THOUSANDS: Final = re.compile(r"(?<=\d)[\u00a0\u202f](?=\d{3}(?!\d))")
_LONGEST_FRACTION: Final = 3
_LONGEST_NUMBER: Final = 6
"""Digits of a number that is said as one; a longer one is a code, and goes digit by digit."""

_SIGNS: Final[Mapping[str, Mapping[str, str]]] = {
    "ru": {"№": "номер", "&": "и", "%": "процентов", "@": "собака", "§": "параграф", "=": "равно", "°": "градусов"},
    "en": {"№": "number", "&": "and", "%": "percent", "@": "at", "§": "section", "=": "equals", "°": "degrees"},
}
_PLUS: Final = {"ru": "плюс", "en": "plus"}
_KEYS: Final = "*#"
_KEPT: Final = frozenset(".,!?;:'’-–—")
_DASHES: Final = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u00ad": None, "\u200b": None})


def spoken(text: str, language: str, lexicon: Lexicon, phonemes: bool = False) -> str:
    """What an engine is given to say; empty when nothing of the text can be said.

    phonemes: whether the engine takes `[[…]]`. Numbers should come here in words, by the formats of a menu; digits
    that are left are said as numbers, long ones and those with a leading zero one by one. In a language that
    `ivr.wording` does not know digits stay.
    """
    text = _THOUSANDS.sub("", _MARKUP.sub(" ", text.translate(_DASHES)))
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
        text = _PERCENT.sub(lambda match: f" {_said('percent', int(match[1]), language)} ", text)
        text = _PHONE.sub(lambda match: f" {_said('phone', f'+{_ascii(match[1])}', language)} ", text)
        for key in _KEYS:
            text = text.replace(key, f" {key_name(key, language)} ")
        text = re.sub(r"\+(?=\s*\d)", f" {_PLUS[language]} ", text)
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
    if language not in LANGUAGES:
        return text
    return _NUMBER.sub(lambda match: _number(match[0], language), text)


def _number(digits: str, language: str) -> str:
    whole, *fraction = re.split("[.,]", digits)
    is_code = whole.startswith("0") and len(whole) > 1
    if is_code or len(whole) > _LONGEST_NUMBER or any(len(part) > _LONGEST_FRACTION for part in fraction):
        parts = [_said("digits", _ascii(part), language) for part in (whole, *fraction)]
        return f" {', '.join(parts)} "
    if fraction:
        return f" {_said('number', float(f'{_ascii(whole)}.{_ascii(fraction[0])}'), language)} "
    return f" {_said('number', int(whole), language)} "


def _ascii(digits: str) -> str:
    return "".join(str(unicodedata.digit(digit)) for digit in digits)


def _said(form: str, value: object, language: str) -> str:
    try:
        return speak(form, value, language)
    except WordingError:
        # Too long or too large for the format: digit by digit it can always be said.
        return " ".join(key_name(digit, language) for digit in str(value) if digit.isdigit())
