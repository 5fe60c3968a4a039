"""Asking the world to act: requests that are made once, fillers while they take long, and what came of them."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from ivr.actions import FAILED
from ivr.dialog.effects import RunAction, StopListening
from ivr.dialog.events import ActionDone
from ivr.dialog.state import ACTING
from ivr.dialog.turn import ACTION, FILLER, Turn, drop_secrets
from ivr.menu.model import ActionCall, Prompt
from ivr.secret import Secret


def begin(turn: Turn, call: ActionCall, timeout: float | None, filler: Prompt | None) -> bool:
    """Request an action. What is on the way to be spoken is spoken while it runs.

    False when an argument has a fault: nobody is asked then, for nobody knows what would be asked for.
    """
    state = turn.state
    declared = turn.program.service.actions[call.action]
    arguments = turn.values(call.arguments)
    if len(arguments) < len(call.arguments):
        return False
    turn.cancel_timers()
    turn.flush()
    state.acting = _step(turn, call.action, arguments, declared.changes)
    state.phase = ACTING
    limit = declared.timeout if timeout is None else timeout
    turn.effects.append(StopListening())
    turn.effects.append(RunAction(state.acting, call.action, arguments, limit))
    if filler is not None:
        turn.set_timer(FILLER, turn.program.service.limits.filler_after)
    turn.set_timer(ACTION, limit)
    if any(isinstance(value, Secret) for value in arguments.values()):
        drop_secrets(turn.frame)
    return True


def settle(turn: Turn, call: ActionCall, done: ActionDone) -> None:
    """Note that an action came back in time.

    One that failed may have been done all the same, before it failed or by an earlier try that is still on its way: it
    keeps its step, as one that is late does. Under a step that was another request's it cannot have been done.
    """
    state = turn.state
    turn.cancel_timers()
    declared = turn.program.service.actions[call.action]
    if done.outcome != FAILED or done.conflict:
        state.unsettled = {name: step for name, step in state.unsettled.items() if step != state.acting}
    if done.outcome == next(iter(declared.outcomes)):
        undone = declared.undoes
        state.unsettled = {name: step for name, step in state.unsettled.items() if name.partition(" ")[0] not in undone}
    state.acting = 0
    if done.level is not None:
        # A refusal tells what is proved still: a proof runs out, and is then asked for again.
        state.level = min(done.level, state.level) if done.outcome == FAILED else max(done.level, state.level)
    if declared.changes:
        _no_way_back(turn)


def give_up(turn: Turn, call: ActionCall) -> None:
    """Note that an action's time ran out: nobody knows whether it was done.

    A changing action keeps its step: asked for again with the same arguments it is the same request, so the account
    does it once, whether or not it was done the first time.
    """
    turn.cancel_timers()
    turn.state.acting = 0
    if turn.program.service.actions[call.action].changes:
        _no_way_back(turn)


def _step(turn: Turn, action: str, arguments: dict[str, Any], changes: bool) -> int:
    state = turn.state
    name = _fingerprint(action, arguments) if changes else ""
    if name and name in state.unsettled:
        return state.unsettled[name]
    state.step += 1
    if name:
        state.unsettled[name] = state.step
    return state.step


def _fingerprint(action: str, arguments: dict[str, Any]) -> str:
    """Names a request by what it asks for; one with a secret has no name, and is never taken for another."""
    if any(isinstance(value, Secret) for value in arguments.values()):
        return ""
    text = json.dumps([action, arguments], sort_keys=True, default=str)
    return f"{action} {hashlib.blake2s(text.encode(), digest_size=6).hexdigest()}"


def _no_way_back(turn: Turn) -> None:
    """`back` never leads back across an action that changed something, not out of a sub-dialog either."""
    for frame in turn.state.frames:
        frame.history.clear()
