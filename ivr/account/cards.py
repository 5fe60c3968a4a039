"""What is kept of an express card's code."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from ivr.account.rules.cards import DIGITS

_SALT: Final = b"ivr express card"
"""One for all cards: a code is looked up by what is kept of it."""

_COST: Final = 2**13
_BLOCK: Final = 8


def fingerprint(code: str) -> str:
    """What is kept of a code: scrypt (RFC 7914; N = 2^13, r = 8, p = 1), 64 hexadecimal digits.

    A stolen table is searched by trying codes: the cost of each, some hundredths of a second, times 10^14 codes over
    the cards there are.
    """
    return hashlib.scrypt(code.encode(errors="surrogatepass"), salt=_SALT, n=_COST, r=_BLOCK, p=1, dklen=32).hex()


def random_code() -> str:
    """A new code of digits, for a telephone's keys."""
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))
