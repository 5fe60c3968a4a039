"""Bodies: JSON, written one way and read strictly, whoever sent it."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

MOST_BYTES: Final = 1 << 20
"""Size of a body: a thousand lines of a list, and room to spare."""

WHOLE: Final = 1 << 63
"""Bound of whole numbers, either way: what databases keep in 64 bits."""


class NotJson(ValueError):
    """A body is not JSON as it is meant here. Says what is wrong, and nothing of the body."""


def written(value: Any) -> bytes:
    """Plain data as a body. The same data gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def read(body: bytes) -> Any:
    """A body as plain data. Raises NotJson.

    Stricter than JSON: UTF-8, each name of an object once, no NaN and no infinity, whole numbers of 64 bits, text that
    can be written again.
    """
    try:
        return json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_int=_whole,
            parse_float=_fraction,
        )
    except NotJson:
        raise
    except UnicodeDecodeError:
        raise NotJson("it is not UTF-8") from None
    except RecursionError:
        raise NotJson("it is nested too deep") from None
    except ValueError:
        raise NotJson("it is not JSON") from None


def is_text(value: str) -> bool:
    """Whether a text can be written, kept and shown: no half of a surrogate pair, no U+0000."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotJson("it has a name twice in one object")
    return found


def _whole(digits: str) -> int:
    if len(digits) > 20 or not -WHOLE <= int(digits) < WHOLE:
        raise NotJson("it has a whole number of more than 64 bits")
    return int(digits)


def _fraction(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise NotJson("it has a number that is too large")
    return value


def _no_number(_: str) -> NoReturn:
    raise NotJson("it has NaN or an infinity")
