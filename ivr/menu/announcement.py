"""How a choice is announced: its label and its key in one sentence, so that what is said is what works."""

from __future__ import annotations

from collections.abc import Iterable

from ivr.wording import key_name, written_phrases
from ivr.wording.phrases import PHRASES
from ivr.wording.written import SPOKEN, WRITTEN


def choice_line(label: str, key: str | None, language: str, manner: str = SPOKEN) -> str:
    """The line that announces a choice: `choice_line("баланс", "1", "ru")` is "Баланс — нажмите один.".

    A key of several digits is named digit by digit. A choice without a key is announced by its label alone, which is
    what the caller then says. In the written manner the key stands first: "1 — баланс". Raises
    `ivr.wording.WordingError` for an unknown language or key.
    """
    if manner == WRITTEN:
        return written_phrases.line(label, language, key)
    text = capitalised(label.strip())
    if key is None:
        return text if not text or text[-1] in ".!?…" else f"{text}."
    names = " ".join(key_name(one, language, "accusative") for one in key)
    return PHRASES[language]["choice"].format(label=text.rstrip(".!…"), key=names)


def announce(lines: Iterable[str]) -> str:
    """A whole announcement: the lines that say something, in order."""
    return " ".join(line for line in lines if line)


def capitalised(text: str) -> str:
    """A text as a sentence begins: the first letter large, all else as the author wrote it."""
    return text[:1].upper() + text[1:]
