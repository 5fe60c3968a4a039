"""Facts of a number's settings: lists, how it is written to, where it is, what its telephone can."""

from __future__ import annotations

from typing import Any, Final

from ivr.account.catalogue import SHOPS
from ivr.account.facts.part import FactPart, Facts, When
from ivr.account.facts.values import FactError, flag, listed, one_of
from ivr.account.ledger import Ledger
from ivr.account.numbers import normal_number
from ivr.account.records import Subscriber
from ivr.account.rules import numbers, writing

_LISTS: Final = {"black_list": numbers.BLACK, "favourites": numbers.FAVOURITE}


def _columns(facts: Facts, _when: When) -> dict[str, Any]:
    columns: dict[str, Any] = {name: flag(facts, name) for name in ("phone_4g", "sim_4g") if name in facts}
    if "messages" in facts:
        columns["messages"] = one_of(facts["messages"], writing.WAYS, "messages")
    if "city" in facts:
        columns["city"] = one_of(facts["city"], (*SHOPS, "village"), "city")
    country = facts.get("roaming")
    if country is not None:
        if not (isinstance(country, str) and len(country) == 2 and country.isalpha()):
            raise FactError(f"roaming: {country!r} is no country of two letters, as TR")
        columns["roaming"] = country.upper()
    return columns


def _rows(ledger: Ledger, number: str, facts: Facts, when: When) -> None:
    for name, kind in _LISTS.items():
        for other in dict.fromkeys(normal_number(str(one)) for one in listed(facts, name)):
            if not numbers.usable(other):
                raise FactError(f"{name}: {other} is no number of Russia")
            ledger.add_listed(number, kind, other, when.now)


def _show(ledger: Ledger, who: Subscriber, when: When) -> dict[str, Any]:
    return {
        **{name: ledger.listed(who.number, kind) for name, kind in _LISTS.items()},
        "messages": writing.current(who.writing, when.now),
        "city": who.city,
        "roaming": who.roaming,
        "phone_4g": who.phone.phone_4g,
        "sim_4g": who.phone.sim_4g,
    }


SETTINGS: Final = FactPart(
    ("black_list", "favourites", "messages", "city", "roaming", "phone_4g", "sim_4g"),
    columns=_columns,
    rows=_rows,
    show=_show,
)
"""roaming: the country (ISO 3166-1 alpha-2) the subscriber is in. city: where the shops are, or ``village``."""
