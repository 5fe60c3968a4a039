"""What holds for every test."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _modules_beside_services_are_forgotten() -> Iterator[None]:
    """Each program loads the actions beside its service by their bare name, and tests are many programs in one."""
    yield
    for name in tuple(sys.modules):
        if name.endswith("_actions") and "." not in name:
            del sys.modules[name]
