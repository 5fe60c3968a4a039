"""Where the journals of a command come from: files, folders of them, a database; and the services they tell of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivr.cli.options import WrongUse, load

if TYPE_CHECKING:
    from ivr.journal import Journal
    from ivr.journal.store import JournalStore
    from ivr.menu.model import Service

Read = Callable[[], "Journal"]
"""Reads one journal. Raises JournalError."""


def journals(calls: Iterable[str], url: str | None) -> Iterator[tuple[str, Read]]:
    """Each journal with the name it is shown by: its file, or its call when it comes from a database."""
    from ivr.journal import read_file

    if url is None:
        for file in files(Path(call) for call in calls):
            yield str(file), lambda file=file: read_file(file)  # type: ignore[misc]
        return
    store = open_store(url)
    for call in calls:
        yield call, lambda call=call: store.read(call)  # type: ignore[misc]


def open_store(url: str) -> JournalStore:
    """The journals of a database. Ends the command when it cannot be opened."""
    from ivr.journal import JournalError
    from ivr.journal.store import JournalStore

    try:
        return JournalStore.open(url)
    except JournalError as error:
        raise WrongUse(str(error)) from None


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The journals that are files, or in folders. Ends the command for a path that does not exist."""
    from ivr.journal import JournalFiles

    for path in paths:
        if path.is_dir():
            yield from JournalFiles(path)
        elif path.exists():
            yield path
        else:
            raise WrongUse(f"there is no journal {path}; a call in a database is named beside --journal-url")


class Services:
    """The services that journals tell of, each loaded once. given: the one they all tell of."""

    def __init__(self, given: Path | None) -> None:
        self._given = given
        self._loaded: dict[Path, Service | None] = {}

    def of(self, journal: Journal) -> Service:
        """The service of a call: the given one, or the one that stood where the journal says, or that has its name.

        Raises JournalError when there is none, or it has errors.
        """
        from ivr.journal import JournalError

        path = self._given or _place(journal)
        if path not in self._loaded:
            loaded = load(path)
            for fault in loaded.errors:
                click.echo(fault.render(), err=True)
            self._loaded[path] = loaded.service
        service = self._loaded[path]
        if service is None:
            raise JournalError(f"the service {path} has errors: `ivr check {path}` tells them")
        return service


def _place(journal: Journal) -> Path:
    from ivr.journal import JournalError
    from ivr.services import ServiceNotFound, find

    head = journal.head
    if head.path and Path(head.path).exists():
        return Path(head.path)
    try:
        return find(head.service)
    except ServiceNotFound:
        gone = f", and is not at {head.path} any more" if head.path else ""
        raise JournalError(
            f"its service {head.service} is not one that comes with this package{gone}: name its path with --service"
        ) from None
