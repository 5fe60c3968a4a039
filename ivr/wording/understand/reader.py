"""Reads one number at a time out of a list of words, from a place in it, as far as the number goes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ivr.wording.understand.lexicon import Lexicon

LONGEST = 15
"""Digits of the longest number that is read: longer ones cannot be meant as an amount."""


def cardinal(words: Sequence[str], start: int, known: Lexicon) -> tuple[int, int] | None:
    """The whole number that begins at `start` and the place after it: "сто двадцать два", "тысяча двести"."""
    total, place, ceiling = 0, start, 10**LONGEST
    found = False
    while place < len(words):
        at = place + 1 if found and words[place] in known.joiners else place
        group = _group(words, at, known)
        after = group[1] if group else at
        scale = known.scales.get(words[after]) if after < len(words) else None
        if scale is not None and scale < ceiling and (group is None or group[0] < 10**4):
            total += (group[0] if group else 1) * scale
            place, ceiling, found = after + 1, scale, True
            continue
        if group is not None and (not found or 0 < group[0] < ceiling):
            return total + group[0], group[1]
        break
    return (total, place) if found else None


def _group(words: Sequence[str], start: int, known: Lexicon) -> tuple[int, int] | None:
    if start < len(words) and _is_figure(words[start]):
        return int(words[start]), start + 1
    place = start
    if words[place : place + 1] in (["a"], ["an"]) and words[place + 1 : place + 2] != [known.hundred]:
        scaled = place + 1 < len(words) and words[place + 1] in known.scales
        return (1, place + 1) if scaled else None
    total, place = _below_hundred(words, place, known)
    if known.hundred and words[place : place + 1] == [known.hundred]:
        return _after_hundred(words, place, total if place > start else 1, known)
    if known.hundred and words[place : place + 2] == ["a", known.hundred]:
        return _after_hundred(words, place + 1, 1, known)
    if place > start:
        return total, place
    value = known.cardinals.get(words[start]) if start < len(words) else None
    if value is None:
        return None
    rest, after = _below_hundred(words, start + 1, known, zero=False)
    return value + rest, after


def _after_hundred(words: Sequence[str], place: int, hundreds: int, known: Lexicon) -> tuple[int, int]:
    at = place + 1
    if at + 1 < len(words) and words[at] in known.joiners:
        rest, after = _below_hundred(words, at + 1, known, zero=False)
        if after > at + 1:
            return hundreds * 100 + rest, after
    rest, after = _below_hundred(words, at, known, zero=False)
    return hundreds * 100 + rest, after


def _below_hundred(words: Sequence[str], start: int, known: Lexicon, *, zero: bool = True) -> tuple[int, int]:
    value = known.cardinals.get(words[start]) if start < len(words) else None
    if value is None or value >= 100 or (value == 0 and not zero):
        return 0, start
    if value >= 20 and start + 1 < len(words):
        unit = known.cardinals.get(words[start + 1], 0)
        if 0 < unit < 10:
            return value + unit, start + 2
    return value, start + 1


def ordinal(words: Sequence[str], start: int, known: Lexicon) -> tuple[int, int] | None:
    """The place in an order that begins at `start`: "двадцать пятое", "две тысячи двадцать шестого", "fifth"."""
    before = cardinal(words, start, known)
    value, place = before or (0, start)
    last = known.ordinals.get(words[place]) if place < len(words) else None
    if last is None or (before is not None and (value == 0 or value % 10 ** len(str(last)))):
        return None
    return value + last, place + 1


def quantity(words: Sequence[str], start: int, known: Lexicon) -> tuple[Decimal, int] | None:
    """The number that begins at `start`, with a fraction if it has one: "полторы тысячи", "две целых пять десятых"."""
    if start >= len(words):
        return None
    if _is_decimal(words[start]):
        return _scaled(Decimal(words[start]), words, start + 1, known)
    if words[start] in known.halves:
        return _scaled(Decimal("1.5"), words, start + 1, known)
    read = cardinal(words, start, known)
    if read is None:
        return None
    entire, place = read
    for phrase in known.half:
        if tuple(words[place : place + len(phrase)]) == phrase:
            return _scaled(entire + Decimal("0.5"), words, place + len(phrase), known)
    return _fraction(entire, words, place, known) or (Decimal(entire), place)


def _fraction(entire: int, words: Sequence[str], place: int, known: Lexicon) -> tuple[Decimal, int] | None:
    if words[place : place + 1] == [known.decimal]:
        figures = ""
        at = place + 1
        while at < len(words) and 0 <= known.cardinals.get(words[at], -1) <= 9:
            figures += str(known.cardinals[words[at]])
            at += 1
        return _scaled(Decimal(f"{entire}.{figures}"), words, at, known) if figures else None
    if place >= len(words) or words[place] not in known.wholes:
        return None
    tail = cardinal(words, place + 1, known)
    if tail is None or tail[1] >= len(words) or words[tail[1]] not in known.parts:
        return None
    places = known.parts[words[tail[1]]]
    if tail[0] >= 10**places:
        return None
    return _scaled(entire + Decimal(tail[0]).scaleb(-places), words, tail[1] + 1, known)


def _scaled(value: Decimal, words: Sequence[str], place: int, known: Lexicon) -> tuple[Decimal, int]:
    scale = known.scales.get(words[place]) if place < len(words) else None
    return (value * scale, place + 1) if scale else (value, place)


def _is_figure(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= LONGEST


def _is_decimal(word: str) -> bool:
    entire, point, tail = word.partition(".")
    return bool(point) and _is_figure(entire) and _is_figure(tail)
