"""``ivr models``: the models of speech that vosk recognises by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ivr.cli.group import LazyGroup, examples
from ivr.cli.options import Failed, as_json
from ivr.cli.output import paint, print_json, print_table
from ivr.cli.recognition import try_phrases

if TYPE_CHECKING:
    from ivr.sound.models import Catalogue, Entry, Installed

MEGA: Final = 1_000_000

mirror = click.option(
    "--mirror",
    metavar="URL",
    envvar="IVR_MODELS_URL",
    help="Where models are published, with their list model-list.json; else vosk's own site.",
)


@click.group(
    cls=LazyGroup,
    package="ivr.cli",
    epilog=examples("ivr models list", "ivr models fetch ru", "ivr models check", "ivr models try 0505"),
)
def models() -> None:
    """Find, fetch and check the models that speech is recognised by.

    A call looks for the model of its language in --model, then in VOSK_MODEL_PATH, then where vosk keeps its own;
    without one it takes keys only.
    """


@models.command("list", epilog=examples("ivr models list", "ivr models list --all", "ivr models list --offline --json"))
@click.option("--all", "everything", is_flag=True, help="Models of every language, old ones and those unfit for calls.")
@click.option("--offline", is_flag=True, help="Do not ask what can be fetched.")
@mirror
@as_json
def list_models(everything: bool, offline: bool, mirror: str | None, as_json: bool) -> None:
    """List the models on this computer, and those that can be fetched."""
    from ivr.sound.models import installed

    here = installed()
    used = _used(here)
    catalogue = None if offline else _catalogue(mirror)
    there = _offered(catalogue, everything) if catalogue else []
    if as_json:
        print_json(
            {
                "installed": [
                    {
                        "name": model.folder.name,
                        "path": str(model.folder),
                        "language": model.language,
                        "bytes": model.size,
                        "used": model.folder in used,
                        "fault": model.fault,
                    }
                    for model in here
                ],
                "available": [
                    {
                        "name": entry.name,
                        "language": entry.language,
                        "bytes": entry.size,
                        "licence": entry.licence or None,
                        "fit": entry.grammar,
                        "obsolete": entry.obsolete,
                        "url": f"{catalogue.base}{entry.name}.zip" if catalogue else None,
                    }
                    for entry in there
                ],
                "trouble": (catalogue.trouble or None) if catalogue else None,
            }
        )
        return
    if here:
        rows = ((m.language or "?", f"{m.size / MEGA:.0f}", _state(m, used), m.folder) for m in here)
        print_table(("language", ">MB", "", "folder"), rows, title="On this computer")
    else:
        click.echo("no model is on this computer: calls take keys only; `ivr models fetch ru` fetches one\n")
    if catalogue is not None:
        rows_there = ((e.language, f"{e.size / MEGA:.0f}", e.name, e.licence or "?", _note(e)) for e in there)
        print_table(("language", ">MB", "name", "licence", ""), rows_there, title="To fetch")
        _warn(catalogue)


@models.command(epilog=examples("ivr models fetch ru", "ivr models fetch vosk-model-en-us-0.22-lgraph"))
@click.argument("wanted", metavar="NAME|LANG")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put it; else where vosk keeps its own, which calls look into.",
)
@mirror
def fetch(wanted: str, folder: Path | None, mirror: str | None) -> None:
    """Fetch a model by its name, or the small one of a language.

    A fetch that was interrupted goes on where it stopped. What came is checked before it is put into its place.
    """
    from ivr.sound.models import ModelError, default_folder
    from ivr.sound.models import fetch as fetch_model

    catalogue = _catalogue(mirror)
    try:
        entry = catalogue.pick(wanted)
        if not entry.grammar:
            raise Failed(
                f"{entry.name} hears dictation only, and calls listen by a grammar: take a small model, by "
                f"`ivr models fetch {entry.language.partition('-')[0]}`"
            )
        with _progress(entry) as (progress, note):
            place = fetch_model(entry, folder or default_folder(), progress, base=catalogue.base, note=note)
    except ModelError as error:
        raise Failed(str(error)) from None
    if entry.md5 is None:
        click.echo("its checksum is not known, so it was only tested for being whole", err=True)
    click.echo(place)


@models.command(epilog=examples("ivr models check", "ivr models check ~/models/vosk-model-small-ru-0.22"))
@click.argument("path", required=False, type=click.Path(path_type=Path))
def check(path: Path | None) -> None:
    """Check the model in PATH, or else those that calls would use: whole, loadable, of which language, with [unk]?"""
    from ivr.sound.models import ModelError, installed, look, try_model

    folders = [path] if path is not None else sorted(_used(installed()))
    if not folders:
        raise Failed("no model is on this computer: `ivr models fetch ru` fetches one")
    failed = 0
    for folder in folders:
        try:
            trial = try_model(folder)
        except ModelError as error:
            click.echo(paint(str(error), fg="red"), err=True)
            failed += 1
            continue
        model = look(folder)
        unknown = "knows [unk]" if trial.unknown else "has no [unk], so filler words take its place"
        language = f"language {model.language}" if model.language else "its name does not tell its language"
        good = paint("good", fg="green", bold=True)
        click.echo(
            f"{folder}: {good}; {language}, {model.size / MEGA:.0f} MB, loads in {trial.seconds:.1f} s, {unknown}"
        )
    if failed:
        raise click.exceptions.Exit(1)


models.add_command(try_phrases)


def _catalogue(mirror: str | None) -> Catalogue:
    from ivr.sound.models import ModelError, read_catalogue
    from ivr.sound.models.catalogue import HOME

    try:
        return read_catalogue(mirror or HOME)
    except ModelError as error:
        raise Failed(str(error)) from None


def _offered(catalogue: Catalogue, everything: bool) -> list[Entry]:
    from ivr.wording.languages import LANGUAGES

    return [
        entry
        for entry in catalogue.entries
        if everything or (entry.language.partition("-")[0] in LANGUAGES and entry.grammar and not entry.obsolete)
    ]


def _used(here: list[Installed]) -> set[Path]:
    """The folders that calls would take a model from."""
    from ivr.sound.recognition.models import find_model
    from ivr.wording.languages import LANGUAGES

    languages = {*LANGUAGES, *(model.language for model in here if model.language)}
    return {found for language in languages if (found := find_model(language)) is not None}


def _state(model: Installed, used: set[Path]) -> str:
    if model.fault:
        return f"unfit: {model.fault}"
    return "used" if model.folder in used else ""


def _note(entry: Entry) -> str:
    return ", ".join(
        note for note, is_so in (("dictation only", not entry.grammar), ("obsolete", entry.obsolete)) if is_so
    )


def _warn(catalogue: Catalogue) -> None:
    if catalogue.trouble:
        click.echo(f"{catalogue.trouble}; these are the models known without it, their sizes are round", err=True)


@contextmanager
def _progress(entry: Entry) -> Iterator[tuple[Callable[[int, int], None], Callable[[str], None]]]:
    """A progress bar on standard error, and what tells it the next piece of work; nothing of it through a pipe."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(entry.name, total=entry.size)
        yield (
            lambda done, total: bar.update(task, completed=done, total=total),
            lambda what: bar.update(task, description=f"{what} {entry.name}"),
        )
