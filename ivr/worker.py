"""Who runs actions: at once in virtual time, or beside the loop of a real call."""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from typing import Any, Final, Protocol, TypeAlias

from ivr.actions import Action, Context, Outcome

Done: TypeAlias = Callable[[Outcome | BaseException], None]

FAILURES: Final = (Exception, SystemExit, asyncio.CancelledError)
"""What an action may raise without ending more than itself."""


class Worker(Protocol):
    """Runs actions. ``done`` is called once, in the call's own thread; for an action that never ends, never."""

    def run(self, action: Action, context: Context, arguments: Mapping[str, Any], done: Done) -> None:
        """Start an action."""
        ...


class InlineWorker:
    """Runs actions at once, in the caller's thread: for virtual time."""

    def run(self, action: Action, context: Context, arguments: Mapping[str, Any], done: Done) -> None:
        """Run the action to its end."""
        try:
            result = action.function(context, **arguments)
            if inspect.iscoroutine(result):
                result = asyncio.run(result)
        except FAILURES as error:
            result = error
        done(result)


class AsyncioWorker:
    """Runs actions beside an asyncio loop: plain functions in threads, coroutines in the loop.

    A slow or hanging action never holds up the loop; its result is reported whenever it comes.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, executor: Executor | None = None) -> None:
        """executor: where plain functions run. Without one each gets a thread of its own, which does not keep the
        program from ending."""
        self._loop = loop
        self._executor = executor
        self._running: set[asyncio.Task[None]] = set()

    def run(self, action: Action, context: Context, arguments: Mapping[str, Any], done: Done) -> None:
        """Start the action."""
        if inspect.iscoroutinefunction(action.function):
            self._start(action.function(context, **arguments), done)
            return
        work = partial(self._work, partial(action.function, context, **arguments), done)
        if self._executor is not None:
            self._executor.submit(work)
        else:
            threading.Thread(target=work, name=f"action {action.name}", daemon=True).start()

    def _start(self, work: Coroutine[Any, Any, Any], done: Done) -> None:
        task = self._loop.create_task(self._await(work, done))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _await(self, work: Coroutine[Any, Any, Any], done: Done) -> None:
        try:
            result = await work
        except FAILURES as error:
            result = error
        done(result)

    def _work(self, work: Callable[[], Any], done: Done) -> None:
        try:
            result = work()
        except FAILURES as error:
            result = error
        try:
            if inspect.iscoroutine(result):  # a decorator hid that the function is a coroutine's
                self._loop.call_soon_threadsafe(self._start, result, done)
            else:
                self._loop.call_soon_threadsafe(done, result)
        except RuntimeError:  # the loop was closed meanwhile: nobody waits for the result
            return


class OpeningWorker:
    """Runs actions as another worker does, once the account system is open: meanwhile the caller is greeted."""

    def __init__(self, worker: Worker, loop: asyncio.AbstractEventLoop, opening: Callable[[], Any]) -> None:
        """opening: opens the account system; it runs in a thread of its own, begun by `open`."""
        self._worker = worker
        self._loop = loop
        self._opening = opening
        self.opened: asyncio.Future[Any] = loop.create_future()
        """The account system, or why it cannot be opened."""

    def open(self) -> None:
        """Begin to open."""
        threading.Thread(target=self._open, name="accounts", daemon=True).start()

    def run(self, action: Action, context: Context, arguments: Mapping[str, Any], done: Done) -> None:
        """Run the action as soon as it can be."""

        def go_on(opened: asyncio.Future[Any]) -> None:
            error = opened.exception()
            if error is not None:
                done(error)
            else:
                self._worker.run(action, replace(context, account=opened.result()), arguments, done)

        self.opened.add_done_callback(go_on)

    def _open(self) -> None:
        try:
            account, error = self._opening(), None
        except FAILURES as failed:
            account, error = None, failed
        try:
            self._loop.call_soon_threadsafe(self._report, account, error)
        except RuntimeError:  # the call was over first
            return

    def _report(self, account: Any, error: BaseException | None) -> None:
        if self.opened.done():
            return
        if error is None:
            self.opened.set_result(account)
        else:
            self.opened.set_exception(error)
