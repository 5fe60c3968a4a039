"""What the reader can find wrong: its codes by name, and the exception between a value's parser and the desk."""

from __future__ import annotations

from typing import Final

UNREADABLE: Final = "Y001"
OUTSIDE: Final = "Y027"
UNKNOWN_KEY: Final = "M001"
MISSING: Final = "M002"
WRONG_TYPE: Final = "M003"
BAD_VALUE: Final = "M004"
BAD_KIND: Final = "M005"
REPEATED: Final = "M006"
BAD_NAME: Final = "M007"
BAD_KEY: Final = "M008"
BAD_LEVEL: Final = "M009"
BAD_LANGUAGE: Final = "M010"
NOT_TOGETHER: Final = "M011"
UNKNOWN_FORMAT: Final = "T003"
BAD_TEMPLATE: Final = "T004"
UNKNOWN_PROMPT: Final = "T005"
UNUSED_PROMPT: Final = "T007"
UNKNOWN_ACTION: Final = "A001"
NO_ACTIONS: Final = "A002"


class Wrong(ValueError):
    """A value that cannot be taken: a message and a hint for the author, and the code to report it under."""

    def __init__(self, message: str, hint: str = "", code: str = BAD_VALUE) -> None:
        super().__init__(message)
        self.hint = hint
        self.code = code
