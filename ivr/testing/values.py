"""Single values of call scripts, read out of their texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from ivr.menu.faults import did_you_mean
from ivr.menu.model import TRANSFER_OUTCOMES
from ivr.menu.reader import values as single
from ivr.menu.reader.finding import Wrong
from ivr.testing.script import CONNECTED
from ivr.wording.understand import normalise


def words(text: str) -> str:
    """Words that may be heard. Raises Wrong."""
    if not normalise(text):
        raise Wrong(f"`{text}` has no words", "write words that are spoken; punctuation does not matter")
    return text


def _pressed(text: str) -> str:
    keys = " ".join(text.split())
    for part in keys.split():
        try:
            single.key(part)
        except Wrong as error:
            # The keys may be a PIN: the message shows none of them.
            raise Wrong("these are not keys of a telephone", error.hint.partition(":")[0]) from None
    if not keys:
        raise Wrong("no key is pressed", "write `press: 1`")
    return keys


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Wrong(f"`{text}` is not a date with a time", 'write `"2026-03-02 12:00"`') from None


def _transfer(text: str) -> str:
    known = (CONNECTED, *TRANSFER_OUTCOMES)
    if text in known:
        return text
    hint = did_you_mean(text, known) or "one of " + ", ".join(f"`{name}`" for name in known)
    raise Wrong(f"a transfer cannot end `{text}`", hint)


SCALARS: Final[Mapping[str, Callable[[str], Any]]] = {
    "text": single.text,
    "dialled": single.dialled,
    "language": single.language,
    "seconds": single.seconds,
    "share": single.share,
    "flag": single.flag,
    "count": single.count,
    "name": single.name,
    "moment": _moment,
    "keys": _pressed,
    "transfer": _transfer,
}
"""What reads a value, by its type in the tables of a script's language. Each raises Wrong."""
