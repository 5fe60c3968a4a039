"""What was said and pressed in a call, line by line, with everything secret masked.

The lines are made of the call's journal (`ivr.journal.Recorder`), so what a journal may not show no transcript shows.
There is one exception, for keys that the call was over for before anything took them: a journal, written as they come,
must take them for the beginning of a secret. A transcript knows the whole call. Where nothing secret was asked in it,
and fewer such keys were pressed than the shortest secret of the service has, it shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ivr.dialog.effects import Effect, Entered
from ivr.dialog.events import MASK, Event, KeyPressed
from ivr.journal import Recorder
from ivr.journal.record import secrets
from ivr.menu.model import Service

Step = tuple[float, Event, Sequence[Effect]]
"""One event of a call: when it came (seconds of the call's clock), and what the conversation made of it."""

CALLER: Final = "caller"
SERVICE: Final = "service"
PRESSES: Final = "presses"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened in a call. at: seconds of the call's clock. who: `CALLER` or `SERVICE`.

    kind: `dials`, `presses`, `says`, `hangs up`, `transfers`, `goes` (the way of an action, of a sub-dialog or of time)
    or `fault`. text: what of it, the keys for `presses`; empty when the caller hangs up.
    """

    at: float
    who: str
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.at:7.1f} {'>' if self.who == CALLER else '<'} {self._text()}"

    def to_dict(self) -> dict[str, Any]:
        """What happened as plain data; pressed keys are `keys`, everything else is `text`."""
        named = "keys" if self.kind == PRESSES else "text"
        return {"at": round(self.at, 3), "who": self.who, "kind": self.kind} | ({named: self.text} if self.text else {})

    def _text(self) -> str:
        if self.who == CALLER:
            return f"{self.kind} {self.text}".rstrip()
        match self.kind:
            case "says":
                return self.text
            case "transfers":
                return f"(transfers to {self.text})"
            case "hangs up":
                return f"(hangs up: {self.text})"
            case "fault":
                return f"(fault of the service: {self.text})"
        return f"({self.text})"


class _Records:
    """A sink that keeps records in memory."""

    def __init__(self) -> None:
        self.kept: list[dict[str, Any]] = []

    def write(self, record: dict[str, Any]) -> None:
        self.kept.append(record)

    def close(self) -> None:
        """Nothing is open."""


def transcript(service: Service, steps: Iterable[Step]) -> list[str]:
    """The call as lines: seconds, `<` for what the service does and `>` for what the caller does."""
    return [str(each) for each in told(service, steps)]


def lines(records: Iterable[dict[str, Any]]) -> list[str]:
    """The call as lines, from the records of its journal."""
    return [str(each) for each in _told(records)]


def told(service: Service, steps: Iterable[Step]) -> list[Told]:
    """What happened in the call, in its order."""
    steps = tuple(steps)
    sink = _Records()
    recorder = Recorder(service, [sink])
    for now, event, effects in steps:
        recorder(now, event, effects)
    return _with_harmless_keys(service, steps, _told(sink.kept))


def _with_harmless_keys(service: Service, steps: Sequence[Step], found: list[Told]) -> list[Told]:
    """The same with the keys shown that nothing took, where they can be no secret."""
    entered = {(each.dialog, each.node) for _, _, effects in steps for each in effects if isinstance(each, Entered)}
    if entered & secrets(service).keys():
        return found
    pressed = [place for place, each in enumerate(found) if each.kind == PRESSES]
    masked = sum(found[place].text == MASK for place in pressed)
    if any(masked >= node.length[0] for node in secrets(service).values()):
        return found
    keys = [event.key for _, event, _ in steps if isinstance(event, KeyPressed)]
    for place, key in zip(pressed, keys, strict=True):
        found[place] = replace(found[place], text=key)
    return found


def _told(records: Iterable[dict[str, Any]]) -> list[Told]:
    found: list[Told] = []
    held: list[int] = []
    for record in records:
        if "t" not in record:
            continue
        [(event, values)] = record["event"].items()
        effects = [next(iter(effect.items())) for effect in record.get("effects", ())]
        act = _of_event(event, values)
        if act is not None:
            found.append(Told(record["t"], CALLER, *act))
            if any(name == "KeyMasked" and fields.get("held") for name, fields in effects):
                held.append(len(found) - 1)
        for name, fields in effects:
            if name == "KeysUsed":
                for key in fields["keys"]:
                    if held:
                        place = held.pop(0)
                        found[place] = replace(found[place], text=key)
            act = _of_effect(name, fields)
            if act is not None:
                found.append(Told(record["t"], SERVICE, *act))
    return found


def _of_event(name: str, values: dict[str, Any]) -> tuple[str, str] | None:
    match name:
        case "Dialled":
            return "dials", f"{values['called']} from {values['caller']}"
        case "KeyPressed":
            return PRESSES, values["key"]
        case "Heard":
            said = " / ".join(h["text"] for h in values["hypotheses"]) or "something unclear"
            sure = max((h["confidence"] for h in values["hypotheses"]), default=1.0)
            return "says", said + (f" ({sure:g})" if sure < 1 else "")
        case "HungUp" if not values.get("trouble"):
            return "hangs up", ""
    return None


def _of_effect(name: str, fields: dict[str, Any]) -> tuple[str, str] | None:
    match name:
        case "Say":
            return "says", " ".join(utterance["text"] for utterance in fields["utterances"])
        case "Transfer":
            return "transfers", fields["destination"]
        case "HangUp":
            return "hangs up", fields["reason"]
        case "Took" if fields["how"] in ("action", "dialog", "time"):
            return "goes", f"{fields['node']}: {fields['outcome']}"
        case "Trouble":
            return "fault", fields["what"]
    return None
