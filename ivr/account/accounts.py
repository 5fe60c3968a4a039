"""The account system: every question and every change that a subscriber's call can ask for.

Whatever a menu says, each of them checks here that the call has proved the access level it needs, for that number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from ivr.account import changes, messages
from ivr.account.errors import AccessDenied, UnknownSubscriber
from ivr.account.ledger import Ledger
from ivr.account.numbers import normal_number
from ivr.account.operations import Result
from ivr.account.passwords import Passwords, random_password
from ivr.account.records import Charge, Message, Payment, Request, Subscriber
from ivr.account.rules import access, bonus, promised_payment, trust_credit
from ivr.account.transactions import ZONE, Transactions
from ivr.database import wipe
from ivr.secret import Secret

LAST: Final = 5
"""How many of the last charges and payments are told."""


class Accounts(Transactions):
    """The accounts in one database. Safe to use from several threads and processes at once."""

    def __init__(
        self,
        engine: Engine,
        *,
        zone: ZoneInfo = ZONE,
        passwords: Passwords | None = None,
        new_password: Callable[[], str] = random_password,
    ) -> None:
        super().__init__(engine, zone)
        self.passwords = passwords or Passwords()
        self._new_password = new_password

    # who asks

    def identify(self, request: Request) -> Subscriber | None:
        """The subscriber who calls from their own number, which proves level 1; None when nobody has that number."""
        with self.changing() as ledger:
            who = ledger.subscriber(normal_number(request.number))
            if who is not None:
                self.grant(ledger, request, who, access.VIEW)
            return who

    def level(self, request: Request) -> int:
        """The access level that the call has proved for its own number."""
        with self.reading() as ledger:
            return self.proved(ledger, request)

    def check_password(self, request: Request, password: Secret, level: int = access.MANAGE) -> Result:
        """Try a password: ``granted``, ``wrong`` (with ``attempts_left``), ``locked``, or ``no_password``.

        Wrong tries are counted for the subscriber, whoever calls and whenever; after five access is locked until a
        new password is requested. Raises AccessDenied for a level that this number's password cannot prove.
        """
        with self.reading() as ledger:
            who = ledger.subscriber(normal_number(request.number))
            done = ledger.operation(request.call_id, request.step)
        kept = who.password.hash if who is not None else None
        right = done is None and self.passwords.matches(kept, password.reveal())
        if who is None:
            raise UnknownSubscriber("nobody has the number that calls")
        if not access.reachable(level, who.manages):
            raise AccessDenied(f"this number's password does not prove level {level}")

        def work(ledger: Ledger, who: Subscriber) -> Result:
            return self._tried(ledger, request, who, right and who.password.hash == kept, level)

        return self.change(request, "password.check", (level,), 0, work)

    def request_password(self, request: Request) -> Result:
        """Send a new password by SMS, which unlocks access: ``sent``, or ``too_often``."""
        with self.reading() as ledger:
            self.subject(ledger, request, access.VIEW)
        password = self._new_password()
        hashed = self.passwords.hash(password)

        def work(ledger: Ledger, who: Subscriber) -> Result:
            lately = ledger.secrets_sent(who.number, since=request.now - timedelta(days=1))
            if not access.may_request(who.password, lately, request.now):
                return Result("too_often")
            ledger.change_subscriber(
                who.number, password_hash=hashed, password_wrong=0, password_requested_at=request.now
            )
            ledger.send(who.number, request.now, messages.password(password, who.language), secret=True)
            return Result("sent")

        return self.change(request, "password.request", (), access.VIEW, work)

    # what can be seen

    def subscriber(self, request: Request, number: str | None = None) -> Subscriber:
        """The caller's own number with all that belongs to it, or another of the account (level 3)."""
        with self.reading() as ledger:
            return self.subject(ledger, request, access.VIEW, number)

    def numbers(self, request: Request) -> list[str]:
        """The numbers that the call may act for: its own, and with level 3 the account's others."""
        with self.reading() as ledger:
            who = self.subject(ledger, request, access.VIEW)
            return ledger.numbers(who.account) if self.proved(ledger, request) >= access.ACCOUNT else [who.number]

    def charges(self, request: Request) -> list[Charge]:
        """The last charges, newest first."""
        with self.reading() as ledger:
            return ledger.charges(self.subject(ledger, request, access.VIEW).number, most=LAST)

    def payments(self, request: Request) -> list[Payment]:
        """The last payments, newest first."""
        with self.reading() as ledger:
            return ledger.payments(self.subject(ledger, request, access.VIEW).number, most=LAST)

    def spending(self, request: Request) -> dict[str, int]:
        """Kopecks spent since the first of the month, by kind."""
        start = request.now.astimezone(self.zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        spent: dict[str, int] = {}
        with self.reading() as ledger:
            for charge in ledger.charges(self.subject(ledger, request, access.VIEW).number, since=start):
                spent[charge.kind] = spent.get(charge.kind, 0) + charge.amount
        return spent

    def offer_promised_payment(self, request: Request) -> tuple[str, promised_payment.Offer]:
        """Whether a promised payment may be taken, and on what terms."""
        with self.reading() as ledger:
            who = self.subject(ledger, request, access.VIEW)
            return promised_payment.offer(who.funds, ledger.promises(who.account), self.today(request.now))

    def trust_credit(self, request: Request) -> tuple[str, int]:
        """The credit of trust: ``connected``, ``available`` or ``not_available``, and its limit in kopecks."""
        with self.reading() as ledger:
            who = self.subject(ledger, request, access.VIEW)
            if who.funds.trust:
                return "connected", who.funds.trust
            limit = trust_credit.limit(who.kind, ledger.payments(who.number), request.now)
            return ("available" if limit else "not_available"), limit

    def bonus(self, request: Request) -> tuple[str, int]:
        """How the subscriber stands in the bonus programme, and their points."""
        with self.reading() as ledger:
            who = self.subject(ledger, request, access.VIEW)
            return bonus.standing(who.kind, who.bonus, request.now), who.bonus.points

    # what can be changed

    def change_tariff(self, request: Request, code: str) -> Result:
        """Change the tariff plan: ``changed``, ``same``, ``unknown``, ``not_enough_money``, ``blocked``."""
        today = self.today(request.now)
        return self.change(
            request,
            "tariff.change",
            (code,),
            access.MANAGE,
            lambda ledger, who: changes.change_tariff(ledger, who, request, today, code),
        )

    def connect_option(self, request: Request, code: str) -> Result:
        """Switch a service on: ``connected``, ``already``, ``unknown``, ``not_enough_money``, ``blocked``."""
        today = self.today(request.now)
        return self.change(
            request,
            "option.connect",
            (code,),
            access.MANAGE,
            lambda ledger, who: changes.connect_option(ledger, who, request, today, code),
        )

    def disconnect_option(self, request: Request, code: str) -> Result:
        """Switch a service off: ``disconnected``, ``not_connected``, ``unknown``."""
        return self.change(
            request,
            "option.disconnect",
            (code,),
            access.MANAGE,
            lambda ledger, who: changes.disconnect_option(ledger, who, code),
        )

    def take_promised_payment(self, request: Request, amount: int) -> Result:
        """Take a promised payment (kopecks): ``taken``, or why not."""
        today = self.today(request.now)
        return self.change(
            request,
            "promised_payment.take",
            (amount,),
            access.MANAGE,
            lambda ledger, who: changes.take_promised_payment(ledger, who, request, today, amount),
        )

    def connect_trust_credit(self, request: Request) -> Result:
        """Take the credit of trust: ``connected``, ``already``, ``not_available``."""
        return self.change(
            request,
            "trust_credit.connect",
            (),
            access.MANAGE,
            lambda ledger, who: changes.connect_trust_credit(ledger, who, request),
        )

    def disconnect_trust_credit(self, request: Request) -> Result:
        """Give the credit of trust back: ``disconnected``, ``not_connected``, ``in_use``."""
        return self.change(request, "trust_credit.disconnect", (), access.MANAGE, changes.disconnect_trust_credit)

    def join_bonus(self, request: Request) -> Result:
        """Enter the bonus programme, which is free: ``joined``, ``already``, ``not_for_companies``."""
        return self.change(
            request, "bonus.join", (), access.VIEW, lambda ledger, who: changes.join_bonus(ledger, who, request)
        )

    def resume_bonus(self, request: Request) -> Result:
        """Go on with a suspended membership: ``resumed``, ``not_suspended``, ``not_participant``."""
        return self.change(
            request, "bonus.resume", (), access.MANAGE, lambda ledger, who: changes.resume_bonus(ledger, who, request)
        )

    def exchange_points(self, request: Request, code: str) -> Result:
        """Exchange points: ``exchanged``, ``not_enough_points``, ``not_participant``, ``suspended``, ``unknown``."""
        return self.change(
            request,
            "bonus.exchange",
            (code,),
            access.MANAGE,
            lambda ledger, who: changes.exchange_points(ledger, who, request, code),
        )

    def block(self, request: Request, days: int) -> Result:
        """Block the number: ``blocked``, ``already``, ``too_long``."""
        today = self.today(request.now)
        return self.change(
            request, "block.set", (days,), access.MANAGE, lambda ledger, who: changes.block(ledger, who, today, days)
        )

    def unblock(self, request: Request) -> Result:
        """Take the block away: ``cleared``, ``not_blocked``."""
        today = self.today(request.now)
        return self.change(
            request, "block.clear", (), access.MANAGE, lambda ledger, who: changes.unblock(ledger, who, today)
        )

    # messages

    def outbox(self, number: str | None = None) -> list[tuple[str, Message]]:
        """Messages that wait to be delivered, with their numbers, oldest first."""
        with self.reading() as ledger:
            return ledger.waiting(normal_number(number) if number is not None else None)

    def delivered(self, message: int, at: datetime) -> None:
        """A message was delivered; the text of a secret one is forgotten, in the database's files too."""
        with self.changing() as ledger:
            secret = ledger.delivered(message, at, messages.MASK)
        if secret:
            wipe(self._engine)

    def _tried(self, ledger: Ledger, request: Request, who: Subscriber, right: bool, level: int) -> Result:
        if who.password.hash is None:
            return Result("no_password")
        if access.locked(who.password):
            return Result("locked")
        if not right:
            wrong = replace(who.password, wrong=who.password.wrong + 1)
            ledger.change_subscriber(who.number, password_wrong=wrong.wrong)
            left = access.attempts_left(wrong)
            return Result("wrong", {"attempts_left": left}) if left else Result("locked")
        ledger.change_subscriber(who.number, password_wrong=0)
        self.grant(ledger, request, who, level)
        return Result("granted", {"level": level})
