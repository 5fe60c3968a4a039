"""Yes and no, as a caller says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    "ru": word_set("нет нету неа неверно неправильно отмена отменить откажусь отказываюсь никогда"),
    "en": word_set("no nope nah wrong incorrect negative never cancel disagree"),
}
NOT: Mapping[str, frozenset[str]] = {
    "ru": frozenset({"не", "ни"}),
    "en": word_set("not dont didnt isnt"),
}
"""Words that turn the next one over: "не верно" is no."""

WILL: Mapping[str, frozenset[str]] = {
    "ru": word_set("надо нужно хочу буду стоит подходит то"),
    "en": word_set("want need do that thanks"),
}
"""Words that are a refusal after a `NOT`, and nothing by themselves."""

TOGETHER: Mapping[str, frozenset[str]] = {
    "ru": frozenset({"да нет", "не а"}),
    "en": frozenset({"no thats not right"}),
}
"""Whole answers whose words would speak against each other: "да нет" refuses."""


def yes_no(text: str, language: str) -> bool | None:
    """True for yes, False for no, None when the text says neither or speaks against itself.

    Looks for one clear word among others ("да, подключите"), because callers seldom say it alone.
    """
    get_language(language)
    plain = normalise(text)
    if plain in TOGETHER[language]:
        return False
    said = plain.split()
    votes = set(_votes(said, language))
    if not votes and any(word in MAYBE_YES[language] for word in said):
        return True
    return votes.pop() if len(votes) == 1 else None


def _votes(said: Sequence[str], language: str) -> list[bool | None]:
    votes: list[bool | None] = []
    turned = False
    for word in said:
        if turned:
            turned = False
            if any(word in known[language] for known in (YES, MAYBE_YES, WILL)):
                votes.append(False)
                continue
            votes.append(None)
        if word in NOT[language]:
            turned = True
        elif word in YES[language]:
            votes.append(True)
        elif word in NO[language]:
            votes.append(False)
    if turned:
        votes.append(False)
    return votes
