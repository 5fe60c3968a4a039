"""The address of an account over HTTP: what it may be, and how it is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from ivr.remote.errors import BadRemote

PLAIN_HTTP: Final = "IVR_ACCOUNT_PLAIN_HTTP"
"""Environment variable: `1` lets http go to other computers too, where the network itself is private."""

HERE: Final = ("127.0.0.1", "::1", "localhost")
"""Where plain http may go to."""

_HOST: Final = re.compile(r"[A-Za-z0-9.:_-]+")
_PATH: Final = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")


def is_remote(url: str | None) -> bool:
    """Whether a URL names an account over HTTP; others name databases."""
    return url is not None and url.partition(":")[0].lower() in ("http", "https")


def address(url: str, environment: Mapping[str, str]) -> str:
    """The address that actions are asked for under, without a slash at its end. Raises BadRemote.

    The message shows nothing of the URL but its scheme and host: who writes a password into it must not read it in a
    log.
    """
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError:
        raise BadRemote("the URL of the account is mistyped; one looks like https://account.example/ivr") from None
    if "@" in parts.netloc:
        raise BadRemote("the URL of the account must not hold a key or a password: set IVR_ACCOUNT_KEY")
    if scheme not in ("http", "https") or not _HOST.fullmatch(host):
        raise BadRemote("the URL of the account is mistyped; one looks like https://account.example/ivr")
    if parts.query or parts.fragment:
        raise BadRemote(f"the URL of the account at {host} has something after ? or #: leave it out")
    if not _PATH.fullmatch(parts.path):
        raise BadRemote(
            f"the path of the account's URL at {host} has other letters than A-Z a-z 0-9 . _ - ~ between its slashes"
        )
    if scheme == "http" and host not in HERE and environment.get(PLAIN_HTTP) != "1":
        raise BadRemote(
            f"http to {host} would show passwords to the network: name an https address; or, in a network that is "
            f"private, set {PLAIN_HTTP}=1"
        )
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}{f':{port}' if port else ''}{parts.path.rstrip('/')}"
