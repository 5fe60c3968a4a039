"""Digit strings and phone numbers that a caller says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ivr.wording.understand import reader
from ivr.wording.understand.lexicon import Lexicon, lexicon
from ivr.wording.understand.text import fold, normalise, pieces, word_set

NATIONAL = 10
"""Digits of a Russian number after +7 or 8."""

BOUNDARIES = {3, 6, 8}
"""Where a Russian number said in groups of 3-3-2-2 has its pauses."""

TRUNK = (7, 8)
"""The country's code, and the prefix of calls within it."""

AROUND: Mapping[str, frozenset[str]] = {
    "ru": word_set("мой номер номера телефон телефона код цифры это ну э эм и пожалуйста"),
    "en": word_set("my the number phone code digits is its it and er please"),
}
"""Words around digits that say nothing; anything else unknown makes the whole text not understood."""

PLUS: Mapping[str, str] = {"ru": "плюс", "en": "plus"}


def _spell_signs(text: str, language: str) -> str:
    for word, key in lexicon(language).keys.items():
        if key in text:
            text = text.replace(key, f" {word} ")
    return text


def digits(text: str, language: str) -> str | None:
    """The digits that a text says, one by one or as numbers put end to end; None when it says anything else.

    "девять два два" and "девятьсот двадцать два" are both "922"; "два нуля" and "double oh" are "00". Stars and hashes
    are kept. Where a number could be parted in several ways the longest is taken, unless a comma parts it.
    """
    known = lexicon(language)
    said = []
    for piece in pieces(_spell_signs(text, language)):
        found = _join(piece, language, known)
        if found is None:
            return None
        said.append(found)
    return "".join(said) or None


def _join(piece: Sequence[str], language: str, known: Lexicon) -> str | None:
    said = []
    place = 0
    while place < len(piece):
        if piece[place] in AROUND[language]:
            place += 1
            continue
        item = _special(piece, place, known)
        if item is None:
            read = reader.cardinal(piece, place, known)
            if read and read[1] - place > 1 and _special(piece, read[1] - 1, known):
                # "двадцать два нуля" is 20 and two zeros: the last word belongs to what follows.
                read = reader.cardinal(piece[: read[1] - 1], place, known)
            item = (str(read[0]), read[1]) if read else None
        if item is None:
            return None
        said.append(item[0])
        place = item[1]
    return "".join(said)


def _special(piece: Sequence[str], place: int, known: Lexicon) -> tuple[str, int] | None:
    word = piece[place]
    if word.isascii() and word.isdecimal():
        return word, place + 1
    if word in known.keys:
        return known.keys[word], place + 1
    if word in known.repeats and place + 1 < len(piece):
        after = piece[place + 1]
        if after in known.plurals:
            return known.plurals[after] * known.repeats[word], place + 2
        if not known.plurals and 0 <= known.cardinals.get(after, -1) <= 9:
            return str(known.cardinals[after]) * known.repeats[word], place + 2
    return None


def phone(text: str, language: str) -> str | None:
    """The Russian phone number that a text says, as "+7" and ten digits; None when it says none, or more than one.

    The number may begin with "плюс семь", "семь", "восемь" or with its code. A recogniser writes no commas, so
    "девятьсот двадцать два сто двадцать два ноль пять" is parted in the way that gives a whole number.
    """
    known = lexicon(language)
    word = PLUS[language]
    plus = "+" in text or word in fold(text).split()
    cleaned = re.sub(rf"\b{word}\b", " ", fold(text).replace("+", " "))
    greedy = digits(cleaned, language)
    if greedy and not greedy.isdecimal():
        return None
    piece = [found for found in normalise(cleaned).split() if found not in AROUND[language]]
    prefixed = bool(piece) and known.cardinals.get(piece[0]) in TRUNK
    doubtful = known.hundred in piece or (prefixed and len(greedy or "") == NATIONAL)
    if greedy and not doubtful and (number := _international(greedy, plus)):
        return number
    fitting: dict[str, bool] = {}
    for parts in _partings(piece, 0, known, NATIONAL + 1):
        total = sum(map(len, parts))
        if total == NATIONAL and prefixed and total > len(parts):
            continue  # "восемь девятьсот девяносто девять": 8, and a code that begins with 9
        number = _international("".join(parts), plus)
        if number and (len(parts[0]) == 1 or sum(map(len, parts)) == NATIONAL):
            fitting[number] = fitting.get(number, False) or _in_groups(parts)
    best = [number for number, grouped in fitting.items() if grouped] or list(fitting)
    return best[0] if len(best) == 1 else None


def _international(number: str, plus: bool) -> str | None:
    if not number.isdecimal():
        return None
    if len(number) == NATIONAL + 1 and (number[0] == "7" or (number[0] == "8" and not plus)):
        return f"+7{number[1:]}"
    return f"+7{number}" if len(number) == NATIONAL and not plus else None


def _in_groups(parts: Sequence[str]) -> bool:
    total = sum(map(len, parts))
    ends = set()
    length = NATIONAL - total
    for part in parts:
        length += len(part)
        ends.add(length)
    return ends >= BOUNDARIES


def _partings(piece: Sequence[str], place: int, known: Lexicon, room: int) -> Iterator[list[str]]:
    if place == len(piece):
        yield []
        return
    item = _special(piece, place, known)
    items = [item] if item else list(_starts(piece, place, known))
    if known.hundred and piece[place] == known.hundred:
        items = []  # it belongs to the number before it
    for said, after in items:
        if len(said) <= room:
            for rest in _partings(piece, after, known, room - len(said)):
                yield [said, *rest]


def _starts(piece: Sequence[str], place: int, known: Lexicon) -> Iterator[tuple[str, int]]:
    longest = reader.cardinal(piece, place, known)
    for after in range(place + 1, longest[1] + 1 if longest else place):
        read = reader.cardinal(piece[:after], place, known)
        if read and read[1] == after:
            yield str(read[0]), after
