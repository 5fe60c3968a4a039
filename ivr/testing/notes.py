"""What a simulated caller notes of a call: all that happened, and what came since their last act."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ivr.dialog.effects import Effect, HangUp, Say, Stop, Took, Transfer, Trouble
from ivr.dialog.events import Event, Heard, HungUp, KeyPressed, SpeechStarted
from ivr.testing import transcript


class Notes:
    """steps: everything. spoken, took: what was said, and which outcomes came about, since the last act. destination:
    of the last transfer. troubles: faults of the service."""

    def __init__(self) -> None:
        self.steps: list[transcript.Step] = []
        self.spoken: list[Say] = []
        self.took: list[Took] = []
        self.destination: str | None = None
        self.hung_up = False
        self.troubles: list[str] = []

    def add(self, now: float, event: Event, effects: Sequence[Effect], speaking: Collection[int]) -> None:
        """Note an event and what came of it. speaking: the numbers of what is being said."""
        self.steps.append((now, event, tuple(effects)))
        if isinstance(event, KeyPressed | Heard | SpeechStarted | HungUp):
            self.spoken = [say for say in self.spoken if say.id in speaking]
        for effect in effects:
            match effect:
                case Say():
                    self.spoken.append(effect)
                case Stop():
                    self.spoken = [say for say in self.spoken if say.id not in effect.ids]
                case Took():
                    self.took.append(effect)
                case Transfer():
                    self.destination = effect.destination
                case HangUp():
                    self.hung_up = True
                case Trouble():
                    self.troubles.append(effect.what)
