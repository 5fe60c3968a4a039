"""Senders by URL. Their kinds are entry points of the group `ivr.senders`, of this package or any other."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from importlib.metadata import EntryPoint, distributions
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from ivr.secret import Secret
from ivr.sending.sender import Place, Sender, SenderError

GROUP: Final = "ivr.senders"
"""Entry points of senders: the name is the URL's scheme, the object is called with a `Place` and gives a `Sender`."""

EXTRAS: Final = {"http": "serve", "https": "serve", "smpp": "smpp", "smpps": "smpp"}
"""What to install for a scheme, where a package is missing."""


def kinds() -> dict[str, EntryPoint]:
    """The senders of every package, by scheme."""
    return {entry.name: entry for package in distributions() for entry in package.entry_points if entry.group == GROUP}


def open_sender(url: str, *, folder: Path | None = None) -> Sender:
    """The sender that a URL names. folder: of the journals. Raises SenderError."""
    place = taken_apart(url, folder)
    known = kinds()
    if place.scheme not in known:
        close = get_close_matches(place.scheme, known, 1)
        meant = f" Did you mean {close[0]}?" if close else ""
        raise SenderError(f"nothing sends to {place.scheme}: URLs; there are {', '.join(sorted(known))}.{meant}")
    try:
        make: Callable[[Place], Sender] = known[place.scheme].load()
    except ImportError as error:
        extra = EXTRAS.get(place.scheme)
        mend = f"pip install 'ivr[{extra}]'" if extra else f"install {error.name}"
        raise SenderError(f"{place.scheme}: needs the package {error.name}: {mend}") from None
    return make(place)


def taken_apart(url: str, folder: Path | None = None) -> Place:
    """A sender's URL in its parts. Raises SenderError, which shows nothing of the URL: it may hold a password."""
    scheme, colon, _ = url.partition(":")
    if not colon or not scheme:
        raise SenderError("a sender is named by a URL, like log: or smpp://system_id:password@host:2775?source=0505")
    try:
        parts = urlsplit(url)
        options = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        return Place(
            scheme=scheme.lower(),
            host=parts.hostname or "",
            port=parts.port,
            user=unquote(parts.username or ""),
            password=Secret(unquote(parts.password or "")),
            path=unquote(parts.path),
            query=parts.query,
            options=dict(options),
            folder=folder,
        )
    except ValueError:  # its text may be a part of the URL, and a password in it
        raise SenderError(f"the {scheme.lower()}: URL of the sender is mistyped") from None
