"""The line of a simulated call: the engine's own `Call` with a channel of text, virtual time and simulated actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from ivr.actions import FAILED, LATE, Action, Context, Outcome
from ivr.call import Call, Listener
from ivr.channels.text import TextChannel
from ivr.clock import VirtualClock
from ivr.dialog import Program, Session
from ivr.dialog.events import Dialled, Event
from ivr.testing.script import Simulation
from ivr.worker import Done, InlineWorker


class SimulatedFailure(Exception):
    """Stands for what an action raises whose failure is made up. proved: the access level that is left of what the call
    had proved, where the failure is for the lack of one."""

    def __init__(self, proved: int | None = None) -> None:
        super().__init__()
        self.proved = proved


class SimulatingWorker:
    """Runs actions at once, and those that are simulated as they are told to end.

    An action that is only slow runs at once and comes back later: when its time runs out, it has been done all the
    same. That is the case which a changing action must survive.
    """

    def __init__(self, clock: VirtualClock, simulations: Mapping[str, Simulation]) -> None:
        """simulations: by the action's name; changes of the mapping hold from the next action on."""
        self._clock = clock
        self._simulations = simulations
        self._inline = InlineWorker()

    def run(self, action: Action, context: Context, arguments: Mapping[str, Any], done: Done) -> None:
        """Run an action, or make up its end."""
        simulation = self._simulations.get(action.name)
        if simulation is None:
            self._inline.run(action, context, arguments, done)
            return
        if simulation.after:
            done = partial(self._later, simulation.after, done)
        if simulation.outcome is None:
            self._inline.run(action, context, arguments, done)
        elif simulation.outcome == FAILED:
            done(SimulatedFailure(simulation.level))
        elif simulation.outcome != LATE:
            done(Outcome(simulation.outcome, simulation.value, simulation.level))

    def _later(self, seconds: float, done: Done, result: Outcome | BaseException) -> None:
        self._clock.later(seconds, partial(done, result))


class Line:
    """One simulated call, moved by hand."""

    def __init__(
        self,
        program: Program,
        *,
        account: Any,
        simulations: Mapping[str, Simulation],
        transfer_ends: Callable[[], str],
        listeners: Iterable[Listener],
    ) -> None:
        """transfer_ends: asked for the outcome of each transfer when it begins."""
        self._clock = VirtualClock()
        self.session = Session(program)
        self._call = Call(
            self.session,
            TextChannel(self._clock, transfers=lambda _: transfer_ends()),
            self._clock,
            SimulatingWorker(self._clock, simulations),
            account=account,
            listeners=listeners,
        )

    def now(self) -> float:
        """Seconds of the call's clock."""
        return self._clock.now()

    def start(self, dialled: Dialled) -> None:
        """Begin the call."""
        self._call.start(dialled)

    def post(self, event: Event) -> None:
        """What the caller does."""
        self._call.post(event)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._clock.advance(seconds)

    def next(self) -> bool:
        """Go to the next thing that happens by itself. False when nothing is going to."""
        return self._clock.step()
