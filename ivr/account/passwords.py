"""Hashing passwords, by a library made for it."""

from __future__ import annotations

import secrets
from base64 import b64encode
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from ivr.account.rules.access import CHALLENGE_DIGITS, PASSWORD_DIGITS


class Passwords:
    """Argon2id with the library's own parameters (RFC 9106, the low-memory choice); `fast` is for tests only."""

    def __init__(self, *, fast: bool = False) -> None:
        self._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if fast else PasswordHasher()

    def hash(self, password: str) -> str:
        """What is kept of a password."""
        return self._hasher.hash(password)

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether a password is the one. Where none is kept the same work is done, so that time tells nothing."""
        try:
            return self._hasher.verify(kept or self._nobodys, password) and kept is not None
        except (VerificationError, InvalidHashError, UnicodeError):
            return False

    @cached_property
    def _nobodys(self) -> str:
        """A hash of nothing: made without hashing, so that the first who asks waits no longer than the next."""
        salt, digest = (
            b64encode(secrets.token_bytes(length)).decode().rstrip("=")
            for length in (self._hasher.salt_len, self._hasher.hash_len)
        )
        work = f"m={self._hasher.memory_cost},t={self._hasher.time_cost},p={self._hasher.parallelism}"
        return f"$argon2id$v={ARGON2_VERSION}${work}${salt}${digest}"


def random_password() -> str:
    """A new password of digits, for a telephone's keys."""
    return "".join(secrets.choice("0123456789") for _ in range(PASSWORD_DIGITS))


def random_challenge() -> str:
    """Digits to be heard and repeated: no two alike beside each other, which would be heard as one."""
    digits = [secrets.choice("0123456789")]
    while len(digits) < CHALLENGE_DIGITS:
        digits.append(secrets.choice([digit for digit in "0123456789" if digit != digits[-1]]))
    return "".join(digits)
