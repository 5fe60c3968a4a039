"""What comes of an answer: it is validated, read back and taken, or asking has failed in one of five ways.

A `Decision` is what the caller has decided: a `Route` to follow, an `Answer` taken, or None while the question still
stands.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from ivr.dialog import acting
from ivr.dialog.effects import KeysUsed, Took
from ivr.dialog.plan import ITEM, NEXT, NO, PREVIOUS, UNIVERSAL, YES, Answer
from ivr.dialog.saying import plan_of, say_question
from ivr.dialog.state import Question
from ivr.dialog.turn import DOUBLE_PRESS, Turn, shown
from ivr.menu.model import (
    BACK,
    NO_INPUT,
    NO_MATCH,
    REJECTED,
    REPEAT,
    CollectNode,
    ConfirmNode,
    ListNode,
    Route,
)
from ivr.menu.model import Question as QuestionNode
from ivr.secret import Secret

Decision: TypeAlias = Route | Answer | None


def accept(turn: Turn, node: CollectNode, value: Any, keys: str, how: str, *, sure: bool = True) -> Decision:
    """A well-formed value: validate it, read it back, or take it."""
    question = turn.state.question
    question.value = value
    question.reading_back = not sure
    if node.validate is not None:
        turn.frame.variables[node.into] = value
        if not acting.begin(turn, node.validate, None, None):
            return not_validated(turn, node)
        if isinstance(value, Secret):
            question.value = None  # the action has it: forget it, as every secret that an action took
        turn.effects.append(Took(turn.frame.dialog, node.name, "validate", how, shown(keys, node.secret)))
        return None
    return read_back(turn, node, keys, how)


def not_validated(turn: Turn, node: CollectNode) -> Route:
    """Nobody can tell whether a value is valid: say so, and lead the caller on as when tries are used up."""
    turn.queue.append((turn.engine("technical_trouble"), True))
    return node.asking.remedies[REJECTED].then


def read_back(turn: Turn, node: CollectNode, keys: str = "", how: str = "keys") -> Decision:
    """A value that is valid: read it back where the author or the recogniser wants it, else take it."""
    question = turn.state.question
    if node.confirm is not None or question.reading_back:
        question.reading_back = True
        must_hear(turn)
        turn.cancel_timers()
        say_question(turn, node)
        return None
    return _take_value(turn, node, keys, how)


def must_hear(turn: Turn) -> None:
    """A yes or no is asked that something hangs on: for a moment the key that agrees does not count. Who reads has the
    question before them."""
    if not turn.program.written:
        turn.state.question.agree_from = turn.now + DOUBLE_PRESS


def answer_read_back(turn: Turn, node: CollectNode, agreed: bool, keys: str, how: str) -> Decision:
    question = turn.state.question
    question.reading_back = False
    if agreed:
        return _take_value(turn, node, keys, how)
    return fail(turn, node, REJECTED, keys, silent=True)


def _take_value(turn: Turn, node: CollectNode, keys: str, how: str) -> Route:
    if node.validate is None:  # else it was set for the validation, and a secret is forgotten with that
        turn.frame.variables[node.into] = turn.state.question.value
    _answered(turn, node, "entered", shown(keys, node.secret), how)
    return node.route


def take(turn: Turn, node: QuestionNode, answer: Answer, keys: str, how: str) -> Decision:
    """An answer was given. Turning a list's page keeps the question; anything else ends it."""
    state = turn.state
    question = state.question
    question.entered = ""
    if answer.kind in (NEXT, PREVIOUS):
        question.page += 1 if answer.kind == NEXT else -1
        turn.cancel_timers()
        turn.effects.append(Took(turn.frame.dialog, node.name, answer.name, how, keys))
        say_question(turn, node)
        return None
    if answer.name == BACK and answer.kind == UNIVERSAL and question.page:
        return take(turn, node, Answer(PREVIOUS, PREVIOUS), keys, how)
    if answer.kind == UNIVERSAL and answer.name in (REPEAT, BACK):
        turn.cancel_timers()
        turn.effects.append(Took(turn.frame.dialog, node.name, answer.name, how, keys))
        return answer
    _answered(turn, node, "chosen" if answer.kind == ITEM else answer.name, keys, how)
    if isinstance(node, ConfirmNode) and answer.kind in (YES, NO):
        return node.yes if answer.kind == YES else node.no
    if isinstance(node, ListNode) and answer.kind == ITEM:
        turn.frame.variables[node.into] = question.items[answer.index]
        return node.route
    return answer


def _answered(turn: Turn, node: QuestionNode, outcome: str, keys: str, how: str) -> None:
    state = turn.state
    turn.cancel_timers()
    state.question = Question()
    state.errors = 0
    state.hops = 0
    state.said.clear()
    turn.effects.append(Took(turn.frame.dialog, node.name, outcome, how, keys))


def fail(
    turn: Turn, node: QuestionNode, outcome: str, keys: str = "", *, how: str = "keys", silent: bool = False
) -> Decision:
    """Asking failed in one of the five ways: ask again, or leave by the way out when tries are used up."""
    state = turn.state
    question = state.question
    secret = isinstance(node, CollectNode) and node.secret
    turn.cancel_timers()
    question.entered, question.overflow = "", False
    question.counts[outcome] = count = question.counts.get(outcome, 0) + 1
    question.attempt += 1
    state.errors += 1
    state.hops = 0
    how = "time" if outcome == NO_INPUT and not keys else how
    turn.effects.append(Took(turn.frame.dialog, node.name, outcome, how, shown(keys, secret)))
    drop_held(turn)
    remedy = node.asking.remedies[outcome]
    if count >= remedy.tries:
        return remedy.then
    if state.errors >= turn.program.service.limits.errors:
        state.errors = 0
        return turn.program.service.exhausted
    if not silent:
        if remedy.prompt is None:
            turn.queue.append((turn.engine(outcome), True))
        else:
            phrase = remedy.prompt.for_attempt(count)
            utterance = turn.utterance(phrase)
            if utterance is not None:
                turn.queue.append((utterance, phrase.barge_in))
    say_question(turn, node)
    return None


def answer_heard(turn: Turn, node: QuestionNode, agreed: bool, keys: str) -> Decision:
    question = turn.state.question
    name = question.heard[0]
    question.heard = []
    answer = plan_of(turn, node).by_id(name)
    if agreed and answer is not None:
        return take(turn, node, answer, keys, "speech")
    return fail(turn, node, NO_MATCH, keys, how="speech")


def drop_held(turn: Turn) -> None:
    """Forget keys held from before."""
    state = turn.state
    if state.held:
        turn.effects.append(KeysUsed(len(state.held), shown(state.held, True), "dropped"))
        state.held = ""
