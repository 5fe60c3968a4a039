"""Giving points to another participant."""

from __future__ import annotations

from typing import Any

OTHER = "+79229990001"
MEMBER = {"bonus": {"points": 240}, "others": {OTHER: {"bonus": {"points": 1}}}}
SUSPENDED = {"bonus": {"points": 240, "state": "suspended"}, "others": {OTHER: {}}}
SENT = {"bonus": {"points": 6000}, "others": {OTHER: {"bonus": {"points": 1}}}}
TO: dict[str, Any] = {"number": OTHER}

CASES: list[tuple[str, dict[str, Any], dict[str, Any], str, Any]] = [
    ("bonus.send", MEMBER, TO | {"points": 40}, "sent", {"points": 200}),
    ("bonus.send", MEMBER, TO | {"points": 241}, "not_enough_points", {"points": 240}),
    ("bonus.send", MEMBER, TO | {"points": 9}, "out_of_bounds", {"points": 240}),
    ("bonus.send", SENT, TO | {"points": 3001}, "too_many", {"points": 6000}),
    ("bonus.send", MEMBER, {"number": "+79229990002", "points": 40}, "no_recipient", None),
    ("bonus.send", MEMBER, {"number": "+79221234567", "points": 40}, "no_recipient", None),
    ("bonus.send", {"others": {OTHER: {}}}, TO | {"points": 40}, "not_participant", None),
    ("bonus.send", SUSPENDED, TO | {"points": 40}, "suspended", None),
]
