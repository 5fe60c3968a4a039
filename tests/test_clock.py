"""Time that is moved by hand, and that of a loop."""

from __future__ import annotations

import asyncio

import pytest

from ivr.clock import AsyncioClock, VirtualClock


def test_callbacks_run_in_the_order_of_their_time_then_of_their_planning() -> None:
    clock, ran = VirtualClock(), []
    clock.later(2.0, lambda: ran.append(("c", clock.now())))
    clock.later(1.0, lambda: ran.append(("a", clock.now())))
    clock.later(1.0, lambda: ran.append(("b", clock.now())))
    clock.advance(1.5)
    assert ran == [("a", 1.0), ("b", 1.0)]
    assert clock.now() == 1.5
    clock.advance(0.5)
    assert ran[-1] == ("c", 2.0)


def test_what_a_callback_plans_runs_in_the_same_move_when_it_is_due() -> None:
    clock, ran = VirtualClock(), []
    clock.later(1.0, lambda: clock.later(1.0, lambda: ran.append(clock.now())))
    clock.advance(2.0)
    assert ran == [2.0]


def test_a_callback_that_was_taken_back_never_runs() -> None:
    clock, ran = VirtualClock(), []
    cancel = clock.later(1.0, lambda: ran.append(1))
    cancel()
    cancel()
    assert clock.next_due is None
    assert not clock.step()
    clock.advance(5.0)
    assert ran == []


def test_taking_back_after_the_run_does_no_harm() -> None:
    clock, ran = VirtualClock(), []
    cancel = clock.later(0.0, lambda: ran.append(1))
    assert clock.step()
    cancel()
    assert ran == [1]


def test_a_step_goes_to_the_next_callback() -> None:
    clock = VirtualClock()
    clock.later(3.0, lambda: None)
    assert clock.next_due == 3.0
    assert clock.step()
    assert clock.now() == 3.0


def test_the_past_cannot_be_planned() -> None:
    with pytest.raises(ValueError, match="past"):
        VirtualClock().later(-1.0, lambda: None)


def test_a_loops_clock_calls_back_in_the_loop_and_can_be_stopped() -> None:
    async def hold() -> list[str]:
        loop = asyncio.get_running_loop()
        clock, ran, done = AsyncioClock(loop), [], loop.create_future()
        clock.later(0.0, lambda: ran.append("never"))()
        clock.later(-1.0, lambda: ran.append("at once"))
        clock.later(0.001, lambda: done.set_result(None))
        await done
        assert clock.now() >= 0.001
        return ran

    assert asyncio.run(hold()) == ["at once"]
