"""What is said and what may be said, and the values and conditions that templates compute."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ivr.menu import source, template
from ivr.menu.faults import Location, did_you_mean
from ivr.menu.language import PHRASE
from ivr.menu.model import Phrase, Prompt
from ivr.menu.reader import values as single
from ivr.menu.reader.desk import Desk, pairs
from ivr.menu.reader.finding import (
    BAD_LANGUAGE,
    BAD_TEMPLATE,
    BAD_VALUE,
    MISSING,
    UNKNOWN_FORMAT,
    UNKNOWN_KEY,
    UNKNOWN_PROMPT,
    WRONG_TYPE,
    Wrong,
)
from ivr.menu.template import Expression, Template, TemplateFault
from ivr.menu.template_faults import lone_braces
from ivr.wording import LANGUAGES
from ivr.wording.understand import normalise

_REFERENCE = re.compile(r"\$[^\W\d]\w*")
_SOUND = re.compile(r"(?P<name>[\w./-]+)\.(?:wav|mp3|ogg|flac|gsm)", re.IGNORECASE)
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,15})\.[0-9]{1,6}")


def text_of(desk: Desk, node: source.Node, what: str) -> str | None:
    """The text of a scalar; a fault when it is not one, or has nothing in it."""
    if not isinstance(node, source.Scalar):
        desk.fault(WRONG_TYPE, f"{what} is one text, not a {kind(node)}", node.at, one_of(node))
        return None
    if not node.text.strip():
        desk.fault(BAD_VALUE, f"{what} is empty", node.at, "write words, or leave the key out")
        return None
    return node.text


def kind(node: source.Node) -> str:
    """What a node is, in the author's words."""
    if isinstance(node, source.Scalar):
        return "text"
    return "list" if isinstance(node, source.Sequence) else "mapping"


def article(word: str) -> str:
    """A word with its article: `a menu`, `an action`."""
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"


def one_of(node: source.Node) -> str:
    """How to mend a list or a mapping that stands where one value is meant."""
    if isinstance(node, source.Sequence) and node.items and isinstance(node.items[0], source.Scalar):
        alone = len(node.items) == 1
        return f"write {'' if alone else 'one of them: '}`{node.items[0].text}`" + (
            ", without the list" if alone else ""
        )
    return "write one value, without keys or a list"


def phrase(desk: Desk, node: source.Node) -> Phrase | None:
    """One thing to say. A `$name` must stand for one phrase, not for several attempts."""
    found = _phrase_or_prompt(desk, node)
    if isinstance(found, Prompt):
        if len(found.attempts) > 1:
            desk.fault(WRONG_TYPE, "one phrase is meant here, not one for each attempt", node.at)
            return None
        return found.attempts[0]
    if isinstance(node, source.Sequence):
        desk.fault(WRONG_TYPE, "one phrase is meant here, not a list", node.at, one_of(node))
    return found


def prompt(desk: Desk, node: source.Node) -> Prompt | None:
    """A phrase, or a list of phrases: one for each attempt."""
    if isinstance(node, source.Sequence):
        if not node.items:
            desk.fault(BAD_VALUE, "the list of phrases is empty", node.at, "write a phrase for each attempt")
            return None
        phrases = [phrase(desk, item) for item in node.items]
        known = tuple(item for item in phrases if item is not None)
        return Prompt(known) if len(known) == len(phrases) else None
    found = _phrase_or_prompt(desk, node)
    return Prompt((found,)) if isinstance(found, Phrase) else found


def _phrase_or_prompt(desk: Desk, node: source.Node) -> Phrase | Prompt | None:
    if isinstance(node, source.Mapping):
        return _phrase_of_mapping(desk, node)
    if isinstance(node, source.Sequence):
        return None
    text = text_of(desk, node, "the text")
    if text is None:
        return None
    if _REFERENCE.fullmatch(text.strip()):
        return _named(desk, text.strip()[1:], node.at)
    if sound := _SOUND.fullmatch(text.strip()):
        hint = f"write the text, and the recording beside it: `{{{desk.language}: …, recording: {sound['name']}}}`"
        desk.fault(BAD_VALUE, f"`{sound[0]}` would be read out, not played", node.at, hint)
        return None
    return Phrase({desk.language: _template(desk, node, desk.language)}, node.at)


