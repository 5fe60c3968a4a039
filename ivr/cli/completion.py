"""``ivr completion``: what a shell needs to complete commands, options, services, codes and files."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from ivr.cli.group import examples
from ivr.cli.options import Failed

_VARIABLE = "_IVR_COMPLETE"


@click.command(
    epilog=examples(
        'eval "$(ivr completion bash)"          in ~/.bashrc',
        'eval "$(ivr completion zsh)"           in ~/.zshrc',
        "ivr completion fish > ~/.config/fish/completions/ivr.fish",
    )
)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """Print the completion script of SHELL."""
    from ivr.cli import main

    known = get_completion_class(shell)
    assert known is not None
    try:
        click.echo(known(main, {}, "ivr", _VARIABLE).source())
    except RuntimeError as error:
        raise Failed(str(error)) from None
