"""Which sound devices there are, and which of them an operator means."""

from __future__ import annotations

import atexit
import ctypes
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

Kind = Literal["input", "output"]
CALLED = {"input": "microphone", "output": "loudspeaker"}


class NoDevice(Exception):
    """Sound cannot go in or out; the message says why and what to do, in one line."""


@dataclass(frozen=True, slots=True)
class Device:
    """A sound device.

    number: PortAudio's, good until devices come or go. system: the way to it, such as ALSA or Windows WASAPI. inputs,
    outputs: how many channels it hears and plays. rate: its usual samples a second. default: what it is the usual
    device for.
    """

    number: int
    name: str
    system: str
    inputs: int
    outputs: int
    rate: int
    buffer: float = 0.0
    default: frozenset[Kind] = frozenset()

    def does(self, kind: Kind) -> bool:
        """Whether it hears (input) or plays (output)."""
        return bool(self.inputs if kind == "input" else self.outputs)


def portaudio() -> Any:
    """The `sounddevice` module. Raises NoDevice when it, or the library it needs, is missing."""
    try:
        import sounddevice
    except ImportError:
        raise NoDevice("no sound: the package sounddevice is missing; pip install sounddevice") from None
    except OSError:
        raise NoDevice(
            "no sound: the PortAudio library is missing; install it (Debian, Ubuntu: apt install libportaudio2; "
            "Fedora: dnf install portaudio; Arch: pacman -S portaudio)"
        ) from None
    except Exception as error:  # PortAudioError of its own start, which cannot be named before the import is done
        raise NoDevice(f"no sound: PortAudio does not start: {error}") from None
    _still_alsa()
    return sounddevice


@cache
def _still_alsa() -> Any:
    """Keep ALSA from writing its own lines into the caller's terminal: `Duplex` counts what they tell of. Gives what
    must live as long as the process."""
    if not sys.platform.startswith("linux"):
        return None
    handler_type = ctypes.CFUNCTYPE(None, *[ctypes.c_char_p, ctypes.c_int] * 2, ctypes.c_char_p)
    handler = handler_type(lambda *_: None)
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(handler)
    except (OSError, AttributeError):
        return None
    return handler


def leave_open() -> None:
    """Have PortAudio not end in order when this process does: it would wait for a device that hangs, for ever."""
    atexit.unregister(portaudio()._exit_handler)


def list_devices() -> list[Device]:
    """Every device, in PortAudio's order; none is not an error. Raises NoDevice when PortAudio is missing."""
    sound = portaudio()
    usual = dict(zip(("input", "output"), sound.default.device, strict=True))
    systems = [system["name"] for system in sound.query_hostapis()]
    return [
        Device(
            number=device["index"],
            name=device["name"],
            system=systems[device["hostapi"]],
            inputs=device["max_input_channels"],
            outputs=device["max_output_channels"],
            rate=round(device["default_samplerate"]),
            buffer=max(device["default_low_input_latency"], device["default_low_output_latency"]),
            default=frozenset(kind for kind, number in usual.items() if number == device["index"]),  # type: ignore[misc]
        )
        for device in sound.query_devices()
    ]


def choose(wanted: str | None = None, devices: Sequence[Device] | None = None) -> tuple[Device, Device]:
    """The microphone and the loudspeaker meant.

    wanted: a number, or a part of a name in any case; two of them with a comma between are microphone and loudspeaker,
    and either may be empty; nothing is the usual pair. A part that several names have means the one named just so, then
    the one on the usual device's system. devices: to choose from, for those who have asked already.
    Raises NoDevice that lists what there is.
    """
    found = list_devices() if devices is None else devices
    microphone, comma, loudspeaker = (wanted or "").partition(",")
    if not comma:
        loudspeaker = microphone
    return _one("input", microphone.strip(), found), _one("output", loudspeaker.strip(), found)


def _one(kind: Kind, wanted: str, devices: Sequence[Device]) -> Device:
    able = [device for device in devices if device.does(kind)]
    if not able:
        raise NoDevice(
            f"no sound: this computer shows no {CALLED[kind]}; plug one in and start again "
            "(in a container or over ssh there is none)"
        )
    usual = next((device for device in able if kind in device.default), able[0])
    if not wanted:
        return usual
    if wanted.isdecimal():
        meant = [device for device in able if device.number == int(wanted)]
    else:
        name = wanted.casefold()
        meant = [device for device in able if name in device.name.casefold()]
        exact = [device for device in meant if name == device.name.casefold()]
        meant = exact or meant
        near = [device for device in meant if device.system == usual.system]
        meant = near or meant
    if len(meant) == 1:
        return meant[0]
    among = "; ".join(f"{device.number} {device.name} ({device.system})" for device in meant or able)
    if meant:
        raise NoDevice(f"{CALLED[kind]} '{wanted}' may be several; give the number of one: {among}")
    raise NoDevice(f"there is no {CALLED[kind]} '{wanted}'; there is {among}")
