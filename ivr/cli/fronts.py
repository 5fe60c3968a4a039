"""``ivr ussd`` and ``ivr sms``: a service's menus by codes and text messages, as a gateway would carry them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import CompletionItem

from ivr.cli.call_accounts import accounts_of, asked_at
from ivr.cli.calls import CALLER, SAME_MOMENT
from ivr.cli.group import examples
from ivr.cli.options import PhoneNumber, ServiceName, WrongUse, account_url, journal_url, load_or_fail
from ivr.cli.output import paint

if TYPE_CHECKING:
    from ivr.fronts import Conversations
    from ivr.journal import Sink
    from ivr.menu.model import Service

    _NumberType = click.ParamType[str]
else:
    _NumberType = click.ParamType

SESSION: Final = "terminal"
"""The one session that a command holds."""

AFTERWARDS: Final = timedelta(days=1)
"""How far the clock goes on when the command ends: further than any session waits."""


class Dialled(_NumberType):
    """A code or short number that a service declares."""

    def __init__(self, name: str, codes: bool) -> None:
        """codes: USSD codes are meant, else all that is none."""
        self.name = name
        self._codes = codes

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """What was dialled, as it is. Fails with a hint for what can only be a slip."""
        dialled = str(value).strip()
        is_code = dialled.endswith("#") or dialled.startswith("*")
        if self._codes and not (dialled.endswith("#") and dialled.startswith(("*", "#"))):
            self.fail(
                f"{value!r} is no code: it begins with * and ends in #, and stands in quotes: '*105#'", param, ctx
            )
        if not self._codes and (is_code or not dialled):
            self.fail(f"{value!r} is no number to write to; a code is dialled with `ivr ussd`", param, ctx)
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """The numbers of the service named, or of the one that is taken without a name."""
        from ivr.menu.loader import load
        from ivr.services import find

        service = load(ctx.params.get("service") or find("0505")).service
        numbers = [] if service is None else [one for one in service.numbers if one.endswith("#") is self._codes]
        return [CompletionItem(number) for number in numbers if number.startswith(incomplete)]


service_option = click.option(
    "--service", type=ServiceName(), default="0505", show_default=True, metavar="SERVICE", help="Whose menus to use."
)
as_option = click.option(
    "--as", "caller", type=PhoneNumber(), default=CALLER, show_default=True, metavar="NUMBER", help="Who sends."
)
journal_option = click.option(
    "--journal", type=click.Path(file_okay=False, path_type=Path), help="Folder to write the journal in; none without."
)


@click.command(
    epilog=examples(
        "ivr ussd '*105#'",
        "ivr ussd '*105*1#' --as +79220000008",
        "printf '1\\n0\\n' | ivr ussd '*105#'",
    )
)
@click.argument("code", type=Dialled("code", codes=True))
@service_option
@as_option
@account_url
@journal_option
@journal_url
@click.option("--narrow", is_flag=True, help="Pages of 80 characters where they hold others than the GSM alphabet.")
def ussd(
    *,
    code: str,
    service: Path,
    caller: str,
    account_url: str | None,
    journal: Path | None,
    journal_url: str | None,
    narrow: bool,
) -> None:
    """Dial CODE, read its pages and answer them.

    Answers are typed at a terminal, or read from a pipe, a line each. Without a terminal nothing is changed: unless
    --account-url names a database, the session has accounts of its own, the same each time.
    """
    from ivr.fronts import NARROW, PageSize, Ussd

    loaded = asked_at(load_or_fail(service), account_url)
    if not any(number.endswith("#") for number in loaded.numbers):
        raise WrongUse(f'{service} declares no codes: write `"*105#": NODE` among its `numbers`')
    held = _Held(loaded, service, caller, url=account_url, sinks=_sinks(journal, journal_url))
    front = Ussd(held.conversations, size=NARROW if narrow else PageSize())
    with asyncio.Runner() as runner:
        for line in held.lines(code):
            page = runner.run(front.receive(SESSION, caller, line, held.now()))
            held.show(page.text)
            if page.ended:
                break
        runner.run(held.over())


@click.command(
    epilog=examples(
        "ivr sms 000105 00",
        "ivr sms 000105 баланс --as +79220000008",
        'ivr sms 000105 "обещанный платёж 100" да',
    )
)
@click.argument("number", type=Dialled("number", codes=False))
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@service_option
@as_option
@account_url
@journal_option
@journal_url
def sms(
    *,
    number: str,
    texts: tuple[str, ...],
    service: Path,
    caller: str,
    account_url: str | None,
    journal: Path | None,
    journal_url: str | None,
) -> None:
    """Send each TEXT as a message to NUMBER, one after another, and read the replies.

    Unless --account-url names a database nothing is changed: the messages have accounts of their own, the same each
    time.
    """
    from ivr.fronts import Sms

    held = _Held(
        asked_at(load_or_fail(service), account_url),
        service,
        caller,
        url=account_url,
        sinks=_sinks(journal, journal_url),
        own_accounts=True,
    )
    front = Sms(held.conversations)
    with asyncio.Runner() as runner:
        for text in texts or ("",):
            reply = runner.run(front.receive(caller, number, text, held.now()))
            held.show(reply.text)
            if reply.parts > 1:
                click.echo(paint(f"({reply.parts} parts)", dim=True))
        runner.run(held.over())


class _Held:
    """What both commands hold: the conversations, their accounts and journals, and the terminal."""

    def __init__(
        self,
        service: Service,
        path: Path,
        caller: str,
        *,
        url: str | None,
        sinks: Callable[[str, datetime], list[Sink]] | None,
        own_accounts: bool = False,
    ) -> None:
        """own_accounts: without a URL nothing is kept, at a terminal neither."""
        from zoneinfo import ZoneInfo

        from ivr.fronts import Conversations

        self._service = service
        self._caller = caller
        self._at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
        same = datetime.fromisoformat(SAME_MOMENT).replace(tzinfo=ZoneInfo(service.timezone))
        self._fixed = None if url is not None or (self._at_terminal and not own_accounts) else same
        self._account = accounts_of(service, url, self._fixed)()
        self.conversations: Conversations = Conversations(
            service, account=self._account, journal=sinks, path=str(path.resolve())
        )

    def now(self) -> datetime:
        """The moment of a message: always the same one where everything is to be."""
        return self._fixed or datetime.now().astimezone()

    def lines(self, first: str) -> Iterator[str]:
        """The messages of the session: the first one, and what is typed or piped after it."""
        yield first
        while True:
            if self._at_terminal:
                try:
                    yield input("> ")
                except (EOFError, KeyboardInterrupt):
                    click.echo()
                    return
            else:
                line = sys.stdin.readline()
                if not line:
                    return
                click.echo(f"> {line.rstrip()}")
                yield line.rstrip("\r\n")

    def show(self, text: str) -> None:
        """A reply, and the SMS that came of it."""
        from ivr.phone import arriving

        click.echo(text)
        for message in arriving(self._account, self._caller):
            click.echo(paint(f"(SMS: {message})", dim=True))

    def over(self) -> Coroutine[Any, Any, None]:
        """Whoever asked goes away."""
        return self.conversations.sweep(self.now() + AFTERWARDS)


def _sinks(folder: Path | None, url: str | None) -> Callable[[str, datetime], list[Sink]] | None:
    """Where the journals of the session go."""
    if folder is None and url is None:
        return None
    from ivr.journal import JournalFiles, StoredJournal

    def sinks(call_id: str, began: datetime) -> list[Sink]:
        made: list[Sink] = []
        if folder is not None:
            made.append(JournalFiles(folder).sink(call_id, began))
        if url is not None:
            made.append(StoredJournal(url))
        return made

    return sinks
