"""Commands on scheduled work: what there is, and doing what is due."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

import click

from ivr.cli.group import examples
from ivr.cli.options import Failed, account_database, as_json
from ivr.cli.output import print_json, print_table


@click.group(epilog=examples("ivr jobs list", "ivr jobs run", "ivr jobs run bonus.accrue --at 2026-03-01T03:00+03:00"))
def jobs() -> None:
    """Scheduled work: points once a month, messages in another language from 08:00, the end of a block, what is due.

    Run `ivr jobs run` from cron or a systemd timer, once an hour or more often. Work is done once, however often
    and late it is run; a run that was interrupted is made up for by the next.
    """


@jobs.command("list", epilog=examples("ivr jobs list", "ivr jobs list --json"))
@as_json
def list_jobs(as_json: bool) -> None:
    """List the jobs, in the order in which they are done."""
    from ivr.account.jobs import JOBS

    if as_json:
        print_json({job.name: job.doc for job in JOBS})
    else:
        print_table(("job", "what it does"), ((job.name, job.doc) for job in JOBS))


@jobs.command("run", epilog=examples("ivr jobs run", "ivr jobs run bonus.accrue", "ivr jobs run --at 2026-03-01T03:00"))
@click.argument("names", nargs=-1, metavar="[JOB]...")
@click.option("--at", metavar="TIME", help="Do what was due at this moment (ISO 8601); now when not given.")
@click.option("--rehearse", is_flag=True, help="Let --at be in the future: for accounts made to try things on.")
@account_database
@as_json
def run_jobs(names: tuple[str, ...], at: str | None, rehearse: bool, account_url: str | None, as_json: bool) -> None:
    """Do what is due: all jobs, or those that are named. Exit code 1 when one of them failed."""
    from ivr.account import AccountError, open_accounts
    from ivr.account.jobs import JOBS, run

    known = {job.name: job for job in JOBS}
    if unknown := [name for name in names if name not in known]:
        raise Failed(f"no job `{unknown[0]}`; there are: {', '.join(known)}")
    try:
        accounts = open_accounts(account_url)
    except AccountError as error:
        raise Failed(str(error)) from None
    chosen = [known[name] for name in dict.fromkeys(names)] or list(JOBS)
    moment = _moment(at, accounts.zone)
    if moment > datetime.now(UTC) and not rehearse:
        raise Failed(
            f"--at: {at} has not come yet, and what is done cannot be undone; with --rehearse it is done all the same"
        )
    with _bar() as bar:
        task = bar and bar.add_task("jobs", total=None)

        def moved(job: Any, changed: int) -> None:
            if bar:
                bar.update(task, advance=changed, description=job.name)

        done, failed = run(accounts, moment, chosen, progress=moved)
    if as_json:
        print_json({"done": done, "failed": failed})
    else:
        print_table(
            ("job", ">numbers", "state"), ((name, str(count), failed.get(name, "done")) for name, count in done.items())
        )
    if failed:
        raise SystemExit(1)


def _moment(at: str | None, zone: Any) -> datetime:
    if at is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise Failed(f"--at: {at!r} is no time; one looks like 2026-03-01T03:00") from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _bar() -> Any:
    """A progress bar where a person sees it."""
    import sys

    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}: {task.completed:.0f} numbers"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
