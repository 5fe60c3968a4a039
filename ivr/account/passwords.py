"""Hashing passwords, by a library made for it."""

from __future__ import annotations

import secrets
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ivr.account.rules.access import PASSWORD_DIGITS


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
        except (VerificationError, InvalidHashError):
            return False

    @cached_property
    def _nobodys(self) -> str:
        return self.hash(random_password())


def random_password() -> str:
    """A new password of digits, for a telephone's keys."""
    return "".join(secrets.choice("0123456789") for _ in range(PASSWORD_DIGITS))
