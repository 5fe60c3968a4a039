"""Key events through one session, beside the same menu in two state-machine libraries without our semantics."""

from __future__ import annotations

import itertools
import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench.measure import Row, per_second
from bench.menus import FANOUT, write
from ivr.actions import Registry
from ivr.dialog import Program, Session
from ivr.dialog.events import Dialled, KeyPressed
from ivr.menu.loader import load_service

KEYS = "1231312"
EVENTS = 20_000
SIZES = (10, 1_000, 10_000)
PEER_NODES = 10
"""States of the machines that are compared."""

FASTER_THAN_STATEMACHINE = 5.0
SHARE_OF_TRANSITIONS = 0.5
STATE_BYTES = 2048


def rows() -> list[Row]:
    """The table's lines on conversations."""
    found, speeds = [], {}
    for size in SIZES:
        work, session = ours(size)
        work(EVENTS)
        speeds[size] = per_second(work, EVENTS)
        found.append(Row(f"key events per second, one session, {size:,} nodes", f"{speeds[size]:,.0f}"))
        if size == SIZES[-1]:
            state = len(json.dumps(session.to_json(), ensure_ascii=False).encode())
            found.append(
                Row("serialised state of a session, bytes", str(state), f"< {STATE_BYTES}", state < STATE_BYTES)
            )
    growth = speeds[SIZES[0]] / speeds[SIZES[-1]]
    found.append(Row("cost of a key at 10,000 nodes against 10", f"{growth:.2f} times", "does not grow", growth < 1.5))
    small = speeds[SIZES[0]]
    for name, peer, least in (
        ("python-statemachine", statemachine(), FASTER_THAN_STATEMACHINE),
        ("transitions", transitions(), SHARE_OF_TRANSITIONS),
    ):
        speed = per_second(peer, EVENTS // 4)
        ratio = small / speed
        found.append(Row(f"bare transitions per second, {name}", f"{speed:,.0f}"))
        found.append(Row(f"ours against {name}", f"{ratio:.1f} times", f">= {least}", ratio >= least))
    return found


def ours(nodes: int) -> tuple[Callable[[int], None], Session]:
    """Keys through a session of ours: every one interrupts a prompt, takes a choice and announces the next menu."""
    with tempfile.TemporaryDirectory() as folder:
        service = load_service(write(Path(folder), nodes), actions=Registry())
    session = Session(Program(service))
    session.handle(Dialled("bench", "+79221234567", "0505", datetime.now(UTC)), 0.0)
    keys = [KeyPressed(key) for key in KEYS]

    def work(count: int) -> None:
        handle = session.handle
        for number, key in zip(range(count), itertools.cycle(keys), strict=False):
            handle(key, float(number))

    return work, session


def _table() -> list[tuple[str, str, str]]:
    """The same tree of menus as bare transitions: (key, source, target)."""
    menus = PEER_NODES - 2
    found = []
    for number in range(menus):
        for place in range(FANOUT):
            child = number * FANOUT + place + 1
            found.append((f"key{place + 1}", f"n{number}", f"n{child if child < menus else 0}"))
    return found


def transitions() -> Callable[[int], None]:
    """The menu in `transitions`."""
    from transitions import Machine

    class Model:
        """The object that is in a state."""

    model = Model()
    table = _table()
    states = sorted({source for _, source, _ in table})
    machine = Machine(model, states=states, initial="n0", auto_transitions=False)
    for key, source, target in table:
        machine.add_transition(key, source, target)
    presses = [getattr(model, f"key{key}") for key in KEYS]

    def work(count: int) -> None:
        for _, press in zip(range(count), itertools.cycle(presses), strict=False):
            press()

    return work


def statemachine() -> Callable[[int], None]:
    """The menu in `python-statemachine`."""
    from statemachine import State, StateMachine

    table = _table()
    names = sorted({source for _, source, _ in table})
    states = {name: State(name, initial=name == "n0") for name in names}
    events = {}
    for key in sorted({key for key, _, _ in table}):
        moves = [states[source].to(states[target]) for name, source, target in table if name == key]
        event = moves[0]
        for move in moves[1:]:
            event = event | move
        events[key] = event
    machine = type("Menu", (StateMachine,), {**states, **events})()
    presses = [getattr(machine, f"key{key}") for key in KEYS]

    def work(count: int) -> None:
        for _, press in zip(range(count), itertools.cycle(presses), strict=False):
            press()

    return work
