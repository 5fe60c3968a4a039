"""A group of commands whose modules are imported only when a command is used, so that each one starts fast."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import click
from click.shell_completion import CompletionItem


class Lazy(NamedTuple):
    """Where a command stands (``module:function``, beside the group), and its line in the list of commands."""

    place: str
    summary: str


class LazyGroup(click.Group):
    """A group that knows its commands by name, and imports what it needs."""

    def __init__(self, *args: Any, package: str = "", lazy: Mapping[str, Lazy] | None = None, **more: Any) -> None:
        """package: of the commands' modules. lazy: the commands by name, in the order of the help."""
        super().__init__(*args, **more)
        self._package = package
        self.lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in their own order."""
        return [*self.lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        known = self.lazy.get(cmd_name)
        if known is None:
            return super().get_command(ctx, cmd_name)
        module, _, name = known.place.partition(":")
        command = getattr(importlib.import_module(f"{self._package}.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so, without importing any, then options."""
        found = [
            CompletionItem(name, help=known.summary) for name, known in self.lazy.items() if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        if not self.lazy:
            super().format_commands(ctx, formatter)
            return
        with formatter.section("Commands"):
            formatter.write_dl([(name, known.summary) for name, known in self.lazy.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; for a mistyped one say which was meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from ivr.menu.faults import did_you_mean

            hint = did_you_mean(args[0], self.list_commands(ctx))
            raise click.UsageError(f"there is no command '{args[0]}'." + (f" {hint}" if hint else ""), ctx) from None


def examples(*lines: str) -> str:
    """The examples below a command's help, each on a line of its own."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
