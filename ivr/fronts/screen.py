"""A screen as a channel: what would be spoken is gathered to be read, which takes none of the call's time."""

from __future__ import annotations

import re
from collections import deque
from typing import Final

from ivr.channels.base import Post
from ivr.dialog.effects import Listen, Say, Transfer
from ivr.dialog.events import Event, PromptDone, TransferDone
from ivr.menu.announcement import capitalised

_LINE: Final = re.compile(r"(?:[0-9*#A-D]{1,8} )?[—-] ")
"""How the line of a choice begins: its key and a dash, or the dash alone."""


class Screen:
    """Gathers the texts of one message's reply."""

    def __init__(self) -> None:
        self._post: Post = _nobody
        self._said: list[Say] = []
        self._waiting: deque[Say] = deque()
        self.listening: Listen | None = None

    def attach(self, post: Post) -> None:
        """Take the function to report by."""
        self._post = post

    def say(self, say: Say) -> None:
        """Gather a text."""
        self._said.append(say)
        self._waiting.append(say)

    def stop(self, ids: tuple[int, ...]) -> None:
        """Drop texts that were answered before anybody read them."""
        self._said = [say for say in self._said if say.id not in ids]
        self._waiting = deque(say for say in self._waiting if say.id not in ids)

    def listen(self, listen: Listen) -> None:
        """Keep what is listened for."""
        self.listening = listen

    def stop_listening(self) -> None:
        """Nothing is listened for."""
        self.listening = None

    def transfer(self, _: Transfer) -> None:
        """Nobody can be connected to a screen."""
        self._post(TransferDone("failed"))

    def hang_up(self, reason: str) -> None:
        """Nothing is to be done: the reply says that the conversation is over."""

    def close(self) -> None:
        """Report nothing more; what was gathered stays."""
        self._post = _nobody
        self._waiting.clear()

    def speak(self) -> bool:
        """Report the first text that waits as spoken. False when none waits."""
        if not self._waiting:
            return False
        self._post(PromptDone(self._waiting.popleft().id))
        return True

    def forget(self) -> None:
        """Drop what was said before an answer that was sent ahead, but for what must be heard."""
        self._said = [say for say in self._said if not say.barge_in]

    @property
    def text(self) -> str:
        """All that was gathered: sentences in a row, choices and texts of several lines on lines of their own."""
        whole = ""
        line_before = False
        for text in (utterance.text for say in self._said for utterance in say.utterances):
            is_choice = _LINE.match(text) is not None
            is_line = is_choice or "\n" in text
            whole += ("\n" if is_line or line_before else " ") if whole else ""
            whole += text if is_choice else "\n".join(map(capitalised, text.split("\n")))
            line_before = is_line
        return whole


def _nobody(_: Event) -> None:
    """Takes reports that nobody waits for."""
