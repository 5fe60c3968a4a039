"""Who asks: requests are signed as RFC 9421 says, with HMAC-SHA256 and the gateway's key.

A signature covers the method, the path, the body's digest (RFC 9530), the time and a nonce. It is good for one request,
and for five minutes. The package `http-message-signatures` makes and compares them, in constant time.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from http_message_signatures import HTTPMessageVerifier, HTTPSignatureKeyResolver, algorithms

from ivr.serve.gateways import Gateway, Gateways, is_id
from ivr.serve.nonces import Nonces
from ivr.serve.problems import Problem, unauthorised
from ivr.serve.rates import Rates

log = logging.getLogger("ivr.serve")

TAG: Final = "ivr-gateway"
"""The tag that a signature has to have: one that was made for something else is not good here."""

COVERED: Final = ("@method", "@path", "content-digest")
"""What a signature has to cover."""

WINDOW: Final = timedelta(seconds=300)
"""How far the gateway's clock may be from ours."""

NONCE: Final = range(16, 129)
"""Letters of a nonce."""

TOLD_A_MINUTE: Final = 1.0
"""How often the log tells one reason of one gateway."""

MOST_TOLD: Final = 10_000
"""Gateways and reasons that are remembered for that."""


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
    """Lets gateways in. now: the wall clock's aware time.

    Why a request is refused is told in the log, once a minute for each gateway and reason, and nowhere else.
    """

    def __init__(self, gateways: Gateways, nonces: Nonces, *, now: Callable[[], datetime] | None = None) -> None:
        self._gateways = gateways
        self._nonces = nonces
        self._now = now or (lambda: datetime.now(UTC))
        self._told = Rates(TOLD_A_MINUTE, 1, most=MOST_TOLD, clock=lambda: self._now().timestamp())

    async def who(self, request: SignedRequest, body: bytes, front: str) -> Gateway:
        """Which gateway signed a request.

        Raises Problem: 401 whatever is wrong with the signature, 403 when the gateway may not use the front; and what
        the nonces raise.
        """
        verifier = _Verifier(self._gateways, self._now)
        try:
            gateway, nonce, until = verifier.signed(request, body)
            if not await self._nonces.new(gateway.id, nonce, until, self._now()):
                raise _NotLetIn("nonce", "it sent a nonce twice")
        except _NotLetIn as reason:
            self._tell(verifier.claimed, reason)
            raise unauthorised() from None
        if front not in gateway.fronts:
            raise Problem(
                403, f"the gateway {gateway.id} may not use {front}: add it to its fronts in the gateways' file"
            )
        return gateway

    def _tell(self, claimed: str | None, reason: _NotLetIn) -> None:
        """Log why a request is refused. claimed: the id in it, which anybody may write."""
        known = claimed is not None and self._gateways.get(claimed) is not None
        if self._told.take(f"{claimed if known else claimed is None} {reason.kind}") == 0:
            who = f"that gives the id {claimed}" if claimed is not None and is_id(claimed) else "without a gateway's id"
            log.warning("a request %s is refused: %s", who, reason if known else _UNKNOWN if claimed else reason)


_UNKNOWN: Final = "the gateways' file has no such id"
_NO_MATCH: Final = (
    f"it has no signature with tag {TAG} over {', '.join(COVERED)} that matches: its key is another, or it was altered"
)


class _NotLetIn(Exception):
    """Why a request is not let in, in words of ours. kind: the reason without its numbers."""

    def __init__(self, kind: str, words: str) -> None:
        super().__init__(words)
        self.kind = kind


class _Verifier(HTTPMessageVerifier):
    """The package's verifier with our window, on our clock, for one request.

    claimed: the id that the request gives, before anything of it is proved; None when it could not be read.
    """

    def __init__(self, gateways: Gateways, now: Callable[[], datetime]) -> None:
        super().__init__(signature_algorithm=algorithms.HMAC_SHA256, key_resolver=_Keys(gateways))
        self._gateways = gateways
        self._now = now
        self.claimed: str | None = None

    def signed(self, request: SignedRequest, body: bytes) -> tuple[Gateway, str, datetime]:
        """The gateway that signed a request, its nonce, and until when that counts. Raises _NotLetIn."""
        with _told("signature", _NO_MATCH):
            results = self.verify(request, max_age=None, expect_tag=TAG, require_components=COVERED)
        result = results[0]
        gateway, nonce = self._gateways.get(str(result.parameters.get("keyid"))), result.nonce
        if len(results) != 1 or gateway is None:
            raise _NotLetIn("signature", "it has more than one signature")
        with _told("digest", "its body is not the one of its content-digest"):
            self.verify_body(request, results, body)
        if not isinstance(nonce, str) or len(nonce) not in NONCE:
            raise _NotLetIn("nonce", f"its signature has no nonce of {NONCE[0]} to {NONCE[-1]} letters")
        return gateway, nonce, datetime.fromtimestamp(int(result.parameters["created"]), UTC) + WINDOW

    def validate_created_and_expires(self, sig_input: Any, max_age: timedelta | None = None) -> None:  # noqa: ARG002
        """The time it was made is within the window; ``expires``, if there, has not come."""
        claimed = sig_input.params.get("keyid")
        self.claimed = claimed if isinstance(claimed, str) else None
        now = self._now().timestamp()
        created, expires = sig_input.params.get("created"), sig_input.params.get("expires")
        if type(created) is not int:
            raise _NotLetIn("created", "its signature does not say when it was created")
        if abs(now - created) > WINDOW.total_seconds():
            raise _NotLetIn("clock", f"its time is {abs(now - created):.0f} s {'before' if created < now else 'after'} "
                            f"ours, and {WINDOW.total_seconds():.0f} s are allowed: check both clocks")  # fmt: skip
        if expires is not None and (type(expires) is not int or expires < now):
            raise _NotLetIn("expires", "its signature has expired")


@contextmanager
def _told(kind: str, words: str) -> Iterator[None]:
    """What the package raises, and whatever a request made by an enemy brings about, in words of ours."""
    try:
        yield
    except _NotLetIn:
        raise
    except Exception:
        raise _NotLetIn(kind, words) from None


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
