"""Blocks of whole files and of a service's head."""

from __future__ import annotations

from typing import Final

from ivr.menu.language.key import REQUIRED, Block, Key

NODES_EXAMPLE: Final = "nodes: {welcome: {prompt: {ru: Здравствуйте!, en: Hello!}, goto: main}}"

SERVICE: Final = Block(
    "Service",
    "The head of a service's own file.",
    (
        Key("service", "text", "Name of the service.", REQUIRED, 'service: "0505"'),
        Key(
            "title",
            "phrase",
            "What the service is called in pictures and reports.",
            "the name",
            "title: {ru: Клиника, en: Clinic}",
        ),
        Key("languages", "languages", "Languages; the first is where a call starts.", REQUIRED, "languages: [ru, en]"),
        Key("numbers", "numbers", "Dialled number to first node.", REQUIRED, 'numbers: {"0505": welcome}'),
        Key("timezone", "zone", "Where hours and days are told.", "UTC", "timezone: Europe/Moscow"),
        Key(
            "include",
            "paths",
            "More files of the service: nodes of it, or sub-dialogs.",
            "none",
            "include: [auth.yaml]",
        ),
        Key("prompts", "paths", "Files with named prompts (`$name`).", "none", "prompts: prompts.yaml"),
        Key("actions", "modules", "Python modules of actions.", "none", "actions: clinic.actions"),
        Key(
            "defaults",
            "defaults",
            "How questions are asked unless a node says otherwise.",
            REQUIRED,
            "defaults: {then: operator}",
        ),
        Key(
            "universals",
            "universals",
            "Keys and words valid in every question.",
            "none",
            'universals: {repeat: {key: "#"}}',
        ),
        Key(
            "access", "access", "Access levels and how a caller proves one.", "none", "access: {levels: [view, manage]}"
        ),
        Key(
            "limits",
            "limits",
            "Bounds of every call, and when the checks warn.",
            "as its block says",
            "limits: {errors: 6}",
        ),
        Key("nodes", "nodes", "The nodes.", "those of included files", NODES_EXAMPLE),
    ),
)

FRAGMENT: Final = Block(
    "Included file",
    "More nodes of the service.",
    (
        Key("include", "paths", "More files of the service.", "none", "include: [cards/nodes.yaml]"),
        Key("nodes", "nodes", "The nodes.", REQUIRED, NODES_EXAMPLE),
    ),
)

DIALOG: Final = Block(
    "Sub-dialog",
    "A file that is held by `call` and ends by `return`.",
    (
        Key("dialog", "name", "Name of the sub-dialog.", REQUIRED, "dialog: authentication"),
        Key("parameters", "names", "Variables that a `call` must give.", "none", "parameters: [level]"),
        Key("start", "target", "First node.", "the first one written", "start: ask"),
        Key(
            "then",
            "route",
            "Where the exhausted error loops of this dialog end.",
            "`defaults.then`",
            "then: refused",
        ),
        Key("nodes", "nodes", "The nodes.", REQUIRED, NODES_EXAMPLE),
    ),
)

DEFAULTS: Final = Block(
    "Defaults",
    "How questions are asked unless a node says otherwise.",
    (
        Key("first_key", "seconds", "Silence after a question that makes `no_input`.", "5s", "first_key: 5s"),
        Key("between_keys", "seconds", "Silence after a key that ends the entry.", "3s", "between_keys: 3s"),
        Key("tries", "count", "How often each way of failing may happen in one visit.", "3", "tries: 3"),
        Key("then", "route", "Where every exhausted error loop ends.", REQUIRED, "then: operator"),
        Key("accept", "share", "Recogniser confidence from which an answer is taken.", "0.6", "accept: 0.6"),
        Key("confirm_from", "share", "Confidence from which an answer is read back first.", "0.3", "confirm_from: 0.4"),
        Key(
            "no_input",
            "prompt",
            "Said when nothing comes.",
            "the language's sentence",
            "no_input: {ru: Я вас не слышу., en: I can't hear you.}",
        ),
        Key(
            "incomplete",
            "prompt",
            "Said when an entry stops short.",
            "the language's sentence",
            "incomplete: {ru: Не хватает цифр., en: Some digits are missing.}",
        ),
        Key(
            "too_long",
            "prompt",
            "Said when there are too many digits.",
            "the language's sentence",
            "too_long: {ru: Слишком много цифр., en: Too many digits.}",
        ),
        Key(
            "no_match",
            "prompt",
            "Said when an entry means nothing here.",
            "the language's sentence",
            "no_match: {ru: Такого пункта нет., en: There is no such choice.}",
        ),
        Key(
            "rejected",
            "prompt",
            "Said when an entry is refused.",
            "the language's sentence",
            "rejected: {ru: Такой карты нет., en: There is no such card.}",
        ),
    ),
    example="defaults: {first_key: 5s, between_keys: 3s, tries: 3, then: operator}",
)

LIMITS: Final = Block(
    "Limits",
    "Bounds of every call, and the figures above which the checks warn.",
    (
        Key("filler_after", "seconds", "An action slower than this gets its filler.", "1s", "filler_after: 2s"),
        Key(
            "errors", "count", "Failed answers in a row, over all questions, before `defaults.then`.", "10", "errors: 6"
        ),
        Key("choices", "count", "Warn about a menu with more choices.", "5", "choices: 7"),
        Key("menu_seconds", "seconds", "Warn when the last choice is heard later.", "30s", "menu_seconds: 40s"),
        Key("depth", "count", "Warn about a function that takes more keys; entries do not count.", "4", "depth: 5"),
        Key("prompt_seconds", "seconds", "Warn about a longer prompt.", "20s", "prompt_seconds: 30s"),
    ),
)

ACCESS: Final = Block(
    "Access",
    "Access levels and how a caller proves one.",
    (
        Key("levels", "names", "Names of the levels, the lowest first.", REQUIRED, "levels: [view, manage, account]"),
        Key(
            "authenticate",
            "dialog",
            "Sub-dialog (parameter `level`) that returns `granted` or not.",
            "none",
            "authenticate: authentication",
        ),
        Key(
            "denied",
            "route",
            "Where a caller goes who did not prove it.",
            "back to the question they came from",
            "denied: main",
        ),
    ),
    example="access: {levels: [view, manage, account], authenticate: authentication}",
)

UNIVERSAL: Final = Block(
    "Universal",
    "A key and words valid in every question. `repeat` and `back` act by themselves; any other name needs `goto`.",
    (
        Key("key", "key", "Its key.", "none", 'key: "#"'),
        Key("say", "phrases", "What the caller may say.", "none", "say: [повторите, ещё раз]"),
        Key("goto", "target", "A node of the root dialog.", "of `repeat` and `back`: their own act", "goto: operator"),
    ),
    example='universals:\n  repeat: {key: "#", say: {ru: [повторите], en: [repeat]}}',
)
