"""``ivr serve``: the service process that answers gateways."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from ivr.cli.call_accounts import asked_at
from ivr.cli.group import examples
from ivr.cli.options import ServiceName, WrongUse, account_url, default_journal, load_or_fail

HERE: Final = ("127.0.0.1", "::1", "localhost")
"""Hosts that only programs of this computer reach."""

NEEDED: Final = ("starlette", "uvicorn", "http_message_signatures", "prometheus_client")


@click.command(
    epilog=examples(
        "ivr serve --unsigned",
        "ivr serve --gateways gateways.yaml --send file:outgoing --metrics",
        "ivr serve --gateways /etc/ivr/gateways.yaml --account-url postgresql+psycopg://ivr@localhost/ivr",
    )
)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen at.")
@click.option("--port", default=8505, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 is any free one.")
@click.option(
    "--service", type=ServiceName(), default="0505", show_default=True, metavar="SERVICE", help="What answers."
)
@account_url
@click.option(
    "--state-url",
    metavar="URL",
    envvar="IVR_STATE_URL",
    help="Database of sessions and of signatures that were used, shared by the processes of a service; the accounts' "
    "database if not given.",
)
@click.option(
    "--gateways",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="IVR_GATEWAYS",
    help="File of the gateways that may ask: the id of each, its key and its fronts.",
)
@click.option("--unsigned", is_flag=True, help="Answer whoever asks from this computer: for tries.")
@click.option(
    "--send",
    metavar="URL",
    envvar="IVR_SEND",
    help="Send what waits in the outbox: log:, file:DIR, https://KEY_ID:KEY@HOST/PATH or smpp://ID:PASSWORD@HOST:PORT.",
)
@click.option(
    "--journal",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write the journals in; one in your user data folder, if not given.",
)
@click.option("--no-journal", is_flag=True, help="Write no journals.")
@click.option(
    "--time-limit", type=click.FloatRange(0.1, 300), default=10.0, show_default=True, help="Seconds an answer may take."
)
@click.option(
    "--per-minute",
    type=click.FloatRange(1, 6000),
    default=30.0,
    show_default=True,
    help="Messages that one caller may send in a minute.",
)
@click.option("--metrics", is_flag=True, help="Show what the process has done at GET /metrics, for Prometheus.")
@click.option("-v", "--verbose", is_flag=True, help="Log a line for each request.")
def serve(
    *,
    host: str,
    port: int,
    service: Path,
    account_url: str | None,
    state_url: str | None,
    gateways: Path | None,
    unsigned: bool,
    send: str | None,
    journal: Path | None,
    no_journal: bool,
    time_limit: float,
    per_minute: float,
    metrics: bool,
    verbose: bool,
) -> None:
    """Answer the gateways that carry USSD and SMS, over HTTP: POST /ussd, POST /sms, GET /health, GET /ready.

    Runs until SIGTERM or Ctrl-C, then finishes what is on its way. A gateway signs its requests with its key, as
    docs/serve.md tells. URLs with passwords are better kept in the environment (IVR_SEND, IVR_ACCOUNT_URL) than in
    the command line, which other users of the computer can see.
    """
    if unsigned and gateways is not None:
        raise click.UsageError(
            "--unsigned answers anybody, and --gateways (or IVR_GATEWAYS in the environment) names who may ask: "
            "leave one of them out."
        )
    if not unsigned and gateways is None:
        raise click.UsageError("Name the gateways that may ask with --gateways FILE; or, for tries, give --unsigned.")
    if unsigned and host not in HERE:
        raise WrongUse("--unsigned answers anybody, so it is for this computer only: leave --host out")
    if no_journal and journal is not None:
        raise click.UsageError("--journal and --no-journal do not go together.")
    _look_for_packages()
    from ivr.cli.serving import Wanted, serve_until_told

    wanted = Wanted(
        host=host,
        port=port,
        service=asked_at(load_or_fail(service), account_url),
        path=service,
        account_url=account_url,
        state_url=state_url,
        gateways=gateways,
        send=send,
        journal=None if no_journal else journal or default_journal(),
        seconds=time_limit,
        per_minute=per_minute,
        metrics=metrics,
        verbose=verbose,
    )
    serve_until_told(wanted)


def _look_for_packages() -> None:
    from importlib.util import find_spec

    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise WrongUse(f"ivr serve needs the package {missing[0]}: pip install 'ivr[serve]'")
