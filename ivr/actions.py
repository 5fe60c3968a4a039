"""Actions: what a menu may ask the world outside the call to do.

An action is a Python function with a declaration: its name in menus, its outcomes and the type of value each
outcome carries, its time limit, the access level it needs, and whether it changes anything.

    from ivr.actions import Context, Outcome, action

    @action("visits.book", outcomes={"booked": Visit, "taken": None}, changes=True, timeout=3.0)
    def book(context: Context, doctor: str) -> Outcome:
        ...
        return Outcome("booked", visit)

Every action has two more outcomes that it need not declare: ``failed`` (it raised) and ``late`` (its time ran out).
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from importlib.metadata import entry_points
from typing import Any, TypeVar

ENTRY_POINT_GROUP = "ivr.actions"
DEFAULT_TIMEOUT = 5.0
FAILED = "failed"
LATE = "late"
IMPLICIT_OUTCOMES = (FAILED, LATE)


class ActionError(Exception):
    """An action is declared wrongly, is unknown, or returned what it did not declare."""


@dataclass(frozen=True, slots=True)
class Context:
    """What an action is told of the call that asks.

    call_id: the call; together with step it names one request, so a request repeated after a crash is done once.
    step: number of the request within the call, from 1.
    caller: calling number as dialled by the network (E.164 with plus, or what the line gave).
    called: dialled number.
    language: language of the call, as the menu names it (``ru``).
    now: aware time at which the request was made.
    account: the account system that the operator of the service opened (``--account-url``), or None.
    """

    call_id: str
    step: int
    caller: str
    called: str
    language: str
    now: datetime
    account: Any = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an action ended: the declared name, its value, and the access level it proved, if any (1 to 3)."""

    name: str
    value: Any = None
    level: int | None = None


Function = Callable[..., Any]
F = TypeVar("F", bound=Function)


@dataclass(frozen=True, slots=True)
class Action:
    """One declared action.

    parameters: each argument's name, and whether it is required. grants: by outcome, the access level that a caller
    has proved at least when the action ends with it. local: runs here even when the account is asked over HTTP.
    undoes: names of actions whose work its own takes back.
    """

    name: str
    outcomes: Mapping[str, Any]
    function: Function
    parameters: Mapping[str, bool]
    needs: int = 0
    timeout: float = DEFAULT_TIMEOUT
    changes: bool = False
    doc: str = ""
    grants: Mapping[str, int] = field(default_factory=dict)
    local: bool = False
    undoes: frozenset[str] = frozenset()


@dataclass(slots=True)
class Registry:
    """The actions a service may name. Build one with `discover`, or add functions to an empty one.

    open_account: opens the account system that the actions work on, by a URL or None for its default: a function of
    that name in an actions module.
    """

    _actions: dict[str, Action] = field(default_factory=dict)
    open_account: Callable[[str | None], Any] | None = None

    def add(self, function: Function) -> None:
        """Add a function marked by `action`. Raises ActionError for an unmarked one or a name taken twice."""
        declared: Action | None = getattr(function, "__ivr_action__", None)
        if declared is None:
            raise ActionError(f"{function!r} has no @action declaration")
        other = self._actions.get(declared.name)
        if other is not None and other.function is not declared.function:
            raise ActionError(
                f"two actions are called {declared.name!r}: {_place(other.function)} and {_place(declared.function)}"
            )
        self._actions[declared.name] = declared

    def mapped(self, change: Callable[[Action], Action]) -> Registry:
        """The same actions, each as `change` makes it, and without an account system to open."""
        return Registry({name: change(action) for name, action in self._actions.items()})

    def __getitem__(self, name: str) -> Action:
        return self._actions[name]

    def get(self, name: str) -> Action | None:
        """The action of that name, or None."""
        return self._actions.get(name)

    def __contains__(self, name: object) -> bool:
        return name in self._actions

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def __len__(self) -> int:
        return len(self._actions)


