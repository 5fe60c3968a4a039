"""How things are measured here: the best of several rounds, for the machine may be busy with something else."""

from __future__ import annotations

import gc
import os
import platform
import time
from collections.abc import Callable
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


def per_second(work: Callable[[int], None], count: int) -> float:
    """How many times a second: work(count) does it that often; the best of `ROUNDS`."""
    best = 0.0
    for _ in range(ROUNDS):
        gc.collect()
        start = time.perf_counter()
        work(count)
        best = max(best, count / (time.perf_counter() - start))
    return best


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The shortest time of a few runs."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def machine() -> str:
    """What this ran on."""
    processor = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        processor = names[0] if names else processor
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
