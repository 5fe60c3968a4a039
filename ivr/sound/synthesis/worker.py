"""One process with an engine in it, started when first asked, ended when it does not answer in time."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import weakref
from collections.abc import Callable
from contextlib import suppress
from threading import Timer
from typing import Any, Final

from ivr.sound.audio import Audio
from ivr.sound.synthesis.base import SynthesisError
from ivr.sound.synthesis.child import BOOT, Engine, Failed, Ready, Said, Sentence, send

START_LIMIT: Final = 60.0
"""Seconds for Python, the engine and its voice to load; a large model on a slow disk takes a good part of it."""
_GOING: Final = 2.0
"""Seconds to end of its own accord once its input has ended."""


class EngineLost(SynthesisError):
    """The process ended or was ended; a fresh one may do better."""


class Worker:
    """A process for one sentence at a time. make: makes the engine, there; it must survive pickle."""

    def __init__(self, make: Callable[[], Engine], limit: float) -> None:
        self._make = make
        self._limit = limit
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._forget: Callable[[], object] = int

    @property
    def pid(self) -> int | None:
        """The process' id, while there is one."""
        return self._process.pid if self._process and self._owner == os.getpid() else None

    def ask(self, text: str, language: str) -> Audio:
        """One sentence. Raises EngineLost when the process is gone by the end of it, SynthesisError when not."""
        process = self._running()
        answer = self._exchange(process, [Sentence(text, language)], self._limit)
        if isinstance(answer, Said):
            return answer.audio()
        raise SynthesisError(answer.reason if isinstance(answer, Failed) else "the engine answered out of turn")

    def stop(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            self._forget()

    def _running(self) -> subprocess.Popen[bytes]:
        # After a fork the process belongs to the parent: two who ask one process would hear each other's sentences.
        if self._process is not None and self._owner == os.getpid():
            return self._process
        process = self._process = self._started()
        self._owner = os.getpid()
        self._forget = weakref.finalize(self, _end, process)
        answer = self._exchange(process, [sys.path, self._make], START_LIMIT)
        if isinstance(answer, Ready):
            return process
        self.stop()
        raise SynthesisError(answer.reason if isinstance(answer, Failed) else "the engine answered out of turn")

    def _started(self) -> subprocess.Popen[bytes]:
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        try:
            return subprocess.Popen(
                [sys.executable, "-I", "-c", BOOT],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # the screen belongs to the call
                creationflags=hidden,
            )
        except OSError as error:
            raise SynthesisError(f"no process for the engine could be started: {error.strerror}") from None

    def _exchange(self, process: subprocess.Popen[bytes], messages: list[object], limit: float) -> Any:
        """Send, and take the one answer. Whatever goes wrong in between, the process is not used again."""
        assert process.stdin is not None and process.stdout is not None
        late = False

        def end() -> None:
            nonlocal late
            late = True
            process.kill()

        watch = Timer(limit, end)
        watch.daemon = True
        watch.start()
        try:
            for message in messages:
                send(process.stdin, message)  # type: ignore[arg-type]
            return pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            self.stop()
            raise EngineLost(f"the engine {_fate(process, limit if late else None)}") from None
        except BaseException:
            self.stop()
            raise
        finally:
            watch.cancel()


def _fate(process: subprocess.Popen[bytes], limit: float | None) -> str:
    code = process.returncode
    if limit is not None:
        return f"did not answer within {limit:g} seconds"
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"was ended by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it: an engine that waits goes when its input ends, one that hangs is killed. Also done at exit."""
    assert process.stdin is not None and process.stdout is not None
    with suppress(OSError):
        process.stdin.close()
    try:
        process.wait(_GOING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
