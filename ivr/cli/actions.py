"""``ivr actions``: what a service may have done."""

from __future__ import annotations

import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.group import examples
from ivr.cli.options import Failed, as_json, load, service_argument
from ivr.cli.output import paint, print_json

if TYPE_CHECKING:
    from ivr.menu.model import Service


@click.command(
    epilog=examples(
        "ivr actions", "ivr actions clinic/", "ivr actions 0505 --json", "ivr actions 0505 --remote https://HOST/PATH"
    )
)
@service_argument
@click.option("--remote", metavar="URL", help="Compare them with those that an account system over HTTP serves.")
@click.option("--schema", is_flag=True, help="Print the JSON Schemas of their requests and answers over HTTP.")
@click.option("--openapi", is_flag=True, help="Print an OpenAPI document of them.")
@as_json
def actions(service: Path, *, remote: str | None, schema: bool, openapi: bool, as_json: bool) -> None:
    """List the actions that a service may name: arguments, outcomes, what comes with them, the level they need."""
    if bool(remote) + schema + openapi > 1:
        raise click.UsageError("--remote, --schema and --openapi do not go together.")
    loaded = load(service)
    if loaded.draft is None:
        raise Failed(f"{service} cannot be read; `ivr check {service}` tells why")
    if remote or schema or openapi:
        from ivr.cli.remote_actions import compare, print_schema

        if remote:
            compare(loaded.draft, remote, as_json=as_json)
        else:
            print_schema(loaded.draft, as_openapi=openapi)
        return
    known = [_action(loaded.draft, name) for name in sorted(loaded.draft.actions)]
    if as_json:
        print_json(known)
        return
    if not known:
        click.echo(f"{service} has no actions: name a Python module under `actions`")
    for action in known:
        click.echo(paint(_signature(action), bold=True))
        if action["doc"]:
            click.echo(f"  {action['doc'].splitlines()[0]}")
        facts = [f"within {action['timeout']:g} s", "changes something" if action["changes"] else "changes nothing"]
        if action["needs"]:
            facts.insert(0, f"needs level {action['needs']}")
        click.echo(paint(f"  {', '.join(facts)}", dim=True))
        for name, outcome in action["outcomes"].items():
            fields = ", ".join(outcome["fields"]) or outcome["type"] or ""
            proves = f" (proves level {outcome['proves']})" if outcome["proves"] else ""
            click.echo(f"  -> {name}{proves}" + (f": {fields}" if fields else ""))
        click.echo()


def _signature(action: dict[str, Any]) -> str:
    arguments = (name if required else f"{name}?" for name, required in action["arguments"].items())
    return f"{action['name']}({', '.join(arguments)})"


def _action(service: Service, name: str) -> dict[str, Any]:
    from ivr.actions import value_fields

    action = service.actions[name]
    return {
        "name": name,
        "arguments": dict(action.parameters),
        "outcomes": {
            outcome: {
                "type": _type_name(declared),
                "fields": sorted(value_fields(declared) or ()),
                "proves": action.grants.get(outcome),
            }
            for outcome, declared in action.outcomes.items()
        },
        "needs": action.needs,
        "timeout": action.timeout,
        "changes": action.changes,
        "doc": action.doc,
    }


def _type_name(declared: Any) -> str | None:
    if declared is None:
        return None
    if typing.get_origin(declared) in (list, tuple):
        inside = ", ".join(filter(None, map(_type_name, typing.get_args(declared))))
        return f"list of {inside}"
    return str(getattr(declared, "__name__", declared))
