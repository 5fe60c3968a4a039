"""Recognised or typed text as plain words, so that matching sees no difference in case, dots, or ё and е."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

STRESS = "\N{COMBINING ACUTE ACCENT}"

_NOT_WORD = re.compile(r"[^\w]+|_+")
_NOT_WORD_OR_DECIMAL = re.compile(r"(?:(?<!\d)[.,]|[.,](?!\d)|[^\w.,])+|_+")
_SPACES = " \u00a0\u202f"
_BY_SPACES = re.compile(rf"(?<!\d)(?<!\d[{_SPACES}])[1-9]\d{{0,2}}(?:[{_SPACES}]\d{{3}})+(?![{_SPACES}]?\d)")
_BY_DOTS = re.compile(r"(?<![\d.])[1-9]\d{0,2}(?:\.\d{3}){2,}(?!\.?\d)")
_BY_COMMAS = re.compile(r"(?<![\d,])[1-9]\d{0,2}(?:,\d{3})+(?!,?\d)")
THOUSANDS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "ru": (_BY_SPACES, _BY_DOTS),
    "en": (_BY_SPACES, _BY_DOTS, _BY_COMMAS),
}
"""Written numbers with their thousands parted; "1.000" is none, for one language's thousand is another's one."""
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
    plain = fold(text)
    for parted in THOUSANDS[language]:
        plain = parted.sub(lambda match: "".join(filter(str.isdecimal, match[0])), plain)
    return _NOT_WORD_OR_DECIMAL.sub(" ", plain).replace(",", ".").split()


def pieces(text: str) -> list[list[str]]:
    """The words of a text as in `normalise`, parted where punctuation marks a pause."""
    parted = (normalise(piece).split() for piece in _PAUSE.split(text))
    return [piece for piece in parted if piece]


def word_set(spelling: str) -> frozenset[str]:
    """A set of words, written in one line, as `normalise` gives them."""
    return frozenset(normalise(spelling).split())
