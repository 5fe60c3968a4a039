"""The network: a small file at once, a big one into a file, going on where a broken connection left it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from ivr.sound.models.errors import ModelError

TIMEOUT: Final = (10.0, 30.0)
"""Seconds for a connection, and between two pieces of an answer."""
PAUSES: Final = (1.0, 3.0)
"""Seconds before each further try, when the last one brought nothing."""
PIECE: Final = 1 << 14
"""Bytes that are written at once: a broken connection loses less than that of what came."""

MOST: Final = 4_000_000_000
"""Bytes of the longest file that is brought: the biggest models have half of that."""

Progress = Callable[[int, int], None]
"""Told how many bytes are here, of how many."""


def get(address: str, limit: int) -> bytes:
    """A small file. limit: bytes that it may have at most. Raises ModelError."""
    with _asked(address) as answer:
        _check(answer, address)
        found = b""
        for piece in answer.iter_content(PIECE):
            found += piece
            if len(found) > limit:
                raise ModelError(f"{address} is longer than {limit} bytes, as no list of models is")
    return found


def download(
    address: str,
    file: Path,
    progress: Progress = lambda *_: None,
    pauses: Sequence[float] = PAUSES,
    limit: int = MOST,
) -> None:
    """Bring a file here. What an earlier try brought is in the file already, and is gone on from where the server can.

    pauses: seconds before each further try when a connection breaks; a try that brings anything begins them anew.
    limit: bytes that it may have at most, whatever the server tells.
    Raises ModelError, and leaves what has come in place.
    """
    left = list(pauses)
    while True:
        before = _length(file)
        try:
            _continue(address, file, progress, limit)
        except _Broken as broken:
            if _length(file) > before:
                left = list(pauses)
            if not left:
                raise ModelError(f"{broken}; the same command goes on from where it stopped") from None
            time.sleep(left.pop(0))
        else:
            return


class _Broken(ModelError):
    """The connection failed: another try may do."""


def _continue(address: str, file: Path, progress: Progress, limit: int) -> None:
    have = _length(file)
    with _asked(address, have) as answer:
        if answer.status_code == 416:  # nothing is left to send: the file is whole, or of another archive
            if _total(answer) == have:
                return
            file.unlink(missing_ok=True)
            raise _Broken(f"{address} has changed since its first part came")
        _check(answer, address)
        goes_on = answer.status_code == 206 and _start(answer) == have
        have = have if goes_on else 0
        told = answer.headers.get("Content-Length", "")
        if not told.isdecimal():
            raise ModelError(f"{address} comes without its length: a proxy on the way may be at fault")
        total = have + int(told)
        if total > limit:
            raise ModelError(f"{address} has {total} bytes, and no model of this name has more than {limit}")
        with file.open("ab" if goes_on else "wb") as out:
            for piece in answer.iter_content(PIECE):
                have += len(piece)
                if have > total:  # a compressed answer, or one in chunks, that tells one length and has another
                    raise ModelError(f"{address} is longer than it tells: a proxy on the way may be at fault")
                try:
                    out.write(piece)
                except OSError as error:
                    raise ModelError(f"{file} cannot be written: {error.strerror}") from None
                progress(have, total)
    if have < total:
        raise _Broken(f"the connection to {_host(address)} broke after {have} of {total} bytes")


@contextmanager
def _asked(address: str, start: int = 0) -> Iterator[Any]:
    """An answer whose content is read bit by bit; whatever fails on the way is _Broken."""
    import requests

    # Archives are asked for as they are: a compressed transfer counts its bytes otherwise.
    headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={start}-"} if start else {})}
    try:
        with requests.get(address, headers=headers, timeout=TIMEOUT, stream=True) as answer:
            yield answer
    except requests.exceptions.SSLError:
        raise ModelError(
            f"{_host(address)} does not prove who it is: look at this computer's clock and proxy"
        ) from None
    except requests.exceptions.Timeout:
        raise _Broken(f"{_host(address)} does not answer in time") from None
    except requests.exceptions.ProxyError:
        raise ModelError(f"the proxy to {_host(address)} does not work: look at HTTPS_PROXY") from None
    except requests.exceptions.ConnectionError:
        raise _Broken(f"{_host(address)} cannot be reached: look at the network") from None
    except requests.exceptions.ChunkedEncodingError:
        raise _Broken(f"the connection to {_host(address)} broke") from None
    except requests.exceptions.RequestException as error:
        raise ModelError(f"{address} cannot be asked for: {error}") from None


def _check(answer: Any, address: str) -> None:
    code = answer.status_code
    if code in (404, 410):
        raise ModelError(f"{address} is not there (HTTP {code})")
    if code == 429 or code >= 500:
        raise _Broken(f"{_host(address)} cannot serve now (HTTP {code})")
    if code not in (200, 206):
        raise ModelError(f"{address} is refused (HTTP {code})")


def _start(answer: Any) -> int | None:
    """The first byte of a part, from `Content-Range: bytes 5-9/10` (RFC 9110, 14.4)."""
    first = answer.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(first) if first.isdecimal() else None


def _total(answer: Any) -> int | None:
    """The whole length, from `Content-Range: bytes */10`."""
    total = answer.headers.get("Content-Range", "").rpartition("/")[2]
    return int(total) if total.isdecimal() else None


def _host(address: str) -> str:
    return urlsplit(address).hostname or address


def _length(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0
