"""The sentences that the engine says of itself, where an author's menu gives none.

Each takes about two and a half seconds at most (`ivr.wording.estimate`), tells the caller what to do next where there
is something to do, and blames nobody. Slots in braces are filled by `phrase`.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from types import MappingProxyType

from ivr.wording.errors import WordingError
from ivr.wording.keys import key_name
from ivr.wording.languages import get_language

_RUSSIAN = {
    "choice": "{label} — нажмите {key}.",
    "no_input": "Не слышу вас. Повторите, пожалуйста.",
    "no_match": "Непонятно. Повторите, пожалуйста.",
    "incomplete": "Не хватает цифр. Введите ещё раз.",
    "too_long": "Слишком много цифр. Введите ещё раз.",
    "rejected": "Это не подходит. Введите ещё раз.",
    "ambiguous": "Вы имели в виду {a} или {b}?",
    "confirm_heard": "Вы сказали: {label}? Да — один, нет — два.",
    "yes": "да",
    "no": "нет",
    "next": "дальше",
    "previous": "предыдущие",
    "list_next": "Дальше — нажмите {key}.",
    "list_previous": "Предыдущие — нажмите {key}.",
    "list_empty": "Список пуст.",
    "goodbye": "Спасибо за звонок. До свидания.",
    "technical_trouble": "Извините, у нас сбой. Позвоните позже.",
    "please_wait": "Подождите, пожалуйста.",
    "transfer_failed": "Извините, соединить не удалось.",
    "access_denied": "Извините, этот раздел закрыт.",
}

_ENGLISH = {
    "choice": "{label}: press {key}.",
    "no_input": "I can't hear you. Please try again.",
    "no_match": "Not understood. Please try again.",
    "incomplete": "Too few digits. Please try again.",
    "too_long": "Too many digits. Please try again.",
    "rejected": "Not accepted. Please try again.",
    "ambiguous": "Did you mean {a} or {b}?",
    "confirm_heard": "Did you say {label}? One for yes, two for no.",
    "yes": "yes",
    "no": "no",
    "next": "more",
    "previous": "previous",
    "list_next": "For more, press {key}.",
    "list_previous": "For the previous ones, press {key}.",
    "list_empty": "The list is empty.",
    "goodbye": "Thank you for calling. Goodbye.",
    "technical_trouble": "We have a fault. Please call later.",
    "please_wait": "Please wait.",
    "transfer_failed": "Sorry, we could not connect you.",
    "access_denied": "Sorry, this section is closed.",
}

PHRASES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"ru": MappingProxyType(_RUSSIAN), "en": MappingProxyType(_ENGLISH)}
)
"""Sentences by language and name. All languages have the same names, with the same slots.

choice: a menu's line. no_input: silence. no_match: a key or words that no choice has. incomplete, too_long: a wrong
count of digits. rejected: digits that the menu refuses. ambiguous: two choices fit what was heard. confirm_heard: a
doubtful recognition, answered with yes or no, key 1 or 2. list_next, list_previous, list_empty: moving through a list.
yes, no, next, previous: the bare words of those answers. goodbye: the end. technical_trouble: what a caller hears
instead of an error. please_wait: before a slow action. transfer_failed: nobody could be reached. access_denied: a
section that the caller may not use.
"""


def slots(name: str, language: str) -> tuple[str, ...]:
    """The names of the slots of a sentence, in order. Raises `WordingError` for an unknown sentence or language."""
    return tuple(field for _, field, _, _ in Formatter().parse(_template(name, language)) if field)


def phrase(name: str, language: str, **values: str) -> str:
    """One of the engine's own sentences with its slots filled.

    Slot `key` takes a telephone key ("1", "*") and says its name; the others take words. Raises `WordingError` for an
    unknown sentence or language, and for slots that do not fit.
    """
    template = _template(name, language)
    needed = set(slots(name, language))
    if needed != set(values):
        raise WordingError(f"phrase {name!r} needs the slots {sorted(needed)}, got {sorted(values)}")
    spoken = {
        slot: key_name(value, language, "accusative") if slot == "key" else value for slot, value in values.items()
    }
    return template.format_map(spoken)


def announce(label: str, key: str, language: str) -> str:
    """A menu's line: `announce("Баланс", "1", "ru")` is "Баланс — нажмите один."."""
    return phrase("choice", language, label=label, key=key)


def _template(name: str, language: str) -> str:
    sentences = PHRASES[get_language(language).code]
    if name not in sentences:
        raise WordingError(f"no phrase {name!r}; known: {', '.join(sentences)}")
    return sentences[name]
