"""Finding call scripts and the services they belong to, and whether a script fits its service.

A script is a file whose name ends in `.call.yaml`. It belongs to the service that it names under `service`, else to the
nearest `service.yaml` in its own folder or one above.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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

MOST_LISTED: Final = 8
"""Names that a hint lists when none of them is like the unknown one."""


def find_scripts(paths: Iterable[Path]) -> Iterator[Path]:
    """The files with call scripts: those named, and those in named folders and below, each once, in order of names."""
    seen: set[Path] = set()
    for path in paths:
        found = sorted(_below(path)) if path.is_dir() else [path]
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _below(folder: Path) -> Iterator[Path]:
    """Scripts in a folder and below, but in none whose name begins with a dot (environments, caches)."""
    for file in folder.rglob(f"*{SUFFIX}"):
        if not any(part.startswith(".") for part in file.relative_to(folder).parts):
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
        head = script.head
        yield from self._faults(script.at, self.dialled(head.called))
        if head.language is not None and head.language not in self._service.languages:
            yield from self._faults(script.at, Unknown("language", head.language, self._service.languages))
        for name, simulation in script.simulate.items():
            yield from self._faults(script.at, self.simulated(name, simulation))
        for step in script.steps:
            if isinstance(step, Simulate):
                for name, simulation in step.actions.items():
                    yield from self._faults(step.at, self.simulated(name, simulation))
            elif isinstance(step, Expect):
                if step.node is not None and step.node not in self._nodes:
                    yield from self._faults(step.places["node"], Unknown("node", step.node, self._nodes))
                if step.outcome is not None and step.outcome not in self._outcomes:
                    yield from self._faults(step.places["outcome"], Unknown("outcome", step.outcome, self._outcomes))

    def dialled(self, number: str | None) -> Unknown | None:
        """Whether a number is none of the service's."""
        numbers = self._service.numbers
        return None if number is None or number in numbers else Unknown("number", number, numbers)

    def simulated(self, action: str, simulation: Simulation) -> Unknown | None:
        """Whether an action to be simulated, or the outcome made up for it, is none of the service's."""
        declared = self._service.actions.get(action)
        if declared is None:
            return Unknown("action", action, self._service.actions)
        known = (*declared.outcomes, *IMPLICIT_OUTCOMES)
        if simulation.outcome is not None and simulation.outcome not in known:
            return Unknown(f"outcome of `{action}`", simulation.outcome, known)
        return None

    @staticmethod
    def _faults(at: Location, unknown: Unknown | None) -> Iterator[Fault]:
        if unknown is not None:
            yield Fault(UNKNOWN_NAME, str(unknown), at, unknown.hint)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that the service does not have, and those it has."""

    what: str
    name: str
    known: Iterable[str]

    def __str__(self) -> str:
        return f"the service has no {self.what} `{self.name}`"

    @property
    def hint(self) -> str:
        """What was meant, or what there is."""
        known = sorted(set(self.known))
        hint = did_you_mean(self.name, known)
        if hint or len(known) > MOST_LISTED:
            return hint
        return "there are " + ", ".join(f"`{name}`" for name in known)
