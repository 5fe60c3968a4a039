"""What `core.c` is built into; see `ivr.sound.dtmf.compiled`."""

from collections.abc import Mapping
from typing import Any

class Core:
    """The detectors of some calls. ValueError for no calls, and for rules or tables that lack something."""

    def __init__(self, calls: int, numbers: Mapping[str, float], tables: Mapping[str, Any], /) -> None: ...
    def feed(self, frames: Any, /) -> list[tuple[int, int, int, float, float]]:
        """The presses decided by one frame of each call: call, row, column, seconds of begin and end.

        frames: a buffer with 160 samples of 16 bits, little-endian, of each call. ValueError for more or less.
        """
