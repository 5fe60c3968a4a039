"""The simulated caller: dials, hears, presses and speaks in virtual time, and says what came instead.

    caller.account(balance=121.05).dial("0505").hears("Здравствуйте").press("1 1").hears("сто двадцать один рубль")

Every act is done at once, as a caller does it who knows the menu: a key pressed while the service speaks interrupts it.
Every expectation first hears the service out: until it waits for an answer, or has parted. Words are then looked for in
what was spoken since the caller last pressed, spoke or kept silent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from ivr.dialog.effects import Effect
from ivr.dialog.events import Dialled, Event, Heard, HungUp, Hypothesis, KeyPressed, SpeechStarted
from ivr.dialog.state import ASKING, ENDED, NEW
from ivr.dialog.turn import BETWEEN_KEYS, FIRST_KEY, SPEECH
from ivr.menu.model import TRANSFER_OUTCOMES
from ivr.testing import transcript
from ivr.testing.account import Account, OpenAccount, open_account
from ivr.testing.coverage import place
from ivr.testing.expectations import CallFailed, differences, is_heard
from ivr.testing.finding import Unknown
from ivr.testing.line import Line
from ivr.testing.notes import Notes
from ivr.testing.script import CONNECTED, Simulation
from ivr.testing.transcript import Told

if TYPE_CHECKING:
    from ivr.testing.subject import Subject

NUMBER: Final = "+79221234567"
"""Who calls unless a test says otherwise."""

AT: Final = datetime(2026, 3, 2, 12, 0)
"""When calls are made unless a test says otherwise, local to the service: a Monday noon, always the same."""

PATIENCE: Final = 3600.0
"""Seconds of a call's clock that a caller hears the service out at most."""


