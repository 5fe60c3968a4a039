"""One event's turn: the state it may change, the effects it collects, and the few acts that all the rest is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ivr.dialog.effects import CancelTimer, Effect, Say, SetTimer, Stop, Trouble, Utterance
from ivr.dialog.events import MASK
from ivr.dialog.plan import Plan, Program
from ivr.dialog.state import Frame, State
from ivr.menu.model import Dialog, MenuNode, Node, Phrase, Question
from ivr.menu.template import MANNER, Expression, RenderError
from ivr.secret import Secret
from ivr.wording import phrases, written_phrases
from ivr.wording.written import one_stop

FIRST_KEY: Final = "first_key"
BETWEEN_KEYS: Final = "between_keys"
SPEECH: Final = "speech"
FILLER: Final = "filler"
ACTION: Final = "action"

MAX_SPEECH: Final = 15.0
"""Seconds from the start of speech after which it is taken for no match (VoiceXML's ``maxspeechtimeout``)."""

DOUBLE_PRESS: Final = 0.5
"""Seconds in which a key pressed again belongs to the press before (the time of a double click in desktops), and nobody
has heard yet what a new question asks."""

MAX_SAID: Final = 12
"""Utterances kept for ``repeat``."""

_NOTHING: Final = object()


class Turn:
    """What one event does to one conversation."""

    __slots__ = ("effects", "now", "program", "queue", "state")

    def __init__(self, program: Program, state: State, now: float) -> None:
        self.program = program
        self.state = state
        self.now = now
        self.effects: list[Effect] = []
        self.queue: list[tuple[Utterance, bool]] = []

    # where the conversation stands

    @property
    def frame(self) -> Frame:
        """The dialog being held."""
        return self.state.frames[-1]

    @property
    def dialog(self) -> Dialog:
        """Its definition."""
        return self.program.service.dialogs[self.state.frames[-1].dialog]

    @property
    def node(self) -> Node:
        """The node the conversation stands at."""
        frame = self.state.frames[-1]
        return self.program.service.dialogs[frame.dialog].nodes[frame.node]

    @property
    def asked(self) -> Question:
        """The question that the conversation stands at."""
        node = self.node
        assert isinstance(node, Question)
        return node

    def plan(self, node: Question) -> Plan:
        """The plan of a question that is no list, for the language and the conditions of now."""
        state = self.state
        plan = self.program.plan(state.frames[-1].dialog, node, state.language)
        if not plan.conditional or not isinstance(node, MenuNode):
            return plan
        shown = 0
        for number, choice in enumerate(node.choices):
            if choice.when is None or self.evaluate(choice.when):
                shown |= 1 << number
        return self.program.plan(state.frames[-1].dialog, node, state.language, shown)

    # values

    def variables(self, **more: Any) -> dict[str, Any]:
        """What templates see: the call's own facts, the frame's variables, and what is given."""
        state = self.state
        manner = {MANNER: self.program.manner} if self.program.written else {}
        return {
            **manner,
            "caller": state.caller,
            "called": state.called,
            "language": state.language,
            "level": state.level,
            "now": state.wall_clock(self.now).isoformat(),
            **self.frame.variables,
            **more,
        }

    def evaluate(self, expression: Expression, default: Any = None) -> Any:
        """The value of an expression; a fault in it is noted, and the default serves."""
        try:
            return expression.value(self.variables())
        except RenderError as error:
            self.effects.append(Trouble(f"{self._place()}: {error}"))
            return default

    def values(self, expressions: Mapping[str, Expression]) -> dict[str, Any]:
        """The values of several expressions by name; one with a fault is noted, and left out."""
        found = {name: self.evaluate(expression, _NOTHING) for name, expression in expressions.items()}
        return {name: value for name, value in found.items() if value is not _NOTHING}

    # speaking

    def utterance(self, phrase: Phrase, **more: Any) -> Utterance | None:
        """A phrase in the language of the call, or None when it comes out empty; never fails."""
        texts = phrase.told(written=self.program.written)
        template = texts.get(self.state.language) or next(iter(texts.values()))
        if template.static is not None:
            text = template.static
        else:
            try:
                text = template.render(self.variables(**more))
                text = one_stop(text) if self.program.written else text
            except RenderError as error:
                self.effects.append(Trouble(f"{self._place()}: {error}"))
                return self.engine("technical_trouble")
        return Utterance(text, self.state.language, phrase.recording) if text else None

    def engine(self, name: str, **slots: str) -> Utterance:
        """A sentence of the engine's own (`ivr.wording.phrases`) in the language of the call."""
        phrase = written_phrases.phrase if self.program.written else phrases.phrase
        return Utterance(phrase(name, self.state.language, **slots), self.state.language)

    def tell(self, phrase: Phrase, **more: Any) -> None:
        """Put a phrase on the way to be spoken, and keep it for ``repeat``."""
        utterance = self.utterance(phrase, **more)
        if utterance is not None:
            self.queue.append((utterance, phrase.barge_in))
            said = self.state.said
            said.append(utterance)
            if len(said) > MAX_SAID:
                del said[0]

    def flush(self) -> None:
        """Speak what is on the way: one `Say` for each run of phrases that may, or may not, be interrupted."""
        queue = self.queue
        if not queue:
            return
        start = 0
        while start < len(queue):
            barge_in = queue[start][1]
            end = start + 1
            while end < len(queue) and queue[end][1] is barge_in:
                end += 1
            self.say(tuple([utterance for utterance, _ in queue[start:end]]), barge_in)
            start = end
        queue.clear()

    def say(self, utterances: tuple[Utterance, ...], barge_in: bool = True) -> None:
        """Speak at the end of what is being spoken."""
        state = self.state
        state.serial += 1
        state.saying.append((state.serial, barge_in))
        self.effects.append(Say(state.serial, utterances, barge_in))

    def must_be_heard(self) -> bool:
        """Whether something being spoken, or on the way to it, may not be interrupted."""
        for _, barge_in in self.state.saying:
            if not barge_in:
                return True
        return any(not item[1] for item in self.queue) if self.queue else False

    def stop_saying(self) -> None:
        """Stop all that may be interrupted."""
        state = self.state
        if state.saying:
            stopped = tuple([number for number, barge_in in state.saying if barge_in])
            if stopped:
                self.effects.append(Stop(stopped))
                state.saying = [item for item in state.saying if not item[1]]

    # time

    def set_timer(self, name: str, seconds: float) -> None:
        """Start, or start again, one of the machine's timers."""
        state = self.state
        if name in state.timers:
            self.effects.append(CancelTimer(state.timers[name]))
        state.serial += 1
        state.timers[name] = state.serial
        self.effects.append(SetTimer(state.serial, name, seconds))

    def cancel_timers(self) -> None:
        """Stop every timer."""
        if self.state.timers:
            self.effects += [CancelTimer(number) for number in self.state.timers.values()]
            self.state.timers.clear()

    def _place(self) -> str:
        frame = self.frame
        return f"{frame.dialog}:{frame.node}" if frame.dialog else frame.node


def shown(keys: str, secret: bool) -> str:
    """Keys as they may be written down."""
    return "".join(MASK if secret and key.isdigit() else key for key in keys)


def drop_secrets(frame: Frame) -> None:
    """Forget every secret a frame's variables hold."""
    for name in [name for name, value in frame.variables.items() if isinstance(value, Secret)]:
        del frame.variables[name]
