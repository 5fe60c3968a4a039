"""Companies: acting for a number of the account, limits, employees, documents, SIM cards."""

from __future__ import annotations

from dataclasses import dataclass

from ivr.account.rules.access import ACCOUNT, VIEW
from ivr.account.rules.writing import latin
from ivr.actions import Context, Outcome, action
from ivr.service_guide.access import Profile, profile
from ivr.service_guide.asking import accounts, outcome, request
from ivr.service_guide.requests import TicketNumber


@dataclass(frozen=True, slots=True)
class Line:
    """A number of the account. tail: its last four digits; employee: who uses it, empty when nobody is written down;
    own: whether it is the one that calls."""

    number: str
    tail: str
    employee: str
    own: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """Kopecks a month. limit: 0 for none; spent: in this month; left: what may still be spent, 0 without a limit."""

    limit: int
    spent: int
    left: int


@action("company.numbers", outcomes={"ok": list[Line]}, needs=ACCOUNT)
def company_numbers(context: Context) -> Outcome:
    """The numbers of the account and who uses each; names in Latin letters for who does not speak Russian."""
    world, asked = accounts(context), request(context)
    own = world.subscriber(asked, asked.number).number
    spelt = str if context.language == "ru" else latin
    lines = [
        Line(line.number, line.number[-4:], spelt(line.employee or ""), line.number == own)
        for line in world.lines(asked)
    ]
    return Outcome("ok", lines)


@action(
    "company.act",
    outcomes={"acting": Profile, "own": Profile},
    needs=ACCOUNT,
    changes=True,
    undoes=("company.act", "company.act_own"),
)
def act(context: Context, number: str) -> Outcome:
    """Ask and change for a number of the account from now on in this call, or for one's own again."""
    result = accounts(context).act_for(request(context), number)
    return Outcome(result.outcome, profile(context))


@action("company.act_own", outcomes={"own": Profile}, needs=VIEW, changes=True, undoes=("company.act",))
def act_own(context: Context) -> Outcome:
    """Ask and change for one's own number again."""
    result = accounts(context).act_for_own(request(context))
    return Outcome(result.outcome, profile(context))


@action("limit.get", outcomes={"set": Limit, "none": Limit}, needs=ACCOUNT)
def limit(context: Context, number: str) -> Outcome:
    """What a number may spend in a month, and what it has."""
    most, spent = accounts(context).limit(request(context), number)
    return Outcome("set" if most else "none", _limit(most, spent))


@action("limit.set", outcomes={"set": Limit, "out_of_bounds": None}, needs=ACCOUNT, changes=True, undoes=("limit.set",))
def set_limit(context: Context, number: str, amount: int) -> Outcome:
    """Let a number spend so many kopecks a month, a hundred roubles to a hundred thousand; 0 takes the limit away."""
    result = accounts(context).set_limit(request(context), number, amount)
    if result.value is None:
        return outcome(result)
    return Outcome(result.outcome, _limit(result.value["limit"], result.value["spent"]))


@action("employee.unbind", outcomes={"unbound": None, "nobody": None}, needs=ACCOUNT, changes=True)
def unbind(context: Context, number: str) -> Outcome:
    """Nobody's name is with a number of the account any more."""
    return outcome(accounts(context).unbind(request(context), number))


@action("request.documents", outcomes={"opened": TicketNumber, "too_many": TicketNumber}, needs=ACCOUNT, changes=True)
def order_documents(context: Context) -> Outcome:
    """Order the company's documents for accounting; one at a time."""
    return outcome(accounts(context).order_documents(request(context)))


@action("request.sim", outcomes={"opened": TicketNumber, "too_many": TicketNumber}, needs=ACCOUNT, changes=True)
def replace_sim(context: Context, number: str) -> Outcome:
    """Ask for another SIM card for a number of the account; one at a time."""
    return outcome(accounts(context).replace_sim(request(context), number))


def _limit(most: int, spent: int) -> Limit:
    return Limit(most, spent, max(0, most - spent))
