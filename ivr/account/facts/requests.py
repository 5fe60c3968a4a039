"""Facts of requests: what a subscriber has asked for, and how that stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from ivr.account.facts.part import FactPart, Facts, When
from ivr.account.facts.values import FactError, listed, one_of
from ivr.account.ledger import Ledger
from ivr.account.records import Subscriber
from ivr.account.rules import requests


def _rows(ledger: Ledger, number: str, facts: Facts, when: When) -> None:
    for place, one in enumerate(reversed(listed(facts, "requests")), 1):
        if not isinstance(one, Mapping):
            raise FactError("requests: each is {kind: bill, state: new}")
        kind = one_of(one.get("kind", requests.COMPLAINT), requests.KINDS, "requests.kind")
        state = one_of(one.get("state", requests.NEW), requests.STATES, "requests.state")
        ledger.open_request(number, kind, when.now - timedelta(days=10) + timedelta(hours=place), state)


def _show(ledger: Ledger, who: Subscriber, _when: When) -> dict[str, Any]:
    return {"requests": [{"kind": one.kind, "state": one.state} for one in ledger.requests(who.number)]}


REQUESTS: Final = FactPart(("requests",), rows=_rows, show=_show)
"""What changed last first, as it is shown."""
