"""Going from node to node: routes, the stack of dialogs, the history for ``back``, and proving an access level."""

from __future__ import annotations

from typing import Final

from ivr.dialog.asking import ask, use_held
from ivr.dialog.effects import Entered, Took
from ivr.dialog.leaving import leave, trouble, unwind
from ivr.dialog.outcomes import fetch, remember, run
from ivr.dialog.plan import Answer
from ivr.dialog.saying import say_question
from ivr.dialog.state import ASKING, Frame
from ivr.dialog.taking import Decision
from ivr.dialog.turn import Turn
from ivr.menu.model import (
    BACK,
    GRANTED,
    REPEAT,
    ROOT,
    ActionNode,
    BranchNode,
    CallNode,
    Case,
    CollectNode,
    ConfirmNode,
    HangupNode,
    LanguageNode,
    ListNode,
    MenuNode,
    Node,
    ReturnNode,
    Route,
    SayNode,
    TransferNode,
)

MAX_HOPS: Final = 200
"""Nodes passed without a word from the caller, after which the service is taken to be going in circles."""

MAX_DEPTH: Final = 16
"""Sub-dialogs inside each other."""


def proceed(turn: Turn, decision: Decision) -> None:
    """Go on from a decision until the conversation waits for the world or the caller again, keys that wait used up."""
    while True:
        while decision is not None:
            decision = _follow(turn, decision) if isinstance(decision, Route) else _taken(turn, decision)
        if turn.state.phase == ASKING and turn.state.held:
            decision = use_held(turn)
        if decision is None:
            return


def start(turn: Turn, node: str) -> None:
    """Begin the conversation at a node of the root dialog."""
    turn.state.frames.append(Frame(ROOT))
    proceed(turn, enter(turn, node))


def enter(turn: Turn, name: str) -> Decision:
    """Come to a node of the dialog being held."""
    state = turn.state
    node = turn.dialog.nodes[name]
    turn.frame.node = name
    turn.effects.append(Entered(turn.frame.dialog, name))
    state.hops += 1
    if state.hops > MAX_HOPS:
        return trouble(turn, f"{name}: {MAX_HOPS} nodes without a question")
    if node.needs > state.level:
        return prove(turn, node.needs)
    return _arrive(turn, node)


def _arrive(turn: Turn, node: Node) -> Decision:
    if isinstance(node, MenuNode | CollectNode | ConfirmNode | ListNode):
        if isinstance(node, ListNode):
            return fetch(turn, node)
        remember(turn, node.name)
        return ask(turn, node)
    if isinstance(node, LanguageNode):
        turn.state.language = node.language
        turn.state.said.clear()
    if node.prompt is not None:
        turn.tell(node.prompt.for_attempt(1))
    match node:
        case SayNode() | LanguageNode():
            return node.route
        case BranchNode():
            return next((case.route for case in node.cases if _holds(turn, case)), node.otherwise)
        case ActionNode():
            return run(turn, node)
        case CallNode():
            return _push(turn, Frame(node.dialog, variables=turn.values(node.arguments)))
        case ReturnNode():
            return _return(turn, node)
        case TransferNode() | HangupNode():
            return leave(turn)
    return None


def _holds(turn: Turn, case: Case) -> bool:
    now = turn.state.wall_clock(turn.now)
    if case.days is not None and now.isoweekday() not in case.days:
        return False
    if case.hours is not None:
        start, until = case.hours
        minute = now.hour * 60 + now.minute
        inside = start <= minute < until if start <= until else minute >= start or minute < until
        if not inside:
            return False
    return case.when is None or bool(turn.evaluate(case.when))


# routes and answers


def _follow(turn: Turn, route: Route) -> Decision:
    for name, value in route.sets.items():
        found = turn.values({name: value})
        turn.frame.variables.pop(name, None)
        turn.frame.variables.update(found)
    if route.prompt is not None:
        turn.tell(route.prompt.for_attempt(1))
    root = turn.program.service.root
    if route.goto not in turn.dialog.nodes and route.goto in root.nodes:
        unwind(turn)
    return enter(turn, route.goto)


