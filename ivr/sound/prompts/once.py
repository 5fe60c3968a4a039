"""Work that several threads ask for at once is done by one of them, and all get what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Once(Generic[K, T]):
    """Work by key, while it is being done."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._going: dict[K, Future[T]] = {}

    def do(self, key: K, work: Callable[[], T]) -> T:
        """Do the work, or wait for the thread that does it already. What it raises, all of them raise."""
        with self._lock:
            going = self._going.get(key)
            if going is None:
                mine: Future[T] = Future()
                self._going[key] = mine
        if going is not None:
            return going.result()
        try:
            result = work()
        except BaseException as error:
            mine.set_exception(error)
            raise
        else:
            mine.set_result(result)
            return result
        finally:
            with self._lock:
                del self._going[key]
