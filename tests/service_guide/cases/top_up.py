"""Money from elsewhere, discounts, extra traffic, and limits of a company's number."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ivr.secret import Secret

CODE = "12345678901234"
CARD: dict[str, Any] = {"cards": {CODE: 100}}
PAY: dict[str, Any] = {"code": Secret(CODE)}
WRONG: dict[str, Any] = {"code": Secret("99999999999999")}
LENT = {"promised_payment": {"amount": 50, "due": 2}}
HOUR = timedelta(hours=1)
TO: dict[str, Any] = {"number": "+79229990001"}
OWN: dict[str, Any] = {"number": "9221234567"}
ALL = ["discount_calls", "discount_internet", "discount_sms", "discount_mms"]
LIMITED = {"kind": "corporate", "balance": 5000, "spending_limit": 100, "charges": [{"amount": 99}]}
DEBT = LIMITED | {"balance": -100}

CASES: list[tuple[str, dict[str, Any], dict[str, Any], str, Any]] = [
    ("card.pay", {"cards": {"11111111111111": 100}}, {"code": Secret("1" * 14)}, "paid", {"amount": 100_00}),
    (
        "card.pay",
        CARD | LENT,
        PAY,
        "paid",
        {"amount": 100_00, "settled": 50_00},
    ),
    ("card.pay", CARD, WRONG, "wrong", {"attempts_left": 4}),
    ("card.pay", CARD | {"before": [("card.pay", PAY)]}, PAY, "paid", {"amount": 100_00}),
    ("card.pay", CARD | {"before": [("card.pay", PAY)], "later": HOUR}, PAY, "used", {"attempts_left": 4}),
    ("card.pay", CARD | {"wrong_cards": 5}, PAY, "locked", None),
    ("favour.call_me", {}, TO, "sent", None),
    ("favour.call_me", {"before": [("favour.call_me", TO)] * 5}, TO, "too_many", None),
    ("favour.call_me", {}, OWN, "own", None),
    ("favour.call_me", {}, {"number": "101"}, "invalid", None),
    ("favour.pay_for_me", {}, TO, "sent", None),
    ("favour.pay_for_me", {"before": [("favour.pay_for_me", TO)] * 5}, TO, "too_many", None),
    ("favour.pay_for_me", {}, OWN, "own", None),
    ("favour.pay_for_me", {}, {"number": "101"}, "invalid", None),
    ("bill.state", {"email": "a@b.example"}, {}, "ready", None),
    ("bill.state", {"email": "a@b.example", "requests": [{"kind": "bill"}]}, {}, "already", {}),
    ("bill.state", {}, {}, "no_email", None),
    ("bill.order", {"email": "a@b.example"}, {}, "ordered", {}),
    ("bill.order", {"email": "a@b.example", "requests": [{"kind": "bill"}]}, {}, "already", {}),
    ("bill.order", {}, {}, "no_email", None),
    ("discounts.available", {"options": ALL[:2]}, {}, "ok", [{"code": ALL[2]}, {"code": ALL[3], "fee": 20_00}]),
    ("traffic.packs", {}, {}, "ok", [{"code": "gb1"}, {"code": "gb5"}, {"code": "gb15", "price": 300_00}]),
    ("traffic.buy", {"balance": 50}, {"pack": "gb1"}, "bought", {"megabytes": 1024}),
    ("traffic.buy", {"balance": 49}, {"pack": "gb1"}, "not_enough_money", None),
    ("traffic.buy", {"balance": 50, "blocked": 2}, {"pack": "gb1"}, "blocked", None),
    ("traffic.buy", {"balance": 50}, {"pack": "gb2"}, "unknown", None),
    ("traffic.buy", LIMITED, {"pack": "gb1"}, "over_limit", {"limit": 100_00, "spent": 99_00}),
    ("tariff.change", LIMITED, {"tariff": "talk"}, "over_limit", {"limit": 100_00, "spent": 99_00}),
    ("option.connect", LIMITED, {"option": "antispam"}, "over_limit", {"limit": 100_00, "spent": 99_00}),
    ("message.send", LIMITED, TO | {"text": "call"}, "over_limit", {"limit": 100_00, "spent": 99_00}),
    ("promised_payment.take", DEBT, {"amount": 300_00}, "over_limit", {"limit": 100_00, "spent": 99_00}),
]
