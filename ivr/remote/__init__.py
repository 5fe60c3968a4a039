"""An integrator's own account system: the actions of a service, asked for over HTTP (docs/account-over-http.md).

`Remote` asks, `ivr.remote.server` answers, and the declarations in Python are the contract of both.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

from ivr.remote.errors import BadAnswer, BadRemote, Conflict, NotDone, Refused, RemoteError, Unreachable
from ivr.remote.keys import Key, Keys, keys_from

if TYPE_CHECKING:
    from ivr.remote.client import Remote, over_http
    from ivr.remote.server import application

__all__ = [
    "BadAnswer",
    "BadRemote",
    "Conflict",
    "Key",
    "Keys",
    "NotDone",
    "Refused",
    "Remote",
    "RemoteError",
    "Unreachable",
    "application",
    "keys_from",
    "over_http",
]

_MODULES: Final = {"Remote": "client", "over_http": "client", "application": "server"}


def __getattr__(name: str) -> Any:
    """Import what speaks HTTP when it is first used: packages that are optional, and slow to import."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
