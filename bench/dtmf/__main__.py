"""Every case, ours beside spandsp: `python -m bench.dtmf [--seed N] [--only TEXT] [--scale X] [--no-peer]`.

A case passes when no digit is false and no more are missed or doubled than it allows (none, unless a line's faults
are its subject). The recordings of speech and music come from Debian's asterisk-core-sounds-{ru,en,fr,es,it}-wav and
asterisk-moh-opsound-wav.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from bench.dtmf import senders
from bench.dtmf.audio import Clip
from bench.dtmf.cases import Case, cases
from bench.dtmf.judge import Score
from bench.dtmf.peer import Spandsp
from ivr.sound.dtmf import FRAME, RATE, Detector

Heard = list[tuple[str, float]]


def ours(samples: NDArray[np.int16]) -> Heard:
    """Digits and the end of the frame at which each came, seconds."""
    detector, data, size = Detector(), samples.astype("<i2").tobytes(), 2 * FRAME
    heard = [
        (digit.digit, (at + size) / (2 * RATE))
        for at in range(0, len(data), size)
        for digit in detector.feed(data[at : at + size])
    ]
    return heard + [(digit.digit, len(data) / (2 * RATE) + 0.02) for digit in detector.flush()]


def spandsp(samples: NDArray[np.int16]) -> Heard:
    peer = Spandsp()
    heard = peer.run(samples)
    peer.close()
    return heard


def score(clips: Sequence[Clip], hear: Callable[[NDArray[np.int16]], Heard]) -> Score:
    total = Score()
    for clip in clips:
        total.add(clip.presses, hear(clip.samples))
    return total


def line(case: Case, result: Score) -> str:
    verdict = "pass" if result.passes(case.misses, case.doubles) else "FAIL"
    waits = [1000 * wait for wait in result.latencies]
    timing = f"{sum(waits) / len(waits):5.1f} {max(waits):5.0f}" if waits else " " * 11
    return f"{verdict} {result.missed:5} {result.doubled:4} {result.false:4} {timing}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="cases whose names hold this text")
    parser.add_argument("--scale", type=float, default=1.0, help="part of each case's audio, or a multiple")
    parser.add_argument("--no-peer", action="store_true", help="without spandsp")
    given = parser.parse_args()
    out, wanted = sys.stdout, [case for case in (*cases(), *senders.cases()) if given.only in case.name]
    out.write(f"{'case':42} sent  ours: miss  dbl false   ms   max   spandsp: miss dbl false   ms   max\n")
    passed, peers, waits, hours = 0, 0, [], 0.0
    for case in wanted:
        name = zlib.crc32(case.name.encode())
        count = max(1, round(case.clips * given.scale))
        clips = [case.make(np.random.default_rng([given.seed, name, index])) for index in range(count)]
        hours += sum(len(clip.samples) for clip in clips) / RATE / 3600
        mine = score(clips, ours)
        passed += mine.passes(case.misses, case.doubles)
        waits += [] if case.misses else mine.latencies
        text = f"{case.name:42} {mine.sent:5} {line(case, mine)}"
        if not given.no_peer:
            other = score(clips, spandsp)
            peers += other.passes(case.misses, case.doubles)
            text += f"   {line(case, other)}"
        out.write(text + "\n")
        out.flush()
    out.write(f"passed {passed} of {len(wanted)}" + ("" if given.no_peer else f", spandsp {peers}"))
    if waits:
        mean, most = 1000 * sum(waits) / len(waits), 1000 * max(waits)
        out.write(f"; decision after {mean:.1f} ms, {most:.1f} at most, where nothing disturbs")
    out.write(f"; {hours:.1f} hours of audio\n")


if __name__ == "__main__":
    main()
