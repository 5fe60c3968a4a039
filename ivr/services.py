"""Finding services: those that come with the package by their names, any other by its path."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ivr.menu.faults import did_you_mean
from ivr.menu.reader.files import OWN_NAME

DEFAULT: Final = "0505"
"""The service that is called when none is named."""


class NoService(LookupError):
    """There is no such service; the message tells what there is instead."""


def bundled_folder() -> Path:
    """The folder of the services that come with the package: in it when it is installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "bundled"
    return installed if installed.is_dir() else package.parent / "menus"


def names() -> tuple[str, ...]:
    """The names of the services that come with the package."""
    return tuple(sorted(path.parent.name for path in bundled_folder().glob(f"*/{OWN_NAME}")))


def find(name: str = DEFAULT) -> Path:
    """Where a service is. name: a path (which comes first when it exists), or the name of a bundled service.

    Raises NoService when it is neither.
    """
    path = Path(name)
    if path.exists():
        return path
    known = names()
    if name in known:
        return bundled_folder() / name
    hint = did_you_mean(name, known) or f"services that come with this package: {', '.join(known) or 'none'}"
    raise NoService(f"there is no service {name!r}: no such path, and no service of that name; {hint}")
