"""A lost password: what else shows who somebody is. Control questions are a number's own, code words a company's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from ivr.account.records import Company, Control

PASSPORT: Final = "passport"
ISSUER: Final = "issuer"
MOTHER: Final = "mother"
NUMBER: Final = "number"

DIGITS: Final[Mapping[str, int]] = MappingProxyType({PASSPORT: 4, ISSUER: 6, MOTHER: 8, NUMBER: 4})
"""The control questions, and how many digits the answer to each has; eight are a date, day, month and year.

None can be answered by a guess at a year: at three tries a day a hundred likely ones would not last long.
"""

DATES: Final = (MOTHER,)

MOST_WRONG: Final = 3
"""Wrong answers, or wrong code words, after which that way is locked."""

LOCKED_FOR: Final = timedelta(days=1)
"""How long a control question stays locked; a code word does until somebody of the operator's unlocks it."""

CODE_WORD: Final = (4, 12)
"""The least and most digits of a code word."""

_OLDEST: Final = date(1900, 1, 1)

_ASCII: Final = re.compile(r"[0-9]+")


def fits(question: str, answer: str, today: date) -> bool:
    """Whether an answer to a question can be kept: as long as it has to be, no digit all along, a date of the past."""
    if question not in DIGITS or len(answer) != DIGITS[question] or not _ASCII.fullmatch(answer):
        return False
    if question not in DATES:
        return len(set(answer)) > 1
    try:
        day = date(int(answer[4:]), int(answer[2:4]), int(answer[:2]))
    except ValueError:
        return False
    return _OLDEST <= day < today


def control_tries(control: Control, now: datetime) -> int:
    """Answers to the control question that are still allowed; 0 while it is locked."""
    if control.wrong < MOST_WRONG:
        return MOST_WRONG - control.wrong
    return MOST_WRONG if control.locked_at is None or now - control.locked_at >= LOCKED_FOR else 0


def code_word_tries(company: Company) -> int:
    """Code words that are still allowed; 0 while it is locked."""
    return max(0, MOST_WRONG - company.code_word_wrong)


def way(control: Control, company: Company, now: datetime) -> str | None:
    """How a subscriber may show who they are without a password: ``code_word``, ``control``, or None."""
    if company.code_word is not None and code_word_tries(company):
        return "code_word"
    if control.question in DIGITS and control.answer is not None and control_tries(control, now):
        return "control"
    return None
