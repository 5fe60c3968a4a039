"""Numbers of others, and messages to them."""

from __future__ import annotations

from typing import Any

OTHER = "+79229990001"
BLACK: dict[str, Any] = {"kind": "black", "number": OTHER}
TO: dict[str, Any] = {"number": OTHER, "text": "call"}
SMS = {"packages": {"sms": 2}}
ONE = {"black_list": [OTHER]}

CASES: list[tuple[str, dict[str, Any], dict[str, Any], str, Any]] = [
    ("list.show", ONE, {"kind": "black"}, "ok", [{"number": OTHER}]),
    ("list.show", ONE, {"kind": "favourite"}, "none", None),
    ("list.numbers", {"favourites": [OTHER]}, {"kind": "favourite"}, "ok", [{"number": OTHER}]),
    ("list.add", {}, BLACK, "added", None),
    ("list.add", ONE, BLACK | {"number": "89229990001"}, "already", None),
    ("list.add", {"favourites": [f"+7922999001{n}" for n in range(5)]}, BLACK | {"kind": "favourite"}, "full", None),
    ("list.add", {}, BLACK | {"number": "+79221234567"}, "own", None),
    ("list.add", {}, BLACK | {"number": "101"}, "invalid", None),
    ("list.remove", ONE, BLACK, "removed", None),
    ("list.remove", {}, BLACK, "not_there", None),
    ("message.texts", {}, {}, "ok", [{"code": "call", "price": 300}, {}, {}, {"code": "fine"}]),
    ("message.texts", SMS, {}, "ok", [{"code": "call", "price": 0}, {}, {}, {}]),
    ("message.send", SMS, TO, "sent", {"price": 0}),
    ("message.send", {"balance": 5}, TO, "sent", {"price": 300}),
    ("message.send", {}, TO, "not_enough_money", None),
    ("message.send", {"before": [("message.send", TO)] * 20, "packages": {"sms": 30}}, TO, "too_many", None),
    ("message.send", SMS | {"blocked": 3}, TO, "blocked", None),
    ("message.send", SMS, TO | {"number": "9221234567"}, "own", None),
    ("message.send", SMS, TO | {"text": "my own words"}, "invalid", None),
    ("number.operator", {}, {"number": "+79031234567"}, "ok", {"number": "+79031234567", "name": "Билайн"}),
    ("number.operator", {}, {"number": "+74951234567"}, "unknown", None),
    ("number.operator", {}, {"number": "12"}, "invalid", None),
]
