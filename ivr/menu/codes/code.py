"""What one code of the catalogue holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from textwrap import dedent, indent


class Severity(Enum):
    """ERROR: the menu is not used. WARNING: it works, but a caller may suffer."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of fault. code: a letter and three digits. explanation: what it means, why it matters, how to mend it.

    wrong, right: the same piece of a menu before and after mending, in YAML.
    """

    code: str
    title: str
    severity: Severity
    explanation: str
    wrong: str
    right: str

    def text(self) -> str:
        """The whole explanation for a terminal."""
        parts = [f"{self.code} {self.title} ({self.severity.value})", _tidy(self.explanation)]
        for name, example in (("Wrong", self.wrong), ("Right", self.right)):
            if example:
                parts.append(f"{name}:\n\n{indent(_tidy(example), '    ')}")
        return "\n\n".join(parts) + "\n"


def _tidy(text: str) -> str:
    return dedent(text).strip("\n")


def error(code: str, title: str, explanation: str, wrong: str = "", right: str = "") -> Code:
    """A code whose faults keep a menu from being used."""
    return Code(code, title, Severity.ERROR, _tidy(explanation), _tidy(wrong), _tidy(right))


def warning(code: str, title: str, explanation: str, wrong: str = "", right: str = "") -> Code:
    """A code whose faults leave a menu usable."""
    return Code(code, title, Severity.WARNING, _tidy(explanation), _tidy(wrong), _tidy(right))
