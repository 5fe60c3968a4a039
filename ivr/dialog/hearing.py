"""Words for a question: the best hypotheses are weighed against what may be answered."""

from __future__ import annotations

from ivr.dialog import entry, speech
from ivr.dialog.events import Hypothesis
from ivr.dialog.plan import NO, YES, Answer, Plan
from ivr.dialog.saying import plan_of, say_question
from ivr.dialog.taking import Decision, accept, answer_heard, answer_read_back, fail, take
from ivr.dialog.turn import Turn
from ivr.menu.model import (
    NO_MATCH,
    CollectNode,
    ConfirmNode,
)
from ivr.menu.model import Question as QuestionNode
from ivr.wording import understand


def hear(turn: Turn, node: QuestionNode, hypotheses: tuple[Hypothesis, ...]) -> Decision:
    """Take an utterance for the question."""
    question = turn.state.question
    if question.reading_back or len(question.heard) == 1:
        agreed = _yes_no(hypotheses, turn.state.language)
        if agreed is not None and question.reading_back:
            assert isinstance(node, CollectNode)
            return answer_read_back(turn, node, agreed, "", "speech")
        if agreed is not None:
            return answer_heard(turn, node, agreed, "")
    if isinstance(node, ConfirmNode):
        agreed = _yes_no(hypotheses, turn.state.language)
        if agreed is not None:
            return take(turn, node, Answer(YES, YES) if agreed else Answer(NO, NO), "", "speech")
    plan = plan_of(turn, node)
    if isinstance(node, CollectNode):
        return _hear_entry(turn, node, plan, hypotheses)
    answers = speech.best_answers(plan, hypotheses, turn.state.language)
    if question.heard:
        answers = [item for item in answers if item[1].id in question.heard] or answers
    asked_before = len(question.heard) > 1
    question.heard = []
    if not answers or answers[0][0] < node.asking.confirm:
        return fail(turn, node, NO_MATCH, how="speech")
    close = speech.rivals(answers)
    if len(close) > 1:
        if asked_before:
            return fail(turn, node, NO_MATCH, how="speech")
        question.heard = [answer.id for answer in close[:2]]
    elif answers[0][0] < node.asking.accept:
        question.heard = [close[0].id]
    else:
        return take(turn, node, close[0], "", "speech")
    turn.cancel_timers()
    say_question(turn, node)
    return None


def _hear_entry(turn: Turn, node: CollectNode, plan: Plan, hypotheses: tuple[Hypothesis, ...]) -> Decision:
    refused = NO_MATCH
    for hypothesis in hypotheses:
        if hypothesis.confidence < node.asking.confirm:
            continue
        if node.kind == "yes_no":
            agreed = understand.yes_no(hypothesis.text, turn.state.language)
            if agreed is not None:
                return accept(turn, node, agreed, "", "speech")
            continue
        try:
            today = turn.state.wall_clock(turn.now).date()
            value = entry.from_words(node, hypothesis.text, turn.state.language, today)
        except entry.Refused as error:
            refused = error.outcome if refused == NO_MATCH else refused
            continue
        sure = hypothesis.confidence >= node.asking.accept or node.secret or node.confirm is not None
        return accept(turn, node, value, "", "speech", sure=sure)
    answers = speech.best_answers(plan, hypotheses, turn.state.language)
    if answers and answers[0][0] >= node.asking.accept:
        return take(turn, node, answers[0][1], "", "speech")
    return fail(turn, node, refused, how="speech")


def _yes_no(hypotheses: tuple[Hypothesis, ...], language: str) -> bool | None:
    found = (understand.yes_no(hypothesis.text, language) for hypothesis in hypotheses)
    return next((agreed for agreed in found if agreed is not None), None)
