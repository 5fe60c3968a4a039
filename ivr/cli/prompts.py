"""Commands on the prompts of a service: render, list, status, clean."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ivr.cli.group import examples
from ivr.cli.options import Failed, WrongUse, as_json, load_or_fail, service_argument
from ivr.cli.output import print_json
from ivr.cli.prompts_shown import bar, rendered_data, review_data, show_review, tell_rendered

if TYPE_CHECKING:
    from ivr.menu.model import Service
    from ivr.prompts import Review, ServicePhrase
    from ivr.sound.prompts import Format, Renderer

_FORMATS: Final = ("pcm16k", "pcm8k", "alaw", "mulaw")
_STOPPED: Final = 130
"""Exit code of a command that was ended by Ctrl-C, as shells have it."""

_language = click.option("--lang", "language", metavar="LANG", help="Only this language of the service.")
_voice = click.option(
    "--voice", metavar="NAME", envvar="IVR_VOICE", help="Synthesizer: pyttsx3, or another installed one."
)
_formats = click.option(
    "--format",
    "formats",
    type=click.Choice(_FORMATS),
    multiple=True,
    default=("pcm16k",),
    help="Format to keep; may be given several times. pcm16k is for microphones, the others for telephone lines.",
)


@click.group(
    epilog=examples(
        "ivr prompts list 0505 -o script.csv",
        "ivr prompts status 0505",
        "ivr prompts render 0505 --format alaw",
        "ivr prompts clean",
    )
)
def prompts() -> None:
    """Record or synthesise what a service says, before anybody calls.

    Recordings stand in the folder `audio` beside the service: `audio/ru/welcome.wav`. What has none is synthesised and
    kept in your user cache.
    """


@prompts.command(
    epilog=examples("ivr prompts render", "ivr prompts render 0505 --lang ru --format pcm8k --format alaw --jobs 4")
)
@service_argument
@_language
@_formats
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="How many at a time.")
@_voice
@as_json
@click.pass_context
def render(
    ctx: click.Context,
    *,
    service: Path,
    language: str | None,
    formats: tuple[str, ...],
    jobs: int,
    voice: str | None,
    as_json: bool,
) -> None:
    """Make the prompts of SERVICE ahead, so that no call waits for them.

    Texts with values in them are left out: they are made in the call, within a tenth of a second. Only what is missing
    is made; Ctrl-C loses nothing that was made by then.
    """
    from ivr.prompts import render as make

    loaded = load_or_fail(service)
    fixed = [one for one in _phrases(loaded, language) if one.fixed]
    with _renderer(loaded, formats, voice, jobs) as renderer, bar(not as_json) as (begun, done):
        result = make(fixed, renderer, jobs, begun, done)
    if as_json:
        print_json(rendered_data(loaded, result))
    else:
        tell_rendered(loaded, result)
    ctx.exit(_STOPPED if result.stopped else 1 if result.failed else 0)


@prompts.command(
    "list",
    epilog=examples("ivr prompts list", "ivr prompts list 0505 -o script.csv", "ivr prompts list clinic/ --to-record"),
)
@service_argument
@_language
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="CSV file to write.")
@click.option("--to-record", is_flag=True, help="Only what has no recording yet, or one of an older text.")
@click.option("--values", is_flag=True, help="Also texts with values in them, which cannot be recorded.")
@as_json
def list_(
    *, service: Path, language: str | None, output: Path | None, to_record: bool, values: bool, as_json: bool
) -> None:
    """List every phrase that SERVICE says: the script for a voice actor.

    Each has the name of its sound file, its language and text, where it is said, and about how many seconds it takes.
    """
    from ivr.prompts.review import unrecorded
    from ivr.prompts.script import csv_text, rows

    loaded = load_or_fail(service)
    found = _phrases(loaded, language)
    shown: Sequence[ServicePhrase] = [one for one in found if one.fixed or values]
    if to_record:
        shown = unrecorded(shown, _review(loaded, (), None))
    if as_json:
        print_json(rows(shown))
    if output is None and not as_json:
        click.echo(csv_text(shown), nl=False)
    elif output is not None:
        try:
            # The mark at its beginning tells spreadsheets that this is UTF-8.
            output.write_text(csv_text(shown), encoding="utf-8-sig", newline="")
        except OSError as error:
            raise Failed(f"cannot write {output}: {error.strerror}") from None
        minutes = sum(one.seconds for one in shown) / 60
        click.echo(f"{output}: {len(shown)} phrases, about {minutes:.0f} minutes of speech", err=True)


@prompts.command(
    epilog=examples("ivr prompts status", "ivr prompts status clinic/ --all", "ivr prompts status 0505 --strict --json")
)
@service_argument
@_language
@_formats
@_voice
@click.option("--all", "everything", is_flag=True, help="Show every phrase, not only what needs a look.")
@click.option("--strict", is_flag=True, help="Let a phrase that is neither recorded nor kept count as a fault.")
@as_json
@click.pass_context
def status(
    ctx: click.Context,
    *,
    service: Path,
    language: str | None,
    formats: tuple[str, ...],
    voice: str | None,
    everything: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Tell which phrases of SERVICE are recorded, cached, stale or missing, and what is wrong with recordings.

    Stale is a recording whose text was changed in the menu since: audio/recordings.json remembers for which text each
    was made. Exit code: 1 when a recording is stale, unused, clipped, too quiet or otherwise unfit.
    """
    loaded = load_or_fail(service)
    found = _phrases(loaded, language)
    result = _review(loaded, formats, voice, remember=True)
    if language is not None:
        result = result.only(language)
    if as_json:
        print_json(review_data(result))
    else:
        show_review(found, result, everything)
    ctx.exit(1 if result.faulty or (strict and not result.whole) else 0)


