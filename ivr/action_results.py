"""What an action gave, as the conversation takes it: a declared outcome with plain data, or a failure."""

from __future__ import annotations

import logging

from ivr.actions import FAILED, Action, ActionError, Outcome, plain
from ivr.dialog.effects import RunAction
from ivr.dialog.events import ActionDone
from ivr.secret import told

log = logging.getLogger("ivr.call")


def as_event(run: RunAction, action: Action, result: object) -> ActionDone:
    """An action's result as the conversation takes it; one that was not declared is a failure."""
    if isinstance(result, BaseException):
        log.error("action %s failed: %s", action.name, told(result))
        return ActionDone(run.step, FAILED, level=proved_by(result), conflict=getattr(result, "conflict", None) is True)
    if not isinstance(result, Outcome) or result.name not in action.outcomes:
        log.error("action %s gave an outcome that it does not declare", action.name)
        return ActionDone(run.step, FAILED)
    try:
        return ActionDone(run.step, result.name, plain(result.value), result.level)
    except ActionError as error:
        log.error("action %s: %s", action.name, error)
        return ActionDone(run.step, FAILED)


def proved_by(error: BaseException) -> int | None:
    """The access level that an account system says the call has proved, when it refuses for the lack of one."""
    level = getattr(error, "proved", None)
    return level if isinstance(level, int) else None
