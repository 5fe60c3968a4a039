"""0505 with its account over HTTP: its callers hear what they hear with the account here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ivr.menu.loader import load_service
from ivr.remote import Keys, Remote, application
from ivr.testing.account import OwnAccount, Subscribers
from ivr.testing.playing import play
from ivr.testing.reading import read_scripts
from ivr.testing.subject import Subject
from tests.remote.conftest import HOST, KEY, Time, Wire

MENU = Path(__file__).parents[2] / "menus" / "0505"


class Elsewhere:
    """Accounts that only the server has: each call of a script gets a server of its own."""

    def __init__(self) -> None:
        self.here = load_service(MENU)
        self._served: Any = None
        time = Time()
        self.wire = Wire(self._app)
        self.remote = Remote(HOST, Keys(KEY), environment={}, world=time.world(), transport=self.wire)
        self.service = replace(self.here, actions=self.remote.actions(self.here.actions))
        self._now = lambda: time.wall

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        await self._served(scope, receive, send)

    def open(self, subscribers: Subscribers, now: datetime) -> Any:
        own = OwnAccount(subscribers, now)
        self._served = application(self.here.actions, own.system, Keys(KEY), now=self._now)
        return _Hidden(own)


class _Hidden:
    """What a test needs of the account, and nothing for the actions to work on."""

    system = None

    def __init__(self, own: OwnAccount) -> None:
        self.show, self.messages, self.close = own.show, own.messages, own.close


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Elsewhere]:
    made = Elsewhere()
    yield made
    made.remote.close()


@pytest.mark.parametrize("file", sorted(MENU.glob("calls/*.call.yaml")), ids=lambda file: file.name)
def test_the_call_scripts_go_as_written(elsewhere: Elsewhere, file: Path):
    scripts, faults = read_scripts(file)
    assert not faults and scripts
    subject = Subject(elsewhere.service, account=elsewhere.open)
    sent = len(elsewhere.wire.sent)
    assert [result.render() for result in (play(script, subject) for script in scripts) if not result.passed] == []
    assert len(elsewhere.wire.sent) > sent