@prompts.command(epilog=examples("ivr prompts clean", "ivr prompts clean --json"))
@as_json
def clean(as_json: bool) -> None:
    """Forget all prompts that are kept on this computer. Recordings are not touched."""
    from ivr.sound.prompts import Cache

    cache = Cache()
    gone = cache.clear()
    if as_json:
        print_json({"folder": str(cache.folder), "files": gone.files, "bytes": gone.bytes})
    else:
        click.echo(f"{cache.folder}: {gone.files} prompts forgotten, {gone.bytes / 1e6:.1f} MB")


def _phrases(service: Service, language: str | None) -> list[ServicePhrase]:
    from ivr.prompts import phrases

    if language is not None and language not in service.languages:
        raise WrongUse(f"{service.name} does not speak `{language}`; it speaks {', '.join(service.languages)}")
    return [one for one in phrases(service) if language in (None, one.language)]


@contextmanager
def _renderer(service: Service, formats: Sequence[str], voice: str | None, jobs: int = 1) -> Iterator[Renderer]:
    """What makes and finds prompts; a voice that cannot be opened ends the command with one line."""
    from ivr.prompts import open_voice, recordings_of
    from ivr.sound.prompts import Cache, Format, Renderer
    from ivr.sound.synthesis import SynthesisError

    kept: tuple[Format, ...] = tuple(Format(name) for name in dict.fromkeys(formats))
    try:
        synthesizer = open_voice(service, voice, jobs)
    except SynthesisError as error:
        raise Failed(str(error)) from None
    try:
        yield Renderer(synthesizer, Cache(), recordings_of(service), kept)
    finally:
        synthesizer.close()


def _review(service: Service, formats: Sequence[str], voice: str | None, *, remember: bool = False) -> Review:
    from ivr.prompts import Manifest, ManifestError, audio_folder, recordings_of, review

    folder = audio_folder(service)
    try:
        manifest = Manifest(folder) if folder.is_dir() else None
        with _renderer(service, formats, voice) as renderer:
            result = review(_phrases(service, None), recordings_of(service), renderer, manifest)
        if manifest is not None and remember:
            manifest.save()
    except ManifestError as error:
        raise Failed(str(error)) from None
    return result
