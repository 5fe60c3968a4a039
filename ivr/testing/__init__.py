"""What authors and integrators test with: a simulated caller, call scripts, menu coverage, a pytest plugin."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ivr.testing.account import Account, OpenAccount
    from ivr.testing.caller import Caller
    from ivr.testing.expectations import CallFailed
    from ivr.testing.running import Report, render, run
    from ivr.testing.schema import script_schema
    from ivr.testing.subject import Subject

__all__ = ["Account", "CallFailed", "Caller", "OpenAccount", "Report", "Subject", "render", "run", "script_schema"]

_MODULES: Final = {
    "Account": "account",
    "CallFailed": "expectations",
    "Caller": "caller",
    "OpenAccount": "account",
    "Report": "running",
    "Subject": "subject",
    "render": "running",
    "run": "running",
    "script_schema": "schema",
}


def __getattr__(name: str) -> Any:
    """Import a name when it is first used: pytest imports this package in every run, for the plugin in it."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
