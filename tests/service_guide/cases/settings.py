"""Settings of the number, and where to find whom."""

from __future__ import annotations

from typing import Any

CHANGED = {"before": [("messages.set", {"way": "latin"})]}

CASES: list[tuple[str, dict[str, Any], dict[str, Any], str, Any]] = [
    ("number.own", {}, {}, "ok", {"number": "+79221234567"}),
    ("shop.nearest", {}, {}, "ok", {"address": "Москва, Лесная улица, дом три"}),
    ("shop.nearest", {"city": "village"}, {}, "none", None),
    ("phone.check_4g", {}, {}, "ready", None),
    ("phone.check_4g", {"phone_4g": False}, {}, "old_phone", None),
    ("phone.check_4g", {"sim_4g": False}, {}, "old_sim", None),
    ("phone.check_4g", {"phone_4g": False, "sim_4g": False}, {}, "old_both", None),
    ("phone.settings", {}, {}, "sent", None),
    ("phone.settings", {"before": [("phone.settings", {})] * 5}, {}, "too_often", None),
    ("payment.link", {}, {}, "sent", None),
    ("payment.link", {"before": [("payment.link", {})] * 5}, {}, "too_often", None),
    ("phone.link", {}, {}, "sent", None),
    ("phone.link", {"before": [("phone.link", {})] * 5}, {}, "too_often", None),
    ("messages.state", {}, {}, "russian", None),
    ("messages.state", {"messages": "latin"}, {}, "latin", None),
    ("messages.state", {"messages": "en"}, {}, "english", None),
    ("messages.state", CHANGED, {}, "changing", {"since": "2026-05-11T08:00:00+03:00"}),
    ("messages.set", {}, {"way": "latin"}, "set", {"since": "2026-05-11T08:00:00+03:00"}),
    ("messages.set", {}, {"way": "ru"}, "already", None),
    ("messages.set", {}, {"way": "cyrillic"}, "unknown", None),
    ("language.set", {}, {"language": "en"}, "set", None),
    ("language.set", {}, {"language": "de"}, "unknown", None),
    ("roaming.price", {"roaming": "TR"}, {}, "abroad", {"price": 19_00}),
    ("roaming.price", {}, {}, "home", None),
]
