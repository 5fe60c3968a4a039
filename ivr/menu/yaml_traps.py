"""Unquoted words that YAML readers take for something else: octal numbers, times of day, yes and no, dates, nothing.

Sources: YAML 1.1 types (yaml.org/type: bool, int, float, null, timestamp), YAML 1.2 core schema (10.3), JSON. A
scalar on which they agree, and which comes back as it was written, is no trap: `menu`, `true`, `10`, `0.5`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

KEY_WORDS: Final = frozenset({"yes", "no"})
"""Booleans of YAML 1.1 that are words of the menu language where they stand as keys."""

_BOOLEANS: Final = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false"))
_NULLS: Final = frozenset(("~", "null"))
NUMERIC_START: Final = frozenset("0123456789+-.")
_WORDS: Final = frozenset(form for word in _BOOLEANS | _NULLS for form in (word, word.capitalize(), word.upper())) - {
    "true",
    "false",
}
LONGEST_WORD: Final = max(map(len, _WORDS))
"""A longer scalar that does not start as a number does (`NUMERIC_START`) is no trap."""

_LONGEST_SHOWN: Final = 40
"""A longer number is not worked out in a message."""

_PLAIN_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_LEADING_ZERO: Final = re.compile(r"[-+]?0[0-9_]+")
_CLOCK: Final = re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*)?")
_NOTATION: Final = re.compile(
    r"[-+]?(0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+)|[-+]?[0-9][0-9_]*|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
    r"|[-+]?(\.[0-9][0-9_]*|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?"
)


@dataclass(frozen=True, slots=True)
class Trap:
    """What is wrong with an unquoted word, and what to write instead."""

    code: str
    message: str
    hint: str


def trap(text: str) -> Trap | None:
    """The trap that an unquoted scalar on one line is, or None."""
    if text[0] in NUMERIC_START:
        return _number(text)
    if len(text) <= LONGEST_WORD and text in _WORDS:
        return _word(text)
    if text == "=":
        return Trap("Y026", "some YAML readers give `=` a meaning of its own", 'write `"="`')
    return None


def key_trap(text: str) -> Trap | None:
    """The same for a key, where `yes` and `no` are words of the language."""
    return None if text in KEY_WORDS else trap(text)


def _word(text: str) -> Trap:
    lower = text.lower()
    if lower in _NULLS:
        hint = f'write `"{text}"` if you mean the text; leave the key out if you mean nothing'
        return Trap("Y024", f"YAML reads `{text}` as nothing", hint)
    meaning = "true" if lower in ("y", "yes", "on", "true") else "false"
    hint = f'write `"{text}"` if you mean the word, or `{meaning}`'
    return Trap("Y023", f"YAML may read `{text}` as {meaning}", hint)


def _number(text: str) -> Trap | None:
    plain = _PLAIN_NUMBER.fullmatch(text)
    if plain:
        return _plain_number(text, plain[2])
    quoted = f'write `"{text}"`'
    if _LEADING_ZERO.fullmatch(text):
        return Trap("Y021", f"a number that starts with 0 loses it: {_octal(text)}", quoted)
    if _CLOCK.fullmatch(text):
        hint = f"{quoted}; a length of time is written `{_sexagesimal(text)}s`"
        return Trap("Y022", f"YAML may read `{text}` as the number {_sexagesimal(text)}", hint)
    if _DATE.fullmatch(text):
        return Trap("Y025", f"YAML may read `{text}` as a date, not as a text", quoted)
    if _NOTATION.fullmatch(text):
        value = _value(text)
        shown = f"the number {value}" if value else "a number"
        if value and _PLAIN_NUMBER.fullmatch(value) and "." not in text:
            quoted += f", or `{value}` if you mean the number"
        return Trap("Y026", f"YAML may read `{text}` as {shown}", quoted)
    return None


def _plain_number(text: str, fraction: str | None) -> Trap | None:
    if text == "-0" or (fraction and text.startswith("-0") and not text.strip("-0.")):
        return Trap("Y026", f"`{text}` loses its sign: YAML reads 0", "write `0`")
    if fraction and len(fraction) > 2 and fraction.endswith("0"):
        shorter = text.rstrip("0").removesuffix(".")
        message = f"YAML reads `{text}` as the number {shorter} and drops the 0 at its end"
        return Trap("Y026", message, f'write `"{text}"`, or `{shorter}` if you mean the number')
    return None


def _octal(text: str) -> str:
    if len(text) > _LONGEST_SHOWN:
        return "some YAML readers read another number"
    digits = text.lstrip("+-").replace("_", "")
    if set(digits) <= set("01234567"):
        return f"YAML reads `{text}` as octal {int(digits, 8)}"
    return f"some YAML readers read `{text}` as {digits.lstrip('0') or 0}"


def _sexagesimal(text: str) -> str:
    if len(text) > _LONGEST_SHOWN:
        return "of its seconds"
    whole = text.lstrip("+-").replace("_", "").partition(".")[0]
    value = 0
    for part in whole.split(":"):
        value = value * 60 + int(part)
    return str(value)


def _value(text: str) -> str:
    if len(text) > _LONGEST_SHOWN:
        return ""
    digits = text.replace("_", "").lower()
    sign = "-" if digits.startswith("-") else ""
    body = digits.lstrip("+-")
    for prefix, base in (("0x", 16), ("0o", 8), ("0b", 2)):
        if body.startswith(prefix) and body[2:]:
            return f"{sign}{int(body[2:], base)}"
    if body.isdigit():
        return f"{sign}{body.lstrip('0') or 0}"
    if body[-3:] in ("inf", "nan"):
        return ""
    if body[:1] == "0" and body[1:].isalpha():
        return ""
    value = float(body)
    return f"{sign}{int(value)}" if value.is_integer() and value < 1e15 else f"{sign}{value!r}"


def quoted(text: str) -> str:
    """A text as YAML takes it: in double quotes, or in single ones when it holds double quotes or a backslash."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
