"""Money from elsewhere: express cards, and asking others to call or to pay."""

from __future__ import annotations

from typing import Final

from ivr.account import messages
from ivr.account.cards import fingerprint, random_code
from ivr.account.ledger import Ledger
from ivr.account.numbers import normal_number
from ivr.account.operations import Result
from ivr.account.records import CardTries, Request, Subscriber, Writing
from ivr.account.rules import access, cards, favours, numbers
from ivr.account.transactions import Transactions
from ivr.secret import Secret

_TEXTS: Final = {favours.CALL_ME: messages.CALL_ME, favours.PAY_FOR_ME: messages.PAY_FOR_ME}


class TopUpDesk(Transactions):
    """What brings money into an account."""

    def top_up(self, request: Request, code: Secret) -> Result:
        """Pay by the code of an express card: ``paid`` (`amount`), ``wrong`` or ``used`` (`attempts_left`), ``locked``.

        Codes that pay nothing are counted for the subscriber, whoever calls and whenever; five in a row lock it for a
        day. Open promised payments are settled first. A card that paid for the subscriber a moment ago has paid: they
        ask again because they have not heard of it.
        """
        kept = fingerprint(code.reveal())
        possible = cards.is_code(code.reveal())

        def work(ledger: Ledger, who: Subscriber) -> Result:
            if cards.locked(who.cards, request.now):
                return Result("locked")
            known = possible and ledger.has_card(kept)
            amount = ledger.use_card(kept, who.number, request.now) if known else None
            before = ledger.just_paid(kept, who.number, request.now - cards.ASKED_AGAIN) if known else None
            if amount is None and before is not None:
                return Result("paid", {"amount": before, "settled": 0})
            if amount is None:
                tries = cards.after_wrong(who.cards, request.now)
                ledger.change_subscriber(who.number, card_wrong=tries.wrong, card_locked_at=tries.locked_at)
                if tries.locked_at is not None:
                    return Result("locked")
                return Result("used" if known else "wrong", {"attempts_left": cards.attempts_left(tries)})
            if who.cards != CardTries():
                ledger.change_subscriber(who.number, card_wrong=0, card_locked_at=None)
            settled = ledger.pay_in(who, request.now, amount)
            return Result("paid", {"amount": amount, "settled": settled})

        return self.change(request, "card.pay", (kept,), access.VIEW, work)

    def ask(self, request: Request, kind: str, to: str) -> Result:
        """Ask a number to call back (``call_me``) or to pay (``pay_for_me``), by SMS: ``sent``, ``too_many``, ``own``,
        ``invalid``. It is free; who has the asker in their black list gets nothing, and the asker is not told."""
        other = normal_number(to)

        def work(ledger: Ledger, who: Subscriber) -> Result:
            if not numbers.usable(other) or kind not in _TEXTS:
                return Result("invalid")
            if other == who.number:
                return Result("own")
            if ledger.favours(who.number, kind, since=request.now - favours.DAY) >= favours.MOST_A_DAY:
                return Result("too_many")
            ledger.add_favour(who.number, kind, other, request.now)
            if who.number not in ledger.listed(other, numbers.BLACK):
                how = ledger.writing(other) or Writing()
                text = messages.written(_TEXTS[kind], how, request.now, number=who.number)
                ledger.send(other, request.now, text)
            return Result("sent")

        return self.change(request, f"favour.{kind}", (other,), access.VIEW, work)

    def make_cards(self, count: int, amount: int) -> list[str]:
        """For the operator's people: new cards of so many kopecks each; their codes, which are kept nowhere."""
        codes = [random_code() for _ in range(count)]
        with self.changing() as ledger:
            for code in codes:
                ledger.add_card(fingerprint(code), amount)
        return codes
