"""Settings of a number: languages, what is sent to its telephone, 4G, and what a call from abroad costs."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from ivr.account import messages
from ivr.account.catalogue import SHOPS, Shop
from ivr.account.ledger import Ledger
from ivr.account.operations import Result
from ivr.account.records import Phone, Request, Subscriber
from ivr.account.rules import access, roaming, writing
from ivr.account.rules import messages as sending
from ivr.account.transactions import Transactions

_TEXTS: Final = {
    sending.SETTINGS: messages.SETTINGS,
    sending.LINK: messages.LINK,
    sending.PAYMENT: messages.PAYMENT,
}


class SettingsDesk(Transactions):
    """What is asked and changed of a number's settings."""

    def phone(self, request: Request) -> Phone:
        """Whether telephone and SIM card can do 4G."""
        with self.reading() as ledger:
            return self.subject(ledger, request, access.VIEW).phone

    def shop(self, request: Request) -> Shop | None:
        """The shop that is nearest to where the subscriber lives."""
        with self.reading() as ledger:
            return SHOPS.get(self.subject(ledger, request, access.VIEW).city)

    def roaming_price(self, request: Request) -> int | None:
        """Kopecks a minute of this call, for who is abroad; None at home."""
        with self.reading() as ledger:
            country = self.subject(ledger, request, access.VIEW).roaming
            return None if country is None else roaming.minute(country)

    def message_way(self, request: Request) -> tuple[str, str | None, datetime | None]:
        """How the subscriber is written to now, and what that becomes when, if a change was asked for."""
        with self.reading() as ledger:
            who = self.subject(ledger, request, access.VIEW)
            now = writing.current(who.writing, request.now)
            waiting = now != who.writing.next
            return now, who.writing.next if waiting else None, who.writing.since if waiting else None

    def set_message_way(self, request: Request, way: str) -> Result:
        """Be written to in another way, from 08:00 of the next day: ``set``, ``already``, ``unknown``.

        Asking for what is so now takes back a change that waits.
        """
        since = writing.begins(request.now, self.zone)

        def work(ledger: Ledger, who: Subscriber) -> Result:
            if way not in writing.WAYS:
                return Result("unknown")
            now = writing.current(who.writing, request.now)
            if way == now:
                ledger.change_subscriber(who.number, messages=now, messages_next=None, messages_from=None)
                return Result("already")
            ledger.change_subscriber(who.number, messages=now, messages_next=way, messages_from=since)
            return Result("set", {"since": since.isoformat()})

        return self.change(request, "messages.set", (way,), access.VIEW, work)

    def set_language(self, request: Request, language: str) -> Result:
        """Be spoken to in a language from the next call on: ``set``, ``unknown``. It is who calls that is spoken to."""

        def work(ledger: Ledger, who: Subscriber) -> Result:
            if language not in ("ru", "en"):
                return Result("unknown")
            ledger.change_subscriber(who.number, language=language)
            return Result("set")

        return self.change(request, "language.set", (language,), access.VIEW, work, number=request.number)

    def send_to_phone(self, request: Request, what: str) -> Result:
        """Send settings (``settings``), the link to the application (``link``) or to the page where a bank card pays
        (``payment``) by SMS: ``sent``, ``too_often``."""

        def work(ledger: Ledger, who: Subscriber) -> Result:
            if ledger.favours(who.number, what, since=request.now - sending.DAY) >= sending.MOST_TO_ONESELF:
                return Result("too_often")
            ledger.add_favour(who.number, what, who.number, request.now)
            ledger.send(who.number, request.now, messages.written(_TEXTS[what], who.writing, request.now))
            return Result("sent")

        return self.change(request, f"phone.{what}", (), access.VIEW, work)
