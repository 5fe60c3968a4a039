"""Calls to the self-care line from abroad: 0505 cannot be dialled there, and its full number costs."""

from __future__ import annotations

from typing import Final

MINUTE: Final = 25_00
"""Kopecks a minute in a country that the table does not name."""

MINUTES: Final = {"BY": 9_00, "KZ": 9_00, "AM": 15_00, "GE": 15_00, "TR": 19_00, "CN": 29_00, "US": 49_00}
"""Kopecks a minute by country (ISO 3166-1 alpha-2)."""


def minute(country: str) -> int:
    """Kopecks a minute of a call home from a country."""
    return MINUTES.get(country, MINUTE)
