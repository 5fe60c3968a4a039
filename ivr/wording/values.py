"""Checks of what is given to be said. Each returns the plain value or raises `WordingError` without quoting it."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import get_args

from ivr.wording.errors import WordingError
from ivr.wording.language import Case, Gender

LIMIT = 10**15
"""Numbers from here on are refused: nobody can take in a quadrillion by ear, and it is a sign of a wrong value."""

DECIMALS = Decimal("0.001")
"""Fractions are rounded half up to thousandths: a longer tail comes from binary floats and cannot be remembered."""

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ISO_CLOCK = re.compile(r"\d{2}:\d{2}(:\d{2}(\.\d+)?)?")


def refuse(name: str, needs: str, value: object) -> WordingError:
    """The error for a value of the wrong type: names the format and the two types, never the value."""
    return WordingError(f"{name}: needs {needs}, got {type(value).__name__}")


def whole(name: str, value: object, needs: str = "a whole number (int)") -> int:
    """A whole number within ±`LIMIT`. A bool is not a number here."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise refuse(name, needs, value)
    if abs(value) >= LIMIT:
        raise WordingError(f"{name}: the number is too large to be said")
    return value


def quantity(name: str, value: object) -> Decimal:
    """A finite int, float or Decimal within ±`LIMIT`, rounded to `DECIMALS`, without trailing zeros."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        hint = " (turn digits into a number with the filter int)" if isinstance(value, str) else ""
        raise refuse(name, f"a number{hint}", value)
    exact = Decimal(str(value))
    if not exact.is_finite() or abs(exact) >= LIMIT:
        raise WordingError(f"{name}: the number is too large to be said, or is no number at all")
    rounded = exact.quantize(DECIMALS, ROUND_HALF_UP)
    return Decimal(int(rounded)) if rounded == int(rounded) else rounded.normalize()


def text(name: str, value: object, allowed: str, length: int) -> str:
    """A non-empty text of at most `length` characters, all of them from `allowed`."""
    if not isinstance(value, str):
        raise refuse(name, 'digits as text (in YAML write them in quotes: "0505", or the zero is lost)', value)
    if not value.strip() or len(value) > length or any(letter not in allowed for letter in value):
        raise WordingError(f"{name}: needs 1 to {length} characters, only digits and the signs {_signs(allowed)}")
    return value.strip()


def _signs(allowed: str) -> str:
    return " ".join(sign for sign in allowed if not sign.isdigit() and sign != " ")


def day(name: str, value: object) -> date:
    """A calendar day from a date, a datetime (its own zone's day) or an ISO text that begins with one."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and ISO_DATE.match(value):
        try:
            return datetime.fromisoformat(value).date()
        except ValueError:
            raise WordingError(f"{name}: the text is no day of the calendar; write it as YYYY-MM-DD") from None
    if isinstance(value, str):
        raise WordingError(
            f"{name}: needs a date or a text of the form YYYY-MM-DD, the month and the day with two digits"
        )
    raise refuse(name, "a date or an ISO text (YYYY-MM-DD)", value)


def clock(name: str, value: object) -> time:
    """A time of day from a time, a datetime (in its own zone), "HH:MM", "HH:MM:SS" or an ISO date and time."""
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    if isinstance(value, str):
        try:
            if ISO_CLOCK.fullmatch(value):
                return time.fromisoformat(value)
            if ISO_DATE.match(value) and len(value) > len("YYYY-MM-DD"):
                return datetime.fromisoformat(value).time()
        except ValueError:
            pass
        raise WordingError(f"{name}: the text is no time of day; write it as HH:MM")
    raise refuse(name, "a time of day or a text (HH:MM)", value)


def case(name: str, value: object) -> Case:
    """One of the three grammatical cases that telephone phrases need."""
    for known in get_args(Case):
        if value == known:
            return known  # type: ignore[no-any-return]
    raise WordingError(f"{name}: no such case; known: {', '.join(get_args(Case))}")


def gender(name: str, value: object) -> Gender:
    """One of the three genders."""
    for known in get_args(Gender):
        if value == known:
            return known  # type: ignore[no-any-return]
    raise WordingError(f'{name}: no such gender; known: "m", "f", "n"')
