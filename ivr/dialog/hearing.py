"""Words for a question: the best hypotheses are weighed against what may be answered."""

from __future__ import annotations

from collections.abc import Mapping

from ivr.dialog import entry, speech
from ivr.dialog.events import Hypothesis
from ivr.dialog.plan import NO, UNIVERSAL, YES, YES_NO_KEYS, Answer, Plan
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
    plan = plan_of(turn, node)
    if question.reading_back:
        assert isinstance(node, CollectNode)
        agreed = _yes_no(turn, node, plan, hypotheses, authored=node.confirm is not None)
        if agreed is not None:
            return answer_read_back(turn, node, agreed, "", "speech")
    elif len(question.heard) == 1:
        agreed = _yes_no(turn, node, plan, hypotheses)
        if agreed is not None:
            return answer_heard(turn, node, agreed, "")
    elif isinstance(node, ConfirmNode):
        keys = {node.yes_key: YES, node.no_key: NO}
        agreed = _yes_no(turn, node, plan, hypotheses, keys, authored=True)
        if agreed is not None:
            return take(turn, node, Answer(YES, YES) if agreed else Answer(NO, NO), "", "speech")
    elif isinstance(node, CollectNode) and node.kind == "yes_no":
        agreed = _yes_no(turn, node, plan, hypotheses, authored=True)
        if agreed is not None:
            return accept(turn, node, agreed, "", "speech")
    if isinstance(node, CollectNode):
        return _hear_entry(turn, node, plan, hypotheses)
    answers = speech.best_answers(plan, hypotheses, turn.state.language)
    answers = [item for item in answers if item[1].kind not in (YES, NO)]  # those were too doubtful to be taken
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
        if node.kind == "yes_no" or hypothesis.confidence < node.asking.confirm:
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


def _yes_no(
    turn: Turn,
    node: QuestionNode,
    plan: Plan,
    hypotheses: tuple[Hypothesis, ...],
    keys: Mapping[str, str] = YES_NO_KEYS,
    *,
    authored: bool = False,
) -> bool | None:
    """Yes or no, in words or by the name of its key; None for neither.

    A no counts from the confidence from which anything is read back, for it commits to nothing. A yes to what an author
    asks (authored) counts from the one from which an answer is taken: reading a yes back would only ask the same again.
    """
    language = turn.state.language
    for hypothesis in hypotheses:
        agreed = understand.yes_no(hypothesis.text, language)
        if agreed is None and (key := keys.get(understand.digits(hypothesis.text, language) or "")):
            agreed = key == YES
        if agreed is None:
            continue
        sure = node.asking.accept if agreed and authored else node.asking.confirm
        if hypothesis.confidence < sure or (agreed and _names_universal(plan, hypothesis, language)):
            return None
        return agreed
    return None


def _names_universal(plan: Plan, hypothesis: Hypothesis, language: str) -> bool:
    """Whether a way out is asked for as well: "well yes, give me an operator" agrees to nothing else."""
    return any(answer.kind == UNIVERSAL for _, answer in speech.best_answers(plan, [hypothesis], language))
