"""Asking a question: saying it, taking keys and words for it, and the five ways in which that can fail.

Each function answers with what the caller has decided: a `Route` to follow, an `Answer` taken, or None while the
question still stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeAlias

from ivr.dialog import acting, entry, speech
from ivr.dialog.effects import KeyMasked, KeysUsed, Took, Utterance
from ivr.dialog.events import Hypothesis
from ivr.dialog.plan import DIGITS, ITEM, NEXT, NO, PREVIOUS, UNIVERSAL, YES, Answer, Line, Plan
from ivr.dialog.state import ASKING, Question
from ivr.dialog.turn import BETWEEN_KEYS, FIRST_KEY, SPEECH, Turn, shown
from ivr.menu.announcement import choice_line
from ivr.menu.model import (
    BACK,
    INCOMPLETE,
    NO_INPUT,
    NO_MATCH,
    REJECTED,
    REPEAT,
    TOO_LONG,
    CollectNode,
    ConfirmNode,
    ListNode,
    MenuNode,
    Route,
)
from ivr.menu.model import Question as QuestionNode
from ivr.secret import Secret
from ivr.wording import understand

Decision: TypeAlias = Route | Answer | None

YES_NO_KEYS = {"1": YES, "2": NO}
"""Keys of the engine's own yes/no questions (read-back, "did you say …")."""


# asking


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
            _say_yes_no(turn, "1", "2")
    turn.flush()
    turn.effects.append(listen)
    if not state.saying:
        turn.set_timer(FIRST_KEY, node.asking.first_key)


def announcement(turn: Turn, plan: Plan) -> tuple[Utterance, ...]:
    """The lines that tell the choices."""
    if plan.announcement is not None:
        return plan.announcement
    lines = []
    for answer in plan.answers.values():
        choice = answer.choice
        if choice is not None and choice.label is not None and not choice.hidden:
            label = turn.utterance(choice.label)
            if label is not None:
                lines.append(Utterance(choice_line(label.text, choice.key, label.language), label.language))
    return tuple(lines)


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
            lines.append(Line(str(number), answer, label.text, choice_line(label.text, str(number), label.language)))
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
            _say_yes_no(turn, "1", "2")
        else:
            value = entry.read_back(node, question.value, turn.state.language)
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
        turn.queue.append((Utterance(choice_line(turn.engine(name).text, key, language), language), True))


def label_of(turn: Turn, plan: Plan, name: str) -> str:
    """What an answer is called in the language of the call."""
    answer = plan.by_id(name)
    if answer is not None and answer.choice is not None and answer.choice.label is not None:
        utterance = turn.utterance(answer.choice.label)
        if utterance is not None:
            return utterance.text
    return next((phrase for phrase, other in plan.phrases if answer is not None and other.id == answer.id), name)


# keys


def press(turn: Turn, node: QuestionNode, key: str) -> Decision:
    """Take one key for the question."""
    question = turn.state.question
    if question.reading_back:
        return _press_read_back(turn, node, key)
    if question.heard and len(question.heard) == 1 and key in YES_NO_KEYS:
        return _answer_heard(turn, node, YES_NO_KEYS[key] == YES, key)
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
            return _accept(turn, node, YES_NO_KEYS[key] == YES, key, "keys")
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
        return _answer_read_back(turn, node, YES_NO_KEYS[key] == YES, key, "keys")
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
    return _accept(turn, node, value, keys, "keys")


# words


def hear(turn: Turn, node: QuestionNode, hypotheses: tuple[Hypothesis, ...]) -> Decision:
    """Take an utterance for the question."""
    question = turn.state.question
    if question.reading_back or len(question.heard) == 1:
        agreed = _yes_no(hypotheses, turn.state.language)
        if agreed is not None and question.reading_back:
            assert isinstance(node, CollectNode)
            return _answer_read_back(turn, node, agreed, "", "speech")
        if agreed is not None:
            return _answer_heard(turn, node, agreed, "")
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
                return _accept(turn, node, agreed, "", "speech")
            continue
        try:
            today = turn.state.wall_clock(turn.now).date()
            value = entry.from_words(node, hypothesis.text, turn.state.language, today)
        except entry.Refused as error:
            refused = error.outcome if refused == NO_MATCH else refused
            continue
        sure = hypothesis.confidence >= node.asking.accept or node.secret or node.confirm is not None
        return _accept(turn, node, value, "", "speech", sure=sure)
    answers = speech.best_answers(plan, hypotheses, turn.state.language)
    if answers and answers[0][0] >= node.asking.accept:
        return take(turn, node, answers[0][1], "", "speech")
    return fail(turn, node, refused, how="speech")


def _yes_no(hypotheses: tuple[Hypothesis, ...], language: str) -> bool | None:
    found = (understand.yes_no(hypothesis.text, language) for hypothesis in hypotheses)
    return next((agreed for agreed in found if agreed is not None), None)


def _answer_heard(turn: Turn, node: QuestionNode, agreed: bool, keys: str) -> Decision:
    question = turn.state.question
    name = question.heard[0]
    question.heard = []
    answer = plan_of(turn, node).by_id(name)
    if agreed and answer is not None:
        return take(turn, node, answer, keys, "speech")
    return fail(turn, node, NO_MATCH, keys, how="speech")


# what comes of it


def _accept(turn: Turn, node: CollectNode, value: Any, keys: str, how: str, *, sure: bool = True) -> Decision:
    """A well-formed value: validate it, read it back, or take it."""
    question = turn.state.question
    question.value = value
    question.reading_back = not sure
    if node.validate is not None:
        turn.frame.variables[node.into] = value
        acting.begin(turn, node.validate, None, None)
        turn.effects.append(Took(turn.frame.dialog, node.name, "validate", how, shown(keys, node.secret)))
        return None
    return read_back(turn, node, keys, how)


def read_back(turn: Turn, node: CollectNode, keys: str = "", how: str = "keys") -> Decision:
    """A value that is valid: read it back where the author or the recogniser wants it, else take it."""
    question = turn.state.question
    if node.confirm is not None or question.reading_back:
        question.reading_back = True
        turn.cancel_timers()
        say_question(turn, node)
        return None
    return _take_value(turn, node, keys, how)


def _answer_read_back(turn: Turn, node: CollectNode, agreed: bool, keys: str, how: str) -> Decision:
    question = turn.state.question
    question.reading_back = False
    if agreed:
        return _take_value(turn, node, keys, how)
    return fail(turn, node, REJECTED, keys, silent=True)


def _take_value(turn: Turn, node: CollectNode, keys: str, how: str) -> Route:
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


# keys held from before


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
        turn.effects.append(KeysUsed(1, shown(key, isinstance(node, CollectNode) and node.secret)))
        decision = press(turn, node, key)
        if decision is not None:
            return decision
    return None


def drop_held(turn: Turn) -> None:
    """Forget keys held from before."""
    state = turn.state
    if state.held:
        turn.effects.append(KeysUsed(len(state.held), shown(state.held, True), "dropped"))
        state.held = ""
