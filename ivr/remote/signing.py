"""Signatures of requests and answers, as RFC 9421 says, with HMAC-SHA256 and a key that both ends know.

A request's covers the method, the path, the body's digest (RFC 9530) and, where something is to be done, the body's
kind and the idempotency key; it has a time and a nonce. An answer's covers the status, its body's digest and the
signature of the request: an answer to another request is good for nothing. The package `http-message-signatures`
makes and compares them, in constant time.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    algorithms,
)

from ivr.remote.keys import Key, Keys

REQUEST_TAG: Final = "ivr-account"
ANSWER_TAG: Final = "ivr-account-answer"
"""The signatures' tags: one that was made for something else is not good here."""

LABEL: Final = "ivr"
"""The signatures' label."""

ASKING: Final = ("@method", "@path", "content-digest")
"""What the signature of every request covers."""

DOING: Final = (*ASKING, "content-type", "idempotency-key")
"""What that of a request to do something covers."""

ANSWERING: Final = ("@status", "content-type", "content-digest", f'"signature";req;key="{LABEL}"')
"""What an answer's covers."""

WINDOW: Final = timedelta(seconds=300)
"""How far the clocks of the two ends may be from each other."""

NONCE: Final = range(16, 129)
"""Letters of a nonce."""


class NotBelieved(Exception):
    """A signature is missing, is not of a known key, or does not fit."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it is signed. url: absolute; headers: by lower-case name, lines of one name joined by commas."""

    method: str
    url: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it is signed, with the request it answers."""

    status_code: int
    headers: dict[str, str]
    request: Asked


@dataclass(frozen=True, slots=True)
class Signed:
    """What is known of a signature that was believed. until: when its nonce is of no interest any more."""

    key: Key
    nonce: str
    until: datetime


def joined(lines: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Header lines by name, as signatures have them."""
    found: dict[str, str] = {}
    for raw_name, raw_value in lines:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1").strip(" \t")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def sign_request(asked: Asked, body: bytes, key: Key, now: datetime) -> None:
    """Add a signature to a request's headers; the nonce is new each time. now: the wall clock's aware time."""
    covered = DOING if "idempotency-key" in asked.headers else ASKING
    _sign(asked, body, key, now, tag=REQUEST_TAG, covered=covered, nonce=secrets.token_urlsafe(24))


def sign_answer(answered: Answered, body: bytes, key: Key, now: datetime) -> None:
    """Add a signature to an answer's headers."""
    _sign(answered, body, key, now, tag=ANSWER_TAG, covered=ANSWERING, nonce=None)


def believe_request(asked: Asked, body: bytes, keys: Keys, now: datetime) -> Signed:
    """Who signed a request. Whether the nonce is new is for the caller to find out. Raises NotBelieved."""
    covered = DOING if asked.method == "POST" else ASKING
    result = _believe(asked, body, keys, now, tag=REQUEST_TAG, covered=covered)
    key = keys.get(str(result.parameters.get("keyid")))
    nonce = result.nonce
    if key is None or not isinstance(nonce, str) or len(nonce) not in NONCE:
        raise NotBelieved
    return Signed(key, nonce, datetime.fromtimestamp(int(result.parameters["created"]), UTC) + WINDOW)


def believe_answer(answered: Answered, body: bytes, key: Key, now: datetime) -> None:
    """Make sure that an answer was made for its request by who has the key. Raises NotBelieved."""
    _believe(answered, body, Keys(key), now, tag=ANSWER_TAG, covered=ANSWERING)


def _sign(
    message: Asked | Answered, body: bytes, key: Key, now: datetime, *, tag: str, covered: tuple[str, ...], nonce: Any
) -> None:
    signer = HTTPMessageSigner(signature_algorithm=algorithms.HMAC_SHA256, key_resolver=_Resolver(Keys(key)))
    settings = {"tag": tag, "covered_component_ids": covered, "nonce": nonce, "label": LABEL}
    signer.sign(message, key_id=key.id, created=now, body=body, **settings)


def _believe(
    message: Asked | Answered, body: bytes, keys: Keys, now: datetime, *, tag: str, covered: tuple[str, ...]
) -> Any:
    try:
        results = _Verifier(keys, now).verify(
            message, max_age=None, expect_tag=tag, expect_label=LABEL, require_components=covered, body=body
        )
    except Exception:  # the package's own, and whatever a message made by an enemy brings about
        raise NotBelieved from None
    if len(results) != 1:
        raise NotBelieved
    return results[0]


class _Verifier(HTTPMessageVerifier):
    """The package's verifier with our window, on our clock."""

    def __init__(self, keys: Keys, now: datetime) -> None:
        super().__init__(signature_algorithm=algorithms.HMAC_SHA256, key_resolver=_Resolver(keys))
        self._now = now.timestamp()

    def validate_created_and_expires(self, sig_input: Any, max_age: timedelta | None = None) -> None:  # noqa: ARG002
        """The time it was made is within the window; ``expires``, if there, has not come."""
        created, expires = sig_input.params.get("created"), sig_input.params.get("expires")
        if type(created) is not int or abs(self._now - created) > WINDOW.total_seconds():
            raise InvalidSignature("the time is not within the window")
        if expires is not None and (type(expires) is not int or expires < self._now):
            raise InvalidSignature("the signature has expired")


class _Resolver(HTTPSignatureKeyResolver):
    """Keys by id. For an id that nobody has the work is the same, with a key that nobody has."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def resolve_public_key(self, key_id: str) -> bytes:
        """The key that a signature is compared by."""
        key = self._keys.get(key_id)
        return secrets.token_bytes(32) if key is None else key.secret.reveal().encode()

    def resolve_private_key(self, key_id: str) -> bytes:
        """The key that is signed with."""
        return self.resolve_public_key(key_id)
