"""What every channel does, and the queue of what is to be spoken that all of them share."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Protocol, TypeAlias

from ivr.clock import Cancel, Clock
from ivr.dialog.effects import Listen, Say, Transfer
from ivr.dialog.events import Event, PromptDone
from ivr.wording.estimate import seconds

Post: TypeAlias = Callable[[Event], None]


class Channel(Protocol):
    """A caller's end of a call. Reports keys, speech, spoken prompts, transfers and hang-up by ``post``."""

    def attach(self, post: Post) -> None:
        """Take the function to report by. Called once, before anything else."""
        ...

    def say(self, say: Say) -> None:
        """Speak after all that is queued; post `PromptDone` at its end."""
        ...

    def stop(self, ids: tuple[int, ...]) -> None:
        """Stop or drop these says at once, without reporting them."""
        ...

    def listen(self, listen: Listen) -> None:
        """The caller may answer now; what is listened for holds until the next `listen` or `stop_listening`."""
        ...

    def stop_listening(self) -> None:
        """Speech means nothing for now; keys are still reported."""
        ...

    def transfer(self, transfer: Transfer) -> None:
        """Connect the caller to somebody else; post `TransferDone`."""
        ...

    def hang_up(self, reason: str) -> None:
        """End the call when all that is queued was spoken."""
        ...

    def close(self) -> None:
        """The service's part of the call is over: report nothing more."""
        ...


class Speech:
    """Speaks says one after another by a clock, each for the time its text takes to be spoken.

    started, finished, cut: told when a say begins, ends, or is stopped while it is spoken.
    pace: 1 is the estimated time (`ivr.wording.estimate`); 0 is no time at all.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        pace: float = 1.0,
        started: Callable[[Say], None] | None = None,
        cut: Callable[[Say], None] | None = None,
    ) -> None:
        self._clock = clock
        self._pace = pace
        self._started = started
        self._cut = cut
        self._queue: deque[Say] = deque()
        self._cancel: Cancel | None = None
        self._post: Post = lambda _: None

    def attach(self, post: Post) -> None:
        """Take the function to report `PromptDone` by."""
        self._post = post

    @property
    def speaking(self) -> Say | None:
        """What is being spoken."""
        return self._queue[0] if self._queue else None

    def say(self, say: Say) -> None:
        """Queue a say."""
        self._queue.append(say)
        if len(self._queue) == 1:
            self._begin()

    def stop(self, ids: tuple[int, ...]) -> None:
        """Drop says; what is being spoken among them is cut short."""
        first = self.speaking
        self._queue = deque(say for say in self._queue if say.id not in ids)
        if first is not None and first is not self.speaking:
            self._forget()
            if self._cut is not None:
                self._cut(first)
            if self._queue:
                self._begin()

    def close(self) -> None:
        """Stop reporting; what is queued is forgotten."""
        self._forget()
        self._queue.clear()

    def _begin(self) -> None:
        say = self._queue[0]
        if self._started is not None:
            self._started(say)
        length = sum(seconds(part.text, part.language) for part in say.utterances)
        self._cancel = self._clock.later(length * self._pace, self._finish)

    def _finish(self) -> None:
        say = self._queue.popleft()
        self._cancel = None
        if self._queue:
            self._begin()
        self._post(PromptDone(say.id))

    def _forget(self) -> None:
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
