"""Keys that several blocks and kinds of node take, those of every question among them."""

from __future__ import annotations

from typing import Final

from ivr.menu.language.key import REQUIRED, Key

PROMPT = Key("prompt", "prompt", "What is said first.", "nothing", "prompt: {ru: Здравствуйте!, en: Hello!}")
SAID_ON_THE_WAY = Key("prompt", "prompt", "Said on the way.", "nothing", "prompt: {ru: Готово., en: Done.}")
GOTO = Key("goto", "target", "Where it goes on.", REQUIRED, "goto: main")
SET = Key("set", "values", "Variables that this way sets.", "none", "set: {topic: balance}")
NEEDS = Key(
    "needs",
    "level",
    "Access level needed; a caller without it is led through `access.authenticate` and then on.",
    "none",
    "needs: manage",
)
INTO = Key("into", "name", "Variable that gets the value.", "result", "into: card")
WITH = Key("with", "values", "Arguments.", "none", 'with: {doctor: "{{ doctor.id }}"}')
FILLER = Key(
    "filler",
    "prompt",
    "Said when the action takes longer than `limits.filler_after`.",
    "nothing",
    "filler: {ru: Минуту., en: One moment.}",
)
TIMEOUT = Key(
    "timeout", "seconds", "Time limit; after it the outcome is `late`.", "as the action declares", "timeout: 8s"
)

ASKING_KEYS: Final = (
    Key("first_key", "seconds", "Silence after the question that makes `no_input`.", "defaults", "first_key: 7s"),
    Key("between_keys", "seconds", "Silence after a key that ends the entry.", "defaults", "between_keys: 2s"),
    Key("tries", "count", "How often each way of failing may happen before its way out.", "defaults", "tries: 2"),
    Key("then", "route", "The way out when tries are used up.", "defaults", "then: operator"),
    Key("accept", "share", "Recogniser confidence from which an answer is taken.", "defaults", "accept: 0.7"),
    Key(
        "confirm_from", "share", "Confidence from which an answer is read back first.", "defaults", "confirm_from: 0.4"
    ),
    Key(
        "type_ahead",
        "flag",
        "`false` forgets keys pressed before this question; that is how `confirm` is asked.",
        "true",
        "type_ahead: false",
    ),
    Key("without", "names", "Universals that are not valid here.", "none", "without: [main]"),
    Key(
        "no_input",
        "remedy",
        "The caller says and presses nothing.",
        "the language's sentence",
        "no_input: {ru: Я вас не слышу., en: I can't hear you.}",
    ),
    Key(
        "incomplete",
        "remedy",
        "The entry stops short.",
        "the language's sentence",
        "incomplete: {ru: Не хватает цифр., en: Some digits are missing.}",
    ),
    Key(
        "too_long",
        "remedy",
        "More digits than asked for.",
        "the language's sentence",
        "too_long: {ru: Слишком много цифр., en: Too many digits.}",
    ),
    Key(
        "no_match",
        "remedy",
        "The entry means nothing here.",
        "the language's sentence",
        "no_match: {ru: Такого пункта нет., en: There is no such choice.}",
    ),
    Key(
        "rejected",
        "remedy",
        "The entry is well formed and refused.",
        "the language's sentence",
        "rejected: {ru: Такой карты нет., en: There is no such card.}",
    ),
)
