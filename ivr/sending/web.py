"""Sending by a web gateway (``https://key_id:key@host/path``): a signed POST that may be repeated without harm.

The body is ``{"id", "number", "text"}``. The request is signed as RFC 9421 says, with HMAC-SHA256 over the method, the
whole address, the body's digest (RFC 9530) and the idempotency key, which is the message's id.
"""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from typing import Final

import httpx2
from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver, algorithms
from http_message_signatures.httpx2 import adapt_message

from ivr.secret import Secret
from ivr.sending.sender import Accepted, Answer, Later, Place, Refused, SenderError, Sms

SECONDS: Final = 20.0
"""How long one request may take."""

TAG: Final = "ivr-sms"
"""The signatures' tag: a signature made for this is good for nothing else."""

COVERED: Final = ("@method", "@target-uri", "content-type", "content-digest", "idempotency-key")
"""What the signature covers."""

MOST_BYTES: Final = 65_536
"""Size of an answer that is looked into for an id."""

HERE: Final = ("127.0.0.1", "::1", "localhost")
"""Where plain http may go to."""

PASSING: Final = (401, 403, 404, 405, 407, 408, 409, 421, 425, 426, 429)
"""Refusals that are no fault of the message: the key, the address, the moment. It is tried again."""


class WebSender:
    """Sends by HTTP."""

    def __init__(self, place: Place, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        """transport: instead of the network. Raises SenderError for a URL without a host or a key."""
        if not place.host:
            raise SenderError(f"{place.scheme}: needs a host, as in https://key_id:key@host/sms")
        if place.scheme == "http" and place.host not in HERE:
            raise SenderError(f"{place}: http is for this computer only; name an https address")
        if not place.user or not len(place.password):
            raise SenderError(f"{place}: requests are signed: name the key, as in https://key_id:key@host/sms")
        host = f"[{place.host}]" if ":" in place.host else place.host
        port = f":{place.port}" if place.port else ""
        self._url = httpx2.URL(f"{place.scheme}://{host}{port}").copy_with(path=place.path or "/", query=_query(place))
        self._key_id = place.user
        self._signer = HTTPMessageSigner(signature_algorithm=algorithms.HMAC_SHA256, key_resolver=_Key(place.password))
        # No proxy that the environment names sees passwords.
        self._client = httpx2.AsyncClient(timeout=SECONDS, transport=transport, trust_env=False)

    async def send(self, sms: Sms) -> Answer:
        """Post the message."""
        body = json.dumps({"id": sms.id, "number": sms.number, "text": sms.text.reveal()}, ensure_ascii=False).encode()
        headers = {"content-type": "application/json", "idempotency-key": f'"{sms.id}"'}
        request = self._client.build_request("POST", self._url, content=body, headers=headers)
        self._signer.sign(
            adapt_message(request),
            key_id=self._key_id,
            nonce=secrets.token_urlsafe(16),
            tag=TAG,
            covered_component_ids=COVERED,
            body=body,
        )
        try:
            response = await self._client.send(request, stream=True)
        except httpx2.HTTPError as error:
            return Later(f"the gateway cannot be reached ({type(error).__name__})", down=True)
        try:
            return await _answer(response)
        finally:
            with suppress(httpx2.HTTPError):
                await response.aclose()

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


class _Key(HTTPSignatureKeyResolver):
    def __init__(self, key: Secret) -> None:
        self._key = key

    def resolve_public_key(self, key_id: str) -> bytes:  # noqa: ARG002
        return self._key.reveal().encode()

    def resolve_private_key(self, key_id: str) -> bytes:  # noqa: ARG002
        return self._key.reveal().encode()


def _query(place: Place) -> bytes | None:
    return place.query.encode() or None


async def _answer(response: httpx2.Response) -> Answer:
    """What a status means, whatever the body is. Nothing of that is told but a short id: it may repeat the text."""
    status = response.status_code
    if response.is_success:
        return Accepted(_reference(await _beginning(response)))
    if status in PASSING or not response.is_client_error:
        return Later(f"the gateway answered {status}", _seconds(response.headers.get("retry-after", "")))
    return Refused(f"the gateway answered {status}")


async def _beginning(response: httpx2.Response) -> bytes:
    """A short body; nothing of one that is long, or cannot be read."""
    body = b""
    try:
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > MOST_BYTES:
                return b""
    except httpx2.HTTPError:
        return b""
    return body


def _reference(body: bytes) -> str:
    try:
        found = json.loads(body)["id"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    return found[:64] if isinstance(found, str) and found.isascii() and found.isprintable() and " " not in found else ""


def _seconds(written: str) -> float | None:
    return float(written) if written.isascii() and written.isdigit() else None
