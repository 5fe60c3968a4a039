"""Blocks that stand inside of nodes."""

from __future__ import annotations

from typing import Final

from ivr.menu.language.key import REQUIRED, Block, Key
from ivr.menu.language.shared import GOTO, NEEDS, SAID_ON_THE_WAY, SET, WITH
from ivr.menu.language.values import MOST_ITEMS

CHOICE: Final = Block(
    "Choice",
    "One line of a menu. Its name is the outcome that reports count.",
    (
        Key("key", "key", "The key that takes it.", "only spoken", "key: 1"),
        Key(
            "label",
            "phrase",
            "What the announcement calls it.",
            "required but when `hidden`",
            "label: {ru: баланс, en: balance}",
        ),
        Key("say", "phrases", "What else the caller may say for it.", "none", "say: {ru: [баланс, сколько денег]}"),
        Key("goto", "target", "Where it leads.", "the node of the same name", "goto: balance"),
        SAID_ON_THE_WAY,
        SET,
        NEEDS,
        Key("when", "expression", "The choice stands only while this holds.", "always", "when: profile.blocked"),
        Key("hidden", "flag", "Works, and is not announced.", "false", "hidden: true"),
    ),
    example="balance: {key: 1, label: {ru: баланс, en: balance}, say: {ru: [сколько денег]}}",
)

ROUTE: Final = Block("Route", "A way on.", (GOTO, SAID_ON_THE_WAY, SET))

REMEDY: Final = Block(
    "Remedy",
    "What happens when asking fails in one way.",
    (
        Key(
            "prompt",
            "prompt",
            "Said before the question is asked again.",
            "the language's sentence",
            "prompt: {ru: Ещё раз., en: Once more.}",
        ),
        Key("tries", "count", "How often it may happen in one visit.", "the node's `tries`", "tries: 2"),
        Key("then", "route", "The way out when tries are used up.", "the node's `then`", "then: operator"),
    ),
    example="no_match: {prompt: Такого пункта нет., tries: 2, then: operator}",
)

PHRASE: Final = Block(
    "Phrase",
    "A text in each language (the languages' codes are keys too).",
    (
        Key("recording", "text", "Sound file that stands for the text where it exists.", "none", "recording: welcome"),
        Key("barge_in", "flag", "`false`: it is always heard to its end.", "true", "barge_in: false"),
        Key(
            "written",
            "phrase",
            "What is written instead.",
            "as it is said",
            "written: {ru: Код?, en: Code?}",
        ),
    ),
    example="prompt: {ru: Важное сообщение., en: Important notice., barge_in: false}",
)

LIST: Final = Block(
    "List",
    "Choices made at run time.",
    (
        Key("from", "action", "Action whose value is the list.", "none: give `items`", "from: tariff.list"),
        WITH,
        Key("items", "name", "Variable that holds the list.", "none: give `from`", "items: rewards"),
        Key("each", "phrase", "Label of one item; the item's fields are variables.", REQUIRED, 'each: "{{ name }}"'),
        Key("as", "name", "Variable that gets the chosen item.", "item", "as: tariff"),
        Key("empty", "route", "The way when there is nothing to choose from.", REQUIRED, "empty: no_options"),
        Key("page", "count", f"Items at a time, at most {MOST_ITEMS}.", "5", "page: 4"),
        Key("next", "one_key", "Key of the next page.", "8", "next: 8"),
        Key("previous", "one_key", "Key of the page before.", "7", "previous: 7"),
    ),
    example='list: {from: tariff.list, each: "{{ name }}", as: tariff, empty: no_tariffs}',
)

CASE: Final = Block(
    "Case",
    "One way of a branch; every condition in it must hold.",
    (
        Key("when", "expression", "A condition.", "always", "when: balance.available < 0"),
        Key("hours", "hours", "Time of day.", "always", 'hours: "09:00-18:00"'),
        Key("days", "days", "Days of the week.", "always", "days: mon-fri"),
        Key(
            "else",
            "route",
            "The way when no case holds; stands alone, last.",
            "required as the last case",
            "else: closed",
        ),
        Key("goto", "target", "Where it goes on.", "required but for `else`", "goto: open"),
        SAID_ON_THE_WAY,
        SET,
    ),
)
