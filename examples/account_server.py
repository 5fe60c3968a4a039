"""An account system over HTTP: 0505's own actions, over a database of subscribers.

    export IVR_ACCOUNT_KEY="ivr-1:$(python -c 'import secrets; print(secrets.token_hex(32))')"
    python examples/account_server.py sqlite:///account.sqlite3 8506
    ivr call --account-url http://localhost:8506

Copy it, name your own modules of actions, and open your own account. In front of it belongs something that speaks TLS.
"""

from __future__ import annotations

import sys

import uvicorn

from ivr.account import AccountError
from ivr.actions import discover
from ivr.remote import BadRemote, application, keys_from

if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[2].isdecimal():
        sys.exit("usage: python examples/account_server.py DATABASE_URL PORT")
    actions = discover(["ivr.service_guide"])
    assert actions.open_account is not None
    try:
        served = application(actions, actions.open_account(sys.argv[1]), keys_from())
    except (AccountError, BadRemote) as error:
        sys.exit(str(error))
    uvicorn.run(served, host="127.0.0.1", port=int(sys.argv[2]))
