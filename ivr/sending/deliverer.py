"""The loop that empties the outbox: claims each message, hands it to the sender, and says what came of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Protocol

from ivr.secret import Secret
from ivr.sending.claims import Claim, Claims
from ivr.sending.sender import Accepted, Answer, Later, Refused, Sender, Sms

log = logging.getLogger("ivr.sending")

SEND_SECONDS: Final = 60.0
"""How long a sender may take for a message."""

LEASE: Final = timedelta(seconds=180)
"""How long a message is one process's own: longer than sending and writing down what came of it."""

FIRST_PAUSE: Final = timedelta(seconds=5)
LONGEST_PAUSE: Final = timedelta(minutes=15)
"""The pause after a failure: the first, doubled with each, up to the longest."""

GIVE_UP: Final = timedelta(days=1)
"""How long a message is tried."""

LOOK_SECONDS: Final = 1.0
"""How often the outbox is looked into."""

AT_ONCE: Final = 8
"""Messages on their way at once."""

ROUND_SECONDS: Final = 1.0
"""After so long the outbox is looked into again, whatever is left of it: a password written since then goes first."""

DOWN_SECONDS: Final = 5.0
"""How long nothing is tried when the way to the other side is down."""


class Waiting(Protocol):
    """A message of an outbox."""

    @property
    def id(self) -> int:
        """Its number."""
        ...

    @property
    def at(self) -> datetime:
        """When it was written."""
        ...

    @property
    def text(self) -> str:
        """Its text."""
        ...

    @property
    def secret(self) -> bool:
        """Whether the text holds a password."""
        ...


class Outbox(Protocol):
    """What is asked of an account system: `ivr.account.Accounts`."""

    def outbox(self) -> Sequence[tuple[str, Any]]:
        """Messages (`Waiting`) that wait to be delivered, oldest first, with their numbers."""
        ...

    def delivered(self, message: int, at: datetime) -> None:
        """A message was delivered."""
        ...


@dataclass(frozen=True, slots=True)
class Round:
    """What came of one look into the outbox, in messages. waiting: those left in it that are not given up."""

    sent: int = 0
    later: int = 0
    refused: int = 0
    waiting: int = 0

    def __add__(self, later: Round) -> Round:
        """Both together; what waits is what waited at last."""
        return Round(self.sent + later.sent, self.later + later.later, self.refused + later.refused, later.waiting)


@dataclass(frozen=True, slots=True)
class _Look:
    """What is in the outbox. lines: by number, the messages that may go now, oldest first: past those given up, up to
    one that has to wait; numbers that a password waits for come before others. waiting: how many there are without
    those given up. there: all of them. late: a number has to wait."""

    lines: dict[str, list[Any]]
    waiting: int
    there: set[tuple[int, datetime]]
    late: bool


