"""A channel of text: what would be spoken is kept, and takes the time it would take. For tests and scripted calls."""

from __future__ import annotations

from collections.abc import Callable

from ivr.channels.base import MakeSpeaker, Notices, Post, Speaker, Speech
from ivr.clock import Clock
from ivr.dialog.effects import Listen, Say, Transfer, Utterance
from ivr.dialog.events import TransferDone

RINGING = 2.0
"""Seconds after which a simulated transfer ends."""


CUT = " —"
"""What stands after a text that was cut short."""


class TextChannel:
    """Keeps what is said and done.

    said: all that was to be spoken. heard: the texts that were, one cut short with a dash in its end.
    transfers: how a simulated transfer to a destination ends (``connected``, ``busy`` …). pace: of the speech.
    speaker: speaks instead, with sound.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        transfers: Callable[[str], str] = lambda _: "connected",
        pace: float = 1.0,
        speaker: MakeSpeaker | None = None,
    ) -> None:
        self._clock = clock
        self._transfers = transfers
        self._post: Post = lambda _: None
        notices = Notices(begins=self._begins, cut=self._cut)
        self.speech: Speaker = speaker(notices) if speaker else Speech(clock, notices, pace=pace)
        self.said: list[Say] = []
        self.heard: list[str] = []
        self.listening: Listen | None = None
        self.transferred_to: str | None = None
        self.hung_up: str | None = None

    def attach(self, post: Post) -> None:
        """Take the function to report by."""
        self._post = post
        self.speech.attach(post)

    def say(self, say: Say) -> None:
        """Speak, in the time the text takes."""
        self.said.append(say)
        self.speech.say(say)

    def stop(self, ids: tuple[int, ...]) -> None:
        """Stop or drop says."""
        self.speech.stop(ids)

    def listen(self, listen: Listen) -> None:
        """Keep what is listened for."""
        self.listening = listen

    def stop_listening(self) -> None:
        """Nothing is listened for."""
        self.listening = None

    def transfer(self, transfer: Transfer) -> None:
        """Simulate a transfer: it rings for a moment and ends as it was told to."""
        self.transferred_to = transfer.destination
        outcome = self._transfers(transfer.destination)
        self._clock.later(RINGING, lambda: self._post(TransferDone(outcome)))

    def hang_up(self, reason: str) -> None:
        """Keep why the service hung up."""
        self.hung_up = reason

    def close(self) -> None:
        """The call is over."""
        self.speech.detach()
        if self.hung_up is None:
            self.speech.drop()

    def _begins(self, utterance: Utterance) -> None:
        self.heard.append(utterance.text)

    def _cut(self, _: Utterance) -> None:
        self.heard[-1] += CUT
