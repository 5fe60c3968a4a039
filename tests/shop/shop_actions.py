"""Actions of the shop: one that works, a slow one, one that fails with something that nobody may read, a check."""

from __future__ import annotations

import threading

from ivr.actions import Context, Outcome, action
from ivr.secret import Secret

GO_ON = threading.Event()
"""What the slow action waits for."""


@action("bread.get", outcomes={"ok": int})
def bread(context: Context) -> Outcome:
    """How much bread there is."""
    return Outcome("ok", 21)


@action("slow.get", outcomes={"ok": None}, timeout=1.0)
def slow(context: Context) -> Outcome:
    """Something that takes its time."""
    GO_ON.wait(10)
    return Outcome("ok")


@action("broken.get", outcomes={"ok": None})
async def broken(context: Context) -> Outcome:
    """Something that fails, and says too much of it."""
    raise RuntimeError("the card is 4276 1234")


@action("pin.check", outcomes={"granted": None, "wrong": None})
def check(context: Context, pin: Secret) -> Outcome:
    """Whether a code is right."""
    return Outcome("granted" if pin == Secret("4321") else "wrong")
