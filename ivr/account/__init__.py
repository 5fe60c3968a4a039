"""The subscriber's world: balance, tariffs, services, bonus programme, blocking, access. It knows nothing of calls.

Rules are pure functions (`ivr.account.rules`), one ledger speaks SQL, and `Accounts` puts both behind access levels.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

from ivr.account.errors import AccessDenied, AccountError, OperationConflict, UnknownSubscriber
from ivr.account.numbers import normal_number
from ivr.account.records import Request

if TYPE_CHECKING:
    from ivr.account.accounts import Accounts
    from ivr.account.opening import accounts_in_memory, default_url, open_accounts

__all__ = [
    "AccessDenied",
    "AccountError",
    "Accounts",
    "OperationConflict",
    "Request",
    "UnknownSubscriber",
    "accounts_in_memory",
    "default_url",
    "normal_number",
    "open_accounts",
]

_MODULES: Final = {
    "Accounts": "accounts",
    "accounts_in_memory": "opening",
    "default_url": "opening",
    "open_accounts": "opening",
}


def __getattr__(name: str) -> Any:
    """Import what speaks SQL when it is first used: a call greets before it needs the database."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
