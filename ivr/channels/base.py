"""What every channel does, and the queue of what is to be spoken that all of them share."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from ivr.clock import Cancel, Clock
from ivr.dialog.effects import Listen, Say, Transfer, Utterance
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
        """The service's part of the call is over: report nothing more. Last words still queued may be spoken."""
        ...


class Speaker(Protocol):
    """Speaks says one after another, and reports `PromptDone` after each that was not stopped."""

    def attach(self, post: Post) -> None:
        """Take the function to report by."""
        ...

    def detach(self) -> None:
        """Report nothing more; what is queued is still spoken."""
        ...

    @property
    def speaking(self) -> Say | None:
        """What is being spoken."""
        ...

    def say(self, say: Say) -> None:
        """Queue a say."""
        ...

    def stop(self, ids: tuple[int, ...]) -> None:
        """Drop says; what is being spoken among them is cut short."""
        ...

    def drop(self) -> None:
        """Stop speaking at once and forget what is queued."""
        ...


class Ears(Protocol):
    """Hears speech and keys in what a caller sends, and posts them."""

    def attach(self, post: Post) -> None:
        """Take the function to report by."""
        ...

    def listen(self, listen: Listen) -> None:
        """Know what may be said from now on."""
        ...

    def stop_listening(self) -> None:
        """Speech means nothing for now; keys are still reported."""
        ...

    def close(self) -> None:
        """Report nothing more."""
        ...


@dataclass(frozen=True, slots=True)
class Notices:
    """What a speaker tells its channel.

    begins: a text begins to be spoken. cut: it is stopped in the middle. silent: all that was queued has been spoken.
    """

    begins: Callable[[Utterance], None] = lambda _: None
    cut: Callable[[Utterance], None] = lambda _: None
    silent: Callable[[], None] = lambda: None


MakeSpeaker: TypeAlias = Callable[[Notices], Speaker]


class Speech:
    """Speaks says one after another by a clock, each text for the time it takes to be spoken.

    pace: 1 is the estimated time (`ivr.wording.estimate`), 0.5 half of it, 0 no time.
    """

    def __init__(self, clock: Clock, notices: Notices | None = None, *, pace: float = 1.0) -> None:
        self._clock = clock
        self._pace = pace
        self._notices = notices or Notices()
        self._queue: deque[Say] = deque()
        self._left: deque[Utterance] = deque()
        self._cancel: Cancel | None = None
        self._post: Post = _nobody

    def attach(self, post: Post) -> None:
        """Take the function to report `PromptDone` by."""
        self._post = post

    def detach(self) -> None:
        """Report nothing more; what is queued is still spoken."""
        self._post = _nobody

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
            self._interrupt()
            if self._queue:
                self._begin()

    def drop(self) -> None:
        """Stop speaking at once and forget what is queued."""
        if self._queue:
            self._queue.clear()
            self._interrupt()

    def _begin(self) -> None:
        self._left = deque(self._queue[0].utterances)
        self._next()

    def _next(self) -> None:
        """Speak the next text of the say, or end it."""
        self._cancel = None
        if self._left:
            text = self._left[0]
            self._notices.begins(text)
            self._cancel = self._clock.later(seconds(text.text, text.language) * self._pace, self._spoken)
        else:
            self._finish()

    def _spoken(self) -> None:
        self._left.popleft()
        self._next()

    def _finish(self) -> None:
        say = self._queue.popleft()
        if self._queue:
            self._begin()
        self._post(PromptDone(say.id))
        if not self._queue:
            self._notices.silent()

    def _interrupt(self) -> None:
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
        if self._left:
            self._notices.cut(self._left[0])
            self._left.clear()


def _nobody(_: Event) -> None:
    """Takes reports that nobody waits for."""
