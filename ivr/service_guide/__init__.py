"""0505's actions: the bridge from the names in its menus to the account, and nothing else.

Each action turns its context into an `ivr.account.Request`, asks the account, and answers with an outcome whose value
is plain data in the language of the call. Sums are in kopecks.
"""

from ivr.service_guide.access import check_password, identify, level, request_password
from ivr.service_guide.accounts import open_account
from ivr.service_guide.bonus import bonus_state, exchange, join, resume, rewards, send_points
from ivr.service_guide.money import (
    balance,
    charges,
    connect_trust_credit,
    detailed_balance,
    disconnect_trust_credit,
    offer_promised_payment,
    packages,
    payments,
    spending,
    take_promised_payment,
    trust_credit,
)
from ivr.service_guide.number import block, block_state, unblock
from ivr.service_guide.plans import (
    available_options,
    change_tariff,
    connect_option,
    connected_options,
    disconnect_option,
    tariff,
    tariffs,
)
from ivr.service_guide.requests import complain, requests, reregister

__all__ = [
    "available_options",
    "balance",
    "block",
    "block_state",
    "bonus_state",
    "change_tariff",
    "charges",
    "check_password",
    "complain",
    "connect_option",
    "connect_trust_credit",
    "connected_options",
    "detailed_balance",
    "disconnect_option",
    "disconnect_trust_credit",
    "exchange",
    "identify",
    "join",
    "level",
    "offer_promised_payment",
    "open_account",
    "packages",
    "payments",
    "request_password",
    "requests",
    "reregister",
    "resume",
    "rewards",
    "send_points",
    "spending",
    "take_promised_payment",
    "tariff",
    "tariffs",
    "trust_credit",
    "unblock",
]
