"""The words and colours of a picture: what kinds of boxes and ways are called in each language, and how they look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ivr.menu.drawing.picture import BoxKind


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of a kind of box: its frame and heading, and its ground. shape: Mermaid's brackets around a label."""

    ink: str
    ground: str
    shape: tuple[str, str]


LOOKS: Final[Mapping[BoxKind, Look]] = {
    "menu": Look("#1d4ed8", "#eff6ff", ("{{", "}}")),
    "collect": Look("#0e7490", "#ecfeff", ("[/", "/]")),
    "confirm": Look("#0f766e", "#f0fdfa", ("{{", "}}")),
    "list": Look("#4338ca", "#eef2ff", ("{{", "}}")),
    "say": Look("#475569", "#f8fafc", ("(", ")")),
    "language": Look("#475569", "#f8fafc", ("(", ")")),
    "action": Look("#b45309", "#fffbeb", ("[", "]")),
    "branch": Look("#7c3aed", "#f5f3ff", ("{", "}")),
    "call": Look("#be185d", "#fdf2f8", ("[[", "]]")),
    "return": Look("#be185d", "#fdf2f8", ("([", "])")),
    "transfer": Look("#15803d", "#f0fdf4", ("([", "])")),
    "hangup": Look("#b91c1c", "#fef2f2", ("([", "])")),
}
"""Inks are dark enough for white text on them and for text of their own on white (contrast above 4.5)."""

ENGLISH: Final[Mapping[str, str]] = {
    "menu": "menu",
    "collect": "entry",
    "confirm": "yes or no",
    "list": "list",
    "say": "message",
    "language": "language",
    "action": "action",
    "branch": "condition",
    "call": "sub-dialog",
    "return": "return",
    "transfer": "transfer",
    "hangup": "end of call",
    "everywhere": "Everywhere",
    "codes": "codes",
    "dialog": "sub-dialog",
    "case": "case",
}

RUSSIAN: Final[Mapping[str, str]] = {
    "menu": "меню",
    "collect": "ввод",
    "confirm": "да или нет",
    "list": "список",
    "say": "сообщение",
    "language": "язык",
    "action": "действие",
    "branch": "условие",
    "call": "поддиалог",
    "return": "возврат",
    "transfer": "перевод звонка",
    "hangup": "конец звонка",
    "everywhere": "Везде",
    "codes": "коды",
    "dialog": "поддиалог",
    "yes": "да",
    "no": "нет",
    "entered": "введено",
    "chosen": "выбрано",
    "empty": "пусто",
    "else": "иначе",
    "case": "случай",
    "failed": "сбой",
    "late": "не успело",
    "busy": "занято",
    "no_answer": "нет ответа",
    "no_input": "молчание",
    "incomplete": "не до конца",
    "too_long": "лишние цифры",
    "no_match": "непонятно",
    "rejected": "отвергнуто",
    "repeat": "повторить",
    "back": "назад",
    "mon": "пн",
    "tue": "вт",
    "wed": "ср",
    "thu": "чт",
    "fri": "пт",
    "sat": "сб",
    "sun": "вс",
}


def word(name: str, language: str) -> str:
    """A word of the picture: that of the language where it has one, else the name as people write it."""
    table = RUSSIAN if language == "ru" else ENGLISH
    return table.get(name) or ENGLISH.get(name) or name.replace("_", " ")
