"""A program at the devices, for the tests: plays one sound file, and writes what the microphone hears into another.

`python -m tests.sound.at_devices RATE PLAY RECORD [FAULT]`, FAULT being input or output: which callback raises after a
while. It prints a line of JSON when the devices are open, and another at its end, which is when its input ends or the
devices are lost.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

import click
import numpy as np

from ivr.sound.audio import Audio, Samples, read, write
from ivr.sound.devices import NoDevice, open_duplex


def main(rate: int, play: str, record: str, fault: str = "") -> None:
    left = read(Path(play)).at(rate).samples
    heard: list[Samples] = [np.zeros(0, np.int16)]
    starts: list[float] = []
    lost: list[str] = []
    ended = threading.Event()

    def on_input(samples: Samples, at: float) -> None:
        heard.append(samples)
        starts.append(at)
        if fault == "input" and at > 0.5:
            raise RuntimeError("the ears ache")

    def fill_output(count: int) -> Samples:
        nonlocal left
        if fault == "output" and not len(left):
            raise RuntimeError("the mouth is dry")
        out, left = left[:count], left[count:]
        return np.pad(out, (0, count - len(out)))

    def on_lost(message: str) -> None:
        lost.append(message)
        ended.set()

    def wait_for_end() -> None:
        sys.stdin.read()
        ended.set()

    try:
        duplex = open_duplex(rate, on_input, fill_output, on_lost)
    except NoDevice as error:
        click.echo(json.dumps({"no device": str(error)}))
        return
    click.echo(json.dumps({"latency": duplex.latency, "microphone": duplex.microphone.name}))
    threading.Thread(target=wait_for_end, daemon=True).start()
    ended.wait()
    duplex.close()
    duplex.close()
    write(Path(record), Audio(np.concatenate(heard), rate))
    told = {"overruns": duplex.overruns, "underruns": duplex.underruns, "failure": repr(duplex.failure), "lost": lost}
    click.echo(json.dumps({**told, "blocks": sorted({len(block) for block in heard[1:]}), "starts": starts[:3]}))


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
