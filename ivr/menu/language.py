"""The menu language in one table: every key an author may write, its type, default, meaning and example.

The reader, the JSON Schema, the "did you mean" hints and the reference in ``docs/menu-language.md`` are all made from
these tables, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

REQUIRED: Final = "required"
COLLECT_KINDS: Final = ("digits", "number", "amount", "phone", "date", "yes_no", "secret")
COLLECT_LENGTHS: Final[Mapping[str, tuple[int, int]]] = {
    "digits": (1, 20),
    "number": (1, 9),
    "amount": (1, 7),
    "phone": (10, 11),
    "date": (4, 8),
    "yes_no": (1, 1),
    "secret": (4, 6),
}
"""Least and most digits of each kind, unless a node says otherwise. A date is day and month, with or without a year."""

MOST_ITEMS: Final = 6
"""Items of a list that can be offered at a time: keys 7 and 8 turn the page, 9 and 0 are the service's."""

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DTMF_KEYS: Final = "0123456789*#ABCD"
"""The sixteen keys of ITU-T Q.23."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a mapping. type: a name of `TYPES`. default: as the author would write it, or `REQUIRED`."""

    name: str
    type: str
    doc: str
    default: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping of the language: which keys it takes. outcomes: names of outcomes are keys too (of type route)."""

    title: str
    doc: str
    keys: tuple[Key, ...]
    example: str = ""
    outcomes: bool = False
    names: Mapping[str, Key] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", {key.name: key for key in self.keys})


TYPES: Final[Mapping[str, str]] = {
    "name": "A name: a letter, then letters, digits and `_` (`promised_payment`).",
    "text": "Text in one line or a block.",
    "phrase": "What is said: a text in the first language, `{ru: …, en: …}`, or `$name` from a prompts file. "
    "The mapping may also hold `recording` and `barge_in`.",
    "prompt": "A phrase, or a list of phrases: one for each attempt, the last repeats.",
    "phrases": "What a caller may say: a list for the first language, or `{ru: […], en: […]}`.",
    "key": 'A DTMF key or several in a row: `1`, `10`, `"#"`, `"*"`.',
    "one_key": 'A single DTMF key: `1`, `"#"`.',
    "seconds": "A time with its unit: `500ms`, `5s`, `2m`.",
    "count": "A whole number from 1 up.",
    "length": "A number of digits: `4`, or from-to: `6-10`.",
    "bound": "A number; of an amount, roubles (`50`, `0.5`).",
    "share": "A number from 0 to 1.",
    "flag": "`true` or `false`.",
    "level": "A name from `access.levels`.",
    "target": "The name of a node in the same dialog. In a sub-dialog it may also be a node of the service's own: that "
    "way leaves the sub-dialog.",
    "route": "A target, or `{goto: target, prompt: …, set: {variable: value}}`.",
    "remedy": "A prompt, or `{prompt: …, tries: 3, then: route}`.",
    "expression": "A condition or value without braces: `balance.available < 0`.",
    "values": 'A mapping of names to values; `{{ … }}` is computed: `{tariff: "{{ tariff.code }}"}`.',
    "pattern": "A regular expression that the digits must match as a whole.",
    "hours": "From-to, local to the service: `09:00-18:00`, or over midnight `22:00-06:00`.",
    "days": "Weekdays: `mon-fri`, `sat`, or a list of them.",
    "names": "A list of names.",
    "languages": "A list of languages; the first is the one a call starts in.",
    "numbers": "A mapping of dialled numbers (in quotes) to nodes.",
    "paths": "A file, or a list of files, inside the service's folder.",
    "modules": "A Python module, or a list of them.",
    "zone": "A time zone of the IANA database: `Europe/Moscow`.",
    "action": "The name of an action: `balance.get`.",
    "menu": "A mapping of choices.",
    "list": "A list block.",
    "cases": "A list of cases; the last is `else`.",
    "collect": "One of: " + ", ".join(COLLECT_KINDS) + ".",
    "dialog": "The name of a sub-dialog.",
    "language": "One of the service's languages.",
    "destination": "A telephone number in quotes, or a name that the line knows.",
    "hangup": "`true`, or what is said last.",
    "defaults": "A defaults block.",
    "universals": "A mapping of universals.",
    "access": "An access block.",
    "limits": "A limits block.",
    "nodes": "A mapping of nodes.",
}

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
    Key("type_ahead", "flag", "`false` forgets keys pressed before this question.", "true", "type_ahead: false"),
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
        Key("depth", "count", "Warn about a function that takes more keys.", "4", "depth: 5"),
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


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of node: the key that marks it and the keys it takes beside `prompt` and `needs`."""

    name: str
    block: Block


def _kind(name: str, doc: str, *keys: Key, example: str, outcomes: bool = False) -> Kind:
    return Kind(name, Block(name, doc, (*keys, PROMPT, NEEDS), example, outcomes))


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

OPTIONAL_INTO: Final = "result"

BLOCKS: Final = (
    SERVICE,
    FRAGMENT,
    DIALOG,
    DEFAULTS,
    LIMITS,
    ACCESS,
    UNIVERSAL,
    CHOICE,
    ROUTE,
    REMEDY,
    PHRASE,
    LIST,
    CASE,
)