class Caller:
    """One caller and one call. Every method but the asking ones answers with the caller, so that they can be chained.

    Failed expectations, and acts that are not possible any more, raise `CallFailed` with the transcript.
    """

    def __init__(self, subject: Subject, opening: OpenAccount | None = None) -> None:
        """opening: opens the account of the call."""
        self._subject = subject
        self._opening = opening
        self._service = subject.service
        self._facts: dict[str, Any] | None = {}
        self._others: dict[str, Mapping[str, Any]] = {}
        self._number = NUMBER
        self._simulations: dict[str, Simulation] = {}
        self._transfer = CONNECTED
        self._account: Account | None = None
        self._began = AT
        self._finished = False
        self._line: Line | None = None
        self._notes = Notes()
        self._troubles_told = 0

    # before and around the call

    def account(self, /, **facts: Any) -> Caller:
        """What the caller's account is like before the call (as in ``account:`` of a script). Given before `dial`."""
        self._not_yet("account")
        self._facts = {**(self._facts or {}), **facts}
        return self

    def nobody(self) -> Caller:
        """The caller's number is not in the account system. Given before `dial`."""
        self._not_yet("nobody")
        self._facts = None
        return self

    def other(self, number: str, /, **facts: Any) -> Caller:
        """Somebody else in the account system, and what theirs is like. Given before `dial`."""
        self._not_yet("other")
        self._others[number] = facts
        return self

    def simulates(
        self,
        action: str,
        outcome: str | Simulation | None = None,
        *,
        value: Any = None,
        level: int | None = None,
        after: float = 0.0,
    ) -> Caller:
        """From now on an action ends as told: with a made-up outcome (it does not run), or only `after` seconds."""
        made = outcome if isinstance(outcome, Simulation) else Simulation(outcome, value, level, after)
        self._known(self._subject.names.simulated(action, made))
        self._simulations[action] = made
        return self

    def transfer(self, outcome: str) -> Caller:
        """How transfers end from now on: ``connected`` (if nothing is told), ``busy``, ``no_answer`` or ``failed``."""
        known = (CONNECTED, *TRANSFER_OUTCOMES)
        if outcome not in known:
            raise CallFailed(f"a transfer cannot end {outcome}: it ends {', '.join(known)}")
        self._transfer = outcome
        return self

    def dial(
        self,
        number: str | None = None,
        *,
        caller: str | None = None,
        language: str | None = None,
        at: datetime | None = None,
    ) -> Caller:
        """Call. number: dialled; caller: calling number; at: when, naive is local to the service."""
        if self._line is not None:
            raise CallFailed("the caller has dialled already: one caller makes one call")
        self._known(self._subject.names.dialled(number))
        self._number = caller or NUMBER
        zone = ZoneInfo(self._service.timezone)
        when = at or AT
        when = when.replace(tzinfo=zone) if when.tzinfo is None else when
        subscribers = {**self._others, **({} if self._facts is None else {self._number: self._facts})}
        self._account = open_account(self._opening, subscribers, when)
        self._began = when
        self._line = Line(
            self._subject.program,
            account=self._account.system if self._account is not None else None,
            simulations=self._simulations,
            transfer_ends=lambda: self._transfer,
            listeners=(self._note, self._subject.coverage),
        )
        called = number or next(iter(self._service.numbers))
        self._line.start(Dialled(self._subject.next_call_id(), self._number, called, when, language))
        return self

    # acts

    def press(self, keys: str) -> Caller:
        """Press keys at once. A space waits until the service listens; keys without one between them are type-ahead.

        The first key of a group comes no sooner than it can agree to what is asked.
        """
        for number, group in enumerate(keys.split()):
            if number:
                self._until_listening()
            elif self._line is not None:
                self._notes.took.clear()
            self._until_heard()
            for key in group:
                self._act(KeyPressed(key))
        return self

    def say(self, text: str, confidence: float = 1.0, *others: str) -> Caller:
        """Say words as soon as the service listens. confidence: the recogniser's. others: other readings of them."""
        self._until_listening()
        self._notes.took.clear()
        self._act(SpeechStarted())
        self._act(Heard(tuple(Hypothesis(each, confidence) for each in (text, *others))))
        return self

    def waits(self, seconds: float) -> Caller:
        """Let time pass, and do nothing."""
        self._calling().advance(seconds)
        return self

    def silent(self) -> Caller:
        """Keep silent until the service has lost patience: its question gets no answer."""
        line = self._hear_out()
        if self.ended or FIRST_KEY not in line.session.state.timers:
            raise self._failed("the service does not wait for an answer, so silence tells it nothing")
        self._notes.took.clear()
        self._notes.spoken.clear()
        timers = line.session.state.timers
        running = timers[FIRST_KEY]
        while timers.get(FIRST_KEY) == running and line.next():
            pass
        return self

    def hangs_up(self) -> Caller:
        """Hang up."""
        self._act(HungUp())
        return self

    def finish(self) -> None:
        """Hear the service out, hang up if the call goes on, and fail for faults of the service that came up in it."""
        try:
            if self._line is not None and not self._hear_out().session.ended:
                self.hangs_up()
        finally:
            self._finished = True
            if self._account is not None:
                self._account.close()
                self._account = None
        if len(self._notes.troubles) > self._troubles_told:
            self._troubles_told = len(self._notes.troubles)
            raise self._failed("the service has a fault: " + "; ".join(self._notes.troubles))

    # expectations

    def hears(self, *fragments: str) -> Caller:
        """The words of each fragment were spoken since the caller's last act. Case, dots, ё or е do not matter."""
        self._hear_out()
        said = [say.text for say in self._notes.spoken]
        for fragment in fragments:
            if not is_heard(fragment, said):
                raise self._failed(f"expected to hear «{fragment}», heard {_told(said)}")
        return self

    def never_hears(self, *fragments: str) -> Caller:
        """None of the fragments was spoken since the caller's last act."""
        self._hear_out()
        said = [say.text for say in self._notes.spoken]
        for fragment in fragments:
            if is_heard(fragment, said):
                raise self._failed(f"expected never to hear «{fragment}», heard {_told(said)}")
        return self

    def took(self, outcome: str) -> Caller:
        """An outcome came about since the caller's last act: ``node.outcome``, or ``dialog:node.outcome``."""
        self._hear_out()
        names = dict.fromkeys(f"{place(took.dialog, took.node)}.{took.outcome}" for took in self._notes.took)
        if not any(outcome in (name, name.partition(":")[2]) for name in names):
            raise self._failed(f"expected the outcome {outcome}, there was {', '.join(names) or 'none'}")
        return self

    def is_at(self, node: str) -> Caller:
        """The conversation stands at a node: ``node``, or ``dialog:node``."""
        frame = self._hear_out().session.state.frames[-1]
        if node not in (frame.node, place(frame.dialog, frame.node)):
            raise self._failed(f"expected to be at {node}, the call is at {place(frame.dialog, frame.node)}")
        return self

    def is_hung_up(self, ended: bool = True) -> Caller:
        """The service has hung up (or, with False, has not: it waits or has handed the caller on)."""
        self._hear_out()
        if self._notes.hung_up is not ended:
            raise self._failed(f"expected the service {'to have' if ended else 'not to have'} hung up")
        return self

    def is_transferred_to(self, number: str) -> Caller:
        """The service has last transferred the caller to this number or name, well or not."""
        self._hear_out()
        if self._notes.destination != number:
            instead = f"it was to {self._notes.destination}" if self._notes.destination else "there was none"
            raise self._failed(f"expected a transfer to {number}, {instead}")
        return self

    def gets_sms(self, *fragments: str) -> Caller:
        """Messages with these words have come to the caller."""
        self._hear_out()
        messages = self._accounts().messages(self._number)
        for fragment in fragments:
            if not any(is_heard(fragment, [message]) for message in messages):
                # The messages themselves are not shown: they may hold a password.
                raise self._failed(f"expected an SMS with «{fragment}», {len(messages)} came and none has it")
        return self

    def account_shows(self, /, **facts: Any) -> Caller:
        """The caller's account shows these facts now, beside others."""
        self._hear_out()
        now = self._began + timedelta(seconds=self.seconds)
        found = differences(facts, self._accounts().show(self._number, now))
        if found:
            raise self._failed(f"the account is not as expected: {'; '.join(found)}")
        return self

    # what can be asked

    @property
    def ended(self) -> bool:
        """Whether the call is over for the service."""
        return self._line is not None and self._line.session.ended

    @property
    def seconds(self) -> float:
        """How long the call has been, by its own clock."""
        return self._line.now() if self._line is not None else 0.0

    @property
    def heard(self) -> str:
        """What the service has said since the caller's last act."""
        self._hear_out()
        return " ".join(say.text for say in self._notes.spoken)

    def transcript(self) -> list[str]:
        """The call so far, line by line, secrets masked."""
        return transcript.transcript(self._service, self._notes.steps)

    def told(self) -> list[Told]:
        """What happened in the call so far, secrets masked, for programs."""
        return transcript.told(self._service, self._notes.steps)

    # within

    def _calling(self) -> Line:
        if self._line is None:
            raise CallFailed("nobody has been called yet: begin with dial(…)")
        if self.ended:
            raise self._failed("the call is over already")
        return self._line

    def _act(self, event: Event) -> None:
        self._calling().post(event)

    def _until_listening(self) -> None:
        """Let time pass until an answer would be taken at once."""
        line = self._calling()
        state = line.session.state
        deadline = line.now() + PATIENCE
        while not (state.phase == ASKING and all(barge_in for _, barge_in in state.saying)):
            if self.ended or line.now() > deadline or not line.next():
                raise self._failed("the service does not listen")

    def _until_heard(self) -> None:
        """Let the moment pass in which a yes does not count."""
        if self._line is not None and not self.ended:
            self._line.advance(max(0.0, self._line.session.state.question.agree_from - self._line.now()))

    def _hear_out(self) -> Line:
        """Let time pass until the service waits for an answer, or is done."""
        line = self._line
        if line is None:
            raise CallFailed("nobody has been called yet: begin with dial(…)")
        deadline = line.now() + PATIENCE
        while not self._waiting(line):
            if not line.next():
                break
            if line.now() > deadline:
                raise self._failed(f"the service has not asked anything for {PATIENCE:g} seconds")
        return line

    @staticmethod
    def _waiting(line: Line) -> bool:
        state = line.session.state
        if state.phase == ASKING:
            return not state.saying and not {BETWEEN_KEYS, SPEECH} & state.timers.keys()
        return state.phase in (NEW, ENDED)

    def _accounts(self) -> Account:
        if self._account is None:
            raise self._failed("the call is finished" if self._finished else "the service under test has no account")
        return self._account

    def _not_yet(self, method: str) -> None:
        if self._line is not None:
            raise CallFailed(f"the account is prepared before the call: write {method}(…) before dial(…)")

    @staticmethod
    def _known(unknown: Unknown | None) -> None:
        if unknown is not None:
            raise CallFailed(f"{unknown}; {unknown.hint}" if unknown.hint else str(unknown))

    def _failed(self, message: str) -> CallFailed:
        return CallFailed(message, self.transcript())

    def _note(self, now: float, event: Event, effects: Sequence[Effect]) -> None:
        """Keep what happened: the call's listener."""
        saying = self._line.session.state.saying if self._line is not None else ()
        self._notes.add(now, event, effects, {number for number, _ in saying})


def _told(said: Sequence[str]) -> str:
    return f"«{' '.join(said)}»" if said else "nothing"
