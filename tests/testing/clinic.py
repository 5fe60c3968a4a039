"""Actions of the clinic that these tests call, and the account they act on: an integrator's own, not the engine's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ivr.actions import Context, Outcome, action
from ivr.secret import Secret
from ivr.testing.account import Subscribers

PIN = "4711"


class Patients:
    """One patient, who owes an amount and may have a visit."""

    def __init__(self, subscribers: Subscribers, now: datetime) -> None:
        number, facts = next(iter(subscribers.items()), ("", {}))
        self.others = {other: what for other, what in subscribers.items() if other != number}
        if unknown := set(facts) - {"owes", "visit"}:
            raise ValueError(f"a patient has no {', '.join(sorted(unknown))}")
        self._number = number
        self.facts: dict[str, Any] = {"owes": 0, "visit": None, **facts}
        self._messages: list[str] = []

    @property
    def system(self) -> Patients:
        return self

    def show(self, number: str, now: datetime) -> Mapping[str, Any]:
        return self.facts if number == self._number else {}

    def messages(self, number: str) -> Sequence[str]:
        return self._messages if number == self._number else []

    def close(self) -> None:
        """Nothing is open."""

    def send(self, text: str) -> None:
        self._messages.append(text)


@action("owes.get", outcomes={"owes": int, "nothing": None})
def owes(context: Context) -> Outcome:
    """What the patient owes, in kopecks."""
    amount = context.account.facts["owes"]
    return Outcome("owes", round(amount * 100)) if amount else Outcome("nothing")


@action("visits.book", outcomes={"booked": None, "taken": None}, changes=True, timeout=4.0)
def book(context: Context) -> Outcome:
    """Book a visit; a message tells the patient."""
    if context.account.facts["visit"]:
        return Outcome("taken")
    context.account.facts["visit"] = "tomorrow"
    context.account.send("Вы записаны к врачу на завтра.")
    return Outcome("booked")


@action("pin.check", outcomes={"granted": None, "wrong": None}, grants={"granted": 1})
def check(context: Context, pin: Secret) -> Outcome:
    """Whether a PIN is right."""
    return Outcome("granted", level=1) if pin == Secret(PIN) else Outcome("wrong")


def open_account(url: str | None = None) -> Patients:
    """The patients of every day."""
    raise LookupError("no test opens these")
