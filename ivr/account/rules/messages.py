"""Messages that a subscriber asks for: to another, in ready words, and to themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

PRICE: Final = 3_00
"""Kopecks of a message to another, when the package is used up."""

MOST_A_DAY: Final = 20
"""Messages to others in 24 hours."""

MOST_TO_ONESELF: Final = 5
"""Messages of one kind to themselves in 24 hours: settings, links, charges."""

DAY: Final = timedelta(days=1)

MESSAGE: Final = "message"
SETTINGS: Final = "settings"
LINK: Final = "link"
PAYMENT: Final = "payment"
CHARGES: Final = "charges"
