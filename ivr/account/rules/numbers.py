"""Telephone numbers of others: whose network they are of, and which can be written to or kept in a list."""

from __future__ import annotations

import re
from typing import Final

BLACK: Final = "black"
FAVOURITE: Final = "favourite"

MOST: Final = {BLACK: 20, FAVOURITE: 5}
"""Numbers that each list takes."""

LANGUAGES: Final = ("ru", "en")
"""In which the names of operators are known."""

_RUSSIAN: Final = re.compile(r"\+7[3-9][0-9]{9}")


def usable(number: str) -> bool:
    """Whether a number, as it is kept, is one of the Russian plan (ITU-T E.164, country code 7, zones 3 to 9)."""
    return _RUSSIAN.fullmatch(number) is not None


def operator(number: str, language: str) -> str | None:
    """The operator to whom a number's block was given, or None where that is unknown.

    By the plan in `phonenumbers` (its releases follow the regulators' lists); a number that was ported tells its first.
    """
    # Imported here: its tables are large, and few calls ask.
    from phonenumbers import NumberParseException, carrier, parse

    try:
        return str(carrier.name_for_number(parse(number), language)) or None
    except NumberParseException:
        return None
