"""Loading a service: files, actions, model and checks in one go, with every fault of it."""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from ivr.actions import ActionError, Registry, discover
from ivr.menu import reader, source
from ivr.menu.faults import Fault, Faults, Location, Severity
from ivr.menu.model import Service
from ivr.menu.reader import Sources
from ivr.menu.reader.finding import NO_ACTIONS, UNKNOWN_ACTION, Wrong
from ivr.menu.reader.values import dotted


class MenuError(Exception):
    """A service cannot be used. The message shows every fault; ``faults`` holds them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(fault.render() for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading gave. service: None when there is an error. faults: in the order of reading, warnings included.

    draft: the model as far as it could be made, errors or not: to be drawn or compared, never to hold a call.
    broken: nodes (dialog, name) that have a fault of their own.
    """

    service: Service | None
    faults: tuple[Fault, ...]
    draft: Service | None = None
    broken: frozenset[tuple[str, str]] = frozenset()

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that keep the service from being used."""
        return tuple(fault for fault in self.faults if fault.severity is Severity.ERROR)


def load(path: Path | str, *, actions: Registry | None = None) -> Loaded:
    """Load a service from its own file or its folder. Never raises for what the files hold.

    actions: what the service may call; by default the modules it names are imported (this runs their code), and those
    of installed packages.
    """
    with _uncollected():
        return _load(Path(path), actions)


def _load(path: Path, actions: Registry | None) -> Loaded:
    faults = Faults()
    sources = reader.gather(path, faults)
    known = actions if actions is not None else _discover(sources, faults)
    reading = reader.read(sources, known, faults)
    broken = frozenset(reading.broken)
    if reading.service is not None:
        # Imported here: the checks stand on the model, and whoever only reads does not need them.
        from ivr.menu.checks import check

        # Actions of a module that could not be imported are unknown, and the author has been told why.
        told = UNKNOWN_ACTION if any(fault.code == NO_ACTIONS for fault in faults) else ""
        faults.extend(fault for fault in check(reading.service, broken=broken) if fault.code != told)
    service = None if faults.has_errors else reading.service
    return Loaded(service, tuple(faults.sorted()), reading.service, broken)


def load_service(path: Path | str, *, actions: Registry | None = None) -> Service:
    """The service, ready for calls. Raises MenuError, with every fault in its message, when it has an error."""
    loaded = load(path, actions=actions)
    if loaded.service is None:
        raise MenuError(loaded.errors)
    return loaded.service


def _discover(sources: Sources, faults: Faults) -> Registry:
    """The actions of the modules that a service names, each fault at the module's name."""
    modules: list[str] = []
    with _importable(sources.folder):
        for node in _modules(sources):
            try:
                module = importlib.import_module(dotted(node.text))
                modules.append(node.text)
                if hidden := _hidden(sources.folder, module):
                    faults.add(NO_ACTIONS, hidden, node.at, "give the module beside the service a name of its own")
            except Wrong:
                continue
            except (Exception, SystemExit) as error:
                message = f"cannot import `{node.text}`: {type(error).__name__}: {_first_line(error)}"
                faults.add(NO_ACTIONS, message, node.at, "a module stands in the service's folder, or is installed")
        try:
            return discover(modules)
        except ActionError as error:
            at = next((node.at for node in _modules(sources)), Location(str(sources.folder), 1, 1))
            faults.add(NO_ACTIONS, str(error), at, "mend the module")
            return Registry()


def _modules(sources: Sources) -> Iterator[source.Scalar]:
    node = sources.service.root.get("actions") if sources.service is not None else None
    items = node.items if isinstance(node, source.Sequence) else (node,)
    yield from (item for item in items if isinstance(item, source.Scalar))


def _hidden(folder: Path, module: ModuleType) -> str:
    """What to say when a module beside the service was not the one imported, because its name was taken."""
    top = module.__name__.partition(".")[0]
    beside = [place for place in (folder / f"{top}.py", folder / top / "__init__.py") if place.is_file()]
    file = getattr(module, "__file__", None)
    if not beside or file is None or Path(file).resolve().is_relative_to(folder.resolve()):
        return ""
    return f"`{top}` beside the service is hidden by another module of that name: {file}"


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0][:200]


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection meanwhile: a big menu is many objects that all stay, and looking through them again and
    again takes longer than reading them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _importable(folder: Path) -> Iterator[None]:
    """Modules beside the service can be imported, after the installed ones have had their turn."""
    place = str(folder.resolve())
    sys.path.append(place)
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(place)
