"""Operations that are done once: what came of a step of a call is kept beside what it changed, in one transaction."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ivr.account.errors import OperationConflict
from ivr.account.ledger import Ledger
from ivr.account.records import Request


@dataclass(frozen=True, slots=True)
class Result:
    """How an operation ended, and its value as plain data (sums in kopecks, days as ISO dates)."""

    outcome: str
    value: Mapping[str, Any] | None = None


def once(ledger: Ledger, request: Request, name: str, arguments: tuple[Any, ...], work: Callable[[], Result]) -> Result:
    """Do the work of a step, or give back what came of it when it has been done before.

    Raises OperationConflict when the step was used for something else.
    """
    digest = hashlib.sha256(json.dumps(arguments, default=str).encode()).hexdigest()
    done = ledger.operation(request.call_id, request.step)
    if done is not None:
        if (done.name, done.arguments) != (name, digest):
            raise OperationConflict(
                f"step {request.step} of the call was another {done.name}: it is asked for as {name}"
            )
        return Result(**json.loads(done.result.reveal()))
    result = work()
    written = json.dumps({"outcome": result.outcome, "value": result.value}, ensure_ascii=False)
    ledger.add_operation(request.call_id, request.step, name=name, arguments=digest, at=request.now, result=written)
    return result


def result(outcome: str, value: Any = None, **more: Any) -> Result:
    """A result from a record: its fields become plain data."""
    fields = dataclasses.asdict(value) if value is not None else {}
    return Result(outcome, {name: _plain(item) for name, item in (fields | more).items()} or None)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
