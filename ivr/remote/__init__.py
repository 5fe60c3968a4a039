"""An integrator's own account system: the actions of a service, asked for over HTTP (docs/account-over-http.md).

`Remote` asks, `ivr.remote.server` answers, and the declarations in Python are the contract of both.
"""

from __future__ import annotations

from ivr.remote.client import Remote, over_http
from ivr.remote.errors import BadAnswer, BadRemote, Conflict, Refused, RemoteError, Unreachable
from ivr.remote.keys import Key, Keys, keys_from

__all__ = [
    "BadAnswer",
    "BadRemote",
    "Conflict",
    "Key",
    "Keys",
    "Refused",
    "Remote",
    "RemoteError",
    "Unreachable",
    "keys_from",
    "over_http",
]
