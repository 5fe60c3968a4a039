"""Facts of topping up: express cards, wrong codes, the address for bills."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from ivr.account.cards import fingerprint
from ivr.account.facts.part import FactPart, Facts, When
from ivr.account.facts.values import FactError, count, kopecks
from ivr.account.ledger import Ledger
from ivr.account.records import Subscriber
from ivr.account.rules import cards


def _columns(facts: Facts, when: When) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    if wrong := count(facts.get("wrong_cards", 0), "wrong_cards"):
        columns["card_wrong"] = wrong
        columns["card_locked_at"] = when.now - timedelta(minutes=1) if wrong >= cards.MOST_WRONG else None
    email = facts.get("email")
    if email is not None:
        if not isinstance(email, str) or "@" not in email:
            raise FactError(f"email: {email!r} is no address")
        columns["email"] = email
    return columns


def _rows(ledger: Ledger, _number: str, facts: Facts, _when: When) -> None:
    given = facts.get("cards") or {}
    if not isinstance(given, Mapping):
        raise FactError('cards: is a mapping of codes to roubles: {"12345678901234": 100}')
    for code, amount in given.items():
        if not cards.is_code(str(code)):
            raise FactError(f"cards: a code has {cards.DIGITS} digits, in quotes")
        kept = fingerprint(str(code))
        if not ledger.has_card(kept):
            ledger.add_card(kept, kopecks(amount, "cards"))


def _show(_ledger: Ledger, who: Subscriber, when: When) -> dict[str, Any]:
    return {
        "email": who.email,
        "wrong_cards": who.cards.wrong,
        "cards_locked": cards.locked(who.cards, when.now),
    }


TOP_UP: Final = FactPart(("cards", "wrong_cards", "email"), columns=_columns, rows=_rows, show=_show)
"""cards: {code: roubles}, unused ones that anybody may use."""
