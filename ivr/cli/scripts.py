"""``ivr test``: call scripts."""

from __future__ import annotations

from pathlib import Path

import click

from ivr.cli.group import examples
from ivr.cli.options import ServiceName, as_json
from ivr.cli.output import print_json


@click.command(
    epilog=examples("ivr test 0505", "ivr test clinic/calls/visit.call.yaml -k English", "ivr test . --min-coverage 95")
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=ServiceName())
@click.option("-k", "only", metavar="TEXT", default="", help="Only calls with this text in their names.")
@click.option("--min-coverage", type=click.FloatRange(0, 100), metavar="PERCENT", help="Fail below this menu coverage.")
@click.option("--no-coverage", is_flag=True, help="Do not tell what no call has reached.")
@as_json
@click.pass_context
def test(
    ctx: click.Context,
    *,
    paths: tuple[Path, ...],
    only: str,
    min_coverage: float | None,
    no_coverage: bool,
    as_json: bool,
) -> None:
    """Run call scripts: the files PATH, and every *.call.yaml in the folders PATH.

    PATH may also be the name of a service that comes with this package.

    A script belongs to the service it names, or to the nearest service.yaml above it. Calls are held in virtual time.

    Exit code: 0 all went as written, 1 a call failed or the menu is covered too little, 2 wrong use.
    """
    from ivr.testing.running import render, run

    report = run(paths, only=only)
    if as_json:
        print_json(report.to_dict())
    else:
        click.echo(render(report, coverage=not no_coverage, min_coverage=min_coverage), nl=False)
    ctx.exit(report.exit_code(min_coverage))
