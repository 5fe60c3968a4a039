"""The command that says one thing: a value by a format, or a text; in words, or as sound."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from ivr.cli.group import examples
from ivr.cli.options import Failed, WrongUse
from ivr.wording import FORMATS, LANGUAGES, WordingError, speak

_TEXT = "text"
_AS_TEXT = frozenset({"digits", "phone", "date", "weekday", "time"})
"""Formats whose values are texts; those of all others are numbers."""


def _formats(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    helps = {name: known.doc for name, known in FORMATS.items()} | {_TEXT: "A text as it is."}
    return [CompletionItem(name, help=doc) for name, doc in helps.items() if name.startswith(incomplete)]


@click.command(
    context_settings={"ignore_unknown_options": True},
    epilog=examples(
        "ivr say money 12105 --lang ru",
        "ivr say count 21 minute case=accusative",
        "ivr say date 2026-03-05 year=true --lang en",
        'ivr say text "Здравствуйте!" -o hello.wav',
    ),
)
@click.argument("form", metavar="FORMAT", shell_complete=_formats)
@click.argument("value")
@click.argument("arguments", nargs=-1, metavar="[ARGUMENT | NAME=VALUE]...")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help="Language.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="WAV file to speak it into.")
@click.option("--voice", metavar="NAME", envvar="IVR_VOICE", help="Synthesizer: pyttsx3, or another installed one.")
def say(
    *, form: str, value: str, arguments: tuple[str, ...], language: str, output: Path | None, voice: str | None
) -> None:
    """Say VALUE by FORMAT, as a menu's text says it: `money` takes kopecks, `date` takes YYYY-MM-DD.

    Arguments are those that stand in a format's brackets: `count 21 minute`, `money 100 case=genitive`. FORMAT `text`
    says VALUE as it is. The words are printed; -o speaks them too.
    """
    words = _words(form, value, arguments, language)
    if output is None and form == _TEXT:
        raise WrongUse("a text is words already: -o FILE.wav speaks it")
    click.echo(words)
    if output is not None:
        _spoken(words, language, output, voice)


def _words(form: str, value: str, arguments: tuple[str, ...], language: str) -> str:
    from ivr.menu.faults import did_you_mean

    for each in (value, *arguments):
        if each.startswith("--") or re.match(r"-[^\d.]", each):
            raise WrongUse(f"there is no option {each.partition('=')[0]}; `ivr say --help` shows them")
    if form == _TEXT:
        if arguments:
            raise WrongUse("put the text in quotes: it is one value")
        return value
    if form not in FORMATS:
        known = (*FORMATS, _TEXT)
        hint = did_you_mean(form, known) or f"there are {', '.join(known)}"
        raise WrongUse(f"there is no format `{form}`; {hint}")
    named = dict(each.split("=", 1) for each in arguments if "=" in each)
    plain = [each for each in arguments if "=" not in each]
    try:
        return speak(
            form,
            value if form in _AS_TEXT else _number(value),
            language,
            *plain,
            **{name: _option(text) for name, text in named.items()},
        )
    except WordingError as error:
        raise WrongUse(str(error)) from None


def _number(value: str) -> Any:
    """A number, whole where it can be. What is none goes on as it is, for the format to refuse it."""
    from decimal import Decimal, InvalidOperation

    try:
        return int(value) if re.fullmatch(r"[+-]?\d+", value) else Decimal(value.replace(",", "."))
    except InvalidOperation:
        return value


def _option(value: str) -> Any:
    """An option's value as a template would have it."""
    if value in ("true", "false"):
        return value == "true"
    return int(value) if value.isdecimal() else value


def _spoken(words: str, language: str, output: Path, voice: str | None) -> None:
    from ivr.sound.audio import WIDE, AudioError, write
    from ivr.sound.finish import finished
    from ivr.sound.synthesis import SynthesisError, open_synthesizer

    try:
        synthesizer = open_synthesizer(voice) if voice else open_synthesizer()
        try:
            sound = finished(synthesizer.synthesize(words, language), WIDE)
        finally:
            synthesizer.close()
        write(output, sound)
    except (SynthesisError, AudioError) as error:
        raise Failed(str(error)) from None
    click.echo(f"{output}: {sound.seconds:.1f} s", err=True)
