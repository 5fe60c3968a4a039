"""SMS that arrive in a terminal call: in their order, each once, and never in the way of the call."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass
from datetime import datetime

import pytest

from ivr.phone import Phone

PATIENCE = 10.0


@dataclass(frozen=True)
class Sms:
    id: int
    text: str


class Post:
    """An account system whose outbox answers only when the test lets it. threads: where it was asked."""

    def __init__(self, *texts: str) -> None:
        self.waiting = [Sms(number, text) for number, text in enumerate(texts)]
        self.free = threading.Event()
        self.asked = threading.Event()
        self.threads: set[threading.Thread] = set()
        self.happened: list[str] = []

    def outbox(self, number: str) -> list[tuple[str, Sms]]:
        self.threads.add(threading.current_thread())
        self.asked.set()
        assert self.free.wait(PATIENCE)
        return [(number, message) for message in self.waiting]

    def delivered(self, message: int, at: datetime) -> None:
        assert at.tzinfo is not None
        self.threads.add(threading.current_thread())
        self.happened.append(f"delivered {message}")
        self.waiting = [each for each in self.waiting if each.id != message]


def test_a_locked_outbox_holds_up_nothing_and_its_messages_come_before_the_end():
    post = Post("first", "second")

    async def call() -> None:
        phone = Phone("+79221234567", post.happened.append)
        phone.look(post)
        assert await asyncio.to_thread(post.asked.wait, PATIENCE)
        assert post.happened == []
        post.free.set()
        await phone.rest()

    asyncio.run(call())
    assert post.happened == ["first", "delivered 0", "second", "delivered 1"]
    assert threading.current_thread() not in post.threads


def test_a_look_during_another_is_taken_after_it_and_shows_nothing_twice():
    post = Post("first")

    async def call() -> None:
        phone = Phone("+79221234567", post.happened.append)
        phone.look(post)
        assert await asyncio.to_thread(post.asked.wait, PATIENCE)
        for _ in range(3):
            phone.look(post)
        post.waiting.append(Sms(7, "later"))
        post.free.set()
        await phone.rest()
        phone.look(post)
        await phone.rest()

    asyncio.run(call())
    assert post.happened == ["first", "delivered 0", "later", "delivered 7"]


def test_an_outbox_that_hangs_keeps_the_end_of_the_call_only_so_long():
    post = Post("never")

    async def call() -> None:
        phone = Phone("+79221234567", post.happened.append)
        phone.look(post)
        await phone.rest(seconds=0.01)

    asyncio.run(call())
    assert post.happened == []
    post.free.set()


def test_an_outbox_that_fails_is_told_without_its_words(caplog: pytest.LogCaptureFixture):
    class Broken(Post):
        def outbox(self, number: str) -> list[tuple[str, Sms]]:
            raise RuntimeError("your password: 4321")

    async def call() -> None:
        phone = Phone("+79221234567", lambda _: None)
        phone.look(Broken())
        await phone.rest()
        phone.look(object())
        await phone.rest()

    asyncio.run(call())
    assert "RuntimeError" in caplog.text and "4321" not in caplog.text
