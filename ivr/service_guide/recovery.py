"""A lost password: showing who one is without it."""

from __future__ import annotations

from dataclasses import dataclass

from ivr.account.catalogue import CONTROL_QUESTIONS
from ivr.account.rules.access import MANAGE, VIEW
from ivr.actions import Context, Outcome, action
from ivr.secret import Secret
from ivr.service_guide.access import Attempts
from ivr.service_guide.asking import accounts, outcome, request, text


@dataclass(frozen=True, slots=True)
class Question:
    """A control question. text: what it asks for, in words."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Recovered:
    """Whether a new password was sent: it is not when too many were already."""

    sent: bool


@action("recovery.way", outcomes={"control": Question, "code_word": None, "none": None}, needs=VIEW)
def recovery_way(context: Context) -> Outcome:
    """How the caller may show who they are without a password: by a company's code word, else by the control
    question."""
    way, question = accounts(context).recovery_way(request(context))
    if way == "control" and question is not None:
        return Outcome("control", Question(question, text(CONTROL_QUESTIONS[question], context)))
    return Outcome("none" if way is None else "code_word")


@action(
    "control.answer",
    outcomes={"recovered": Recovered, "wrong": Attempts, "locked": None, "none": None},
    needs=VIEW,
    changes=True,
    grants={"recovered": MANAGE},
)
def answer_control(context: Context, answer: Secret) -> Outcome:
    """Answer the control question: a new password is sent, and this call may manage the number. Three wrong answers, in
    whatever calls, lock this way for a day."""
    result = accounts(context).answer_control(request(context), answer)
    return Outcome(result.outcome, result.value, level=MANAGE if result.outcome == "recovered" else None)


@action(
    "code_word.answer",
    outcomes={"recovered": Recovered, "wrong": Attempts, "locked": None, "none": None},
    needs=VIEW,
    changes=True,
    grants={"recovered": MANAGE},
)
def answer_code_word(context: Context, word: Secret) -> Outcome:
    """Say a company's code word, to the same end. Three wrong ones lock this way until the operator opens it."""
    result = accounts(context).answer_code_word(request(context), word)
    return Outcome(result.outcome, result.value, level=MANAGE if result.outcome == "recovered" else None)


@action("control.questions", outcomes={"ok": list[Question]})
def control_questions(context: Context) -> Outcome:
    """The questions that one may be chosen from."""
    return Outcome("ok", [Question(code, text(words, context)) for code, words in CONTROL_QUESTIONS.items()])


@action("control.set", outcomes={"set": None, "differs": None, "invalid": None}, needs=MANAGE, changes=True)
def set_control(context: Context, question: str, answer: Secret, again: Secret) -> Outcome:
    """Keep a control question and the answer to it, given twice."""
    return outcome(accounts(context).set_control(request(context), question, answer, again))
