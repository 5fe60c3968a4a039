"""The keys that requests and answers are signed with: read from the environment or a file, never from a URL."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ivr.remote.errors import BadRemote
from ivr.secret import Secret

KEY: Final = "IVR_ACCOUNT_KEY"
"""Environment variable with the keys themselves."""

KEY_FILE: Final = "IVR_ACCOUNT_KEY_FILE"
"""Environment variable with the path of a file of keys, one a line."""

SHORTEST: Final = 32
"""Letters of a key: of random hexadecimal digits these are 128 bits."""

MAKE_KEY: Final = "python -c 'import secrets; print(\"ivr-1:\" + secrets.token_hex(32))'"

_LINE: Final = re.compile(r"([A-Za-z0-9._-]{1,64}):([!-~]+)")


@dataclass(frozen=True, slots=True)
class Key:
    """A key and the id that it is named by."""

    id: str
    secret: Secret


class Keys:
    """Keys by id. The first signs; all of them are believed, so that a new key can take the place of an old one."""

    def __init__(self, *keys: Key) -> None:
        if not keys:
            raise BadRemote(f"there is no key: make one with {MAKE_KEY}, and give it to both ends in {KEY}")
        self.first = keys[0]
        self._by_id = {key.id: key for key in keys}
        if len(self._by_id) < len(keys):
            raise BadRemote("two keys have the same id: each needs its own")

    def get(self, key_id: str) -> Key | None:
        """The key of an id, None for one that is not known."""
        return self._by_id.get(key_id)

    def __iter__(self) -> Iterator[Key]:
        return iter(self._by_id.values())


def keys_from(environment: Mapping[str, str] | None = None) -> Keys:
    """The keys that the environment (this process's own if not given) names. Raises BadRemote, which shows no key."""
    environment = os.environ if environment is None else environment
    text, file = environment.get(KEY), environment.get(KEY_FILE)
    if text and file:
        raise BadRemote(f"{KEY} and {KEY_FILE} are both set: leave one of them out")
    if text:
        return _keys(KEY, text)
    if file:
        return _keys(file, _content(Path(file)))
    raise BadRemote(
        f"an account over HTTP needs a key: set {KEY} to ID:KEY, or {KEY_FILE} to a file of such lines; make one with "
        f"{MAKE_KEY}"
    )


def _keys(where: str, text: str) -> Keys:
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return Keys(*(_key(f"{where}, key {number}", line) for number, line in enumerate(lines, 1)))


def _key(where: str, line: str) -> Key:
    found = _LINE.fullmatch(line)
    if found is None:
        raise BadRemote(f"{where}: write ID:KEY, the id of letters, digits, dots, dashes and underscores")
    if len(found[2]) < SHORTEST:
        raise BadRemote(f"{where}: a key has {SHORTEST} letters or more; make one with {MAKE_KEY}")
    return Key(found[1], Secret(found[2]))


def _content(file: Path) -> str:
    try:
        text, mode = file.read_text(encoding="utf-8"), file.stat().st_mode
    except OSError as error:
        raise BadRemote(f"{file} cannot be read: {error.strerror}") from None
    except ValueError:
        raise BadRemote(f"{file} is not text in UTF-8") from None
    if sys.platform != "win32" and stat.S_IMODE(mode) & 0o077:
        raise BadRemote(f"{file} can be read by others, and there are keys in it: chmod 600 {file}")
    return text
