"""The ASGI application: which address means what, and what stands before each answer."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Protocol, TypeAlias

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ivr.database import DatabaseError
from ivr.serve import bodies
from ivr.serve.flow import Flow
from ivr.serve.fronts import SMS, USSD, SmsFront, UssdFront
from ivr.serve.gateways import Gateway
from ivr.serve.metrics import Metrics
from ivr.serve.problems import Problem, failed, no_database, stopping
from ivr.serve.rates import Rates
from ivr.serve.signatures import Headers, SignedRequest

log = logging.getLogger("ivr.serve")

Readiness: TypeAlias = Callable[[], Awaitable[Mapping[str, str]]]
"""What is not ready, by name, in words that anybody may read; nothing when all is."""

SUBSCRIBER: Final = 10
"""Last digits of a number that are the subscriber's, however a gateway writes what stands before them."""

READY_SECONDS: Final = 3.0
"""How long the question whether all is ready may take."""


class Door(Protocol):
    """Who may ask: `ivr.serve.signatures.Doorkeeper`."""

    async def who(self, request: SignedRequest, body: bytes, front: str) -> Gateway | None:
        """Which gateway asks. Raises Problem."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """seconds: for an answer. body_seconds: for a body to come. body: its bytes."""

    seconds: float = 10.0
    body_seconds: float = 5.0
    body: int = bodies.MOST_BYTES


@dataclass(frozen=True, slots=True)
class _Service:
    ussd: UssdFront
    sms: SmsFront
    door: Door
    rates: Rates
    flow: Flow
    limits: Limits
    ready: Readiness
    metrics: Metrics | None = None
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))


def application(
    *,
    ussd: UssdFront,
    sms: SmsFront,
    door: Door,
    ready: Readiness,
    rates: Rates | None = None,
    flow: Flow | None = None,
    limits: Limits | None = None,
    metrics: Metrics | None = None,
    now: Callable[[], datetime] | None = None,
) -> Starlette:
    """The application. door: lets gateways in. flow: counts the requests on their way. metrics: shown at /metrics,
    where given. now: aware wall-clock time."""
    service = _Service(
        ussd=ussd,
        sms=sms,
        door=door,
        rates=rates or Rates(),
        flow=flow or Flow(),
        limits=limits or Limits(),
        ready=ready,
        metrics=metrics,
        now=now or (lambda: datetime.now(UTC)),
    )
    routes = [
        Route("/ussd", _guarded(service, USSD, _ussd), methods=["POST"]),
        Route("/sms", _guarded(service, SMS, _sms), methods=["POST"]),
        Route("/health", _health, methods=["GET"]),
        Route("/ready", _ready(service), methods=["GET"]),
    ]
    if metrics is not None:
        routes.append(Route("/metrics", _metrics(metrics), methods=["GET"]))
    made = Starlette(routes=routes, exception_handlers={HTTPException: _no_route})
    made.router.redirect_slashes = False  # it would lead to whatever host the request names
    return made


Answer: TypeAlias = Callable[[_Service, str, bytes], Coroutine[Any, Any, dict[str, Any]]]
"""Answers the body that a gateway sent. The names of one gateway are not those of another, nor is a session of one
caller another's: both go into the names that the fronts get."""


def _guarded(service: _Service, front: str, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """What stands before an answer: room, size, signature, rate, time. Each is told as a problem."""

    async def respond(request: Request) -> Response:
        began, who, status = time.monotonic(), "-", 500
        try:
            if service.flow.stopping:
                raise stopping()
            body = await _body(request, service.limits)
            gateway = await service.door.who(_signed(request), body, front)
            who = "-" if gateway is None else gateway.id
            work = answer(service, who, body)
            response: Response = JSONResponse(await service.flow.run(work, service.limits.seconds))
            status = response.status_code
        except Problem as problem:
            response, status = problem.response(), problem.status.value
        except DatabaseError as error:
            log.error("%s: %s", front, error)
            response, status = no_database().response(), 503
        except Exception as error:  # its words may be a caller's, and are told to nobody
            log.error("%s: a request failed: %s", front, told(error))
            response = failed().response()
        finally:
            took = time.monotonic() - began
            log.info("%s %s %s %.0f ms", front, who, status, took * 1000)
            if service.metrics is not None:
                service.metrics.answered(front, status, took)
        return response

    return respond


async def _ussd(service: _Service, who: str, body: bytes) -> dict[str, Any]:
    message = bodies.ussd_message(body)
    _take(service.rates, message.caller)
    session, name = f"{who}/{message.caller}/{message.session}", f"{who}/{message.message_id}"
    page = await service.ussd.receive(session, message.caller, message.text, service.now(), name)
    return {"text": page.text, "ended": page.ended}


async def _sms(service: _Service, who: str, body: bytes) -> dict[str, Any]:
    message = bodies.sms_message(body)
    _take(service.rates, message.caller)
    name = f"{who}/{message.message_id}"
    reply = await service.sms.receive(message.caller, message.called, message.text, service.now(), name)
    return {"text": reply.text}


def _take(rates: Rates, caller: str) -> None:
    seconds = rates.take(caller[-SUBSCRIBER:])
    if seconds:
        raise Problem(429, f"this caller sends too often: wait {seconds} s", {"retry-after": str(seconds)})


async def _body(request: Request, limits: Limits) -> bytes:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Problem(415, "send the body as content-type application/json")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem(415, "send the body as it is, without content-encoding")
    try:
        async with asyncio.timeout(limits.body_seconds):
            return await bodies.whole(request.stream(), request.headers.get("content-length"), limits.body)
    except TimeoutError:
        raise Problem(408, "the body did not come in time", {"connection": "close"}) from None
    except ClientDisconnect:
        raise Problem(400, "the body was cut off") from None


def _signed(request: Request) -> SignedRequest:
    lines = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw]
    path: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    query: bytes = request.scope["query_string"]
    target = path.partition(b"?")[0] + (b"?" + query if query else b"")
    host = request.headers.get("host") or "localhost"
    return SignedRequest(request.method, f"{request.url.scheme}://{host}{target.decode('latin-1')}", Headers(lines))


async def _health(_: Request) -> Response:
    return JSONResponse({"alive": True})


def _metrics(metrics: Metrics) -> Callable[[Request], Awaitable[Response]]:
    async def respond(request: Request) -> Response:
        page, kind = metrics.page(request.headers.get("accept", ""))
        return Response(page, headers={"content-type": kind})

    return respond


def _ready(service: _Service) -> Callable[[Request], Awaitable[Response]]:
    async def respond(_: Request) -> Response:
        if service.flow.stopping:
            return JSONResponse({"ready": False, "missing": {"process": "it is stopping"}}, 503)
        try:
            async with asyncio.timeout(READY_SECONDS):
                missing = dict(await service.ready())
        except TimeoutError:
            missing = {"database": "it does not answer in time"}
        except Exception as error:
            log.error("nobody knows whether all is ready: %s", told(error))
            missing = {"service": "it has a fault"}
        if missing:
            return JSONResponse({"ready": False, "missing": missing}, 503)
        return JSONResponse({"ready": True})

    return respond


async def _no_route(_: Request, error: Exception) -> Response:
    """An address or a method that means nothing."""
    assert isinstance(error, HTTPException)
    mends = {404: "there are POST /ussd, POST /sms, GET /health and GET /ready", 405: "another method is meant"}
    return Problem(error.status_code, mends.get(error.status_code, error.detail), error.headers).response()


def told(error: BaseException) -> str:
    """An exception for the log: its type and place, without its text."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = [f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in reversed(frames)]
    return " < ".join([type(error).__name__, *places])
