"""Arguments and options that several commands share, and how a service is found and loaded for one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from ivr.menu.loader import Loaded
    from ivr.menu.model import Service

    _PathType = click.ParamType[Path]
    _NumberType = click.ParamType[str]
else:
    _PathType = _NumberType = click.ParamType

SERVICE: Final = "service"
SCRIPT: Final = "call script"
_IN_SERVICE: Final = re.compile(r"^(nodes|numbers|languages|include)[ \t]*:", re.MULTILINE)
_IN_SCRIPT: Final = re.compile(r"^(steps|calls)[ \t]*:", re.MULTILINE)
"""Keys at the edge of the page that only one of the two kinds of files has."""

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


class ServiceName(_PathType):
    """A service: the path of its file or folder, or the name of one that comes with this package."""

    name = "service"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path of the service. Fails with a hint for one that does not exist."""
        if isinstance(value, Path):
            return value
        from ivr.services import ServiceNotFound, find

        try:
            return find(value)
        except ServiceNotFound as error:
            self.fail(str(error), param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """The names of the services that come with this package, or else files."""
        from ivr.services import bundled

        own = [CompletionItem(name) for name in bundled() if name.startswith(incomplete)]
        return [*own, CompletionItem(incomplete, type="file")]


class PhoneNumber(_NumberType):
    """The number of a caller."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The number as it is. Fails with a hint for what is none."""
        from ivr.menu.reader.finding import Wrong
        from ivr.menu.reader.values import dialled

        try:
            return dialled(str(value))
        except Wrong as error:
            self.fail(f"{value!r} is not the number of a caller: {error.hint.replace('`', '')}", param, ctx)


def default_journal() -> Path:
    """The folder of this user's journals."""
    import platformdirs

    return platformdirs.user_data_path("ivr") / "journal"


def default_journal_url() -> str:
    """The database of this user's journals."""
    import platformdirs

    return f"sqlite:///{platformdirs.user_data_path('ivr') / 'journal.sqlite3'}"


journal_url = click.option(
    "--journal-url",
    metavar="URL",
    envvar="IVR_JOURNAL_URL",
    help="Database of the journals, as SQLAlchemy names one.",
)
account_url = click.option(
    "--account-url",
    metavar="URL",
    envvar="IVR_ACCOUNT_URL",
    help="Database of the accounts, as SQLAlchemy names one; or https://HOST/PATH of an account system of your own "
    "(docs/account-over-http.md); else a file in your user data folder.",
)


def _database(_context: click.Context, _option: click.Parameter, url: str | None) -> str | None:
    from ivr.remote.address import is_remote

    if is_remote(url):
        raise WrongUse(
            "--account-url: this works on a database, and accounts over HTTP are kept by a system of their own; "
            "write sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"
        )
    return url


account_database = click.option(
    "--account-url",
    metavar="URL",
    envvar="IVR_ACCOUNT_URL",
    callback=_database,
    help="Database of the accounts, as SQLAlchemy names one; else a file in your user data folder.",
)
service_argument = click.argument("service", type=ServiceName(), default="0505", metavar="[SERVICE]")


def written(path: Path) -> str:
    """What a file is by the keys in it: `SERVICE` (or a file of one), `SCRIPT`, or "" for neither, and for folders."""
    if not path.is_file():
        return ""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
    if _IN_SERVICE.search(text):
        return SERVICE
    return SCRIPT if path.name.endswith(".call.yaml") or _IN_SCRIPT.search(text) else ""


def load(path: Path) -> Loaded:
    """Load a service with all its faults. Ends the command for a call script."""
    from ivr.menu import loader

    if written(path) == SCRIPT:
        raise WrongUse(f"{path} is a call script, not a service: `ivr test {path}` runs it")
    return loader.load(path)


def load_or_fail(path: Path) -> Service:
    """A service ready for calls; its errors, printed, end the command."""
    loaded = load(path)
    if loaded.service is None:
        for fault in loaded.errors:
            click.echo(fault.render(), err=True)
        raise Failed(f"{path} cannot be used: `ivr explain CODE` tells more about each fault")
    return loaded.service


class Failed(click.ClickException):
    """A command could not do what was asked, through no wrong use of it: exit code 1, and one line to say why."""

    exit_code = 1


class WrongUse(click.ClickException):
    """A command was given what it cannot use: exit code 2, and one line to say why."""

    exit_code = 2
