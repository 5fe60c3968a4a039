"""Actions of the kiosk: a sum, an order that is made once for each request, a check, and one that takes its time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from ivr.actions import Context, Outcome, action
from ivr.secret import Secret


@dataclass(frozen=True)
class Thing:
    """A thing with its price in kopecks."""

    name: str
    price: int


@action("purse.get", outcomes={"ok": int})
async def purse(context: Context) -> Outcome:
    """A sum of money."""
    return Outcome("ok", 12105)


@action("order.make", outcomes={"ok": None}, changes=True)
async def order(context: Context, kopecks: int) -> Outcome:
    """An order; the account makes a request once."""
    await context.account.order(context.call_id, context.step, kopecks)
    return Outcome("ok")


@action("slow.get", outcomes={"ok": None}, timeout=4.0)
async def slow(context: Context) -> Outcome:
    """Something that takes its time: as long as the account says."""
    await context.account.wait()
    return Outcome("ok")


@action("pin.check", outcomes={"granted": None, "wrong": None})
async def check(context: Context, pin: Secret) -> Outcome:
    """Whether a code is right."""
    return Outcome("granted" if pin == Secret("73519264") else "wrong")


@action("things.get", outcomes={"ok": list[Thing]})
async def things(context: Context) -> Outcome:
    """Three things to choose from."""
    await asyncio.sleep(0)
    return Outcome("ok", [Thing("чай", 5000), Thing("сок", 7050), Thing("хлеб", 3000)])