def action(
    name: str,
    *,
    outcomes: Mapping[str, Any] | Iterable[str],
    needs: int = 0,
    timeout: float = DEFAULT_TIMEOUT,
    changes: bool = False,
    grants: Mapping[str, int] | None = None,
    local: bool = False,
    undoes: Iterable[str] = (),
) -> Callable[[F], F]:
    """Declare a function as an action of menus.

    outcomes: names, or names with the type of the value each carries: a dataclass, ``list[dataclass]``, int, str or
        None. Fields of a dataclass are what templates may use: ``{{ payment.amount | money }}``.
    needs: access level, 0 (nobody is asked) to 3.
    timeout: seconds after which the caller is led on by outcome ``late``.
    changes: True when the action changes the world: "back" never leads the caller back across it.
    grants: outcomes that prove an access level with the least level they prove (1 to 3); the checks go by it.
    local: True when it works on no account system: it runs here even when the account is asked over HTTP.
    undoes: names of actions whose work it takes back, its own name for one that sets something anew. A request for one
        of them that nobody had an answer to is over when this one succeeds: asked for again it is a new wish. All
        others are done once, however often a caller asks again after a late answer.

    The function takes a `Context` first and the menu's arguments by name; it may be ``async``.
    """
    declared = dict(outcomes) if isinstance(outcomes, Mapping) else dict.fromkeys(outcomes)
    if not declared:
        raise ActionError(f"action {name!r} declares no outcome")
    if reserved := set(declared) & set(IMPLICIT_OUTCOMES):
        raise ActionError(f"action {name!r} declares {sorted(reserved)}, which every action has")
    if not 0 <= needs <= 3:
        raise ActionError(f"action {name!r} needs level {needs}; levels are 0 to 3")
    if timeout <= 0:
        raise ActionError(f"action {name!r} has a time limit of {timeout} s; it must be above 0")
    granted = dict(grants or {})
    if unknown := set(granted) - set(declared):
        raise ActionError(f"action {name!r} grants a level by {sorted(unknown)}, which it does not declare")
    if wrong := {outcome: level for outcome, level in granted.items() if not 1 <= level <= 3}:
        raise ActionError(f"action {name!r} grants {wrong}; levels are 1 to 3")

    def mark(function: F) -> F:
        parameters = list(inspect.signature(function).parameters.values())
        if not parameters:
            raise ActionError(f"action {name!r} must take a Context as its first argument")
        for parameter in parameters[1:]:
            if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.VAR_POSITIONAL):
                raise ActionError(f"action {name!r}: argument {parameter.name!r} cannot be given by name")
        named = {p.name: p.default is p.empty for p in parameters[1:] if p.kind is not p.VAR_KEYWORD}
        function.__ivr_action__ = Action(  # type: ignore[attr-defined]
            name=name,
            outcomes=types.MappingProxyType(declared),
            function=function,
            parameters=types.MappingProxyType(named),
            needs=needs,
            timeout=timeout,
            changes=changes,
            doc=inspect.getdoc(function) or "",
            grants=types.MappingProxyType(granted),
            local=local,
            undoes=frozenset(undoes),
        )
        return function

    return mark


def discover(modules: Iterable[str] = (), *, group: str | None = ENTRY_POINT_GROUP) -> Registry:
    """Registry of every action in the named modules and, unless group is None, in installed packages' entry points.

    Raises ActionError when a module cannot be imported or two actions share a name.
    """
    registry = Registry()
    for module in modules:
        try:
            loaded = importlib.import_module(module)
        except Exception as error:
            raise ActionError(f"cannot import actions module {module!r}: {type(error).__name__}: {error}") from error
        add_module(registry, loaded)
    if group is not None:
        for point in entry_points(group=group):
            try:
                add_module(registry, point.load())
            except ActionError:
                raise
            except Exception as error:
                raise ActionError(
                    f"cannot load actions {point.value!r} of {point.name!r}: {type(error).__name__}: {error}"
                ) from error
    return registry


def add_module(registry: Registry, module: Any) -> None:
    """Add every action found among a module's (or class's) members, and what opens its account system."""
    for member in vars(module).values():
        if callable(member) and hasattr(member, "__ivr_action__"):
            registry.add(member)
    opening = getattr(module, "open_account", None)
    if opening is not None:
        other = registry.open_account
        if other is not None and other is not opening:
            raise ActionError(f"two actions modules define open_account: {_place(other)} and {_place(opening)}")
        registry.open_account = opening


def plain(value: Any) -> Any:
    """A value as plain JSON data: dataclasses become mappings, dates ISO strings. Raises ActionError otherwise."""
    if value is None or isinstance(value, bool | int | float | str):
        return value.value if isinstance(value, Enum) else value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return plain(value.value)
    raise ActionError(f"a value of type {type(value).__name__} cannot be kept in a call; return plain data")


def value_fields(declared: Any) -> Mapping[str, Any] | None:
    """Field names and types of a declared value: of a dataclass or of a list's dataclass; None when it has none."""
    if typing.get_origin(declared) in (list, tuple):
        declared = typing.get_args(declared)[0]
    if dataclasses.is_dataclass(declared):
        return typing.get_type_hints(declared)
    return None


def _place(function: Function) -> str:
    return f"{function.__module__}.{function.__qualname__}"
