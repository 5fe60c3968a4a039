"""What every check stands on: the service, its graph, and the list that faults are put on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ivr.menu.faults import Fault, Location
from ivr.menu.graph import Address, Graph
from ivr.menu.model import ROOT, Service


class Ground:
    """One run of the checks.

    broken: addresses of nodes that were written and could not be read. They have had their faults, so nothing that
    follows from their absence is reported: what leads to them, and what only they might lead to.
    """

    def __init__(self, service: Service, broken: frozenset[Address] = frozenset()) -> None:
        self.service = service
        self.graph = Graph(service)
        self.broken = broken
        self.meant: set[Address] = set()
        """Nodes that mistyped names are like: what leads to them is there, only not yet right."""
        self.circling: set[Address] = set()
        """Nodes of circles without a question, which have had their fault."""
        self._found: dict[tuple[str, str, Location], Fault] = {}

    @property
    def whole(self) -> bool:
        """Whether every node could be read, so that absence proves something."""
        return not self.broken

    @property
    def faults(self) -> list[Fault]:
        """The faults found so far."""
        return list(self._found.values())

    @property
    def count(self) -> int:
        """How many faults there are so far."""
        return len(self._found)

    def fault(self, code: str, message: str, at: Location, hint: str = "") -> None:
        """Report a fault; the same one in the same place counts once (many nodes share a default's place)."""
        self._found.setdefault((code, message, at), Fault(code, message, at, hint))

    def exists(self, address: Address) -> bool:
        """Whether a node of that address is written, readable or not."""
        return address in self.graph.nodes or address in self.broken


def name(address: Address) -> str:
    """A node as its author would name it from outside its file."""
    return address[1] if address[0] == ROOT else f"{address[0]}:{address[1]}"


def way(addresses: Iterable[Address]) -> str:
    """Nodes in the order in which a caller comes to them."""
    return " → ".join(name(address) for address in addresses)


def listed(names: Sequence[str], most: int = 5) -> str:
    """Names in a row; the tail of a long row is counted."""
    shown = ", ".join(f"`{one}`" for one in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
