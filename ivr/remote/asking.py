"""Asking: one request to the account, sent again under the same name where that may help, within its time limit."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NoReturn

import httpx2

from ivr.remote import signing
from ivr.remote.breaker import Breaker, Way
from ivr.remote.errors import BadAnswer, Unreachable
from ivr.remote.keys import Key
from ivr.remote.texts import MOST_BYTES

CONNECT_PART: Final = 0.3
"""Part of a time limit that connecting may take, so that there is time to try again."""

TRIES: Final = 5
"""How often a request is sent at most."""

FIRST_PAUSE: Final = 0.1
LONGEST_PAUSE: Final = 1.0
"""Seconds to wait before a request is sent again: at most so many at first, twice as many each time, up to so many."""

PASSING: Final = (502, 503, 504)
"""Statuses of a proxy or a server that will answer soon."""

BEING_DONE: Final = 409
"""The status of a request that another with the same name is doing just now."""

KINDS: Final = ("application/json", "application/problem+json")

_LOST: Final = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.ReadError,
    httpx2.WriteError,
    httpx2.CloseError,
    httpx2.RemoteProtocolError,
    httpx2.PoolTimeout,
)
"""A connection that did not come about or was lost: what was asked for may have been done or not."""


@dataclass(frozen=True, slots=True)
class World:
    """Time and chance, given so that tests have their own. clock: seconds that only grow; wall: aware; chance: from 0
    to 1; limit: ends what takes longer than so many seconds, with TimeoutError."""

    clock: Callable[[], float]
    wall: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]
    chance: Callable[[], float]
    limit: Callable[[float], AbstractAsyncContextManager[Any]] = asyncio.timeout


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent.

    name: the header Idempotency-Key, empty for a question that does nothing. body: may hold a secret. seconds: until an
    answer must be there.
    """

    method: str
    url: str
    name: str
    body: bytes = field(repr=False)
    seconds: float


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that was believed."""

    status: int
    body: bytes = field(repr=False)


class _Again(Exception):
    """It may help to send the request again. why: for the log; pause: seconds to wait at least."""

    def __init__(self, why: str, pause: float = 0.0) -> None:
        super().__init__(why)
        self.pause = pause


class Asker:
    """Asks one account. All of its methods belong to one loop."""

    def __init__(self, client: httpx2.AsyncClient, key: Key, breaker: Breaker, world: World) -> None:
        self._client, self._key, self._breaker, self._world = client, key, breaker, world

    async def ask(self, question: Question) -> Reply:
        """Send a question, and again under the same name when its connection is lost. Raises RemoteError."""
        way = self._breaker.way()
        if way is Way.SHUT:
            raise Unreachable("it has not answered several times, and is left alone for a while")
        try:
            reply = await self._within_time(question)
        except Unreachable:
            self._breaker.failed(way)
            raise
        except BadAnswer:
            self._breaker.answered()
            raise
        except BaseException:
            self._breaker.given_up(way)
            raise
        self._breaker.answered()
        return reply

    async def _within_time(self, question: Question) -> Reply:
        end = self._world.clock() + question.seconds
        for number in range(TRIES):
            left = end - self._world.clock()
            try:
                async with self._world.limit(left):
                    return await self._once(question, left)
            except (TimeoutError, httpx2.TimeoutException):
                raise Unreachable(f"no answer in {question.seconds:g} s") from None
            except _Again as error:
                again = error
            pause = max(again.pause, self._world.chance() * min(LONGEST_PAUSE, FIRST_PAUSE * 2**number))
            if number + 1 == TRIES or self._world.clock() + pause >= end:
                raise Unreachable(f"{again}, {number + 1} times") from None
            await self._world.sleep(pause)
        raise AssertionError("the last try raises")

    async def _once(self, question: Question, left: float) -> Reply:
        request, asked = self._signed(question, left)
        try:
            response = await self._client.send(request, stream=True, follow_redirects=False)
            try:
                _check_head(response)
                body = await _whole(response)
            finally:
                await response.aclose()
        except _LOST as error:
            _lost(error)
        except httpx2.TimeoutException:
            raise
        except httpx2.HTTPError as error:
            raise BadAnswer(f"what came is not HTTP as it is meant ({type(error).__name__})") from None
        answered = signing.Answered(response.status_code, signing.joined(response.headers.raw), asked)
        try:
            signing.believe_answer(answered, body, self._key, self._world.wall())
        except signing.NotBelieved:
            _not_believed(response.status_code, self._key)
        if response.status_code == BEING_DONE:
            raise _Again("the same request is still being done", _pause_wanted(response))
        return Reply(response.status_code, body)

    def _signed(self, question: Question, left: float) -> tuple[httpx2.Request, signing.Asked]:
        headers = {"accept": ", ".join(KINDS), "accept-encoding": "identity"}
        if question.name:
            headers |= {"content-type": "application/json", "idempotency-key": question.name}
        asked = signing.Asked(question.method, question.url, headers)
        signing.sign_request(asked, question.body, self._key, self._world.wall())
        timeout = httpx2.Timeout(left, connect=min(left, question.seconds * CONNECT_PART))
        request = self._client.build_request(
            question.method, question.url, content=question.body, headers=headers, timeout=timeout
        )
        return request, asked


def _check_head(response: httpx2.Response) -> None:
    """What is wrong with an answer before its body. Raises _Again, BadAnswer."""
    if response.status_code in PASSING:
        raise _Again(f"it answered {response.status_code}", _pause_wanted(response))
    if response.is_redirect or response.status_code // 100 == 3:
        raise BadAnswer(f"it answered {response.status_code}: redirects are not followed; name the last address itself")
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise BadAnswer("its answer is encoded, which was not asked for")
    length = response.headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit() and len(length) < 12) or int(length) > MOST_BYTES:
        raise BadAnswer(f"its answer is larger than {MOST_BYTES} bytes")


async def _whole(response: httpx2.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > MOST_BYTES:
            raise BadAnswer(f"its answer is larger than {MOST_BYTES} bytes")
    return bytes(body)


def _lost(error: Exception) -> NoReturn:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            raise Unreachable(
                "its certificate is not trusted here: have it signed by an authority that is, or name that authority's "
                "file in SSL_CERT_FILE"
            ) from None
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
        raise _Again(f"nobody is reached there ({type(error).__name__})") from None
    raise _Again(f"the connection is lost ({type(error).__name__})") from None


def _not_believed(status: int, key: Key) -> NoReturn:
    if status == 401:
        raise BadAnswer(
            f"it does not believe our signature with the key {key.id}: give both ends the same key, and set both clocks"
        ) from None
    if status >= 500:
        raise Unreachable(f"it answered {status}") from None
    raise BadAnswer(f"its answer ({status}) is not signed for this request with the key {key.id}") from None


def _pause_wanted(response: httpx2.Response) -> float:
    written = response.headers.get("retry-after", "")
    return float(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0.0
