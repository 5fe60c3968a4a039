"""Key events through one session, beside the same menu in two state-machine libraries without our semantics."""

from __future__ import annotations

import itertools
import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench.measure import Row, per_second
from bench.menus import registry, write
from ivr.dialog import Program, Session
from ivr.dialog.events import Dialled, KeyPressed
from ivr.menu.loader import load_service

KEYS = "3433443"
"""Ways down the tree of menus and back to its top."""
EVENTS = 10_000
SIZES = (10, 1_000, 10_000)
PEER_NODES = 10
"""States of the machines that are compared."""

FASTER_THAN_STATEMACHINE = 5.0
SHARE_OF_TRANSITIONS = 0.5
STATE_BYTES = 2048


def rows() -> list[Row]:
    """The table's lines on conversations."""
    sessions = {f"one session, {size:,} nodes": ours(size) for size in SIZES}
    works = {name: work for name, (work, _) in sessions.items()}
    for work in works.values():
        work(EVENTS)
    speeds = per_second(works | {"python-statemachine": statemachine(), "transitions": transitions()}, EVENTS)
    found = [Row(f"key events per second, {name}", f"{speeds[name]:,.0f}") for name in sessions]
    small, *_, large = sessions
    growth = speeds[small] / speeds[large]
    found.append(Row("cost of a key at 10,000 nodes against 10", f"{growth:.2f} times", "does not grow", growth < 1.5))
    state = len(json.dumps(sessions[large][1].to_json(), ensure_ascii=False).encode())
    found.append(Row("serialised state of a session, bytes", str(state), f"< {STATE_BYTES}", state < STATE_BYTES))
    for name, least in (("python-statemachine", FASTER_THAN_STATEMACHINE), ("transitions", SHARE_OF_TRANSITIONS)):
        ratio = speeds[small] / speeds[name]
        found.append(Row(f"bare transitions per second, {name}", f"{speeds[name]:,.0f}"))
        found.append(Row(f"ours against {name}", f"{ratio:.1f} times", f">= {least}", ratio >= least))
    return found


def ours(nodes: int) -> tuple[Callable[[int], None], Session]:
    """Keys through a session of ours: every one interrupts a prompt, takes a choice and announces the next menu."""
    with tempfile.TemporaryDirectory() as folder:
        service = load_service(write(Path(folder), nodes), actions=registry())
    session = Session(Program(service))
    session.handle(Dialled("bench", "+79221234567", "0505", datetime.now(UTC)), 0.0)
    keys = [KeyPressed(key) for key in KEYS]

    def work(count: int) -> None:
        handle = session.handle
        for number, key in zip(range(count), itertools.cycle(keys), strict=False):
            handle(key, float(number))

    return work, session


def _table() -> list[tuple[str, str, str]]:
    """A tree of menus like ours as bare transitions: (key, source, target)."""
    found = []
    for number in range(PEER_NODES):
        for place in (1, 2):
            child = 2 * number + place
            found.append((f"key{place + 2}", f"n{number}", f"n{child if child < PEER_NODES else 0}"))
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
