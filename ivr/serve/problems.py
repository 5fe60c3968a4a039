"""What a gateway is told when its request is not answered: problem details in JSON, as RFC 9457 has them."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A request that is not answered. detail: what is wrong and how to mend it; nothing of a text or a key."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = HTTPStatus(status)
        self.detail = detail
        self.headers = dict(headers or {})

    def response(self) -> JSONResponse:
        """The response that tells it."""
        body = {"title": self.status.phrase, "status": self.status.value, "detail": self.detail}
        return JSONResponse(body, self.status.value, headers=self.headers, media_type=MEDIA_TYPE)


def unauthorised() -> Problem:
    """Whatever was wrong with a signature: who tries keys learns nothing from the answer."""
    detail = (
        "the request is not signed as it must be: see docs/serve.md; check the key, the clock, "
        "and that each request has a nonce of its own"
    )
    return Problem(401, detail, {"www-authenticate": "Signature"})


def stopping() -> Problem:
    """The process is about to end."""
    headers = {"retry-after": "1", "connection": "close"}
    return Problem(503, "this process is stopping: send the request to another", headers)


def failed() -> Problem:
    """A fault of the program."""
    return Problem(500, "the service has a fault: ask again with the same message_id")


def no_database() -> Problem:
    """The database does not answer."""
    detail = "the database does not answer: ask again with the same message_id"
    return Problem(503, detail, {"retry-after": "1"})
