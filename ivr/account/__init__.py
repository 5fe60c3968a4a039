"""The subscriber's world: balance, tariffs, services, bonus programme, blocking, access. It knows nothing of calls.

Rules are pure functions (`ivr.account.rules`), one ledger speaks SQL, and `Accounts` puts both behind access levels.
"""

from ivr.account.accounts import Accounts, normal_number
from ivr.account.errors import AccessDenied, AccountError, OperationConflict, UnknownSubscriber
from ivr.account.opening import accounts_in_memory, default_url, open_accounts
from ivr.account.records import Request

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
