"""The journal of ``ivr call``: where it is kept, and what is said where it cannot be."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivr.cli.options import Failed, default_journal, default_journal_url
from ivr.cli.output import paint

if TYPE_CHECKING:
    from ivr.dialog.events import Dialled
    from ivr.journal import JournalFile, Recorder, Sink
    from ivr.menu.model import Service


@dataclass(frozen=True, slots=True)
class JournalWanted:
    """Where a journal is to be kept. folder, url: None for nowhere. named: the folder is of the caller's choice.

    told: say where the journal is when the call is over.
    """

    folder: Path | None = None
    url: str | None = None
    named: bool = False
    told: bool = False

    @classmethod
    def of(cls, folder: Path | None, url: str | None, *, none: bool, in_terminal: bool) -> JournalWanted:
        """What is wanted by a command's options: calls from a terminal have a journal unless told otherwise."""
        if not in_terminal:
            return cls(folder, url, named=True)
        if none:
            return cls()
        return cls(folder or default_journal(), url or default_journal_url(), named=folder is not None, told=True)

    def __bool__(self) -> bool:
        """Whether there is to be one."""
        return self.folder is not None or self.url is not None


def recorder(
    service: Service, path: Path, dialled: Dialled, wanted: JournalWanted, stack: contextlib.ExitStack
) -> Recorder:
    """Begin a journal; the stack ends it. path: where the service stands.

    Ends the command when the journal cannot be written in the folder that was named. Where nobody named one, the call
    is held all the same, and that it has no journal is told.
    """
    from ivr.journal import Recorder, StoredJournal

    sinks: list[Sink] = []
    if wanted.folder is not None and (file := _file(wanted.folder, dialled, named=wanted.named)) is not None:
        sinks.append(file)
        if wanted.told:
            stack.callback(lambda: click.echo(paint(f"  The journal: {file.path}", dim=True)))
    if wanted.url is not None:
        sinks.append(StoredJournal(wanted.url))
    made = Recorder(service, sinks, path=str(path.resolve()))
    stack.callback(_close, made)
    return made


def _file(folder: Path, dialled: Dialled, *, named: bool) -> JournalFile | None:
    from ivr.journal import JournalError, JournalFiles

    file = JournalFiles(folder).sink(dialled.call_id, dialled.at)
    try:
        file.open()
    except JournalError as error:
        if named:
            raise Failed(str(error)) from None
        click.echo(f"{error}; the call goes on without", err=True)
        return None
    return file


def _close(recorder: Recorder) -> None:
    """End a journal. The call is over: where it cannot be kept that is told, and nothing else is lost."""
    from ivr.journal import JournalError

    try:
        recorder.close()
    except JournalError as error:
        click.echo(f"the journal is not whole: {error}", err=True)
