"""The checks over a service's graph: what proves, before anybody calls, that every caller is led somewhere.

Each family of checks is a module with one function ``check(ground)``; `check` runs them all.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from ivr.menu.checks import (
    access,
    arguments,
    burden,
    ends,
    keys,
    languages,
    loops,
    phrases,
    targets,
    variables,
)
from ivr.menu.checks.ground import Ground
from ivr.menu.faults import Fault
from ivr.menu.graph import Address
from ivr.menu.model import Service

__all__ = ["check"]

FAMILIES = (targets, arguments, loops, ends, keys, phrases, languages, variables, access, burden)


def check(service: Service, *, broken: frozenset[Address] = frozenset()) -> list[Fault]:
    """Every fault of a service, in the order of reading.

    broken: addresses (dialog, node) of nodes that were written and could not be read. They have had their faults; what
    leads to them is not reported, and neither is what cannot be judged without them.
    """
    ground = Ground(service, broken)
    with _collector_paused():
        for family in FAMILIES:
            family.check(ground)
    return sorted(ground.faults, key=_order)


def _order(fault: Fault) -> tuple[str, int, int, str, str]:
    return (fault.at.file, fault.at.line, fault.at.column, fault.code, fault.message)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """The checks make very many small values and no cycles: looking for some would take a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
