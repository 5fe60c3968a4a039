"""What a message means to the question that waits for it: telephone keys, or words as if they were spoken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import takewhile
from typing import Final

from ivr.dialog import Session, entry
from ivr.dialog.events import Hypothesis
from ivr.dialog.plan import Answer as Meaning
from ivr.dialog.plan import Plan
from ivr.dialog.saying import plan_of
from ivr.dialog.speech import best_answers
from ivr.dialog.turn import Turn
from ivr.menu.model import NO_MATCH, CollectNode, ConfirmNode, Question
from ivr.wording import figures
from ivr.wording.understand import digits, goes_on, normalise, yes_no

_KEYS: Final = re.compile(r"[0-9*#]+")
_SEPARATORS: Final = re.compile(r"[ ().,/-]")
"""What people write between the digits of one number."""

_ALLOWED_CONTROLS: Final = "\t\n\r"


class Refused(ValueError):
    """A message that cannot be taken. why: the name of the sentence that tells it (`ivr.fronts.words`)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one question: keys, or words. left: what of the message is for the questions after it."""

    keys: str = ""
    words: str = ""
    left: tuple[str, ...] = ()


def readable(text: object, limit: int) -> str:
    """A message in one line, its digits plain ones. limit: characters. Raises Refused for what is no message."""
    if not isinstance(text, str):
        raise Refused("unreadable")
    if len(text) > limit:
        raise Refused("too_long")
    plain = []
    for letter in text:
        kind = unicodedata.category(letter)
        if kind == "Cs" or (kind == "Cc" and letter not in _ALLOWED_CONTROLS):
            raise Refused("unreadable")
        if kind == "Cf":  # marks of direction and joiners come along with copied text
            continue
        plain.append(str(unicodedata.decimal(letter)) if kind == "Nd" else letter)
    line = " ".join("".join(plain).split())
    if not line:
        raise Refused("empty")
    return line


def first(words: Sequence[str], session: Session, now: float) -> Answer:
    """The answer to the question that waits, of a message's words."""
    node, plan = _asked(session, now)
    if isinstance(node, CollectNode) and not session.state.question.reading_back:
        today = session.state.wall_clock(now).date()
        return _entry(tuple(words), node, plan, partial(_understood, node, session.state.language, today))
    if isinstance(node, ConfirmNode) or _confirming(session):
        agreed = _agreed(tuple(words), session.state.language)
        if agreed is not None:
            return agreed
    return _phrase(tuple(words), plan) or _rest(tuple(words))


def _confirming(session: Session) -> bool:
    """Whether the engine asks for a yes or no of its own."""
    question = session.state.question
    return question.reading_back or len(question.heard) == 1


def _agreed(words: tuple[str, ...], language: str) -> Answer | None:
    """A yes or no at the beginning, and the words after it that say the same.

    It is one only if the words up to the next key leave it at that: "да нет" refuses, and "хорошо, а сколько стоит" is
    no answer.
    """
    until = len(list(takewhile(lambda word: not _KEYS.fullmatch(word), words)))
    said = [yes_no(" ".join(words[:end]), language) for end in range(1, until + 1)]
    if not said or said[-1] is None:
        return None
    end = until + 1 - len(list(takewhile(lambda agreed: agreed is said[-1], reversed(said))))
    end += len(list(takewhile(lambda word: yes_no(word, language) is said[-1], words[end:])))
    return Answer(words=" ".join(words[:end]), left=words[end:])


def fits(text: str, session: Session, now: float) -> bool:
    """Whether a message as a whole is an answer that the question knows: one of its keys, its phrases, or digits."""
    node, plan = _asked(session, now)
    if isinstance(node, CollectNode) and _KEYS.fullmatch(text):
        return True
    return text in plan.answers or any(phrase == normalise(text) for phrase, _ in plan.phrases)


def understands(text: str, session: Session, now: float) -> bool:
    """Whether the question makes anything of a message: keys, words that it knows, or an attempt at a value."""
    words = text.split()
    answer = first(words, session, now)
    if answer.keys:
        return True
    node, plan = _asked(session, now)
    language = session.state.language
    if isinstance(node, CollectNode):
        today = session.state.wall_clock(now).date()
        if any(map(str.isdecimal, figures.in_figures(text, language))) or _understood(node, language, today, text):
            return True
    agrees = isinstance(node, ConfirmNode) or _confirming(session)
    if agrees and yes_no(answer.words, language) is not None:
        return True
    return bool(best_answers(plan, (Hypothesis(answer.words),), language))


def known(session: Session, now: float) -> Mapping[str, Meaning]:
    """The keys that the question knows, with what each means."""
    return _asked(session, now)[1].answers


def _asked(session: Session, now: float) -> tuple[Question, Plan]:
    turn = Turn(session.program, session.state, now)
    return turn.asked, plan_of(turn, turn.asked)


def _entry(words: tuple[str, ...], node: CollectNode, plan: Plan, understood: Callable[[str], bool]) -> Answer:
    if all(_KEYS.fullmatch(word) for word in words):
        joined = "".join(words)
        if len(words[0]) < node.length[0] and _whole(node, joined):
            return Answer(keys=joined)
        if words[0].isdecimal() and len(words[0]) > node.length[1]:  # taken whole: the rest of it is no other answer
            return Answer(words=words[0], left=words[1:])
        return Answer(keys=words[0], left=words[1:])
    spoken = _phrase(words, plan)
    if spoken is not None:
        return spoken
    if node.secret or node.kind == "digits":
        joined = _SEPARATORS.sub("", "".join(words))
        if _KEYS.fullmatch(joined):
            return Answer(keys=joined)
    for end in range(len(words), 1, -1):
        if understood(" ".join(words[:end])):
            return Answer(words=" ".join(words[:end]), left=words[end:])
    return _rest(words)


def _understood(node: CollectNode, language: str, today: date, text: str) -> bool:
    """Whether words are a value of this kind, allowed or not."""
    if node.kind == "yes_no":
        return yes_no(text, language) is not None
    try:
        entry.from_words(node, text, language, today)
    except entry.Refused as refused:
        return refused.outcome != NO_MATCH
    return True


def _whole(node: CollectNode, digits: str) -> bool:
    return node.length[0] <= len(digits) <= node.length[1] or entry.complete(node, digits)


def _phrase(words: tuple[str, ...], plan: Plan) -> Answer | None:
    """The longest beginning that is a phrase of the question."""
    known = {phrase for phrase, _ in plan.phrases}
    for end in range(len(words), 0, -1):
        text = " ".join(words[:end])
        after = normalise(" ".join(words[end:])).split()
        counts = digits(text, plan.listen.language) is not None and goes_on((), after, plan.listen.language)
        if normalise(text) in known and not counts:  # "сто два рубля" is a sum, and "сто два" the police
            return Answer(words=text, left=words[end:])
    return None


def _rest(words: tuple[str, ...]) -> Answer:
    if _KEYS.fullmatch(words[0]):
        return Answer(keys=words[0], left=words[1:])
    return Answer(words=" ".join(words))
