"""Engines in processes: no fault of theirs reaches the caller as more than a SynthesisError."""

import os
import select
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from ivr.sound.synthesis.base import SynthesisError
from ivr.sound.synthesis.child import Engine as Speaker
from ivr.sound.synthesis.host import Host
from tests.sound.synthesis.engines import Broken, Engine, Exiting, Refusing

Open = Callable[..., Host]


@pytest.fixture
def open_host() -> Iterator[Open]:
    """Makes hosts, and closes them afterwards."""
    made: list[Host] = []

    def make(engine: Callable[[], Speaker] = Engine, limit: float = 30, processes: int = 1) -> Host:
        made.append(Host(engine, limit, processes))
        return made[-1]

    yield make
    for host in made:
        host.close()


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_process_starts_when_it_is_first_asked(open_host: Open) -> None:
    host = open_host()
    before = list(host.pids)
    host.speak("one", "en")
    assert (before, len(host.pids)) == ([], 1)


def test_sound_comes_back_as_it_was(open_host: Open) -> None:
    audio = open_host().speak("seven", "en")
    assert (len(audio.samples), audio.rate) == (5, 8_000)


def test_the_next_sentence_goes_to_the_same_process(open_host: Open) -> None:
    host = open_host()
    host.speak("one", "en")
    first = list(host.pids)
    host.speak("two", "en")
    assert host.pids == first


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("exit", "ended with exit code 1"),
        ("crash", "was ended by SIGSEGV"),
        ("hang", "did not answer within 1 seconds"),
    ],
)
def test_an_engine_that_is_lost_each_time_is_an_error_that_says_how(open_host: Open, fault: str, words: str) -> None:
    with pytest.raises(SynthesisError, match=words):
        open_host(limit=1).speak(fault, "en")


@pytest.mark.parametrize("fault", ["exit", "crash", "hang"])
def test_an_engine_that_is_lost_once_is_tried_again_in_a_fresh_process(
    open_host: Open, tmp_path: Path, fault: str
) -> None:
    host = open_host(partial(Engine, tmp_path / "once"), limit=2)
    assert len(host.speak(fault, "en").samples) == len(fault)


def test_the_sentence_after_a_lost_one_is_said(open_host: Open) -> None:
    host = open_host()
    with pytest.raises(SynthesisError):
        host.speak("exit", "en")
    assert len(host.speak("fine", "en").samples) == 4


def test_a_process_that_was_killed_between_two_sentences_is_not_noticed(open_host: Open) -> None:
    host = open_host()
    host.speak("one", "en")
    os.kill(host.pids[0], signal.SIGKILL)
    assert len(host.speak("three", "en").samples) == 5


def test_a_hung_process_does_not_stay(open_host: Open) -> None:
    host = open_host(limit=0.5)
    host.speak("one", "en")
    hung = host.pids[0]
    with pytest.raises(SynthesisError):
        host.speak("hang", "en")
    assert not is_there(hung)


def test_an_error_of_the_engine_is_told_in_its_words_and_its_process_stays(open_host: Open) -> None:
    host = open_host()
    host.speak("one", "en")
    before = list(host.pids)
    with pytest.raises(SynthesisError, match="no such voice"):
        host.speak("refuse", "en")
    assert host.pids == before


def test_an_unforeseen_error_does_not_quote_the_text(open_host: Open) -> None:
    with pytest.raises(SynthesisError) as raised:
        open_host().speak("secret", "en")
    assert str(raised.value) == "the engine failed: ValueError"


def test_what_the_engine_prints_is_no_answer(open_host: Open) -> None:
    host = open_host()
    assert len(host.speak("print", "en").samples) == 5


@pytest.mark.parametrize(
    ("engine", "words"),
    [(Refusing, "^no data$"), (Broken, "could not be started: RuntimeError$"), (Exiting, "ended with exit code 1")],
)
def test_an_engine_that_cannot_be_made_is_an_error(open_host: Open, engine: type[Speaker], words: str) -> None:
    with pytest.raises(SynthesisError, match=words):
        open_host(engine).speak("one", "en")


def test_threads_get_their_own_sentences(open_host: Open) -> None:
    host = open_host()
    texts = ["x" * length for length in range(1, 200)]
    with ThreadPoolExecutor(8) as threads:
        lengths = list(threads.map(lambda text: len(host.speak(text, "en").samples), texts))
    assert lengths == [len(text) for text in texts]


def test_one_thread_needs_one_of_two_processes(open_host: Open) -> None:
    host = open_host(processes=2)
    for _ in range(5):
        host.speak("one", "en")
    assert len(host.pids) == 1


def test_a_hung_sentence_leaves_the_other_process_free(open_host: Open) -> None:
    host = open_host(limit=1, processes=2)
    with ThreadPoolExecutor(1) as other:
        hung = other.submit(host.speak, "hang", "en")
        assert len(host.speak("free", "en").samples) == 4
        assert not hung.done()
        assert isinstance(hung.exception(), SynthesisError)


def test_a_closed_host_ends_its_process_and_says_so(open_host: Open) -> None:
    host = open_host()
    host.speak("one", "en")
    pid = host.pids[0]
    host.close()
    assert not is_there(pid)
    with pytest.raises(SynthesisError, match="closed"):
        host.speak("two", "en")


def test_after_a_fork_the_child_has_a_process_of_its_own(open_host: Open) -> None:
    host = open_host()
    theirs = host.speak("pid", "en").samples[0]
    forked = os.fork()
    if forked == 0:
        os._exit(0 if host.speak("pid", "en").samples[0] not in (theirs, 0) else 1)
    assert os.waitpid(forked, 0)[1] == 0
    assert host.speak("pid", "en").samples[0] == theirs


PROGRAM = """
    from ivr.sound.synthesis.host import Host
    from tests.sound.synthesis.engines import Engine

    host = Host(Engine, 30)
    host.speak("one", "en")
    print(host.pids[0], flush=True)
"""


def run(program: str, **how: object) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, **how)  # type: ignore[call-overload, no-any-return]


def test_a_program_without_a_main_guard_that_ends_leaves_no_process() -> None:
    program = run(textwrap.dedent(PROGRAM))
    output, _ = program.communicate(timeout=60)
    assert program.returncode == 0
    assert not is_there(int(output))


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for a process of someone else's, as Linux can")
@pytest.mark.parametrize("doing", ["", "host.speak('hang', 'en')"])
def test_a_program_that_is_killed_leaves_no_process_even_a_hung_one(doing: str) -> None:
    program = run(textwrap.dedent(PROGRAM) + doing + "\nimport signal; signal.pause()")
    assert program.stdout is not None
    process = os.pidfd_open(int(program.stdout.readline()))
    program.kill()
    program.communicate()
    ended, _, _ = select.select([process], [], [], 30)
    os.close(process)
    assert ended