def _named(desk: Desk, name: str, at: Location) -> Prompt | None:
    named = desk.named.get(name)
    desk.used.add(name)
    if named is None:
        hint = did_you_mean(name, desk.named) or "name it in a file of `prompts`"
        desk.fault(UNKNOWN_PROMPT, f"there is no prompt `${name}`", at, hint)
        return None
    return named.prompt


def _phrase_of_mapping(desk: Desk, node: source.Mapping) -> Phrase | None:
    texts: dict[str, Template] = {}
    recording: str | None = None
    barge_in = True
    written: Mapping[str, Template] = {}
    errors = desk.errors
    for name, at, value in pairs(node):
        if name in desk.languages:
            if text_of(desk, value, f"the text in `{name}`") is not None and isinstance(value, source.Scalar):
                texts[name] = _template(desk, value, name)
        elif name == "recording":
            recording = desk.parsers["text"](desk, value)
        elif name == "barge_in":
            barge_in = desk.parsers["flag"](desk, value) is not False
        elif name == "written":
            other = phrase(desk, value)
            written = other.texts if other is not None else {}
        elif name in LANGUAGES:
            hint = f"add it to `languages`, or write the text in `{desk.language}`"
            desk.fault(BAD_LANGUAGE, f"`{name}` is not a language of the service", at, hint)
        else:
            known = (*desk.languages, *PHRASE.names)
            hint = did_you_mean(name, known) or "keys here are " + ", ".join(f"`{key}`" for key in known)
            desk.fault(UNKNOWN_KEY, f"unknown key `{name}` in a phrase", at, hint)
    if not texts and desk.errors == errors:
        desk.fault(MISSING, "the phrase has no text", node.at, f"add `{desk.language}: …`")
    return Phrase(texts, node.at, recording, barge_in, written) if texts else None


def _template(desk: Desk, node: source.Scalar, language: str) -> Template:
    alone = lone_braces(node.text) if "{" in node.text else None
    if alone is not None:
        desk.fault(BAD_TEMPLATE, alone.message, node.at, alone.hint)
    try:
        return desk.template(node.text, language)
    except TemplateFault as error:
        template_fault(desk, error, node)
        # The text stands in for itself, so that its language is not found missing as well.
        return Template(node.text, language, static=node.text)


def template_fault(desk: Desk, error: TemplateFault, node: source.Scalar) -> None:
    """Report what is wrong in a template, at its line within the text."""
    at = _line(node, error.line)
    if error.unknown_format is not None:
        hint = did_you_mean(error.unknown_format, template.formats())
        desk.fault(UNKNOWN_FORMAT, str(error), at, hint or "formats are " + ", ".join(template.formats()))
    else:
        desk.fault(BAD_TEMPLATE, f"the template cannot be read: {error}", at, error.hint)


def _line(node: source.Scalar, line: int) -> Location:
    """The place of a line of a text; the lines of a block begin under the key."""
    if node.block:
        return Location(node.at.file, node.at.line + line, 1)
    return node.at


def phrases(desk: Desk, node: source.Node) -> dict[str, tuple[str, ...]] | None:
    """What a caller may say, by language, as words without case and punctuation."""
    if not isinstance(node, source.Mapping):
        said = _said(desk, node)
        return {desk.language: said} if said is not None else None
    result: dict[str, tuple[str, ...]] = {}
    for name, at, value in pairs(node):
        if name in desk.languages:
            said = _said(desk, value)
            if said is not None:
                result[name] = said
        else:
            hint = did_you_mean(name, desk.languages) or _languages(desk)
            desk.fault(BAD_LANGUAGE, f"`{name}` is not a language of the service", at, hint)
    return result


