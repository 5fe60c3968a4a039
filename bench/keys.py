"""DTMF detection beside spandsp, in the same run: times real time, and channels that a core carries."""

from __future__ import annotations

from bench.dtmf import peer, speed
from bench.measure import Row

FRAME_MICROSECONDS = 20_000
MOST_SINGLE = 10.0
MOST_BATCH = 3.0
"""Times spandsp that detection may cost, call by call and for 200 calls at once."""


def rows() -> list[Row]:
    """The table's lines on DTMF; without libspandsp2 a line that says so."""
    if not peer.available():
        return [Row("DTMF", "not measured: Debian's libspandsp2 is not installed")]
    speed.warm()
    found = []
    for name, make in speed.MIXES.items():
        figures = speed.measure(make)
        for what, own, most in (("", figures.single, MOST_SINGLE), (", 200 calls at once", figures.batch, MOST_BATCH)):
            times = own / figures.spandsp
            found.append(Row(f"DTMF in {name}{what}", _told(own, times), f"<= {most:.0f} times", times <= most))
        slow = figures.single_python
        found.append(Row(f"DTMF in {name}, without a C compiler", _told(slow, slow / figures.spandsp)))
    return found


def _told(cost: float, times: float) -> str:
    return f"{FRAME_MICROSECONDS / cost:,.0f} channels a core, {times:.1f} times spandsp"
