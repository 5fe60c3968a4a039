"""Keys for a question: one pressed, an entry that is over, and silence."""

from __future__ import annotations

from ivr.dialog import entry
from ivr.dialog.plan import DIGITS, UNIVERSAL, YES, YES_NO_KEYS
from ivr.dialog.saying import plan_of, say_question
from ivr.dialog.taking import Decision, accept, answer_heard, answer_read_back, fail, take
from ivr.dialog.turn import BETWEEN_KEYS, FIRST_KEY, SPEECH, Turn
from ivr.menu.model import (
    BACK,
    INCOMPLETE,
    NO_INPUT,
    NO_MATCH,
    TOO_LONG,
    CollectNode,
)
from ivr.menu.model import Question as QuestionNode


def press(turn: Turn, node: QuestionNode, key: str) -> Decision:
    """Take one key for the question."""
    question = turn.state.question
    if question.reading_back:
        return _press_read_back(turn, node, key)
    if question.heard and len(question.heard) == 1 and key in YES_NO_KEYS:
        return answer_heard(turn, node, YES_NO_KEYS[key] == YES, key)
    question.heard = []
    if isinstance(node, CollectNode):
        return _press_entry(turn, node, key)
    return _press_choice(turn, node, key)


def _press_choice(turn: Turn, node: QuestionNode, key: str) -> Decision:
    question = turn.state.question
    plan = plan_of(turn, node)
    keys = question.entered + key
    answer = plan.answers.get(keys)
    if answer is not None and keys not in plan.longer:
        return take(turn, node, answer, keys, "keys")
    if answer is not None or keys in plan.longer:
        question.entered = keys
        turn.set_timer(BETWEEN_KEYS, node.asking.between_keys)
        return None
    shorter = plan.answers.get(question.entered)
    if shorter is not None:
        if key != "#":
            turn.state.held = key + turn.state.held
        return take(turn, node, shorter, question.entered, "keys")
    return fail(turn, node, NO_MATCH, keys)


def _press_entry(turn: Turn, node: CollectNode, key: str) -> Decision:
    question = turn.state.question
    if key == node.terminator:
        if not question.entered and not question.overflow:
            return fail(turn, node, NO_INPUT, key)
        return finish_entry(turn, node, ended_by=key)
    if node.kind == "yes_no":
        if key in YES_NO_KEYS:
            return accept(turn, node, YES_NO_KEYS[key] == YES, key, "keys")
    elif key in DIGITS or (node.secret and not key.isascii()):
        if len(question.entered) >= node.length[1]:
            question.overflow = True
        else:
            question.entered += key
        if not question.overflow and entry.complete(node, question.entered):
            return finish_entry(turn, node)
        turn.set_timer(BETWEEN_KEYS, node.asking.between_keys)
        return None
    answer = turn.plan(node).answers.get(key)
    if answer is None:
        return fail(turn, node, NO_MATCH, question.entered + key)
    if answer.name == BACK and (question.entered or question.overflow):
        question.entered, question.overflow = "", False
        turn.cancel_timers()
        say_question(turn, node)
        return None
    return take(turn, node, answer, key, "keys")


def _press_read_back(turn: Turn, node: QuestionNode, key: str) -> Decision:
    assert isinstance(node, CollectNode)
    if key in YES_NO_KEYS:
        return answer_read_back(turn, node, YES_NO_KEYS[key] == YES, key, "keys")
    answer = turn.plan(node).answers.get(key)
    if answer is not None and answer.kind == UNIVERSAL:
        return take(turn, node, answer, key, "keys")
    return fail(turn, node, NO_MATCH, key)


def silence(turn: Turn, node: QuestionNode, timer: str) -> Decision:
    """A timer of the question ran out."""
    question = turn.state.question
    if timer == FIRST_KEY:
        return fail(turn, node, NO_INPUT)
    if timer == SPEECH:
        turn.state.speech = "stale"
        return fail(turn, node, NO_MATCH, how="speech")
    if isinstance(node, CollectNode):
        return finish_entry(turn, node)
    answer = plan_of(turn, node).answers.get(question.entered)
    if answer is None:
        return fail(turn, node, INCOMPLETE, question.entered)
    return take(turn, node, answer, question.entered, "keys")


def finish_entry(turn: Turn, node: CollectNode, ended_by: str = "") -> Decision:
    """An entry of digits is over: by its length, the terminator, or silence."""
    question = turn.state.question
    entered, overflow = question.entered, question.overflow
    question.entered, question.overflow = "", False
    turn.cancel_timers()
    keys = entered + ended_by
    if overflow:
        return fail(turn, node, TOO_LONG, keys)
    if len(entered) < node.length[0]:
        return fail(turn, node, INCOMPLETE, keys)
    try:
        value = entry.from_keys(node, entered, turn.state.wall_clock(turn.now).date())
    except entry.Refused as refused:
        return fail(turn, node, refused.outcome, keys)
    if not ended_by and node.terminator:
        turn.state.swallow_until = turn.now + node.asking.between_keys
    if node.secret and not ended_by:
        turn.state.drop_held = True
    return accept(turn, node, value, keys, "keys")
