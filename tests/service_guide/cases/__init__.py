"""What each action answers: a module for each subject, whose `CASES` are collected here.

A case: action, the account's facts, arguments, the outcome, and what its value holds at least. Facts may have
``others`` (number: facts, prepared before), ``asked`` (a password was requested a moment ago), ``unknown`` (nobody has
the number) and ``before`` (actions with their arguments that the call runs first).
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any, TypeAlias

Case: TypeAlias = tuple[str, dict[str, Any], dict[str, Any], str, Any]

CASES: list[Case] = [
    case
    for module in pkgutil.iter_modules(__path__)
    for case in importlib.import_module(f"{__name__}.{module.name}").CASES
]
