"""Single values of the menu language: the text an author wrote becomes a value, or a fault that shows it mended.

Every parser takes the text of a scalar and raises `Wrong` for what it cannot take. The defaults that
`ivr.menu.language` gives are written as an author would write them, so they are read by the same parsers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import available_timezones

from ivr.menu.faults import did_you_mean
from ivr.menu.language import COLLECT_KINDS, DTMF_KEYS, MOST_DIGITS, Key
from ivr.menu.reader.finding import BAD_KEY, BAD_LANGUAGE, BAD_NAME, Wrong
from ivr.menu.reader.patterns import pattern
from ivr.wording import LANGUAGES

MINUTE: Final = 60
HOUR: Final = 60
DAY: Final = 24 * HOUR

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_DOTTED = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")
_SECONDS = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m)")
_LOOSE_SECONDS = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d]*)\.?")
_UNITS: Final[Mapping[str, str]] = {
    "": "s", "с": "s", "с.": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s", "сек": "s", "секунд": "s",
    "секунды": "s", "мс": "ms", "msec": "ms", "millis": "ms", "min": "m", "mins": "m", "minute": "m", "minutes": "m",
    "м": "m", "мин": "m", "минут": "m", "минута": "m", "минуты": "m", "s": "s", "ms": "ms", "m": "m",
}  # fmt: skip
_LENGTH = re.compile(r"(\d+)(?:-(\d+))?")
_HOURS = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_DASHES = re.compile(r"\s*(?:[-\u2010-\u2015\u2212]|\.\.+|…|\bto\b|\bдо\b)\s*")
_DIALLED = re.compile(r"\+?[0-9]{1,15}|[0-9*#]{1,20}")

LOOKALIKES: Final = str.maketrans("аеорсухАВЕКМНОРСТХіѕԁӏ", "aeopcyxABEKMHOPCTXisdl")
"""Cyrillic letters that look like Latin ones, and those."""

_CURLY: Final[Mapping[int, str]] = dict.fromkeys(map(ord, "“”„«»‘’"), "")
"""Quotes that YAML takes for a part of the text."""

WEEKDAY_NUMBERS: Final[Mapping[str, int]] = {
    name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 1)
}
_RUSSIAN_DAYS: Final[Mapping[str, str]] = dict(
    zip(("пн", "вт", "ср", "чт", "пт", "сб", "вс"), WEEKDAY_NUMBERS, strict=True)
)


def name(text: str) -> str:
    """A name of the menu: a Latin letter, then Latin letters, digits and underscores."""
    if _NAME.fullmatch(text):
        return text
    latin = text.translate(LOOKALIKES)
    if latin != text and _NAME.fullmatch(latin):
        strange = next(letter for letter in text if letter.translate(LOOKALIKES) != letter)
        place = text.index(strange) + 1
        raise Wrong(f"`{text}` has a Cyrillic letter `{strange}` in place {place}", f"write `{latin}`", BAD_NAME)
    mended = re.sub(r"\W+", "_", latin).strip("_")
    hint = "a name is a Latin letter, then Latin letters, digits and `_`"
    if _NAME.fullmatch(mended):
        hint += f": `{mended}`"
    raise Wrong(f"`{text}` is not a name", hint, BAD_NAME)


def dotted(text: str) -> str:
    """A name with dots: of an action, or of a Python module."""
    if _DOTTED.fullmatch(text):
        return text
    latin = text.translate(LOOKALIKES)
    if latin != text and _DOTTED.fullmatch(latin):
        raise Wrong(f"`{text}` has a Cyrillic letter", f"write `{latin}`", BAD_NAME)
    raise Wrong(f"`{text}` is not a name with dots", "write it like `balance.get`", BAD_NAME)


def text(text: str) -> str:
    """Any text with something in it."""
    if not text.strip():
        raise Wrong("the text is empty", "write words, or leave the key out")
    return text.strip()


def key(text: str) -> str:
    """DTMF keys, one or several in a row."""
    if text and all(letter in DTMF_KEYS for letter in text):
        return text
    hint = 'keys are the digits, "*", "#" and A to D'
    mended = text.upper().translate({**LOOKALIKES, **_CURLY}).replace(" ", "")
    if mended and all(letter in DTMF_KEYS for letter in mended):
        hint += f": `{mended}`"
    raise Wrong(f"`{text}` is not a key of a telephone" if text else "the key is empty", hint, BAD_KEY)


def one_key(text: str) -> str:
    """A single DTMF key."""
    keys = key(text)
    if len(keys) > 1:
        raise Wrong(f"`{text}` is {len(keys)} keys", f'one key is meant here: `"{keys[0]}"`', BAD_KEY)
    return keys


def seconds(text: str) -> float:
    """A time in seconds, from text with a unit."""
    if match := _SECONDS.fullmatch(text):
        value = float(match[1]) * {"ms": 0.001, "s": 1, "m": MINUTE}[match[2]]
        if value > 0:
            return value
        raise Wrong("a time of nothing", "write `1ms` or more")
    loose = _LOOSE_SECONDS.fullmatch(text.strip())
    unit = _UNITS.get(loose[2].lower()) if loose else None
    if loose and unit:
        mended = loose[1].replace(",", ".") + unit
        missing = not loose[2]
        raise Wrong(f"`{text}` has no unit" if missing else f"`{text}` is not a time", f"write `{mended}`")
    raise Wrong(f"`{text}` is not a time", "write it with its unit: `500ms`, `5s`, `2m`")


def count(text: str) -> int:
    """A whole number from 1 up."""
    if re.fullmatch(r"[0-9]{1,9}", text) and int(text) > 0:
        return int(text)
    raise Wrong(f"`{text}` is not a whole number from 1 up", "write it like `3`")


def length(text: str) -> tuple[int, int]:
    """Least and most digits, from ``4`` or ``6-10``."""
    mended = _DASHES.sub("-", text.strip())
    match = _LENGTH.fullmatch(mended)
    if match is None:
        raise Wrong(f"`{text}` is not a number of digits", "write `4`, or from-to: `6-10`")
    least, most = int(match[1]), int(match[2] or match[1])
    if mended != text:
        raise Wrong(f"`{text}` is not a number of digits", f"write `{mended}`")
    if least > most:
        raise Wrong(f"`{text}` is from more to less", f"write `{most}-{least}`")
    if not 1 <= least <= most <= MOST_DIGITS:
        raise Wrong(f"`{text}` digits cannot be collected", f"write 1 to {MOST_DIGITS}")
    return least, most


def bound(text: str) -> Decimal:
    """A bound as it is written: of an amount in roubles, else a number."""
    if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,4})?", text):
        return Decimal(text)
    loose = re.match(r"-?[0-9]{1,15}([.,][0-9]{1,2})?", text.replace(" ", ""))
    mended = f"write `{Decimal(loose[0].replace(',', '.')).normalize():f}`" if loose else "write it like `50`"
    raise Wrong(f"`{text}` is not a number", mended)


def share(text: str) -> float:
    """A number from 0 to 1."""
    if re.fullmatch(r"[0-9](\.[0-9]+)?|\.[0-9]+", text) and float(text) <= 1:
        return float(text)
    percent = re.fullmatch(r"([0-9]{1,3})\s*%?", text)
    hint = f"write `{int(percent[1]) / 100:g}`" if percent and int(percent[1]) <= 100 else "write it like `0.6`"
    raise Wrong(f"`{text}` is not a number from 0 to 1", hint)


def flag(text: str) -> bool:
    """`true` or `false`."""
    if text in ("true", "false"):
        return text == "true"
    meant = {"yes": "true", "on": "true", "да": "true", "1": "true", "y": "true", "true": "true"}
    meant |= {"no": "false", "off": "false", "нет": "false", "0": "false", "n": "false", "false": "false"}
    mended = meant.get(text.lower())
    raise Wrong(f"`{text}` is neither `true` nor `false`", f"write `{mended}`" if mended else "write `true` or `false`")


def hours(text: str) -> tuple[int, int]:
    """From-to in minutes after midnight; the end may be before the beginning (over midnight)."""
    match = _HOURS.fullmatch(text)
    if match is None:
        raise Wrong(f"`{text}` is not hours", _mended_hours(text))
    begin, end = int(match[1]) * HOUR + int(match[2]), int(match[3]) * HOUR + int(match[4])
    if int(match[2]) >= HOUR or int(match[4]) >= HOUR or begin >= DAY or end > DAY:
        raise Wrong(f"`{text}` is not a time of day", "hours go from `00:00` to `24:00`")
    if begin == end:
        raise Wrong(f"`{text}` begins where it ends", "for the whole day leave `hours` out")
    return begin, end


def _mended_hours(text: str) -> str:
    loose = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?-(\d{1,2})(?:[:.](\d{2}))?", _DASHES.sub("-", text.strip()))
    if loose is None:
        return 'write from-to: `"09:00-18:00"`, or over midnight `"22:00-06:00"`'
    return f'write `"{int(loose[1]):02}:{loose[2] or "00"}-{int(loose[3]):02}:{loose[4] or "00"}"`'


def days(text: str) -> frozenset[int]:
    """ISO weekdays of one day or of a range, which may run over the end of the week (``fri-mon``)."""
    first, dash, last = text.partition("-")
    if first in WEEKDAY_NUMBERS and (last in WEEKDAY_NUMBERS or not dash):
        begin, end = WEEKDAY_NUMBERS[first], WEEKDAY_NUMBERS[last or first]
        return frozenset((begin - 1 + step) % 7 + 1 for step in range((end - begin) % 7 + 1))
    parts = [_weekday(part) for part in _DASHES.sub("-", text.strip().lower()).split("-")]
    mended = "-".join(part for part in parts if part)
    hint = f"write `{mended}`" if 1 <= len(parts) <= 2 and all(parts) else "write `mon-fri`, `sat`, or a list of them"
    raise Wrong(f"`{text}` is not weekdays", hint)


def _weekday(text: str) -> str | None:
    short = text.strip(" .")
    if short[:3] in WEEKDAY_NUMBERS:
        return short[:3]
    return _RUSSIAN_DAYS.get(short)


def zone(text: str) -> str:
    """A time zone of the IANA database."""
    known = _zones()
    if text in known or not known:
        return text
    raise Wrong(f"there is no time zone `{text}`", did_you_mean(text, known) or "write it like `Europe/Moscow`")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def language(text: str) -> str:
    """The code of a language that can be spoken."""
    if text in LANGUAGES:
        return text
    raise Wrong(
        f"there is no language `{text}`", "languages are " + ", ".join(f"`{code}`" for code in LANGUAGES), BAD_LANGUAGE
    )


def collect(text: str) -> str:
    """A kind of value that can be collected."""
    if text in COLLECT_KINDS:
        return text
    hint = did_you_mean(text, COLLECT_KINDS) or "one of " + ", ".join(f"`{kind}`" for kind in COLLECT_KINDS)
    raise Wrong(f"`{text}` cannot be collected", hint)


def dialled(text: str) -> str:
    """A number that callers dial."""
    if _DIALLED.fullmatch(text):
        return text
    mended = re.sub(r"[ ().-]", "", text.translate(_CURLY))
    hint = f'write `"{mended}"`' if _DIALLED.fullmatch(mended) else "write digits, with `+` in front or without"
    raise Wrong(f"`{text}` is not a number to dial", hint)


def destination(text: str) -> str:
    """A telephone number, or a name that the line knows."""
    if _DIALLED.fullmatch(text) or re.fullmatch(r"[A-Za-z][A-Za-z0-9_.@:+-]*", text):
        return text
    mended = re.sub(r"[ ().-]", "", text.translate(_CURLY))
    hint = f'write `"{mended}"`' if _DIALLED.fullmatch(mended) else 'write a number (`"0500"`) or a name (`operators`)'
    raise Wrong(f"`{text}` cannot be called", hint)


PARSERS: Final[Mapping[str, Callable[[str], Any]]] = MappingProxyType(
    {
        "name": name,
        "text": text,
        "key": key,
        "one_key": one_key,
        "seconds": seconds,
        "count": count,
        "length": length,
        "bound": bound,
        "share": share,
        "flag": flag,
        "target": name,
        "pattern": pattern,
        "hours": hours,
        "zone": zone,
        "action": dotted,
        "collect": collect,
        "dialog": name,
        "destination": destination,
    }
)
"""Types of `ivr.menu.language.TYPES` that are one scalar and mean the same everywhere."""


@cache
def default_of(key: Key) -> Any:
    """The value of a key's default as its table gives it, or None when the default is told in words."""
    try:
        return PARSERS[key.type](key.default.strip('"'))
    except (KeyError, Wrong):
        return None
