"""Family Y, third part: what is not YAML."""

from __future__ import annotations

from typing import Final

from ivr.menu.codes.code import Code, error

CODES: Final[tuple[Code, ...]] = (
    error(
        "Y031",
        "quote that is never closed",
        """
        A text starts with a quote and goes on to the end of the file, because its second quote is missing. Everything
        after it would be spoken. Close the quote. An apostrophe within single quotes is written twice.
        """,
        """
        prompt: "Добрый день
        goto: bye
        """,
        """
        prompt: "Добрый день"
        goto: bye
        """,
    ),
    error(
        "Y032",
        "bracket that is never closed",
        """
        A list in `[…]` or a mapping in `{…}` lacks its end, or a comma between two values, or quotes around a text
        that holds brackets, a colon or a quote itself. Add what is missing at the place shown.
        """,
        """
        balance:
          key: 1
          label: баланс
          say: [сколько денег, счёт
          goto: balance
        """,
        """
        balance:
          key: 1
          label: баланс
          say: [сколько денег, счёт]
          goto: balance
        """,
    ),
    error(
        "Y033",
        "wrong indentation",
        """
        The line begins further right or left than the lines it belongs with, or a list entry stands beside a key, so
        it is not clear what it is part of. Keys of one mapping begin in one column, and so do entries of one list.
        """,
        """
        main:
            prompt: Добрый день.
          goto: news
        """,
        """
        main:
          prompt: Добрый день.
          goto: news
        """,
    ),
    error(
        "Y034",
        "missing colon",
        """
        A line has a word where a key is expected, but no colon and space after it. Or it is the second line of a text
        and is not indented deeper than its key. Write the colon and a space, or indent the line.
        """,
        """
        prompt: Добрый день.
        goto
        """,
        """
        prompt: Добрый день.
        goto: bye
        """,
    ),
    error(
        "Y035",
        "colon inside a text",
        """
        A colon and a space make a key, so an unquoted text cannot hold them. Put the text in quotes.
        """,
        """
        prompt: Внимание: линия перегружена.
        """,
        """
        prompt: "Внимание: линия перегружена."
        """,
    ),
    error(
        "Y036",
        "text that starts with a sign of YAML",
        """
        Some signs mean something to YAML at the beginning of a value: % @ ` & ! | > ? , ] } and the dash with a space.
        A text that starts with one of them must be in quotes.
        """,
        """
        balance:
          key: 1
          label: @balance
        """,
        """
        balance:
          key: 1
          label: "@balance"
        """,
    ),
    error(
        "Y037",
        "template without quotes",
        """
        `{` starts a mapping in YAML, so a text that starts with `{{ … }}` must be in quotes. Within a text the braces
        need none.
        """,
        """
        prompt: {{ money | money }} на счёте.
        """,
        """
        prompt: "{{ money | money }} на счёте."
        """,
    ),
    error(
        "Y038",
        "text after a closing quote or bracket",
        """
        A text that starts with a quote or bracket ends where it is closed, and more follows. Put quotes of the other
        kind around the whole; for names in a spoken text use «…».
        """,
        """
        prompt: "Заря" приветствует вас.
        """,
        """
        prompt: '"Заря" приветствует вас.'
        """,
    ),
    error(
        "Y039",
        "unknown escape",
        """
        In double quotes a backslash starts a special character, and this one does not exist. Patterns are full of
        backslashes: write them in single quotes, where a backslash is just a backslash.
        """,
        r"""
        collect: digits
        pattern: "\d+"
        """,
        r"""
        collect: digits
        pattern: '\d+'
        """,
    ),
    error(
        "Y040",
        "other fault of YAML",
        """
        The file is not YAML at this place. Look at the line shown and the one above it: brackets, quotes, colons and
        indentation. Quotes around the whole text mend most such lines.
        """,
    ),
)
