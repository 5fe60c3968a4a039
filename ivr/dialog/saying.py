"""Saying a question: what the caller may answer now, and the words that tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ivr.dialog import entry
from ivr.dialog.effects import Utterance
from ivr.dialog.plan import ITEM, NEXT, NO, NO_KEY, PREVIOUS, YES, YES_KEY, Answer, Line, Plan
from ivr.dialog.turn import FIRST_KEY, Turn
from ivr.menu.announcement import choice_line
from ivr.menu.model import (
    CollectNode,
    ConfirmNode,
    ListNode,
)
from ivr.menu.model import Question as QuestionNode
from ivr.secret import Secret


def say_question(turn: Turn, node: QuestionNode) -> None:
    """Say the question as it stands and listen; the first-key timer starts when all is spoken."""
    state = turn.state
    question = state.question
    plan = plan_of(turn, node)
    listen = plan.listen
    if question.heard or question.reading_back:
        _say_sub_question(turn, node, plan)
        if len(question.heard) < 2:
            listen = replace(listen, kind="yes_no")
    else:
        if node.prompt is not None:
            phrase = node.prompt.for_attempt(question.attempt)
            utterance = turn.utterance(phrase)
            if utterance is not None:
                turn.queue.append((utterance, phrase.barge_in))
        for line in announcement(turn, plan):
            turn.queue.append((line, True))
        if isinstance(node, ConfirmNode):
            _say_yes_no(turn, node.yes_key, node.no_key)
        elif isinstance(node, CollectNode) and node.kind == "yes_no":
            _say_yes_no(turn, YES_KEY, NO_KEY)
    turn.flush()
    turn.effects.append(listen)
    if not state.saying:
        turn.set_timer(FIRST_KEY, node.asking.first_key)


def announcement(turn: Turn, plan: Plan) -> Iterator[Utterance]:
    """The lines that tell the choices."""
    for line in plan.announcement:
        if isinstance(line, Utterance):
            yield line
        elif line.label is not None:
            label = turn.utterance(line.label)
            if label is not None:
                spoken = choice_line(label.text, line.key, label.language, turn.program.manner)
                yield Utterance(spoken, label.language, label.recording)


def plan_of(turn: Turn, node: QuestionNode) -> Plan:
    """What the caller may answer now."""
    if not isinstance(node, ListNode):
        return turn.plan(node)
    question = turn.state.question
    first = question.page * node.page
    lines = []
    for number, item in enumerate(question.items[first : first + node.page], 1):
        fields = item if isinstance(item, dict) else {node.into: item}
        label = turn.utterance(node.each, **{**fields, node.into: item})
        if label is not None:
            answer = Answer(ITEM, str(first + number), index=first + number - 1)
            spoken = choice_line(label.text, str(number), label.language, turn.program.manner)
            lines.append(Line(str(number), answer, label.text, spoken))
    if first + node.page < len(question.items):
        lines.append(_turner(turn, node.next_key, NEXT))
    if question.page:
        lines.append(_turner(turn, node.previous_key, PREVIOUS))
    return turn.program.page(node, turn.state.language, lines)


def _turner(turn: Turn, key: str, kind: str) -> Line:
    """The line that turns a list's page."""
    spoken = turn.engine(f"list_{kind}", key=key)
    return Line(key, Answer(kind, kind), turn.engine(kind).text, spoken.text)


def _say_sub_question(turn: Turn, node: QuestionNode, plan: Plan) -> None:
    question = turn.state.question
    if question.reading_back:
        assert isinstance(node, CollectNode)
        if node.confirm is not None and not isinstance(question.value, Secret):
            phrase = node.confirm.for_attempt(question.attempt)
            utterance = turn.utterance(phrase, **{node.into: question.value})
            if utterance is not None:
                turn.queue.append((utterance, phrase.barge_in))
            _say_yes_no(turn, YES_KEY, NO_KEY)
        else:
            value = entry.read_back(node, question.value, turn.state.language, turn.program.manner)
            turn.queue.append((turn.engine("confirm_heard", label=value), True))
        return
    labels = [label_of(turn, plan, name) for name in question.heard]
    if len(labels) == 1:
        turn.queue.append((turn.engine("confirm_heard", label=labels[0]), True))
    else:
        turn.queue.append((turn.engine("ambiguous", a=labels[0], b=labels[1]), True))


def _say_yes_no(turn: Turn, yes_key: str, no_key: str) -> None:
    language = turn.state.language
    for name, key in ((YES, yes_key), (NO, no_key)):
        line = choice_line(turn.engine(name).text, key, language, turn.program.manner)
        turn.queue.append((Utterance(line, language), True))


def label_of(turn: Turn, plan: Plan, name: str) -> str:
    """What an answer is called in the language of the call."""
    answer = plan.by_id(name)
    if answer is not None and answer.choice is not None and answer.choice.label is not None:
        utterance = turn.utterance(answer.choice.label)
        if utterance is not None:
            return utterance.text
    if answer is not None and answer.universal is not None and turn.state.language in answer.universal.names:
        return answer.universal.names[turn.state.language]
    return next((phrase for phrase, other in plan.phrases if answer is not None and other.id == answer.id), name)
