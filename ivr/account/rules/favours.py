"""What a subscriber may ask of others: to call back, to pay."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

CALL_ME: Final = "call_me"
PAY_FOR_ME: Final = "pay_for_me"

MOST_A_DAY: Final = 5
"""Of each kind, in 24 hours: it is free, and nobody is to be pestered by it."""

DAY: Final = timedelta(days=1)
