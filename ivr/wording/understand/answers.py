"""Yes and no, as a caller says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import dropwhile, zip_longest

from ivr.wording.languages import get_language
from ivr.wording.understand.text import normalise, word_set

YES: Mapping[str, frozenset[str]] = {
    "ru": word_set("да ага угу верно правильно именно давай давайте согласен согласна подтверждаю соглашусь"),
    "en": word_set("yes yeah yep yup aye correct right affirmative agreed agree confirm confirmed"),
}
MAYBE_YES: Mapping[str, frozenset[str]] = {
    "ru": word_set("точно конечно хорошо ладно окей ок разумеется безусловно естественно обязательно"),
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
    "ru": word_set("так надо нужно нужен нужна нужны хочу буду будем стоит подходит то тот мой сейчас сегодня"),
    "en": word_set("want need do that thanks now today really"),
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
        "так точно": True,
        "так и есть": True,
        "то что надо": True,
        "то что нужно": True,
    },
    "en": {
        "no thats not right": False,
        "no thats not what i want": False,
        "no problem": True,
        "no worries": True,
        "no objections": True,
        "why not": True,
        "go ahead": True,
        "thats what i want": True,
        "thats what i said": True,
        "is that right": None,
        "is it right": None,
        "let me think": None,
        "im fine": None,
        "not sure": None,
    },
}
"""Words that mean something else together than one by one: "да нет" refuses, "no problem" agrees."""

WHOLE: Mapping[str, frozenset[str]] = {"ru": frozenset({"все так", "это так"}), "en": frozenset()}
"""What agrees when nothing else is said: "это так дорого" does not."""

UNDECIDED: Mapping[str, frozenset[str]] = {
    "ru": word_set(
        "что чего как какой какая какое какие какого какую сколько почему зачем когда где куда кто ли или "
        "подожди подождите погоди погодите минуту минутку секунду секундочку подумаю подумать потом позже позднее "
        "перезвоню забудь забудьте свидания"
    ),
    "en": word_set(
        "what whats how which when where why who whether or wait hold moment minute depends later bye goodbye"
    ),
}
"""Who asks, waits or parts has not agreed yet, whatever else was said: "хорошо, а сколько стоит", "ok, later"."""

PARTICLES: Mapping[str, frozenset[str]] = {"ru": word_set("да давай давайте"), "en": frozenset()}
"""Words of yes that before a refusal only ease it: "да я не хочу", "давайте не надо"."""

PLAIN_NO: Mapping[str, frozenset[str]] = {"ru": word_set("нет нету"), "en": word_set("no nope nah")}
"""Words of no that leave open what is meant when a yes goes before."""

BETWEEN: Mapping[str, frozenset[str]] = {
    "ru": word_set("с со к ко на в во мне никакой никакого никаких этот этого больше"),
    "en": word_set("the a an any to my it"),
}
"""Small words that stand between a refusal and what is refused: "не надо мне никакого"."""

SHORTEST = 5
"""Letters of the shortest verb by whose ending a refusal is known: "пять" is none."""

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
    spoken = said.split()
    rest = list(dropwhile(PARTICLES[language].__contains__, spoken))
    if len(rest) < len(spoken) and PLAIN_NO[language].isdisjoint(rest) and UNDECIDED[language].isdisjoint(rest):
        refused = _votes(rest, language)
        spoken = rest if False in refused and True not in refused else spoken
    found = {*votes, *_votes(spoken, language)}
    if found == {False, None}:  # "нет, не понял": it is a no all the same
        return False
    if not found and (" ".join(spoken) in WHOLE[language] or not MAYBE_YES[language].isdisjoint(spoken)):
        found = {True}
    if found == {True} and ("?" in text or not UNDECIDED[language].isdisjoint(spoken)):
        return None
    return found.pop() if len(found) == 1 else None


def turned_down(said: Sequence[str], language: str) -> bool:
    """Whether words end in a refusal of what is said next: "спасибо, не надо", "i dont want the"."""
    left = list(said)
    while left and left[-1] in BETWEEN[language]:
        del left[-1]
    while left and left[-1] in WILL[language]:
        del left[-1]
    return bool(left) and left[-1] in NOT[language]


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
    """Whether "не подключайте", "не подключать" or "don't connect" is said, and not "не знаю"."""
    if language == "ru":
        return len(word) >= SHORTEST and word.endswith(("йте", "ите", "ьте", "ай", "яй", "уй", "ть"))
    return turned == "dont" and word not in UNSURE
