"""Making the prompts of a service ahead, several at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from ivr.prompts.texts import ServicePhrase
from ivr.sound.audio import AudioError
from ivr.sound.prompts import CacheError, Renderer
from ivr.sound.synthesis import SynthesisError


@dataclass(slots=True)
class Rendered:
    """What came of it. seconds: of work. stopped: by the user; what was made by then is kept."""

    phrases: int
    kept: int = 0
    made: int = 0
    failed: list[tuple[ServicePhrase, str]] = field(default_factory=list)
    seconds: float = 0.0
    stopped: bool = False


def render(
    phrases: Sequence[ServicePhrase],
    renderer: Renderer,
    jobs: int,
    begun: Callable[[int], None] = lambda _: None,
    done: Callable[[], None] = lambda: None,
) -> Rendered:
    """Make what is missing. jobs: how many at a time. begun: told how many there are to make. done: called after each,
    in this thread.

    A phrase that fails is noted and the others go on. Ctrl-C ends it after the phrases that are being made.
    """
    started = time.perf_counter()
    missing = [one for one in phrases if renderer.missing(one.phrase)]
    result = Rendered(len(phrases), len(phrases) - len(missing))
    begun(len(missing))
    with ThreadPoolExecutor(jobs, thread_name_prefix="render") as threads:
        going: dict[Future[None], ServicePhrase] = {}
        left = iter(missing)
        try:
            while True:
                # No more are handed out than can be worked on, so that Ctrl-C has little to wait for.
                while len(going) < 2 * jobs and (one := next(left, None)) is not None:
                    going[threads.submit(renderer.render, one.phrase)] = one
                if not going:
                    break
                for future in wait(going, return_when=FIRST_COMPLETED).done:
                    _count(result, going.pop(future), future)
                    done()
        except KeyboardInterrupt:
            result.stopped = True
            threads.shutdown(cancel_futures=True)
            for future, one in going.items():
                if not future.cancelled():
                    _count(result, one, future)
    result.seconds = time.perf_counter() - started
    return result


def _count(result: Rendered, one: ServicePhrase, future: Future[None]) -> None:
    try:
        future.result()
    except (SynthesisError, AudioError, CacheError) as error:
        result.failed.append((one, str(error)))
    else:
        result.made += 1
