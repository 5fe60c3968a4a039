"""Text with slots: Jinja2 in a sandbox, with the formats of `ivr.wording` as filters.

A template knows the variables and fields it uses, so the checks can prove at load time that every slot gets filled.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NoReturn, TypeVar

from jinja2 import StrictUndefined, Undefined, meta, nodes, pass_context
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ivr import wording
from ivr.menu.template_faults import told
from ivr.wording.written import WRITTEN, write

PLAIN_FILTERS: Final = ("default", "first", "join", "last", "length", "lower", "upper", "round", "abs", "int", "sort")
"""Filters of Jinja2 that stay available beside the spoken formats."""

MANNER: Final = " manner"
"""Among the variables: `ivr.wording.written.WRITTEN` for values to be read. No slot can have this name."""

FOREIGN: Final = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport, nodes.Block)
"""Statements of Jinja2 that refer to other templates. There are none."""

T = TypeVar("T")


class TemplateFault(ValueError):
    """A template that cannot be used; message and hint are for its author. line: 1-based within the text."""

    def __init__(self, message: str, hint: str = "", *, line: int = 1, unknown_format: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.line = line
        self.unknown_format = unknown_format


class RenderError(ValueError):
    """A template met a value it cannot speak. The message names slots and formats, never a value."""


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox without its rewritten tracebacks: a trial fails often, and nobody reads where in Jinja."""

    def handle_exception(self, source: str | None = None) -> NoReturn:  # noqa: ARG002
        error = sys.exception()
        assert error is not None
        raise error

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a record, or a value of a mapping: never a method, whatever the field is called."""
        if isinstance(obj, Mapping):
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


@cache
def _environment(language: str) -> _Environment:
    environment = _Environment(undefined=StrictUndefined, autoescape=False, finalize=_in_one_line)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in PLAIN_FILTERS}
    for name in wording.FORMATS:
        environment.filters[name] = _format(name, language)
    return environment


def _in_one_line(value: Any) -> Any:
    """A slot's value: lines on a screen are the author's to make, never the data's."""
    return squeeze(value) if isinstance(value, str) else value


def _format(name: str, language: str) -> Any:
    @pass_context
    def formatted(context: Context, value: object, *arguments: object, **options: object) -> str:
        if isinstance(value, Undefined):
            value._fail_with_undefined_error()
        say = write if context.get(MANNER) == WRITTEN else wording.speak
        return say(name, value, language, *arguments, **options)

    return formatted


def formats() -> tuple[str, ...]:
    """Names of every filter a template may use."""
    return (*wording.FORMATS, *PLAIN_FILTERS)


@dataclass(frozen=True, slots=True)
class Slots:
    """What a template uses: variables, and for each the paths of fields (``card.balance`` is ("card", "balance"))."""

    variables: frozenset[str] = frozenset()
    paths: frozenset[tuple[str, ...]] = frozenset()


@dataclass(frozen=True, slots=True)
class Template:
    """A text of one language. ``static`` is the text itself when it has no slots, else None."""

    source: str
    language: str
    slots: Slots = Slots()
    static: str | None = None
    _compiled: Any = field(default=None, repr=False, compare=False)

    def render(self, variables: Mapping[str, Any]) -> str:
        """The text with its slots filled. Raises RenderError when a slot has no value or not the right kind of one."""
        if self.static is not None:
            return self.static
        try:
            text: str = self._compiled.render(variables)
            return lines(text) if variables.get(MANNER) == WRITTEN else squeeze(text)
        except (JinjaError, wording.WordingError) as error:
            raise RenderError(str(error)) from None
        except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise RenderError(f"{type(error).__name__} in a slot of a {self.language} text") from None


@dataclass(frozen=True, slots=True)
class Expression:
    """A value computed from variables: a literal, or what stands in ``{{ … }}``, or a text with slots."""

    source: str
    slots: Slots = Slots()
    literal: Any = None
    _compiled: Any = field(default=None, repr=False, compare=False)

    def value(self, variables: Mapping[str, Any]) -> Any:
        """The value. Raises RenderError when a variable is missing or the operation makes no sense."""
        if self._compiled is None:
            return self.literal
        try:
            result = self._compiled(variables)
        except (JinjaError, wording.WordingError) as error:
            raise RenderError(str(error)) from None
        except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise RenderError(f"{type(error).__name__} in an expression") from None
        if isinstance(result, Undefined):
            raise RenderError(f"{self.source!r} names a variable that is not set")
        return result


