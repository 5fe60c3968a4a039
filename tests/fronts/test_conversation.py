"""Conversations by messages: time, faults, and what is left of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from ivr.fronts import Conversations
from tests.fronts.gateway import CALLER, NOON, Account, Gateway, at_once, in_loop, kiosk
from tests.fronts.test_ussd import MENU


def test_begin_and_go_on():
    async def hold() -> None:
        conversations = Conversations(kiosk(), account=Account())
        reply = await conversations.begin("s", CALLER, "700", NOON)
        assert (reply.text, reply.ended) == (f"Это киоск. {MENU}", False)
        assert "1" in reply.keys and "9" not in reply.keys
        assert (await conversations.go_on("s", "2", NOON)).text == "На какую сумму?"
        assert (await conversations.go_on("s", "#", NOON)).text == "Ответа нет. На какую сумму?"
        assert (await conversations.go_on("other", "2", NOON)).ended

    in_loop(hold)


def test_no_time_of_the_call_passes_between_messages():
    async def hold() -> None:
        gateway = Gateway()
        await gateway.write("000105", "2")
        for _ in range(2):
            gateway.later(800)
            assert await gateway.write("000105", "7 рублей") == "Заказать на 7 руб.?\n1 — да\n2 — нет"
            gateway.later(800)
            assert await gateway.write("000105", "2") == "На какую сумму?"
        assert "TimerFired" not in gateway.journalled

    in_loop(hold)


def test_a_slow_action_is_waited_for():
    async def hold() -> None:
        gateway = Gateway()
        gateway.account.slow.clear()
        asked = asyncio.create_task(gateway.dial("*105*3#"))
        await asyncio.sleep(0.01)
        assert not asked.done()
        gateway.account.slow.set()
        assert await asked == f"Дождались. {MENU}"

    in_loop(hold)


def test_an_action_has_its_time_limit():
    limits = []

    async def sleep(seconds: float) -> None:
        limits.append(seconds)
        await at_once(seconds)

    async def hold() -> None:
        gateway = Gateway(sleep=sleep)
        gateway.account.slow.clear()
        assert await gateway.dial("*105*3#") == f"Не дождались. {MENU}"
        assert 3.5 < limits[-1] <= 4.0
        gateway.account.slow.set()
        await asyncio.sleep(0)
        assert (await gateway.dial("1")).startswith("На счёте")

    in_loop(hold)


def test_a_menu_that_was_changed_meanwhile_ends_the_session():
    async def hold() -> None:
        gateway = Gateway()
        await gateway.dial("*105#")
        changed = Gateway(gateway.store, service=replace(kiosk(), version="another"))
        assert await changed.dial("1") == "Сеанс окончен. Наберите код ещё раз. [over]"
        assert await changed.dial("*105#") == MENU

    in_loop(hold)


def test_what_was_begun_by_a_process_that_died_is_done_once():
    async def hold() -> None:
        account = Account()
        account.order_waits.clear()
        dying = Gateway(account=account)
        asked = asyncio.create_task(dying.dial("*105*1*9#", message_id="m1"))
        while not account.asked:
            await asyncio.sleep(0)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            if task.get_coro().__qualname__.endswith("_answered"):  # type: ignore[union-attr]
                task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        account.order_waits.set()
        await asyncio.sleep(0)  # the order was made, and nobody heard of it
        again = Gateway(dying.store, account=account)
        assert await again.dial("*105*1*9#", message_id="m1") == "Заказано. До свидания! [over]"
        assert list(dying.journals) == list(again.journals)
        assert account.asked == 2 and len(account.orders) == 1

    in_loop(hold)


def test_a_fault_of_the_world_is_told_without_its_words(caplog: pytest.LogCaptureFixture):
    class Broken:
        def hold(self, session: str) -> object:
            raise RuntimeError("73519264")

        async def expired(self, at: object) -> list[str]:
            return []

    async def hold() -> None:
        gateway = Gateway(Broken())
        assert await gateway.dial("*105#") == "Извините, у нас сбой. Попробуйте позже. [over]"

    in_loop(hold)
    assert "73519264" not in caplog.text
    assert "RuntimeError" in caplog.text


def test_a_gateway_may_name_things_as_it_likes():
    async def hold() -> None:
        gateway = Gateway()
        for name in ("\ud800", "x" * 5000, "\x00", "сеанс"):
            assert await gateway.dial("*105#", session=name, message_id=name) == MENU
            assert await gateway.dial("*105#", session=name, message_id=name) == MENU
        assert len(gateway.store) == 4 and len(gateway.journals) == 4

    in_loop(hold)


def test_sessions_are_swept_beside_a_server():
    turns = iter(range(3))

    async def sleep(_: float) -> None:
        if next(turns, None) is None:
            raise asyncio.CancelledError

    async def hold() -> None:
        gateway = Gateway(sleep=sleep)
        await gateway.dial("*170#")
        gateway.later(181)
        with pytest.raises(asyncio.CancelledError):
            await gateway.conversations.run(lambda: gateway.now)
        assert len(gateway.store) == 0

    in_loop(hold)


def test_a_time_without_its_zone_is_the_gateways_mistake():
    async def hold() -> None:
        with pytest.raises(ValueError, match="aware"):
            await Conversations(kiosk()).begin("s", CALLER, "700", NOON.replace(tzinfo=None))

    in_loop(hold)