def _taken(turn: Turn, answer: Answer) -> Decision:
    if answer.choice is not None:
        if answer.choice.needs > turn.state.level:
            return prove(turn, answer.choice.needs, answer.choice.name)
        return answer.choice.route
    if answer.name == REPEAT:
        return repeat(turn)
    if answer.name == BACK:
        return back(turn)
    assert answer.universal is not None and answer.universal.goto is not None
    unwind(turn)
    return enter(turn, answer.universal.goto)


def repeat(turn: Turn) -> Decision:
    """Say again what led to the question, and the question."""
    turn.queue[:0] = [(utterance, True) for utterance in turn.state.said]
    say_question(turn, turn.asked)
    return None


def back(turn: Turn) -> Decision:
    """Go to the question before this one, out of sub-dialogs too; where there is none, ask this one again."""
    state = turn.state
    state.said.clear()
    if turn.frame.history:
        turn.frame.history.pop()
    depth = next((at for at in reversed(range(len(state.frames))) if state.frames[at].history), None)
    if depth is None:
        return enter(turn, turn.frame.node)
    del state.frames[depth + 1 :]
    return enter(turn, turn.frame.history[-1])


# the stack of dialogs


def _push(turn: Turn, frame: Frame) -> Decision:
    if len(turn.state.frames) >= MAX_DEPTH:
        return trouble(turn, f"more than {MAX_DEPTH} sub-dialogs inside each other")
    turn.state.frames.append(frame)
    return enter(turn, turn.dialog.start)


def _return(turn: Turn, node: ReturnNode) -> Decision:
    state = turn.state
    values = turn.values(node.values)
    if len(state.frames) == 1:
        return trouble(turn, f"{node.name}: return outside a sub-dialog")
    frame = state.frames.pop()
    if frame.proves is not None:
        return _proved(turn, frame, node.outcome)
    caller = turn.node
    assert isinstance(caller, CallNode)
    turn.effects.append(Took(turn.frame.dialog, caller.name, node.outcome, "dialog"))
    turn.frame.variables[caller.into] = values
    route = caller.outcomes.get(node.outcome)
    return route or trouble(turn, f"{caller.name}: no way for outcome {node.outcome!r}")


# access


def prove(turn: Turn, level: int, choice: str | None = None) -> Decision:
    """Lead the caller through authentication, and on to the choice or node they came to when it is granted."""
    service = turn.program.service
    if service.access.authenticate is None or turn.frame.proves is not None:
        return _denied(turn)
    frame = Frame(service.access.authenticate, variables={"level": level}, proves=level, choice=choice)
    return _push(turn, frame)


def _proved(turn: Turn, frame: Frame, outcome: str) -> Decision:
    assert frame.proves is not None
    if outcome != GRANTED or turn.state.level < frame.proves:
        return _denied(turn)
    node = turn.node
    if frame.choice is None:
        return _arrive(turn, node)
    assert isinstance(node, MenuNode)
    choice = next((choice for choice in node.choices if choice.name == frame.choice), None)
    return choice.route if choice is not None else enter(turn, node.name)


def _denied(turn: Turn) -> Decision:
    access = turn.program.service.access
    if access.denied is not None:
        unwind(turn)
        return access.denied
    turn.queue.append((turn.engine("access_denied"), True))
    frames = turn.state.frames
    depth = next((at for at in reversed(range(len(frames))) if frames[at].history), None)
    if depth is None:
        # A change was made on the way here, and no question was asked since: begin anew.
        unwind(turn)
        return enter(turn, service_start(turn))
    del frames[depth + 1 :]
    return enter(turn, turn.frame.history[-1])


def service_start(turn: Turn) -> str:
    """The node that the dialled number leads to."""
    numbers = turn.program.service.numbers
    return numbers.get(turn.state.called) or next(iter(numbers.values()))
