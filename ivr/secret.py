"""Text that nobody may see: a PIN or password on its way from the caller's keys to the one function that checks it.

And exceptions, whose text may hold one, for the log."""

from __future__ import annotations

import hmac
import traceback
from typing import Final, NoReturn

MASK: Final = "••••"
"""What a secret looks like wherever it is shown. Always of one length, so that it does not tell the secret's."""


class Secret:
    """A secret text. `reveal` is the only way to it; showing, formatting, pickling and JSON give the mask or fail."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself: call it where it is used, and keep the result nowhere."""
        return self._text

    def __len__(self) -> int:
        return len(self._text)

    def __repr__(self) -> str:
        return f"Secret({MASK})"

    def __str__(self) -> str:
        return MASK

    def __format__(self, spec: str) -> str:
        return MASK

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._text.encode(), other._text.encode())

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret cannot be pickled")


def told(error: BaseException) -> str:
    """An exception for the log: its type and place. Its text is left out, for it may hold what was typed."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    places = " < ".join(f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in reversed(frames))
    return f"{type(error).__name__} in {places}" if places else type(error).__name__
