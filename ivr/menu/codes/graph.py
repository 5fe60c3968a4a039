"""Family G: where the nodes lead."""

from __future__ import annotations

from typing import Final

from ivr.menu.codes.code import Code, error

CODES: Final[tuple[Code, ...]] = (
    error(
        "G001",
        "unknown target",
        """
        A `goto`, an outcome or a way out names a node that does not exist in its dialog. A caller who took that way
        would fall out of the service. Correct the name, or write the node. A way of a sub-dialog may also name a node
        of the service's own, which ends the sub-dialog; nodes of another sub-dialog cannot be targets: they are reached
        with `call`.
        """,
        """
        nodes:
          main: {prompt: Добрый день., goto: balanse}
          balance: {prompt: На счёте десять рублей., goto: bye}
        """,
        """
        nodes:
          main: {prompt: Добрый день., goto: balance}
          balance: {prompt: На счёте десять рублей., goto: bye}
        """,
    ),
    error(
        "G002",
        "unknown sub-dialog",
        """
        A `call`, or the authentication of a level, names a sub-dialog that no file of the service defines.
        The caller would be led nowhere. Correct the name, or add the file that holds the dialog to the service's
        `include`.
        """,
        """
        prove: {call: autentication, with: {level: 2}, granted: settings, denied: main}
        """,
        """
        prove: {call: authentication, with: {level: 2}, granted: settings, denied: main}
        """,
    ),
    error(
        "G003",
        "node that no way leads to",
        """
        No dialled number, choice, outcome or way out leads to this node, so no caller will ever hear it. Usually a
        `goto` was renamed or forgotten. Lead a way to the node, or remove it.
        """,
        """
        main: {prompt: Добрый день., goto: bye}
        news: {prompt: У нас новый тариф., goto: bye}
        bye: {hangup: До свидания.}
        """,
        """
        main: {prompt: Добрый день., goto: news}
        news: {prompt: У нас новый тариф., goto: bye}
        bye: {hangup: До свидания.}
        """,
    ),
    error(
        "G004",
        "no way to the end",
        """
        From this node a caller can press whatever they like and still never reach a hang-up, a transfer or a return
        of the dialog. They can only put the phone down. Give one of the nodes in the circle a way out: a choice,
        an operator, a hang-up.
        """,
        """
        defaults: {then: main}
        nodes:
          main: {menu: {news: {key: 1, label: новости, goto: news}}}
          news: {prompt: Новостей нет., goto: main}
        """,
        """
        defaults: {then: bye}
        nodes:
          main:
            menu:
              news: {key: 1, label: новости, goto: news}
              bye: {key: 2, label: закончить, goto: bye}
          news: {prompt: Новостей нет., goto: main}
          bye: {hangup: До свидания.}
        """,
    ),
    error(
        "G005",
        "error loop without a bound",
        """
        When a caller stays silent or presses wrong keys, the way out of this question leads back to it, or round a
        circle of questions, without end. A line that nobody answers would be held for ever. Let the exhausted
        tries end somewhere else: an operator or a hang-up.
        """,
        """
        main:
          menu: {balance: {key: 1, label: баланс, goto: balance}}
          then: main
        """,
        """
        main:
          menu: {balance: {key: 1, label: баланс, goto: balance}}
          tries: 3
          then: operator
        """,
    ),
    error(
        "G006",
        "circle without a question",
        """
        These nodes lead to each other and none of them waits for the caller, so the call would spin for ever in one
        instant, or talk without listening. Put a question into the circle, or let it end.
        """,
        """
        one: {prompt: Подождите., goto: two}
        two: {prompt: Ещё немного., goto: one}
        """,
        """
        one: {prompt: Подождите., goto: two}
        two: {confirm: Подождёте ещё?, yes: one, no: bye}
        """,
    ),
    error(
        "G007",
        "outcome without a way",
        """
        An action or a sub-dialog declares an outcome for which this node says no way. A caller to whom it happens
        would be stuck. Write the outcome as a key of the node, with its target.
        """,
        """
        take:
          action: promised_payment.take
          taken: {prompt: Готово., goto: main}
        """,
        """
        take:
          action: promised_payment.take
          taken: {prompt: Готово., goto: main}
          refused: {prompt: Сейчас он вам недоступен., goto: main}
          failed: operator
        """,
    ),
    error(
        "G008",
        "outcome that never happens",
        """
        The node has a way for an outcome that its action or sub-dialog does not declare, so it is never taken.
        Often it is a misspelt outcome, and the real one has no way. Correct the name, or remove the line.
        """,
        """
        take: {action: promised_payment.take, takn: main, refused: main, failed: operator}
        """,
        """
        take: {action: promised_payment.take, taken: main, refused: main, failed: operator}
        """,
    ),
    error(
        "G009",
        "return with nowhere to return to",
        """
        A `return` gives an outcome back to the node that called the sub-dialog. Here it can be reached by a caller
        who came in from a dialled number, and nobody called. End that way with a hang-up or a transfer, or move
        the nodes into a sub-dialog.
        """,
        """
        service: clinic
        nodes:
          main: {return: done}
        """,
        """
        service: clinic
        nodes:
          main: {hangup: До свидания.}
        """,
    ),
    error(
        "G010",
        "dialled number without an entry",
        """
        A dialled number must lead to exactly one node of the service: one that exists, and one number once. A caller
        of such a number would hear nothing, or chance would decide what. Correct the target, or remove the
        second entry. Numbers are written in quotes.
        """,
        """
        numbers: {"0505": welcom}
        nodes:
          welcome: {prompt: Здравствуйте!, goto: main}
        """,
        """
        numbers: {"0505": welcome}
        nodes:
          welcome: {prompt: Здравствуйте!, goto: main}
        """,
    ),
    error(
        "G011",
        "sub-dialogs that call each other in a circle",
        """
        A sub-dialog calls itself, directly or through others. Every round adds a place to return to, and a call
        could grow without end. Make the circle with `goto` inside one dialog, or return before calling again.
        """,
        """
        # password.yaml
        dialog: password
        nodes:
          ask: {confirm: Вы помните пароль?, yes: done, no: again}
          again: {call: password, granted: done}
          done: {return: granted}
        """,
        """
        # password.yaml
        dialog: password
        nodes:
          ask: {confirm: Вы помните пароль?, yes: done, no: again}
          again: {prompt: Попробуйте вспомнить., goto: ask}
          done: {return: granted}
        """,
    ),
)
