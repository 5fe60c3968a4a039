"""Passwords sent again, digits to be repeated, and what shows who somebody is without a password."""

from __future__ import annotations

from typing import Any

from ivr.secret import Secret

PASSPORT = {"control": {"question": "passport", "answer": "5678"}}
LOCKED = PASSPORT | {"wrong_answers": 3}
COMPANY: dict[str, Any] = {"kind": "corporate", "code_word": "2580"}
WRONG: dict[str, Any] = {"password": Secret("0000"), "level": 2}
TWICE = {"kind": "corporate", "before": [("password.check", WRONG)] * 2}
LOST = {"others": {"+79220000009": {"tariff": "talk", **PASSPORT}}}
MINE: dict[str, Any] = {"number": "9220000009", "answer": Secret("5678")}
GUESS: dict[str, Any] = {"number": "9220000009", "answer": Secret("0000")}
SPOKEN = {"question": "passport", "answer": Secret("5678"), "again": Secret("5678")}

CASES: list[tuple[str, dict[str, Any], dict[str, Any], str, Any]] = [
    ("password.again", {}, {}, "sent", None),
    ("password.again", {"asked": True}, {}, "too_often", None),
    ("password.check", TWICE | {"before": TWICE["before"][:1]}, WRONG, "challenge", {"attempts_left": 3}),
    ("password.check", TWICE, {"password": Secret("4321")}, "challenge", {"attempts_left": 3}),
    ("challenge.answer", TWICE, {"digits": Secret("2468")}, "passed", None),
    ("challenge.answer", TWICE, {"digits": Secret("24681")}, "wrong", {"digits": "2468", "attempts_left": 2}),
    ("challenge.answer", {"wrong_passwords": 5}, {"digits": Secret("2468")}, "locked", None),
    ("challenge.answer", {"kind": "corporate"}, {"digits": Secret("2468")}, "over", None),
    ("recovery.way", PASSPORT, {}, "control", {"code": "passport", "text": "последние четыре цифры паспорта"}),
    ("recovery.way", PASSPORT | COMPANY, {}, "code_word", None),
    ("recovery.way", PASSPORT | COMPANY | {"wrong_code_words": 3}, {}, "control", {"code": "passport"}),
    ("recovery.way", LOCKED, {}, "none", None),
    ("recovery.way", {}, {}, "none", None),
    ("control.answer", PASSPORT, {"answer": Secret("5678")}, "recovered", {"sent": True}),
    ("control.answer", PASSPORT | {"asked": True}, {"answer": Secret("5678")}, "recovered", {"sent": False}),
    ("control.answer", PASSPORT, {"answer": Secret("5679")}, "wrong", {"attempts_left": 2}),
    ("control.answer", PASSPORT | {"wrong_answers": 2}, {"answer": Secret("5679")}, "locked", None),
    ("control.answer", LOCKED, {"answer": Secret("5678")}, "locked", None),
    ("control.answer", {}, {"answer": Secret("5678")}, "none", None),
    ("code_word.answer", COMPANY, {"word": Secret("2580")}, "recovered", {"sent": True}),
    ("code_word.answer", COMPANY, {"word": Secret("2581")}, "wrong", {"attempts_left": 2}),
    ("code_word.answer", COMPANY | {"wrong_code_words": 2}, {"word": Secret("2581")}, "locked", None),
    ("code_word.answer", COMPANY | {"wrong_code_words": 3}, {"word": Secret("2580")}, "locked", None),
    ("code_word.answer", {"kind": "corporate"}, {"word": Secret("2580")}, "none", None),
    ("control.questions", {}, {}, "ok", [{"code": "passport"}, {"code": "issuer"}, {"code": "mother"}, {}]),
    ("control.set", {}, SPOKEN, "set", None),
    ("control.set", {}, SPOKEN | {"again": Secret("5679")}, "differs", None),
    ("control.set", {}, SPOKEN | {"answer": Secret("7777")}, "invalid", None),
    ("login.answer", LOST, MINE, "entered", {"number": "+79220000009", "acting": "+79220000009", "guest": True}),
    ("login.answer", LOST, GUESS, "wrong", {"attempts_left": 2}),
    ("login.answer", LOST | {"before": [("login.answer", GUESS)] * 3}, MINE, "closed", None),
]
