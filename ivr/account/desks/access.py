"""Who calls, and proving it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from ivr.account import messages
from ivr.account.errors import AccessDenied, UnknownSubscriber
from ivr.account.ledger import Ledger
from ivr.account.numbers import normal_number
from ivr.account.operations import Result
from ivr.account.passwords import Passwords
from ivr.account.records import Request, Subscriber
from ivr.account.rules import access
from ivr.account.transactions import Transactions
from ivr.secret import Secret


class AccessDesk(Transactions):
    """Passwords and the access levels they prove."""

    passwords: Passwords
    _new_password: Callable[[], str]

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
            text = messages.written(messages.PASSWORD, who.writing, request.now, password=password)
            ledger.send(who.number, request.now, text, secret=True)
            return Result("sent")

        return self.change(request, "password.request", (), access.VIEW, work)

    def subscriber(self, request: Request, number: str | None = None) -> Subscriber:
        """The caller's own number with all that belongs to it, or another of the account (level 3)."""
        with self.reading() as ledger:
            return self.subject(ledger, request, access.VIEW, number)

    def numbers(self, request: Request) -> list[str]:
        """The numbers that the call may act for: its own, and with level 3 the account's others."""
        with self.reading() as ledger:
            who = self.subject(ledger, request, access.VIEW)
            return ledger.numbers(who.account) if self.proved(ledger, request) >= access.ACCOUNT else [who.number]

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
