"""The menu language in one table: every key an author may write, its type, default, meaning and example.

The reader, the JSON Schema, the "did you mean" hints and the reference in ``docs/menu-language.md`` are all made from
these tables, so they cannot disagree.
"""

from __future__ import annotations

from typing import Final

from ivr.menu.language.head import ACCESS, DEFAULTS, DIALOG, FRAGMENT, LIMITS, SERVICE, UNIVERSAL
from ivr.menu.language.key import REQUIRED, Block, Key
from ivr.menu.language.kinds import KINDS, Kind
from ivr.menu.language.parts import CASE, CHOICE, LIST, PHRASE, REMEDY, ROUTE
from ivr.menu.language.shared import ASKING_KEYS
from ivr.menu.language.values import COLLECT_KINDS, COLLECT_LENGTHS, DTMF_KEYS, MOST_DIGITS, MOST_ITEMS, TYPES, WEEKDAYS

__all__ = [
    "ACCESS",
    "ASKING_KEYS",
    "BLOCKS",
    "CASE",
    "CHOICE",
    "COLLECT_KINDS",
    "COLLECT_LENGTHS",
    "DEFAULTS",
    "DIALOG",
    "DTMF_KEYS",
    "FRAGMENT",
    "KINDS",
    "LIMITS",
    "LIST",
    "MOST_DIGITS",
    "MOST_ITEMS",
    "PHRASE",
    "REMEDY",
    "REQUIRED",
    "ROUTE",
    "SERVICE",
    "TYPES",
    "UNIVERSAL",
    "WEEKDAYS",
    "Block",
    "Key",
    "Kind",
]

BLOCKS: Final = (
    SERVICE,
    FRAGMENT,
    DIALOG,
    DEFAULTS,
    LIMITS,
    ACCESS,
    UNIVERSAL,
    CHOICE,
    ROUTE,
    REMEDY,
    PHRASE,
    LIST,
    CASE,
)
