"""Where callers go, where they fail and where they leave: many journals counted into one report."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from ivr.journal.record import Journal
from ivr.menu.model import ASKING_OUTCOMES

UNFINISHED: Final = "unfinished"
"""The end of a call whose journal tells of none: it is going on, or its program was killed."""

CALLER_HUNG_UP: Final = "caller hung up"
TRANSFERRED: Final = "transferred"


@dataclass(slots=True)
class NodeCount:
    """One node: how often it was entered, with what outcomes it ended, how often callers left there."""

    entered: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    left: int = 0

    @property
    def failures(self) -> int:
        """Answers that failed in one of the five ways."""
        return sum(count for outcome, count in self.outcomes.items() if outcome in ASKING_OUTCOMES)


@dataclass(slots=True)
class Report:
    """The counts of a service's calls. seconds: length of each finished call. troubles: faults of it by their text."""

    calls: int = 0
    seconds: list[float] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)
    nodes: dict[str, NodeCount] = field(default_factory=lambda: defaultdict(NodeCount))
    how: Counter[str] = field(default_factory=Counter)
    paths: Counter[str] = field(default_factory=Counter)
    troubles: Counter[str] = field(default_factory=Counter)

    @property
    def median_seconds(self) -> float:
        """Median length of a finished call, 0 when there is none."""
        return statistics.median(self.seconds) if self.seconds else 0.0

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "calls": self.calls,
            "median_seconds": round(self.median_seconds, 1),
            "ends": dict(self.ends.most_common()),
            "answered_by": dict(self.how.most_common()),
            "nodes": {
                name: {
                    "entered": node.entered,
                    "failures": node.failures,
                    "left": node.left,
                    "outcomes": dict(node.outcomes.most_common()),
                }
                for name, node in sorted(self.nodes.items(), key=lambda item: -item[1].entered)
            },
            "paths": dict(self.paths.most_common(20)),
            "troubles": dict(self.troubles.most_common()),
        }


def report(journals: Iterable[Journal]) -> Report:
    """Count journals of one service. Nodes of different services that have one name are counted as one."""
    result = Report()
    for journal in journals:
        _count(result, journal)
    return result


def reports(journals: Iterable[Journal]) -> dict[str, Report]:
    """Count journals apart for each service, by its name; the one with most calls first."""
    found: dict[str, Report] = defaultdict(Report)
    for journal in journals:
        _count(found[journal.head.service], journal)
    return dict(sorted(found.items(), key=lambda item: -item[1].calls))


def _count(result: Report, journal: Journal) -> None:
    result.calls += 1
    place, end, path, ringing = "", UNFINISHED, [], False
    for record in journal.records:
        hung_up = record.get("event", {}).get("HungUp")
        if hung_up is not None and not hung_up.get("trouble") and end == UNFINISHED:
            end = CALLER_HUNG_UP
            if place:
                result.nodes[place].left += 1
        for effect in record.get("effects", []):
            for name, values in effect.items():
                match name:
                    case "Entered":
                        place = _name(values)
                        result.nodes[place].entered += 1
                    case "Took":
                        result.nodes[_name(values)].outcomes[values["outcome"]] += 1
                        if values["how"] in ("keys", "speech"):
                            result.how[values["how"]] += 1
                            path.append(values["outcome"])
                        if ringing and values["outcome"] == "connected":
                            end = TRANSFERRED
                    case "Transfer":
                        ringing = True
                    case "HangUp":
                        end = values["reason"]
                    case "Trouble":
                        result.troubles[values["what"]] += 1
    result.ends[end] += 1
    result.paths[" ".join(path) or "(nothing chosen)"] += 1
    times = [record["t"] for record in journal.records if "t" in record]
    if end != UNFINISHED and times:
        result.seconds.append(times[-1] - times[0])


def _name(values: dict[str, Any]) -> str:
    return f"{values['dialog']}:{values['node']}" if values["dialog"] else values["node"]
