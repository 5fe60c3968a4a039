"""One device while it is open, whatever rate and channels it insists on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ivr.sound.audio import FRAME_SECONDS
from ivr.sound.devices.listing import CALLED, Device, Kind, NoDevice, portaudio

CHANNELS: Final = (1, 2)
"""Tried in this order: bare hardware often has a pair and refuses one alone."""

LATENCY: Final[dict[Kind, float]] = {"input": 0.06, "output": 0.04}
"""Seconds of buffer asked for; a device that needs more has it. Three turns of captured sound, which costs no time; two
of what is played, since a prompt that is stopped sounds on until all that was given is played. With 40 ms no more was
torn than with 60 on a computer of two busy cores; turns of 10 ms were torn forty times as often."""


class Stream:
    """A device of PortAudio's that calls back every 20 ms, in a thread of its own, from `start` on.

    name: for people. rate: what it runs at. turns: how often it called back. troubles: how often sound was lost between
    two turns (captured sound that was not taken in time, or nothing to play). ended: it calls back no more. failure:
    what the callback raised, which ends it.
    """

    def __init__(
        self, kind: Kind, device: Device, rate: int, callback: Callable[[Any], None], ended: Callable[[], None]
    ) -> None:
        """rate: wanted; the device's usual one is the other choice. callback: gets the 20 ms as int16 of shape
        (samples, channels), to read or to fill. ended: told, in some thread, when it calls back no more.

        Raises NoDevice.
        """
        self._sound = portaudio()
        self._callback, self._told = callback, ended
        self.name = f"the {CALLED[kind]} {device.name}"
        self.turns = self.troubles = 0
        self.ended = self._left = False
        self.failure: Exception | None = None
        self.rate, channels = self._agreed(kind, device, rate)
        make = self._sound.InputStream if kind == "input" else self._sound.OutputStream
        try:
            self._stream = make(
                samplerate=self.rate,
                blocksize=round(self.rate * FRAME_SECONDS),
                device=device.number,
                channels=channels,
                dtype="int16",
                latency=max(LATENCY[kind], device.buffer),
                callback=self._turn,
                finished_callback=self._finished,
            )
        except self._sound.PortAudioError as error:
            raise self._refused(error) from None

    @property
    def latency(self) -> float:
        """Seconds that sound takes through the device, as PortAudio tells them."""
        return float(self._stream.latency)

    def start(self) -> None:
        """Begin to call back. Raises NoDevice."""
        try:
            self._stream.start()
        except self._sound.PortAudioError as error:
            raise self._refused(error) from None

    def close(self, *, at_once: bool) -> None:
        """End it. at_once: without playing what was given, as a device that is lost never would."""
        if at_once:
            self._stream.abort()
        else:
            self._stream.stop()
        self._stream.close()

    def leave(self) -> None:
        """Let it be, when it does not end: it calls back no more, should its device ever answer again."""
        self._left = True

    def _turn(self, data: Any, _count: int, _time: Any, flags: Any) -> None:
        if self._left:
            raise self._sound.CallbackAbort
        self.turns += 1
        self.troubles += bool(flags.input_overflow or flags.output_underflow)
        try:
            self._callback(data)
        except Exception as error:
            self.failure = error
            raise self._sound.CallbackAbort from None

    def _finished(self) -> None:
        self.ended = True
        self._told()

    def _agreed(self, kind: Kind, device: Device, rate: int) -> tuple[int, int]:
        """Rate and channels that the device takes."""
        check = self._sound.check_input_settings if kind == "input" else self._sound.check_output_settings
        most = device.inputs if kind == "input" else device.outputs
        refusal: Exception | None = None
        for tried in dict.fromkeys((rate, device.rate)):
            for channels in CHANNELS:
                if channels > most:
                    continue
                try:
                    check(device=device.number, channels=channels, dtype="int16", samplerate=tried)
                except self._sound.PortAudioError as error:
                    refusal = error
                else:
                    return tried, channels
        raise self._refused(refusal)

    def _refused(self, error: Exception | None) -> NoDevice:
        reason = error.args[0] if error and error.args else "it takes no usual rate"
        return NoDevice(
            f"no sound: {self.name} cannot be used: {reason}; close the programs that use it, or choose another"
        )
