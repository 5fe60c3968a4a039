"""Work beside a call, and the end of it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading

import pytest

from ivr.channels.voice import Daemons, Threads

HANGS = """
import threading
from ivr.channels.voice import Daemons
begun = threading.Event()
def hang():
    begun.set()
    threading.Event().wait()
threads = Daemons(1, "voice")
threads.submit(hang)
begun.wait()
threads.shutdown()
"""


def test_a_thread_that_hangs_does_not_keep_the_program_from_ending():
    subprocess.run([sys.executable, "-c", HANGS], timeout=60, check=True)


def test_what_waits_is_dropped_at_the_end():
    begun, go_on, done = threading.Event(), threading.Event(), []
    threads = Daemons(1, "voice")

    def work() -> None:
        begun.set()
        go_on.wait(10)
        done.append("first")

    before = set(threading.enumerate())
    threads.submit(work)
    threads.submit(done.append, "second")
    begun.wait(10)
    threads.shutdown()
    go_on.set()
    for thread in before:
        if thread.name == "voice 0":
            thread.join(10)
    assert done == ["first"]
    with pytest.raises(RuntimeError):
        threads.submit(work)


def test_work_that_comes_after_the_end_is_nobody_s():
    async def call() -> None:
        threads = Daemons(1, "voice")
        threads.shutdown()
        Threads(asyncio.get_running_loop(), threads).run(lambda: 1, pytest.fail)

    asyncio.run(call())
