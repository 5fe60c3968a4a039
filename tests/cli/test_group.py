"""The command as a whole: its list, its help, its ways to say no."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from ivr.cli import COMMANDS, main
from tests.cli.conftest import Run


def commands() -> list[tuple[str, click.Command]]:
    """Every command with its full name, those of groups too."""
    context = click.Context(main)
    found = []
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        found.append((name, command))
        if isinstance(command, click.Group):
            found += [(f"{name} {inner}", each) for inner, each in command.commands.items()]
    return found


def test_the_list_of_commands_is_that_of_the_issue(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name, lazy in COMMANDS.items():
        assert f"{name} " in result.stdout
        assert lazy.summary.split()[0] in result.stdout


@pytest.mark.parametrize(("name", "command"), commands())
def test_every_help_has_two_to_four_examples_that_call_the_command(name: str, command: click.Command, run: Run) -> None:
    result = run(*name.split(), "--help")
    assert result.exit_code == 0
    _, _, examples = result.stdout.partition("Examples:")
    lines = [line for line in examples.splitlines() if "ivr " in line]
    assert 2 <= len(lines) <= 4, name
    assert all(f"ivr {name.split(maxsplit=1)[0]}" in line for line in lines)


@pytest.mark.parametrize(("name", "command"), commands())
def test_every_option_has_a_help(name: str, command: click.Command) -> None:
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_a_mistyped_command_is_wrong_use_with_a_hint(run: Run) -> None:
    result = run("chekc")
    assert result.exit_code == 2
    assert "did you mean `check`?" in result.stderr


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout.startswith("ivr 0.")


def test_help_imports_no_command_and_no_engine() -> None:
    code = (
        "import sys; from ivr.cli import main; main(['--help'], standalone_mode=False); "
        "print([name for name in ('yaml', 'jinja2', 'sqlalchemy', 'rich', 'prompt_toolkit', 'ivr.menu.loader') "
        "if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_commands_are_completed_without_importing_them(run: Run) -> None:
    result = run(env={"_IVR_COMPLETE": "bash_complete", "COMP_WORDS": "ivr re", "COMP_CWORD": "1"}, prog_name="ivr")
    assert result.stdout.split() == ["plain,replay", "plain,report", "plain,requests"]


def test_codes_are_completed(run: Run) -> None:
    result = run(
        env={"_IVR_COMPLETE": "bash_complete", "COMP_WORDS": "ivr explain g00", "COMP_CWORD": "2"}, prog_name="ivr"
    )
    assert "plain,G001" in result.stdout.split()


def test_services_are_completed_and_files_too(run: Run) -> None:
    result = run(
        env={"_IVR_COMPLETE": "bash_complete", "COMP_WORDS": "ivr graph 05", "COMP_CWORD": "2"}, prog_name="ivr"
    )
    assert "plain,0505" in result.stdout
    assert "file,05" in result.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script(shell: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.shell_completion.BashComplete._check_version", lambda *_: None)
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_IVR_COMPLETE" in result.stdout


def test_an_unknown_shell_is_wrong_use(run: Run) -> None:
    assert run("completion", "tcsh").exit_code == 2
