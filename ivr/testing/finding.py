"""Finding call scripts and the services they belong to, and whether a script fits its service.

A script is a file whose name ends in `.call.yaml`. It belongs to the service that it names under `service`, else to the
nearest `service.yaml` in its own folder or one above.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from ivr.actions import IMPLICIT_OUTCOMES
from ivr.menu.faults import Fault, Location, did_you_mean
from ivr.menu.model import CollectNode, ConfirmNode, ListNode, MenuNode, Service
from ivr.menu.reader.files import OWN_NAME
from ivr.testing.coverage import items_of, place
from ivr.testing.script import SUFFIX, Expect, Script, Simulate, Simulation

UNKNOWN_NAME: Final = "S006"
NO_SERVICE: Final = "S007"


def find_scripts(paths: Iterable[Path]) -> Iterator[Path]:
    """The files with call scripts: those named, and those in named folders and below, each once, in order of names."""
    seen: set[Path] = set()
    for path in paths:
        found = sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else [path]
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def service_path(file: Path, script: Script) -> Path | Fault:
    """The own file (or folder) of the service that a script belongs to, or the fault that there is none."""
    if script.service is not None:
        named = file.parent / script.service
        if named.exists():
            return named
        hint = "the path begins at the script's folder"
        return Fault(NO_SERVICE, f"there is no service at `{script.service}`", script.at, hint)
    for folder in file.resolve().parents:
        if (folder / OWN_NAME).is_file():
            return _near(folder / OWN_NAME)
    hint = f"put the script beside a `{OWN_NAME}`, or name one: `service: ../menu/{OWN_NAME}`"
    return Fault(NO_SERVICE, "no service belongs to this script", script.at, hint)


def _near(path: Path) -> Path:
    """The path as seen from the working directory where that is shorter: people read it."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


class Names:
    """What scripts may name of a service."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._nodes: set[str] = set()
        self._outcomes: set[str] = set()
        universals = [universal.name for universal in service.universals]
        for dialog, node in service.nodes():
            self._nodes |= {node.name, place(dialog.name, node.name)}
            more = [*universals, *(("next", "previous") if isinstance(node, ListNode) else ())]
            if isinstance(node, MenuNode | CollectNode | ConfirmNode | ListNode):
                self._outcomes |= {f"{place(dialog.name, node.name)}.{name}" for name in more}
        self._outcomes |= {item.name for item in items_of(service) if "." in item.name}
        self._outcomes |= {name.partition(":")[2] for name in self._outcomes if ":" in name}

    def faults(self, script: Script) -> Iterator[Fault]:
        """What the script names and the service does not have."""
        called = script.head.called
        if called is not None and called not in self._service.numbers:
            yield _unknown("number", called, script.at, self._service.numbers)
        language = script.head.language
        if language is not None and language not in self._service.languages:
            yield _unknown("language", language, script.at, self._service.languages)
        for name, simulation in script.simulate.items():
            yield from self._simulated(name, simulation, script.at)
        for step in script.steps:
            if isinstance(step, Simulate):
                for name, simulation in step.actions.items():
                    yield from self._simulated(name, simulation, step.at)
            elif isinstance(step, Expect):
                if step.node is not None and step.node not in self._nodes:
                    yield _unknown("node", step.node, step.places["node"], self._nodes)
                if step.outcome is not None and step.outcome not in self._outcomes:
                    yield _unknown("outcome", step.outcome, step.places["outcome"], self._outcomes)

    def _simulated(self, name: str, simulation: Simulation, at: Location) -> Iterator[Fault]:
        action = self._service.actions.get(name)
        if action is None:
            yield _unknown("action", name, at, self._service.actions)
        elif simulation.outcome is not None:
            known = (*action.outcomes, *IMPLICIT_OUTCOMES)
            if simulation.outcome not in known:
                yield _unknown(f"outcome of `{name}`", simulation.outcome, at, known)


def _unknown(what: str, name: str, at: Location, known: Iterable[str]) -> Fault:
    listed = sorted(set(known))
    hint = did_you_mean(name, listed)
    if not hint and len(listed) <= 8:
        hint = "there are " + ", ".join(f"`{item}`" for item in listed)
    return Fault(UNKNOWN_NAME, f"the service has no {what} `{name}`", at, hint)
