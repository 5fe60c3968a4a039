"""Which service is meant: one that comes with the engine, by its name, or an author's own, by its path."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ivr.menu.faults import did_you_mean
from ivr.menu.reader.files import OWN_NAME

DEFAULT: Final = "0505"
"""The service that is called when none is named."""


class ServiceNotFound(Exception):
    """There is no such service. The message says what was looked for, and what there is."""


def bundled() -> list[str]:
    """The names of the services that come with the engine, in order."""
    return sorted(head.parent.name for head in _shelf().glob(f"*/{OWN_NAME}"))


def find(name_or_path: str | None = None) -> Path:
    """Where a service is: its folder, or its own file. None means 0505.

    The name of a bundled service means that one, wherever one stands: a folder of the same name is `./0505`.
    Raises ServiceNotFound when there is neither such a name nor such a path.
    """
    name = DEFAULT if name_or_path is None else name_or_path
    names = bundled()
    if name in names:
        return _shelf() / name
    if name.strip() and (own := _existing(name)) is not None:
        return own
    raise ServiceNotFound(_not_found(name, names))


def _shelf() -> Path:
    """The folder of bundled services: inside the installed package, or at the top of a checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "bundled"
    return installed if installed.is_dir() else here.parent / "menus"


def _existing(name: str) -> Path | None:
    try:
        path = Path(name).expanduser()
        return path if path.exists() else None
    except (OSError, ValueError, RuntimeError):
        # Too long for the system, a zero byte in it, or the home of nobody: no file has such a name.
        return None


def _not_found(name: str, names: list[str]) -> str:
    looked = f"no service `{name}`: no bundled service has this name, and there is no such file or folder"
    there = f"bundled: {', '.join(names)}" if names else f"none is bundled: {_shelf()} holds no `*/{OWN_NAME}`"
    return "; ".join(part for part in (looked, there, did_you_mean(name, names)) if part)
