"""espeak-ng as a C library: found in the package espeakng-loader, so that nothing of the system is needed.

The library calls `exit(1)` for data that it does not find, or whose path is longer than its own buffer; here both are
seen before, and a long path is gone round by a short one. One process holds one espeak, and one thread at a time may
be in it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_short, c_size_t, c_uint, c_void_p
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np

from ivr.sound.audio import Audio
from ivr.sound.synthesis.base import SynthesisError

LONGEST_PATH: Final = 150
"""Bytes of the data's path. espeak-ng 1.52 keeps it in a buffer of 160 (N_PATH_HOME) and cuts what does not fit."""

RATE: Final = 1
"""Number of the parameter for words a minute (speak_lib.h, espeak_PARAMETER)."""
PITCH: Final = 3
"""Number of the parameter for the base pitch, 0 to 100, 50 being the voice's own (speak_lib.h)."""

_SYNCHRONOUS: Final = 2  # speak_lib.h, AUDIO_OUTPUT_SYNCHRONOUS: Synth returns when all sound was given
_DO_NOT_EXIT: Final = 0x8000  # speak_lib.h, espeakINITIALIZE_DONT_EXIT
_UTF8: Final = 1  # speak_lib.h, espeakCHARS_UTF8
_PHONEMES: Final = 0x100  # speak_lib.h: [[…]] in a text are phonemes
_CHARACTERS: Final = 1  # speak_lib.h, POS_CHARACTER

_CALLBACK = CFUNCTYPE(c_int, POINTER(c_short), c_int, c_void_p)


class Espeak:
    """The library, ready to speak. Raises SynthesisError when it, or its data, is not there."""

    def __init__(self, library: Path | None = None, data: Path | None = None) -> None:
        try:
            import espeakng_loader

            library = library or Path(espeakng_loader.get_library_path())
            data = data or Path(espeakng_loader.get_data_path())
        except (ImportError, RuntimeError):
            raise SynthesisError("espeak-ng is not installed: `pip install espeakng-loader`") from None
        self._lib = _load(library)
        self._data = data
        self._lock = Lock()
        self._heard: list[bytes] = []
        self.rate: int = self._lib.espeak_Initialize(_SYNCHRONOUS, 0, os.fsencode(reachable(data)), _DO_NOT_EXIT)
        """Samples a second of what it says."""
        if self.rate <= 0:
            raise SynthesisError(f"espeak-ng cannot read its data in {data}: install espeakng-loader again")
        self._callback = _CALLBACK(self._listen)  # kept, since C holds no reference of its own
        self._lib.espeak_SetSynthCallback(self._callback)

    def set_voice(self, voice: str) -> None:
        """Choose a voice by its id, as `zle/ru` or `zle/ru+f2`. Raises SynthesisError for one that is not there."""
        with self._lock:
            # espeak leaves out a variant that it does not know and says nothing of it.
            known = self._has_variant(voice.partition("+")[2])
            if not known or self._lib.espeak_SetVoiceByName(voice.encode()) != 0:
                raise SynthesisError(
                    f"espeak-ng has no voice `{voice}`: voices are the files of {self._data / 'lang'}, as `zle/ru`, "
                    f"with a variant of {self._data / 'voices' / '!v'} after a plus, as `zle/ru+f2`"
                )

    def _has_variant(self, name: str) -> bool:
        return not name or (self._data / "voices" / "!v" / name).is_file()

    def set(self, parameter: int, value: int) -> None:
        """Set RATE or PITCH for what is said from now on."""
        with self._lock:
            self._lib.espeak_SetParameter(parameter, value, 0)

    def get(self, parameter: int) -> int:
        """What RATE or PITCH is now."""
        with self._lock:
            return int(self._lib.espeak_GetParameter(parameter, 1))

    def speak(self, text: str) -> Audio:
        """The whole text as sound; `[[…]]` in it is phonemes. Raises SynthesisError."""
        said = text.encode()
        with self._lock:
            self._heard = []
            failed = self._lib.espeak_Synth(said, len(said) + 1, 0, _CHARACTERS, 0, _UTF8 | _PHONEMES, None, None)
            heard, self._heard = self._heard, []
        if failed:
            raise SynthesisError(f"espeak-ng could not speak a text of {len(text)} characters (its error {failed})")
        return Audio(np.frombuffer(b"".join(heard), np.int16), self.rate)

    def _listen(self, samples: Any, count: int, _events: object) -> int:
        if samples and count > 0:
            self._heard.append(ctypes.string_at(samples, count * ctypes.sizeof(c_short)))
        return 0


def reachable(data: Path, cache: Path | None = None) -> Path:
    """The data's folder by a path that espeak can take: its own, or a short one to it in the user's cache.

    Raises SynthesisError when the data is not there, and when no path is short enough.
    """
    if not (data / "phontab").is_file():
        raise SynthesisError(f"the data of espeak-ng is not in {data}: install espeakng-loader again")
    if _fits(data):
        return data
    # In the user's own cache and nowhere else: what lies in a folder that all may write could be anyone's.
    cache = cache or _cache()
    short = cache / f"espeak-{_stamp(data)}"
    if _fits(short) and _brought(data, short):
        return short
    raise SynthesisError(
        f"espeak-ng cannot take the path of its data, {data}: it takes {LONGEST_PATH} bytes at most; a link to it "
        f"in {cache} is too long as well, or cannot be written; install in a folder with a shorter name"
    )


def _load(library: Path) -> ctypes.CDLL:
    try:
        lib = ctypes.CDLL(str(library))
    except OSError:
        raise SynthesisError(f"espeak-ng cannot be loaded from {library}: install espeakng-loader again") from None
    lib.espeak_Initialize.argtypes = [c_int, c_int, c_char_p, c_int]
    lib.espeak_SetSynthCallback.argtypes = [_CALLBACK]
    lib.espeak_SetVoiceByName.argtypes = [c_char_p]
    lib.espeak_Synth.argtypes = [c_char_p, c_size_t, c_uint, c_int, c_uint, c_uint, c_void_p, c_void_p]
    return lib


def _fits(path: Path) -> bool:
    # On Windows espeak opens its files by the narrow names of C, which hold no letters of another alphabet.
    return len(os.fsencode(path)) <= LONGEST_PATH and (sys.platform != "win32" or str(path).isascii())


def _cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("ivr")


def _stamp(data: Path) -> str:
    from hashlib import sha256

    written = (data / "phontab").stat().st_mtime_ns
    return sha256(f"{data.absolute()} {written}".encode()).hexdigest()[:16]


def _brought(data: Path, short: Path) -> bool:
    """Whether the data is there under the short path, by a link or, where there are none, by a copy."""
    if (short / "phontab").is_file():
        return True
    with suppress(OSError):
        short.parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):
            short.symlink_to(data.absolute(), target_is_directory=True)
        if not (short / "phontab").is_file():
            new = Path(tempfile.mkdtemp(dir=short.parent))
            try:
                # Another process may be doing the same: the first whole copy stays.
                shutil.copytree(data, new / "data")
                (new / "data").rename(short)
            finally:
                shutil.rmtree(new, ignore_errors=True)
    return (short / "phontab").is_file()
