"""Settings of the number: languages, telephone, and where to find whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ivr.account.rules import messages
from ivr.account.rules.access import VIEW
from ivr.actions import Context, Outcome, action
from ivr.service_guide.asking import accounts, outcome, request, text


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """The number that is managed, E.164."""

    number: str


@dataclass(frozen=True, slots=True)
class NearestShop:
    """A shop. address, hours: as they are spoken."""

    address: str
    hours: str


@dataclass(frozen=True, slots=True)
class Since:
    """The moment from which something holds."""

    since: datetime


@dataclass(frozen=True, slots=True)
class MinutePrice:
    """Kopecks a minute."""

    price: int


@action("number.own", outcomes={"ok": OwnNumber}, needs=VIEW)
def own_number(context: Context) -> Outcome:
    """The number that is managed in this call."""
    return Outcome("ok", OwnNumber(accounts(context).subscriber(request(context)).number))


@action("shop.nearest", outcomes={"ok": NearestShop, "none": None}, needs=VIEW)
def nearest_shop(context: Context) -> Outcome:
    """The shop that is nearest to where the subscriber lives."""
    shop = accounts(context).shop(request(context))
    if shop is None:
        return Outcome("none")
    return Outcome("ok", NearestShop(text(shop.address, context), text(shop.hours, context)))


@action("phone.check_4g", outcomes={"ready": None, "old_phone": None, "old_sim": None, "old_both": None}, needs=VIEW)
def check_4g(context: Context) -> Outcome:
    """Whether telephone and SIM card can do 4G."""
    phone = accounts(context).phone(request(context))
    if phone.phone_4g:
        return Outcome("ready" if phone.sim_4g else "old_sim")
    return Outcome("old_phone" if phone.sim_4g else "old_both")


@action("phone.settings", outcomes={"sent": None, "too_often": None}, needs=VIEW, changes=True)
def send_settings(context: Context) -> Outcome:
    """Send the settings for internet and MMS to the telephone; at most five times a day."""
    return outcome(accounts(context).send_to_phone(request(context), messages.SETTINGS))


@action("phone.link", outcomes={"sent": None, "too_often": None}, needs=VIEW, changes=True)
def send_link(context: Context) -> Outcome:
    """Send the link to the application to the telephone; at most five times a day."""
    return outcome(accounts(context).send_to_phone(request(context), messages.LINK))


@action("messages.state", outcomes={"russian": None, "latin": None, "english": None, "changing": Since}, needs=VIEW)
def message_way(context: Context) -> Outcome:
    """How the subscriber is written to: in Russian, in Russian with Latin letters, in English, or otherwise soon."""
    now, following, since = accounts(context).message_way(request(context))
    if following is not None and since is not None:
        return Outcome("changing", Since(since.astimezone(accounts(context).zone)))
    return Outcome({"ru": "russian", "latin": "latin"}.get(now, "english"))


@action(
    "messages.set",
    outcomes={"set": Since, "already": None, "unknown": None},
    needs=VIEW,
    changes=True,
    undoes=("messages.set",),
)
def set_message_way(context: Context, way: str) -> Outcome:
    """Be written to as `ru`, `latin` or `en`, from eight in the morning of the next day."""
    return outcome(accounts(context).set_message_way(request(context), way))


@action("language.set", outcomes={"set": None, "unknown": None}, needs=VIEW, changes=True, undoes=("language.set",))
def set_language(context: Context, language: str) -> Outcome:
    """Be spoken to in a language (`ru`, `en`) from the next call on."""
    return outcome(accounts(context).set_language(request(context), language))


@action("roaming.price", outcomes={"abroad": MinutePrice, "home": None}, needs=VIEW)
def roaming_price(context: Context) -> Outcome:
    """What a minute of this call costs, for who calls from abroad."""
    price = accounts(context).roaming_price(request(context))
    return Outcome("home") if price is None else Outcome("abroad", MinutePrice(price))
