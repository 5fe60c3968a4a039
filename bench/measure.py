"""How things are measured here: in CPU seconds of this process, the best of several rounds taken in turn.

The machine may be busy with something else; what is compared is therefore measured round by round, side by side.
"""

from __future__ import annotations

import gc
import os
import platform
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. goal: what the project wants, or empty; met: None when there is no goal."""

    what: str
    figure: str
    goal: str = ""
    met: bool | None = None


def per_second(works: Mapping[str, Callable[[int], None]], count: int) -> dict[str, float]:
    """How many times a second each is done: ``work(count)`` does it that often."""
    best = dict.fromkeys(works, 0.0)
    for _ in range(ROUNDS):
        for name, work in works.items():
            gc.collect()
            start = time.process_time()
            work(count)
            best[name] = max(best[name], count / (time.process_time() - start))
    return best


def seconds(work: Callable[[], object], rounds: int = ROUNDS, clock: Callable[[], float] = time.process_time) -> float:
    """The shortest time of a few runs. clock: `time.perf_counter` for what runs in other processes."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        start = clock()
        work()
        best = min(best, clock() - start)
    return best


def machine() -> str:
    """What this ran on."""
    processor = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        processor = names[0] if names else processor
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
