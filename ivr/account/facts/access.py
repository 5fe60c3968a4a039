"""Facts of what shows who somebody is, and of companies: control question, code word, employee, limit."""

from __future__ import annotations

from typing import Any, Final

from ivr.account.facts.own import digits
from ivr.account.facts.part import FactPart, Facts, When
from ivr.account.facts.values import FactError, count, kopecks, mapping, one_of, roubles
from ivr.account.ledger import Ledger
from ivr.account.passwords import Passwords
from ivr.account.records import Subscriber
from ivr.account.rules import company, recovery

_LONGEST: Final = 64


def _columns(facts: Facts, when: When) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    control = mapping(facts, "control", ("question", "answer"))
    if control:
        columns["control_question"] = one_of(control.get("question"), recovery.DIGITS, "control.question")
    wrong = count(facts.get("wrong_answers", 0), "wrong_answers")
    columns["control_wrong"] = wrong
    columns["control_locked_at"] = when.now if wrong >= recovery.MOST_WRONG else None
    employee = facts.get("employee")
    if employee is not None:
        if not (isinstance(employee, str) and 0 < len(employee) <= _LONGEST):
            raise FactError(f"employee: a name of {_LONGEST} letters at most")
        columns["employee"] = employee
    limit = kopecks(facts.get("spending_limit") or 0, "spending_limit")
    if not company.limit_fits(limit):
        least, most = roubles(company.LEAST_LIMIT), roubles(company.MOST_LIMIT)
        raise FactError(f"spending_limit: 0 for none, or whole roubles, {least} to {most}")
    columns["spending_limit"] = limit or None
    return columns


def _account(facts: Facts) -> dict[str, Any]:
    if "wrong_code_words" not in facts:
        return {}
    return {"code_word_wrong": count(facts["wrong_code_words"], "wrong_code_words")}


def _hashed(facts: Facts, passwords: Passwords) -> dict[str, str]:
    hashed = {}
    control = mapping(facts, "control", ("question", "answer"))
    if control:
        hashed["control_answer"] = passwords.hash(digits(control.get("answer"), "control.answer"))
    if facts.get("code_word") is not None:
        hashed["code_word"] = passwords.hash(digits(facts["code_word"], "code_word"))
    return hashed


def _show(_ledger: Ledger, who: Subscriber, _when: When) -> dict[str, Any]:
    return {
        "control": {"question": who.control.question} if who.control.question else None,
        "wrong_answers": who.control.wrong,
        "has_code_word": who.company.code_word is not None,
        "wrong_code_words": who.company.code_word_wrong,
        "employee": who.company.employee,
        "spending_limit": roubles(who.company.spending_limit or 0),
    }


ACCESS: Final = FactPart(
    ("control", "wrong_answers", "code_word", "wrong_code_words", "employee", "spending_limit"),
    columns=_columns,
    account=_account,
    show=_show,
    hashed=_hashed,
)
"""control: {question, answer}. code_word: the account's, as are its wrong ones. spending_limit: roubles, 0 for none."""
