"""spandsp's DTMF receiver through ctypes, as the peer to measure against (Debian package libspandsp2)."""

from __future__ import annotations

import ctypes
from ctypes.util import find_library

import numpy as np
from numpy.typing import NDArray

FRAME = 160


def available() -> bool:
    """Whether the library is installed."""
    return find_library("spandsp") is not None


class Spandsp:
    """One channel, fed 20 ms frames."""

    def __init__(self) -> None:
        name = find_library("spandsp")
        if name is None:
            raise FileNotFoundError("libspandsp is missing: apt-get install libspandsp2")
        self.library = ctypes.CDLL(name)
        self.library.dtmf_rx_init.restype = ctypes.c_void_p
        self.library.dtmf_rx_init.argtypes = [ctypes.c_void_p] * 3
        self.library.dtmf_rx.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
        self.library.dtmf_rx_get.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
        self.library.dtmf_rx_get.restype = ctypes.c_size_t
        self.library.dtmf_rx_free.argtypes = [ctypes.c_void_p]
        self.state = self.library.dtmf_rx_init(None, None, None)
        self.buffer = ctypes.create_string_buffer(129)

    def run(self, samples: NDArray[np.int16]) -> list[tuple[str, float]]:
        """Digits and the time of the frame's end at which each came, seconds; a frame of silence follows, as ours
        flushes."""
        found = []
        samples = np.concatenate([samples, np.zeros(2 * FRAME - len(samples) % FRAME, np.int16)])
        base = samples.ctypes.data
        for at in range(0, len(samples) - FRAME + 1, FRAME):
            self.library.dtmf_rx(self.state, base + 2 * at, FRAME)
            count = self.library.dtmf_rx_get(self.state, self.buffer, 128)
            found += [(chr(byte), (at + FRAME) / 8000) for byte in self.buffer.raw[:count]]
        return found

    def consume(self, samples: NDArray[np.int16]) -> None:
        """All of it in C, as its speed is measured: 160 samples a call from a loop of Python, digits left unread."""
        receive, state = self.library.dtmf_rx, self.state
        base = samples.ctypes.data
        for at in range(0, 2 * (len(samples) - FRAME + 1), 2 * FRAME):
            receive(state, base + at, FRAME)

    def close(self) -> None:
        self.library.dtmf_rx_free(self.state)
