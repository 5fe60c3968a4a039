"""The account over HTTP, as a call uses it: the same actions, each asked for instead of run."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import ssl
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import httpx2

from ivr.actions import Action, Context, Outcome, Registry
from ivr.menu.model import Service
from ivr.remote.address import address
from ivr.remote.asking import Asker, Question, Reply, World
from ivr.remote.breaker import Breaker
from ivr.remote.contract import answer_taken, argument_kinds, arguments_given, level_of, request_name
from ivr.remote.errors import BadAnswer, BadRemote, Conflict, NotDone, Refused, RemoteError
from ivr.remote.keys import Keys, keys_from
from ivr.remote.loops import BackgroundLoop
from ivr.remote.schemas import answer_schema, request_schema
from ivr.remote.texts import NotJson, read, written
from ivr.remote.values import NoForm, WrongValue

log = logging.getLogger("ivr.remote")

CONNECTIONS: Final = httpx2.Limits(max_connections=100, max_keepalive_connections=32, keepalive_expiry=30.0)
"""Connections of a program to its account, kept open between requests of all its calls."""

LIST_SECONDS: Final = 10.0
"""How long the list of actions may take."""

WORLD: Final = World(time.monotonic, lambda: datetime.now(UTC), asyncio.sleep, random.random)


class Remote:
    """An account over HTTP. Safe to use from several threads and loops at once; one for a whole program."""

    def __init__(
        self,
        url: str,
        keys: Keys,
        *,
        environment: Mapping[str, str] | None = None,
        world: World = WORLD,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        """keys: the first signs. environment: whether it permits plain http. transport: instead of the network.

        Raises BadRemote.
        """
        self.address = address(url, os.environ if environment is None else environment)
        self._keys, self._world, self._transport = keys, world, transport
        self._loop = BackgroundLoop("account over http")
        self._breaker = Breaker(self.address, world.clock)
        self._client: httpx2.AsyncClient | None = None

    def actions(self, registry: Registry) -> Registry:
        """The actions of a registry, asked for here; those that are declared local stay as they are.

        Raises BadRemote for a declaration that has no form in JSON.
        """
        return registry.mapped(lambda action: action if action.local else self._asked(action))

    def served(self) -> Any:
        """What the server says it serves, as `ivr.remote.described.described` tells it. Raises RemoteError."""
        question = Question("GET", f"{self.address}/actions", "", b"", LIST_SECONDS)
        reply = self._loop.run_and_wait(self._ask(question))
        if reply.status != 200:
            raise NotDone(f"it answered {reply.status}")
        return _data(reply)

    def close(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            self._loop.run_and_wait(client.aclose())
        self._loop.stop()

    def _asked(self, action: Action) -> Action:
        try:
            kinds = argument_kinds(action)
            request_schema(action)
            answer_schema(action)
        except NoForm as error:
            raise BadRemote(f"the action {action.name} cannot be asked for over HTTP: {error}") from None
        return replace(action, function=self._function(action, kinds))

    def _function(self, action: Action, kinds: Mapping[str, Any]) -> Callable[..., Coroutine[Any, Any, Outcome]]:
        async def ask(context: Context, **arguments: Any) -> Outcome:
            try:
                question = self._question(action, context, arguments_given(action, kinds, arguments))
                return _outcome(action, await self._loop.run(self._ask(question)))
            except WrongValue as error:
                log.error("%s: %s cannot be asked for: %s", self.address, action.name, error)
                raise BadRemote(str(error)) from None
            except RemoteError as error:
                level = logging.WARNING if isinstance(error, Refused | Conflict) else logging.ERROR
                log.log(level, "%s: %s: %s", self.address, action.name, error)
                raise error from None

        return ask

    def _question(self, action: Action, context: Context, arguments: Mapping[str, Any]) -> Question:
        body = written(
            {
                "call_id": context.call_id,
                "step": context.step,
                "caller": context.caller,
                "called": context.called,
                "language": context.language,
                "now": context.now.isoformat(),
                "arguments": arguments,
            }
        )
        name = request_name(context.call_id, context.step)
        return Question("POST", f"{self.address}/actions/{action.name}", name, body, action.timeout)

    async def _ask(self, question: Question) -> Reply:
        if self._client is None:
            self._client = httpx2.AsyncClient(
                transport=self._transport,
                limits=CONNECTIONS,
                trust_env=False,  # no proxy of the environment sees the passwords
                verify=ssl.create_default_context(),  # the system's authorities, and those of SSL_CERT_FILE
            )
        return await Asker(self._client, self._keys.first, self._breaker, self._world).ask(question)


def over_http(service: Service, url: str, environment: Mapping[str, str] | None = None) -> Service:
    """A service whose actions are asked for at a URL. environment: names the keys. Raises BadRemote."""
    remote = Remote(url, keys_from(environment), environment=environment)
    return replace(service, actions=remote.actions(service.actions))


def _outcome(action: Action, reply: Reply) -> Outcome:
    """What a signed answer says. Raises RemoteError."""
    if reply.status == 200:
        try:
            return answer_taken(action, _data(reply))
        except WrongValue as error:
            raise BadAnswer(f"the answer does not fit the declaration: {error}") from None
    if reply.status == 403:
        raise Refused("it refuses: the call has not proved the level that this needs", _level(reply))
    if reply.status == 422:
        raise Conflict("another request has this step of the call")
    if reply.status == 404:
        raise NotDone("it does not serve this action: `ivr actions --remote URL` tells which it serves")
    if reply.status == 400:
        raise NotDone("it does not take the request: `ivr actions --remote URL` compares the declarations")
    raise NotDone(f"it could not do it ({reply.status}); its own log tells why")


def _data(reply: Reply) -> Any:
    try:
        return read(reply.body)
    except NotJson as error:
        raise BadAnswer(f"the answer cannot be read: {error}") from None


def _level(reply: Reply) -> int | None:
    """The level that a refusal says the call has proved, None where it says nothing that can be believed."""
    data = _data(reply)
    try:
        return level_of(data.get("level")) if isinstance(data, dict) else None
    except WrongValue as error:
        raise BadAnswer(f"the refusal does not fit: {error}") from None
