"""What was said and pressed in a call, line by line, with everything secret masked.

The lines are made of the call's journal (`ivr.journal.Recorder`), so what a journal may not show no transcript shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ivr.dialog.effects import Effect
from ivr.dialog.events import Event
from ivr.journal import Recorder
from ivr.menu.model import Service

Step = tuple[float, Event, Sequence[Effect]]
"""One event of a call: when it came (seconds of the call's clock), and what the conversation made of it."""


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
    sink = _Records()
    recorder = Recorder(service, [sink])
    for now, event, effects in steps:
        recorder(now, event, effects)
    return lines(sink.kept)


def lines(records: Iterable[dict[str, Any]]) -> list[str]:
    """The call as lines, from the records of its journal."""
    found: list[str] = []
    held: list[int] = []
    for record in records:
        if "t" not in record:
            continue
        [(event, values)] = record["event"].items()
        effects = [next(iter(effect.items())) for effect in record.get("effects", ())]
        told = _of_event(event, values)
        if told is not None:
            found.append(_line(record["t"], ">", told))
            if any(name == "KeyMasked" and fields.get("held") for name, fields in effects):
                held.append(len(found) - 1)
        for name, fields in effects:
            if name == "KeysUsed":
                for key in fields["keys"]:
                    if held:
                        place = held.pop(0)
                        found[place] = found[place][:-1] + key
            told = _of_effect(name, fields)
            if told is not None:
                found.append(_line(record["t"], "<", told))
    return found


def _of_event(name: str, values: dict[str, Any]) -> str | None:
    match name:
        case "Dialled":
            return f"dials {values['called']} from {values['caller']}"
        case "KeyPressed":
            return f"presses {values['key']}"
        case "Heard":
            said = " / ".join(h["text"] for h in values["hypotheses"]) or "something unclear"
            sure = max((h["confidence"] for h in values["hypotheses"]), default=1.0)
            return f"says {said}" + (f" ({sure:g})" if sure < 1 else "")
        case "HungUp":
            return "hangs up"
    return None


def _of_effect(name: str, fields: dict[str, Any]) -> str | None:
    match name:
        case "Say":
            return " ".join(utterance["text"] for utterance in fields["utterances"])
        case "Transfer":
            return f"(transfers to {fields['destination']})"
        case "HangUp":
            return f"(hangs up: {fields['reason']})"
        case "Took" if fields["how"] in ("action", "dialog", "time"):
            return f"({fields['node']}: {fields['outcome']})"
        case "Trouble":
            return f"(fault of the service: {fields['what']})"
    return None


def _line(now: float, mark: str, text: str) -> str:
    return f"{now:7.1f} {mark} {text}"
