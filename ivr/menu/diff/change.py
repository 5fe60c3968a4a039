"""A change as callers notice it, and how changes are put in order and drawn together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

KINDS: Final = (
    "number",
    "language",
    "key",
    "function removed",
    "function moved",
    "function added",
    "choice removed",
    "choice moved",
    "choice added",
    "level",
    "everywhere",
    "route",
    "transfer",
    "entry",
    "action",
    "condition",
    "label",
    "wording",
    "speech",
    "order",
    "tries",
    "timer",
    "limit",
)
"""Kinds of changes, what matters most to callers first."""

ALIKE: Final = 3
"""From so many places on, the same change is told once: a change of a default shows at every question."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. kind: one of `KINDS`. where: the node, as callers know it, or "" for the whole service.

    text: a sentence in plain English, without a full stop; what the service itself says stands in it as it is.
    """

    kind: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A change before it is told: what happened (``key 3 now leads to …``), and where."""

    kind: str
    where: str
    what: str


def told(findings: Iterable[Finding]) -> list[Change]:
    """Findings as changes, in order of weight; the same one in several places only once."""
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in findings:
        where = places[finding.kind, finding.what]
        if finding.where not in where:
            where.append(finding.where)
    changes = []
    for (kind, what), where in places.items():
        if len(where) >= ALIKE:
            listed = ", ".join(where[:ALIKE]) + (" and others" if len(where) > ALIKE else "")
            changes.append(Change(kind, f"{len(where)} places", f"In {len(where)} places ({listed}) {what}"))
            continue
        changes.extend(Change(kind, one, f"In {one} {what}" if one else what[:1].upper() + what[1:]) for one in where)
    return sorted(changes, key=lambda change: KINDS.index(change.kind))
