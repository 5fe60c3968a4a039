"""The engine's own sentences as they are read: nothing is pressed or heard, and an answer is a key to be sent.

The names and slots are those of `ivr.wording.phrases.PHRASES`. The English ones keep to ASCII, so that a message with
them fits the GSM alphabet.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ivr.wording import phrases
from ivr.wording.errors import WordingError
from ivr.wording.languages import get_language

_RUSSIAN: Final = {
    **phrases.PHRASES["ru"],
    "choice": "{key} — {label}",
    "no_input": "Ответа нет.",
    "no_match": "Ответ непонятен.",
    "incomplete": "Не хватает цифр.",
    "too_long": "Слишком много цифр.",
    "rejected": "Это не подходит.",
    "ambiguous": "Уточните: {a} или {b}?",
    "confirm_heard": "{label} — верно?\n1 — да\n2 — нет",
    "list_next": "{key} — дальше",
    "list_previous": "{key} — предыдущие",
    "goodbye": "Спасибо за обращение.",
    "technical_trouble": "Извините, у нас сбой. Попробуйте позже.",
    "transfer_failed": "Отсюда соединить нельзя.",
    "access_denied": "Раздел закрыт.",
}

_ENGLISH: Final = {
    **phrases.PHRASES["en"],
    "choice": "{key} - {label}",
    "no_input": "There is no answer.",
    "no_match": "Not understood.",
    "incomplete": "Too few digits.",
    "too_long": "Too many digits.",
    "rejected": "Not accepted.",
    "ambiguous": "Which one: {a} or {b}?",
    "confirm_heard": "{label}: is that right?\n1 - yes\n2 - no",
    "list_next": "{key} - more",
    "list_previous": "{key} - previous",
    "goodbye": "Thank you.",
    "technical_trouble": "We have a fault. Please try later.",
    "transfer_failed": "You cannot be connected from here.",
    "access_denied": "This section is closed.",
}

PHRASES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"ru": MappingProxyType(_RUSSIAN), "en": MappingProxyType(_ENGLISH)}
)
"""Sentences by language and name."""

OPERATOR: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ru": "Позвоните: {number}. Отсюда соединить нельзя.",
        "en": "Please call {number}. You cannot be connected from here.",
    }
)
"""What stands in the place of a transfer. number: the one to call."""


BACK: Final[Mapping[str, str]] = MappingProxyType({"ru": "назад", "en": "back"})
"""What the way back to the question before is called beside its key."""


def phrase(name: str, language: str, **values: str) -> str:
    """One of the engine's own sentences with its slots filled, a key by itself.

    Raises `WordingError` for an unknown sentence or language, and for slots that do not fit.
    """
    needed = set(phrases.slots(name, language))
    if needed != set(values):
        raise WordingError(f"phrase {name!r} needs the slots {sorted(needed)}, got {sorted(values)}")
    return PHRASES[get_language(language).code][name].format_map(values)


def line(label: str, language: str, key: str | None) -> str:
    """The line of a choice: "1 — баланс", "1 - balance"; one without a key is answered by its words."""
    return phrase("choice", language, label=label.strip(), key=key or "").strip()
