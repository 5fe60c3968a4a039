"""Family T: texts and templates."""

from __future__ import annotations

from typing import Final

from ivr.menu.codes.code import Code, error, warning

CODES: Final[tuple[Code, ...]] = (
    error(
        "T001",
        "text missing in a language",
        """
        The service declares several languages, and this text lacks one of them. A caller who has chosen it would hear
        silence. Add the text, or remove the language from `languages`.
        """,
        """
        languages: [ru, en]
        nodes:
          main: {hangup: {ru: До свидания.}}
        """,
        """
        languages: [ru, en]
        nodes:
          main: {hangup: {ru: До свидания., en: Goodbye.}}
        """,
    ),
    error(
        "T002",
        "unknown variable",
        """
        A template names something that no entry, action or parameter on the way here gives a value. The sentence could
        not be spoken. Correct the name, or see that the value is there on every way to this node.
        """,
        """
        main: {action: money.get, into: money, ok: tell, failed: bye}
        tell: {prompt: "На счёте {{ mony | money }}.", goto: bye}
        """,
        """
        main: {action: money.get, into: money, ok: tell, failed: bye}
        tell: {prompt: "На счёте {{ money | money }}.", goto: bye}
        """,
    ),
    error(
        "T003",
        "unknown format",
        """
        The name after `|` is not a spoken format. Formats say how a value is spoken: money, a count with its unit, a
        date, a time, a phone number, digits. Correct the name.
        """,
        """
        prompt: "На счёте {{ money | mony }}."
        """,
        """
        prompt: "На счёте {{ money | money }}."
        """,
    ),
    error(
        "T004",
        "template that cannot be read",
        """
        Between `{{` and `}}`, or `{%` and `%}`, stands something that is not an expression, or a closing brace is
        missing. Mend the expression. Templates can only look at values; they cannot call code.
        """,
        """
        prompt: "На счёте {{ money | money."
        """,
        """
        prompt: "На счёте {{ money | money }}."
        """,
    ),
    error(
        "T005",
        "unknown prompt",
        """
        `$name` refers to a prompt that no prompts file of the service holds. The caller would hear nothing. Correct
        the name, or add the prompt.
        """,
        """
        # prompts.yaml
        greeting: Добро пожаловать.
        # service.yaml
        nodes:
          main: {prompt: $gretting, goto: bye}
        """,
        """
        # prompts.yaml
        greeting: Добро пожаловать.
        # service.yaml
        nodes:
          main: {prompt: $greeting, goto: bye}
        """,
    ),
    error(
        "T006",
        "secret in a text",
        """
        A PIN, a password or a card number would be spoken aloud, and come into transcripts and recordings. What is
        collected with `secret: true` may be given to actions only. Remove it from the text.
        """,
        """
        main: {collect: secret, prompt: Введите пароль., into: pin, goto: said}
        said: {prompt: "Вы ввели {{ pin | digits }}.", goto: bye}
        """,
        """
        main: {collect: secret, prompt: Введите пароль., into: pin, goto: said}
        said: {prompt: Пароль принят., goto: bye}
        """,
    ),
    warning(
        "T007",
        "prompt that is never used",
        """
        No node refers to this prompt of a prompts file. It may be left over, or a reference to it may be misspelt.
        Remove it, or use it.
        """,
        """
        # prompts.yaml
        greeting: Добро пожаловать.
        old_greeting: Здравствуйте.
        # service.yaml
        nodes:
          main: {prompt: $greeting, goto: bye}
        """,
        """
        # prompts.yaml
        greeting: Добро пожаловать.
        # service.yaml
        nodes:
          main: {prompt: $greeting, goto: bye}
        """,
    ),
    error(
        "T008",
        "unknown field",
        """
        A template asks a variable for a field that the action which made it does not give. The sentence could not be
        spoken. Correct the name; the hint shows the fields there are.
        """,
        """
        prompt: "Ваш тариф {{ tariff.nmae }}."
        """,
        """
        prompt: "Ваш тариф {{ tariff.name }}."
        """,
    ),
    error(
        "T009",
        "text that cannot be spoken",
        """
        A trial rendering of the text failed: a format does not fit its value, or a count has a unit whose forms the
        language does not know. A caller would meet the same failure. Choose a format that fits the value.
        """,
        """
        prompt: "Осталось {{ tariff.name | money }}."
        """,
        """
        prompt: "Осталось {{ money | money }}."
        """,
    ),
    error(
        "T010",
        "expression that cannot be worked out",
        """
        A trial of the expression failed whatever its variables may hold: a whole record is compared with a number, or
        a text is counted with. The call would be in trouble at this place. Name the field that is meant; the hint
        shows the fields there are.
        """,
        """
        main: {branch: [{when: balance < 0, goto: debt}, {else: bye}]}
        """,
        """
        main: {branch: [{when: balance.available < 0, goto: debt}, {else: bye}]}
        """,
    ),
)
