"""Family K: what a caller presses and says."""

from __future__ import annotations

from typing import Final

from ivr.menu.codes.code import Code, error

CODES: Final[tuple[Code, ...]] = (
    error(
        "K001",
        "two choices on one key",
        """
        Two choices of a menu answer to the same key, so one of them can never be reached by it. Give one of them
        another key.
        """,
        """
        menu:
          balance: {key: 1, label: баланс, goto: balance}
          tariff: {key: 1, label: тариф, goto: tariff}
        """,
        """
        menu:
          balance: {key: 1, label: баланс, goto: balance}
          tariff: {key: 2, label: тариф, goto: tariff}
        """,
    ),
    error(
        "K002",
        "two choices on one phrase",
        """
        The same words choose two things, and the service could only guess which the caller wants. Phrases are compared
        without case and punctuation. Leave the phrase to one of the choices, or make it longer.
        """,
        """
        menu:
          balance: {key: 1, label: баланс, say: [счёт], goto: balance}
          payment: {key: 2, label: оплата, say: [счёт], goto: payment}
        """,
        """
        menu:
          balance: {key: 1, label: баланс, say: [сколько на счёте], goto: balance}
          payment: {key: 2, label: оплата, say: [пополнить счёт], goto: payment}
        """,
    ),
    error(
        "K003",
        "one key hides another",
        """
        One choice answers to `1` and another to `10`: after `1` the service must wait to see whether `0` follows, or
        `10` can never be pressed. Choose keys of which none begins another, or write `overlap: true` to have the
        caller wait the time between keys.
        """,
        """
        menu:
          balance: {key: 1, label: баланс, goto: balance}
          archive: {key: 10, label: архив, goto: archive}
        """,
        """
        menu:
          balance: {key: 1, label: баланс, goto: balance}
          archive: {key: 20, label: архив, goto: archive}
        """,
    ),
    error(
        "K004",
        "universal shadowed by a choice",
        """
        A choice takes a key or phrase that means something else everywhere in the service, such as `0` for the
        operator. Callers rely on it, and here it would do another thing. Give the choice another key, or change the
        universal.
        """,
        """
        universals: {operator: {key: "0", goto: operator}}
        nodes:
          main: {menu: {news: {key: 0, label: новости, goto: news}}}
        """,
        """
        universals: {operator: {key: "0", goto: operator}}
        nodes:
          main: {menu: {news: {key: 4, label: новости, goto: news}}}
        """,
    ),
    error(
        "K005",
        "two universals on one key",
        """
        Two universals share a key or a phrase, or one key begins another, so one of them never happens anywhere. Give
        each its own.
        """,
        """
        universals:
          repeat: {key: "#"}
          back: {key: "#"}
        """,
        """
        universals:
          repeat: {key: "#"}
          back: {key: "*"}
        """,
    ),
    error(
        "K006",
        "terminator with another meaning",
        """
        The key that ends an entry is also a digit of it, a choice or a universal. The caller's entry would end too
        early, or never. Choose another terminator, usually `#`.
        """,
        """
        collect: digits
        terminator: 5
        """,
        """
        collect: digits
        terminator: "#"
        """,
    ),
    error(
        "K007",
        "unknown universal",
        """
        `without` names a universal that the service does not have, so it takes nothing away; the one that was meant
        stays valid at this question. Correct the name.
        """,
        """
        universals: {operator: {key: "0", goto: operator}}
        nodes:
          main: {without: [operatr], menu: {news: {key: 0, label: новости, goto: news}}}
        """,
        """
        universals: {operator: {key: "0", goto: operator}}
        nodes:
          main: {without: [operator], menu: {news: {key: 0, label: новости, goto: news}}}
        """,
    ),
)
