"""Putting a question: keys held from before answer it unspoken, else it is said."""

from __future__ import annotations

from typing import Any

from ivr.dialog.effects import KeyMasked, KeysUsed
from ivr.dialog.keys import press
from ivr.dialog.saying import say_question
from ivr.dialog.state import ASKING, Question
from ivr.dialog.taking import Decision, drop_held
from ivr.dialog.turn import Turn, shown
from ivr.menu.model import CollectNode, ConfirmNode, ListNode, MenuNode
from ivr.menu.model import Question as QuestionNode


def ask(turn: Turn, node: QuestionNode, items: list[Any] | None = None) -> Decision:
    """Open a question: keys held from before answer it unspoken, else it is said."""
    state = turn.state
    state.phase = ASKING
    state.question = Question(items=items) if items else Question()
    state.speech = "stale" if state.speech else ""
    if state.drop_held or not node.asking.type_ahead:
        drop_held(turn)
    state.drop_held = False
    if state.held and not turn.must_be_heard():
        turn.queue.clear()
        turn.stop_saying()
        decision = use_held(turn)
        if decision is not None or state.phase != ASKING or state.question.entered or state.saying:
            return decision
    say_question(turn, node)
    return None


def hold(turn: Turn, key: str) -> None:
    """Keep a key for the next question. It may belong to a secret, so until then nobody may see it."""
    turn.state.held += key
    turn.effects.append(KeyMasked(held=True))


def use_held(turn: Turn) -> Decision:
    """Let the question take keys held from before, one by one, until it has decided."""
    state = turn.state
    while state.held and state.phase == ASKING and not turn.must_be_heard():
        node = turn.node
        assert isinstance(node, MenuNode | CollectNode | ConfirmNode | ListNode)
        key, state.held = state.held[0], state.held[1:]
        turn.stop_saying()
        if turn.now <= state.swallow_until:
            state.swallow_until = -1.0
            if key == "#":  # a terminator right after an entry that was complete
                turn.effects.append(KeysUsed(1, key))
                continue
        left, place = len(state.held), len(turn.effects)
        decision = press(turn, node, key)
        if len(state.held) <= left:  # else it was given back, for the next question to take
            secret = isinstance(node, CollectNode) and node.secret
            turn.effects.insert(place, KeysUsed(1, shown(key, secret)))
        if decision is not None:
            return decision
    return None
