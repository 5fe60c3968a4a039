"""Threads take turns in the order in which they asked."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest

from ivr.sound.synthesis.turns import Turns


def test_the_one_given_back_last_is_taken_first() -> None:
    turns = Turns(["one", "two"])
    first = turns.take(0)
    turns.give(first)
    assert (first, turns.take(0), turns.take(0)) == ("one", "one", "two")


def test_nobody_waits_longer_than_he_said() -> None:
    turns = Turns(["one"])
    turns.take(0)
    with pytest.raises(TimeoutError):
        turns.take(0.01)


def test_who_gave_up_is_not_given_a_turn() -> None:
    turns = Turns(["one"])
    taken = turns.take(0)
    with pytest.raises(TimeoutError):
        turns.take(0.01)
    turns.give(taken)
    assert turns.take(0) == "one"


def test_who_gives_back_comes_after_who_waits() -> None:
    turns = Turns(["one"])
    order: list[str] = []
    first = turns.take(0)
    asks = Event()

    def wait() -> None:
        asks.set()
        thing = turns.take(30)
        order.append("who waited")
        turns.give(thing)

    waiting = Thread(target=wait)
    waiting.start()
    asks.wait()
    while not turns.waiting:
        pass
    turns.give(first)
    turns.give(turns.take(30))
    order.append("who gave back")
    waiting.join()
    assert order == ["who waited", "who gave back"]


def test_two_never_have_the_same() -> None:
    turns = Turns(["one", "two"])
    had: set[str] = set()
    shared = []

    def use(_: int) -> None:
        thing = turns.take(30)
        shared.append(thing in had)
        had.add(thing)
        had.discard(thing)
        turns.give(thing)

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(use, range(2000)))
    assert not any(shared)
