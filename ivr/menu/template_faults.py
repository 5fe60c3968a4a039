"""What Jinja2 complains of in a template, in the words of a menu author."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_LONE: Final = re.compile(r"(?<![{$])\$?\{ *(?P<inside>[^\W\d][\w.]* *(?:\| *\w+ *)?)\}(?!\})")


class Told(NamedTuple):
    """What is wrong, and how to mend it."""

    message: str
    hint: str


_SLOT: Final = "`{{ name }}` says a value, `{{ name | money }}` says it as a sum of money"
_KNOWN: Final[tuple[tuple[re.Pattern[str], str, str], ...]] = tuple(
    (re.compile(pattern), message, hint)
    for pattern, message, hint in (
        (r"got '='", "`=` stands where two values are compared", "write `==`"),
        (r"got '(AND|OR|NOT|IN|IS)'", r"`\1` is written in capitals", "write it in small letters"),
        (r"unexpected char '[&!]'|got '\|'", "words join conditions, not signs", "write `and`, `or`, `not`"),
        (r"unexpected '>'", "`<>` compares nothing", "write `!=`"),
        (r"unexpected char \"'\"|unexpected char '\"'", "a quote is never closed", "close it: `'text'`"),
        (r"unexpected char '(.)'", r"`\1` means nothing here", "a text stands in straight quotes: `'text'`"),
        (
            r"block that needs to be closed is '(\w+)'",
            r"`{% \1 … %}` is never closed",
            r"end it: `{% end\1 %}`",
        ),
        (r"[Uu]nexpected end of template", "the braces are never closed", "close them: `{{ name }}`"),
        (r"^unexpected '}'$", "a brace is missing at the end", "close both: `{{ name }}`"),
        (r"Missing end of comment", "`{#` begins a note that is never closed", "close it with `#}`, or remove it"),
        (
            r"Encountered unknown tag '(\w+)'",
            r"`{% \1 … %}` is not known",
            "write `{% if condition %} text {% else %} other text {% endif %}`",
        ),
        (r"expected token 'name', got", "a format is missing after `|`", "write `{{ name | money }}`"),
        (r"'\)'", "a bracket is missing, or one is too many", "write as many `)` as `(`"),
        (r"Expected an expression|unexpected 'end of", "a value is missing", "write the name of one there: `balance`"),
        (
            r"expected token 'end of print statement', got '(.+)'",
            r"`\1` does not belong here",
            "one value stands there, or values with a sign between them: `balance < 0`",
        ),
    )
)


def told(message: str) -> Told:
    """What Jinja2 said, in an author's words; what nobody has met yet is told as it is."""
    for pattern, what, hint in _KNOWN:
        found = pattern.search(message)
        if found:
            return Told(found.expand(what), found.expand(hint))
    return Told(message, _SLOT)


def lone_braces(text: str) -> Told | None:
    """A value in one pair of braces, which would be spoken as it stands: `{name}`, `${name}`."""
    found = _LONE.search(text)
    if found is None:
        return None
    return Told(f"`{found[0]}` is spoken as it stands, not as a value", f"write `{{{{ {found['inside'].strip()} }}}}`")