def template(text: str, language: str) -> Template:
    """Compile a text. Raises TemplateFault on wrong syntax or an unknown format."""
    if "{" not in text:
        return Template(text, language, static=squeeze(text))
    return _made(lambda: _template(text, language))


def _template(text: str, language: str) -> Template:
    environment = _environment(language)
    tree = _parse(environment, text)
    slots = _slots(tree)
    if not any(isinstance(n, nodes.Output | nodes.Stmt) and not _is_text(n) for n in tree.body):
        return Template(text, language, static=squeeze(text))
    return Template(text, language, slots, None, environment.from_string(tree))


def expression(source: str, language: str) -> Expression:
    """Compile a condition or value written without braces: ``balance.available < 0``. Raises TemplateFault."""
    return _made(lambda: _expression(source, language))


def _expression(source: str, language: str) -> Expression:
    environment = _environment(language)
    tree = _parse(environment, "{{ " + source + " }}")
    return Expression(source, _slots(tree), None, environment.compile_expression(source, undefined_to_none=False))


def argument(value: Any, language: str) -> Expression:
    """Compile an argument: plain data is itself, ``{{ x }}`` alone keeps x's type, text with slots is rendered."""
    if not isinstance(value, str) or "{" not in value:
        return Expression(str(value), literal=value)
    text = value.strip()
    if text.startswith("{{") and text.endswith("}}") and "{{" not in text[2:] and "}}" not in text[:-2]:
        return expression(text[2:-2].strip(), language)
    compiled = template(value, language)
    return Expression(value, compiled.slots, None, compiled.render)


def squeeze(text: str) -> str:
    """Text with runs of white space made one space, as a voice would read it."""
    return " ".join(text.split())


def lines(text: str) -> str:
    """Text as a screen shows it: its lines, each squeezed, without empty ones."""
    return "\n".join(line for line in map(squeeze, text.split("\n")) if line)


def _made(make: Callable[[], T]) -> T:
    """What Jinja and Python make of a text. Raises TemplateFault for what either refuses."""
    try:
        return make()
    except JinjaError as error:
        message, hint = told(error.message or str(error))
        raise TemplateFault(message, hint, line=getattr(error, "lineno", None) or 1) from None
    except (SyntaxError, RecursionError):
        raise TemplateFault("it is nested too deeply, or too long") from None


def _parse(environment: _Environment, text: str) -> nodes.Template:
    tree = environment.parse(text)
    for node in tree.find_all((nodes.Filter, nodes.Test, *FOREIGN)):
        if isinstance(node, nodes.Filter) and node.name not in environment.filters:
            raise TemplateFault(f"unknown format {node.name!r}", line=node.lineno, unknown_format=node.name)
        if isinstance(node, nodes.Test) and node.name not in environment.tests:
            raise TemplateFault(f"nothing is known of `is {node.name}`", line=node.lineno)
        if isinstance(node, FOREIGN):
            raise TemplateFault("a text stands alone: it takes nothing from other templates", line=node.lineno)
    return tree


def _is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(isinstance(part, nodes.TemplateData) for part in node.nodes)


def _slots(tree: nodes.Template) -> Slots:
    if all(isinstance(node, nodes.Output | nodes.If) for node in tree.find_all(nodes.Stmt)):
        free = {node.name for node in tree.find_all(nodes.Name)}  # nothing here binds a name
    else:
        free = meta.find_undeclared_variables(tree)
    paths = {path for node in tree.find_all((nodes.Name, nodes.Getattr, nodes.Getitem)) if (path := _path(node))}
    return Slots(frozenset(free), frozenset(path for path in paths if path[0] in free))


def _path(node: nodes.Node) -> tuple[str, ...] | None:
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        head = _path(node.node)
        return (*head, node.attr) if head else None
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        head = _path(node.node)
        return (*head, node.arg.value) if head else None
    return None
