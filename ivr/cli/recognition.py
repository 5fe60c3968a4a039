"""What a model of speech means for a service: words that it does not know, and how well phrases are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ivr.cli.group import examples
from ivr.cli.options import Failed, as_json, load_or_fail, service_argument
from ivr.cli.output import print_json, print_table

if TYPE_CHECKING:
    from ivr.menu.faults import Location
    from ivr.menu.model import Service
    from ivr.sound.recognition import Recognition
    from ivr.sound.recognition.measure import Heard

MOST_OUTSIDE: Final = 12
"""Phrases of other nodes that are said to each node: enough for its figures, and soon said."""
WORST: Final = 10
"""Lines of the list of what went wrong."""

model_option = click.option(
    "--model", type=click.Path(path_type=Path), help="Folder of a vosk model; else it is looked for."
)


def unheard(service: Service, model: Path) -> list[dict[str, Any]]:
    """Words of a service's phrases that a model does not know, so that no caller is heard saying them.

    Each with the places of its phrases. Raises Failed for a folder that is no model of a language of the service.
    """
    recognition = _open(service.languages, model)
    found: dict[tuple[str, str], list[Location]] = {}
    for language in recognition.languages:
        for at, phrase in _phrases(service, language):
            for word in recognition.missing([phrase], language):
                places = found.setdefault((language, word), [])
                if at not in places:
                    places.append(at)
    return [
        {"language": language, "word": word, "places": [{"file": at.file, "line": at.line} for at in places]}
        for (language, word), places in found.items()
    ]


def show_unheard(words: list[dict[str, Any]]) -> None:
    """Print what `unheard` found."""
    if not words:
        click.echo("the model knows every word of the service's phrases\n")
        return
    rows = ((word["word"], word["language"], " ".join(map(_place, word["places"]))) for word in words)
    print_table(("word", "language", "phrases at"), rows, title="Words that the model does not know")
    click.echo("a phrase with such a word is never heard: give its choice another phrase as well\n")


@click.command(
    "try",
    epilog=examples(
        "ivr models try 0505 --lang ru", "ivr models try clinic/ --model ~/models/vosk-model-small-ru-0.22"
    ),
)
@service_argument
@model_option
@click.option("--lang", "language", metavar="LANG", help="Language to try; the service's first if not given.")
@click.option("--voice", metavar="NAME", envvar="IVR_VOICE", help="Synthesizer: pyttsx3, or another installed one.")
@as_json
def try_phrases(service: Path, model: Path | None, language: str | None, voice: str | None, as_json: bool) -> None:
    """Measure how well a model tells a service's phrases apart, spoken by a synthesizer.

    At each node that listens every phrase is said that it listens for, and some of other nodes that it does not; over
    the telephone, and with noise. A synthesizer's voice is no caller's: the figures tell models and phrases apart, and
    callers will be heard less well.
    """
    loaded = load_or_fail(service)
    language = language or loaded.languages[0]
    if language not in loaded.languages:
        raise Failed(f"{loaded.name} does not speak `{language}`; it speaks {', '.join(loaded.languages)}")
    recognition = _open((language,), model)
    heard = list(_try(loaded, recognition, language, voice, progress=not as_json))
    from ivr.sound.recognition.measure import Measured, table

    counts = Measured(heard).counts()
    if as_json:
        fields = ("right", "asked", "wrong", "lost", "taken", "doubted", "refused", "unnoticed")
        print_json({name: {field: getattr(count, field) for field in fields} for name, count in counts.items()})
        return
    click.echo(table(counts))
    bad = [one for one in heard if _is_bad(one)][:WORST]
    if bad:
        click.echo()
        rows = ((one.text, one.guesses[0].text if one.guesses else "", one.condition) for one in bad)
        print_table(("said", "heard", "line"), rows, title="Taken for something else, or not heard")


def _try(
    service: Service, recognition: Recognition, language: str, voice: str | None, *, progress: bool
) -> Iterator[Heard]:
    from rich.console import Console
    from rich.progress import track

    from ivr.sound.recognition import Grammar
    from ivr.sound.recognition.measure import TELEPHONE, measure
    from ivr.sound.synthesis import SynthesisError, open_synthesizer

    grammars = _grammars(service, language)
    everything = list(dict.fromkeys(phrase for phrases in grammars for phrase in phrases))
    console = Console(stderr=True)
    try:
        with closing(open_synthesizer(*([voice] if voice else []))) as speaker:
            for phrases in track(
                grammars, "listening", console=console, transient=True, disable=not (progress and console.is_terminal)
            ):
                outside = [phrase for phrase in everything if phrase not in phrases]
                some = outside[:: max(1, len(outside) // MOST_OUTSIDE)][:MOST_OUTSIDE]
                voices = {"voice": lambda text: speaker.synthesize(text, language)}
                yield from measure(recognition.ear, voices, Grammar(language, phrases), some, TELEPHONE)
    except SynthesisError as error:
        raise Failed(str(error)) from None


def _grammars(service: Service, language: str) -> list[tuple[str, ...]]:
    """What each node listens for, each list once."""
    from ivr.dialog.plan import spoken_forms
    from ivr.menu.model import MenuNode

    found: dict[tuple[str, ...], None] = {}
    for _, node in service.nodes():
        if isinstance(node, MenuNode):
            own = [phrase for choice in node.choices for phrase in spoken_forms(choice, language)]
            everywhere = [
                phrase
                for universal in service.universals
                if universal.name not in node.asking.without
                for phrase in universal.phrases.get(language, ())
            ]
            found[tuple(dict.fromkeys([*own, *everywhere]))] = None
    return [phrases for phrases in found if phrases]


def _phrases(service: Service, language: str) -> Iterator[tuple[Location, str]]:
    """Every phrase that a caller may say, with the place of its choice."""
    from ivr.dialog.plan import spoken_forms
    from ivr.menu.model import MenuNode

    for _, node in service.nodes():
        if isinstance(node, MenuNode):
            for choice in node.choices:
                yield from ((choice.at, phrase) for phrase in spoken_forms(choice, language))
    for universal in service.universals:
        yield from ((universal.at, phrase) for phrase in universal.phrases.get(language, ()))


def _open(languages: Iterable[str], model: Path | None) -> Recognition:
    from ivr.sound.recognition import Recognition, RecognitionError, find_models
    from ivr.sound.recognition.models import missing_message

    wanted = tuple(languages)
    try:
        found = find_models(wanted, model)
        if not found:
            raise Failed(missing_message(wanted[0]))
        return Recognition.open(found)
    except RecognitionError as error:
        raise Failed(str(error)) from None


def _is_bad(one: Heard) -> bool:
    from ivr.sound.recognition.measure import ACCEPT

    guess = one.guesses[0] if one.guesses else None
    taken = guess is not None and guess.confidence >= ACCEPT
    return (taken and not one.inside) or (one.inside and (guess is None or guess.text != one.text))


def _place(place: dict[str, Any]) -> str:
    return f"{place['file']}:{place['line']}"
