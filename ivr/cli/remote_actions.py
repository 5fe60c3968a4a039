"""``ivr actions --schema | --openapi | --remote``: a service's actions, as an account system over HTTP has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ivr.cli.options import Failed, WrongUse
from ivr.cli.output import print_json

if TYPE_CHECKING:
    from ivr.menu.model import Service


def print_schema(service: Service, *, as_openapi: bool) -> None:
    """Print the JSON Schemas of a service's actions, or an OpenAPI document. Ends the command for what has no form."""
    from ivr.remote.described import described
    from ivr.remote.openapi import openapi
    from ivr.remote.values import NoForm

    names = sorted(name for name in service.actions if not service.actions[name].local)
    actions = [service.actions[name] for name in names]
    try:
        print_json(openapi(service.name, actions) if as_openapi else described(actions))
    except NoForm as error:
        raise Failed(f"an action cannot be asked for over HTTP: {error}") from None


def compare(service: Service, url: str, *, as_json: bool) -> None:
    """Print how the actions that a server serves differ from those of a service, a line each.

    Ends the command with 1 when something differs or the server cannot be asked.
    """
    try:
        from ivr.remote import BadRemote, Remote, RemoteError, keys_from
    except ImportError as error:
        raise WrongUse(f"accounts over HTTP need the package {error.name}: pip install 'ivr[serve]'") from None
    from ivr.remote.described import differences

    try:
        remote = Remote(url, keys_from())
        remote.actions(service.actions)
    except BadRemote as error:
        raise WrongUse(str(error)) from None
    try:
        found = differences(service.actions, remote.served())
    except RemoteError as error:
        raise Failed(f"{remote.address}: {error}") from None
    finally:
        remote.close()
    if as_json:
        print_json(found)
    else:
        for line in found:
            click.echo(line)
    if found:
        differ = "differs" if len(found) == 1 else "differ"
        raise Failed(f"{remote.address}: {len(found)} of what {service.name} asks for {differ}")
    if not as_json:
        asked_for = sum(not service.actions[name].local for name in service.actions)
        click.echo(f"{remote.address} serves all {asked_for} actions that {service.name} asks for")
