"""Whether two conditions can be told never to hold together, from how they are written."""

from __future__ import annotations

import re
from typing import Final

from ivr.menu.template import Expression

_COMPARISON: Final = re.compile(
    r"^([\w.]+)\s*(==|!=|<=|>=|<|>)\s*('[^']*'|\"[^\"]*\"|-?\d+|true|false)$", re.IGNORECASE
)
_CONTRARY: Final = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def exclusive(one: Expression | None, other: Expression | None) -> bool:
    """True when one condition is the plain contrary of the other, or both compare one thing with two values.

    Only forms that leave no doubt are known: ``a`` and ``not a``; ``a == 1`` and ``a == 2``; ``a < 1`` and ``a >= 1``.
    """
    if one is None or other is None:
        return False
    first, second = one.source.strip(), other.source.strip()
    if second in _negated(first) or first in _negated(second):
        return True
    a, b = _COMPARISON.match(first), _COMPARISON.match(second)
    if a is None or b is None or a[1] != b[1]:
        return False
    same = a[3].strip("'\"") == b[3].strip("'\"")
    return (a[2] == b[2] == "==" and not same) or (same and _CONTRARY[a[2]] == b[2])


def _negated(source: str) -> tuple[str, ...]:
    # Without brackets `not` takes only what binds closer than `and` and `or`.
    simple = re.fullmatch(r"[\w.]+", source) is not None
    return (f"not {source}", f"not ({source})") if simple else (f"not ({source})",)
