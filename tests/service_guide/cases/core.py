"""The first functions of 0505: account, plans, bonus programme, blocking, access."""

from __future__ import annotations

from datetime import date
from typing import Any

from ivr.secret import Secret

PASSWORD = "4321"
PAID = {"payments": [700, 700, 700]}
EMPLOYEE: dict[str, Any] = {
    "account_of": "+79229990001",
    "others": {"+79229990001": {"kind": "corporate", "manages": True, "balance": 20}},
}
OPEN = {"promised_payment": {"amount": 100, "due": 2}}
OVERDUE = {"promised_payment": {"amount": 100, "due": -1}}
MEMBER = {"bonus": {"points": 240}}
SUSPENDED = {"bonus": {"points": 240, "state": "suspended"}}
CORPORATE = {"kind": "corporate"}
TRUSTED = {"trust_credit": True, "limit": 350}
ALL_OPTIONS = ["voicemail", "antispam", "roaming", "melody", "traffic"]

CASES: list[tuple[str, dict[str, Any], dict[str, Any], str, Any]] = [
    # action, the account's facts, arguments, the outcome, and what its value holds at least
    ("subscriber.identify", {}, {}, "known", {"kind": "person", "tariff": "base", "blocked": False, "manages": False}),
    ("subscriber.identify", {"blocked": 5} | CORPORATE, {}, "known", {"kind": "corporate", "blocked": True}),
    ("subscriber.identify", {"unknown": True}, {}, "unknown", None),
    ("access.level", {}, {}, "ok", {"level": 2}),
    ("balance.get", {"balance": 121.05}, {}, "ok", {"balance": 121_05}),
    (
        "balance.detailed",
        {"balance": -15.4, "limit": 50},
        {},
        "ok",
        {"balance": -1540, "limit": 5000, "available": 3460},
    ),
    ("charges.last", {"charges": [{"kind": "sms", "amount": 3}]}, {}, "ok", [{"name": "сообщения", "amount": 300}]),
    ("charges.last", {}, {}, "none", None),
    ("charges.send", {"charges": [{"kind": "sms", "amount": 3}]}, {}, "sent", None),
    ("charges.send", {}, {}, "none", None),
    (
        "charges.send",
        {"charges": [{"kind": "sms", "amount": 3}], "before": [("charges.send", {})] * 5},
        {},
        "too_often",
        None,
    ),
    ("payments.last", PAID, {}, "ok", [{"amount": 700_00}] * 3),
    ("payments.last", {}, {}, "none", None),
    (
        "spending.month",
        {"charges": [{"kind": "sms", "amount": 3}, {"kind": "calls", "amount": 9.5}, {"kind": "sms", "amount": 1}]},
        {},
        "ok",
        {"total": 13_50, "kinds": [{"name": "звонки", "amount": 950}, {"name": "сообщения", "amount": 400}]},
    ),
    (
        "packages.left",
        {"packages": {"minutes": 5, "mms": 1}},
        {},
        "ok",
        {"minutes": 5, "sms": 0, "mms": 1, "megabytes": 0},
    ),
    ("tariff.current", {"tariff": "talk"}, {}, "ok", {"code": "talk", "name": "Разговорный", "fee": 450_00}),
    ("tariff.list", {}, {}, "ok", [{"code": "talk", "change_fee": 50_00}, {"code": "online"}, {"code": "child"}]),
    ("tariff.change", {"balance": 500}, {"tariff": "talk"}, "changed", {"name": "Разговорный", "fee": 450_00}),
    ("tariff.change", {}, {"tariff": "base"}, "same", None),
    ("tariff.change", {"balance": 499.99}, {"tariff": "talk"}, "not_enough_money", None),
    ("tariff.change", {"balance": 500, "blocked": 1}, {"tariff": "talk"}, "blocked", None),
    ("tariff.change", {}, {"tariff": "gold"}, "unknown", None),
    ("options.connected", {"options": ["antispam"]}, {}, "ok", [{"code": "antispam", "fee": 30_00}]),
    ("options.available", {"options": ALL_OPTIONS[:-1]}, {}, "ok", [{"code": "traffic", "fee": 150_00}]),
    ("option.connect", {"balance": 30}, {"option": "antispam"}, "connected", None),
    ("option.connect", {"balance": 150}, {"option": "traffic"}, "connected", None),
    ("option.connect", {"options": ["antispam"]}, {"option": "antispam"}, "already", None),
    ("option.connect", {"balance": 29.99}, {"option": "antispam"}, "not_enough_money", None),
    ("option.connect", {"balance": 30, "blocked": 1}, {"option": "antispam"}, "blocked", None),
    ("option.connect", {}, {"option": "x"}, "unknown", None),
    ("option.disconnect", {"options": ["antispam"]}, {"option": "antispam"}, "disconnected", None),
    ("option.disconnect", {}, {"option": "antispam"}, "not_connected", None),
    ("option.disconnect", {}, {"option": "x"}, "unknown", None),
    (
        "promised_payment.offer",
        {},
        {},
        "offered",
        {"least": 50_00, "most": 300_00, "fee": 10_00, "due": date(2026, 5, 15)},
    ),
    ("promised_payment.offer", {"balance": 200}, {}, "not_needed", {}),
    ("promised_payment.offer", {"balance": -290}, {}, "too_deep", {"most": 300_00}),
    ("promised_payment.offer", OPEN, {}, "already", {"amount": 100_00, "due": date(2026, 5, 12)}),
    ("promised_payment.offer", OVERDUE, {}, "unpaid", {"amount": 100_00, "due": date(2026, 5, 9)}),
    (
        "promised_payment.take",
        {},
        {"amount": 50_00},
        "taken",
        {"amount": 50_00, "fee": 10_00, "due": date(2026, 5, 15)},
    ),
    ("promised_payment.take", {"balance": 200}, {"amount": 50_00}, "not_needed", {}),
    ("promised_payment.take", {"balance": -290}, {"amount": 300_00}, "too_deep", {"most": 300_00}),
    ("promised_payment.take", OPEN, {"amount": 50_00}, "already", {"amount": 100_00, "due": date(2026, 5, 12)}),
    ("promised_payment.take", OVERDUE, {"amount": 50_00}, "unpaid", {"due": date(2026, 5, 9)}),
    ("promised_payment.take", {}, {"amount": 49_00}, "out_of_bounds", None),
    ("promised_payment.offer", EMPLOYEE, {}, "managed", None),
    ("promised_payment.take", EMPLOYEE, {"amount": 50_00}, "managed", None),
    ("trust_credit.state", TRUSTED, {}, "connected", {"limit": 350_00}),
    ("trust_credit.state", PAID, {}, "available", {"limit": 350_00}),
    ("trust_credit.state", {}, {}, "not_available", None),
    ("trust_credit.connect", PAID, {}, "connected", {"limit": 350_00}),
    ("trust_credit.connect", TRUSTED, {}, "already", None),
    ("trust_credit.connect", PAID | CORPORATE, {}, "not_available", None),
    ("trust_credit.disconnect", TRUSTED, {}, "disconnected", None),
    ("trust_credit.disconnect", {}, {}, "not_connected", None),
    ("trust_credit.disconnect", TRUSTED | {"balance": -1}, {}, "in_use", None),
    ("bonus.state", MEMBER, {}, "participant", {"points": 240}),
    ("bonus.state", SUSPENDED, {}, "suspended", {"points": 240}),
    ("bonus.state", {}, {}, "not_joined", None),
    ("bonus.state", CORPORATE, {}, "not_for_companies", None),
    ("bonus.join", {}, {}, "joined", {"points": 0}),
    ("bonus.join", SUSPENDED, {}, "already", None),
    ("bonus.join", CORPORATE, {}, "not_for_companies", None),
    ("bonus.rewards", {}, {}, "ok", [{"code": "sms50", "points": 50}, {}, {}, {}]),
    ("bonus.exchange", MEMBER, {"reward": "gigabyte"}, "exchanged", {"points": 40}),
    ("bonus.exchange", MEMBER, {"reward": "discount"}, "not_enough_points", {"points": 240}),
    (
        "bonus.exchange",
        {"bonus": {"points": 500}, "options": ["discount_calls"]},
        {"reward": "discount"},
        "already",
        None,
    ),
    ("bonus.exchange", {}, {"reward": "sms50"}, "not_participant", None),
    ("bonus.exchange", SUSPENDED, {"reward": "sms50"}, "suspended", None),
    ("bonus.exchange", MEMBER, {"reward": "car"}, "unknown", None),
    ("bonus.resume", SUSPENDED, {}, "resumed", {"points": 240}),
    ("bonus.resume", MEMBER, {}, "not_suspended", None),
    ("bonus.resume", {}, {}, "not_participant", None),
    ("block.state", {"blocked": 5}, {}, "blocked", {"until": date(2026, 5, 15)}),
    ("block.state", {}, {}, "open", None),
    ("block.set", {}, {"days": 90}, "blocked", {"until": date(2026, 8, 8)}),
    ("block.set", {"blocked": 5}, {"days": 90}, "already", {"until": date(2026, 5, 15)}),
    ("block.set", {}, {"days": 91}, "too_long", None),
    ("block.clear", {"blocked": 5}, {}, "cleared", None),
    ("block.clear", {}, {}, "not_blocked", None),
    ("password.request", {}, {}, "sent", None),
    ("password.request", {"asked": True}, {}, "too_often", None),
    ("password.check", {}, {"password": Secret(PASSWORD)}, "granted", {"level": 2}),
    ("password.check", {"manages": True}, {"password": Secret(PASSWORD), "level": 3}, "granted", {"level": 3}),
    ("password.check", {}, {"password": Secret("0000"), "level": 2}, "wrong", {"attempts_left": 4}),
    ("password.check", {"wrong_passwords": 5}, {"password": Secret(PASSWORD)}, "locked", None),
    ("password.check", {"password": None}, {"password": Secret(PASSWORD)}, "no_password", None),
]
