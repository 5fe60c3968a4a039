"""Yes and no, as a caller says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from ivr.wording.languages import get_language
from ivr.wording.understand.text import normalise, word_set

YES: Mapping[str, frozenset[str]] = {
    "ru": word_set("да ага угу верно правильно именно давай давайте согласен согласна подтверждаю соглашусь"),
    "en": word_set("yes yeah yep yup aye correct right affirmative agreed agree confirm confirmed"),
}
MAYBE_YES: Mapping[str, frozenset[str]] = {
    "ru": word_set("так точно конечно хорошо ладно окей ок разумеется безусловно"),
    "en": word_set("sure ok okay fine absolutely certainly definitely course"),
}
"""Words that mean yes by themselves and only strengthen a no: "конечно нет", "of course not"."""

NO: Mapping[str, frozenset[str]] = {
    "ru": word_set("нет нету неа неверно неправильно откажусь отказываюсь никогда передумал передумала"),
    "en": word_set("no nope nah wrong incorrect negative never disagree"),
}
"""Not here: "отмена", "cancel". To "Отменить запись?" they agree, to "Оплатить?" they refuse."""

NOT: Mapping[str, frozenset[str]] = {
    "ru": frozenset({"не", "ни"}),
    "en": word_set("not dont didnt isnt"),
}
"""Words that turn the next one over: "не верно" is no."""

WILL: Mapping[str, frozenset[str]] = {
    "ru": word_set("надо нужно хочу буду стоит подходит то сейчас сегодня"),
    "en": word_set("want need do that thanks now today"),
}
"""Words that are a refusal after a `NOT`, and nothing by themselves."""

TOGETHER: Mapping[str, Mapping[str, bool | None]] = {
    "ru": {
        "да нет": False,
        "да ну нет": False,
        "не а": False,
        "ни за что": False,
        "ни в коем случае": False,
        "нет проблем": True,
        "нет возражений": True,
        "не против": True,
        "не возражаю": True,
        "почему бы и нет": True,
        "почему бы нет": True,
        "почему нет": True,
    },
    "en": {
        "no thats not right": False,
        "no thats not what i want": False,
        "no problem": True,
        "no worries": True,
        "no objections": True,
        "why not": True,
        "go ahead": True,
        "not sure": None,
    },
}
"""Words that mean something else together than one by one: "да нет" refuses, "no problem" agrees."""


UNSURE = word_set("know understand hear remember see think")
"""Who does not do this has not answered yet."""


def yes_no(text: str, language: str) -> bool | None:
    """True for yes, False for no, None when the text says neither or speaks against itself.

    Looks for one clear word among others ("да, подключите"), because callers seldom say it alone.
    """
    get_language(language)
    said, votes = f" {normalise(text)} ", []
    for words, meaning in TOGETHER[language].items():
        if said.startswith(f" {words} ") or (meaning is not False and f" {words} " in said):
            votes.append(meaning)
            said = said.replace(f" {words} ", " ", 1)
    votes += _votes(said.split(), language)
    found = set(votes)
    if found == {False, None}:  # "нет, не понял": it is a no all the same
        return False
    if not found and any(word in MAYBE_YES[language] for word in said.split()):
        return True
    return found.pop() if len(found) == 1 else None


def _votes(said: Sequence[str], language: str) -> list[bool | None]:
    votes: list[bool | None] = []
    turned = ""
    for word, after in zip_longest(said, said[1:], fillvalue=""):
        if turned:
            before, turned = turned, ""
            if any(word in known[language] for known in (YES, MAYBE_YES, WILL)) or _forbids(before, word, language):
                votes.append(False)
                continue
            votes.append(None)
        if word in NOT[language]:
            turned = word
        elif word in YES[language] and not (word == "да" and after in NOT[language]):  # "да не надо" refuses
            votes.append(True)
        elif word in NO[language]:
            votes.append(False)
    if turned:
        votes.append(False)
    return votes


def _forbids(turned: str, word: str, language: str) -> bool:
    """Whether "не подключайте" or "don't connect" is said, and not "не знаю"."""
    if language == "ru":
        return word.endswith(("йте", "ите", "ьте"))
    return turned == "dont" and word not in UNSURE
