"""Doing what a request asks for: its body taken apart, the action run, the answer checked against the declaration."""

from __future__ import annotations

import asyncio
import inspect
import logging
import re
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final

from ivr.action_results import proved_by
from ivr.actions import Action, Context, Registry
from ivr.remote.answers import Answers
from ivr.remote.contract import answer_given, argument_kinds, arguments_taken, request_name
from ivr.remote.errors import BadRemote, Conflict, NotDone, Refused
from ivr.remote.schemas import answer_schema, request_schema
from ivr.remote.texts import NotJson, read
from ivr.remote.values import NoForm, WrongValue, decoded
from ivr.secret import told
from ivr.worker import FAILURES

log = logging.getLogger("ivr.remote")

_NUMBER: Final = re.compile(r"[ -~]{1,64}")
"""Calling and dialled numbers, whatever the line gave."""


@dataclass(frozen=True, slots=True)
class _Body:
    """What every request says of its call."""

    call_id: str
    step: int
    caller: str
    called: str
    language: str
    now: datetime
    arguments: dict[str, Any] = field(repr=False)


class Desk:
    """The actions of a registry over one account. account: what they get as `ivr.actions.Context.account`."""

    def __init__(self, actions: Registry, account: Any, answers: Answers, executor: Executor) -> None:
        """executor: where plain functions run. Raises BadRemote for a declaration that has no form in JSON."""
        self._account, self._answers, self._executor = account, answers, executor
        self.actions: dict[str, Action] = {}
        self._kinds: dict[str, Mapping[str, Any]] = {}
        for name in actions:
            action = actions[name]
            if action.local:
                continue
            try:
                request_schema(action)
                answer_schema(action)
                self._kinds[name] = argument_kinds(action)
            except NoForm as error:
                raise BadRemote(f"the action {name} cannot be served over HTTP: {error}") from None
            self.actions[name] = action

    async def do(self, action: Action, name: str, body: bytes) -> dict[str, Any]:
        """Do what a body asks for, once if it changes anything, and give the answer's body.

        name: the header Idempotency-Key. Raises WrongValue for a body that does not fit, Conflict, Refused and NotDone.
        """
        try:
            asked = decoded(_Body, read(body), "the body")
        except NotJson as error:
            raise WrongValue(f"the body cannot be read: {error}") from None
        if asked.step < 1 or request_name(asked.call_id, asked.step) != name:
            raise WrongValue('the header Idempotency-Key is not "call_id:step"')
        for what in ("caller", "called"):
            if not _NUMBER.fullmatch(getattr(asked, what)):
                raise WrongValue(f"{what} has 1 to 64 printable letters")
        arguments = arguments_taken(action, self._kinds[action.name], asked.arguments)
        work = partial(self._run, action, asked, arguments)
        if not action.changes:
            return await work()
        return await self._answers.once(name, [action.name, asked.caller, asked.arguments], work)

    async def _run(self, action: Action, asked: _Body, arguments: Mapping[str, Any]) -> dict[str, Any]:
        context = Context(
            asked.call_id, asked.step, asked.caller, asked.called, asked.language, asked.now, self._account
        )
        try:
            outcome = await self._result(action, context, arguments)
        except FAILURES as error:
            raise _as_told(action, error) from None
        try:
            return answer_given(action, outcome)
        except WrongValue as error:
            log.error("%s does not keep to its declaration: %s", action.name, error)
            raise NotDone("the action does not keep to its declaration") from None

    async def _result(self, action: Action, context: Context, arguments: Mapping[str, Any]) -> Any:
        if inspect.iscoroutinefunction(action.function):
            return await action.function(context, **arguments)
        work = partial(action.function, context, **arguments)
        result = await asyncio.get_running_loop().run_in_executor(self._executor, work)
        return await result if inspect.iscoroutine(result) else result


def _as_told(action: Action, error: BaseException) -> Exception:
    """What an action raised, as it is told to the other end: nothing of its text."""
    if getattr(error, "conflict", None) is True:
        return Conflict("the step of the call was another request")
    proved = proved_by(error)
    if proved is not None:
        return Refused("the call has not proved the level that this needs", proved)
    log.error("%s failed: %s", action.name, told(error))
    return NotDone("the action failed")
