"""Who runs actions: what they report, in which thread, and what becomes of results that nobody waits for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import wraps
from typing import Any

import pytest

from ivr.actions import Action, Context, Outcome, Registry, action
from ivr.worker import AsyncioWorker, InlineWorker, OpeningWorker, Worker

CONTEXT = Context("call-1", 1, "+79221234567", "100", "ru", datetime(2026, 3, 2, tzinfo=UTC))


def declared(function: Callable[..., Any]) -> Action:
    """A function as an action."""
    registry = Registry()
    registry.add(action("test.it", outcomes=["ok"])(function))
    return registry["test.it"]


def plainly(context: Context, word: str = "") -> Outcome:
    return Outcome("ok", (word, context.account, threading.current_thread() is threading.main_thread()))


async def slowly(context: Context, word: str = "") -> Outcome:
    await asyncio.sleep(0)
    return plainly(context, word)


def leaving(context: Context) -> Outcome:
    raise SystemExit("an action must not end the program")


async def failing(context: Context) -> Outcome:
    raise LookupError("no such thing")


async def cancelled(context: Context) -> Outcome:
    raise asyncio.CancelledError


def in_loop(hold: Callable[[asyncio.AbstractEventLoop], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        return await asyncio.wait_for(hold(asyncio.get_running_loop()), 10)

    return asyncio.run(run())


async def result(worker: Worker, function: Callable[..., Any], **arguments: Any) -> Any:
    """What the worker reports, and that it reports it in the loop's thread."""
    reported: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    def done(found: Any) -> None:
        assert threading.current_thread() is threading.main_thread()
        reported.set_result(found)

    worker.run(declared(function), CONTEXT, arguments, done)
    return await reported


@pytest.mark.parametrize("function", [plainly, slowly])
def test_at_once(function: Callable[..., Any]):
    found: list[Any] = []
    InlineWorker().run(declared(function), CONTEXT, {"word": "да"}, found.append)
    assert found == [Outcome("ok", ("да", None, True))]


@pytest.mark.parametrize("function", [leaving, failing, cancelled])
def test_at_once_a_failure_is_a_result(function: Callable[..., Any]):
    found: list[Any] = []
    InlineWorker().run(declared(function), CONTEXT, {}, found.append)
    assert isinstance(found[0], SystemExit | LookupError | asyncio.CancelledError)


def test_plain_functions_run_in_a_thread_and_coroutines_in_the_loop():
    assert in_loop(lambda loop: result(AsyncioWorker(loop), plainly, word="да")) == Outcome("ok", ("да", None, False))
    assert in_loop(lambda loop: result(AsyncioWorker(loop), slowly, word="да")) == Outcome("ok", ("да", None, True))


def test_a_coroutine_that_a_decorator_hides_is_run_all_the_same():
    @wraps(slowly)
    def hidden(*arguments: Any, **more: Any) -> Any:
        return slowly(*arguments, **more)

    del hidden.__wrapped__
    assert in_loop(lambda loop: result(AsyncioWorker(loop), hidden, word="да")) == Outcome("ok", ("да", None, True))


def test_an_executor_can_be_given():
    with ThreadPoolExecutor(1, thread_name_prefix="mine") as executor:
        found = in_loop(lambda loop: result(AsyncioWorker(loop, executor), plainly, word="да"))
    assert found == Outcome("ok", ("да", None, False))


@pytest.mark.parametrize(
    ("function", "error"), [(leaving, SystemExit), (failing, LookupError), (cancelled, asyncio.CancelledError)]
)
def test_beside_the_loop_a_failure_is_a_result(function: Callable[..., Any], error: type[BaseException]):
    assert isinstance(in_loop(lambda loop: result(AsyncioWorker(loop), function)), error)


def test_a_result_after_the_loop_is_dropped_without_a_word(monkeypatch: pytest.MonkeyPatch):
    unheard: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", unheard.append)
    go_on = threading.Event()
    threads: list[threading.Thread] = []

    def late(context: Context) -> Outcome:
        threads.append(threading.current_thread())
        started.set()
        go_on.wait(10)
        return Outcome("ok")

    started = threading.Event()

    async def hold(loop: asyncio.AbstractEventLoop) -> None:
        AsyncioWorker(loop).run(declared(late), CONTEXT, {}, unheard.append)

    in_loop(hold)
    started.wait(10)
    go_on.set()
    threads[0].join(10)
    assert not threads[0].is_alive()
    assert unheard == []


def test_actions_wait_until_the_account_system_is_open_and_get_it():
    go_on = threading.Event()

    def opening() -> str:
        go_on.wait(10)
        return "the accounts"

    async def hold(loop: asyncio.AbstractEventLoop) -> Any:
        worker = OpeningWorker(AsyncioWorker(loop), loop, opening)
        waiting = asyncio.ensure_future(result(worker, plainly, word="да"))
        worker.open()
        await asyncio.sleep(0)
        assert not waiting.done()
        go_on.set()
        return await waiting

    assert in_loop(hold) == Outcome("ok", ("да", "the accounts", False))


def test_why_it_cannot_be_opened_is_what_actions_and_the_holder_of_the_call_are_told():
    def opening() -> None:
        raise LookupError("no such database")

    async def hold(loop: asyncio.AbstractEventLoop) -> Any:
        worker = OpeningWorker(AsyncioWorker(loop), loop, opening)
        worker.open()
        return await result(worker, plainly), worker.opened.exception()

    told, known = in_loop(hold)
    assert isinstance(told, LookupError) and told is known
