"""An account system over HTTP: 0505's own actions, over a database of subscribers.

    export IVR_ACCOUNT_KEY="ivr-1:$(python -c 'import secrets; print(secrets.token_hex(32))')"
    python examples/account_server.py sqlite:///account.sqlite3 8506
    ivr call --account-url http://localhost:8506

Copy it, name your own modules of actions, and open your own account. In front of it belongs something that speaks TLS.
"""

from __future__ import annotations

import sys

import uvicorn

from ivr.actions import discover
from ivr.remote import application, keys_from

url, port = sys.argv[1:]
actions = discover(["ivr.service_guide"])
assert actions.open_account is not None
account = actions.open_account(url)
uvicorn.run(application(actions, account, keys_from()), host="127.0.0.1", port=int(port))
