"""The script that a voice actor reads from: every phrase to record, with the name of its file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ivr.menu.faults import Location
from ivr.prompts.review import file_name
from ivr.prompts.texts import ServicePhrase

COLUMNS: Final = ("file", "language", "text", "context", "seconds")
PLACES: Final = 3
"""Places told of a phrase; the engine's own sentences stand at every question."""


def rows(phrases: Iterable[ServicePhrase]) -> list[dict[str, str]]:
    """One row for each phrase, by `COLUMNS`. A phrase with values has no file: it cannot be recorded."""
    return [
        {
            "file": file_name(one) if one.fixed else "",
            "language": one.language,
            "text": one.text,
            "context": _context(one),
            "seconds": f"{one.seconds:.1f}",
        }
        for one in phrases
    ]


def csv_text(phrases: Iterable[ServicePhrase]) -> str:
    """The script as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows(phrases))
    return out.getvalue()


def _context(one: ServicePhrase) -> str:
    told = "; ".join(f"{place} ({_short(place.at)})" for place in one.places[:PLACES])
    more = len(one.places) - PLACES
    return f"{told}; and {more} more" if more > 0 else told


def _short(at: Location) -> str:
    return f"{Path(at.file).name}:{at.line}"
