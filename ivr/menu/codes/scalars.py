"""Family Y, second part: words and texts that YAML takes for something else."""

from __future__ import annotations

from typing import Final

from ivr.menu.codes.code import Code, error

CODES: Final[tuple[Code, ...]] = (
    error(
        "Y021",
        "number that starts with 0",
        """
        YAML 1.1 takes a number that starts with 0 for octal, other readers drop the 0. A service that is dialled as
        0505 would be found under 325. Dialled numbers, codes and cards are texts: put them in quotes.
        """,
        """
        numbers: {0505: welcome}
        """,
        """
        numbers: {"0505": welcome}
        """,
    ),
    error(
        "Y022",
        "time of day read as a number",
        """
        YAML 1.1 counts parts with colons in sixties: `22:00` becomes 1320, and a service would close at a time that
        nobody wrote. Put times in quotes.
        """,
        """
        prompt: Мы ещё открыты.
        set: {closes: 22:00}
        """,
        """
        prompt: Мы ещё открыты.
        set: {closes: "22:00"}
        """,
    ),
    error(
        "Y023",
        "word read as yes or no",
        """
        YAML 1.1 takes `on`, `off`, `yes`, `no`, `y` and `n` for true or false, in any case. A phrase `no` would no
        longer be a word a caller can say. Put a word in quotes; for a switch write `true` or `false`. As keys, `yes`
        and `no` are words of the menu language and need no quotes.
        """,
        """
        refuse: {key: 2, label: отказаться, say: [no], goto: bye}
        """,
        """
        refuse: {key: 2, label: отказаться, say: ["no"], goto: bye}
        """,
    ),
    error(
        "Y024",
        "word read as nothing",
        """
        YAML takes `~` and `null` for no value at all. Put the word in quotes if you mean it, and leave the key out if
        you mean nothing.
        """,
        """
        news: {key: 1, label: null}
        """,
        """
        news: {key: 1, label: "null"}
        """,
    ),
    error(
        "Y025",
        "date",
        """
        YAML 1.1 takes `2026-01-01` for a date, not for the text that was written, and other readers do not. Put dates
        in quotes.
        """,
        """
        prompt: Тариф в архиве.
        set: {until: 2026-01-01}
        """,
        """
        prompt: Тариф в архиве.
        set: {until: "2026-01-01"}
        """,
    ),
    error(
        "Y026",
        "number in a special notation",
        """
        Signs, underscores, `0x`, `1e3`, `.inf`, and zeros at the end of a decimal are lost when YAML reads a number: a
        phone number loses its `+`, and tariff 1.10 becomes 1.1. YAML readers do not even agree which of these are
        numbers. Put it in quotes if it is a text, or write the number plainly.
        """,
        """
        transfer: +79221234567
        busy: later
        """,
        """
        transfer: "+79221234567"
        busy: later
        """,
    ),
)
