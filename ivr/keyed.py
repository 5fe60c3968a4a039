"""Keys written down beforehand, and a call held with them in virtual time.

`1 1~2.5#,1`: a space waits until the service listens, a comma hears out what it says, `~2.5` waits so many seconds,
keys with nothing between them are pressed at once (type-ahead).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeAlias

from ivr.call import Call, InlineWorker, Listener
from ivr.channels.base import Notices, Speaker
from ivr.channels.text import TextChannel
from ivr.clock import Clock, VirtualClock
from ivr.dialog import Program, Session
from ivr.dialog.events import Dialled, KeyPressed
from ivr.dialog.state import ASKING
from ivr.dialog.turn import BETWEEN_KEYS

Sound: TypeAlias = Callable[[Clock, Notices], Speaker]
"""Makes what speaks in a call of this clock."""

PATIENCE: Final = 3600.0
"""Seconds of the call's clock that a service is waited for at most."""

_ACT: Final = re.compile(r"(?P<space>\s+)|~(?P<wait>\d+(?:\.\d+)?)|(?P<out>,\s*)|(?P<key>[0-9*#A-D])")


class KeysError(ValueError):
    """Keys are written wrongly; the message says where."""


@dataclass(frozen=True, slots=True)
class Press:
    """Press a key."""

    key: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Do nothing for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Listen:
    """Wait until the service listens."""


@dataclass(frozen=True, slots=True)
class HearOut:
    """Hear out what the service says, until it waits for an answer."""


Act: TypeAlias = Press | Wait | Listen | HearOut


def parse(text: str) -> tuple[Act, ...]:
    """Read keys as they are written for ``--keys``. Raises KeysError."""
    acts: list[Act] = []
    at = 0
    text = text.strip()
    while at < len(text):
        found = _ACT.match(text, at)
        if found is None:
            raise KeysError(
                f"{text[at]!r} at place {at + 1} is no key: write 0-9 * # A-D, a space to wait until the service "
                "listens, a comma to hear it out, ~2.5 to wait seconds"
            )
        if found["space"]:
            acts.append(Listen())
        elif found["wait"]:
            acts.append(Wait(float(found["wait"])))
        elif found["out"]:
            acts.append(HearOut())
        else:
            acts.append(Press(found["key"]))
        at = found.end()
    return tuple(acts)


@dataclass(frozen=True, slots=True)
class Held:
    """A call that was held. not_pressed: keys for which it was over too soon. seconds: how long it was."""

    session: Session
    not_pressed: str
    seconds: float


def hold(
    program: Program,
    dialled: Dialled,
    acts: Sequence[Act],
    *,
    account: Any = None,
    transfer_ends: str = "connected",
    listeners: Iterable[Listener] = (),
    sound: Sound | None = None,
) -> Held:
    """Hold a call in virtual time: press the keys, hear the service out, hang up.

    sound: makes what speaks, in place of an estimate of how long each text lasts.
    """
    clock = VirtualClock()
    speaker = None if sound is None else partial(sound, clock)
    channel = TextChannel(clock, transfers=lambda _: transfer_ends, speaker=speaker)
    call = Call(Session(program), channel, clock, InlineWorker(), account=account, listeners=listeners)
    call.start(dialled)
    left = list(acts)
    pressing = False
    while left and not call.ended:
        act = left[0]
        if isinstance(act, Press):
            if not pressing:  # a yes does not count in the first moment
                clock.advance(max(0.0, call.session.state.question.agree_from - clock.now()))
            call.post(KeyPressed(act.key))
        elif isinstance(act, Wait):
            clock.advance(act.seconds)
        elif not _until(call, clock, _listens if isinstance(act, Listen) else _heard_out):
            break
        pressing = isinstance(left.pop(0), Press)
    _until(call, clock, _heard_out)
    seconds = clock.now()
    call.hang_up()
    while channel.speech.speaking is not None and clock.step():
        """The service's last words."""
    return Held(call.session, " ".join(act.key for act in left if isinstance(act, Press)), seconds)


def _until(call: Call, clock: VirtualClock, reached: Any) -> bool:
    deadline = clock.now() + PATIENCE
    while not reached(call.session) and not call.ended:
        if clock.now() > deadline or not clock.step():
            return False
    return not call.ended


def _listens(session: Session) -> bool:
    state = session.state
    return state.phase == ASKING and all(barge_in for _, barge_in in state.saying)


def _heard_out(session: Session) -> bool:
    state = session.state
    return state.phase == ASKING and not state.saying and BETWEEN_KEYS not in state.timers
