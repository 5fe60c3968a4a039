"""``ivr test``: call scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from ivr.cli.group import examples
from ivr.cli.options import SERVICE, ServiceName, WrongUse, as_json, load_or_fail, written
from ivr.cli.output import print_json

NOTHING_TESTED: Final = 5
"""Exit code when there was no call to run: that of pytest for no tests."""

_HOW: Final = """\
A call script is a file whose name ends in .call.yaml, for example {file}:

  steps:
    - hear: Hello
    - press: 1
    - hang up"""


@click.command(
    epilog=examples("ivr test 0505", "ivr test clinic/calls/visit.call.yaml -k English", "ivr test . --min-coverage 95")
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=ServiceName())
@click.option("-k", "only", metavar="TEXT", default="", help="Only calls with this text in their names.")
@click.option("--min-coverage", type=click.FloatRange(0, 100), metavar="PERCENT", help="Fail below this menu coverage.")
@click.option("--no-coverage", is_flag=True, help="Do not tell what no call has reached.")
@click.option("-v", "--verbose", is_flag=True, help="List the ways of failing that no call has reached as well.")
@as_json
@click.pass_context
def test(
    ctx: click.Context,
    *,
    paths: tuple[Path, ...],
    only: str,
    min_coverage: float | None,
    no_coverage: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Run call scripts: the files PATH, and every *.call.yaml in the folders PATH.

    PATH may also be the name of a service that comes with this package.

    A script belongs to the service it names, or to the nearest service.yaml above it. Calls are held in virtual time.

    Exit code: 0 all went as written, 1 a call failed, a service has errors or the menu is covered too little, 2 wrong
    use, 5 there was nothing to test.
    """
    from ivr.testing.running import render, run

    for path in paths:
        if written(path) == SERVICE:
            raise WrongUse(
                f"{path} is a service, not a call script: `ivr check {path}` checks it, "
                f"`ivr test {path.parent}` runs the scripts in its folder"
            )
    report = run(paths, only=only)
    nothing = not report.results and not report.faults
    if nothing:
        _load_services(paths)
    if as_json:
        print_json(report.to_dict())
    elif not nothing:
        text = render(report, coverage=not no_coverage, min_coverage=min_coverage, verbose=verbose)
        click.echo(text, nl=False)
    if nothing:
        click.echo(_told(paths, only), err=True)
        ctx.exit(NOTHING_TESTED)
    ctx.exit(report.exit_code(min_coverage))


def _load_services(paths: tuple[Path, ...]) -> None:
    """End the command when a service among the paths has errors: they are worth more than that it has no scripts."""
    from ivr.menu.reader.files import OWN_NAME

    for path in paths:
        if (path / OWN_NAME).is_file():
            load_or_fail(path)


def _told(paths: tuple[Path, ...], only: str) -> str:
    """Why nothing was tested, and how to have something tested."""
    from ivr.testing.finding import find_scripts

    places = ", ".join(map(str, paths))
    if any(True for _ in find_scripts(paths)):
        return f"Error: nothing was tested: no call in {places} has «{only}» in its name"
    folder = next((path for path in paths if path.is_dir()), Path())
    how = _HOW.format(file=folder / "calls" / "first.call.yaml")
    return f"Error: nothing was tested: there are no call scripts in {places}\n{how}"
