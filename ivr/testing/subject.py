"""A service under test: loaded once, called by many simulated callers, with an account made anew for each call."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from ivr.actions import Registry
from ivr.dialog import Program
from ivr.menu.loader import load_service
from ivr.menu.model import Service
from ivr.testing.account import OpenAccount, OwnAccount
from ivr.testing.caller import Caller
from ivr.testing.coverage import Coverage
from ivr.testing.finding import Names


class Subject:
    """A service made ready to be called, and what the calls have covered of it."""

    def __init__(self, service: Service, *, account: OpenAccount | None = None) -> None:
        """account: opens the account system of each call.

        Without one, services whose actions work on an account system (`ivr.actions.Registry.open_account`) get the
        engine's own account, and others none.
        """
        self.service = service
        self.program = Program(service)
        self.coverage = Coverage(service)
        self._account = account or (OwnAccount if service.actions.open_account is not None else None)
        self._calls = 0

    @classmethod
    def load(cls, path: Path | str, *, actions: Registry | None = None, account: OpenAccount | None = None) -> Subject:
        """Load a service. Raises MenuError when it has faults."""
        return cls(load_service(path, actions=actions), account=account)

    @cached_property
    def names(self) -> Names:
        """What scripts may name of the service."""
        return Names(self.service)

    def next_call_id(self) -> str:
        """A name for a call that no other call of this subject has: accounts do a request of a call only once."""
        self._calls += 1
        return f"test-{self._calls}"

    def caller(self, *, account: OpenAccount | None = None) -> Caller:
        """Somebody who has not dialled yet. account: opens the account of this call, instead of the subject's own."""
        return Caller(self, account or self._account)
