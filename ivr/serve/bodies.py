"""Request bodies: read up to a size, and made into checked messages, or a problem that says what to mend."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from ivr.serve.problems import Problem

MOST_BYTES: Final = 16_384
"""Size of a body: a text of the longest kind, written in escapes (six bytes a letter), and its names."""

NAME: Final = 128
"""Letters of a session's or a message's name."""

TEXT: Final = 1600
"""Letters of a text: ten short messages."""

_NUMBER: Final = re.compile(r"\+?[0-9]{3,15}")
"""A subscriber's number (E.164 has 15 digits at most), or a short one."""

_DIGITS: Final = re.compile(r"\+?[0-9]{1,15}")
"""The number a message was sent to."""


@dataclass(frozen=True, slots=True)
class UssdMessage:
    """A message of a USSD session."""

    session: str
    caller: str
    text: str
    message_id: str


@dataclass(frozen=True, slots=True)
class SmsMessage:
    """A short message."""

    caller: str
    called: str
    text: str
    message_id: str


async def whole(chunks: AsyncIterator[bytes], length: str | None, most: int = MOST_BYTES) -> bytes:
    """A body. length: as its header says, checked first, and never trusted. Raises Problem (413)."""
    if length is not None and length.isascii() and length.isdigit() and (len(length) > 12 or int(length) > most):
        _too_large(most)
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > most:
            _too_large(most)
    return bytes(body)


def ussd_message(body: bytes) -> UssdMessage:
    """The message of a USSD gateway. Raises Problem (400)."""
    fields = _fields(body, ("session", "caller", "text", "message_id"))
    return UssdMessage(
        session=_name(fields, "session"),
        caller=_number(fields, "caller", _NUMBER),
        text=_text(fields),
        message_id=_name(fields, "message_id"),
    )


def sms_message(body: bytes) -> SmsMessage:
    """The message of an SMS gateway. Raises Problem (400)."""
    fields = _fields(body, ("caller", "called", "text", "message_id"))
    return SmsMessage(
        caller=_number(fields, "caller", _NUMBER),
        called=_number(fields, "called", _DIGITS),
        text=_text(fields),
        message_id=_name(fields, "message_id"),
    )


def _fields(body: bytes, names: tuple[str, ...]) -> dict[str, str]:
    try:
        found = json.loads(body.decode("utf-8"), object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise Problem(400, "the body is not UTF-8: send JSON in UTF-8") from None
    except (ValueError, RecursionError):
        raise Problem(400, "the body is not JSON: send an object, each of its names once") from None
    if not isinstance(found, dict):
        raise Problem(400, f"the body is not an object: send {', '.join(names)}")
    missing, strange = [name for name in names if name not in found], [name for name in found if name not in names]
    if missing:
        raise Problem(400, f"{missing[0]} is missing: send {', '.join(names)}")
    if strange:
        raise Problem(400, f"there is a name that is not known: send {', '.join(names)} and nothing else")
    for name in names:
        _check_text(name, found[name])
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name twice")
    return found


def _check_text(name: str, value: object) -> None:
    if not isinstance(value, str):
        raise Problem(400, f"{name} is not a text: write it in quotes")
    if "\0" in value:
        raise Problem(400, f"{name} has a letter that no phone sends (U+0000)")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise Problem(400, f"{name} is not Unicode: it has half of a surrogate pair") from None


def _name(fields: dict[str, str], name: str) -> str:
    value = fields[name]
    if not 0 < len(value) <= NAME or not value.isprintable():
        raise Problem(400, f"{name} has 1 to {NAME} printable letters")
    return value


def _number(fields: dict[str, str], name: str, pattern: re.Pattern[str]) -> str:
    if not pattern.fullmatch(fields[name]):
        raise Problem(400, f"{name} is not a number: write it like +79221234567, digits only after the plus")
    return fields[name]


def _text(fields: dict[str, str]) -> str:
    if len(fields["text"]) > TEXT:
        raise Problem(400, f"text has more than {TEXT} letters")
    return fields["text"]


def _too_large(most: int) -> NoReturn:
    raise Problem(413, f"the body is larger than {most} bytes", {"connection": "close"})
