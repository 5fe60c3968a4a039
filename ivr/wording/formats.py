"""The table of formats: what a menu's text can do with a value, by name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ivr.wording import amounts, days, figures, strings
from ivr.wording.errors import WordingError
from ivr.wording.languages import get_language


@dataclass(frozen=True, slots=True)
class Format:
    """One way of saying a value.

    `doc` is one sentence for the documentation. `example` is a template as an author writes it. `sample` is a value of
    the right type: a checker says it with an author's arguments to find mistakes before any call. `say` does the work:
    language, value, then the arguments.
    """

    name: str
    doc: str
    example: str
    sample: object
    say: Callable[..., str]


_ALL = (
    Format(
        "money", "Roubles and kopecks, from a whole number of kopecks.", "{{ 12105 | money }}", 12105, amounts.money
    ),
    Format(
        "count",
        "A number with the thing counted: a unit's name, or your own forms.",
        '{{ 21 | count("minute") }}',
        21,
        amounts.count,
    ),
    Format("number", "A number, whole or with a fraction.", "{{ 2.5 | number }}", 21, amounts.number),
    Format("ordinal", "A place in an order.", "{{ 21 | ordinal }}", 21, amounts.ordinal),
    Format("percent", "A percentage.", "{{ 21 | percent }}", 21, amounts.percent),
    Format("digits", "Digits one by one, as for a code.", '{{ "0505" | digits }}', "0505", strings.digits),
    Format(
        "phone", "A phone number in groups, with pauses.", '{{ "+79221110505" | phone }}', "+79221110505", strings.phone
    ),
    Format(
        "date",
        'A day in the genitive, as after "до" and "с"; other cases as an argument, the year with year=true.',
        '{{ "2026-03-05" | date }}',
        "2026-03-05",
        days.date,
    ),
    Format("weekday", "The day of the week of a date.", '{{ "2026-03-05" | weekday }}', "2026-03-05", days.weekday),
    Format("time", "A time of day.", '{{ "09:05" | time }}', "09:05", days.time),
    Format("duration", "A span of time, from seconds.", "{{ 3720 | duration }}", 3720, amounts.duration),
    Format("megabytes", "Data traffic, from whole megabytes.", "{{ 2548 | megabytes }}", 2548, amounts.megabytes),
    Format(
        "figures",
        "A text as it is; written, the numbers that it says in words are figures.",
        '{{ "двести минут" | figures }}',
        "двести минут",
        figures.figures,
    ),
)

FORMATS: Mapping[str, Format] = MappingProxyType({known.name: known for known in _ALL})
"""Every format by its name."""


def speak(format: str, value: object, language: str, *arguments: object, **options: object) -> str:  # noqa: A002
    """Say a value: `speak("money", 12105, "ru")` is "сто двадцать один рубль пять копеек".

    `arguments` and `options` are the format's own, as an author writes them in the filter's brackets. The answer holds
    no digit characters. Raises `WordingError` for an unknown format, language or option, and for a value of the wrong
    type; the error's text never contains the value.
    """
    if format not in FORMATS:
        raise WordingError(f"no format {format!r}; known: {', '.join(FORMATS)}")
    say = FORMATS[format].say
    spoken = get_language(language)
    try:
        inspect.signature(say).bind(spoken, value, *arguments, **options)
    except TypeError:
        # The reason from bind() could quote an argument; the list of what is possible says enough.
        raise WordingError(f"{format}: takes only {_parameters(say)}") from None
    return say(spoken, value, *arguments, **options)


def _parameters(say: Callable[..., str]) -> str:
    names = list(inspect.signature(say).parameters.values())[2:]
    return ", ".join(f"{name.name}…" if name.kind is name.VAR_POSITIONAL else name.name for name in names) or "a value"
