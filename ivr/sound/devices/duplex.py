"""Microphone and loudspeaker, both open at once.

Each is a stream of its own, so that two devices of different makers, systems and rates work together. Each calls back
in a thread of its own, and a third thread watches that both go on.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Final

import numpy as np

from ivr.sound.audio import FRAME_SECONDS, Samples
from ivr.sound.devices.listing import Device, choose, leave_open
from ivr.sound.devices.rates import Blocks, Source
from ivr.sound.devices.stream import Stream

STALLED_SECONDS: Final = 3.0
"""A device that gives or takes nothing for so long is lost: some systems do not tell that one was pulled out."""
WATCH_SECONDS: Final = 0.5
CLOSING_SECONDS: Final = 1.0
"""For which both devices are waited for at the end: one whose system hangs would be waited for for ever."""

log = logging.getLogger("ivr.sound.devices")


def open_duplex(
    rate: int,
    on_input: Callable[[Samples, float], None],
    fill_output: Callable[[int], Samples],
    on_lost: Callable[[str], None],
    *,
    device: str | None = None,
) -> Duplex:
    """Open microphone and loudspeaker; they sound when this returns.

    rate: of all samples here, whatever the devices run at; 16 000 is usual (`ivr.sound.audio.WIDE`). on_input: gets
    every 20 ms of captured sound, and the second it begins at. fill_output: gives so many samples to play. Both run in
    threads of the devices, and must return within some milliseconds. What one of them raises ends the sound: it is
    logged, kept in `Duplex.failure` and told to on_lost.
    on_lost: told once, in a thread of its own, why the sound ended when nobody closed it. device: as for `choose`.
    Raises NoDevice.
    """
    microphone, loudspeaker = choose(device)
    return Duplex(rate, on_input, fill_output, on_lost, microphone=microphone, loudspeaker=loudspeaker)


class Duplex:
    """Microphone and loudspeaker while they are open: see `open_duplex`. A context manager that closes them."""

    def __init__(
        self,
        rate: int,
        on_input: Callable[[Samples, float], None],
        fill_output: Callable[[int], Samples],
        on_lost: Callable[[str], None],
        *,
        microphone: Device,
        loudspeaker: Device,
    ) -> None:
        self.microphone, self.loudspeaker = microphone, loudspeaker
        self._rate, self._size = rate, round(rate * FRAME_SECONDS)
        self._on_input, self._on_lost = on_input, on_lost
        self._captured = 0
        self._closing = self._lost = False
        self._stirred = threading.Event()
        self._output = Stream("output", loudspeaker, rate, self._play, self._stirred.set)
        self._source = Source(fill_output, rate, self._output.rate, self._size)
        try:
            self._input = Stream("input", microphone, rate, self._capture, self._stirred.set)
        except BaseException:
            self._output.close(at_once=True)
            raise
        self._blocks = Blocks(self._input.rate, rate, self._size)
        self._watcher = threading.Thread(target=self._watch, name="sound devices", daemon=True)
        try:
            self._output.start()
            self._input.start()
        except BaseException:
            self._end(at_once=True)
            raise
        self._watcher.start()

    @property
    def overruns(self) -> int:
        """How often captured sound was lost, because on_input was late."""
        return self._input.troubles

    @property
    def underruns(self) -> int:
        """How often the loudspeaker had nothing to play, because fill_output was late."""
        return self._output.troubles

    @property
    def failure(self) -> Exception | None:
        """What on_input or fill_output raised."""
        return self._input.failure or self._output.failure

    @property
    def latency(self) -> float:
        """Seconds from fill_output to the ear and from the mouth to on_input, together, as PortAudio tells them."""
        return self._input.latency + self._output.latency

    def close(self) -> None:
        """End the sound, once what was given has been played; nothing is called back afterwards. Harmless twice.

        A device that hangs is left behind after `CLOSING_SECONDS`, and the log says so.
        """
        if self._closing:
            return
        self._closing = True
        self._stirred.set()
        if self._watcher is not threading.current_thread():
            self._watcher.join()
        self._end(at_once=self._lost)

    def __enter__(self) -> Duplex:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _end(self, *, at_once: bool) -> None:
        closing = [
            (stream, threading.Thread(target=stream.close, kwargs={"at_once": soon}, name="closing", daemon=True))
            for stream, soon in ((self._input, True), (self._output, at_once))
        ]
        for _, thread in closing:
            thread.start()
        until = time.monotonic() + CLOSING_SECONDS
        for stream, thread in closing:
            thread.join(max(0.0, until - time.monotonic()))
            if thread.is_alive():
                stream.leave()
                leave_open()
                log.warning(
                    "%s does not answer and was left open; if it stays so, restart the system's sound", stream.name
                )

    # in the devices' threads

    def _capture(self, data: Any) -> None:
        samples = data[:, 0] if data.shape[1] == 1 else data.mean(axis=1).astype(np.int16)
        for block in self._blocks.feed(samples.copy()):
            at = self._captured / self._rate
            self._captured += len(block)
            self._on_input(block, at)

    def _play(self, data: Any) -> None:
        data[:] = self._source.take(len(data))[:, np.newaxis]

    # in the watching thread

    def _watch(self) -> None:
        moved = {stream: (0, time.monotonic()) for stream in (self._input, self._output)}
        while not self._closing and not self._lost:
            self._stirred.wait(WATCH_SECONDS)
            now = time.monotonic()
            for stream, (turns, since) in moved.items():
                if stream.turns != turns:
                    moved[stream] = stream.turns, now
                stalled = stream.turns == turns and now - since > STALLED_SECONDS
                if (stream.ended or stalled) and not self._closing:
                    self._lose(stream)
                    break

    def _lose(self, stream: Stream) -> None:
        self._lost = True
        if stream.failure is not None:
            log.error("the sound has ended: a callback failed", exc_info=stream.failure)
            reason = f"{type(stream.failure).__name__}: {stream.failure}"
            self._on_lost(f"the sound has ended by a fault of the program: {reason}")
        else:
            self._on_lost(f"the sound has ended: {stream.name} is gone; plug it in, or choose another, and start again")
