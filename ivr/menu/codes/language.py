"""Family M: the menu language."""

from __future__ import annotations

from typing import Final

from ivr.menu.codes.code import Code, error

CODES: Final[tuple[Code, ...]] = (
    error(
        "M001",
        "unknown key",
        """
        The mapping has a key that the language does not know at this place. It would be ignored, and what its author
        meant would not happen in the call. Correct the spelling (the hint offers the nearest key), or remove it.
        """,
        """
        hello: {promt: Добрый день., goto: main}
        """,
        """
        hello: {prompt: Добрый день., goto: main}
        """,
    ),
    error(
        "M002",
        "missing key",
        """
        A key without which this part means nothing is not written: a choice without a label, a transfer without a
        number. The call could not go on. Add the key; the hint shows it.
        """,
        """
        menu: {balance: {key: 1}}
        """,
        """
        menu: {balance: {key: 1, label: баланс}}
        """,
    ),
    error(
        "M003",
        "wrong type",
        """
        A list stands where one value is expected, a text where a mapping is, or the like. The meaning would have to be
        guessed. Write the value in the form that the reference gives for this key.
        """,
        """
        hello: {prompt: Добрый день., goto: [main, news]}
        """,
        """
        hello: {prompt: Добрый день., goto: main}
        """,
    ),
    error(
        "M004",
        "bad value",
        """
        The value has the right form but cannot be taken: a time without a unit, a length whose end is before its
        start, a weekday or an hour that does not exist, a number out of its range. Correct it as the hint says.
        """,
        """
        defaults: {first_key: 5, then: operator}
        """,
        """
        defaults: {first_key: 5s, then: operator}
        """,
    ),
    error(
        "M005",
        "node of no known kind, or of two",
        """
        The kind of a node is told by its key: `menu`, `collect`, `confirm`, `list`, `action`, `branch`, `call`,
        `transfer`, `hangup` and so on, or just `prompt` with `goto`. This node has none of them, or two. A call could
        not know what to do. Keep one, and make another node of the other.
        """,
        """
        main: {menu: {news: {key: 1, label: новости, goto: news}}, transfer: "+79221110500", busy: bye}
        """,
        """
        main: {menu: {operator: {key: 1, label: оператор, goto: operator}}}
        operator: {transfer: "+79221110500", busy: bye}
        """,
    ),
    error(
        "M006",
        "name taken twice",
        """
        Two files of the service give the same name to a node, a sub-dialog or a prompt. One of them would vanish, and
        callers would be led to the other. Rename one.
        """,
        """
        # money.yaml
        nodes: {balance: {prompt: На счёте десять рублей., goto: main}}
        # bonus.yaml
        nodes: {balance: {prompt: У вас десять баллов., goto: main}}
        """,
        """
        # money.yaml
        nodes: {balance: {prompt: На счёте десять рублей., goto: main}}
        # bonus.yaml
        nodes: {bonus_balance: {prompt: У вас десять баллов., goto: main}}
        """,
    ),
    error(
        "M007",
        "bad name",
        """
        Names of nodes, choices, outcomes and variables are a Latin letter followed by letters, digits and `_`, so that
        templates and reports can use them. Rename it. Beware of Cyrillic letters that look Latin.
        """,
        """
        nodes: {main-menu: {prompt: Добрый день., goto: bye}}
        """,
        """
        nodes: {main_menu: {prompt: Добрый день., goto: bye}}
        """,
    ),
    error(
        "M008",
        "not a key of a telephone",
        """
        A key is one of 0 to 9, `*`, `#`, A to D (ITU-T Q.23), or several of them in a row. Nobody could press anything
        else. Correct it; `*` and `#` stand in quotes.
        """,
        """
        menu: {balance: {key: E, label: баланс, goto: balance}}
        """,
        """
        menu: {balance: {key: 1, label: баланс, goto: balance}}
        """,
    ),
    error(
        "M009",
        "unknown level",
        """
        `needs` names an access level that `access.levels` does not declare, so it can never be granted. Correct the
        name, or declare the level.
        """,
        """
        block: {needs: manag, action: number.block, blocked: done, failed: operator}
        """,
        """
        block: {needs: manage, action: number.block, blocked: done, failed: operator}
        """,
    ),
    error(
        "M010",
        "unknown language",
        """
        The language is not one that the engine can speak, or not one that the service declares in `languages`. Texts in
        it would never be heard. Correct the code, or declare the language.
        """,
        """
        languages: [ru, eng]
        """,
        """
        languages: [ru, en]
        """,
    ),
    error(
        "M011",
        "keys that do not go together",
        """
        Each key is right by itself, and together they contradict each other or one of them means nothing: a smallest
        sum above the greatest, a secret that would be read back, one key for yes and for no. A call could do only one
        of the two. Keep the one that is meant; the hint says what goes with what.
        """,
        """
        pin: {collect: secret, confirm: Всё верно?, goto: main}
        """,
        """
        pin: {collect: secret, length: 4, goto: main}
        """,
    ),
)
