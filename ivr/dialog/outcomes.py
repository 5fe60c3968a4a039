"""What an action that was waited for leads to: its way, a list to choose from, or a value taken or refused."""

from __future__ import annotations

from typing import Any

from ivr.dialog import acting
from ivr.dialog.asking import ask
from ivr.dialog.effects import Took
from ivr.dialog.leaving import trouble
from ivr.dialog.state import ASKING
from ivr.dialog.taking import Decision, fail, read_back
from ivr.dialog.turn import Turn
from ivr.menu.model import (
    ActionNode,
    CollectNode,
    ListNode,
)


def action_done(turn: Turn, outcome: str, value: Any, level: int | None) -> Decision:
    """An action that was waited for came back."""
    node = turn.node
    if isinstance(node, CollectNode):
        return _validated(turn, node, outcome, level)
    if isinstance(node, ListNode):
        assert node.source is not None
        acting.settle(turn, node.source, outcome, level)
        return _fetched(turn, node, outcome, value)
    assert isinstance(node, ActionNode)
    acting.settle(turn, node.call, outcome, level)
    return _by_outcome(turn, node, outcome, value)


def action_late(turn: Turn) -> Decision:
    """The time limit of the action that is waited for ran out."""
    node = turn.node
    if isinstance(node, CollectNode) and node.validate is not None:
        acting.give_up(turn, node.validate)
        turn.queue.append((turn.engine("technical_trouble"), True))
        return node.asking.remedies["rejected"].then
    if isinstance(node, ListNode) and node.source is not None:
        acting.give_up(turn, node.source)
        return _fetched(turn, node, "late", None)
    assert isinstance(node, ActionNode)
    acting.give_up(turn, node.call)
    return _by_outcome(turn, node, "late", None)


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
    route = node.outcomes.get(outcome) or node.outcomes.get("failed")
    return route or trouble(turn, f"{node.name}: no way for outcome {outcome!r}")


def fetch(turn: Turn, node: ListNode) -> Decision:
    if node.source is None:
        return _offer(turn, node, turn.frame.variables.get(node.items or ""))
    acting.begin(turn, node.source, node.timeout, node.filler)
    return None


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


def _validated(turn: Turn, node: CollectNode, outcome: str, level: int | None) -> Decision:
    assert node.validate is not None
    acting.settle(turn, node.validate, outcome, level)
    turn.state.phase = ASKING
    if outcome == next(iter(turn.program.service.actions[node.validate.action].outcomes)):
        return read_back(turn, node)
    if outcome in ("failed", "late"):
        turn.queue.append((turn.engine("technical_trouble"), True))
        return node.asking.remedies["rejected"].then
    turn.state.question.reading_back = False
    return fail(turn, node, "rejected", how="action")


def remember(turn: Turn, name: str) -> None:
    """Add a question to the way back; one met before cuts the way there, so it never grows in circles."""
    history = turn.frame.history
    if name in history:
        del history[history.index(name) + 1 :]
    else:
        history.append(name)
