"""Commands on the menu language itself: explain, schema."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from ivr.cli.group import examples
from ivr.cli.options import WrongUse, as_json
from ivr.cli.output import paint, print_json, print_table


def _codes(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from ivr.menu.codes import CODES

    begin = incomplete.upper()
    return [CompletionItem(code, help=known.title) for code, known in CODES.items() if code.startswith(begin)]


@click.command(epilog=examples("ivr explain", "ivr explain G003", "ivr explain g003 --json"))
@click.argument("code", required=False, shell_complete=_codes)
@as_json
def explain(code: str | None, as_json: bool) -> None:
    """Explain a fault's CODE: what it means, why it matters, how to mend it. Without one, list them all."""
    from ivr.menu.codes import CODES
    from ivr.menu.faults import did_you_mean
    from ivr.menu.faults import explain as explained

    if code is None:
        rows = [(known.code, known.severity.value, known.title) for known in CODES.values()]
        if as_json:
            print_json([dict(zip(("code", "severity", "title"), row, strict=True)) for row in rows])
        else:
            print_table(("code", "severity", "title"), rows)
        return
    if code.strip().upper() not in CODES:
        hint = did_you_mean(code.strip().upper(), CODES)
        meant = f"; {hint}" if hint else "."
        raise WrongUse(f"there is no code {code}{meant} `ivr explain` lists all codes.")
    text = explained(code)
    if as_json:
        known = CODES[code.strip().upper()]
        print_json(
            {
                "code": known.code,
                "severity": known.severity.value,
                "title": known.title,
                "explanation": known.explanation,
                "wrong": known.wrong,
                "right": known.right,
            }
        )
        return
    title, _, rest = text.partition("\n")
    click.echo(paint(title, bold=True))
    click.echo(rest, nl=False)


@click.command(
    epilog=examples("ivr schema > menu.schema.json", "ivr schema --calls > call.schema.json", "ivr schema --reference")
)
@click.option("--calls", is_flag=True, help="The schema of call scripts instead.")
@click.option("--reference", is_flag=True, help="The reference of the menu language for people, in Markdown.")
def schema(calls: bool, reference: bool) -> None:
    """Print the JSON Schema of the menu language, for editors.

    A menu file names it in its first line: `# yaml-language-server: $schema=menu.schema.json`.
    """
    if calls and reference:
        raise click.UsageError("--calls and --reference do not go together.")
    if reference:
        from ivr.menu.reference import reference as text
    elif calls:
        from ivr.testing.schema import dumps as text
    else:
        from ivr.menu.schema import dumps as text
    click.echo(text().rstrip("\n"))
