"""The channel of a terminal: prompts as they are spoken, keys as they are pressed, words as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from ivr.channels.base import Ears, MakeSpeaker, Notices, Post, Speaker, Speech
from ivr.channels.terminal.screen import Screen
from ivr.channels.text import RINGING
from ivr.clock import Cancel, Clock
from ivr.dialog.effects import Effect, Ignored, KeyMasked, KeysUsed, Listen, Say, Transfer, Utterance
from ivr.dialog.events import MASK, Event, Heard, HungUp, Hypothesis, KeyPressed, SpeechStarted, TransferDone

ENTER: Final = "enter"
BACKSPACE: Final = "backspace"
HANG_UP: Final = "hang up"
"""Strokes beside single characters."""

HINTS: Final = ("Press 0-9 * #. To speak, type words and press Enter. ? for help. Esc or Ctrl-C hangs up.",)
HELP: Final = (
    "0-9 * #: keys of the phone; they interrupt what is being spoken, as on a phone",
    "letters: what you would say; Enter says it",
    "Esc, Ctrl-C or Ctrl-D: hang up",
    "Ctrl-Z: back to the shell, until fg; the service does not wait meanwhile",
)
LINE_HINTS: Final = ("Type 0-9 * # or words, then Enter. ? then Enter for help. Ctrl-C hangs up.",)
LINE_HELP: Final = (
    "0-9 * #, then Enter: keys of the phone; they interrupt what is being spoken, as on a phone",
    "words, then Enter: what you would say",
    "Ctrl-C or Ctrl-D: hang up",
)
"""The same for a keyboard that gives whole lines."""
UNUSED: Final = "(a key came to nothing)"
"""Stands for a key that no question takes: one pressed at the wrong time."""
DROPPED: Final = "dropped"
"""What became of keys that waited for a question in vain (`KeysUsed.how`)."""
NOT_UNDERSTOOD: Final = "(not understood)"
"""Stands for speech of which nothing could be made."""

STILL_SPEAKING: Final = 5.0
"""Seconds of typing after which the caller counts as having begun to speak anew: people type slower than they speak."""


class TerminalChannel:
    """A caller in a terminal.

    `typed` takes strokes; `watch` is a listener of the call, and must be one: it shows keys, secret ones masked.
    transfer_ends: how simulated transfers end. pace: of the speech, 1 is the estimated one. speaker, ears: with sound,
    what speaks instead and what hears the caller. help: what is shown for `?`. finished: called once, when the last
    word was spoken and the call is over.
    """

    def __init__(
        self,
        clock: Clock,
        screen: Screen,
        *,
        transfer_ends: str = "connected",
        pace: float = 1.0,
        speaker: MakeSpeaker | None = None,
        ears: Ears | None = None,
        help: Sequence[str] = HELP,  # noqa: A002
        finished: Callable[[], None] = lambda: None,
    ) -> None:
        self._clock = clock
        self._screen = screen
        self._transfer_ends = transfer_ends
        self._help = help
        self._finished = finished
        self._post: Post | None = None
        notices = Notices(begins=self._begins, cut=lambda _: screen.cut(), silent=self._maybe_finished)
        self._speech: Speaker = speaker(notices) if speaker else Speech(clock, notices, pace=pace)
        self._ears = ears
        self._listening: Listen | None = None
        self._line = ""
        self._line_secret = False
        self._line_begun = 0.0
        self._keys: list[str] = []
        self._unused = 0
        self._ringing: Cancel | None = None
        self._closed = False
        self._gone = False
        self._over = False

    # as a channel

    def attach(self, post: Post) -> None:
        """Take the function to report by."""
        self._post = post
        self._speech.attach(post)
        if self._ears is not None:
            self._ears.attach(self._heard)

    def say(self, say: Say) -> None:
        """Show, text by text, in the time it would take to be spoken."""
        self._speech.say(say)

    def stop(self, ids: tuple[int, ...]) -> None:
        """Stop or drop says."""
        self._speech.stop(ids)

    def listen(self, listen: Listen) -> None:
        """Know what is listened for: what may be said, and whether it is secret."""
        self._listening = listen
        if self._ears is not None:
            self._ears.listen(listen)

    def stop_listening(self) -> None:
        """Nothing is listened for."""
        self._listening = None
        if self._ears is not None:
            self._ears.stop_listening()

    def transfer(self, transfer: Transfer) -> None:
        """Pretend to ring somebody."""
        self._screen.note(f"(simulated: ringing {transfer.destination})")
        self._ringing = self._clock.later(RINGING, self._transferred)

    def hang_up(self, reason: str) -> None:
        """The service hangs up: `close` follows."""

    def close(self) -> None:
        """The service's part of the call is over; last words are still shown, unless the caller has gone."""
        self._closed = True
        self._speech.detach()
        if self._ears is not None:
            self._ears.close()
        if self._ringing is not None:
            self._ringing()
        if self._gone:
            self._speech.drop()
        self._maybe_finished()

    # the call's listener

    def watch(self, _now: float, event: Event, effects: Sequence[Effect]) -> None:
        """Learn how pressed keys may be shown: those that wait for a question, only once it takes them; those that
        nothing takes, not at all, for they may be the rest of a secret."""
        masks = [effect for effect in effects if isinstance(effect, KeyMasked)]
        ignored = any(isinstance(effect, Ignored) for effect in effects)
        if isinstance(event, KeyPressed) and masks and ignored:
            self._unused += 1
        elif isinstance(event, KeyPressed) and not any(mask.held for mask in masks):
            self._keys.append(MASK if masks and event.key.isdigit() else event.key)
        for effect in effects:
            if isinstance(effect, KeysUsed) and effect.how == DROPPED:
                self._unused += effect.count
            elif isinstance(effect, KeysUsed):
                self._keys += effect.keys

    # strokes

    def typed(self, stroke: str) -> None:
        """The caller struck a key: a single character, or one of the names above."""
        if stroke == HANG_UP:
            self.leave()
        elif self._closed or self._post is None:
            return
        elif self._line or (len(stroke) == 1 and stroke.isalpha()):
            self._type(stroke)
        elif len(stroke) == 1 and stroke in "0123456789*#":
            self._post(KeyPressed(stroke))
            self._show_keys()
        elif stroke == "?":
            for line in self._help:
                self._screen.note(line)

    def leave(self) -> None:
        """The caller hangs up. In the service's last words, they are not waited for."""
        self._gone = True
        self._line = ""
        if self._post is not None:
            self._post(HungUp())
        if self._closed:
            self._speech.drop()
            self._maybe_finished()

    def speak(self, words: str) -> None:
        """The caller said something, all at once."""
        if self._closed or self._post is None:
            return
        self._post(SpeechStarted())
        self._say(words)

    def _type(self, stroke: str) -> None:
        assert self._post is not None
        if stroke == ENTER:
            words, self._line = self._line.strip(), ""
            self._say(words)
            return
        if stroke == BACKSPACE:
            self._line = self._line[:-1]
        elif len(stroke) == 1 and stroke.isprintable():
            if not self._line or self._clock.now() - self._line_begun > STILL_SPEAKING:
                self._line_begun = self._clock.now()
                self._line_secret = self._asks_secret()
                self._post(SpeechStarted())
            self._line += stroke
        self._screen.typing(self._shown(self._line))
        if not self._line:
            # The line was taken back. Speech had begun, and came to nothing.
            self._post(Heard(()))

    def _say(self, words: str) -> None:
        assert self._post is not None
        self._line_secret |= self._asks_secret()
        self._screen.said(self._shown(words))
        self._line_secret = False
        self._post(Heard((Hypothesis(words),) if words else ()))

    def _shown(self, words: str) -> str:
        return MASK * len(words) if self._line_secret else words

    def _asks_secret(self) -> bool:
        return self._listening is not None and self._listening.secret

    # within

    def _heard(self, event: Event) -> None:
        """The ears report: words and keys are shown like those that come from the keyboard."""
        if self._closed or self._post is None:
            return
        if isinstance(event, Heard):
            self._line_secret = self._asks_secret()
            self._screen.said(self._shown(event.hypotheses[0].text if event.hypotheses else NOT_UNDERSTOOD))
            self._line_secret = False
        self._post(event)
        if isinstance(event, KeyPressed):
            self._show_keys()

    def _begins(self, utterance: Utterance) -> None:
        self._show_keys()
        self._screen.speak(utterance.text)

    def _show_keys(self) -> None:
        """Show keys once what they interrupted has been marked."""
        for key in self._keys:
            self._screen.key(key)
        self._keys.clear()
        if self._unused:
            self._screen.note(UNUSED if self._unused == 1 else f"({self._unused} keys came to nothing)")
        self._unused = 0

    def _transferred(self) -> None:
        assert self._post is not None
        self._ringing = None
        self._screen.note(f"(simulated: {self._transfer_ends.replace('_', ' ')})")
        self._post(TransferDone(self._transfer_ends))

    def _maybe_finished(self) -> None:
        if self._closed and self._speech.speaking is None and not self._over:
            self._over = True
            self._show_keys()
            self._finished()
