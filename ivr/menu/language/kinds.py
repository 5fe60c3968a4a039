"""The kinds of node: the keys that each of them takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ivr.menu.language.key import REQUIRED, Block, Key
from ivr.menu.language.shared import ASKING_KEYS, FILLER, GOTO, INTO, NEEDS, PROMPT, SET, TIMEOUT, WITH
from ivr.menu.language.values import COLLECT_LENGTHS


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of node: the key that marks it and all keys it takes, `prompt` and `needs` among them."""

    name: str
    block: Block


def _kind(
    name: str,
    doc: str,
    *keys: Key,
    example: str,
    outcomes: bool = False,
    refused: Mapping[str, str] = MappingProxyType({}),
) -> Kind:
    common = tuple(key for key in (PROMPT, NEEDS) if key.name not in refused)
    return Kind(name, Block(name, doc, (*keys, *common), example, outcomes, refused))


KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        _kind(
            "say",
            "Says its prompt and goes on. It has no key of its own: a node with only `prompt` and `goto` is one.",
            GOTO,
            SET,
            example="welcome: {prompt: {ru: Здравствуйте!, en: Hello!}, goto: main}",
        ),
        _kind(
            "menu",
            "Announces its choices and waits for one. The announcement is made from the labels.",
            Key(
                "menu", "menu", "The choices.", REQUIRED, "menu: {balance: {key: 1, label: {ru: баланс, en: balance}}}"
            ),
            Key(
                "overlap",
                "flag",
                "`true`: a key may begin another (`1` beside `10`) and waits.",
                "false",
                "overlap: true",
            ),
            Key(
                "shortcuts",
                "shortcuts",
                "Nodes whose words are understood here too, wherever the choices stand that lead to them.",
                "none",
                "shortcuts: [packages, promised_payment]",
            ),
            *ASKING_KEYS,
            example="main:\n  menu:\n    balance: {key: 1, label: {ru: баланс, en: balance}}",
        ),
        _kind(
            "collect",
            "Collects a value by keys or speech.",
            Key("collect", "collect", "What is collected.", REQUIRED, "collect: digits"),
            INTO,
            GOTO,
            SET,
            Key(
                "length",
                "length",
                "Least and most digits.",
                ", ".join(
                    f"{kind}: {least}" + (f"-{most}" if most > least else "")
                    for kind, (least, most) in COLLECT_LENGTHS.items()
                ),
                "length: 6-10",
            ),
            Key("terminator", "one_key", "Key that ends the entry.", '"#"', 'terminator: "#"'),
            Key("pattern", "pattern", "What the digits must match.", "anything", "pattern: '9\\d{9}'"),
            Key("min", "bound", "Least value.", "none", "min: 50"),
            Key("max", "bound", "Greatest value.", "none", "max: 300"),
            Key("secret", "flag", "Never written, said or shown anywhere.", "false; of `secret`: true", "secret: true"),
            Key(
                "validate",
                "action",
                "Action that may reject: any outcome but its first.",
                "none",
                "validate: card.check",
            ),
            WITH,
            Key(
                "confirm",
                "prompt",
                "Read-back question, answered by yes or no.",
                "none",
                'confirm: {ru: "Всё верно?", en: "Is it right?"}',
            ),
            *ASKING_KEYS,
            example="card:\n  collect: digits\n  length: 6-10\n  into: card\n  prompt: Номер карты?\n  goto: results",
        ),
        _kind(
            "confirm",
            "A yes/no question and its two ways.",
            Key("confirm", "prompt", "The question.", REQUIRED, "confirm: Подключить?"),
            Key("yes", "route", "The way of yes.", REQUIRED, "yes: connect"),
            Key("no", "route", "The way of no.", REQUIRED, "no: main"),
            Key("yes_key", "one_key", "Key for yes.", "1", "yes_key: 1"),
            Key("no_key", "one_key", "Key for no.", "2", "no_key: 2"),
            *ASKING_KEYS,
            example="sure: {confirm: {ru: Подключить?, en: Connect?}, yes: connect, no: main}",
            refused={
                "prompt": "the question is the prompt: write it all under `confirm`",
                "true": "the way of yes is written `yes`",
                "false": "the way of no is written `no`",
            },
        ),
        _kind(
            "list",
            "Choices made at run time, a page at a time.",
            Key(
                "list",
                "list",
                "Where the items come from and how each is said.",
                REQUIRED,
                'list: {items: rewards, each: "{{ name }}", empty: main}',
            ),
            GOTO,
            SET,
            FILLER,
            TIMEOUT,
            *ASKING_KEYS,
            example='tariffs:\n  list: {from: tariff.list, each: "{{ name }}", as: tariff, empty: main}\n'
            "  goto: tariff\n  failed: sorry",
            outcomes=True,
        ),
        _kind(
            "action",
            "Runs an action; each of its outcomes has a way, `failed` and `late` too (`late` goes `failed`'s way "
            "unless given).",
            Key("action", "action", "The action.", REQUIRED, "action: balance.get"),
            WITH,
            INTO,
            FILLER,
            TIMEOUT,
            example="book:\n  action: visits.book\n  booked: {prompt: Готово., goto: main}\n  taken: doctor\n"
            "  failed: operator",
            outcomes=True,
        ),
        _kind(
            "branch",
            "Goes the first way whose conditions hold.",
            Key(
                "branch",
                "cases",
                "The cases; the last is `else`.",
                REQUIRED,
                "branch: [{when: balance.available < 0, goto: debt}, {else: main}]",
            ),
            example='open:\n  branch:\n    - {hours: "09:00-18:00", days: mon-fri, goto: desk}\n    - else: closed',
        ),
        _kind(
            "call",
            "Holds a sub-dialog; each outcome it returns has a way.",
            Key("call", "dialog", "The sub-dialog.", REQUIRED, "call: authentication"),
            WITH,
            INTO,
            example="prove:\n  call: authentication\n  with: {level: 2}\n  granted: settings\n  denied: main",
            outcomes=True,
        ),
        _kind(
            "return",
            "Ends a sub-dialog with an outcome.",
            Key("return", "name", "The outcome.", REQUIRED, "return: granted"),
            WITH,
            example="done: {return: granted}",
        ),
        _kind(
            "transfer",
            "Hands the caller on. When nobody takes them, the caller goes a declared way.",
            Key("transfer", "destination", "To whom.", REQUIRED, 'transfer: "0500"'),
            Key("timeout", "seconds", "How long it may ring.", "30s", "timeout: 45s"),
            Key("busy", "route", "The way when the other side is busy.", REQUIRED, "busy: later"),
            Key("no_answer", "route", "The way when nobody answers.", "as `busy`", "no_answer: later"),
            Key("failed", "route", "The way when it cannot be reached.", "as `busy`", "failed: later"),
            example='operator: {prompt: Соединяю., transfer: "0500", busy: later}',
        ),
        _kind(
            "language",
            "Switches the language of the call; its prompt is spoken in the new one.",
            Key("language", "language", "The new language.", REQUIRED, "language: en"),
            GOTO,
            SET,
            example="english: {language: en, goto: main}",
        ),
        _kind(
            "hangup",
            "Says its text and ends the call.",
            Key("hangup", "hangup", "`true`, or what is said last.", REQUIRED, "hangup: До свидания!"),
            example="bye: {hangup: {ru: До свидания!, en: Goodbye!}}",
        ),
    )
}
