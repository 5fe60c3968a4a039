"""Numbers of others: lists, messages to them, whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from ivr.account.catalogue import READY_TEXTS
from ivr.account.numbers import normal_number
from ivr.account.rules import numbers
from ivr.account.rules.access import MANAGE, VIEW
from ivr.account.rules.messages import PRICE
from ivr.actions import Context, Outcome, action
from ivr.service_guide.asking import OverLimit, accounts, outcome, request, text


@dataclass(frozen=True, slots=True)
class Listed:
    """A telephone number, E.164."""

    number: str


@dataclass(frozen=True, slots=True)
class Price:
    """What something cost, kopecks; 0 when it came out of a package."""

    price: int


@dataclass(frozen=True, slots=True)
class ReadyText:
    """A text that can be sent without writing. price: of sending it now, kopecks."""

    code: str
    text: str
    price: int


@dataclass(frozen=True, slots=True)
class Operator:
    """A telephone number and the operator whose it was first."""

    number: str
    name: str


@action("list.show", outcomes={"ok": list[Listed], "none": None}, needs=VIEW)
def listed(context: Context, kind: str) -> Outcome:
    """The numbers of the black list (`black`) or the favourite ones (`favourite`)."""
    lines = [Listed(number) for number in accounts(context).listed(request(context), kind)]
    return Outcome("ok", lines) if lines else Outcome("none")


@action("list.numbers", outcomes={"ok": list[Listed]}, needs=VIEW)
def numbers_listed(context: Context, kind: str) -> Outcome:
    """The same numbers to choose from; there may be none."""
    return Outcome("ok", [Listed(number) for number in accounts(context).listed(request(context), kind)])


@action(
    "list.add",
    outcomes={"added": None, "already": None, "full": None, "own": None, "invalid": None},
    needs=MANAGE,
    changes=True,
    undoes=("list.remove",),
)
def add_listed(context: Context, kind: str, number: str) -> Outcome:
    """Add a number to the black list (at most twenty) or to the favourite ones (at most five)."""
    return outcome(accounts(context).add_listed(request(context), kind, number))


@action("list.remove", outcomes={"removed": None, "not_there": None}, needs=MANAGE, changes=True, undoes=("list.add",))
def drop_listed(context: Context, kind: str, number: str) -> Outcome:
    """Take a number off a list."""
    return outcome(accounts(context).drop_listed(request(context), kind, number))


@action("message.texts", outcomes={"ok": list[ReadyText]}, needs=VIEW)
def ready_texts(context: Context) -> Outcome:
    """Texts that can be sent without writing, and what that costs now."""
    price = 0 if accounts(context).subscriber(request(context)).packages.sms else PRICE
    return Outcome("ok", [ReadyText(code, text(words, context), price) for code, words in READY_TEXTS.items()])


@action(
    "message.send",
    outcomes={
        "sent": Price,
        "not_enough_money": None,
        "over_limit": OverLimit,
        "too_many": None,
        "blocked": None,
        "own": None,
        "invalid": None,
    },
    needs=MANAGE,
    changes=True,
)
def send_message(context: Context, number: str, text: str) -> Outcome:
    """Send a ready text to a number, out of the package, else for three roubles; at most twenty a day."""
    return outcome(accounts(context).send_message(request(context), number, text))


@action("number.operator", outcomes={"ok": Operator, "unknown": None, "invalid": None})
def number_operator(context: Context, number: str) -> Outcome:
    """Whose a telephone number is: the operator that its block of numbers was given to."""
    other = normal_number(number)
    if not numbers.usable(other):
        return Outcome("invalid")
    name = numbers.operator(other, context.language if context.language in numbers.LANGUAGES else "ru")
    return Outcome("unknown") if name is None else Outcome("ok", Operator(other, name))
