"""Who asks: requests are signed as RFC 9421 says, with HMAC-SHA256 and the gateway's key.

A signature covers the method, the path, the body's digest (RFC 9530), the time and a nonce. It is good for one request,
and for five minutes. The package `http-message-signatures` makes and compares them, in constant time.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from http_message_signatures import HTTPMessageVerifier, HTTPSignatureKeyResolver, InvalidSignature, algorithms

from ivr.serve.gateways import Gateway, Gateways
from ivr.serve.nonces import Nonces
from ivr.serve.problems import Problem, unauthorised

log = logging.getLogger("ivr.serve")

TAG: Final = "ivr-gateway"
"""The tag that a signature has to have: one that was made for something else is not good here."""

COVERED: Final = ("@method", "@path", "content-digest")
"""What a signature has to cover."""

WINDOW: Final = timedelta(seconds=300)
"""How far the gateway's clock may be from ours."""

NONCE: Final = range(16, 129)
"""Letters of a nonce."""


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request as its signature is checked. headers: every line of them, in their order."""

    method: str
    url: str
    headers: Headers


class Headers:
    """Header lines, for the package that checks signatures."""

    def __init__(self, lines: Sequence[tuple[str, str]]) -> None:
        self._lines = lines

    def items(self) -> Iterator[tuple[str, str]]:
        """Names and values."""
        return iter(self._lines)


class Doorkeeper:
    """Lets gateways in. now: the wall clock's aware time."""

    def __init__(self, gateways: Gateways, nonces: Nonces, *, now: Callable[[], datetime] | None = None) -> None:
        self._gateways = gateways
        self._nonces = nonces
        self._now = now or (lambda: datetime.now(UTC))
        self._verifier = _Verifier(gateways, self._now)

    async def who(self, request: SignedRequest, body: bytes, front: str) -> Gateway:
        """Which gateway signed a request.

        Raises Problem: 401 whatever is wrong with the signature, 403 when the gateway may not use the front; and what
        the nonces raise.
        """
        try:
            results = self._verifier.verify(
                request, max_age=None, expect_tag=TAG, require_components=COVERED, body=body
            )
        except Exception as error:  # the package's own, and whatever a request made by an enemy brings about
            log.info("a request was not let in (%s)", type(error).__name__)
            raise unauthorised() from None
        gateway = self._gateways.get(str(results[0].parameters.get("keyid")))
        nonce = results[0].nonce
        if len(results) != 1 or gateway is None or not isinstance(nonce, str) or len(nonce) not in NONCE:
            raise unauthorised()
        now = self._now()
        until = datetime.fromtimestamp(int(results[0].parameters["created"]), UTC) + WINDOW
        if not await self._nonces.new(gateway.id, nonce, until, now):
            log.warning("gateway %s sent a nonce twice", gateway.id)
            raise unauthorised()
        if front not in gateway.fronts:
            raise Problem(
                403, f"the gateway {gateway.id} may not use {front}: add it to its fronts in the gateways' file"
            )
        return gateway


class _Verifier(HTTPMessageVerifier):
    """The package's verifier with our window, on our clock."""

    def __init__(self, gateways: Gateways, now: Callable[[], datetime]) -> None:
        super().__init__(signature_algorithm=algorithms.HMAC_SHA256, key_resolver=_Keys(gateways))
        self._now = now

    def validate_created_and_expires(self, sig_input: Any, max_age: timedelta | None = None) -> None:  # noqa: ARG002
        """The time it was made is within the window; ``expires``, if there, has not come."""
        now = self._now().timestamp()
        created, expires = sig_input.params.get("created"), sig_input.params.get("expires")
        if type(created) is not int or abs(now - created) > WINDOW.total_seconds():
            raise InvalidSignature("the time is not within the window")
        if expires is not None and (type(expires) is not int or expires < now):
            raise InvalidSignature("the signature has expired")


class _Keys(HTTPSignatureKeyResolver):
    """Keys by id. For an id that nobody has the work is the same, with a key that nobody has."""

    def __init__(self, gateways: Gateways) -> None:
        self._gateways = gateways
        self._nobody = secrets.token_bytes(32)

    def resolve_public_key(self, key_id: str) -> bytes:
        """The key that a signature is checked with."""
        gateway = self._gateways.get(key_id)
        return self._nobody if gateway is None else gateway.key.reveal().encode()

    def resolve_private_key(self, key_id: str) -> bytes:
        """Nothing is signed here."""
        raise NotImplementedError
