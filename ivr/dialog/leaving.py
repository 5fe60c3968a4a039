"""Parting from the caller: a transfer, the end of the call, and what is done when the service itself has a fault."""

from __future__ import annotations

from typing import Final

from ivr.dialog.effects import HangUp, StopListening, Took, Transfer, Trouble
from ivr.dialog.state import LEAVING, TRANSFERRING
from ivr.dialog.taking import Decision, drop_held
from ivr.dialog.turn import Turn
from ivr.menu.model import (
    HangupNode,
    TransferNode,
)

MAX_TROUBLES: Final = 3
"""Faults of the service in one call before it apologises and hangs up."""


def leave(turn: Turn) -> Decision:
    """Speak what is left to say, then part."""
    turn.cancel_timers()
    turn.flush()
    turn.effects.append(StopListening())
    turn.state.phase = LEAVING
    if not turn.state.saying:
        part(turn)
    return None


def part(turn: Turn) -> None:
    """All is said: transfer or hang up."""
    node = turn.dialog.nodes.get(turn.frame.node)
    drop_held(turn)
    if isinstance(node, TransferNode):
        turn.state.phase = TRANSFERRING
        turn.effects.append(Transfer(node.destination, node.timeout))
    else:
        end(turn, "completed" if isinstance(node, HangupNode) else "trouble")
        turn.effects.append(HangUp(turn.state.end_reason))


def transferred(turn: Turn, outcome: str) -> Decision:
    """A transfer ended, well or not."""
    node = turn.node
    assert isinstance(node, TransferNode)
    turn.effects.append(Took(turn.frame.dialog, node.name, outcome, "action"))
    if outcome == "connected":
        end(turn, "transferred")
        return None
    return node.outcomes.get(outcome) or node.outcomes["failed"]


def end(turn: Turn, reason: str) -> None:
    """The service's part of the call is over."""
    turn.cancel_timers()
    turn.state.end(reason)


def trouble(turn: Turn, what: str) -> Decision:
    """The service has a fault: lead the caller to where exhausted loops end, or apologise and hang up."""
    state = turn.state
    turn.effects.append(Trouble(what))
    state.troubles += 1
    state.hops = 0
    unwind(turn)
    if state.troubles < MAX_TROUBLES:
        return turn.program.service.exhausted
    turn.queue.append((turn.engine("technical_trouble"), True))
    turn.frame.node = ""
    return leave(turn)


def unwind(turn: Turn) -> None:
    """Leave every sub-dialog for the root."""
    del turn.state.frames[1:]
