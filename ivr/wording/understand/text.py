"""Recognised or typed text as plain words, so that matching sees no difference in case, dots, or ё and е."""

from __future__ import annotations

import re
import unicodedata

STRESS = "\N{COMBINING ACUTE ACCENT}"

_NOT_WORD = re.compile(r"[^\w]+|_+")
_NOT_WORD_OR_DECIMAL = re.compile(r"(?:(?<!\d)[.,]|[.,](?!\d)|[^\w.,])+|_+")
_GROUPED = {
    "ru": re.compile(r"(?<=(?<!\d)\d)[ \u00a0\u202f](?=\d{3}(?!\d))|(?<=(?<!\d)\d\d)[ \u00a0\u202f](?=\d{3}(?!\d))"),
    "en": re.compile(r"(?<=\d),(?=\d{3}(?!\d))"),
}
"""What parts the thousands of one written number."""
_PAUSE = re.compile(r"[,.;:!?—–\n]+")


def fold(text: str) -> str:
    """Lower case, е for ё, composed letters, no stress marks, no apostrophes ("o'clock" is one word)."""
    composed = unicodedata.normalize("NFC", text).replace(STRESS, "").lower().replace("ё", "е")
    return re.sub("['’`]", "", composed)


def normalise(text: str) -> str:
    """The words of a text, lower-case, ё as е, one space apart, without punctuation."""
    return " ".join(_NOT_WORD.sub(" ", fold(text)).split())


def words(text: str, language: str = "ru") -> list[str]:
    """The words of a text as in `normalise`, with written numbers kept whole: "2,5" is the word "2.5", and "1 000" the
    word "1000", in English "1,000" too."""
    plain = _GROUPED[language].sub("", fold(text))
    return _NOT_WORD_OR_DECIMAL.sub(" ", plain).replace(",", ".").split()


def pieces(text: str) -> list[list[str]]:
    """The words of a text as in `normalise`, parted where punctuation marks a pause."""
    parted = (normalise(piece).split() for piece in _PAUSE.split(text))
    return [piece for piece in parted if piece]


def word_set(spelling: str) -> frozenset[str]:
    """A set of words, written in one line, as `normalise` gives them."""
    return frozenset(normalise(spelling).split())
