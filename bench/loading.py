"""How long reading and checking a menu takes, and starting a call."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.measure import Row, seconds
from bench.menus import registry, write
from ivr.menu.loader import load

SIZES = (1_000, 10_000)
GOAL_SECONDS = 3.0
NEAR_LINEAR = 15.0
"""Ten times the nodes may take so many times the time."""


def rows() -> list[Row]:
    """The table's lines on loading and starting."""
    found, times = [], {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            file = write(Path(folder), size)
            times[size] = seconds(lambda file=file: _loaded(file))
            goal = f"< {GOAL_SECONDS:.0f} s" if size == SIZES[-1] else ""
            met = times[size] < GOAL_SECONDS if goal else None
            found.append(Row(f"load and check {size:,} nodes, CPU s", f"{times[size]:.2f}", goal, met))
    growth = times[SIZES[-1]] / times[SIZES[0]]
    found.append(Row("ten times the nodes take", f"{growth:.1f} times the time", "near-linear", growth < NEAR_LINEAR))
    for what, arguments in (
        ("start and hold `ivr call --keys 1`, s of the clock", ["call", "--keys", "1"]),
        ("start `ivr --help`, s of the clock", ["--help"]),
    ):
        found.append(Row(what, f"{seconds(lambda arguments=arguments: _run(arguments), clock=time.perf_counter):.2f}"))
    return found


def _loaded(file: Path) -> None:
    loaded = load(file, actions=registry())
    if loaded.service is None:
        raise SystemExit("\n".join(fault.render() for fault in loaded.errors[:5]))


def _run(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        account = f"sqlite:///{Path(folder) / 'account.sqlite3'}"
        more = ["--account-url", account] if arguments[0] == "call" else []
        subprocess.run([sys.executable, "-m", "ivr", *arguments, *more], check=True, stdout=subprocess.DEVNULL)
