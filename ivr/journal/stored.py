"""Keeping a call's journal in a database when the call is over."""

from __future__ import annotations

from typing import Any


class StoredJournal:
    """A sink that puts the whole journal of a call into a database when the call is over, in one transaction.

    Hundreds of calls at once then cost the database one short write each; what must survive a crash in the middle of a
    call is in its file (`ivr.journal.JournalFiles`).
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._head: dict[str, Any] | None = None
        self._records: list[dict[str, Any]] = []

    def write(self, record: dict[str, Any]) -> None:
        """Keep one record until the call is over."""
        if self._head is None:
            self._head = record
        else:
            self._records.append(record)

    def close(self) -> None:
        """Put into the database what was not put there before. Raises JournalError when it does not take it."""
        if self._head is not None and self._records:
            # Imported here: a call greets before anything of the database is needed.
            from ivr.journal.store import JournalStore

            JournalStore.open(self._url).add([self._head, *self._records])
            self._records = []
