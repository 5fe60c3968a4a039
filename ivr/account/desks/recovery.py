"""A lost password: the control question, a company's code word, and setting them."""

from __future__ import annotations

from ivr.account.desks.access import AccessDesk
from ivr.account.errors import AccountError, UnknownSubscriber
from ivr.account.ledger import Ledger
from ivr.account.numbers import normal_number
from ivr.account.operations import Result
from ivr.account.records import Request, Subscriber
from ivr.account.rules import access, recovery
from ivr.secret import Secret


class RecoveryDesk(AccessDesk):
    """Showing who one is without a password. No password is ever told: a new one is sent by SMS."""

    def recovery_way(self, request: Request) -> tuple[str | None, str | None]:
        """How the caller may show who they are: ``code_word`` or ``control`` with the question's code, or None."""
        with self.reading() as ledger:
            who = self.subject(ledger, request, access.VIEW, request.number)
        way = recovery.way(who.control, who.company, request.now)
        return way, who.control.question if way == "control" else None

    def answer_control(self, request: Request, answer: Secret) -> Result:
        """Answer the control question: ``recovered``, ``wrong`` (with `attempts_left`), ``locked``, ``none``.

        A right answer proves level 2 for this call, and a new password is `sent`. Three wrong ones, in whatever calls,
        lock this way for a day.
        """
        new = self._fresh()
        _, right = self.guessed(request, answer, lambda who: who.control.answer)

        def work(ledger: Ledger, who: Subscriber) -> Result:
            tries = recovery.control_tries(who.control, request.now)
            if who.control.answer is None:
                return Result("none")
            if not tries:
                return Result("locked")
            if not right(who):
                wrong = recovery.MOST_WRONG - tries + 1
                locked = request.now if wrong == recovery.MOST_WRONG else None
                ledger.change_subscriber(who.number, control_wrong=wrong, control_locked_at=locked)
                return Result("locked") if locked else Result("wrong", {"attempts_left": tries - 1})
            ledger.change_subscriber(who.number, control_wrong=0, control_locked_at=None)
            return self._recovered(ledger, request, who, new)

        return self.change(request, "control.answer", (), access.VIEW, work, number=request.number)

    def answer_code_word(self, request: Request, word: Secret) -> Result:
        """Say the code word of a company: ``recovered``, ``wrong`` (with `attempts_left`), ``locked``, ``none``.

        As the control question; wrong ones count for the account, whichever of its numbers they come from, and the
        third locks this way until somebody of the operator's unlocks it.
        """
        new = self._fresh()
        _, right = self.guessed(request, word, lambda who: who.company.code_word)

        def work(ledger: Ledger, who: Subscriber) -> Result:
            tries = recovery.code_word_tries(who.company)
            if who.company.code_word is None:
                return Result("none")
            if not tries:
                return Result("locked")
            if not right(who):
                ledger.change_account(who.account, code_word_wrong=who.company.code_word_wrong + 1)
                return Result("wrong", {"attempts_left": tries - 1}) if tries > 1 else Result("locked")
            ledger.change_account(who.account, code_word_wrong=0)
            return self._recovered(ledger, request, who, new)

        return self.change(request, "code_word.answer", (), access.VIEW, work, number=request.number)

    def set_control(self, request: Request, question: str, answer: Secret, again: Secret) -> Result:
        """Choose a control question and its answer, given twice: ``set``, ``differs``, ``invalid``."""
        hashed = self.passwords.hash(answer.reveal())
        fits = recovery.fits(question, answer.reveal(), self.today(request.now))

        def work(ledger: Ledger, who: Subscriber) -> Result:
            if not fits:
                return Result("invalid")
            if answer != again:
                return Result("differs")
            ledger.change_subscriber(
                who.number,
                control_question=question,
                control_answer=hashed,
                control_wrong=0,
                control_locked_at=None,
            )
            return Result("set")

        return self.change(request, "control.set", (question,), access.MANAGE, work, number=request.number)

    def unlock_recovery(self, number: str) -> None:
        """Somebody of the operator's has seen who it is: control question and code word may be tried again.

        Raises UnknownSubscriber.
        """
        with self.changing() as ledger:
            who = _anybody(ledger, number)
            ledger.change_subscriber(who.number, control_wrong=0, control_locked_at=None)
            ledger.change_account(who.account, code_word_wrong=0)

    def set_code_word(self, number: str, word: Secret) -> None:
        """The code word of a number's company, as it was agreed on in writing.

        Raises UnknownSubscriber, and AccountError when it is no company's number or the word is not made of digits.
        """
        least, most = recovery.CODE_WORD
        if not (least <= len(word) <= most and word.reveal().isascii() and word.reveal().isdigit()):
            raise AccountError(f"a code word is {least} to {most} digits, for a telephone's keys")
        hashed = self.passwords.hash(word.reveal())
        with self.changing() as ledger:
            who = _anybody(ledger, number)
            if who.kind != "corporate":
                raise AccountError("code words are for companies; a person has a control question")
            ledger.change_account(who.account, code_word=hashed, code_word_wrong=0)

    def _fresh(self) -> tuple[str, str]:
        password = self._new_password()
        return password, self.passwords.hash(password)

    def _recovered(self, ledger: Ledger, request: Request, who: Subscriber, new: tuple[str, str]) -> Result:
        password, hashed = new
        sent = self.issue_password(ledger, request, who, password, hashed)
        ledger.drop_challenge(request.call_id, who.number)
        self.grant(ledger, request, who, access.MANAGE)
        return Result("recovered", {"sent": sent})


def _anybody(ledger: Ledger, number: str) -> Subscriber:
    who = ledger.subscriber(normal_number(number))
    if who is None:
        raise UnknownSubscriber(f"nobody has the number {number}")
    return who
