"""Holding a call in this terminal: the channel, the clock and the worker of a real call, and the caller's phone."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol, TextIO, TypeAlias

from ivr.call import Call, Listener
from ivr.channels.base import Ears, Notices, Speaker
from ivr.channels.terminal import Screen, TerminalChannel, keyboard
from ivr.channels.terminal.channel import HELP, HINTS, LINE_HELP, LINE_HINTS
from ivr.clock import AsyncioClock, Clock
from ivr.dialog import Program, Session
from ivr.dialog.effects import Effect
from ivr.dialog.events import ActionDone, Dialled, Event
from ivr.menu.model import Service
from ivr.phone import Phone
from ivr.worker import AsyncioWorker, OpeningWorker

ENDS: Final = {
    "caller hung up": "You hung up.",
    "completed": "The service hung up.",
    "transferred": "You were handed on: from here on a person would speak.",
    "trouble": "The service hung up: it has a fault.",
}
"""How the end of a call is told in the terminal."""


class WithSound(Protocol):
    """The sound of a call: `ivr.channels.microphone.Microphone`."""

    @property
    def ears(self) -> Ears:
        """What hears the caller."""
        ...

    def speaker(self, notices: Notices) -> Speaker:
        """What speaks to the caller."""
        ...

    def close(self) -> None:
        """End the sound."""
        ...


MakeSound: TypeAlias = Callable[[asyncio.AbstractEventLoop, Clock, Callable[[str], None]], WithSound | None]
"""Opens the sound of a call in this loop and by this clock; None where there is none. The last is told, in a line each,
what the caller should know of it."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a terminal call is held. pace: of the speech; colour: use colours; strokes: the keyboard gives single
    strokes, else whole lines; transfer_ends: how simulated transfers end.
    """

    pace: float = 1.0
    colour: bool = True
    strokes: bool = True
    transfer_ends: str = "connected"


def in_terminal(
    program: Program,
    dialled: Dialled,
    *,
    account: Callable[[], Any] = lambda: None,
    listeners: Iterable[Listener] = (),
    manner: Manner | None = None,
    sound: MakeSound | None = None,
    out: TextIO | None = None,
) -> Session:
    """Hold a call with whoever sits at the terminal, to its end.

    account: opens the account system, in another thread while the greeting is spoken; what it raises ends the call and
    is raised here. SMS to the caller in its outbox, if it has one, are shown. sound: opens microphone and loudspeaker.
    """
    manner = manner or Manner()
    screen = Screen(out or sys.stdout, colour=manner.colour, cursor=manner.strokes)
    screen.head(_title(program.service, dialled), HINTS if manner.strokes else LINE_HINTS)
    held = _held(
        program=program,
        dialled=dialled,
        account=account,
        listeners=tuple(listeners),
        manner=manner,
        sound=sound,
        screen=screen,
    )
    with _log_shown(screen):
        return asyncio.run(held)


async def _held(
    *,
    program: Program,
    dialled: Dialled,
    account: Callable[[], Any],
    listeners: tuple[Listener, ...],
    manner: Manner,
    sound: MakeSound | None,
    screen: Screen,
) -> Session:
    loop = asyncio.get_running_loop()
    finished: asyncio.Future[None] = loop.create_future()
    clock = AsyncioClock(loop)
    phone = Phone(dialled.caller, partial(screen.message, dialled.called))

    def finish(error: BaseException | None = None) -> None:
        if finished.done():
            return
        if error is None:
            finished.set_result(None)
        else:
            finished.set_exception(error)

    def deliver(_now: float, event: Event, _effects: Sequence[Effect]) -> None:
        if isinstance(event, ActionDone) and worker.opened.exception() is None:
            phone.look(worker.opened.result())

    def opened(found: asyncio.Future[Any]) -> None:
        if found.exception() is not None:
            finish(found.exception())

    loop.set_exception_handler(lambda _, found: finish(found.get("exception") or RuntimeError(found["message"])))
    with_sound = None if sound is None else sound(loop, clock, screen.note)
    channel = TerminalChannel(
        clock,
        screen,
        transfer_ends=manner.transfer_ends,
        pace=manner.pace,
        speaker=None if with_sound is None else with_sound.speaker,
        ears=None if with_sound is None else with_sound.ears,
        help=HELP if manner.strokes else LINE_HELP,
        finished=finish,
    )
    worker = OpeningWorker(AsyncioWorker(loop), loop, account)
    worker.opened.add_done_callback(opened)
    session = Session(program)
    call = Call(session, channel, clock, worker, listeners=(channel.watch, deliver, *listeners))
    quiet = keyboard.quiet() if manner.strokes else nullcontext(None)
    try:
        with _hang_up_by_signals(loop, channel.leave), quiet as suspend:
            call.start(dialled)
            with keyboard.strokes(channel, suspend=suspend) if manner.strokes else keyboard.lines(channel):
                worker.open()
                await finished
    finally:
        call.hang_up()
        await phone.rest()
        if with_sound is not None:
            with_sound.close()
        screen.end()
    screen.note("")
    screen.note(f"{ENDS.get(session.state.end_reason, 'The call is over.')} {_length(clock.now())}")
    return session


def _title(service: Service, dialled: Dialled) -> str:
    language = dialled.language or service.languages[0]
    title = service.title.texts[language].static if service.title is not None else None
    named = f" «{title}»" if title else ""
    return f"{dialled.caller} calls {dialled.called}{named}"


def _length(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"The call lasted {minutes}:{rest:02}."


@contextmanager
def _hang_up_by_signals(loop: asyncio.AbstractEventLoop, leave: Callable[[], None]) -> Iterator[None]:
    """Make a signal to end the program a hang-up: the call ends in order, and the terminal is left as it was."""
    wanted = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    before = {number: signal.signal(number, lambda *_: loop.call_soon_threadsafe(leave)) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Shown(logging.Handler):
    """Shows what the engine logs among the lines of the call: a menu's author is who calls from a terminal."""

    def __init__(self, show: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._show = show

    def emit(self, record: logging.LogRecord) -> None:
        self._show(f"({record.getMessage()})")


@contextmanager
def _log_shown(screen: Screen) -> Iterator[None]:
    log = logging.getLogger("ivr")
    handler = _Shown(screen.note)
    propagate, log.propagate = log.propagate, False
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.propagate = propagate
