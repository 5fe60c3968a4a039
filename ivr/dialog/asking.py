"""Putting a question: keys held from before answer it unspoken, else it is said."""

from __future__ import annotations

from typing import Any

from ivr.dialog.effects import KeyMasked, KeysUsed
from ivr.dialog.keys import press
from ivr.dialog.plan import YES_KEY
from ivr.dialog.saying import plan_of, say_question
from ivr.dialog.state import ASKING, Question
from ivr.dialog.taking import Decision, drop_held, must_hear
from ivr.dialog.turn import Turn, shown
from ivr.menu.model import CollectNode, ConfirmNode
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
    if isinstance(node, ConfirmNode) and not node.asking.type_ahead:
        must_hear(turn)
    _forgive_terminator(turn)
    if not state.held or turn.must_be_heard():
        say_question(turn, node)
        return None
    turn.queue.clear()
    turn.stop_saying()
    decision = use_held(turn)
    if decision is None and state.question.entered:  # an answer that was begun: nothing is said, the rest is waited for
        turn.effects.append(plan_of(turn, node).listen)
    return decision


def hold(turn: Turn, key: str) -> None:
    """Keep a key for the next question. It may belong to a secret, so until then nobody may see it."""
    turn.state.held += key
    turn.effects.append(KeyMasked(held=True))


def use_held(turn: Turn) -> Decision:
    """Let the question take keys held from before, one by one, until it has decided.

    Each key that it takes answers it, begins an answer, or has it said again.
    """
    state = turn.state
    while state.held and state.phase == ASKING and not turn.must_be_heard():
        _forgive_terminator(turn)
        if not state.held:
            break
        node = turn.asked
        key, state.held = state.held[0], state.held[1:]
        turn.stop_saying()
        left, place = len(state.held), len(turn.effects)
        decision = press(turn, node, key)
        if len(state.held) <= left:  # else it was given back, for the next question to take
            secret = isinstance(node, CollectNode) and node.secret
            turn.effects.insert(place, KeysUsed(1, shown(key, secret)))
        if decision is not None:
            return decision
    return None


def forgives(turn: Turn, key: str) -> bool:
    """Whether a key is a terminator right after an entry that was complete without it: it means nothing."""
    state = turn.state
    if turn.now > state.swallow_until:
        return False
    state.swallow_until = -1.0
    return key == "#"


def too_soon(turn: Turn, key: str) -> bool:
    """Whether a key would agree to what nobody can have heard: it was pressed twice, or for what came before."""
    if turn.now >= turn.state.question.agree_from:
        return False
    node = turn.asked
    if isinstance(node, ConfirmNode):
        return key == node.yes_key
    return turn.state.question.reading_back and key == YES_KEY


def _forgive_terminator(turn: Turn) -> None:
    state = turn.state
    if state.held and forgives(turn, state.held[0]):
        state.held = state.held[1:]
        turn.effects.append(KeysUsed(1, "#"))
