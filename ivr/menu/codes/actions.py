"""Family A: actions and who may use them."""

from __future__ import annotations

from typing import Final

from ivr.menu.codes.code import Code, error

CODES: Final[tuple[Code, ...]] = (
    error(
        "A001",
        "unknown action",
        """
        No actions module of the service has an action of this name, so the call could do nothing here. Correct the
        name, or name the module that holds the action in `actions`.
        """,
        """
        take: {action: promised_payment.tak, taken: done, refused: main, failed: operator}
        """,
        """
        take: {action: promised_payment.take, taken: done, refused: main, failed: operator}
        """,
    ),
    error(
        "A002",
        "actions that cannot be imported",
        """
        A module named in `actions` is not there, or fails when it is imported. No action of it can be used. Check the
        name, that the package is installed beside the engine, and the reason given.
        """,
        """
        actions: clinc.actions
        """,
        """
        actions: clinic.actions
        """,
    ),
    error(
        "A003",
        "argument missing or unknown",
        """
        `with` gives an action or sub-dialog an argument that it does not take, or leaves one out that it needs. Every
        call of it would fail. Write the arguments that it declares; the hint shows them.
        """,
        """
        book: {action: visits.book, with: {doctr: "{{ doctor.id }}"}, booked: done, taken: main, failed: operator}
        """,
        """
        book: {action: visits.book, with: {doctor: "{{ doctor.id }}"}, booked: done, taken: main, failed: operator}
        """,
    ),
    error(
        "A004",
        "guarded action within reach of anybody",
        """
        The action needs an access level, and there is a way to this node on which the caller has not proved who they
        are. The account would refuse, and the caller would not learn why. Write `needs` at the node or at the choice
        that leads to it, and the engine leads the caller through authentication first.
        """,
        """
        block: {action: number.block, blocked: done, failed: operator}
        """,
        """
        block: {needs: manage, action: number.block, blocked: done, failed: operator}
        """,
    ),
    error(
        "A005",
        "level without authentication",
        """
        Something needs an access level, but the service does not say which sub-dialog proves it. Nobody could ever
        get there. Name the sub-dialog in `access`.
        """,
        """
        access: {levels: [view, manage]}
        nodes:
          settings: {needs: manage, prompt: Ваши настройки., goto: bye}
        """,
        """
        access: {levels: [view, manage], authenticate: authentication}
        nodes:
          settings: {needs: manage, prompt: Ваши настройки., goto: bye}
        """,
    ),
    error(
        "A006",
        "value of a kind that does not fit",
        """
        A value is used as something it is not: a list is read from an action that gives no list, a number is passed
        where an action takes a date, a text is compared with money. The call would fail at this step. Use the value
        or field that has the right kind.
        """,
        """
        list: {from: balance.get, each: "{{ name }}", as: doctor, empty: sorry}
        """,
        """
        list: {from: doctors.free, each: "{{ name }}", as: doctor, empty: sorry}
        """,
    ),
)