class Deliverer:
    """Sends what waits. Several processes may do so from one outbox: their claims keep them apart."""

    def __init__(
        self,
        outbox: Outbox,
        claims: Claims,
        sender: Sender,
        *,
        now: Callable[[], datetime] | None = None,
        looked: Callable[[Round], None] | None = None,
    ) -> None:
        """now: the wall clock's aware time. looked: told what came of each look into the outbox."""
        self._outbox = outbox
        self._claims = claims
        self._sender = sender
        self._now = now or (lambda: datetime.now(UTC))
        self._looked = looked
        self._told = ""
        self._late: set[str] = set()
        self._pause = 0.0

    async def run(self, stop: asyncio.Event, *, every: float = LOOK_SECONDS) -> None:
        """Look into the outbox again and again until told to stop; what is on its way then is finished.

        Trouble with the database is logged, once for each kind of it, and does not end the loop.
        """
        while not stop.is_set():
            wait = every
            try:
                came, more = await self._round(stop)
                self._told = ""
                if self._looked is not None:
                    self._looked(came)
                wait = 0.0 if more else max(every, self._pause)
            except Exception as error:
                self._tell(error)
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await stop.wait()

    async def once(self, stop: asyncio.Event | None = None) -> Round:
        """Send all that may be sent now: to one number in the order of writing, to several at once.

        stop: when it is set, no more are begun. Raises what the outbox and the claims raise.
        """
        came, more = await self._round(stop)
        while more:
            next_came, more = await self._round(stop)
            came += next_came
        return came

    async def _round(self, stop: asyncio.Event | None) -> tuple[Round, bool]:
        """Send for a while; what came of it, and whether more may be sent now."""
        look = await asyncio.to_thread(self._look)
        lines = iter(look.lines.items())
        over = asyncio.get_running_loop().time() + ROUND_SECONDS
        answers: list[Answer] = []
        cut = False

        def is_over() -> bool:
            nonlocal cut
            cut = cut or asyncio.get_running_loop().time() >= over
            return cut or self._pause > 0 or (stop is not None and stop.is_set())

        async def some() -> None:
            for number, messages in lines:
                for message in messages:
                    answer = await self._deliver(number, message)
                    answers.extend([] if answer is None else [answer])
                    if isinstance(answer, Later) and answer.down:
                        self._pause = DOWN_SECONDS
                    if is_over():
                        return
                    if answer is None or isinstance(answer, Later):
                        break  # what was written later comes later

        self._pause = 0.0
        done = await asyncio.gather(*(some() for _ in range(AT_ONCE)), return_exceptions=True)
        for failed in done:
            if isinstance(failed, BaseException):
                raise failed
        if answers:
            await asyncio.to_thread(self._claims.forget, self._now(), look.there)
        self._tell_late({one.reason for one in answers if isinstance(one, Later)}, late=look.late)
        sent, later, refused = (sum(isinstance(one, kind) for one in answers) for kind in (Accepted, Later, Refused))
        stopped = self._pause > 0 or (stop is not None and stop.is_set())
        return Round(sent, later, refused, look.waiting - sent - refused), cut and not stopped

    def _look(self) -> _Look:
        now, known = self._now(), self._claims.known()
        lines: dict[str, list[Any]] = {}
        held: set[str] = set()
        there: set[tuple[int, datetime]] = set()
        waiting = 0
        for number, message in self._outbox.outbox():
            there.add((message.id, message.at))
            delivery = known.get((message.id, message.at))
            if delivery is not None and delivery.gave_up is not None:
                continue
            waiting += 1
            if number in held:
                continue
            if delivery is not None and not delivery.is_due(now):
                held.add(number)
            else:
                lines.setdefault(number, []).append(message)
        first = sorted(lines.items(), key=lambda line: not any(message.secret for message in line[1]))
        return _Look(dict(first), waiting, there, late=bool(held))

    async def _deliver(self, number: str, message: Waiting) -> Answer | None:
        """What came of a message; None when another process has it."""
        claim = await asyncio.to_thread(self._claims.claim, message.id, message.at, self._now(), LEASE)
        if claim is None:
            return None
        answer: Answer = Accepted()
        if not claim.accepted:
            answer = await self._send(number, message, claim)
            answer = await self._written(claim, answer)
        if isinstance(answer, Accepted):
            await asyncio.to_thread(self._outbox.delivered, message.id, self._now())
        return answer

    async def _send(self, number: str, message: Waiting, claim: Claim) -> Answer:
        sms = Sms(f"{claim.message}-{claim.written:%Y%m%dT%H%M%S%f}", number, Secret(message.text), message.secret)
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return await self._sender.send(sms)
        except TimeoutError:
            return Later("the sender took too long", down=True)
        except Exception as error:  # its text may hold the message's
            return Later(f"the sender failed ({type(error).__name__})")

    async def _written(self, claim: Claim, answer: Answer) -> Answer:
        """Write down what came of it; what was tried for a day becomes refused."""
        now = self._now()
        if isinstance(answer, Later) and now - claim.first >= GIVE_UP:
            answer = Refused(f"tried for a day; at last: {answer.reason}")
        match answer:
            case Accepted():
                await asyncio.to_thread(self._claims.accepted, claim, now, answer.reference)
            case Later():
                asked = min(answer.seconds or 0, LONGEST_PAUSE.total_seconds())
                wait = max(pause(claim.tries), timedelta(seconds=asked))
                await asyncio.to_thread(self._claims.later, claim, now + wait, answer.reason)
            case Refused():
                log.warning("SMS %s is given up: %s", claim.message, answer.reason)
                await asyncio.to_thread(self._claims.gave_up, claim, now, answer.reason)
        return answer

    def _tell_late(self, reasons: set[str], *, late: bool) -> None:
        """Log each reason why messages wait when it begins, and the end of all of them. late: some wait already."""
        for reason in sorted(reasons - self._late):
            log.warning("SMS wait: %s. They are tried again, for a day", reason)
        self._late |= reasons
        if self._late and not reasons and not late:
            log.warning("SMS wait no longer")
            self._late.clear()

    def _tell(self, error: Exception) -> None:
        """Log trouble when it begins, not at every look. A database's error holds no values; another's may."""
        from ivr.database import DatabaseError

        told = str(error) if isinstance(error, DatabaseError) else type(error).__name__
        if told != self._told:
            log.error("SMS are not sent: %s", told)
            self._told = told


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries failed."""
    doublings: int = min(tries - 1, 16)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
