"""Senders that only write: a log of what would be sent (``log:``), and a file for each message (``file:DIR``)."""

from __future__ import annotations

import asyncio
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ivr.secret import MASK
from ivr.sending.sender import Accepted, Answer, Later, Place, SenderError, Sms

LOG: Final = "sms.log"
"""The log's name in the folder of the journals."""


def _record(sms: Sms, *, shown: bool) -> dict[str, Any]:
    text = sms.text.reveal() if shown else MASK
    return {"id": sms.id, "number": sms.number, "text": text, "at": datetime.now(UTC).isoformat(timespec="seconds")}


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _without_host(place: Place) -> None:
    if place.host:
        raise SenderError(
            f"{place.scheme}://{place.host} names a computer: write {place.scheme}:{place.host}{place.path}"
        )


class LogSender:
    """``log:`` or ``log:FILE``: each message is a line of JSON. ``?secrets=shown``, for tries, writes passwords too."""

    def __init__(self, place: Place) -> None:
        """Raises SenderError when there is no file to write, or it cannot be written."""
        _without_host(place)
        shown = place.only("secrets").get("secrets", "masked")
        if shown not in ("masked", "shown"):
            raise SenderError(f"{place}: secrets is masked or shown")
        named = Path(place.path) if place.path else place.folder / LOG if place.folder else None
        if named is None:
            raise SenderError("log: needs a file, as in log:/var/lib/ivr/sms.log")
        self._file = named.expanduser()
        self._shown = shown == "shown"
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._write("")
        except OSError as error:
            raise SenderError(f"{self._file} cannot be written: {error.strerror}") from None

    async def send(self, sms: Sms) -> Answer:
        """Write the message down."""
        line = json.dumps(_record(sms, shown=self._shown or not sms.secret), ensure_ascii=False)
        try:
            await asyncio.to_thread(self._write, line + "\n")
        except OSError as error:
            return Later(f"the log cannot be written: {error.strerror}", down=True)
        return Accepted()

    async def close(self) -> None:
        """Nothing is kept open."""

    def _write(self, line: str) -> None:
        with open(self._file, "a", encoding="utf-8", opener=_private) as file:
            file.write(line)


class FolderSender:
    """``file:DIR``: each message is a file of JSON that its owner alone can read, whole or not there at all.

    It is a way of delivery, so passwords are in it: whoever takes the files away sends them.
    """

    def __init__(self, place: Place) -> None:
        """Raises SenderError when there is no folder, and none can be made."""
        _without_host(place)
        place.only()
        if not place.path:
            raise SenderError("file: needs a folder, as in file:/var/spool/ivr")
        self._folder = Path(place.path).expanduser()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise SenderError(f"the folder {self._folder} cannot be made: {error.strerror}") from None

    async def send(self, sms: Sms) -> Answer:
        """Write the message's file; of the same message there is one file, however often it is tried."""
        try:
            await asyncio.to_thread(self._write, sms)
        except OSError as error:
            return Later(f"the folder cannot be written: {error.strerror}", down=True)
        return Accepted(f"{sms.id}.json")

    async def close(self) -> None:
        """Nothing is kept open."""

    def _write(self, sms: Sms) -> None:
        # Of the next try too, so that nothing stays of one that was broken off; claims keep processes apart.
        unfinished = self._folder / f".{sms.id}"
        with open(unfinished, "w", encoding="utf-8", opener=_private) as file:
            json.dump(_record(sms, shown=True), file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._folder / f"{sms.id}.json")
