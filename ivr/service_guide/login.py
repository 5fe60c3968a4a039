"""A lost phone: coming in by one's number from another."""

from __future__ import annotations

from ivr.account.rules.access import MANAGE
from ivr.actions import Context, Outcome, action
from ivr.secret import Secret
from ivr.service_guide.access import Attempts, Profile, profile
from ivr.service_guide.asking import accounts, from_line


@action(
    "login.answer",
    outcomes={"entered": Profile, "wrong": Attempts, "closed": None},
    changes=True,
    undoes=("login.answer",),
    grants={"entered": MANAGE},
)
def come_in(context: Context, number: str, answer: Secret) -> Outcome:
    """Come in by one's number from another telephone, by the answer to its control question or by its company's code
    word: the call is for that number from then on and may manage it. Whether anybody has the number is not told. Three
    wrong answers close this way for the telephone for a day."""
    result = accounts(context).come_in(from_line(context), number, answer)
    if result.outcome == "entered":
        return Outcome("entered", profile(context), level=MANAGE)
    return Outcome(result.outcome, result.value)
