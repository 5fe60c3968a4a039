"""The gateways that may ask: a file of YAML with the id of each, its key and the fronts it may use."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from ivr.secret import Secret
from ivr.serve.fronts import FRONTS

SHORTEST_KEY: Final = 32
"""Letters of a key: of random hexadecimal digits these are 128 bits."""

_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_KNOWN: Final = ("id", "key", "key_env", "fronts")

MAKE_KEY: Final = "python -c 'import secrets; print(secrets.token_hex(32))'"


class GatewayError(Exception):
    """The file of gateways cannot be used. Says why and how to mend it, and shows no key."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """One gateway. fronts: those it may use, of `ussd` and `sms`."""

    id: str
    key: Secret
    fronts: frozenset[str]


class Gateways:
    """The gateways by id."""

    def __init__(self, gateways: Iterable[Gateway]) -> None:
        self._by_id = {gateway.id: gateway for gateway in gateways}

    def get(self, gateway_id: str) -> Gateway | None:
        """A gateway, None for one that is not known."""
        return self._by_id.get(gateway_id)

    def __len__(self) -> int:
        return len(self._by_id)


def read_gateways(file: Path, environment: Mapping[str, str] | None = None) -> Gateways:
    """Read the file. environment: where ``key_env`` looks, the process's own if not given. Raises GatewayError."""
    environment = os.environ if environment is None else environment
    try:
        text = file.read_text(encoding="utf-8")
        mode = file.stat().st_mode
        found = yaml.safe_load(text)
    except OSError as error:
        raise GatewayError(f"{file} cannot be read: {error.strerror}") from None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)  # the rest of its text shows the line, and a key in it
        where = f", line {mark.line + 1}" if mark is not None else ""
        raise GatewayError(f"{file}{where}: this is not YAML") from None
    rows = found.get("gateways") if isinstance(found, dict) and set(found) == {"gateways"} else None
    if not isinstance(rows, list) or not rows:
        raise GatewayError(f"{file}: write a list of gateways under the name gateways, and nothing else")
    gateways = [_gateway(f"{file}: gateway {number}", row, environment) for number, row in enumerate(rows, 1)]
    _check_all(file, gateways, mode, holds_keys=any("key" in row for row in rows))
    return Gateways(gateways)


def is_id(name: str) -> bool:
    """Whether a name can be the id of a gateway."""
    return _ID.fullmatch(name) is not None


def _gateway(where: str, row: Any, environment: Mapping[str, str]) -> Gateway:
    if not isinstance(row, dict):
        raise GatewayError(f"{where}: write id, key and fronts")
    strange = [str(name) for name in row if name not in _KNOWN]
    if strange:
        raise GatewayError(f"{where}: {strange[0]} is not known; there are {', '.join(_KNOWN)}")
    name = row.get("id")
    if not isinstance(name, str) or not is_id(name):
        raise GatewayError(f"{where}: id has letters, digits, dots, dashes and underscores, 64 at most")
    fronts = row.get("fronts", list(FRONTS))
    if not isinstance(fronts, list) or not fronts or any(front not in FRONTS for front in fronts):
        raise GatewayError(f"{where}: fronts is a list of {' and '.join(FRONTS)}")
    return Gateway(name, _key(where, row, environment), frozenset(fronts))


def _key(where: str, row: Mapping[str, Any], environment: Mapping[str, str]) -> Secret:
    if ("key" in row) == ("key_env" in row):
        raise GatewayError(f"{where}: write key, or key_env with the name of an environment variable")
    if "key" in row:
        text = row["key"]
    else:
        text = environment.get(str(row["key_env"]))
        if text is None:
            raise GatewayError(f"{where}: the environment variable {row['key_env']} is not set")
    if not isinstance(text, str) or len(text) < SHORTEST_KEY:
        raise GatewayError(f"{where}: a key has {SHORTEST_KEY} letters or more, in quotes; make one: {MAKE_KEY}")
    return Secret(text)


def _check_all(file: Path, gateways: list[Gateway], mode: int, *, holds_keys: bool) -> None:
    for number, gateway in enumerate(gateways, 1):
        for other in gateways[: number - 1]:
            if other.id == gateway.id:
                raise GatewayError(f"{file}: gateway {number}: there is another {gateway.id}")
            if other.key == gateway.key:
                raise GatewayError(f"{file}: gateway {number}: {other.id} has the same key; each needs its own")
    if holds_keys and sys.platform != "win32" and stat.S_IMODE(mode) & 0o077:
        raise GatewayError(f"{file} can be read by others, and there are keys in it: chmod 600 {file}")
