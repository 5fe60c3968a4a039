"""How SMS are written: in Russian, in Russian with Latin letters, or in English."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ivr.account.records import Writing

RUSSIAN: Final = "ru"
LATIN: Final = "latin"
ENGLISH: Final = "en"
WAYS: Final = (RUSSIAN, LATIN, ENGLISH)

BEGINS: Final = time(8)
"""On the day after it was asked for, in the account's zone: nobody is written to in another way in the same day."""

ICAO: Final = str.maketrans(
    {
        "а": "a",
        "б": "b",
        "в": "v",
        "г": "g",
        "д": "d",
        "е": "e",
        "ё": "e",
        "ж": "zh",
        "з": "z",
        "и": "i",
        "й": "i",
        "к": "k",
        "л": "l",
        "м": "m",
        "н": "n",
        "о": "o",
        "п": "p",
        "р": "r",
        "с": "s",
        "т": "t",
        "у": "u",
        "ф": "f",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "ie",
        "ы": "y",
        "ь": "",
        "э": "e",
        "ю": "iu",
        "я": "ia",
        "«": '"',
        "»": '"',
        "—": "-",
        "№": "N",
    }
)
"""Russian letters in Latin ones: ICAO Doc 9303, part 3, section 6 B (as in passports)."""


def current(writing: Writing, now: datetime) -> str:
    """How a subscriber is written to at a moment."""
    if writing.next is not None and writing.since is not None and now >= writing.since:
        return writing.next
    return writing.now


def begins(now: datetime, zone: ZoneInfo) -> datetime:
    """When a change that is asked for now takes effect."""
    day = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, BEGINS, zone)


def latin(text: str) -> str:
    """A Russian text in Latin letters; what is not Russian stays as it is."""
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    small = letter.lower().translate(ICAO)
    return small if letter == letter.lower() else small.capitalize()
