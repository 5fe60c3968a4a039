"""0505's actions: the bridge from the names in its menus to the account, and nothing else.

Each action turns its context into an `ivr.account.Request`, asks the account, and answers with an outcome whose value
is plain data in the language of the call. Sums are in kopecks.
"""

from ivr.service_guide.access import check_password, identify, level, request_password
from ivr.service_guide.accounts import open_account
from ivr.service_guide.bonus import bonus_state, exchange, join, resume, rewards, send_points
from ivr.service_guide.lists import (
    add_listed,
    drop_listed,
    listed,
    number_operator,
    numbers_listed,
    ready_texts,
    send_message,
)
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
from ivr.service_guide.settings import (
    check_4g,
    message_way,
    nearest_shop,
    own_number,
    roaming_price,
    send_link,
    send_settings,
    set_language,
    set_message_way,
)

__all__ = [
    "add_listed",
    "available_options",
    "balance",
    "block",
    "block_state",
    "bonus_state",
    "change_tariff",
    "charges",
    "check_4g",
    "check_password",
    "complain",
    "connect_option",
    "connect_trust_credit",
    "connected_options",
    "detailed_balance",
    "disconnect_option",
    "disconnect_trust_credit",
    "drop_listed",
    "exchange",
    "identify",
    "join",
    "level",
    "listed",
    "message_way",
    "nearest_shop",
    "number_operator",
    "numbers_listed",
    "offer_promised_payment",
    "open_account",
    "own_number",
    "packages",
    "payments",
    "ready_texts",
    "request_password",
    "requests",
    "reregister",
    "resume",
    "rewards",
    "roaming_price",
    "send_link",
    "send_message",
    "send_points",
    "send_settings",
    "set_language",
    "set_message_way",
    "spending",
    "take_promised_payment",
    "tariff",
    "tariffs",
    "trust_credit",
    "unblock",
]
