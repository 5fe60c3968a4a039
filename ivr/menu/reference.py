"""The reference of the menu language in Markdown, made from its tables: what `docs/menu-language.md` shows.

Each function gives the text that stands between two marks of a document, without the marks:

    text = filled(text, "reference", reference())
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ivr import wording
from ivr.menu import template
from ivr.menu.checks.variables import ALWAYS
from ivr.menu.codes import FAMILIES, Code
from ivr.menu.language import (
    ACCESS,
    ASKING_KEYS,
    CASE,
    CHOICE,
    DEFAULTS,
    DIALOG,
    FRAGMENT,
    KINDS,
    LIMITS,
    LIST,
    PHRASE,
    REMEDY,
    REQUIRED,
    ROUTE,
    SERVICE,
    TYPES,
    UNIVERSAL,
    Block,
    Key,
)
from ivr.menu.model import ASKING_OUTCOMES
from ivr.wording import phrases

FILES: Final = (SERVICE, FRAGMENT, DIALOG)
HEAD: Final = (DEFAULTS, UNIVERSAL, ACCESS, LIMITS)
PARTS: Final = (CHOICE, LIST, CASE, ROUTE, REMEDY, PHRASE)

PROMPTS_EXAMPLE: Final = """\
# prompts.yaml
greeting: {ru: Здравствуйте!, en: Hello!}
# service.yaml
nodes:
  main: {prompt: $greeting, goto: bye}"""
"""A file of prompts and its use."""

ALWAYS_THERE: Final = {
    "caller": "The calling number, as the line gave it.",
    "called": "The dialled number.",
    "language": "The language of the call: `ru`.",
    "now": "Date and time of this moment, local to the service: `{{ now | time }}`.",
    "level": "The access level that the caller has proved, as a number; 0 is none.",
}

FAMILY_TITLES: Final = {
    "Y": "The file and its YAML",
    "M": "The menu language",
    "G": "Where the nodes lead",
    "K": "Keys and phrases",
    "T": "Texts and templates",
    "A": "Actions and access",
    "B": "The burden on the caller",
    "S": "Call scripts",
}


def filled(text: str, name: str, content: str) -> str:
    """A document with the text between ``<!-- name:begin … -->`` and ``<!-- name:end -->`` replaced.

    Raises ValueError when the document lacks the marks.
    """
    begin, end = text.find(f"<!-- {name}:begin"), text.find(f"<!-- {name}:end -->")
    opened = text.find("-->", begin)
    if not 0 <= begin < opened < end:
        raise ValueError(f"the document has no marks <!-- {name}:begin --> and <!-- {name}:end -->")
    return f"{text[:opened]}-->\n{content.strip()}\n{text[end:]}"


def reference() -> str:
    """Every key of every block, every kind of node, and every type."""
    parts = [
        "### Files",
        *(_block(block) for block in FILES),
        "#### Prompts file\n\nNamed prompts, one a line: a name, and a prompt. `$name` says it wherever a prompt or "
        "phrase is meant.",
        _fence(PROMPTS_EXAMPLE, "fragment"),
        "### Head of a service",
        *(_block(block) for block in HEAD),
        "### Kinds of node",
        "The kind of a node is told by the key of the same name. Every node may have `needs`; every node but `confirm` "
        "may have `prompt`.",
        *(_block(kind.block, f"`{kind.name}`") for kind in KINDS.values()),
        "#### Keys of every question\n\n`menu`, `collect`, `confirm` and `list` take these too.",
        _keys(ASKING_KEYS),
        "### Parts of nodes",
        *(_block(block) for block in PARTS),
        "### Types",
        _table(("type", "how it is written"), ((f"`{name}`", doc) for name, doc in TYPES.items())),
    ]
    return _joined(parts)


def spoken_formats() -> str:
    """The spoken formats, with an example of each in every language."""
    languages = wording.LANGUAGES
    rows = [
        (
            f"`{known.name}`",
            f"{known.doc}{_options(known)}",
            f"`{known.example}`",
            *(template.template(known.example, language).render({}) for language in languages),
        )
        for known in wording.FORMATS.values()
    ]
    units = sorted(set.intersection(*(set(wording.get_language(code).units) for code in languages)))
    return _joined(
        [
            _table(("format", "says", "example", *languages), rows),
            "Units of `count`: " + ", ".join(f"`{unit}`" for unit in units) + ".",
            "Of Jinja's own filters these may be used: "
            + ", ".join(f"`{name}`" for name in template.PLAIN_FILTERS)
            + ".",
        ]
    )


def variables() -> str:
    """The variables that every call has."""
    return _table(("variable", "value"), ((f"`{name}`", ALWAYS_THERE[name]) for name in ALWAYS))


def own_sentences() -> str:
    """What the caller hears for each way of failing when the author gives no prompt."""
    rows = (
        (f"`{outcome}`", *(phrases.phrase(outcome, language) for language in wording.LANGUAGES))
        for outcome in ASKING_OUTCOMES
    )
    return _table(("outcome", *wording.LANGUAGES), rows)


def faults() -> str:
    """Every code of the catalogue with its explanation and examples."""
    return _joined(part for family in FAMILIES for part in _family(family))


def _family(family: Sequence[Code]) -> Iterator[str]:
    letter = family[0].code[0]
    yield f"## {letter}: {FAMILY_TITLES[letter]}"
    for code in family:
        yield f"### {code.code}\n\n**{code.title}** ({code.severity.value})"
        yield " ".join(code.explanation.split())
        if code.wrong:
            yield f"Wrong:\n\n{_fence(code.wrong, 'wrong=' + code.code)}"
        if code.right:
            yield f"Right:\n\n{_fence(code.right, 'right=' + code.code)}"


def _block(block: Block, title: str = "") -> str:
    parts = [f"#### {title or block.title}", block.doc]
    if block.example:
        parts.append(_fence(block.example, "part"))
    asking = set(ASKING_KEYS) <= set(block.keys)
    left_out = set(ASKING_KEYS) if asking else set()
    parts.append(_keys(key for key in block.keys if key not in left_out))
    if asking:
        parts.append("Also the [keys of every question](#keys-of-every-question).")
    if block.outcomes:
        parts.append("Names of outcomes are keys too; each takes a route.")
    return "\n\n".join(parts)


def _keys(keys: Iterable[Key]) -> str:
    return _table(("key", "type", "default", "meaning", "example"), (_row(key) for key in keys))


def _row(key: Key) -> tuple[str, ...]:
    default = "**required**" if key.default == REQUIRED else key.default or "none"
    return f"`{key.name}`", f"`{key.type}`", default, key.doc, f"`{key.example}`" if key.example else ""


def _options(known: wording.Format) -> str:
    taken = list(inspect.signature(known.say).parameters.values())[2:]
    named = [f"`{option.name}`" for option in taken if option.kind is not option.VAR_POSITIONAL]
    return f" Options: {', '.join(named)}." if named else ""


def _fence(text: str, info: str) -> str:
    return f"```yaml {info}\n{text}\n```"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"
