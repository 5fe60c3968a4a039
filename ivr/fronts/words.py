"""The sentences of the text fronts themselves: for messages that no menu can answer."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_RUSSIAN: Final = {
    "unknown_code": "Такой код не обслуживается. Проверьте его и наберите ещё раз.",
    "unknown_number": "Такой запрос не обслуживается. Проверьте номер и текст.",
    "unknown_caller": "Ваш номер не определён.",
    "session_over": "Сеанс окончен. Наберите код ещё раз.",
    "empty": "Сообщение пустое.",
    "too_long": "Сообщение слишком длинное.",
    "unreadable": "Сообщение не прочитать: в нём недопустимые знаки.",
    "more": "далее",
}

_ENGLISH: Final = {
    "unknown_code": "This code is not served. Please check it and dial again.",
    "unknown_number": "This request is not served. Please check the number and the text.",
    "unknown_caller": "Your number is not known.",
    "session_over": "The session is over. Please dial the code again.",
    "empty": "The message is empty.",
    "too_long": "The message is too long.",
    "unreadable": "The message cannot be read: it has characters that are not allowed.",
    "more": "more",
}

SENTENCES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"ru": MappingProxyType(_RUSSIAN), "en": MappingProxyType(_ENGLISH)}
)
"""Sentences by language and name. unknown_code, unknown_number: nothing answers what was dialled, or written to.
unknown_caller: the gateway does not tell who sends. session_over: an answer to a session that has ended. empty,
too_long, unreadable: a message that is none. more: the word beside the key to the next page."""


def sentence(name: str, language: str) -> str:
    """A sentence in a language of the service."""
    return SENTENCES[language][name]