def first_words(desk: Desk, node: source.Node | None) -> dict[str, str]:
    """The first of what a caller may say, by language, as it was written; what has faults is left out."""
    if isinstance(node, source.Mapping):
        found = [(name, value) for name, _, value in pairs(node) if name in desk.languages]
    else:
        found = [(desk.language, node)] if node is not None else []
    words = {
        name: value.items[0] if isinstance(value, source.Sequence) and value.items else value for name, value in found
    }
    return {name: word.text.strip() for name, word in words.items() if isinstance(word, source.Scalar)}


def _languages(desk: Desk) -> str:
    return "languages of the service are " + ", ".join(f"`{code}`" for code in desk.languages)


def _said(desk: Desk, node: source.Node) -> tuple[str, ...] | None:
    items = node.items if isinstance(node, source.Sequence) else (node,)
    result: dict[str, None] = {}
    for item in items:
        text = text_of(desk, item, "what a caller may say")
        if text is None:
            continue
        words = normalise(text)
        if "{" in text:
            desk.fault(BAD_VALUE, "what a caller may say has no slots", item.at, "write the words as they are said")
        elif words:
            result[words] = None
        else:
            desk.fault(BAD_VALUE, f"`{text}` has no words", item.at)
    if not items:
        desk.fault(BAD_VALUE, "the list of words is empty", node.at, "write `[words]`, or leave the key out")
    return tuple(result) or None


def expression(desk: Desk, node: source.Node) -> Expression | None:
    """A condition or value, written without braces."""
    text = text_of(desk, node, "a condition")
    if text is None or not isinstance(node, source.Scalar):
        return None
    bare = text.strip()
    if bare.startswith("{{") and bare.endswith("}}"):
        inner = bare[2:-2].strip()
        desk.fault(BAD_VALUE, "a condition is written without braces", node.at, f"write `{inner}`")
        return None
    try:
        return template.expression(bare, desk.language)
    except TemplateFault as error:
        template_fault(desk, error, node)
        return None


def values(desk: Desk, node: source.Node) -> dict[str, Expression] | None:
    """Names with values: numbers and flags keep their type, text stays text, ``{{ }}`` is computed."""
    if not isinstance(node, source.Mapping):
        desk.fault(WRONG_TYPE, f"values have names, this is a {kind(node)}", node.at, 'write `{name: "{{ value }}"}`')
        return None
    result: dict[str, Expression] = {}
    for name, at, value in pairs(node):
        try:
            single.name(name)
        except Wrong as error:
            desk.wrong(error, at)
            continue
        if not isinstance(value, source.Scalar):
            desk.fault(WRONG_TYPE, f"`{name}` is one value, not a {kind(value)}", value.at, one_of(value))
            continue
        try:
            result[name] = template.argument(plain(value), desk.language)
        except TemplateFault as error:
            template_fault(desk, error, value)
    return result


def plain(node: source.Scalar) -> Any:
    """A scalar as plain data: unquoted whole numbers, decimals, flags and null have their type, all else is text."""
    if not node.plain:
        return node.text
    if node.text in ("true", "false"):
        return node.text == "true"
    if node.text in ("null", "~", ""):
        return None
    if _WHOLE.fullmatch(node.text):
        return int(node.text)
    return float(node.text) if _DECIMAL.fullmatch(node.text) else node.text


def hangup(desk: Desk, node: source.Node) -> Prompt | bool | None:
    """`true`, or what is said last."""
    if isinstance(node, source.Scalar) and node.plain and node.text in ("true", "false"):
        if node.text == "true":
            return True
        desk.fault(BAD_VALUE, "`hangup: false` means nothing", node.at, "write `hangup: true`")
        return None
    return prompt(desk, node)
