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
    _new_challenge: Callable[[], str]

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
        """Try a password: ``granted``, ``wrong`` (with `attempts_left`), ``challenge``, ``locked``, or ``no_password``.

        Wrong tries are counted for the subscriber, whoever calls and whenever; after five access is locked until a
        new password is requested. After two, a company's number gets a ``challenge``: `digits` to be spoken and
        repeated (`answer_challenge`) before the next password is looked at. Who acts for another number proves level
        3, whatever was asked for. Raises AccessDenied for a level that this number's password cannot prove.
        """
        who, right = self.guessed(request, password, lambda who: who.password.hash)
        if not access.reachable(level, who.manages):
            raise AccessDenied(f"this number's password does not prove level {level}")

        def work(ledger: Ledger, who: Subscriber) -> Result:
            return self._tried(ledger, request, who, right(who), level)

        return self.change(request, "password.check", (level,), 0, work, number=request.number)

    def answer_challenge(self, request: Request, digits: Secret) -> Result:
        """Repeat the digits that the call was given: ``passed``, which lets one more password be tried, ``wrong`` (with
        other `digits`), ``locked``, or ``over`` when there are none to repeat (any more).

        Wrong ones count as wrong passwords do. What was said is kept nowhere: it may be the password.
        """

        def work(ledger: Ledger, who: Subscriber) -> Result:
            if access.locked(who.password):
                return Result("locked")
            asked = ledger.challenge(request.call_id, who.number)
            if asked is None or asked.passed or not access.holds(asked.until, request.now, access.CHALLENGE):
                return Result("over")
            if digits.reveal() == asked.digits:
                ledger.pass_challenge(request.call_id, who.number, request.now + access.CHALLENGE)
                return Result("passed")
            return self._wrong(ledger, request, who, "wrong")

        return self.change(request, "challenge.answer", (), access.VIEW, work, number=request.number)

    def request_password(self, request: Request) -> Result:
        """Send a new password by SMS, which unlocks access: ``sent``, or ``too_often``."""
        return self._send_password(request, "password.request", again=False)

    def repeat_password(self, request: Request) -> Result:
        """Send the password again, for who did not get it: ``sent``, or ``too_often``.

        The same one while it waits to be delivered; afterwards nobody knows it any more, and a new one is sent, as it
        is when access is locked. The caller is not told which: the last one to come is the one that works.
        """
        return self._send_password(request, "password.again", again=True)

    def issue_password(
        self, ledger: Ledger, request: Request, who: Subscriber, password: str, hashed: str | None
    ) -> bool:
        """Put a password on its way, within the day's bounds. hashed: None when it is the one they have."""
        lately = ledger.secrets_sent(who.number, since=request.now - timedelta(days=1))
        if not access.may_request(who.password, lately, request.now):
            return False
        if hashed is None:
            text = password
        else:
            ledger.change_subscriber(who.number, password_hash=hashed, password_wrong=0)
            text = messages.written(messages.PASSWORD, who.writing, request.now, password=password)
        ledger.change_subscriber(who.number, password_requested_at=request.now)
        ledger.send(who.number, request.now, text, secret=True)
        return True

    def guessed(
        self, request: Request, secret: Secret, kept: Callable[[Subscriber], str | None]
    ) -> tuple[Subscriber, Callable[[Subscriber], bool]]:
        """Whether a secret is the one that is kept of a subscriber, told for that subscriber as read again later.

        Hashing takes its time, and is done outside of any transaction: as much of it for a number that nobody has,
        which then raises UnknownSubscriber.
        """
        with self.reading() as ledger:
            who = ledger.subscriber(normal_number(request.number))
            done = ledger.operation(request.call_id, request.step)
        before = kept(who) if who is not None else None
        right = done is None and self.passwords.matches(before, secret.reveal())
        if who is None:
            raise UnknownSubscriber("nobody has the number that calls")
        return who, lambda who: right and kept(who) == before

    def subscriber(self, request: Request, number: str | None = None) -> Subscriber:
        """The caller's own number with all that belongs to it, or another of the account (level 3)."""
        with self.reading() as ledger:
            return self.subject(ledger, request, access.VIEW, number)

    def numbers(self, request: Request) -> list[str]:
        """The numbers that the call may act for: its own, and with level 3 the account's others."""
        with self.reading() as ledger:
            who = self.subject(ledger, request, access.VIEW, request.number)
            proved = access.held(self.proved(ledger, request), who.manages)
            return ledger.numbers(who.account) if proved >= access.ACCOUNT else [who.number]

    def _send_password(self, request: Request, name: str, *, again: bool) -> Result:
        password = self._new_password()
        hashed = self.passwords.hash(password)  # for a number that nobody has, and for one that is refused, too

        def work(ledger: Ledger, who: Subscriber) -> Result:
            usable = again and who.password.hash is not None and not access.locked(who.password)
            waiting = ledger.last_secret(who.number) if usable else None
            sent = (
                self.issue_password(ledger, request, who, password, hashed)
                if waiting is None
                else self.issue_password(ledger, request, who, waiting, None)
            )
            return Result("sent" if sent else "too_often")

        return self.change(request, name, (), access.VIEW, work, number=request.number)

    def _tried(self, ledger: Ledger, request: Request, who: Subscriber, right: bool, level: int) -> Result:
        if who.password.hash is None:
            return Result("no_password")
        if access.locked(who.password):
            return Result("locked")
        if access.challenged(who.kind, who.password) and not _let_through(ledger, request, who.number):
            return self._challenge(ledger, request, who, "challenge")
        if not right:
            return self._wrong(ledger, request, who, "challenge")
        ledger.change_subscriber(who.number, password_wrong=0)
        if who.manages and self._acts(ledger, request, who):
            level = access.ACCOUNT
        self.grant(ledger, request, who, level)
        return Result("granted", {"level": level})

    def _acts(self, ledger: Ledger, request: Request, who: Subscriber) -> bool:
        grant = ledger.grant(request.call_id, who.number)
        return grant is not None and grant.acting is not None

    def _wrong(self, ledger: Ledger, request: Request, who: Subscriber, challenge: str) -> Result:
        """Count a wrong try. challenge: the outcome that gives digits to be repeated, where they are."""
        password = replace(who.password, wrong=who.password.wrong + 1)
        ledger.change_subscriber(who.number, password_wrong=password.wrong)
        ledger.drop_challenge(request.call_id, who.number)
        if access.locked(password):
            return Result("locked")
        if access.challenged(who.kind, password):
            return self._challenge(ledger, request, replace(who, password=password), challenge)
        return Result("wrong", {"attempts_left": access.attempts_left(password)})

    def _challenge(self, ledger: Ledger, request: Request, who: Subscriber, outcome: str) -> Result:
        digits = self._new_challenge()
        ledger.set_challenge(request.call_id, who.number, digits, request.now + access.CHALLENGE)
        return Result(outcome, {"digits": digits, "attempts_left": access.attempts_left(who.password)})


def _let_through(ledger: Ledger, request: Request, number: str) -> bool:
    """Whether the call has repeated its digits; that lets one password be tried."""
    asked = ledger.challenge(request.call_id, number)
    if asked is None or not asked.passed or not access.holds(asked.until, request.now, access.CHALLENGE):
        return False
    ledger.drop_challenge(request.call_id, number)
    return True
