"""The detector in C, where it was built: the same answers for a fraction of the time.

`core.c` is the Python of this package once more, statement for statement. It holds no rule: numbers and tables are
given to it here, from the modules that explain them. It is built when the package is installed and a C compiler is
there; without it, and with ``IVR_DTMF=python`` in the environment, the Python does the work.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ivr.sound.dtmf import fitting, gate, held, lost, rules, stretch, tracker
from ivr.sound.dtmf.bank import HOP, HOPS, LENGTH, SIZE, TOLERANCE_SPAN, TONES, TURNS, hops, means, responses
from ivr.sound.dtmf.keys import KEYS, Digit

if TYPE_CHECKING:
    from ivr.sound.dtmf._core import Core

CHOICE: Final = "IVR_DTMF"
"""Environment variable: ``python`` leaves what was built aside."""


def core(calls: int) -> Core | None:
    """Detectors of so many calls, or None where they were not built or are not wanted."""
    make = None if os.environ.get(CHOICE) == "python" else _built()
    return None if make is None else make(calls, _numbers(), _tables())


def digit(press: tuple[int, int, int, float, float]) -> Digit:
    """A press of the core as it is reported."""
    _, row, column, begin, end = press
    return Digit(KEYS[4 * row + column], round(begin, 4), round(end, 4))


@cache
def _built() -> type[Core] | None:
    try:
        from ivr.sound.dtmf._core import Core as Built
    except ImportError:
        return None
    return Built


@cache
def _numbers() -> dict[str, float]:
    return {
        "gate": gate.GATE,
        "gate_twist_least": gate.GATE_TWIST[0],
        "gate_twist_most": gate.GATE_TWIST[1],
        "gate_steady": gate.GATE_STEADY,
        "gate_before": gate.GATE_BEFORE,
        "least": rules.LEAST,
        "least_mixed": rules.LEAST_MIXED,
        "twist_most": rules.TWIST_MOST,
        "twist_least": rules.TWIST_LEAST,
        "shift_part": rules.SHIFT_PART,
        "shift_hertz": rules.SHIFT_HERTZ,
        "shortest": rules.SHORTEST,
        "shortest_ended": rules.SHORTEST_ENDED,
        "pause": rules.PAUSE,
        "clean_low": rules.CLEAN[0],
        "clean_high": rules.CLEAN[1],
        "rival_most": rules.RIVALS[0][0],
        "rival_most_rest": rules.RIVALS[0][1],
        "rival_some": rules.RIVALS[1][0],
        "rival_some_rest": rules.RIVALS[1][1],
        "rest_most": rules.REST_MOST,
        "change_most": rules.CHANGE_MOST,
        "smallest_share": rules.SMALLEST_SHARE,
        **{f"weight_{name.replace(' ', '_')}": weight for name, weight in rules.WEIGHTS.items()},
        "quiet": rules.QUIET,
        "quieter": rules.QUIETER,
        "quieter_hidden": rules.QUIETER_HIDDEN,
        "r1_low": rules.R1_SEVEN[0],
        "r1_high": rules.R1_SEVEN[1],
        "r1_tolerance": rules.R1_SEVEN[2],
        "hop_ms": stretch.HOP_MS,
        "on": stretch.ON,
        "full": stretch.FULL,
        "alone": stretch.ALONE,
        "aligned": stretch.ALIGNED,
        "repeated": lost.REPEATED,
        "unlike": lost.UNLIKE,
        "turned": lost.TURNED,
        "frame_ms": held.FRAME_MS,
        "flat": held.FLAT,
        "faint": held.FAINT,
        "blanks": held.BLANKS,
        "beside": held.BESIDE,
        "same_phase": held.SAME_PHASE,
        "hertz": fitting.HERTZ,
        "pure": fitting.PURE,
        "tolerance_span": TOLERANCE_SPAN,
        "whole": tracker.WHOLE,
        "ample": tracker.AMPLE,
        "least_inner": tracker.LEAST_INNER,
        "apart": tracker.APART,
        "ago": tracker.AGO,
        "coherent_low": tracker.COHERENT[0],
        "coherent_high": tracker.COHERENT[1],
        "aligned_for": tracker.ALIGNED_FOR,
    }


@cache
def _tables() -> dict[str, Any]:
    own, group = responses()
    by_hop = hops().reshape(HOPS, SIZE, -1)
    taps = [by_hop[hop, :, hop * HOP : hop * HOP + LENGTH].T for hop in range(HOPS)]
    tables = {
        "tones": TONES,
        "enough": rules.ENOUGH,
        "enough_hidden": list(rules.ENOUGH_HIDDEN.items()),
        "gains": own,
        "ratios": group,
        "means": means().T,
        "taps": taps,
    }
    made: dict[str, Any] = {name: np.ascontiguousarray(table, np.float64) for name, table in tables.items()}
    made |= {"turns": np.array(TURNS, np.complex128), "ages": np.array(fitting.AGES, np.complex128)}
    return made
