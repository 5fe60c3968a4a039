"""The server's side, for the integrator: an ASGI application that serves actions over an account.

    from ivr.remote.server import application
    app = application(discover(["clinic.actions"]), account, keys_from())

Any ASGI server runs it. It lets in who signs with a known key, at about this time, each signature once; it keeps what a
changing action answered by the name of its request; and it signs what it answers.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from ivr.actions import Action, Registry
from ivr.remote import signing
from ivr.remote.answers import AnswerMemory, Answers
from ivr.remote.described import described
from ivr.remote.errors import Conflict, NotDone, Refused
from ivr.remote.keys import Keys
from ivr.remote.serving import Desk
from ivr.remote.texts import written
from ivr.remote.values import WrongValue
from ivr.secret import told
from ivr.serve.bodies import whole
from ivr.serve.nonces import NonceMemory, Nonces
from ivr.serve.problems import MEDIA_TYPE, Problem

log = logging.getLogger("ivr.remote")

BODY_SECONDS: Final = 5.0
"""How long a body may take to come."""

THREADS: Final = 32
"""Plain functions that run at once, unless an executor is given."""

BODY_BYTES: Final = 1 << 16
"""Size of a request's body."""


def application(
    actions: Registry,
    account: Any,
    keys: Keys,
    *,
    nonces: Nonces | None = None,
    answers: Answers | None = None,
    executor: Executor | None = None,
    now: Callable[[], datetime] | None = None,
) -> Starlette:
    """The application that serves a registry's actions, those that are declared local left out.

    account: what they get as `ivr.actions.Context.account`. keys: of who may ask. nonces: signatures that were seen,
    shared by all processes that serve one account (default: in this process; `ivr.serve.nonces.NonceStore` keeps them
    in a database). answers: of changing actions, by their requests (default: in this process). now: the wall clock's
    aware time. Raises BadRemote.
    """
    server = _Server(
        Desk(
            actions,
            account,
            answers or AnswerMemory(time.monotonic),
            executor or ThreadPoolExecutor(THREADS, thread_name_prefix="action"),
        ),
        keys,
        nonces or NonceMemory(),
        now or (lambda: datetime.now(UTC)),
    )
    made = Starlette(
        routes=[
            Route("/actions", server.list, methods=["GET"]),
            Route("/actions/{name}", server.do, methods=["POST"]),
        ]
    )
    made.router.redirect_slashes = False  # it would lead to whatever host the request names
    return made


@dataclass(frozen=True, slots=True)
class _Said:
    """An answer before it is signed."""

    status: int
    body: bytes = field(repr=False)
    kind: str = "application/json"
    headers: Mapping[str, str] | None = None


class _Server:
    """What stands at the addresses."""

    def __init__(self, desk: Desk, keys: Keys, nonces: Nonces, now: Callable[[], datetime]) -> None:
        self._desk, self._keys, self._nonces, self._now = desk, keys, nonces, now

    async def list(self, request: Request) -> Response:
        """The actions that are served."""
        return await self._answered(request, self._described)

    async def do(self, request: Request) -> Response:
        """Do one."""
        return await self._answered(request, self._done)

    async def _answered(self, request: Request, answer: Callable[[Request, bytes], Any]) -> Response:
        """An answer, signed as soon as it is known who asks."""
        signed = None
        try:
            body = await _body(request)
            asked = _asked(request)
            signed = await self._who(asked, body)
            said = await answer(request, body)
        except Problem as problem:
            said = _told(problem.status.value, problem.detail, problem.headers)
        except Exception as error:  # its words may be a caller's, and are told to nobody
            log.error("a request failed: %s", told(error))
            said = _told(500, "the server has a fault")
        headers = {"content-type": said.kind, "cache-control": "no-store", **(said.headers or {})}
        if signed is not None:
            signing.sign_answer(signing.Answered(said.status, headers, asked), said.body, signed.key, self._now())
        return Response(said.body, said.status, headers)

    async def _who(self, asked: signing.Asked, body: bytes) -> signing.Signed:
        now = self._now()
        try:
            signed = signing.believe_request(asked, body, self._keys, now)
        except signing.NotBelieved:
            raise _unsigned() from None
        if not await self._nonces.new(signed.key.id, signed.nonce, signed.until, now):
            log.warning("a request of the key %s came twice", signed.key.id)
            raise _unsigned()
        return signed

    async def _described(self, _: Request, __: bytes) -> _Said:
        return _Said(200, written(described(self._desk.actions.values())))

    async def _done(self, request: Request, body: bytes) -> _Said:
        action = self._desk.actions.get(request.path_params["name"])
        if action is None:
            raise Problem(404, "there is no such action: GET /actions lists those that are served")
        work = asyncio.ensure_future(self._desk.do(action, request.headers["idempotency-key"], body))
        try:
            answer = await _in_time(work, action)
        except WrongValue as error:
            raise Problem(400, f"{action.name}: {error}") from None
        except Refused as refused:
            return _told(403, str(refused), level=refused.proved)
        except Conflict as conflict:
            return _told(422, str(conflict))
        except NotDone as failed:
            return _told(500, str(failed))
        return _Said(200, written(answer))


async def _in_time(work: asyncio.Future[dict[str, Any]], action: Action) -> dict[str, Any]:
    """What comes of the work within the action's time; afterwards it goes on, and who asks again finds its answer."""
    await asyncio.wait((work,), timeout=action.timeout)
    if not work.done():
        work.add_done_callback(lambda done: done.cancelled() or done.exception())
        raise Problem(504, f"{action.name} takes longer than {action.timeout:g} s", {"retry-after": "1"})
    return work.result()


async def _body(request: Request) -> bytes:
    if request.url.query:
        raise Problem(400, "there is nothing after the ? of an address here")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem(415, "send the body as it is, without content-encoding")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST" and kind != "application/json":
        raise Problem(415, "send the body as content-type application/json")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await whole(request.stream(), request.headers.get("content-length"), BODY_BYTES)
    except TimeoutError:
        raise Problem(408, "the body did not come in time", {"connection": "close"}) from None
    except ClientDisconnect:
        raise Problem(400, "the body was cut off") from None


def _asked(request: Request) -> signing.Asked:
    path: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    headers = signing.joined(request.headers.raw)
    address = f"{request.url.scheme}://{headers.get('host') or 'localhost'}{path.partition(b'?')[0].decode('latin-1')}"
    return signing.Asked(request.method, address, headers)


def _told(status: int, detail: str, headers: Mapping[str, str] | None = None, **more: Any) -> _Said:
    """A problem, as RFC 9457 has it."""
    return _Said(status, written({"status": status, "detail": detail, **more}), MEDIA_TYPE, headers)


def _unsigned() -> Problem:
    """Whatever was wrong with a signature: who tries keys learns nothing from the answer."""
    return Problem(401, "the request is not signed as it must be", {"www-authenticate": "Signature"})
