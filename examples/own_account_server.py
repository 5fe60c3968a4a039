"""An account of one's own in a few lines: a dict of balances, which answers two of 0505's actions over HTTP.

export IVR_ACCOUNT_KEY=$(python -c 'import secrets; print("ivr-1:" + secrets.token_hex(32))')   # for both sides
python examples/own_account_server.py 8506 &
ivr actions 0505 --remote http://localhost:8506     # which actions are still to be written
ivr call --keys ,1 --account-url http://localhost:8506
"""

from __future__ import annotations

import sys

import uvicorn

from ivr.actions import Context, Outcome, Registry, action
from ivr.remote import BadRemote, application, keys_from
from ivr.service_guide.access import Profile
from ivr.service_guide.money import Balance

KOPECKS = {"+79221234567": 12105}


@action("subscriber.identify", outcomes={"known": Profile, "unknown": None}, grants={"known": 1})
def identify(context: Context) -> Outcome:
    """Who calls."""
    if context.caller not in context.account:
        return Outcome("unknown")
    profile = Profile(context.caller, "person", "ru", "base", manages=False, blocked=False, acting="")
    return Outcome("known", profile, level=1)


@action("balance.get", outcomes={"ok": Balance}, needs=1)
def balance(context: Context) -> Outcome:
    """The caller's money."""
    kopecks = context.account[context.caller]
    return Outcome("ok", Balance(kopecks, 0, kopecks))


actions = Registry()
actions.add(identify)
actions.add(balance)

if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
        sys.exit("usage: python examples/own_account_server.py PORT")
    try:
        served = application(actions, KOPECKS, keys_from())
    except BadRemote as error:
        sys.exit(str(error))
    uvicorn.run(served, host="127.0.0.1", port=int(sys.argv[1]))
