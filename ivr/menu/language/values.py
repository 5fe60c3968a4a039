"""How values are written: the types of the language, and the words and bounds that are the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

COLLECT_KINDS: Final = ("digits", "number", "amount", "phone", "date", "yes_no", "secret")
COLLECT_LENGTHS: Final[Mapping[str, tuple[int, int]]] = {
    "digits": (1, 20),
    "number": (1, 9),
    "amount": (1, 7),
    "phone": (10, 11),
    "date": (4, 8),
    "yes_no": (1, 1),
    "secret": (4, 6),
}
"""Least and most digits of each kind, unless a node says otherwise. A date is day and month, with or without a year."""

MOST_DIGITS: Final = 64
"""Digits of the longest entry: a bound for memory, far above any number that people dial."""

MOST_ITEMS: Final = 6
"""Items of a list that can be offered at a time: keys 7 and 8 turn the page, 9 and 0 are the service's."""

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DTMF_KEYS: Final = "0123456789*#ABCD"
"""The sixteen keys of ITU-T Q.23."""


TYPES: Final[Mapping[str, str]] = {
    "name": "A name: a letter, then letters, digits and `_` (`promised_payment`).",
    "text": "Text in one line or a block.",
    "phrase": "What is said: a text in the first language, `{ru: …, en: …}`, or `$name` from a prompts file. "
    "The mapping may also hold `recording` and `barge_in`.",
    "prompt": "A phrase, or a list of phrases: one for each attempt, the last repeats.",
    "phrases": "What a caller may say: a list for the first language, or `{ru: […], en: […]}`.",
    "key": 'A DTMF key or several in a row: `1`, `10`, `"#"`, `"*"`.',
    "one_key": 'A single DTMF key: `1`, `"#"`.',
    "seconds": "A time with its unit: `500ms`, `5s`, `2m`.",
    "count": "A whole number from 1 up.",
    "length": "A number of digits: `4`, or from-to: `6-10`.",
    "bound": "A number; of an amount, roubles (`50`, `0.5`).",
    "share": "A number from 0 to 1.",
    "flag": "`true` or `false`.",
    "level": "A name from `access.levels`.",
    "target": "The name of a node in the same dialog. In a sub-dialog it may also be a node of the service's own: that "
    "way leaves the sub-dialog.",
    "route": "A target, or `{goto: target, prompt: …, set: {variable: value}}`.",
    "remedy": "A prompt, or `{prompt: …, tries: 3, then: route}`.",
    "expression": "A condition or value without braces: `balance.available < 0`.",
    "values": 'A mapping of names to values; `{{ … }}` is computed: `{tariff: "{{ tariff.code }}"}`.',
    "pattern": "A regular expression that the digits must match as a whole; nothing repeated in it holds a "
    "repetition itself.",
    "hours": "From-to, local to the service: `09:00-18:00`, or over midnight `22:00-06:00`.",
    "days": "Weekdays: `mon-fri`, `sat`, or a list of them.",
    "names": "A list of names.",
    "languages": "A list of languages; the first is the one a call starts in.",
    "numbers": "A mapping of dialled numbers (in quotes) to nodes.",
    "paths": "A file, or a list of files, inside the service's folder.",
    "modules": "A Python module, or a list of them.",
    "zone": "A time zone of the IANA database: `Europe/Moscow`.",
    "action": "The name of an action: `balance.get`.",
    "menu": "A mapping of choices.",
    "shortcuts": "A list of nodes in the same dialog.",
    "list": "A list block.",
    "cases": "A list of cases; the last is `else`.",
    "collect": "One of: " + ", ".join(COLLECT_KINDS) + ".",
    "dialog": "The name of a sub-dialog.",
    "language": "One of the service's languages.",
    "destination": "A telephone number in quotes, or a name that the line knows.",
    "hangup": "`true`, or what is said last.",
    "defaults": "A defaults block.",
    "universals": "A mapping of universals.",
    "access": "An access block.",
    "limits": "A limits block.",
    "nodes": "A mapping of nodes.",
}
