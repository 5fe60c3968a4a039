"""Which choices of a menu a caller hears together: those for persons and those for companies never are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ivr.menu.model import Choice

_EQUALS: Final = re.compile(r"([\w.]+)\s*==\s*'([^']*)'")


def together(choices: Sequence[Choice]) -> int:
    """The most of these choices that are announced at once: those whose conditions want one variable to be different
    texts (``kind == 'person'``, ``kind == 'company'``) exclude each other."""
    wanted = [_wanted(choice) for choice in choices]
    most = len(choices)
    for name in {name for each in wanted for name in each}:
        values = {each[name] for each in wanted if name in each}
        most = min(most, max(sum(each.get(name, value) == value for each in wanted) for value in values))
    return most


def _wanted(choice: Choice) -> dict[str, str]:
    """The texts that variables must be for a choice to stand."""
    if choice.when is None or re.search(r"\bor\b|\bnot\b|\bif\b", choice.when.source):
        return {}
    parts = re.split(r"\band\b", choice.when.source)
    return {found[1]: found[2] for part in parts if (found := _EQUALS.fullmatch(part.strip()))}
