"""What an action that was waited for leads to: its way, a list to choose from, or a value taken or refused."""

from __future__ import annotations

from typing import Any

from ivr.actions import FAILED, LATE
from ivr.dialog import acting
from ivr.dialog.asking import ask
from ivr.dialog.effects import Took
from ivr.dialog.events import ActionDone
from ivr.dialog.leaving import trouble
from ivr.dialog.state import ASKING
from ivr.dialog.taking import Decision, fail, not_validated, read_back
from ivr.dialog.turn import Turn
from ivr.menu.model import (
    ActionCall,
    ActionNode,
    CollectNode,
    ListNode,
)


def run(turn: Turn, node: ActionNode) -> Decision:
    """Come to an action."""
    if acting.begin(turn, node.call, node.timeout, node.filler):
        return None
    return _by_outcome(turn, node, FAILED, None)


def action_done(turn: Turn, done: ActionDone) -> Decision:
    """An action that was waited for came back."""
    node = turn.node
    if isinstance(node, CollectNode):
        assert node.validate is not None
        acting.settle(turn, node.validate, done)
        return _validated(turn, node, node.validate, done.outcome)
    if isinstance(node, ListNode):
        assert node.source is not None
        acting.settle(turn, node.source, done)
        return _fetched(turn, node, done.outcome, done.value)
    assert isinstance(node, ActionNode)
    acting.settle(turn, node.call, done)
    return _by_outcome(turn, node, done.outcome, done.value)


def action_late(turn: Turn) -> Decision:
    """The time limit of the action that is waited for ran out."""
    node = turn.node
    if isinstance(node, CollectNode) and node.validate is not None:
        acting.give_up(turn, node.validate)
        return not_validated(turn, node)
    if isinstance(node, ListNode) and node.source is not None:
        acting.give_up(turn, node.source)
        return _fetched(turn, node, LATE, None)
    assert isinstance(node, ActionNode)
    acting.give_up(turn, node.call)
    return _by_outcome(turn, node, LATE, None)


def filler(turn: Turn) -> None:
    """The action takes long: say that it is being done."""
    node = turn.node
    if isinstance(node, ActionNode | ListNode) and node.filler is not None:
        phrase = node.filler.for_attempt(1)
        utterance = turn.utterance(phrase)
        if utterance is not None:
            turn.queue.append((utterance, phrase.barge_in))
            turn.flush()


def _by_outcome(turn: Turn, node: ActionNode | ListNode, outcome: str, value: Any) -> Decision:
    turn.effects.append(Took(turn.frame.dialog, node.name, outcome, "action"))
    if isinstance(node, ActionNode):
        turn.frame.variables[node.into] = value
    route = node.outcomes.get(outcome) or node.outcomes.get(FAILED)
    return route or trouble(turn, f"{node.name}: no way for outcome {outcome!r}")


def fetch(turn: Turn, node: ListNode) -> Decision:
    """Come to a list: what it lists is there, or is asked for."""
    if node.source is None:
        return _offer(turn, node, turn.frame.variables.get(node.items or ""))
    if acting.begin(turn, node.source, node.timeout, node.filler):
        return None
    return _fetched(turn, node, FAILED, None)


def _fetched(turn: Turn, node: ListNode, outcome: str, value: Any) -> Decision:
    assert node.source is not None
    declared = turn.program.service.actions[node.source.action].outcomes
    if outcome == next(iter(declared)):
        return _offer(turn, node, value)
    return _by_outcome(turn, node, outcome, value)


def _offer(turn: Turn, node: ListNode, items: Any) -> Decision:
    if not isinstance(items, list):
        return trouble(turn, f"{node.name}: what it should list is no list")
    if not items:
        turn.effects.append(Took(turn.frame.dialog, node.name, "empty", "action"))
        return node.empty
    remember(turn, node.name)
    return ask(turn, node, items)


def _validated(turn: Turn, node: CollectNode, call: ActionCall, outcome: str) -> Decision:
    turn.state.phase = ASKING
    if outcome == next(iter(turn.program.service.actions[call.action].outcomes)):
        return read_back(turn, node)
    if outcome == FAILED:
        return not_validated(turn, node)
    turn.state.question.reading_back = False
    return fail(turn, node, "rejected", how="action")


def remember(turn: Turn, name: str) -> None:
    """Add a question to the way back; one met before cuts the way there, so it never grows in circles."""
    history = turn.frame.history
    if name in history:
        del history[history.index(name) + 1 :]
    else:
        history.append(name)
