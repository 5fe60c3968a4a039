"""Family B: what a menu asks of the caller's memory and patience. Warnings."""

from __future__ import annotations

from typing import Final

from ivr.menu.codes.code import Code, warning

CODES: Final[tuple[Code, ...]] = (
    warning(
        "B001",
        "more than five choices",
        """
        A caller keeps about five spoken choices in mind; of more, the first are forgotten before the last is heard.
        Group the choices, or put the rare ones into a menu of their own. Universals do not count.
        """,
        """
        menu:
          one: {key: 1, label: баланс, goto: a}
          two: {key: 2, label: тариф, goto: a}
          three: {key: 3, label: услуги, goto: a}
          four: {key: 4, label: платежи, goto: a}
          five: {key: 5, label: бонусы, goto: a}
          six: {key: 6, label: новости, goto: a}
        """,
        """
        menu:
          money: {key: 1, label: баланс и платежи, goto: a}
          tariff: {key: 2, label: тариф и услуги, goto: a}
          other: {key: 3, label: бонусы и новости, goto: a}
        """,
    ),
    warning(
        "B002",
        "last choice heard late",
        """
        It takes too many seconds until the last choice of the menu has been spoken. Callers give up or press `0`
        before that. Shorten the introduction and the labels, or offer fewer choices.
        """,
        """
        limits: {menu_seconds: 5s}
        nodes:
          main:
            prompt: Вы находитесь в главном меню. Пожалуйста, внимательно прослушайте все пункты до конца.
            menu: {news: {key: 1, label: новости}}
        """,
        """
        limits: {menu_seconds: 5s}
        nodes:
          main:
            prompt: Главное меню.
            menu: {news: {key: 1, label: новости}}
        """,
    ),
    warning(
        "B003",
        "function that is many keys away",
        """
        A caller must press more keys than is reasonable to reach this function. Offer it higher in the tree, or join
        menus that have only a few choices.
        """,
    ),
    warning(
        "B004",
        "long text",
        """
        Nobody remembers a text of this length by ear, and everybody pays for listening to it. Say what matters first,
        cut the rest, or send it as a message.
        """,
    ),
)
